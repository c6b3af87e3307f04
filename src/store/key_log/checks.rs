//! Checksums of the attempts' key hashes in the database, by which a record shows that is damaged or gone.
//!
//! A version that reads other keys out of a payload than the one before takes its records for damaged, unless its step of the
//! format empties `key_checks` and `key_checks_filled`: then they are noted again, by what it reads.

use super::secret::{self, KeyHash};
use super::{TransactionError, tables};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::HashMap;

/// What was noted of an attempt when it was written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Check {
    /// When it was sent, in milliseconds of the Unix epoch.
    pub(super) sent_at: i64,
    /// The [`checksum`] of its hashes.
    pub(super) checksum: i64,
}

/// The checksum of some hashes, whatever their order.
pub(super) fn checksum(hashes: &[KeyHash]) -> i64 {
    let mut sorted = hashes.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut crc = crc32fast::Hasher::new();
    for hash in sorted {
        crc.update(&hash.0);
    }
    i64::from(crc.finalize())
}

/// Notes the hashes of an attempt in the place of what was noted before.
pub(super) fn note(
    conn: &Connection,
    attempt: &str,
    sent_at: i64,
    hashes: &[KeyHash],
) -> rusqlite::Result<()> {
    put(conn, "REPLACE", attempt, sent_at, hashes)
}

/// Notes the hashes of an attempt of which nothing was noted.
pub(super) fn note_new(
    conn: &Connection,
    attempt: &str,
    sent_at: i64,
    hashes: &[KeyHash],
) -> rusqlite::Result<()> {
    put(conn, "IGNORE", attempt, sent_at, hashes)
}

fn put(
    conn: &Connection,
    otherwise: &str,
    attempt: &str,
    sent_at: i64,
    hashes: &[KeyHash],
) -> rusqlite::Result<()> {
    let mut insert = conn.prepare_cached(&format!(
        "INSERT OR {otherwise} INTO key_checks (attempt, sent_at, checksum) VALUES (?1, ?2, ?3)"
    ))?;
    insert
        .execute(params![attempt, sent_at, checksum(hashes)])
        .map(|_| ())
}

/// Drops what was noted of an attempt that guards nobody any more.
pub(super) fn drop(conn: &Connection, attempt: &str) -> rusqlite::Result<()> {
    let mut delete = conn.prepare_cached("DELETE FROM key_checks WHERE attempt = ?1")?;
    delete.execute([attempt]).map(|_| ())
}

/// How many attempts are noted.
pub(super) fn count(conn: &Connection) -> rusqlite::Result<usize> {
    let mut statement = conn.prepare_cached("SELECT count(*) FROM key_checks")?;
    statement.query_row([], crate::store::rows::number)
}

/// What is noted of one attempt.
pub(super) fn find(conn: &Connection, attempt: &str) -> rusqlite::Result<Option<i64>> {
    let mut statement = conn.prepare_cached("SELECT checksum FROM key_checks WHERE attempt = ?1")?;
    statement.query_row([attempt], |row| row.get(0)).optional()
}

/// All that is noted, by attempt.
pub(super) fn all(conn: &Connection) -> rusqlite::Result<HashMap<String, Check>> {
    let mut statement = conn.prepare_cached("SELECT attempt, sent_at, checksum FROM key_checks")?;
    let rows = statement.query_map([], |row| {
        let (sent_at, checksum) = (row.get(1)?, row.get(2)?);
        Ok((row.get(0)?, Check { sent_at, checksum }))
    })?;
    rows.collect()
}

/// Notes what the records say of which nothing is noted because an older program has written them. Done once, and returns
/// whether this was the time.
pub(super) fn fill(conn: &Connection) -> Result<bool, TransactionError> {
    let is_filled = conn
        .prepare_cached("SELECT 1 FROM key_checks_filled")?
        .exists([])?;
    if is_filled {
        return Ok(false);
    }
    let secret = secret::secret(conn)?;
    tables::each_stored_attempt(conn, &secret, |stored| {
        let attempt = stored.tag.attempt();
        note_new(conn, &attempt, stored.sent_at, &stored.hashes).map_err(TransactionError::from)
    })?;
    conn.execute("INSERT INTO key_checks_filled (filled) VALUES (1)", [])?;
    Ok(true)
}
