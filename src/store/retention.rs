//! What the history keeps of people: how long, and how much.

use super::error::Fault;
use super::{Durability, Error, Store, earlier, history, keys, rows};
use crate::customer::{Answer, Card, Detail, FieldId, Outcome, mask as masking};
use jiff::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction, params};

/// How many records are masked in one transaction: others may write in between.
const BATCH: usize = 100;

impl Store {
    /// Deletes the records of attempts that went out before some moment, and returns how many. Never one that is under
    /// way or unknown: it has still to be settled. With them go the values that no card has had since.
    ///
    /// What is deleted is overwritten, in the database and in the log beside it, as far as SQLite can: not where
    /// another program is reading at that moment, and not what the file system keeps of its own. Where somebody has the
    /// time, [`rewrite`](Self::rewrite) goes further.
    ///
    /// # Errors
    ///
    /// If the database cannot be written; nothing is deleted then.
    pub fn purge(&mut self, before: Timestamp) -> Result<usize, Error> {
        let (deleted, forgotten) = self.write(Durability::Power, |transaction, _| {
            let forgotten = earlier::purge(transaction, before.as_millisecond())?;
            let deleted = transaction.execute(
                "DELETE FROM submissions WHERE sent_at < ?1 AND state NOT IN ('sending', 'unknown')",
                [before.as_millisecond()],
            )?;
            Ok((deleted, forgotten))
        })?;
        if deleted + forgotten > 0 {
            self.empty_log();
        }
        Ok(deleted)
    }

    /// Says how much of a record is kept once its customer exists, from now on. With [`Detail::Masked`] the records of
    /// customers that were created or found earlier are masked now; how many, is returned. What has been masked stays so.
    ///
    /// Masked is what leads to a person in the fields of the card (see [`mask`](crate::customer::mask)), and the CRM's
    /// answer. The record is found by it no more; name, identifier and id are kept.
    ///
    /// # Errors
    ///
    /// If the database cannot be written. Records that end from now on are masked all the same.
    pub fn set_detail(&mut self, detail: Detail) -> Result<usize, Error> {
        self.detail = detail;
        if detail == Detail::Full {
            return Ok(0);
        }
        let mut total = 0;
        loop {
            let masked = self.write(Durability::Power, |transaction, _| mask_some(transaction))?;
            total += masked;
            if masked < BATCH {
                break;
            }
        }
        if total > 0 {
            self.rewrite();
        } else {
            // A program that was killed may have left a log behind.
            self.empty_log();
        }
        Ok(total)
    }

    /// Copies the log into the database, where its newest pages overwrite what they replace, and empties it. Does not
    /// wait for programs that read at this moment, and does no harm where it fails.
    pub(super) fn empty_log(&mut self) {
        let _ = self.conn.busy_handler::<fn(i32) -> bool>(None);
        let _ = self
            .conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        let _ = super::wait_when_busy(&mut self.conn);
    }

    /// Writes the database anew. SQLite overwrites what is deleted, but when it had split a page before, a copy of what
    /// stood there may be left in the gap. Takes time with the size of the file, and does no harm where it fails.
    pub fn rewrite(&mut self) {
        let _ = self.conn.execute_batch("VACUUM");
        self.empty_log();
    }
}

/// Whether a field's values stay in a record of a customer that was created.
pub(super) fn is_kept(field: FieldId, detail: Detail) -> bool {
    detail == Detail::Full || !masking::personal().any(|personal| personal == field)
}

fn mask_some(transaction: &Transaction) -> Result<usize, Fault> {
    let attempts = transaction
        .prepare_cached(&format!(
            "SELECT attempt FROM submissions WHERE state IN ('created', 'existing') AND masked = 0 LIMIT {BATCH}"
        ))?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    for attempt in &attempts {
        mask(transaction, attempt)?;
    }
    Ok(attempts.len())
}

/// Masks the record of a customer that was created, or was there already. What cannot be read cannot be masked in part, so it is emptied.
pub(super) fn mask(transaction: &Transaction, attempt: &str) -> Result<(), Fault> {
    let mut statement = transaction.prepare_cached(
        "SELECT id, who, customer_id, card, payload, outcome FROM submissions WHERE attempt = ?1",
    )?;
    let (id, who, customer_id, mut card, payload, mut outcome) = statement.query_row([attempt], |row| {
        let customer_id: String = row.get(2)?;
        let card: Card = serde_json::from_str(&rows::lossy(row, 3)?).unwrap_or_default();
        // One that was not sent has none.
        let has_ended = !matches!(row.get_ref(5)?, ValueRef::Null);
        let outcome = has_ended
            .then(|| rows::lossy(row, 5))
            .transpose()?
            .map(|outcome| {
                serde_json::from_str(&outcome).unwrap_or_else(|_| Outcome::Created {
                    customer_id: customer_id.clone(),
                    answer: Answer::default(),
                })
            });
        let id: i64 = row.get(0)?;
        Ok((
            id,
            rows::lossy(row, 1)?,
            customer_id,
            card,
            rows::lossy(row, 4)?,
            outcome,
        ))
    })?;
    masking::card(&mut card);
    if let Some(outcome) = &mut outcome {
        masking::outcome(outcome);
    }
    let search =
        history::search_text(&who, &card, Detail::Masked) + &history::id_to_search(Some(&customer_id));
    let mut update = transaction.prepare_cached(
        "UPDATE submissions SET masked = 1, search = ?2, card = ?3, payload = ?4, outcome = ?5 WHERE id = ?1",
    )?;
    update.execute(params![
        id,
        search,
        rows::json(&card)?,
        masking::payload(&payload),
        outcome.as_ref().map(rows::json).transpose()?,
    ])?;
    keys::remove(transaction, id, masking::personal())?;
    Ok(())
}

/// Has SQLite overwrite what it deletes, and keep out of the directory for temporary files.
pub(super) fn set_up(conn: &Connection) -> rusqlite::Result<()> {
    conn.pragma_update_and_check(None, "secure_delete", "ON", |_| Ok(()))?;
    conn.pragma_update(None, "temp_store", "MEMORY")
}
