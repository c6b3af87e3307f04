//! The values of earlier cards that the form proposes: in the few fields in which customers share them. Each is there once,
//! whichever customer it was typed for, and goes when nothing is kept any more from the time when it was used last.

use super::{Error, Store};
use crate::customer::{Card, FieldId, Slot, place_group};
use rusqlite::{Connection, params};

/// How many values of a field are read at most. With more of them, one more letter must be typed.
const MOST: i64 = 1000;

impl Store {
    /// The values of this group (see [`Field::suggestion_group`](crate::customer::Field::suggestion_group) and
    /// [`place_group`]) on cards whose customers were created
    /// from this machine, the most used first, and of those the last one first; at most a thousand.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn value_history(&self, group: &str) -> Result<Vec<String>, Error> {
        self.read(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT value FROM earlier WHERE pool = ?1 ORDER BY uses DESC, used_at DESC, value LIMIT ?2",
            )?;
            let values = statement.query_map(params![group, MOST], |row| row.get(0))?;
            values.collect()
        })
    }
}

/// Notes the values of a card that went out at this moment, in milliseconds of the Unix epoch.
pub(super) fn note(conn: &Connection, card: &Card, sent_at: i64) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached(
        "INSERT INTO earlier (pool, value, uses, used_at) VALUES (?1, ?2, 1, ?3)
         ON CONFLICT DO UPDATE SET uses = uses + 1, used_at = max(used_at, excluded.used_at)",
    )?;
    for field in FieldId::all() {
        let value = card.get(Slot::of(field)).trim();
        if value.is_empty() {
            continue;
        }
        let all = field.field().suggestion_group().map(str::to_owned);
        for group in all.into_iter().chain(place_group(card, field)) {
            statement.execute(params![group, value, sent_at])?;
        }
    }
    Ok(())
}

/// Forgets the values that were used last before this moment.
pub(super) fn purge(conn: &Connection, before: i64) -> rusqlite::Result<usize> {
    conn.execute("DELETE FROM earlier WHERE used_at < ?1", [before])
}
