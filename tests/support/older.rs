//! A store as the program before format 7 has left it.

use kartoteka::customer::identity;
use kartoteka::customer::payload::hash;
use rusqlite::{Connection, params};
use std::path::Path;

/// What the tables of format 6 had otherwise.
const FORMAT_6: &str = "
ALTER TABLE submissions DROP COLUMN crm;
DROP TABLE IF EXISTS key_checks;
DROP TABLE IF EXISTS key_checks_filled;
DROP TABLE IF EXISTS companies;
DROP TABLE IF EXISTS kept_nips;
DROP TABLE IF EXISTS claims;
DROP TABLE IF EXISTS store_id;
DROP TRIGGER submissions_take_their_rows;
DROP TABLE imported;
CREATE TABLE imported (
    sheet TEXT NOT NULL, number INTEGER NOT NULL, url TEXT NOT NULL COLLATE NOCASE, attempt TEXT,
    PRIMARY KEY (sheet, number, url)
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_by_attempt ON imported (attempt);
CREATE TRIGGER submissions_take_their_rows AFTER DELETE ON submissions WHEN OLD.state <> 'created'
BEGIN
    DELETE FROM imported WHERE attempt = OLD.attempt;
END;
";

/// Gives a database, at rest, the tables of an older format: 6, or one in which they could be the same. Rows of imported tables are
/// lost.
pub fn make_older(dir: &Path, format: i64) -> Connection {
    let conn = Connection::open(dir.join("kartoteka.db")).unwrap();
    conn.execute_batch(FORMAT_6).unwrap();
    conn.pragma_update(None, "user_version", format).unwrap();
    conn
}

/// Makes a database, at rest, one of format 6 with all that is compared in it: then the letters of a key in one case, the signs
/// of a number, and the bytes of a payload.
pub fn leave_to_older(dir: &Path) -> Connection {
    let conn = make_older(dir, 6);
    conn.execute("DELETE FROM keys", []).unwrap();
    let records: Vec<(i64, String)> = conn
        .prepare("SELECT id, payload FROM submissions")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for (id, payload) in records {
        let renew = "UPDATE submissions SET payload_hash = ?2 WHERE id = ?1";
        conn.execute(renew, params![id, hash(&payload)]).unwrap();
        for known in identity(&payload) {
            let field = known.field.field().path;
            let text = known.value.trim().to_lowercase();
            let is_number = !matches!(field, "identifier" | "email");
            let normal: String = text
                .chars()
                .filter(|letter| !is_number || letter.is_alphanumeric())
                .collect();
            let insert = "INSERT INTO keys (field, normal, submission) VALUES (?1, ?2, ?3)";
            conn.execute(insert, params![field, normal, id]).unwrap();
        }
    }
    conn
}
