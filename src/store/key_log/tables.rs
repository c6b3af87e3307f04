//! What the database knows of keys beyond the records that are there, and what a record says to the log.

use super::record::{AttemptTag, LogRecord, LoggedEnd};
use super::secret::{KeyHash, Keys, StoreSecret};
use crate::customer::{
    Card, FailureReason, FieldId, LookupKey, Outcome, SubmissionState, SubmissionSummary, identity,
};
use crate::endpoint::Resource;
use crate::store::error::TransactionError;
use crate::store::history::{self, COLUMNS};
use crate::store::{clock, rows, search_text};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// How many attempts at one key are looked at.
const MOST_AT_A_KEY: usize = 50;

/// Writes down the hashes of an attempt's keys.
pub(super) fn insert_hashes(
    conn: &Connection,
    attempt: &str,
    hashes: impl IntoIterator<Item = KeyHash>,
) -> rusqlite::Result<()> {
    let mut insert =
        conn.prepare_cached("INSERT OR IGNORE INTO key_hashes (hash, attempt) VALUES (?1, ?2)")?;
    for hash in hashes {
        insert.execute(params![hash.0, attempt])?;
    }
    Ok(())
}

/// Writes down the hashes of an attempt's keys in the place of those that are written down.
pub(super) fn replace_hashes(conn: &Connection, attempt: &str, hashes: &[KeyHash]) -> rusqlite::Result<()> {
    let mut delete = conn.prepare_cached("DELETE FROM key_hashes WHERE attempt = ?1")?;
    delete.execute([attempt])?;
    insert_hashes(conn, attempt, hashes.iter().copied())
}

/// The attempts with this hash whose record has no key any more.
pub(super) fn attempts(conn: &Connection, hash: KeyHash) -> rusqlite::Result<Vec<String>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT attempt FROM key_hashes WHERE hash = ?1 LIMIT {MOST_AT_A_KEY}"
    ))?;
    let attempts = statement.query_map([hash.0], |row| row.get(0))?;
    attempts.collect()
}

/// What is known of an attempt: its record, or what is left of it.
pub(super) fn summary(conn: &Connection, attempt: &str) -> rusqlite::Result<Option<SubmissionSummary>> {
    let mut record = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM submissions WHERE attempt = ?1"))?;
    let found = record.query_row([attempt], history::summary).optional()?;
    if found.is_some() {
        return Ok(found);
    }
    let mut removed =
        conn.prepare_cached("SELECT attempt, sent_at, state, customer_id FROM removed WHERE attempt = ?1")?;
    let removed = removed.query_row([attempt], |row| {
        Ok(SubmissionSummary {
            attempt: row.get(0)?,
            resource: Resource::default(),
            sent_at: rows::time(row, 1)?,
            who: String::new(),
            state: rows::parsed(row, 2, |name: String| name.parse())?,
            outcome: None,
            customer_id: row.get(3)?,
            settled_at: None,
            deleted: true,
        })
    });
    removed.optional()
}

/// The state of an attempt, by its record; by what is left of that, else.
pub(super) fn state(conn: &Connection, attempt: &str) -> rusqlite::Result<Option<SubmissionState>> {
    let mut statement = conn.prepare_cached(
        "SELECT state FROM submissions WHERE attempt = ?1
         UNION ALL SELECT state FROM removed WHERE attempt = ?1",
    )?;
    let mut rows = statement.query([attempt])?;
    let first = rows.next()?;
    first
        .map(|row| rows::parsed(row, 0, |name: String| name.parse()))
        .transpose()
}

/// What the database passes to the log about an attempt.
pub(super) struct StoredAttempt {
    pub(super) tag: AttemptTag,
    pub(super) sent_at: i64,
    pub(super) hashes: Vec<KeyHash>,
    pub(super) end: Option<LoggedEnd>,
}

