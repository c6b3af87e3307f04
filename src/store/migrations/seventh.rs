//! Format 7: customers and CRMs as the program compares them since one of each is one in any spelling. Before, the case of
//! keys and the way in which letters were put together made no difference, payloads were the same to the byte, and the URL of
//! a CRM was the same but for its case.

use super::fifth::{as_today, renew_keys};
use crate::customer::fingerprint;
use crate::customer::payload::hash;
use crate::endpoint::comparable;
use crate::store::rows;
use rusqlite::{Connection, params};
use serde::de::IgnoredAny;

/// How many records are in memory at once.
const BATCH: i64 = 200;

/// The keys that may be others now: of ASCII, case made no difference before.
const CHANGED: &str = "
SELECT field, normal, submission FROM keys
WHERE normal GLOB '*[^ -~]*' OR normal GLOB '*  *' OR normal GLOB '*`*'
";

pub(super) fn renew(conn: &Connection) -> rusqlite::Result<()> {
    note_crms(conn)?;
    renew_keys(conn, CHANGED)?;
    renew_records(conn)
}

fn note_crms(conn: &Connection) -> rusqlite::Result<()> {
    let mut urls = conn.prepare("SELECT rowid, url FROM crms")?;
    let urls = urls.query_map([], |row| Ok((row.get(0)?, comparable(&rows::lossy(row, 1)?))))?;
    let urls: Vec<(i64, String)> = urls.collect::<rusqlite::Result<_>>()?;
    let mut update = conn.prepare("UPDATE crms SET crm = ?2 WHERE rowid = ?1")?;
    for (id, crm) in urls {
        update.execute(params![id, crm])?;
    }
    Ok(())
}

fn renew_records(conn: &Connection) -> rusqlite::Result<()> {
    let mut records = conn.prepare(
        "SELECT id, masked, payload_hash, card, payload FROM submissions WHERE id > ?1 ORDER BY id LIMIT ?2",
    )?;
    let mut update = conn.prepare(
        "UPDATE submissions SET payload_hash = ?2, crm = (SELECT crm FROM crms WHERE crms.url = submissions.url)
         WHERE id = ?1",
    )?;
    let mut last = i64::MIN;
    loop {
        let batch = records.query_map(params![last, BATCH], |row| {
            let (hash, card, payload) = (rows::lossy(row, 2)?, rows::lossy(row, 3)?, rows::lossy(row, 4)?);
            Ok((row.get(0)?, renewed(row.get(1)?, hash, &card, &payload)))
        })?;
        let batch: Vec<(i64, String)> = batch.collect::<rusqlite::Result<_>>()?;
        for (id, hash) in &batch {
            update.execute(params![id, hash])?;
            last = *id;
        }
        if batch.is_empty() {
            return Ok(());
        }
    }
}

/// The fingerprint of a record, or the hash that it has where that cannot be told: the mask has taken something out of the
/// payload, or it is damaged. Then a payload that is written the same is still known again.
fn renewed(masked: bool, known: String, card: &str, payload: &str) -> String {
    let is_whole = !masked || hash(payload) == known;
    if !is_whole || serde_json::from_str::<IgnoredAny>(payload).is_err() {
        return known;
    }
    fingerprint(&as_today(payload, card))
}
