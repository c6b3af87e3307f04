//! Format 5: the keys in the form in which they are compared since texts are sent in Unicode's form NFC. Before, the letters of a
//! key were put together as they were typed, and a telephone number kept the zero of `+48 (0)…`.

use crate::customer::FieldId;
use rusqlite::{Connection, params};

/// The keys that may be others now: a number of digits and ASCII letters is the same in every form.
const CHANGED: &str = "
SELECT field, normal, submission FROM keys
WHERE normal GLOB '*[^ -~]*' OR (field = 'phone_number' AND normal GLOB '48*')
";

/// The form of a key is the same again where it is made of one that has it already, so that the records, which may be masked,
/// need not be read.
pub(super) fn take(conn: &Connection) -> rusqlite::Result<()> {
    let mut changed = conn.prepare(CHANGED)?;
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
            insert.execute(params![field, now, submission])?;
            delete.execute(params![field, normal, submission])?;
        }
    }
    Ok(())
}
