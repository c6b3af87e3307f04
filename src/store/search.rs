//! A search through a long history, on a thread of its own: it reads the whole index, and nobody waits for that with the
//! next letter of the filter.

use super::{Error, LockTimeout, Store, connect, customers, history, migrations, rows};
use crate::customer::{HistoryRows, SubmissionState, SubmissionSummary};
use rusqlite::{Connection, InterruptHandle, Transaction};
use std::path::PathBuf;

/// From so many records on a search is noticed, where a letter waits for it.
const LONG: usize = 50_000;

/// A search with a connection of its own.
#[derive(Debug)]
pub struct Search {
    conn: Connection,
    path: PathBuf,
}

/// Stops a search, from another thread.
pub struct StopSearch(InterruptHandle);

impl Store {
    /// Whether a search of the history takes long enough to be done on another thread.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn is_long(&self) -> Result<bool, Error> {
        let count = self
            .read(|transaction| transaction.query_row("SELECT submissions FROM tally", [], rows::number))?;
        Ok(count >= LONG)
    }

    /// A search that can be taken to another thread.
    ///
    /// # Errors
    ///
    /// If the database cannot be opened once more.
    pub fn search(&self) -> Result<Search, Error> {
        Ok(Search {
            conn: connect(&self.path).map_err(|error| Error::of(&self.path, error))?,
            path: self.path.clone(),
        })
    }
}

impl Search {
    /// What stops it.
    #[must_use]
    pub fn stop(&self) -> StopSearch {
        StopSearch(self.conn.get_interrupt_handle())
    }

    /// As [`Store::history_by`], and how many attempts have an unknown outcome.
    ///
    /// # Errors
    ///
    /// If the database cannot be read, or the search was stopped.
    pub fn run(
        &self,
        filter: &str,
        states: &[(String, SubmissionState)],
        limit: usize,
    ) -> Result<(HistoryRows, usize), Error> {
        self.read(|transaction| {
            let page = history::filtered(transaction, filter, states, limit)?;
            Ok((page, history::unknown(transaction)?))
        })
    }

    /// As [`Store::customers`].
    ///
    /// # Errors
    ///
    /// If the database cannot be read, or the search was stopped.
    pub fn customers(&self, url: &str, text: &str, limit: usize) -> Result<Vec<SubmissionSummary>, Error> {
        self.read(|transaction| customers::customers(transaction, url, text, limit))
    }

    fn read<T>(&self, work: impl FnOnce(&Transaction) -> rusqlite::Result<T>) -> Result<T, Error> {
        let sql = |error| Error::of(&self.path, error);
        LockTimeout::Sending.begin();
        let transaction = self.conn.unchecked_transaction().map_err(sql)?;
        migrations::check(&transaction, &self.path)?;
        work(&transaction).map_err(sql)
    }
}

impl StopSearch {
    /// Ends the search at once. One that has ended already is not touched.
    pub fn stop(&self) {
        self.0.interrupt();
    }
}
