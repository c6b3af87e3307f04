//! The history: the journal's table, read by people.

use super::{Error, Store, rows};
use crate::customer::{
    FailureReason, HistoryRows, NewSubmission, Outcome, Settlement, Submission, SubmissionState,
    SubmissionSummary,
};
use crate::endpoint::Resource;
use crate::text::plain_letters;
use rusqlite::{OptionalExtension, Row, ToSql, Transaction, params_from_iter};
use std::cmp::Reverse;
use std::time::Duration;

/// How many rows are read at a time where all are wanted.
const SOME: usize = 1000;
/// A filter's words beyond these are not looked at.
const MOST_WORDS: usize = 100;

/// The columns of a [`SubmissionSummary`].
pub(super) const COLUMNS: &str = "attempt, sent_at, who, state, outcome, customer_id, settled_at, url";
/// The number of the first column behind them.
pub(super) const AFTER: usize = 8;

impl Store {
    /// The newest attempts that have every word of the filter, at most `limit` of them, and how many there are.
    ///
    /// A word is looked for anywhere in the customer's name, in the fields that have a key (identifier, NIP, PESEL,
    /// e-mails, phones), as far as the record keeps them, and in the customer's id, in upper or lower case, with or without
    /// the marks of its letters; or it is
    /// the whole name of the state. An empty filter lets all through.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn history(&self, filter: &str, limit: usize) -> Result<HistoryRows, Error> {
        self.history_by(filter, &[], limit)
    }

    /// As [`Store::history`], where the states have other names, too, such as those of a language. A name may have
    /// several words.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn history_by(
        &self,
        filter: &str,
        states: &[(String, SubmissionState)],
        limit: usize,
    ) -> Result<HistoryRows, Error> {
        self.read(|transaction| filtered(transaction, filter, states, limit))
    }

    /// All rows from the newest on, at most `limit` of them, some at a time: a history of any length is never held in
    /// memory. Rows that are saved meanwhile are left out.
    ///
    /// # Errors
    ///
    /// If the database cannot be read, or the receiver fails.
    pub fn each_row<E: From<Error>>(
        &self,
        limit: usize,
        mut receive: impl FnMut(&[SubmissionSummary]) -> Result<(), E>,
    ) -> Result<(), E> {
        let (mut before, mut left) = (i64::MAX, limit);
        while left > 0 {
            let some = self.read(|transaction| rows_before(transaction, before, left.min(SOME)))?;
            let Some((last, _)) = some.last() else { break };
            before = *last;
            left -= some.len();
            let rows: Vec<SubmissionSummary> = some.into_iter().map(|(_, row)| row).collect();
            receive(&rows)?;
        }
        Ok(())
    }

    /// The whole record of an attempt; none if there is no attempt of this id. Times are in whole milliseconds.
    ///
    /// # Errors
    ///
    /// If the database or the record cannot be read.
    pub fn submission(&self, attempt: &str) -> Result<Option<Submission>, Error> {
        self.read(|transaction| {
            transaction
                .prepare_cached(&format!(
                    "SELECT {COLUMNS}, duration_ms, resends, profile, url, user, card, payload, payload_hash,
                         (SELECT member FROM team_settlements t WHERE t.attempt = submissions.attempt),
                         (SELECT t.customer_id FROM team_settlements t WHERE t.attempt = submissions.attempt)
                     FROM submissions WHERE attempt = ?1"
                ))?
                .query_row([attempt], submission)
                .optional()
        })
    }

    /// The whole record of the newest attempt at a customer; none where there is none. A customer who was there already was no
    /// attempt.
    ///
    /// # Errors
    ///
    /// If the database or the record cannot be read.
    pub fn newest(&self) -> Result<Option<Submission>, Error> {
        let newest = self.read(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT attempt FROM submissions WHERE state <> ?1 AND url NOT LIKE '%' || ?2
                 ORDER BY id DESC LIMIT 1",
            )?;
            let no_such = [SubmissionState::Existing.name(), Resource::Company.path()];
            statement
                .query_row(no_such, |row| row.get::<_, String>(0))
                .optional()
        })?;
        newest.map_or(Ok(None), |attempt| self.submission(&attempt))
    }

    /// How many attempts have an unknown outcome.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn unknown_count(&self) -> Result<usize, Error> {
        self.read(unknown)
    }
}

