//! The customers of one CRM among the records of the history, for who looks for a caller.

use super::history::{self, COLUMNS, FilterWord};
use super::{Error, Store};
use crate::customer::{SubmissionState, SubmissionSummary};
use crate::endpoint::comparable;
use rusqlite::{OptionalExtension as _, ToSql, Transaction, params, params_from_iter};
use std::cmp::Reverse;
use std::fmt::Write as _;

/// The states of a record whose customer is, or may be, in the CRM.
const STATES: [SubmissionState; 4] = [
    SubmissionState::Created,
    SubmissionState::Existing,
    SubmissionState::Unknown,
    SubmissionState::Sending,
];

impl Store {
    /// The newest records of the CRM at this URL that have every word of a text, as [`history`](Self::history) looks for words,
    /// and whose customer is there or may be; at most `limit` of them. A text without words finds nothing.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn customers(&self, url: &str, text: &str, limit: usize) -> Result<Vec<SubmissionSummary>, Error> {
        self.read(|transaction| customers(transaction, url, text, limit))
    }
}

/// As [`Store::customers`].
pub(super) fn customers(
    transaction: &Transaction,
    url: &str,
    text: &str,
    limit: usize,
) -> rusqlite::Result<Vec<SubmissionSummary>> {
    let words = history::words(text, &[]);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let crm = comparable(url);
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM submissions WHERE id = ?1 AND crm = ?2"
    ))?;
    let mut found = Vec::new();
    for id in ids(transaction, &words)? {
        found.extend(
            statement
                .query_row(params![id, crm], history::summary)
                .optional()?,
        );
        if found.len() == limit {
            break;
        }
    }
    Ok(found)
}

/// The ids of the records of any CRM, the newest first.
fn ids(transaction: &Transaction, words: &[FilterWord]) -> rusqlite::Result<Vec<i64>> {
    let parameters = words.iter().map(|word| &word.text as &dyn ToSql);
    let mut ids: Vec<i64> = transaction
        .prepare_cached(&ids_statement(words.len()))?
        .query_map(params_from_iter(parameters), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    ids.sort_unstable_by_key(|id| Reverse(*id));
    Ok(ids)
}

/// The statement for them, which reads the index alone.
fn ids_statement(words: usize) -> String {
    let states = STATES.map(|state| format!("'{}'", state.name())).join(", ");
    let mut statement =
        format!("SELECT id FROM submissions INDEXED BY submissions_by_time WHERE state IN ({states})");
    for word in 1..=words {
        let _ = write!(statement, " AND instr(search, ?{word}) > 0");
    }
    statement
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn a_search_scans_the_index_once_and_never_the_table() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path(), Timestamp::UNIX_EPOCH).unwrap();
        let plan = store.read(|transaction| {
            let mut plan = transaction.prepare(&format!("EXPLAIN QUERY PLAN {}", ids_statement(2)))?;
            let steps = plan.query_map(["", ""], |row| row.get::<_, String>(3))?;
            steps.collect::<rusqlite::Result<Vec<_>>>()
        });
        let plan = plan.unwrap();
        let [step] = plan.as_slice() else {
            panic!("{plan:#?}")
        };
        assert!(
            step.contains("USING COVERING INDEX submissions_by_time"),
            "{step}"
        );
    }
}
