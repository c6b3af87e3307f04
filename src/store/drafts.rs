//! Drafts: cards that are being filled in. Each session has at most one open; any number are parked, or wait for
//! somebody because their session is gone. Only the session that has a draft writes it.

use super::error::TransactionError;
use super::session::SessionLock;
use super::{Durability, Error, Store, attempt_id, rows};
use crate::customer::{Draft, DraftSummary, Holder, Process, TypedKeys};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

impl Store {
    /// Saves this session's draft over the one that it has open, or opens one.
    ///
    /// It outlives the process from here on. It does not wait for the disk, for it is saved several times a second
    /// and a power cut costs no more than the last of these.
    ///
    /// # Errors
    ///
    /// If the database cannot be written; the draft saved before is still there then.
    pub fn save_draft(&mut self, draft: &Draft, now: Timestamp) -> Result<(), Error> {
        self.keep_draft(Some(draft), TypedKeys::default(), now)
    }

    /// Removes this session's draft, if it has one open.
    ///
    /// # Errors
    ///
    /// If the database cannot be written.
    pub fn clear_draft(&mut self) -> Result<(), Error> {
        self.write(Durability::Process, |transaction, session| {
            Ok(clear(transaction, session)?)
        })
    }

    /// Parks this session's draft, to be opened later by any session; returns which it is. Does nothing where none is
    /// open.
    ///
    /// # Errors
    ///
    /// If the database cannot be written.
    pub fn park_draft(&mut self) -> Result<Option<String>, Error> {
        self.write(Durability::Process, |transaction, session| {
            Ok(park(transaction, session)?)
        })
    }