/// How many attempts have an unknown outcome.
pub(super) fn unknown(transaction: &Transaction) -> rusqlite::Result<usize> {
    transaction
        .prepare_cached("SELECT count(*) FROM submissions WHERE state = ?1")?
        .query_row([SubmissionState::Unknown.name()], rows::number)
}

/// As [`Store::history_by`].
pub(super) fn filtered(
    transaction: &Transaction,
    filter: &str,
    states: &[(String, SubmissionState)],
    limit: usize,
) -> rusqlite::Result<HistoryRows> {
    page(transaction, &words(filter, states), limit)
}

/// What a row must have: the text, or the state of this name.
pub(super) struct FilterWord {
    pub(super) text: String,
    state: String,
}

pub(super) fn words(filter: &str, states: &[(String, SubmissionState)]) -> Vec<FilterWord> {
    let plain = |text: &str| -> Vec<String> { text.split_whitespace().map(plain_letters).collect() };
    let states = states.iter().map(|(name, state)| (plain(name), *state));
    let states: Vec<(Vec<String>, SubmissionState)> = states.filter(|(name, _)| !name.is_empty()).collect();
    let typed: Vec<String> = filter
        .split_whitespace()
        .take(MOST_WORDS)
        .map(plain_letters)
        .collect();
    let (mut rest, mut words) = (typed.as_slice(), Vec::new());
    while let [first, after @ ..] = rest {
        let named = states.iter().filter(|(name, _)| rest.starts_with(name));
        let (count, state) = match named.max_by_key(|(name, _)| name.len()) {
            Some((name, state)) => (name.len(), state.name().to_owned()),
            None => (1, first.clone()),
        };
        words.push(FilterWord {
            text: rest[..count].join(" "),
            state,
        });
        rest = &after[count - 1..];
    }
    words
}

/// The condition that a row has each of so many words, which are two parameters each, from ?1 on. `instr` compares as it is
/// written, so no character of a word has a meaning of its own, as `%` has for LIKE.
fn condition(words: usize) -> String {
    (1..=words).fold("TRUE".to_owned(), |condition, word| {
        let (text, state) = (2 * word - 1, 2 * word);
        format!("{condition} AND (instr(search, ?{text}) > 0 OR state = ?{state})")
    })
}

/// The statement for the ids of all rows that a filter lets through. It finds them in the index alone, and never touches the
/// big rows of the table.
fn ids_statement(words: usize) -> String {
    format!(
        "SELECT id FROM submissions INDEXED BY submissions_by_time WHERE {}",
        condition(words)
    )
}

/// In one transaction, so that the rows and their number are of the same moment. The newest are those that were saved last,
/// whatever the clock showed then.
fn page(transaction: &Transaction, words: &[FilterWord], limit: usize) -> rusqlite::Result<HistoryRows> {
    if words.is_empty() {
        return newest_page(transaction, limit);
    }
    let parameters = words
        .iter()
        .flat_map(|word| [&word.text as &dyn ToSql, &word.state]);
    let mut ids: Vec<i64> = transaction
        .prepare_cached(&ids_statement(words.len()))?
        .query_map(params_from_iter(parameters), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let total = ids.len();
    ids.sort_unstable_by_key(|id| Reverse(*id));
    let mut row = transaction.prepare_cached(&format!("SELECT {COLUMNS} FROM submissions WHERE id = ?1"))?;
    let ids = ids.into_iter().take(limit);
    let rows = ids.map(|id| row.query_row([id], summary));
    Ok(HistoryRows {
        rows: rows.collect::<rusqlite::Result<_>>()?,
        total,
    })
}

/// All rows from the newest on. Counting a long history would hold up every start, so the database keeps the number.
fn newest_page(transaction: &Transaction, limit: usize) -> rusqlite::Result<HistoryRows> {
    let total = transaction
        .prepare_cached("SELECT submissions FROM tally")?
        .query_row([], rows::number)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = transaction
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM submissions ORDER BY id DESC LIMIT ?1"
        ))?
        .query_map([limit], summary)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(HistoryRows { rows, total })
}

