//! How an attempt ends: with its outcome, or because its session is gone.

use super::session::SessionLock;
use super::{rows, search_text};
use crate::customer::{FailureReason, Outcome, SubmissionState};
use rusqlite::{Transaction, params};
use std::time::Duration;

/// Ends the attempts that earlier sessions left unfinished: nobody can tell what became of them. Returns how many.
pub(super) fn interrupt(transaction: &Transaction, session: &SessionLock) -> rusqlite::Result<usize> {
    interrupt_but(transaction, session, &[])
}

/// As [`interrupt`], but for these attempts, whose outcomes are known and are about to be written.
pub(super) fn interrupt_but(
    transaction: &Transaction,
    session: &SessionLock,
    known: &[String],
) -> rusqlite::Result<usize> {
    let mut statement =
        transaction.prepare_cached("SELECT attempt, session FROM submissions WHERE state = ?1")?;
    let unfinished = statement
        .query_map([SubmissionState::Sending.name()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    let outcome = Outcome::Unknown {
        failure: FailureReason::Interrupted,
        answer: None,
    };
    let mut ended = 0;
    for (attempt, owner) in unfinished {
        if session.is_gone(&owner) && !known.contains(&attempt) {
            ended += end(transaction, &attempt, &outcome, None)?;
        }
    }
    Ok(ended)
}

/// Notes that the customer was created, of an attempt that another session took for interrupted meanwhile because this
/// one's lock was gone; returns 0 if it is no such one.
pub(super) fn late(transaction: &Transaction, attempt: &str, outcome: &Outcome) -> rusqlite::Result<usize> {
    let Some(id) = outcome.customer_id() else {
        return Ok(0);
    };
    let mut statement = transaction.prepare_cached(
        "UPDATE submissions SET state = ?3, customer_id = ?4, search = search || ?5
         WHERE attempt = ?1 AND state = ?2 AND outcome ->> '$.failure.kind' IN ('interrupted', 'record_lost')",
    )?;
    statement.execute(params![
        attempt,
        SubmissionState::Unknown.name(),
        SubmissionState::Created.name(),
        id,
        search_text::of_id(Some(id)),
    ])
}

/// Ends an attempt that is under way; returns 0 if it is not.
pub(super) fn end(
    transaction: &Transaction,
    attempt: &str,
    outcome: &Outcome,
    duration: Option<Duration>,
) -> rusqlite::Result<usize> {
    let milliseconds = duration.map(|duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX));
    let customer_id = outcome.customer_id();
    let mut statement = transaction.prepare_cached(
        "UPDATE submissions
         SET state = ?3, outcome = ?4, customer_id = ?5, duration_ms = ?6, search = search || ?7
         WHERE attempt = ?1 AND state = ?2",
    )?;
    statement.execute(params![
        attempt,
        SubmissionState::Sending.name(),
        SubmissionState::of(outcome).name(),
        rows::json(outcome)?,
        customer_id,
        milliseconds,
        search_text::of_id(customer_id),
    ])
}
