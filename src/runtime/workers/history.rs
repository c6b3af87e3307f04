//! Searches through a long history, each on a thread: of each scope, only the last one is of interest.

use super::{EventSink, SearchQuery, SearchResult, SearchScope, WorkerEvent, spawn};
use crate::customer::HistoryRows;
use crate::store::{Search, StopSearch};
use std::sync::Arc;

/// Runs searches.
pub(super) struct HistoryWorker {
    report: EventSink,
    running: Option<StopSearch>,
    running_for_customers: Option<StopSearch>,
}

impl HistoryWorker {
    /// A worker that searches for nothing yet.
    pub fn new(report: EventSink) -> Self {
        Self {
            report,
            running: None,
            running_for_customers: None,
        }
    }

    /// Begins a search, in the place of the one that is running.
    pub fn begin(&mut self, search: Search, query: SearchQuery) {
        let running = match query.scope {
            SearchScope::History => &mut self.running,
            SearchScope::CustomersAt(_) => &mut self.running_for_customers,
        };
        if let Some(last) = running.replace(search.stop()) {
            last.stop();
        }
        let report = Arc::clone(&self.report);
        let work = move || {
            report(WorkerEvent::Searched(query.question, run(&search, &query)));
        };
        // Where there is no thread to be had, the rows stay as they are.
        let _ = spawn(work);
    }
}

/// What a search finds. Of customers nobody counts how many more there are.
pub(super) fn run(search: &Search, query: &SearchQuery) -> SearchResult {
    match &query.scope {
        SearchScope::History => search.run(&query.filter, &query.states, query.limit),
        SearchScope::CustomersAt(url) => {
            let rows = search.customers(url, &query.filter, query.limit)?;
            let total = rows.len();
            Ok((HistoryRows { rows, total }, 0))
        }
    }
}
