//! What the history keeps of people: how long, and how much.

use super::error::TransactionError;
use super::lock_timeout::{LockTimeout, wait_when_busy};
use super::{
    Durability, Error, Store, clock, companies, key_log, keys, migrations, rows, search_text, value_history,
};
use crate::customer::{ApiResponse, Card, Outcome, StoredDetail, mask as masking};
use jiff::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use std::iter;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// How many records are masked or deleted in one transaction: others may write in between.
const BATCH: usize = 100;
/// How long others may write between two of them. They look for the lock every five milliseconds.
const REST: Duration = Duration::from_millis(10);

impl Store {
    /// Deletes the records of attempts that went out before some moment, and returns how many. Never one that is under
    /// way or unknown: it has still to be settled. With them go the values that no card has had since. A record whose date
    /// is impossible or unreadable goes with those that were saved after it. Of a customer, the id and hashes of the keys stay
    /// until [`forget_purged`](Self::forget_purged), so that it is not created again.
    ///
    /// It is done in small transactions, so that other programs can save meanwhile.
    ///
    /// What is deleted is overwritten, in the database and in the log beside it, as far as SQLite can: not where
    /// another program is reading at that moment, and not what the file system keeps of its own. Where somebody has the
    /// time, [`rewrite`](Self::rewrite) goes further.
    ///
    /// # Errors
    ///
    /// If the database cannot be written. What was deleted until then is gone.
    pub fn purge(&mut self, before: Timestamp) -> Result<usize, Error> {
        let mut deleted = 0;
        for step in iter::once(purge_unreadable as PurgeStep).chain(PURGE) {
            deleted +=
                bit_by_bit(|| self.write(Durability::Process, |transaction, _| step(transaction, before)))?;
        }
        let forgotten = self.write(Durability::Process, |transaction, _| {
            Ok(purge_values(transaction, before)?)
        })?;
        if deleted + forgotten > 0 {
            empty_log(&mut self.conn);
        }
        Ok(deleted)
    }

    /// How many records of a known outcome have a time that cannot be read, so that nobody knows how old they are.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn unreadable_times(&self) -> Result<usize, Error> {
        self.read(|transaction| {
            let (first, last) = readable_times();
            let mut count = transaction.prepare_cached(&format!(
                "SELECT count(*) FROM submissions INDEXED BY submissions_by_time
                 WHERE (sent_at < ?1 OR sent_at > ?2) AND {ENDED}"
            ))?;
            count.query_row([first, last], rows::number)
        })
    }

    /// Deletes what is left of records that are deleted and went out before some moment: the hashes of their keys and their
    /// ids, by which their customers are known again. Returns of how many. These customers can be created again.
    ///
    /// # Errors
    ///
    /// If the database or the key log cannot be written; nothing is deleted then.
    pub fn forget_purged(&mut self, before: Timestamp) -> Result<usize, Error> {
        let forgotten = self.write_logged(Durability::Power, |transaction, _, log| {
            log.forget(transaction, before)
        })?;
        empty_log(&mut self.conn);
        Ok(forgotten)
    }

    /// Says how much of a record is kept once its customer exists, from now on. With [`StoredDetail::Masked`] the records of
    /// customers that were created or found earlier are masked now; how many, is returned. What has been masked stays so.
    ///
    /// Masked is what leads to a person in the fields of the card (see [`mask`](crate::customer::mask)), and the CRM's
    /// answer. The record is found by it no more; name, identifier and id are kept.
    ///
    /// # Errors
    ///
    /// If the database cannot be written. Records that end from now on are masked all the same.
    pub fn set_detail(&mut self, detail: StoredDetail) -> Result<usize, Error> {
        self.detail = detail;
        if detail == StoredDetail::Full {
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
            empty_log(&mut self.conn);
        }
        Ok(total)
    }

    /// Rewrites the database and the key log. SQLite overwrites what is deleted, but when it had split a page before, a
    /// copy of what stood there may be left in the gap; the log has the hashes of attempts that created nobody. Takes time
    /// with the size of the files, and does no harm where it fails.
    pub fn rewrite(&mut self) {
        rewrite(&mut self.conn);
        let _ = self.write_logged(Durability::Power, |transaction, _, log| log.compact(transaction));
    }
}

