//! The send journal: an attempt is written down before its request goes out, and ends once. One whose outcome nobody
//! knows is in the way of others at the same customer, until a person has settled it.

use super::attempt_end::{end, interrupt, late};
use super::error::TransactionError;
use super::key_log::{EndedAttempt, KeyLog};
use super::prior_submissions::SendCandidate;
use super::session::SessionLock;
use super::{
    Durability, Error, Store, clock, companies, drafts, import_rows, keys, prior_submissions, retention,
    rows, search_text, value_history,
};
use crate::customer::{
    Card, KnownCompany, NewSubmission, Outcome, RowClaim, Settlement, StoredDetail, SubmissionState,
};
use crate::endpoint::{Resource, comparable};
use jiff::Timestamp;
use log::{debug, info};
use rusqlite::{OptionalExtension, Transaction, params};
use std::time::Duration;

impl Store {
    /// Writes down that an attempt goes out now. When this returns, the disk has it. The attempt that it repeats is
    /// settled as not created in the same transaction.
    ///
    /// # Errors
    ///
    /// The request must not be sent then, and nothing is begun or settled: if the database cannot be written;
    /// [`Error::Known`] if it already has an attempt of this id; [`Error::Unsettled`] if nobody knows what became of
    /// an attempt, of any session, that may have created the same customer in the same CRM, because it sent the same
    /// payload or one with the same unique key; [`Error::CreatedMeanwhile`] if a customer who may be this one was created
    /// and the operator has not seen it; [`Error::RecordsLost`] if records are lost and that is not
    /// [accepted](Self::accept_loss); [`Error::NotUnknown`] if the attempt that it repeats is no such one.
    pub fn begin(&mut self, new: &NewSubmission, now: Timestamp) -> Result<(), Error> {
        let detail = self.detail;
        self.write_logged(Durability::Power, |transaction, session, log| {
            // A refusal is no reason to forget which attempts have lost their session, so it is committed with them.
            interrupt(transaction, session)?;
            clock::advance(transaction, now)?;
            begin(transaction, session, log, (new, None), (now, detail))
        })?
    }

    /// Writes down how an attempt ended, and how long it took. When this returns, the disk has it. Where the customer
    /// was created, drafts of the same card go with it, and the record is masked, if records are.
    ///
    /// # Errors
    ///
    /// If the database cannot be written, and [`Error::Ended`] if there is no such attempt or it has ended before:
    /// an attempt ends once.
    pub fn finish(&mut self, attempt: &str, outcome: &Outcome, duration: Duration) -> Result<(), Error> {
        let created = outcome.customer_id().is_some();
        let detail = self.detail;
        self.write_logged(Durability::Power, |transaction, session, log| {
            let ended = AttemptOutcome {
                attempt,
                outcome,
                duration,
            };
            finish(transaction, session, log, &ended, detail)
        })??;
        self.forget(created);
        Ok(())
    }

    /// Writes down what a person has found out about an attempt whose outcome was unknown; how the send itself ended
    /// stays as it was. When this returns, the disk has it. Where the customer was created, drafts of the same card go
    /// with it, and the record is masked, if records are.
    ///
    /// # Errors
    ///
    /// If the database cannot be written, and [`Error::NotUnknown`] if there is no such attempt, or it is under way,
    /// or what became of it is known.
    pub fn settle(&mut self, attempt: &str, settlement: &Settlement, now: Timestamp) -> Result<(), Error> {
        let created = matches!(settlement, Settlement::Created(_));
        let detail = self.detail;
        self.write_logged(Durability::Power, |transaction, session, log| {
            interrupt(transaction, session)?;
            if settle(transaction, log, attempt, settlement, now)? == 0 {
                return Ok(Err(not_unknown(transaction, attempt)?));
            }
            if created {
                let_go(transaction, session, attempt, detail)?;
            }
            Ok(Ok(()))
        })??;
        self.forget(created);
        Ok(())
    }

    /// After a customer was created: what was masked must not stay in the log either.
    pub(super) fn forget(&mut self, created: bool) {
        if created && self.detail == StoredDetail::Masked {
            retention::empty_log(&mut self.conn);
        }
    }
}

/// How an attempt has ended.
#[derive(Debug, Clone, Copy)]
pub struct AttemptOutcome<'a> {
    /// The attempt's id.
    pub attempt: &'a str,
    /// How the send ended.
    pub outcome: &'a Outcome,
    /// How long it took.
    pub duration: Duration,
}