impl StoredAttempt {
    /// All of its records.
    pub(super) fn records(&self) -> impl Iterator<Item = LogRecord> {
        let (attempt, sent_at) = (self.tag, self.sent_at);
        let keys = self.hashes.iter().map(move |hash| LogRecord::Key {
            attempt,
            sent_at,
            hash: *hash,
        });
        keys.chain(
            self.end
                .iter()
                .flat_map(move |end| LogRecord::of_end(attempt, end)),
        )
    }
}

const RECORDS: &str =
    "SELECT attempt, sent_at, state, customer_id, crm, payload_hash, payload, masked, id FROM submissions";
const REMOVED: &str = "SELECT attempt, sent_at, state, customer_id FROM removed";

/// What the database holds about an attempt; none where it knows nothing of it.
pub(super) fn stored_attempt(
    conn: &Connection,
    attempt: &str,
) -> Result<Option<StoredAttempt>, TransactionError> {
    let secret = super::secret::secret(conn)?;
    let mut record = conn.prepare_cached(&format!("{RECORDS} WHERE attempt = ?1"))?;
    let found = record
        .query_row([attempt], |row| of_record(conn, &secret, row))
        .optional()?;
    if let Some(found) = found {
        return Ok(found);
    }
    let mut removed = conn.prepare_cached(&format!("{REMOVED} WHERE attempt = ?1"))?;
    let found = removed
        .query_row([attempt], |row| of_removed(conn, row))
        .optional()?;
    Ok(found.flatten())
}

/// What the database holds about all attempts that guard a customer.
pub(super) fn each_stored_attempt<E: From<rusqlite::Error>>(
    conn: &Connection,
    secret: &StoreSecret,
    mut take: impl FnMut(StoredAttempt) -> Result<(), E>,
) -> Result<(), E> {
    let guarding = "state IN ('sending', 'unknown', 'created', 'existing')";
    let mut statement = conn.prepare(&format!("{RECORDS} WHERE {guarding}"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(stored) = of_record(conn, secret, row)? {
            take(stored)?;
        }
    }
    let mut statement = conn.prepare(REMOVED)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(stored) = of_removed(conn, row)? {
            take(stored)?;
        }
    }
    Ok(())
}

fn of_record(conn: &Connection, secret: &StoreSecret, row: &Row) -> rusqlite::Result<Option<StoredAttempt>> {
    let attempt: String = row.get(0)?;
    let masked: bool = row.get(7)?;
    let mut hashes = hashes(conn, &attempt)?;
    // Where they are written down, the record itself says no more of its customer, or never did.
    if hashes.is_empty() {
        let known = if masked {
            kept_keys(conn, row.get(8)?)?
        } else {
            identity(&rows::lossy(row, 6)?)
        };
        let (crm, fingerprint) = (rows::lossy(row, 4)?, rows::lossy(row, 5)?);
        let keys = Keys {
            crm: &crm,
            fingerprints: &[fingerprint],
            known: &known,
        };
        hashes.extend(secret.hashes(&keys).into_iter().map(|(_, hash)| hash));
    }
    let state: SubmissionState = rows::parsed(row, 2, |name: String| name.parse())?;
    Ok(AttemptTag::of(&attempt).map(|tag| StoredAttempt {
        tag,
        sent_at: row.get(1).unwrap_or_default(),
        hashes,
        end: end(state, row.get(3).ok().flatten()),
    }))
}

fn of_removed(conn: &Connection, row: &Row) -> rusqlite::Result<Option<StoredAttempt>> {
    let attempt: String = row.get(0)?;
    let state: SubmissionState = rows::parsed(row, 2, |name: String| name.parse())?;
    let hashes = hashes(conn, &attempt)?;
    Ok(AttemptTag::of(&attempt).map(|tag| StoredAttempt {
        tag,
        sent_at: row.get(1).unwrap_or_default(),
        hashes,
        end: end(state, row.get(3).ok()),
    }))
}

/// The hashes that are written down for an attempt.
fn hashes(conn: &Connection, attempt: &str) -> rusqlite::Result<Vec<KeyHash>> {
    let mut statement = conn.prepare_cached("SELECT hash FROM key_hashes WHERE attempt = ?1")?;
    let hashes = statement.query_map([attempt], |row| row.get(0).map(KeyHash))?;
    hashes.collect()
}

