//! The outbox of the audit feed: outcomes that are in the journal, until they are reported.
//!
//! An outcome gets there by a trigger, in the transaction that writes it to the journal, so no way to an outcome can forget it.
//! The triggers are temporary, which are a connection's own: a program without a feed notes nothing. It is reported behind the
//! transaction; what cannot be reported, or is left by a program that was killed, waits for the next outcome or the next start.
//! So each outcome is reported at least once, and a repetition has the same id.

use crate::audit::{AuditFeed, AuditRecord};
use crate::customer::{FailureReason, Outcome};
use crate::endpoint::Resource;
use crate::os::member;
use jiff::Timestamp;
use log::{info, warn};
use rusqlite::{Connection, Row, TransactionBehavior, params};
use std::io;
use std::process;
use std::sync::LazyLock;

/// How many outcomes are reported in one go.
const BATCH: u32 = 500;

/// Who works where: login and host.
static MEMBER: LazyLock<(String, String)> = LazyLock::new(|| (member::login(), member::host()));

/// Has this connection note outcomes from now on. The tables must be of this program's format.
pub(super) fn begin(conn: &Connection) -> rusqlite::Result<()> {
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.execute_batch(
        "CREATE TEMP TRIGGER IF NOT EXISTS audit_ended AFTER UPDATE OF state ON main.submissions
         WHEN NEW.state <> OLD.state
         BEGIN
             INSERT INTO audit_outbox (attempt, state, noted_at)
             VALUES (NEW.attempt, NEW.state, CAST(unixepoch('subsec') * 1000 AS INTEGER));
         END;
         CREATE TEMP TRIGGER IF NOT EXISTS audit_inserted AFTER INSERT ON main.submissions
         WHEN NEW.state <> 'sending'
         BEGIN
             INSERT INTO audit_outbox (attempt, state, noted_at)
             VALUES (NEW.attempt, NEW.state, CAST(unixepoch('subsec') * 1000 AS INTEGER));
         END;",
    )
}

/// Why outcomes are still in the outbox.
enum DeliveryError {
    /// The feed takes nothing.
    Feed(io::Error),
    /// The outbox cannot be read or written.
    Store(rusqlite::Error),
}

impl From<rusqlite::Error> for DeliveryError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error)
    }
}

/// Reports what is in the outbox. What cannot be reported stays there; if that is because of the feed, its error is returned.
pub(super) fn deliver(conn: &mut Connection, feed: &AuditFeed) -> Option<io::Error> {
    loop {
        match deliver_batch(conn, feed) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(DeliveryError::Feed(error)) => {
                warn!("audit: {error}");
                return Some(error);
            }
            Err(DeliveryError::Store(error)) => {
                warn!("audit: {error}");
                return None;
            }
        }
    }
}

/// Reports the oldest outcomes, behind the write lock, so that no other program reports them as well. Whether there may be more.
fn deliver_batch(conn: &mut Connection, feed: &AuditFeed) -> Result<bool, DeliveryError> {
    if !is_any(conn)? {
        return Ok(false);
    }
    // The system may ask a server for the name: never while others wait for the lock.
    let (login, host) = &*MEMBER;
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (ids, records): (Vec<i64>, Vec<AuditRecord>) = {
        let mut statement = transaction.prepare_cached(
            "SELECT audit_outbox.id, attempt, audit_outbox.state, noted_at, settled_at IS NOT NULL, customer_id, outcome,
                    profile, url
             FROM audit_outbox LEFT JOIN submissions USING (attempt) ORDER BY audit_outbox.id LIMIT ?1",
        )?;
        let read = statement.query_map([BATCH], |row| record(row, login, host))?;
        read.collect::<rusqlite::Result<_>>()?
    };
    let reported = feed.report(&records).map_err(DeliveryError::Feed)?;
    let Some(last) = reported.checked_sub(1).and_then(|last| ids.get(last)) else {
        return Ok(false);
    };
    transaction.execute("DELETE FROM audit_outbox WHERE id <= ?1", params![last])?;
    transaction.commit()?;
    info!("audit: {reported} outcomes reported");
    // Behind those that a full daemon has not taken, the next try gets its error.
    Ok(true)
}

fn is_any(conn: &Connection) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT 1 FROM audit_outbox LIMIT 1")?
        .exists([])
}

/// An outcome of the outbox. Its record in the journal may be gone: an undo deletes the one of an existing customer.
fn record(row: &Row, login: &str, host: &str) -> rusqlite::Result<(i64, AuditRecord)> {
    let (attempt, state): (String, String) = (row.get(1)?, row.get(2)?);
    let outcome: Option<String> = row.get(6)?;
    let outcome: Option<Outcome> = outcome.and_then(|outcome| serde_json::from_str(&outcome).ok());
    let answer = outcome.as_ref().and_then(Outcome::answer);
    let url = row.get::<_, Option<String>>(8)?.unwrap_or_default();
    let is_end = |name: &str| state == name;
    let is_there = is_end("created") || is_end("existing");
    let record = AuditRecord {
        version: AuditRecord::VERSION,
        id: format!("{attempt}-{state}"),
        time: Timestamp::from_millisecond(row.get(3)?).unwrap_or_default(),
        resource: Resource::of_url(&url).name(),
        settled: is_end("not_created") || (is_end("created") && row.get::<_, bool>(4)?),
        customer_id: if is_there { row.get(5)? } else { None },
        status: answer.map(|answer| answer.status),
        request_id: answer.and_then(|answer| answer.request_id.clone()),
        reason: outcome
            .as_ref()
            .and_then(Outcome::failure)
            .map(FailureReason::kind),
        profile: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
        url,
        login: login.to_owned(),
        host: host.to_owned(),
        process: process::id(),
        attempt,
        state,
    };
    Ok((row.get(0)?, record))
}
