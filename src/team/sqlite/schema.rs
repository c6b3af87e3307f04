//! The tables, and whose they are: the secret that the hashes in them were made with.

use super::super::{Error, TeamSecret};
use super::Fault;
use rusqlite::Connection;

/// What takes the tables from each format to the next; the format is SQLite's `user_version`.
const STEPS: &[&str] = &[include_str!("schema.sql"), include_str!("existing.sql")];
/// What tells a team's store from any other database: `KTea`.
const APPLICATION: i32 = 0x4b54_6561;

/// Brings the tables up to date and checks the secret, in the caller's transaction.
pub(super) fn enter(conn: &Connection, secret: &TeamSecret) -> Result<(), Fault> {
    let place = || conn.path().unwrap_or_default().to_owned();
    let found = taken(conn)?;
    let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let application: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if tables > 0 && application != APPLICATION {
        return Err(Error::Foreign { place: place() }.into());
    }
    check_format(conn)?;
    let steps = usize::try_from(found).ok().and_then(|found| STEPS.get(found..));
    let steps = steps.unwrap_or_default();
    for step in steps {
        conn.execute_batch(step)?;
    }
    if !steps.is_empty() {
        conn.pragma_update(None, "user_version", known())?;
        conn.pragma_update(None, "application_id", APPLICATION)?;
    }
    let own = secret.check_value();
    if found == 0 {
        conn.execute("INSERT INTO secret (check_value) VALUES (?1)", [own.0])?;
    }
    let stored: Vec<u8> = conn.query_row("SELECT check_value FROM secret", [], |row| row.get(0))?;
    if stored != own.0 {
        return Err(Error::WrongSecret { place: place() }.into());
    }
    Ok(())
}

/// Refuses a store that a newer program has changed, maybe since it was opened: what that one has written, this one does not see.
pub(super) fn check_format(conn: &Connection) -> Result<(), Fault> {
    let found = taken(conn)?;
    if (0..=known()).contains(&found) {
        return Ok(());
    }
    let place = conn.path().unwrap_or_default().to_owned();
    Err(Error::Newer {
        place,
        found,
        known: known(),
    }
    .into())
}

/// The format of this program.
fn known() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// The format.
pub(super) fn taken(conn: &Connection) -> rusqlite::Result<i64> {
    conn.pragma_query_value(None, "user_version", |row| row.get(0))
}
