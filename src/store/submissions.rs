//! Submissions: one row an attempt, written before the request goes out and finished once, when its outcome is known.
//! Before that the table is the send journal, afterwards it is the history.

use super::session::Session;
use super::{Durability, Error, Store};
use crate::customer::{
    Card, Failure, FieldId, NewSubmission, Outcome, Page, Slot, State, Submission, Summary,
};
use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, Transaction, params, params_from_iter};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// A filter's words beyond these are not looked at.
const MOST_WORDS: usize = 100;

/// The fields that the history can be searched for, besides the customer's name and id.
const SEARCHED: [FieldId; 5] = [
    FieldId::named("identifier"),
    FieldId::named("nip"),
    FieldId::named("pesel"),
    FieldId::named("email"),
    FieldId::named("phone_number"),
];

impl Store {
    /// Writes down that an attempt goes out now. When this returns, the disk has it.
    ///
    /// # Errors
    ///
    /// If the database cannot be written, and [`Error::Known`] if it already has an attempt of this id. The request
    /// must not be sent then.
    pub fn begin(&mut self, new: &NewSubmission, now: Timestamp) -> Result<(), Error> {
        match self.write(Durability::Power, |transaction, session| {
            insert(transaction, session, new, now)
        })? {
            0 => Err(Error::Known {
                attempt: new.attempt.clone(),
            }),
            _ => Ok(()),
        }
    }

    /// Writes down how an attempt ended, and how long it took. When this returns, the disk has it.
    ///
    /// # Errors
    ///
    /// If the database cannot be written, and [`Error::Ended`] if there is no such attempt or it has ended before:
    /// an attempt ends once.
    pub fn finish(&mut self, attempt: &str, outcome: &Outcome, duration: Duration) -> Result<(), Error> {
        match self.write(Durability::Power, |transaction, _| {
            end(transaction, attempt, outcome, Some(duration))
        })? {
            0 => Err(Error::Ended {
                attempt: attempt.to_owned(),
            }),
            _ => Ok(()),
        }
    }

    /// The newest attempts that have every word of the filter, at most `limit` of them, and how many there are.
    ///
    /// A word is looked for anywhere in the customer's name, identifier, NIP, PESEL, e-mails, phones and id, in upper
    /// or lower case; or it is the whole name of the state. An empty filter lets all through.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn history(&self, filter: &str, limit: usize) -> Result<Page, Error> {
        page(&self.conn, &words(filter), limit).map_err(|error| Error::of(&self.path, error))
    }

    /// The whole record of an attempt; none if there is no attempt of this id. Times are in whole milliseconds.
    ///
    /// # Errors
    ///
    /// If the database or the record cannot be read.
    pub fn submission(&self, attempt: &str) -> Result<Option<Submission>, Error> {
        let find = || {
            self.conn
                .prepare_cached(
                    "SELECT attempt, profile, url, user, who, card, payload, payload_hash,
                            sent_at, state, outcome, duration_ms
                     FROM submissions WHERE attempt = ?1",
                )?
                .query_row([attempt], submission)
                .optional()
        };
        find().map_err(|error| Error::of(&self.path, error))
    }

    /// How many attempts have an unknown outcome.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn unknown_count(&self) -> Result<usize, Error> {
        let count = || {
            self.conn
                .prepare_cached("SELECT count(*) FROM submissions WHERE state = ?1")?
                .query_row([State::Unknown.name()], number)
        };
        count().map_err(|error| Error::of(&self.path, error))
    }
}

