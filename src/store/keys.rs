//! The keys: by which values the customer of each submission is known, for looking it up.

use crate::customer::{FieldId, LookupKey, identity};
use rusqlite::{Connection, params};

/// Writes down the keys of a payload, in the fields that are wanted.
pub(super) fn insert(
    conn: &Connection,
    submission: i64,
    payload: &str,
    wanted: impl Fn(FieldId) -> bool,
) -> rusqlite::Result<()> {
    let mut statement =
        conn.prepare_cached("INSERT OR IGNORE INTO keys (field, normal, submission) VALUES (?1, ?2, ?3)")?;
    for known in identity(payload).into_iter().filter(|known| wanted(known.field)) {
        statement.execute(params![known.field.field().path, known.normal(), submission])?;
    }
    Ok(())
}

/// Removes the keys of a submission in some fields.
pub(super) fn remove(
    conn: &Connection,
    submission: i64,
    fields: impl Iterator<Item = FieldId>,
) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached("DELETE FROM keys WHERE submission = ?1 AND field = ?2")?;
    for field in fields {
        statement.execute(params![submission, field.field().path])?;
    }
    Ok(())
}

/// Whether two customers may not both exist: one of their unique keys is the same.
pub(super) fn clash(one: &[LookupKey], other: &[LookupKey]) -> bool {
    let unique = |known: &&LookupKey| known.key().unique;
    one.iter()
        .filter(unique)
        .any(|known| other.iter().any(|other| other.is_same(known)))
}
