//! Format 3: the values of earlier cards, a search that takes a plain letter for one with a mark, and the number of
//! submissions, which a start must not count.

use crate::customer::Card;
use crate::store::{earlier, rows};
use crate::text::plain_letters;
use rusqlite::{Connection, params};

const TABLES: &str = "
CREATE TABLE earlier (
    pool TEXT NOT NULL,
    value TEXT NOT NULL,
    uses INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (pool, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (submissions INTEGER NOT NULL) STRICT;
INSERT INTO tally SELECT count(*) FROM submissions;
CREATE TRIGGER submissions_come AFTER INSERT ON submissions
BEGIN
    UPDATE tally SET submissions = submissions + 1;
END;
CREATE TRIGGER submissions_go AFTER DELETE ON submissions
BEGIN
    UPDATE tally SET submissions = submissions - 1;
END;
";

pub(super) fn take(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch(TABLES)?;
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
            earlier::note(conn, &card, row.get(2)?)?;
        }
    }
    Ok(())
}
