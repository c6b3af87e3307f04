//! Searches through a long history, each on a thread: only the last one is of interest.

use super::{Report, SearchQuery, WorkerEvent, spawn};
use crate::store::{Search, StopSearch};
use std::sync::Arc;

/// Runs searches.
pub(super) struct HistoryWorker {
    report: Report,
    running: Option<StopSearch>,
}

impl HistoryWorker {
    /// A worker that searches for nothing yet.
    pub fn new(report: Report) -> Self {
        Self {
            report,
            running: None,
        }
    }

    /// Begins a search, in the place of the one that is running.
    pub fn begin(&mut self, search: Search, query: SearchQuery) {
        if let Some(last) = self.running.replace(search.stop()) {
            last.stop();
        }
        let report = Arc::clone(&self.report);
        let work = move || {
            let found = search.run(&query.filter, &query.states, query.limit);
            report(WorkerEvent::Searched(query.question, found));
        };
        // Where there is no thread to be had, the rows stay as they are.
        let _ = spawn(work);
    }
}
