//! The send journal: an attempt is written down before its request goes out, and ends once. One whose outcome nobody
//! knows stands in the way of others at the same customer, until a person has settled it.

use super::error::Fault;
use super::history::{self, AFTER, COLUMNS};
use super::session::Session;
use super::{Durability, Error, Store, drafts, earlier, keys, retention, rows};
use crate::customer::payload::hash;
use crate::customer::{
    Card, Detail, Failure, Known, Likeness, NewSubmission, Outcome, Precedents, Settlement, State, Summary,
    identity,
};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use std::time::Duration;

/// How many customers that were created before are told of.
const MOST_CREATED: usize = 10;

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
    /// and the operator has not seen it; [`Error::NotUnknown`] if the attempt that it repeats is no such one.
    pub fn begin(&mut self, new: &NewSubmission, now: Timestamp) -> Result<(), Error> {
        let detail = self.detail;
        self.write(Durability::Power, |transaction, session| {
            // A refusal is no reason to forget which attempts have lost their session, so it is committed with them.
            interrupt(transaction, session)?;
            if let Some(refusal) = objection(transaction, new)? {
                return Ok(Err(refusal));
            }
            if let Some(repeated) = &new.resends {
                settle(transaction, repeated, &Settlement::NotCreated, now)?;
            }
            insert(transaction, session, new, now, detail)?;
            Ok(Ok(()))
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
        self.write(Durability::Power, |transaction, session| {
            if end(transaction, attempt, outcome, Some(duration))? == 0
                && late(transaction, attempt, outcome)? == 0
            {
                let attempt = attempt.to_owned();
                return Err(Error::Ended { attempt }.into());
            }
            if created {
                let_go(transaction, session, attempt, detail)?;
            }
            Ok(())
        })?;
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
        self.write(Durability::Power, |transaction, session| {
            interrupt(transaction, session)?;
            if settle(transaction, attempt, settlement, now)? == 0 {
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
    fn forget(&mut self, created: bool) {
        if created && self.detail == Detail::Masked {
            self.empty_log();
        }
    }

    /// What the journal says of a payload that is about to be sent to this URL, and of whom (surname and name). The attempts of sessions that are gone
    /// become unknown first, so that they can be settled.
    ///
    /// # Errors
    ///
    /// If the database cannot be read or written.
    pub fn precedents(&mut self, url: &str, who: &str, payload: &str) -> Result<Precedents, Error> {
        self.write(Durability::Power, |transaction, session| {
            interrupt(transaction, session)?;
            let (known, hash) = (identity(payload), hash(payload));
            let (standing, others): (Vec<Open>, Vec<Open>) = open(transaction, url, None)?
                .into_iter()
                .partition(|open| open.stands_in_the_way(&hash, &known));
            let related = others
                .into_iter()
                .filter_map(|open| Some((open.likeness(who, &known)?, open.summary)));
            Ok(Precedents {
                unsettled: standing.into_iter().next().map(|open| open.summary),
                open: related.take(MOST_CREATED).collect(),
                created: created(transaction, url, &hash, known)?,
            })
        })
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

/// What forbids an attempt to begin.
fn objection(transaction: &Transaction, new: &NewSubmission) -> rusqlite::Result<Option<Error>> {
    if state(transaction, &new.attempt)?.is_some() {
        let attempt = new.attempt.clone();
        return Ok(Some(Error::Known { attempt }));
    }
    if let Some(repeated) = &new.resends
        && state(transaction, repeated)? != Some(State::Unknown)
    {
        return not_unknown(transaction, repeated).map(Some);
    }
    let known = identity(&new.payload);
    let repeated = new.resends.as_deref();
    let open = open(transaction, &new.url, repeated)?;
    let earlier = open
        .into_iter()
        .find(|open| open.stands_in_the_way(&new.payload_hash, &known));
    if let Some(Open { summary, .. }) = earlier {
        return Ok(Some(Error::Unsettled {
            attempt: summary.attempt,
            who: summary.who,
            sent_at: summary.sent_at,
            state: summary.state,
        }));
    }
    let Some(seen) = &new.aware_of else {
        return Ok(None);
    };
    let created = created(transaction, &new.url, &new.payload_hash, known)?;
    let unseen = created
        .into_iter()
        .find(|(_, summary)| !seen.contains(&summary.attempt));
    Ok(unseen.map(|(_, summary)| Error::CreatedMeanwhile {
        attempt: summary.attempt,
        who: summary.who,
    }))
}

/// The customer exists: the card is no draft any more, its values may be proposed for others, and the record keeps no
/// more of it than it may.
fn let_go(transaction: &Transaction, session: &Session, attempt: &str, detail: Detail) -> Result<(), Fault> {
    drafts::clear_sent(transaction, session, attempt)?;
    let mut statement =
        transaction.prepare_cached("SELECT card, sent_at FROM submissions WHERE attempt = ?1")?;
    let (card, sent_at): (Card, i64) = statement.query_row([attempt], |row| {
        let card = serde_json::from_str(&rows::lossy(row, 0)?);
        Ok((card.unwrap_or_default(), row.get(1)?))
    })?;
    earlier::note(transaction, &card, sent_at)?;
    match detail {
        Detail::Full => Ok(()),
        Detail::Masked => retention::mask(transaction, attempt),
    }
}

/// An attempt of which nobody knows yet what became of it.
struct Open {
    summary: Summary,
    payload_hash: String,
    known: Vec<Known>,
}

/// The attempts at a CRM of which nobody knows yet what became of them, the newest first. The few that there are tell by
/// their own payloads, which are there in every format of the keys, and when records are masked.
fn open(transaction: &Transaction, url: &str, but: Option<&str>) -> rusqlite::Result<Vec<Open>> {
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT {COLUMNS}, payload_hash, payload FROM submissions
         WHERE state IN ('sending', 'unknown') AND url = ?1 COLLATE NOCASE AND attempt IS NOT ?2
         ORDER BY sent_at DESC, id DESC"
    ))?;
    let attempts = statement.query_map(params![url, but], |row| {
        Ok(Open {
            summary: history::summary(row)?,
            payload_hash: rows::lossy(row, AFTER)?,
            known: identity(&rows::lossy(row, AFTER + 1)?),
        })
    })?;
    attempts.collect()
}

impl Open {
    /// Whether it may have created the very customer of a payload, so that this one must wait.
    fn stands_in_the_way(&self, payload_hash: &str, known: &[Known]) -> bool {
        self.payload_hash == payload_hash || keys::clash(known, &self.known)
    }

    /// What it has in common with a customer; none where that is nothing.
    fn likeness(&self, who: &str, known: &[Known]) -> Option<Likeness> {
        let shared = known
            .iter()
            .find(|one| self.known.iter().any(|other| other.is_same(one)));
        let namesake = !who.is_empty() && who.to_lowercase() == self.summary.who.to_lowercase();
        let shared = shared.cloned().map(Likeness::Key);
        shared.or(namesake.then_some(Likeness::Name))
    }
}

/// The newest customers that were created in a CRM and are the same, or share one of these keys; each once, with the
/// first of what it shares.
fn created(
    transaction: &Transaction,
    url: &str,
    payload_hash: &str,
    known: Vec<Known>,
) -> rusqlite::Result<Vec<(Likeness, Summary)>> {
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT {COLUMNS}, id FROM submissions
         WHERE (id IN (SELECT submission FROM keys WHERE field = ?1 AND normal = ?2) OR payload_hash = ?3)
             AND state = 'created' AND url = ?4 COLLATE NOCASE
         ORDER BY sent_at DESC, id DESC LIMIT {MOST_CREATED}"
    ))?;
    let mut found: Vec<(i64, Likeness, Summary)> = Vec::new();
    for known in std::iter::once(None).chain(known.into_iter().map(Some)) {
        let field = known.as_ref().map(|known| known.field.field().path);
        let normal = known.as_ref().map(Known::normal);
        let hash = known.is_none().then_some(payload_hash);
        let mut submissions = statement.query(params![field, normal, hash, url])?;
        while let Some(row) = submissions.next()? {
            let id = row.get(AFTER)?;
            if found.iter().all(|(other, ..)| *other != id) {
                let likeness = known.clone().map_or(Likeness::Payload, Likeness::Key);
                found.push((id, likeness, history::summary(row)?));
            }
        }
    }
    found.sort_by_key(|(id, _, summary)| std::cmp::Reverse((summary.sent_at, *id)));
    found.truncate(MOST_CREATED);
    Ok(found
        .into_iter()
        .map(|(_, likeness, summary)| (likeness, summary))
        .collect())
}

fn state(transaction: &Transaction, attempt: &str) -> rusqlite::Result<Option<State>> {
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
    attempt: &str,
    settlement: &Settlement,
    now: Timestamp,
) -> rusqlite::Result<usize> {
    let (state, customer_id) = match settlement {
        Settlement::Created(id) => (State::Created, Some(id.as_str())),
        Settlement::NotCreated => (State::NotCreated, None),
    };
    let mut statement = transaction.prepare_cached(
        "UPDATE submissions
         SET state = ?3, customer_id = ?4, settled_at = ?5, search = search || ?6
         WHERE attempt = ?1 AND state = ?2",
    )?;
    statement.execute(params![
        attempt,
        State::Unknown.name(),
        state.name(),
        customer_id,
        now.as_millisecond(),
        history::id_to_search(customer_id),
    ])
}

fn insert(
    transaction: &Transaction,
    session: &Session,
    new: &NewSubmission,
    now: Timestamp,
    detail: Detail,
) -> Result<(), Fault> {
    let mut statement = transaction.prepare_cached(
        "INSERT INTO submissions
             (attempt, session, sent_at, state, search, who, resends, profile, url, user, payload_hash, card, payload)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    statement.execute(params![
        new.attempt,
        session.id(),
        now.as_millisecond(),
        State::Sending.name(),
        history::search_text(&new.who, &new.card, detail),
        new.who,
        new.resends,
        new.profile,
        new.url,
        new.user,
        new.payload_hash,
        rows::json(&new.card)?,
        new.payload,
    ])?;
    let id = transaction.last_insert_rowid();
    keys::insert(transaction, id, &new.payload, |field| {
        retention::is_kept(field, detail)
    })?;
    Ok(())
}

/// Notes that the customer was created, of an attempt that another session took for interrupted meanwhile because this
/// one's lock was gone; returns 0 if it is no such one.
fn late(transaction: &Transaction, attempt: &str, outcome: &Outcome) -> rusqlite::Result<usize> {
    let Some(id) = outcome.customer_id() else {
        return Ok(0);
    };
    let mut statement = transaction.prepare_cached(
        "UPDATE submissions SET state = ?3, customer_id = ?4, search = search || ?5
         WHERE attempt = ?1 AND state = ?2 AND outcome ->> '$.failure.kind' = 'interrupted'",
    )?;
    statement.execute(params![
        attempt,
        State::Unknown.name(),
        State::Created.name(),
        id,
        history::id_to_search(Some(id)),
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
    let mut statement = transaction.prepare_cached(
        "UPDATE submissions
         SET state = ?3, outcome = ?4, customer_id = ?5, duration_ms = ?6, search = search || ?7
         WHERE attempt = ?1 AND state = ?2",
    )?;
    statement.execute(params![
        attempt,
        State::Sending.name(),
        State::of(outcome).name(),
        rows::json(outcome)?,
        customer_id,
        milliseconds,
        history::id_to_search(customer_id),
    ])
}
