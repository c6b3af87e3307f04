//! Format 5: records as the program compares them since texts are sent in Unicode's form NFC and telephone numbers are read by
//! their meaning. Before, letters were put together as they were typed, and the zero of `+48 (0)…` was sent.

use crate::customer::payload::hash;
use crate::customer::rules::phone;
use crate::customer::{Card, FieldId, RuleContext, Slot};
use crate::store::{keys, rows};
use crate::text::composed;
use jiff::civil::Date;
use rusqlite::{Connection, params};

/// The keys that may be others now: a number of digits and ASCII letters is the same in every form.
const CHANGED: &str = "
SELECT field, normal, submission FROM keys
WHERE normal GLOB '*[^ -~]*' OR (field = 'phone_number' AND normal GLOB '48*')
";

const PHONE: FieldId = FieldId::named("phone_number");

pub(super) fn renew(conn: &Connection) -> rusqlite::Result<()> {
    renew_keys(conn, CHANGED)?;
    renew_payloads(conn)
}

/// The form of a key is the same again where it is made of one that has it already, so that the records, which may be masked,
/// need not be read.
pub(super) fn renew_keys(conn: &Connection, changed: &str) -> rusqlite::Result<()> {
    let mut changed = conn.prepare(changed)?;
    let keys = changed.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let keys: Vec<(String, String, i64)> = keys.collect::<rusqlite::Result<_>>()?;
    let mut insert =
        conn.prepare("INSERT OR IGNORE INTO keys (field, normal, submission) VALUES (?1, ?2, ?3)")?;
    let mut delete = conn.prepare("DELETE FROM keys WHERE field = ?1 AND normal = ?2 AND submission = ?3")?;
    for (field, normal, submission) in keys {
        let Some(key) = FieldId::of(&field).and_then(|id| id.field().key) else {
            continue;
        };
        let now = (key.normal)(&normal);
        if now != normal {
            if !now.is_empty() {
                insert.execute(params![field, now, submission])?;
            }
            delete.execute(params![field, normal, submission])?;
        }
    }
    Ok(())
}

/// The hash by which the same card is known again is that of the payload as it would be sent today. What was sent stays as it
/// is. Where the mask has taken something out of it, nobody can tell.
fn renew_payloads(conn: &Connection) -> rusqlite::Result<()> {
    let mut records = conn.prepare("SELECT id, payload_hash, card, payload FROM submissions")?;
    let mut records = records.query([])?;
    let mut changed: Vec<(i64, String)> = Vec::new();
    while let Some(record) = records.next()? {
        let (card, payload) = (rows::lossy(record, 2)?, rows::lossy(record, 3)?);
        let today = as_today(&payload, &card);
        if today != payload && hash(&payload) == rows::lossy(record, 1)? {
            changed.push((record.get(0)?, today));
        }
    }
    let mut update = conn.prepare("UPDATE submissions SET payload_hash = ?2 WHERE id = ?1")?;
    for (id, today) in changed {
        update.execute(params![id, hash(&today)])?;
        keys::insert(conn, id, &today, |_| true)?;
    }
    Ok(())
}

/// A payload as this program would send it.
pub(super) fn as_today(payload: &str, card: &str) -> String {
    let mut today = composed(payload).into_owned();
    // Older programs have sent a number as it was typed, but for its separators. Only the zero in brackets is read otherwise.
    if card.contains(['(', '[']) {
        let card: Card = serde_json::from_str(card).unwrap_or_default();
        let context = RuleContext::on(Date::default());
        for row in 0..card.rows(PHONE) {
            let slot = Slot::row(PHONE, row);
            let then = phone::without_separators(card.get(slot).trim());
            if let Some(now) = card.canonical(slot, &context).filter(|now| *now != then) {
                today = today.replace(&format!("\"{then}\""), &format!("\"{now}\""));
            }
        }
    }
    today
}