/// Ends the attempts that sessions gone by left unfinished: nobody can tell what became of them. Returns how many.
pub(super) fn interrupt(transaction: &Transaction, session: &Session) -> rusqlite::Result<usize> {
    let mut statement =
        transaction.prepare_cached("SELECT attempt, session FROM submissions WHERE state = ?1")?;
    let unfinished = statement
        .query_map([State::Sending.name()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    let outcome = Outcome::Unknown {
        failure: Failure::Interrupted,
        answer: None,
    };
    let mut ended = 0;
    for (attempt, owner) in unfinished {
        if session.is_gone(&owner) {
            ended += end(transaction, &attempt, &outcome, None)?;
        }
    }
    Ok(ended)
}

/// The JSON text of a value.
pub(super) fn json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

fn insert(
    transaction: &Transaction,
    session: &Session,
    new: &NewSubmission,
    now: Timestamp,
) -> rusqlite::Result<usize> {
    let mut statement = transaction.prepare_cached(
        "INSERT INTO submissions
             (attempt, session, sent_at, state, search, who, profile, url, user, payload_hash, card, payload)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (attempt) DO NOTHING",
    )?;
    statement.execute(params![
        new.attempt,
        session.id(),
        now.as_millisecond(),
        State::Sending.name(),
        search_text(&new.who, &new.card),
        new.who,
        new.profile,
        new.url,
        new.user,
        new.payload_hash,
        json(&new.card)?,
        new.payload,
    ])
}

/// Ends an attempt that is under way; returns 0 if it is not.
fn end(
    transaction: &Transaction,
    attempt: &str,
    outcome: &Outcome,
    duration: Option<Duration>,
) -> rusqlite::Result<usize> {
    let milliseconds = duration.map(|duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX));
    let customer_id = outcome.customer_id();
    let searched = customer_id.map_or_else(String::new, |id| format!("\n{}", id.to_lowercase()));
    let mut statement = transaction.prepare_cached(
        "UPDATE submissions
         SET state = ?3, outcome = ?4, customer_id = ?5, duration_ms = ?6, search = search || ?7
         WHERE attempt = ?1 AND state = ?2",
    )?;
    statement.execute(params![
        attempt,
        State::Sending.name(),
        State::of(outcome).name(),
        json(outcome)?,
        customer_id,
        milliseconds,
        searched,
    ])
}

/// What a filter looks at, one value a line, in lower case. SQLite knows the case of ASCII letters only, so it is done
/// here. A value with spaces or dashes is there without them, too.
fn search_text(who: &str, card: &Card) -> String {
    let mut lines = vec![who.to_lowercase()];
    for field in SEARCHED {
        for row in 0..card.rows(field) {
            let value = card.get(Slot::row(field, row)).trim().to_lowercase();
            let bare: String = value
                .chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '(' | ')'))
                .collect();
            if bare != value {
                lines.push(bare);
            }
            if !value.is_empty() {
                lines.push(value);
            }
        }
    }
    lines.join("\n")
}

fn words(filter: &str) -> Vec<String> {
    filter
        .split_whitespace()
        .take(MOST_WORDS)
        .map(str::to_lowercase)
        .collect()
}

/// The condition that a row has each of so many words, which are the parameters from ?1 on. `instr` compares as it is
/// written, so no character of a word has a meaning of its own, as `%` has for LIKE.
fn condition(words: usize) -> String {
    (1..=words).fold("TRUE".to_owned(), |condition, word| {
        format!("{condition} AND (instr(search, ?{word}) > 0 OR state = ?{word})")
    })
}

/// The statement for the newest rows. It finds them in the index alone before it looks at the big rows of the table.
fn rows_statement(words: usize) -> String {
    format!(
        "SELECT attempt, sent_at, who, state, outcome FROM submissions
         WHERE id IN (SELECT id FROM submissions INDEXED BY submissions_by_time WHERE {}
                      ORDER BY sent_at DESC, id DESC LIMIT ?{})
         ORDER BY sent_at DESC, id DESC",
        condition(words),
        words + 1,
    )
}

fn total_statement(words: usize) -> String {
    format!(
        "SELECT count(*) FROM submissions INDEXED BY submissions_by_time WHERE {}",
        condition(words)
    )
}

fn page(conn: &Connection, words: &[String], limit: usize) -> rusqlite::Result<Page> {
    // One transaction, so that the rows and their number are of the same moment.
    let transaction = conn.unchecked_transaction()?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut parameters: Vec<&dyn ToSql> = words.iter().map(|word| word as &dyn ToSql).collect();
    let total = transaction
        .prepare_cached(&total_statement(words.len()))?
        .query_row(params_from_iter(&parameters), number)?;
    parameters.push(&limit);
    let rows = transaction
        .prepare_cached(&rows_statement(words.len()))?
        .query_map(params_from_iter(&parameters), summary)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Page { rows, total })
}