/// The keys that a masked record has kept.
fn kept_keys(conn: &Connection, submission: i64) -> rusqlite::Result<Vec<LookupKey>> {
    let mut statement = conn.prepare_cached("SELECT field, normal FROM keys WHERE submission = ?1")?;
    let keys = statement.query_map([submission], |row| {
        let field: String = row.get(0)?;
        let value = row.get(1)?;
        Ok(FieldId::of(&field).map(|field| LookupKey { field, value }))
    })?;
    keys.filter_map(Result::transpose).collect()
}

/// How an attempt in this state has ended.
fn end(state: SubmissionState, id: Option<String>) -> Option<LoggedEnd> {
    let id = id.unwrap_or_default();
    match state {
        SubmissionState::Sending | SubmissionState::Unknown => None,
        SubmissionState::Created => Some(LoggedEnd::Created(id)),
        SubmissionState::Existing => Some(LoggedEnd::Existing(id)),
        SubmissionState::Rejected | SubmissionState::NotSent | SubmissionState::NotCreated => {
            Some(LoggedEnd::Nothing)
        }
    }
}

/// Writes down the hashes of a record that is about to lose its keys.
pub(in crate::store) fn keep(conn: &Connection, attempt: &str) -> Result<(), TransactionError> {
    let hashes = stored_attempt(conn, attempt)?.map(|stored| stored.hashes);
    insert_hashes(conn, attempt, hashes.into_iter().flatten())?;
    Ok(())
}

/// Writes down the hashes of a record that is about to be deleted, if it guards a customer.
pub(in crate::store) fn keep_record(conn: &Connection, id: i64) -> Result<(), TransactionError> {
    let mut statement = conn.prepare_cached(
        "SELECT attempt FROM submissions WHERE id = ?1 AND state IN ('created', 'existing')",
    )?;
    let attempt: Option<String> = statement.query_row([id], |row| row.get(0)).optional()?;
    attempt.map_or(Ok(()), |attempt| keep(conn, &attempt))
}

/// Deletes what is left of a record that is taken back.
pub(super) fn take_back(conn: &Connection, attempt: &str) -> rusqlite::Result<()> {
    for table in ["removed", "key_hashes"] {
        conn.execute(&format!("DELETE FROM {table} WHERE attempt = ?1"), [attempt])?;
    }
    Ok(())
}

/// Deletes what is left of deleted records that were sent before a moment, and returns how many these were. One whose date is
/// impossible was old when it was deleted.
pub(super) fn forget_before(conn: &Connection, before: Timestamp) -> rusqlite::Result<usize> {
    let (earliest, latest) = clock::possible_dates(conn)?;
    let forgotten = conn.execute(
        "DELETE FROM removed WHERE sent_at < ?1 OR sent_at NOT BETWEEN ?2 AND ?3",
        [before.as_millisecond(), earliest, latest],
    )?;
    for table in ["key_hashes", "key_checks"] {
        let delete = format!(
            "DELETE FROM {table} WHERE attempt NOT IN (SELECT attempt FROM submissions UNION ALL SELECT attempt FROM removed)"
        );
        conn.execute(&delete, [])?;
    }
    Ok(forgotten)
}

/// Notes that the log may not have all of an attempt on the disk.
pub(super) fn note_unlogged(conn: &Connection, attempt: &str) -> rusqlite::Result<()> {
    let mut insert = conn.prepare_cached("INSERT OR IGNORE INTO unlogged (attempt) VALUES (?1)")?;
    insert.execute([attempt]).map(|_| ())
}

/// The attempts of which the log may not have all on the disk.
pub(super) fn unlogged(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = conn.prepare_cached("SELECT attempt FROM unlogged")?;
    let attempts = statement.query_map([], |row| row.get(0))?;
    attempts.collect()
}