/// The newest rows that are older than that of an id, with their ids.
fn rows_before(
    transaction: &Transaction,
    before: i64,
    limit: usize,
) -> rusqlite::Result<Vec<(i64, SubmissionSummary)>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    transaction
        .prepare_cached(&format!(
            "SELECT {COLUMNS}, id FROM submissions WHERE id < ?1 ORDER BY id DESC LIMIT ?2"
        ))?
        .query_map([before, limit], |row| Ok((row.get(AFTER)?, summary(row)?)))?
        .collect()
}

/// Reads [`COLUMNS`].
pub(super) fn summary(row: &Row) -> rusqlite::Result<SubmissionSummary> {
    Ok(SubmissionSummary {
        attempt: row.get(0)?,
        resource: Resource::of_url(&rows::lossy(row, 7)?),
        sent_at: rows::time(row, 1)?,
        who: who(row)?,
        state: rows::parsed(row, 3, |name: String| name.parse())?,
        // One record that cannot be read must not hide the others. Opening it shows the error.
        outcome: rows::optional_json(row, 4).unwrap_or_default(),
        customer_id: row.get(5)?,
        settled_at: rows::optional_time(row, 6)?,
        deleted: false,
    })
}

fn submission(row: &Row) -> rusqlite::Result<Submission> {
    let milliseconds: Option<i64> = row.get(AFTER)?;
    let outcome: Option<Outcome> = rows::optional_json(row, 4)?;
    let member: Option<String> = row.get(AFTER + 8)?;
    let id: Option<String> = row.get(AFTER + 9)?;
    let in_team = id.map_or(Settlement::NotCreated, Settlement::Created);
    Ok(Submission {
        sent: NewSubmission {
            attempt: row.get(0)?,
            who: who(row)?,
            resends: row.get(AFTER + 1)?,
            aware_of: None,
            profile: row.get(AFTER + 2)?,
            url: row.get(AFTER + 3)?,
            user: row.get(AFTER + 4)?,
            card: rows::parsed(row, AFTER + 5, |text: String| serde_json::from_str(&text))?,
            payload: row.get(AFTER + 6)?,
            payload_hash: row.get(AFTER + 7)?,
        },
        sent_at: rows::time(row, 1)?,
        state: rows::parsed(row, 3, |name: String| name.parse())?,
        outcome,
        customer_id: row.get(5)?,
        settled_at: rows::optional_time(row, 6)?,
        settled_in_team: member.map(|member| (in_team, member)),
        duration: milliseconds.map(|count| Duration::from_millis(count.unsigned_abs())),
    })
}

/// Whose record it is. Older programs have written a question mark where the name was lost with the record.
fn who(row: &Row) -> rusqlite::Result<String> {
    let who = rows::lossy(row, 2)?;
    let is_lost = who == "?" && {
        let outcome: Option<Outcome> = rows::optional_json(row, 4).unwrap_or_default();
        matches!(
            outcome,
            Some(Outcome::Unknown {
                failure: FailureReason::RecordLost,
                ..
            })
        )
    };
    Ok(if is_lost { String::new() } else { who })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::migrations;
    use rusqlite::Connection;
    use std::path::Path;

    #[test]
    fn a_search_scans_the_index_once_and_never_the_table() {
        let conn = Connection::open_in_memory().unwrap();
        migrations::migrate(&conn, Path::new(":memory:")).unwrap();
        let statement = ids_statement(2);
        let mut plan = conn.prepare(&format!("EXPLAIN QUERY PLAN {statement}")).unwrap();
        let count = plan.parameter_count();
        let steps: Vec<String> = plan
            .query_map(params_from_iter(vec![1; count]), |row| row.get(3))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let [step] = steps.as_slice() else {
            panic!("{steps:#?}")
        };
        assert!(
            step.contains("USING COVERING INDEX submissions_by_time"),
            "{step}"
        );
    }
}