/// Does some work again and again, until nothing is left of it, and lets others write in between; how much that was.
pub(super) fn bit_by_bit(mut some: impl FnMut() -> Result<usize, Error>) -> Result<usize, Error> {
    let mut total = 0;
    loop {
        let done = some()?;
        if done == 0 {
            return Ok(total);
        }
        total += done;
        thread::sleep(REST);
    }
}

/// Copies the log into the database, where its newest pages overwrite what they replace, and empties it. Does not
/// wait for programs that read at this moment, and does no harm where it fails.
pub(super) fn empty_log(conn: &mut Connection) {
    let _ = conn.busy_handler::<fn(i32) -> bool>(None);
    let _ = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    let _ = wait_when_busy(conn);
}

/// As [`Store::rewrite`].
pub(super) fn rewrite(conn: &mut Connection) {
    LockTimeout::Sending.begin();
    let _ = conn.execute_batch("VACUUM");
    empty_log(conn);
}

/// Deletes some of the records that are from before a moment; how many.
pub(super) type PurgeStep = fn(&Transaction, Timestamp) -> Result<usize, TransactionError>;

/// What a purge does, each until nothing is left to do. The records of impossible dates go first: the others tell their age.
/// Those of unreadable times are damaged, and go only where the operator has asked for it.
pub(super) const PURGE: [PurgeStep; 2] = [purge_undated, purge_dated];

/// Of records whose date was given by a wrong clock it is known only that they are older than those saved after them.
fn purge_undated(transaction: &Transaction, before: Timestamp) -> Result<usize, TransactionError> {
    let (first, last) = readable_times();
    let (earliest, latest) = clock::possible_dates(transaction)?;
    let undated = [
        (first, earliest.saturating_sub(1)),
        (latest.saturating_add(1), last),
    ];
    purge_followed(transaction, before, undated)
}

/// The same is known of records whose time is damaged.
fn purge_unreadable(transaction: &Transaction, before: Timestamp) -> Result<usize, TransactionError> {
    let (first, last) = readable_times();
    let unreadable = [
        (i64::MIN, first.saturating_sub(1)),
        (last.saturating_add(1), i64::MAX),
    ];
    purge_followed(transaction, before, unreadable)
}

/// Deletes some of the records with a time in one of these ranges, if they are followed by one that is from before a moment.
fn purge_followed(
    transaction: &Transaction,
    before: Timestamp,
    [early, late]: [(i64, i64); 2],
) -> Result<usize, TransactionError> {
    const UNDATED: &str = "(sent_at BETWEEN ?1 AND ?2 OR sent_at BETWEEN ?3 AND ?4)";
    let has_undated = transaction
        .prepare_cached(&format!("SELECT 1 FROM submissions WHERE {UNDATED} LIMIT 1"))?
        .exists([early.0, early.1, late.0, late.1])?;
    if !has_undated {
        return Ok(0);
    }
    let (earliest, latest) = clock::possible_dates(transaction)?;
    let before = before.as_millisecond().min(latest);
    let mut last_old = transaction.prepare_cached(
        "SELECT max(id) FROM submissions INDEXED BY submissions_by_time WHERE sent_at >= ?1 AND sent_at < ?2",
    )?;
    let last_old: Option<i64> = last_old.query_row([earliest, before], |row| row.get(0))?;
    let mut undated = transaction.prepare_cached(&format!(
        "SELECT id FROM submissions INDEXED BY submissions_by_time
         WHERE {UNDATED} AND {ENDED} AND id < ?5 LIMIT {BATCH}"
    ))?;
    let undated: Vec<i64> = undated
        .query_map(params![early.0, early.1, late.0, late.1, last_old], |row| {
            row.get(0)
        })?
        .collect::<rusqlite::Result<_>>()?;
    delete(transaction, undated.into_iter())
}

/// The first and the last time that a calendar has, in milliseconds of the Unix epoch.
fn readable_times() -> (i64, i64) {
    (Timestamp::MIN.as_millisecond(), Timestamp::MAX.as_millisecond())
}