fn number(row: &Row) -> rusqlite::Result<usize> {
    parsed(row, 0, |count: i64| usize::try_from(count))
}

fn summary(row: &Row) -> rusqlite::Result<Summary> {
    // One record that cannot be read must not hide the others. Whoever opens it is told.
    let outcome: Option<Outcome> = optional_json(row, 4).unwrap_or_default();
    Ok(Summary {
        attempt: row.get(0)?,
        sent_at: parsed(row, 1, Timestamp::from_millisecond)?,
        who: row.get(2)?,
        state: parsed(row, 3, |name: String| name.parse())?,
        customer_id: outcome.as_ref().and_then(Outcome::customer_id).map(str::to_owned),
        settled_at: None,
        outcome,
    })
}

fn submission(row: &Row) -> rusqlite::Result<Submission> {
    let milliseconds: Option<i64> = row.get(11)?;
    let outcome: Option<Outcome> = optional_json(row, 10)?;
    Ok(Submission {
        sent: NewSubmission {
            attempt: row.get(0)?,
            profile: row.get(1)?,
            url: row.get(2)?,
            user: row.get(3)?,
            who: row.get(4)?,
            card: parsed(row, 5, |text: String| serde_json::from_str(&text))?,
            payload: row.get(6)?,
            payload_hash: row.get(7)?,
            resends: None,
        },
        sent_at: parsed(row, 8, Timestamp::from_millisecond)?,
        state: parsed(row, 9, |name: String| name.parse())?,
        customer_id: outcome.as_ref().and_then(Outcome::customer_id).map(str::to_owned),
        settled_at: None,
        outcome,
        duration: milliseconds.map(|count| Duration::from_millis(count.unsigned_abs())),
    })
}

/// The value of a column, and what it means.
fn parsed<S, T, E>(row: &Row, column: usize, parse: impl FnOnce(S) -> Result<T, E>) -> rusqlite::Result<T>
where
    S: rusqlite::types::FromSql,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let stored = row.get(column)?;
    parse(stored).map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.into()))
}

fn optional_json<T: DeserializeOwned>(row: &Row, column: usize) -> rusqlite::Result<Option<T>> {
    parsed(row, column, |text: Option<String>| {
        text.map(|text| serde_json::from_str(&text)).transpose()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::migrations;
    use std::path::Path;

    #[test]
    fn a_search_scans_the_index_once_and_never_the_table() {
        let conn = Connection::open_in_memory().unwrap();
        migrations::migrate(&conn, Path::new(":memory:")).unwrap();
        for (name, statement) in [("rows", rows_statement(2)), ("total", total_statement(2))] {
            let mut plan = conn.prepare(&format!("EXPLAIN QUERY PLAN {statement}")).unwrap();
            let count = plan.parameter_count();
            let steps: Vec<String> = plan
                .query_map(params_from_iter(vec![1; count]), |row| row.get(3))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let covering = |step: &String| step.contains("USING COVERING INDEX submissions_by_time");
            assert!(steps.iter().any(covering), "{name}: {steps:#?}");
            let scans = steps.iter().filter(|step| step.starts_with("SCAN")).count();
            assert_eq!(scans, 1, "{name}: {steps:#?}");
        }
    }

    #[test]
    fn the_search_text_has_the_values_as_typed_and_bare() {
        let mut card = Card::default();
        card.set(Slot::of(FieldId::named("nip")), "123-456-32-18 ");
        card.set(Slot::of(FieldId::named("email")), "Zażółć@GĘŚLĄ.pl");
        card.insert_row(FieldId::named("phone_number"), 1);
        card.set(Slot::row(FieldId::named("phone_number"), 1), "(22) 333 44 55");
        let text = search_text("ŻÓŁĆ Anna", &card);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "żółć anna",
                "1234563218",
                "123-456-32-18",
                "zażółć@gęślą.pl",
                "223334455",
                "(22) 333 44 55"
            ]
        );
    }
}
