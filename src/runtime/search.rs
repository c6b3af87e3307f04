//! Searches through a long history, each on a thread: only the last one is of interest.

use super::engine::Event;
use crate::customer::{HistoryRows, SubmissionState};
use crate::os::CAUGHT_THREAD;
use crate::store::{Error, Search, StopSearch};
use std::sync::mpsc::Sender;
use std::thread;

/// What a search has found: the rows, and how many attempts have an unknown outcome.
pub(crate) type SearchResult = Result<(HistoryRows, usize), Error>;

/// How the history is read.
#[derive(Debug, Default)]
pub(crate) struct HistorySearch {
    /// A long one may be searched on another thread.
    pub is_apart: bool,
    /// The number of the last time.
    pub last: u64,
}

/// What is searched for.
pub(crate) struct SearchQuery {
    /// The number to answer with.
    pub question: u64,
    /// Words that a row must have.
    pub filter: String,
    /// The names of states.
    pub states: Vec<(String, SubmissionState)>,
    /// At most so many rows.
    pub limit: usize,
}

/// Runs searches.
pub(crate) struct SearchWorker {
    sender: Sender<Event>,
    running: Option<StopSearch>,
}

impl SearchWorker {
    /// Nothing is searched for yet. What is found is an [`Event::Searched`] for the sender.
    pub(crate) fn new(sender: Sender<Event>) -> Self {
        Self {
            sender,
            running: None,
        }
    }

    /// Begins a search, in the place of the one that is running.
    pub(crate) fn begin(&mut self, search: Search, query: SearchQuery) {
        let stop = search.stop();
        if let Some(last) = self.running.replace(stop) {
            last.stop();
        }
        let sender = self.sender.clone();
        let question = query.question;
        let work = move || {
            let found = search.run(&query.filter, &query.states, query.limit);
            // Nobody listens only when the program ends.
            let _ = sender.send(Event::Searched(question, found));
        };
        // Where there is no thread to be had, the rows stay as they are.
        let _ = thread::Builder::new().name(CAUGHT_THREAD.into()).spawn(work);
    }
}
