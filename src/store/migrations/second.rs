//! Format 2: the ids and the names of drafts, and the keys of what was sent.

use crate::customer::Card;
use crate::store::{keys, uuid};
use rusqlite::{Connection, params};

/// Fills the new tables with what SQL alone cannot tell.
pub(super) fn fill(conn: &Connection) -> rusqlite::Result<()> {
    move_drafts(conn)?;
    fill_keys(conn)
}

/// A draft gets the profile that its session has sent with. Where it has sent nothing, nobody knows the profile, and
/// it stays empty. A draft that had been parked belongs to nobody; one that cannot be read is somebody's.
fn move_drafts(conn: &Connection) -> rusqlite::Result<()> {
    let mut drafts = conn.prepare("SELECT session, card FROM drafts ORDER BY saved_at, rowid")?;
    let mut insert = conn.prepare(
        "INSERT INTO new_drafts (id, session, saved_at, aside, profile, who, focus, card)
         SELECT ?2, iif(aside, NULL, session), saved_at, aside,
                coalesce((SELECT profile FROM submissions WHERE submissions.session = drafts.session
                          ORDER BY sent_at DESC, id DESC LIMIT 1), ''),
                ?3, focus, card
         FROM drafts WHERE session = ?1",
    )?;
    let mut rows = drafts.query([])?;
    while let Some(row) = rows.next()? {
        let session: String = row.get(0)?;
        let card: Card = serde_json::from_slice(row.get_ref(1)?.as_bytes()?).unwrap_or_default();
        let id = uuid().map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        insert.execute(params![session, id, card.who()])?;
    }
    Ok(())
}

fn fill_keys(conn: &Connection) -> rusqlite::Result<()> {
    let mut payloads = conn.prepare("SELECT id, payload FROM new_submissions")?;
    let mut rows = payloads.query([])?;
    while let Some(row) = rows.next()? {
        let payload = String::from_utf8_lossy(row.get_ref(1)?.as_bytes()?);
        keys::insert(conn, row.get(0)?, &payload, |_| true)?;
    }
    Ok(())
}
