//! The rows of tables: which of them were sent, and by which attempt, so that a table that is imported again, in whole or
//! where it stopped, creates nobody twice.

use super::error::TransactionError;
use super::history::{self, COLUMNS};
use super::{Durability, Error, Store, attempt_end, drafts, rows};
use crate::customer::{Draft, RowClaim, RowHistory, RowKey, SentContent, StoredDetail, SubmissionState};
use crate::endpoint::comparable;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

impl Store {
    /// What became of a row so far, at the CRM of this URL; none where it was never sent. The attempts of sessions that
    /// are gone become unknown first.
    ///
    /// # Errors
    ///
    /// If the database cannot be read or written.
    pub fn row(&mut self, url: &str, row: &RowKey) -> Result<Option<RowHistory>, Error> {
        self.write(Durability::Power, |transaction, session| {
            attempt_end::interrupt(transaction, session)?;
            Ok(trace(transaction, url, row)?)
        })
    }

    /// What an attempt has sent; none where its record is deleted, or cannot be read.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn sent_content(&self, attempt: &str) -> Result<Option<SentContent>, Error> {
        self.read(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT masked, payload_hash, card, payload FROM submissions WHERE attempt = ?1",
            )?;
            let found = statement.query_row([attempt], |row| {
                let masked: bool = row.get(0)?;
                let Ok(card) = serde_json::from_str(&rows::lossy(row, 2)?) else {
                    return Ok(None);
                };
                Ok(Some(SentContent {
                    card,
                    payload: rows::lossy(row, 3)?,
                    payload_hash: rows::lossy(row, 1)?,
                    detail: if masked {
                        StoredDetail::Masked
                    } else {
                        StoredDetail::Full
                    },
                }))
            });
            found.optional().map(Option::flatten)
        })
    }

    /// Parks the card of a row that was not sent, to be put right in the form, where it goes on. The row is not sent by
    /// an import any more. Which draft it is; none where the row has been sent or parked meanwhile, and nothing is done.
    ///
    /// # Errors
    ///
    /// If the database cannot be written.
    pub fn park_row(
        &mut self,
        url: &str,
        claim: &RowClaim,
        draft: &Draft,
        now: Timestamp,
    ) -> Result<Option<String>, Error> {
        self.write(Durability::Power, |transaction, session| {
            attempt_end::interrupt(transaction, session)?;
            if objection(transaction, url, claim)?.is_some() {
                return Ok(None);
            }
            let id = drafts::insert(transaction, None, draft, now.as_millisecond())?;
            note(transaction, url, &claim.row, None)?;
            Ok(Some(id))
        })
    }
}

/// What forbids that a row is sent: it was sent meanwhile, or what became of it forbids another attempt for good or until
/// it is settled.
pub(super) fn objection(
    transaction: &Transaction,
    url: &str,
    claim: &RowClaim,
) -> rusqlite::Result<Option<Error>> {
    let trace = trace(transaction, url, &claim.row)?;
    let free = match &trace {
        None => claim.last_attempt.is_none(),
        Some(RowHistory::Sent(summary)) => {
            let over = !matches!(
                summary.state,
                SubmissionState::Created
                    | SubmissionState::Sending
                    | SubmissionState::Unknown
                    | SubmissionState::Existing
            );
            over && claim.last_attempt.as_ref() == Some(&summary.attempt)
        }
        Some(RowHistory::Created | RowHistory::InForm) => false,
    };
    Ok((!free).then_some(Error::RowTaken))
}

/// Writes down that a row goes out with this attempt; with none, that it is in the form.
pub(super) fn note(
    transaction: &Transaction,
    url: &str,
    row: &RowKey,
    attempt: Option<&str>,
) -> Result<(), TransactionError> {
    let mut statement = transaction.prepare_cached(
        "INSERT INTO imported (sheet, number, crm, attempt) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET attempt = excluded.attempt",
    )?;
    statement.execute(params![row.table, number(row), comparable(url), attempt])?;
    Ok(())
}

fn trace(transaction: &Transaction, url: &str, row: &RowKey) -> rusqlite::Result<Option<RowHistory>> {
    let mut statement = transaction
        .prepare_cached("SELECT attempt FROM imported WHERE sheet = ?1 AND number = ?2 AND crm = ?3")?;
    let found: Option<Option<String>> = statement
        .query_row(params![row.table, number(row), comparable(url)], |row| row.get(0))
        .optional()?;
    let attempt = match found {
        None => return Ok(None),
        Some(None) => return Ok(Some(RowHistory::InForm)),
        Some(Some(attempt)) => attempt,
    };
    let mut statement =
        transaction.prepare_cached(&format!("SELECT {COLUMNS} FROM submissions WHERE attempt = ?1"))?;
    let summary = statement.query_row([attempt], history::summary).optional()?;
    Ok(Some(summary.map_or(RowHistory::Created, |summary| {
        RowHistory::Sent(Box::new(summary))
    })))
}

/// SQLite has no larger numbers than these, and no table has so many rows.
fn number(row: &RowKey) -> i64 {
    i64::try_from(row.number).unwrap_or(i64::MAX)
}