/// Writes an attempt that begins, unless something forbids it; nothing is written then. The attempt may be that of a row.
pub(super) fn begin(
    transaction: &Transaction,
    session: &SessionLock,
    log: &mut KeyLog,
    (new, claim): (&NewSubmission, Option<&RowClaim>),
    (now, detail): (Timestamp, StoredDetail),
) -> Result<Result<(), Error>, TransactionError> {
    let taken = claim.map(|claim| import_rows::objection(transaction, &new.url, claim));
    if let Some(refusal) = taken.transpose()?.flatten() {
        return Ok(Err(refusal));
    }
    if let Some(refusal) = objection(transaction, log, new)? {
        return Ok(Err(refusal));
    }
    if let Some(repeated) = &new.resends {
        settle(transaction, log, repeated, &Settlement::NotCreated, now)?;
    }
    let beginning = NewRecord {
        state: SubmissionState::Sending,
        customer_id: None,
        now,
    };
    insert(transaction, session, new, &beginning, detail)?;
    log.begin(transaction, new, now)?;
    debug!("attempt {}: begins", new.attempt);
    if let Some(claim) = claim {
        import_rows::note(transaction, &new.url, &claim.row, Some(&new.attempt))?;
    }
    Ok(Ok(()))
}

/// Writes how an attempt has ended; [`Error::Ended`] where there is no such attempt or it has ended before, and nothing is
/// written then.
pub(super) fn finish(
    transaction: &Transaction,
    session: &SessionLock,
    log: &mut KeyLog,
    ended: &AttemptOutcome,
    detail: StoredDetail,
) -> Result<Result<(), Error>, TransactionError> {
    let AttemptOutcome {
        attempt,
        outcome,
        duration,
    } = *ended;
    if end(transaction, attempt, outcome, Some(duration))? == 0 && late(transaction, attempt, outcome)? == 0 {
        let attempt = attempt.to_owned();
        return Ok(Err(Error::Ended { attempt }));
    }
    info!("attempt {attempt}: {}", SubmissionState::of(outcome).name());
    match outcome {
        Outcome::Created { customer_id, .. } => {
            log.end(transaction, attempt, EndedAttempt::Created(customer_id))?;
        }
        Outcome::Rejected { .. } | Outcome::NotSent { .. } => {
            log.end(transaction, attempt, EndedAttempt::Nothing)?;
        }
        Outcome::Unknown { .. } => {}
    }
    if outcome.customer_id().is_some() {
        let_go(transaction, session, attempt, detail)?;
    }
    Ok(Ok(()))
}

/// What forbids an attempt to begin.
fn objection(
    transaction: &Transaction,
    log: &mut KeyLog,
    new: &NewSubmission,
) -> Result<Option<Error>, TransactionError> {
    if state(transaction, &new.attempt)?.is_some() {
        let attempt = new.attempt.clone();
        return Ok(Some(Error::Known { attempt }));
    }
    if let Some(repeated) = &new.resends
        && state(transaction, repeated)? != Some(SubmissionState::Unknown)
    {
        return Ok(Some(not_unknown(transaction, repeated)?));
    }
    let candidate = SendCandidate {
        url: &new.url,
        who: &new.who,
        payload: &new.payload,
    };
    let before = prior_submissions::before(transaction, log, &candidate, new.resends.as_deref())?;
    if let Some(summary) = before.unsettled {
        return Ok(Some(Error::Unsettled {
            attempt: summary.attempt,
            who: summary.who,
            sent_at: summary.sent_at,
            state: summary.state,
        }));
    }
    if let Some(loss) = before.lost {
        return Ok(Some(Error::RecordsLost(loss)));
    }
    let Some(seen) = &new.aware_of else {
        return Ok(None);
    };
    let unseen = before
        .created
        .into_iter()
        .find(|(_, summary)| !seen.contains(&summary.attempt));
    Ok(unseen.map(|(_, summary)| Error::CreatedMeanwhile {
        attempt: summary.attempt,
        who: summary.who,
    }))
}

