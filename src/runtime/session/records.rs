//! The search through the records of a CRM for customers.

use super::Session;
use super::pending::{Locked, unless_locked};
use crate::app::Message;
use crate::runtime::workers::{SearchQuery, SearchScope, Workers};
use jiff::Timestamp;
use std::time::Instant;

impl<W: Workers> Session<W> {
    /// Searches the records of this CRM for customers. A long history is left to a worker.
    pub(super) fn find_records(
        &mut self,
        text: &str,
        limit: usize,
        since: Instant,
        now: Timestamp,
    ) -> Result<Option<Message>, Locked> {
        self.history_search.last += 1;
        self.history_search.customers = self.history_search.last;
        let url = self.model.settings.url.clone();
        let by_worker = self.history_search.by_worker;
        let found = self.briefly(now, |store| {
            if by_worker && store.is_long()? {
                return Ok(Err(store.search()?));
            }
            Ok(Ok(store.customers(&url, text, limit)?))
        });
        Ok(match unless_locked(found, since)? {
            Ok(Err(search)) => {
                let query = SearchQuery {
                    question: self.history_search.customers,
                    scope: SearchScope::CustomersAt(url),
                    filter: text.to_owned(),
                    states: Vec::new(),
                    limit,
                };
                self.workers.search_history(search, query);
                None
            }
            Ok(Ok(records)) => Some(Message::RecordsFound(Ok(records))),
            Err(error) => Some(Message::RecordsFound(self.in_words(Err(error)))),
        })
    }
}
