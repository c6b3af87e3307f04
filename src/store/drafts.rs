//! Drafts: the card that an operator is filling in. Each session has at most one, and when the session is gone the
//! next one takes it over.

use super::session::Session;
use super::{Durability, Error, Store, submissions};
use crate::customer::Card;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

/// A card that has not been sent, and where the operator was in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What was typed.
    pub card: Card,
    /// Where the operator was, in words of the caller's own; the store only keeps them.
    pub focus: String,
}

impl Store {
    /// Saves this session's draft over the one that it had.
    ///
    /// It outlives the process from here on. It does not wait for the disk, for it is saved several times a second
    /// and a power cut costs no more than the last of these.
    ///
    /// # Errors
    ///
    /// If the database cannot be written; the draft saved before is still there then.
    pub fn save_draft(&mut self, draft: &Draft, now: Timestamp) -> Result<(), Error> {
        self.write(Durability::Process, |transaction, session| {
            let card = submissions::json(&draft.card)?;
            let mut statement = transaction.prepare_cached(
                "INSERT INTO drafts (session, saved_at, focus, card) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (session) DO UPDATE
                 SET saved_at = excluded.saved_at, focus = excluded.focus, card = excluded.card",
            )?;
            statement.execute(params![session.id(), now.as_millisecond(), draft.focus, card])?;
            Ok(())
        })
    }

    /// Removes this session's draft, if it has one.
    ///
    /// # Errors
    ///
    /// If the database cannot be written.
    pub fn clear_draft(&mut self) -> Result<(), Error> {
        self.write(Durability::Process, |transaction, session| {
            let mut statement = transaction.prepare_cached("DELETE FROM drafts WHERE session = ?1")?;
            statement.execute([session.id()])?;
            Ok(())
        })
    }

    /// Makes the newest draft whose session is gone this session's own, and returns it. None if there is none, and
    /// if this session already has a draft.
    ///
    /// # Errors
    ///
    /// If the database cannot be written; [`Error::Draft`] if the draft cannot be read, in which case it is put aside
    /// and the next call looks at the next one.
    pub fn adopt_draft(&mut self) -> Result<Option<Draft>, Error> {
        match self.write(Durability::Process, adopt)? {
            None => Ok(None),
            Some(Ok(draft)) => Ok(Some(draft)),
            Some(Err((saved_at, why))) => Err(Error::Draft {
                path: self.path.clone(),
                saved_at,
                why,
            }),
        }
    }
}

/// The draft, or when it was saved and why it cannot be read.
type Found = Result<Draft, (Timestamp, String)>;

fn adopt(transaction: &Transaction, session: &Session) -> rusqlite::Result<Option<Found>> {
    let own: Option<i64> = transaction
        .query_row("SELECT 1 FROM drafts WHERE session = ?1", [session.id()], |row| {
            row.get(0)
        })
        .optional()?;
    if own.is_some() {
        return Ok(None);
    }
    let Some(orphan) = newest_orphan(transaction, session)? else {
        return Ok(None);
    };
    let found = read(transaction, &orphan)?;
    let take = match found {
        Ok(_) => "UPDATE drafts SET session = ?2 WHERE session = ?1",
        Err(_) => "UPDATE drafts SET aside = 1 WHERE session = ?1 AND session <> ?2",
    };
    transaction.execute(take, [orphan.as_str(), session.id()])?;
    Ok(Some(found))
}

fn newest_orphan(transaction: &Transaction, session: &Session) -> rusqlite::Result<Option<String>> {
    let mut statement = transaction
        .prepare_cached("SELECT session FROM drafts WHERE aside = 0 ORDER BY saved_at DESC, rowid DESC")?;
    let mut owners = statement.query_map([], |row| row.get::<_, String>(0))?;
    owners
        .find(|owner| owner.as_ref().map_or(true, |owner| session.is_gone(owner)))
        .transpose()
}

fn read(transaction: &Transaction, owner: &str) -> rusqlite::Result<Found> {
    let mut statement =
        transaction.prepare_cached("SELECT saved_at, focus, card FROM drafts WHERE session = ?1")?;
    statement.query_row([owner], |row| {
        let saved_at = Timestamp::from_millisecond(row.get(0)?).unwrap_or_default();
        // As bytes, for what cannot be read may not even be text.
        let focus = String::from_utf8_lossy(row.get_ref(1)?.as_bytes()?).into_owned();
        Ok(match serde_json::from_slice(row.get_ref(2)?.as_bytes()?) {
            Ok(card) => Ok(Draft { card, focus }),
            Err(error) => Err((saved_at, error.to_string())),
        })
    })
}
