//! Workers that do nothing, and note what they were asked for.

use kartoteka::customer::LookupKey;
use kartoteka::runtime::workers::{FinishedSend, SearchQuery, Workers};
use kartoteka::store::Search;
use std::time::Duration;

/// What the workers were asked for, oldest first.
#[derive(Default)]
pub struct Recorder {
    /// Attempt and payload.
    pub sent: Vec<(String, String)>,
    /// The question's number, and what was searched for.
    pub asked: Vec<(u64, Vec<LookupKey>)>,
    /// The question's number, and the customer's id.
    pub fetched: Vec<(u64, String)>,
    /// The searches of a long history.
    pub searched: Vec<(Search, SearchQuery)>,
    /// Whether nobody waits for the answer any more.
    pub stopped: bool,
}

impl Workers for Recorder {
    fn send(&mut self, attempt: String, payload: String) {
        self.sent.push((attempt, payload));
    }

    fn stop_waiting(&mut self) {
        self.stopped = true;
    }

    fn look_up(&mut self, question: u64, keys: Vec<LookupKey>, _limit: Duration) {
        self.asked.push((question, keys));
    }

    fn fetch_customer(&mut self, question: u64, id: String, _limit: Duration) {
        self.fetched.push((question, id));
    }

    fn search_history(&mut self, search: Search, query: SearchQuery) {
        self.searched.push((search, query));
    }

    /// A test says each end once.
    fn note_ended(&mut self, _attempt: &str) -> bool {
        true
    }

    fn close(&mut self) -> Option<FinishedSend> {
        None
    }
}