    /// All drafts but those that cannot be read, the newest first.
    ///
    /// # Errors
    ///
    /// If the database cannot be read, or locked to look at the other sessions.
    pub fn drafts(&mut self) -> Result<Vec<DraftSummary>, Error> {
        self.write(Durability::Process, |transaction, session| {
            let mut statement = transaction.prepare_cached(
                "SELECT id, profile, who, saved_at, session FROM drafts WHERE aside = 0
                 ORDER BY saved_at DESC, rowid DESC",
            )?;
            let drafts = statement.query_map([], |row| {
                let owner: Option<String> = row.get(4)?;
                Ok(DraftSummary {
                    id: row.get(0)?,
                    profile: rows::lossy(row, 1)?,
                    who: rows::lossy(row, 2)?,
                    saved_at: saved_at(row, 3)?,
                    holder: session.holder(owner.as_deref()),
                })
            })?;
            Ok(drafts.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Makes a draft this session's own, and returns it. The one that was open until now is parked.
    ///
    /// # Errors
    ///
    /// If the database cannot be written; [`Error::NoDraft`] if the draft is not there any more; [`Error::Held`] if
    /// another session has it; [`Error::Draft`] if it cannot be read, in which case it is put aside. The draft that
    /// was open until now stays open then.
    pub fn open_draft(&mut self, id: &str) -> Result<Draft, Error> {
        let found = self.write(Durability::Process, |transaction, session| {
            let mut statement =
                transaction.prepare_cached("SELECT session FROM drafts WHERE id = ?1 AND aside = 0")?;
            let owner: Option<Option<String>> = statement.query_row([id], |row| row.get(0)).optional()?;
            let owner = owner.ok_or_else(|| Error::NoDraft { id: id.to_owned() })?;
            let holder = session.holder(owner.as_deref());
            refuse_held(holder)?;
            let found = read(transaction, id)?;
            if found.is_ok() && holder != Holder::Own {
                park(transaction, session)?;
            }
            take(transaction, session, id, &found)?;
            Ok(found)
        })?;
        found.map_err(|unreadable| self.unreadable(unreadable))
    }

    /// Deletes a draft, if it is still the one that was saved at this moment, so that nobody deletes what they have not
    /// seen; whether it did.
    ///
    /// # Errors
    ///
    /// If the database cannot be written; [`Error::Held`] if another session has it.
    pub fn delete_draft(&mut self, id: &str, saved_at: Timestamp) -> Result<bool, Error> {
        self.write(Durability::Process, |transaction, session| {
            let mut owner = transaction
                .prepare_cached("SELECT session FROM drafts WHERE id = ?1 AND aside = 0 AND saved_at = ?2")?;
            let now = saved_at.as_millisecond();
            let owner: Option<Option<String>> =
                owner.query_row(params![id, now], |row| row.get(0)).optional()?;
            let Some(owner) = owner else {
                return Ok(false);
            };
            refuse_held(session.holder(owner.as_deref()))?;
            transaction.execute("DELETE FROM drafts WHERE id = ?1", [id])?;
            Ok(true)
        })
    }

    /// Makes the newest draft of a profile whose session is gone this session's own, and returns it. None if there is
    /// none, and if this session already has a draft. One that was parked stays parked; one of which nobody knows the
    /// profile is anybody's.
    ///
    /// # Errors
    ///
    /// If the database cannot be written; [`Error::Draft`] if the draft cannot be read, in which case it is put aside
    /// and the next call looks at the next one.
    pub fn adopt_draft(&mut self, profile: &str) -> Result<Option<Draft>, Error> {
        let found = self.write(Durability::Process, |transaction, session| {
            let mut own = transaction.prepare_cached("SELECT 1 FROM drafts WHERE session = ?1")?;
            if own.exists([session.id()])? {
                return Ok(None);
            }
            let Some(orphan) = newest_orphan(transaction, session, profile)? else {
                return Ok(None);
            };
            let found = read(transaction, &orphan)?;
            take(transaction, session, &orphan, &found)?;
            Ok(Some(found))
        })?;
        found
            .transpose()
            .map_err(|unreadable| self.unreadable(unreadable))
    }

    /// The other programs that have a draft open, the oldest first.
    ///
    /// # Errors
    ///
    /// If the database cannot be read, or locked to look at the other sessions.
    pub fn others(&mut self) -> Result<Vec<Process>, Error> {
        self.write(Durability::Process, |transaction, session| {
            let mut statement =
                transaction.prepare_cached("SELECT session FROM drafts WHERE session IS NOT NULL")?;
            let mut others = Vec::new();
            for owner in statement.query_map([], |row| rows::lossy(row, 0))? {
                if let Holder::Other(process) = session.holder(Some(&owner?)) {
                    others.push(process);
                }
            }
            others.sort_by_key(|process| (process.since, process.id));
            Ok(others)
        })
    }

    fn unreadable(&self, (saved_at, why): Unreadable) -> Error {
        Error::Draft {
            path: self.path.clone(),
            saved_at,
            why,
        }
    }
}

/// When a draft that cannot be read was saved, and why it cannot.
type Unreadable = (Timestamp, String);

/// Saves the session's draft over the one that it has open, or opens one; whether it is a new one.
pub(super) fn put(
    transaction: &Transaction,
    session: &SessionLock,
    draft: &Draft,
    now: Timestamp,
) -> Result<bool, TransactionError> {
    let card = rows::json(&draft.card)?;
    let now = now.as_millisecond();
    let mut update = transaction.prepare_cached(
        "UPDATE drafts SET saved_at = ?2, profile = ?3, who = ?4, focus = ?5, card = ?6 WHERE session = ?1",
    )?;
    let own = params![session.id(), now, draft.profile, draft.who, draft.focus, card];
    if update.execute(own)? > 0 {
        return Ok(false);
    }
    insert(transaction, Some(session.id()), draft, now)?;
    Ok(true)
}

/// Writes a new draft, of a session or parked, and gives its id. The time is in milliseconds since 1970.
pub(super) fn insert(
    transaction: &Transaction,
    session: Option<&str>,
    draft: &Draft,
    saved_at: i64,
) -> Result<String, TransactionError> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO drafts (session, saved_at, profile, who, focus, card, id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let id = attempt_id()?;
    let card = rows::json(&draft.card)?;
    insert.execute(params![
        session,
        saved_at,
        draft.profile,
        draft.who,
        draft.focus,
        card,
        id
    ])?;
    Ok(id)
}

/// Removes the session's draft, if it has one open.
pub(super) fn clear(transaction: &Transaction, session: &SessionLock) -> rusqlite::Result<()> {
    let mut statement = transaction.prepare_cached("DELETE FROM drafts WHERE session = ?1")?;
    statement.execute([session.id()]).map(drop)
}

fn refuse_held(holder: Holder) -> Result<(), TransactionError> {
    match holder {
        Holder::Other(process) => Err(Error::Held { process }.into()),
        Holder::Own | Holder::Parked | Holder::Gone => Ok(()),
    }
}

/// Removes the drafts for the same profile whose card is the one of an attempt, but for those that are on the screens of
/// others: the customer exists. In the transaction that says so, for a program killed between two of them would bring the card back
/// to be sent again.
pub(super) fn clear_sent(
    transaction: &Transaction,
    session: &SessionLock,
    attempt: &str,
) -> rusqlite::Result<()> {
    let mut statement = transaction.prepare_cached(
        "SELECT drafts.id, drafts.session FROM drafts
         JOIN submissions ON submissions.card = drafts.card AND submissions.profile = drafts.profile
         WHERE submissions.attempt = ?1",
    )?;
    let copies = statement
        .query_map([attempt], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, Option<String>)>>>()?;
    for (id, owner) in copies {
        if !matches!(session.holder(owner.as_deref()), Holder::Other(_)) {
            transaction.execute("DELETE FROM drafts WHERE id = ?1", [id])?;
        }
    }
    Ok(())
}

fn park(transaction: &Transaction, session: &SessionLock) -> rusqlite::Result<Option<String>> {
    let mut statement =
        transaction.prepare_cached("UPDATE drafts SET session = NULL WHERE session = ?1 RETURNING id")?;
    statement.query_row([session.id()], |row| row.get(0)).optional()
}

/// Makes a draft that was read this session's own, and puts aside one that could not be read.
fn take(
    transaction: &Transaction,
    session: &SessionLock,
    id: &str,
    found: &Result<Draft, Unreadable>,
) -> rusqlite::Result<usize> {
    match found {
        Ok(_) => transaction.execute(
            "UPDATE drafts SET session = ?2 WHERE id = ?1",
            params![id, session.id()],
        ),
        Err(_) => transaction.execute("UPDATE drafts SET session = NULL, aside = 1 WHERE id = ?1", [id]),
    }
}

fn newest_orphan(
    transaction: &Transaction,
    session: &SessionLock,
    profile: &str,
) -> rusqlite::Result<Option<String>> {
    let mut statement = transaction.prepare_cached(
        "SELECT id, session FROM drafts WHERE aside = 0 AND session IS NOT NULL AND profile IN (?1, '')
         ORDER BY saved_at DESC, rowid DESC",
    )?;
    let drafts = statement.query_map([profile], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for row in drafts {
        let (id, owner): (String, String) = row?;
        if session.is_gone(&owner) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn read(transaction: &Transaction, id: &str) -> rusqlite::Result<Result<Draft, Unreadable>> {
    let mut statement =
        transaction.prepare_cached("SELECT saved_at, profile, who, focus, card FROM drafts WHERE id = ?1")?;
    statement.query_row([id], |row| {
        // What cannot be read may not even be text.
        Ok(match serde_json::from_slice(row.get_ref(4)?.as_bytes()?) {
            Ok(card) => Ok(Draft {
                profile: rows::lossy(row, 1)?,
                who: rows::lossy(row, 2)?,
                card,
                focus: rows::lossy(row, 3)?,
            }),
            Err(error) => Err((saved_at(row, 0)?, error.to_string())),
        })
    })
}

fn saved_at(row: &Row, column: usize) -> rusqlite::Result<Timestamp> {
    Ok(Timestamp::from_millisecond(row.get(column)?).unwrap_or_default())
}
