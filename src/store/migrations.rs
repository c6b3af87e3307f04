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
use rusqlite::{Connection, OpenFlags};
use std::fs;
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

/// The steps take seconds from this size of the file on, in bytes.
const LONG_FROM: u64 = 64 * 1024 * 1024;

/// Whether the store in this directory is of an older program, and so large that opening it will take long. What cannot be
/// read is for [`Store::open`](super::Store::open) to report.
#[must_use]
pub fn is_long_update(dir: &Path) -> bool {
    let path = dir.join(super::FILE);
    if !fs::symlink_metadata(&path).is_ok_and(|found| found.is_file() && found.len() >= LONG_FROM) {
        return false;
    }
    // By SQLite alone: closing a file of our own would drop the locks of a connection that this process has to it.
    Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .is_ok_and(|conn| steps_taken(&conn, &path).is_ok_and(|taken| taken < STEPS.len()))
}

/// Refuses a database of a newer program. Changes nothing.
pub(super) fn check(conn: &Connection, path: &Path) -> Result<(), Error> {
    steps_taken(conn, path).map(|_| ())
}

/// Takes the steps that are missing, inside the caller's transaction: programs that start at the same time take turns.
/// Returns whether the database was empty.
pub(super) fn migrate(conn: &Connection, path: &Path) -> Result<bool, Error> {
    let taken = steps_taken(conn, path)?;
    if taken == STEPS.len() {
        return Ok(false);
    }
    let run = || {
        for step in &STEPS[taken..] {
            step(conn)?;
        }
        conn.pragma_update(None, "user_version", known())
    };
    run().map_err(|error| Error::of(path, error))?;
    Ok(taken == 0)
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