fn purge_dated(transaction: &Transaction, before: Timestamp) -> Result<usize, TransactionError> {
    let (earliest, latest) = clock::possible_dates(transaction)?;
    let mut records = transaction.prepare_cached(&format!("{} LIMIT {BATCH}", old_records()))?;
    let before = before.as_millisecond().min(latest);
    let old: Vec<i64> = records
        .query_map([earliest, before], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    delete(transaction, old.into_iter())
}

/// Deletes these records, and keeps by what their customers are known; how many.
fn delete(transaction: &Transaction, records: impl Iterator<Item = i64>) -> Result<usize, TransactionError> {
    let mut delete = transaction.prepare_cached("DELETE FROM submissions WHERE id = ?1")?;
    let mut deleted = 0;
    for id in records {
        key_log::keep_record(transaction, id)?;
        deleted += delete.execute([id])?;
    }
    Ok(deleted)
}

/// Whether a purge would find something. Cheap, however many records there are.
pub(super) fn has_expired(transaction: &Transaction, before: Timestamp) -> rusqlite::Result<bool> {
    let (earliest, _) = clock::possible_dates(transaction)?;
    let before = before.as_millisecond();
    let mut records = transaction.prepare_cached(&format!("{} LIMIT 1", old_records()))?;
    let mut values = transaction.prepare_cached("SELECT 1 FROM earlier WHERE used_at < ?1 LIMIT 1")?;
    let mut companies = transaction.prepare_cached("SELECT 1 FROM companies WHERE noted_at < ?1 LIMIT 1")?;
    Ok(records.exists([earliest, before])? || values.exists([before])? || companies.exists([before])?)
}

/// Forgets what is kept beside the records and was used last before a moment: values of cards, and companies.
pub(super) fn purge_values(transaction: &Transaction, before: Timestamp) -> rusqlite::Result<usize> {
    let before = before.as_millisecond();
    Ok(value_history::purge(transaction, before)? + companies::purge(transaction, before)?)
}

/// A record whose outcome is known.
const ENDED: &str = "state NOT IN ('sending', 'unknown')";

/// The records that ended and are from ?1 or later, but from before ?2.
fn old_records() -> String {
    format!(
        "SELECT id FROM submissions INDEXED BY submissions_by_time
         WHERE sent_at >= ?1 AND sent_at < ?2 AND {ENDED}"
    )
}

/// Does some work in a transaction of a connection that is no session.
pub(super) fn in_transaction<T>(
    conn: &mut Connection,
    path: &Path,
    work: impl FnOnce(&Transaction) -> Result<T, TransactionError>,
) -> Result<T, Error> {
    LockTimeout::Sending.begin();
    let run = || {
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        migrations::check(&transaction, path)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    };
    run().map_err(|fault: TransactionError| fault.at(path))
}

/// What the team's store must still learn is made from the record, which is masked as soon as it has.
const OWED: &str = "claims.attempt = submissions.attempt AND unclaimed = 1";

pub(super) fn mask_some(transaction: &Transaction) -> Result<usize, TransactionError> {
    let attempts = transaction
        .prepare_cached(&format!(
            "SELECT attempt FROM submissions
             WHERE state IN ('created', 'existing') AND masked = 0
                 AND NOT EXISTS (SELECT 1 FROM claims WHERE {OWED})
             LIMIT {BATCH}"
        ))?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    for attempt in &attempts {
        mask(transaction, attempt)?;
    }
    Ok(attempts.len())
}

/// Masks the record of a customer that was created, or was there already, unless it was masked before or the team's store must
/// still learn of it.
pub(super) fn mask_unless_owed(transaction: &Transaction, attempt: &str) -> Result<(), TransactionError> {
    let due = transaction
        .prepare_cached(&format!(
            "SELECT 1 FROM submissions
             WHERE attempt = ?1 AND state IN ('created', 'existing') AND masked = 0
                 AND NOT EXISTS (SELECT 1 FROM claims WHERE {OWED})"
        ))?
        .exists([attempt])?;
    if due { mask(transaction, attempt) } else { Ok(()) }
}

/// Masks a record. What cannot be read cannot be masked in part, so it is emptied.
fn mask(transaction: &Transaction, attempt: &str) -> Result<(), TransactionError> {
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
                    answer: ApiResponse::default(),
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
    key_log::keep(transaction, attempt)?;
    masking::card(&mut card);
    if let Some(outcome) = &mut outcome {
        masking::outcome(outcome);
    }
    let search = search_text::of(&who, &card, StoredDetail::Masked) + &search_text::of_id(Some(&customer_id));
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
