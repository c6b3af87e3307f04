//! The requests of an import to the CRM, each on a thread of its own: searches and sends. Their ends come as events.

use super::lookup_cache::LookupCache;
use super::row_slot::SentRow;
use crate::crm::{CancelToken, Client};
use crate::customer::{
    FailureReason, LOOKUP_TIMEOUT, Lookup, LookupFailure, LookupKey, Outcome, lookup_keys,
};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// The end of a request of the row of this number.
pub(super) enum RequestEnd {
    Searched(u64, Vec<Lookup>),
    Sent(u64, SentRow),
}

/// The client, and the requests in flight.
pub(super) struct CrmRequests {
    client: Client,
    cache: LookupCache,
    sender: Sender<RequestEnd>,
    ends: Receiver<RequestEnd>,
}

impl CrmRequests {
    pub(super) fn new(client: Client) -> Self {
        let (sender, ends) = mpsc::channel();
        Self {
            client,
            cache: LookupCache::default(),
            sender,
            ends,
        }
    }

    /// Searches the CRM for the customer of a payload. What was asked for before is not asked for again; where that is all,
    /// it is the answer.
    pub(super) fn search(&self, number: u64, payload: &str) -> Option<Vec<Lookup>> {
        let keys = lookup_keys(payload);
        let mut lookups: Vec<Lookup> = keys.iter().filter_map(|key| self.cache.answer(key)).collect();
        let is_asked = |key: &&LookupKey| lookups.iter().all(|lookup| lookup.by != **key);
        let asked: Vec<LookupKey> = keys.iter().filter(is_asked).cloned().collect();
        if asked.is_empty() {
            return Some(lookups);
        }
        let (client, sender) = (self.client.clone(), self.sender.clone());
        let (known, questions) = (lookups.clone(), asked.clone());
        let work = move || {
            let mut lookups = known;
            lookups.extend(client.look_up(&questions, LOOKUP_TIMEOUT));
            lookups.sort_by_key(|lookup| keys.iter().position(|key| *key == lookup.by));
            // Nobody listens any more where the import has ended.
            let _ = sender.send(RequestEnd::Searched(number, lookups));
        };
        let error = spawn(work).err()?;
        lookups.extend(asked.into_iter().map(|by| Lookup {
            by,
            result: Err(LookupFailure::Failed(FailureReason::Connection(
                error.to_string(),
            ))),
        }));
        Some(lookups)
    }

    /// Keeps what a search has found.
    pub(super) fn keep(&mut self, lookups: &[Lookup]) {
        self.cache.keep(lookups);
    }

    /// Sends a payload that the journal has. The customer may exist from now on, so that what was found before is not true any
    /// more.
    pub(super) fn send(&mut self, number: u64, attempt: &str, payload: String, cancel: CancelToken) {
        self.cache.forget(&lookup_keys(&payload));
        let (client, sender, id) = (self.client.clone(), self.sender.clone(), attempt.to_owned());
        let begun = Instant::now();
        let work = move || {
            let outcome = client.send(&payload, &cancel);
            let end = SentRow {
                attempt: id,
                outcome,
                took: begun.elapsed(),
            };
            let _ = sender.send(RequestEnd::Sent(number, end));
        };
        if let Err(error) = spawn(work) {
            let end = SentRow {
                attempt: attempt.to_owned(),
                outcome: Outcome::NotSent {
                    failure: FailureReason::Connection(error.to_string()),
                },
                took: begun.elapsed(),
            };
            let _ = self.sender.send(RequestEnd::Sent(number, end));
        }
    }

    /// The next end, as soon as there is one; none within the limit, where there is a limit.
    pub(super) fn next(&self, limit: Option<Duration>) -> Option<RequestEnd> {
        match limit {
            None => self.ends.recv().ok(),
            Some(limit) => self.ends.recv_timeout(limit).ok(),
        }
    }
}

fn spawn(work: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    thread::Builder::new()
        .name("crm".to_owned())
        .spawn(work)
        .map(drop)
}
