//! The tables, and how a database of an older program becomes one of this program.
//!
//! The format is SQLite's `user_version`: how many of the steps below have been taken. A step that has been released
//! is never edited; a change of the tables is a new step at the end.

mod eighth;
mod fifth;
mod first;
mod fourth;
mod ninth;
mod second;
mod seventh;
mod sixth;
mod third;

use super::Error;
use rusqlite::Connection;
use std::path::Path;

/// Takes the tables from one format to the next.
type Step = fn(&Connection) -> rusqlite::Result<()>;

const STEPS: &[Step] = &[
    first::take,
    second::take,
    third::take,
    fourth::take,
    fifth::take,
    sixth::take,
    seventh::take,
    eighth::take,
    ninth::take,
];

/// Refuses a database of a newer program. Changes nothing.
pub(super) fn check(conn: &Connection, path: &Path) -> Result<(), Error> {
    steps_taken(conn, path).map(|_| ())
}

/// Takes the steps that are missing, inside the caller's transaction: programs that start at the same time take turns.
pub(super) fn migrate(conn: &Connection, path: &Path) -> Result<(), Error> {
    let taken = steps_taken(conn, path)?;
    if taken == STEPS.len() {
        return Ok(());
    }
    let run = || {
        for step in &STEPS[taken..] {
            step(conn)?;
        }
        conn.pragma_update(None, "user_version", known())
    };
    run().map_err(|error| Error::of(path, error))
}

fn steps_taken(conn: &Connection, path: &Path) -> Result<usize, Error> {
    let found: i64 = conn
        .prepare_cached("PRAGMA user_version")
        .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
        .map_err(|error| Error::of(path, error))?;
    usize::try_from(found)
        .ok()
        .filter(|taken| *taken <= STEPS.len())
        .ok_or_else(|| Error::Newer {
            path: path.to_owned(),
            found,
            known: known(),
        })
}

/// The format of this program.
fn known() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}
