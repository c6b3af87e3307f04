//! The shift: the keys and the cards that were begun are counters, written with the draft; all else is read from the journal.

use super::error::TransactionError;
use super::{Durability, Error, Store, drafts, rows};
use crate::customer::{ControlTotal, Draft, Shift, SubmissionState, TypedKeys};
use crate::endpoint::Resource;
use jiff::Timestamp;
use log::debug;
use rusqlite::{OptionalExtension as _, Transaction, params};

impl Store {
    /// Saves this session's draft over the one that it has open, opens one, or, where there is none, removes the one that it
    /// has; and counts for the shift, which begins with these keys if there is none. It outlives the process, as
    /// [`save_draft`](Self::save_draft) says.
    ///
    /// # Errors
    ///
    /// If the database cannot be written; nothing is counted then.
    pub fn keep_draft(
        &mut self,
        draft: Option<&Draft>,
        typed: TypedKeys,
        now: Timestamp,
    ) -> Result<(), Error> {
        self.write(Durability::Process, |transaction, session| {
            let is_new = if let Some(draft) = draft {
                drafts::put(transaction, session, draft, now)?
            } else {
                drafts::clear(transaction, session)?;
                false
            };
            if is_new || typed.count > 0 {
                count(transaction, typed, u32::from(is_new), now)?;
            }
            Ok(())
        })?;
        if draft.is_some() {
            debug!("store: draft saved");
        }
        Ok(())
    }

    /// Forgets a shift that began before this moment, the beginning of the day of a start.
    ///
    /// # Errors
    ///
    /// If the database cannot be read or written.
    pub fn forget_shift_before(&mut self, day: Timestamp) -> Result<(), Error> {
        let began = self.read(counters)?;
        match began {
            Some((began_at, ..)) if began_at < day.as_millisecond() => self.end_shift(),
            _ => Ok(()),
        }
    }

    /// Ends the shift. The next one begins with the next key.
    ///
    /// # Errors
    ///
    /// If the database cannot be written.
    pub fn end_shift(&mut self) -> Result<(), Error> {
        self.write(Durability::Process, |transaction, _| {
            transaction.execute("DELETE FROM shift", [])?;
            Ok(())
        })
    }

    /// The shift; none where it has not begun.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn shift(&self) -> Result<Option<Shift>, Error> {
        self.read(|transaction| {
            let Some((began_at, keys, cards)) = counters(transaction)? else {
                return Ok(None);
            };
            let mut shift = Shift {
                began_at: Timestamp::from_millisecond(began_at).unwrap_or_default(),
                keys,
                cards,
                customers: Vec::new(),
                companies: 0,
                total: ControlTotal::default(),
            };
            add_records(transaction, began_at, &mut shift)?;
            Ok(Some(shift))
        })
    }
}

/// When the shift began, how many keys were pressed, and how many cards were begun.
fn counters(transaction: &Transaction) -> rusqlite::Result<Option<(i64, u32, u32)>> {
    let mut statement = transaction.prepare_cached("SELECT began_at, keys, cards FROM shift")?;
    let found = statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    found.optional()
}

/// Several sessions of an operator count together.
fn count(
    transaction: &Transaction,
    typed: TypedKeys,
    cards: u32,
    now: Timestamp,
) -> Result<(), TransactionError> {
    let mut update = transaction.prepare_cached("UPDATE shift SET keys = keys + ?1, cards = cards + ?2")?;
    if update.execute(params![typed.count, cards])? == 0 {
        let began_at = typed.since.unwrap_or(now).as_millisecond();
        let mut insert =
            transaction.prepare_cached("INSERT INTO shift (began_at, keys, cards) VALUES (?1, ?2, ?3)")?;
        insert.execute(params![began_at, typed.count, cards])?;
    }
    Ok(())
}

/// Adds what was sent since then.
fn add_records(transaction: &Transaction, since: i64, shift: &mut Shift) -> rusqlite::Result<()> {
    let mut statement = transaction.prepare_cached(
        "SELECT state, url, customer_id FROM submissions INDEXED BY submissions_by_time WHERE sent_at >= ?1",
    )?;
    let mut records = statement.query([since])?;
    while let Some(record) = records.next()? {
        let state: SubmissionState = rows::parsed(record, 0, |name: String| name.parse())?;
        let id: Option<String> = record.get(2)?;
        let created = id.filter(|_| state == SubmissionState::Created);
        match Resource::of_url(&rows::lossy(record, 1)?) {
            Resource::Company => shift.companies += usize::from(created.is_some()),
            Resource::Customer => {
                if let Some(id) = created {
                    shift.total.add(&id);
                }
                match shift.customers.iter_mut().find(|(known, _)| *known == state) {
                    Some((_, count)) => *count += 1,
                    None => shift.customers.push((state, 1)),
                }
            }
        }
    }
    Ok(())
}