/// The customer exists: the card is no draft any more, its values may be proposed for others, and the record keeps no
/// more of it than it may. A company was typed beside a card that is still a draft; it is known by its name from now on.
fn let_go(
    transaction: &Transaction,
    session: &SessionLock,
    attempt: &str,
    detail: StoredDetail,
) -> Result<(), TransactionError> {
    let mut statement = transaction
        .prepare_cached("SELECT card, sent_at, url, customer_id FROM submissions WHERE attempt = ?1")?;
    let (card, sent_at, url, id): (Card, i64, String, String) = statement.query_row([attempt], |row| {
        let card = serde_json::from_str(&rows::lossy(row, 0)?);
        let id = rows::lossy(row, 3)?;
        Ok((card.unwrap_or_default(), row.get(1)?, rows::lossy(row, 2)?, id))
    })?;
    match Resource::of_url(&url) {
        Resource::Customer => {
            drafts::clear_sent(transaction, session, attempt)?;
            value_history::note(transaction, &card, sent_at)?;
        }
        Resource::Company => {
            let company = KnownCompany::of_card(&card, &id);
            companies::note(transaction, &comparable(&url), &company, sent_at, detail)?;
        }
    }
    match detail {
        StoredDetail::Full => Ok(()),
        StoredDetail::Masked => retention::mask_unless_owed(transaction, attempt),
    }
}

fn state(transaction: &Transaction, attempt: &str) -> rusqlite::Result<Option<SubmissionState>> {
    let mut statement = transaction.prepare_cached("SELECT state FROM submissions WHERE attempt = ?1")?;
    statement
        .query_row([attempt], |row| rows::parsed(row, 0, |name: String| name.parse()))
        .optional()
}

fn not_unknown(transaction: &Transaction, attempt: &str) -> rusqlite::Result<Error> {
    Ok(Error::NotUnknown {
        attempt: attempt.to_owned(),
        state: state(transaction, attempt)?,
    })
}

/// Settles an attempt whose outcome is unknown; returns 0 if it is not.
fn settle(
    transaction: &Transaction,
    log: &mut KeyLog,
    attempt: &str,
    settlement: &Settlement,
    now: Timestamp,
) -> Result<usize, TransactionError> {
    let (state, customer_id, ended) = match settlement {
        Settlement::Created(id) => (
            SubmissionState::Created,
            Some(id.as_str()),
            EndedAttempt::Created(id),
        ),
        Settlement::NotCreated => (SubmissionState::NotCreated, None, EndedAttempt::Nothing),
    };
    let mut statement = transaction.prepare_cached(
        "UPDATE submissions
         SET state = ?3, customer_id = ?4, settled_at = ?5, search = search || ?6
         WHERE attempt = ?1 AND state = ?2",
    )?;
    let settled = statement.execute(params![
        attempt,
        SubmissionState::Unknown.name(),
        state.name(),
        customer_id,
        now.as_millisecond(),
        search_text::of_id(customer_id),
    ])?;
    if settled > 0 {
        info!("attempt {attempt}: settled as {}", state.name());
        log.end(transaction, attempt, ended)?;
    }
    Ok(settled)
}

/// How a record begins.
pub(super) struct NewRecord<'a> {
    pub(super) state: SubmissionState,
    /// The customer's id, if it is known already.
    pub(super) customer_id: Option<&'a str>,
    pub(super) now: Timestamp,
}

/// Writes a new record down, and the keys of its customer.
pub(super) fn insert(
    transaction: &Transaction,
    session: &SessionLock,
    new: &NewSubmission,
    beginning: &NewRecord,
    detail: StoredDetail,
) -> Result<(), TransactionError> {
    let mut statement = transaction.prepare_cached(
        "INSERT INTO submissions
             (attempt, session, sent_at, state, search, who, resends, profile, url, user, payload_hash, card, payload,
              customer_id, crm)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?;
    statement.execute(params![
        new.attempt,
        session.id(),
        clock::date(transaction, beginning.now)?,
        beginning.state.name(),
        search_text::of(&new.who, &new.card, detail) + &search_text::of_id(beginning.customer_id),
        new.who,
        new.resends,
        new.profile,
        new.url,
        new.user,
        new.payload_hash,
        rows::json(&new.card)?,
        new.payload,
        beginning.customer_id,
        comparable(&new.url),
    ])?;
    let id = transaction.last_insert_rowid();
    keys::insert(transaction, id, &new.payload, |field| {
        search_text::is_kept(field, detail)
    })?;
    Ok(())
}