/// Notes that the disk has all of these attempts in the log, which is that long.
pub(super) fn note_logged(conn: &Connection, attempts: &[String], bytes: u64) -> rusqlite::Result<()> {
    let mut delete = conn.prepare_cached("DELETE FROM unlogged WHERE attempt = ?1")?;
    for attempt in attempts {
        delete.execute([attempt])?;
    }
    let mut update = conn.prepare_cached("UPDATE key_log SET bytes = max(bytes, ?1)")?;
    update
        .execute([i64::try_from(bytes).unwrap_or(i64::MAX)])
        .map(|_| ())
}

/// Notes that the log was replaced by one of this length, which the disk has with all that the database knows.
pub(super) fn note_replaced(conn: &Connection, bytes: u64) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM unlogged", [])?;
    conn.execute(
        "UPDATE key_log SET bytes = ?1",
        [i64::try_from(bytes).unwrap_or(i64::MAX)],
    )?;
    Ok(())
}

/// How long the log is at least.
pub(super) fn logged_bytes(conn: &Connection) -> rusqlite::Result<u64> {
    let mut statement = conn.prepare_cached("SELECT bytes FROM key_log")?;
    let bytes: Option<i64> = statement.query_row([], |row| row.get(0)).optional()?;
    Ok(bytes.map_or(0, i64::unsigned_abs))
}

/// When the last attempt was sent of which the database knows, in milliseconds of the Unix epoch.
pub(super) fn last_sent_at(conn: &Connection) -> rusqlite::Result<Option<i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT max(sent_at) FROM (SELECT sent_at FROM submissions UNION ALL SELECT sent_at FROM removed)",
    )?;
    statement.query_row([], |row| row.get(0))
}

/// Whether the database knows of a log.
pub(in crate::store) fn was_there(conn: &Connection) -> rusqlite::Result<bool> {
    Ok(logged_bytes(conn)? > 0)
}

/// Notes that an attempt has created a customer, where the database says that its outcome is unknown.
pub(super) fn note_created(conn: &Connection, attempt: &str, id: &str) -> rusqlite::Result<()> {
    let mut update = conn.prepare_cached(
        "UPDATE submissions SET state = ?3, customer_id = ?4, search = search || ?5
         WHERE attempt = ?1 AND state = ?2",
    )?;
    let (unknown, created) = (SubmissionState::Unknown.name(), SubmissionState::Created.name());
    let search = search_text::of_id(Some(id));
    update
        .execute(params![attempt, unknown, created, id, search])
        .map(|_| ())
}

/// Puts an attempt of which the database knows nothing into it: as what is left of a record where a customer came of it, and
/// as an attempt whose outcome is unknown where nobody knows.
pub(super) fn adopt(
    conn: &Connection,
    attempt: &str,
    sent_at: i64,
    end: Option<&LoggedEnd>,
) -> Result<(), TransactionError> {
    let (state, id) = match end {
        Some(LoggedEnd::Created(id)) => (SubmissionState::Created, id),
        Some(LoggedEnd::Existing(id)) => (SubmissionState::Existing, id),
        Some(LoggedEnd::Nothing) => return Ok(()),
        None => {
            let outcome = Outcome::Unknown {
                failure: FailureReason::RecordLost,
                answer: None,
            };
            let mut insert = conn.prepare_cached(
                "INSERT INTO submissions
                     (attempt, session, sent_at, state, search, who, profile, url, user, payload_hash, card, payload, outcome)
                 VALUES (?1, '', ?2, ?3, '', '', '', '', '', '', ?4, '{}', ?5)",
            )?;
            let (card, outcome) = (rows::json(&Card::default())?, rows::json(&outcome)?);
            insert.execute(params![
                attempt,
                sent_at,
                SubmissionState::Unknown.name(),
                card,
                outcome
            ])?;
            return Ok(());
        }
    };
    let mut insert = conn.prepare_cached(
        "INSERT OR IGNORE INTO removed (attempt, sent_at, state, customer_id) VALUES (?1, ?2, ?3, ?4)",
    )?;
    insert.execute(params![attempt, sent_at, state.name(), id])?;
    Ok(())
}
