//! Format 3: the values of the cards that were sent, and a search that takes a plain letter for one with a mark.

use crate::customer::Card;
use crate::store::{rows, value_history};
use crate::text::plain_letters;
use rusqlite::{Connection, params};

pub(super) fn fill(conn: &Connection) -> rusqlite::Result<()> {
    let mut records = conn.prepare("SELECT id, state, sent_at, search, card FROM submissions")?;
    let mut update = conn.prepare("UPDATE submissions SET search = ?2 WHERE id = ?1")?;
    let mut found = records.query([])?;
    while let Some(row) = found.next()? {
        let search = rows::lossy(row, 3)?;
        let plain = plain_letters(&search);
        if plain != search {
            update.execute(params![row.get::<_, i64>(0)?, plain])?;
        }
        if row.get::<_, String>(1)? == "created" {
            let card: Card = serde_json::from_slice(row.get_ref(4)?.as_bytes()?).unwrap_or_default();
            value_history::note(conn, &card, row.get(2)?)?;
        }
    }
    Ok(())
}
