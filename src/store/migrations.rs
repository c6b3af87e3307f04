//! The tables, and how a database of an older program becomes one of this program.
//!
//! The format is SQLite's `user_version`: how many of the steps below have been taken. A step that has been released
//! is never edited; a change of the tables is a new step at the end.

mod fifth;
mod second;
mod seventh;
mod third;

use self::Part::{Code, Sql};
use super::Error;
use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::path::Path;

/// A part of a step.
enum Part {
    /// Statements, in a file named for the step's number, its date and what it brings.
    Sql(&'static str),
    /// What SQL alone cannot do.
    Code(fn(&Connection) -> rusqlite::Result<()>),
}

/// What takes the tables from each format to the next.
const STEPS: &[&[Part]] = &[
    &[Sql(include_str!(
        "migrations/0001_2026-11-24_drafts_and_submissions.sql"
    ))],
    &[
        Sql(include_str!("migrations/0002_2026-11-25_settled_and_masked.sql")),
        Code(second::fill),
        Sql(include_str!(
            "migrations/0002_2026-11-25_settled_and_masked_end.sql"
        )),
    ],
    &[
        Sql(include_str!("migrations/0003_2026-11-26_earlier_values.sql")),
        Code(third::fill),
    ],
    &[Sql(include_str!("migrations/0004_2026-11-26_imported_rows.sql"))],
    &[Code(fifth::renew)],
    &[Sql(include_str!(
        "migrations/0006_2026-11-26_existing_customers.sql"
    ))],
    &[
        Sql(include_str!("migrations/0007_2026-11-27_canonical_crms.sql")),
        Code(seventh::renew),
        Sql(include_str!("migrations/0007_2026-11-27_canonical_crms_end.sql")),
    ],
    &[Sql(include_str!("migrations/0008_2026-11-27_clock.sql"))],
    &[Sql(include_str!("migrations/0009_2026-11-27_key_hashes.sql"))],
    &[Sql(include_str!("migrations/0010_2026-11-27_key_checks.sql"))],
    &[Sql(include_str!("migrations/0011_2026-11-27_companies.sql"))],
    &[Sql(include_str!("migrations/0012_2026-11-27_team.sql"))],
    &[Sql(include_str!("migrations/0013_2026-11-27_handovers.sql"))],
    &[Sql(include_str!("migrations/0014_2026-11-27_audit.sql"))],
    &[Sql(include_str!("migrations/0015_2026-11-27_shift.sql"))],
    &[Sql(include_str!(
        "migrations/0016_2026-11-27_team_settlements.sql"
    ))],
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

/// The format of this program.
pub(super) const KNOWN: usize = STEPS.len();

/// The format of a database, 0 where nothing is in it yet; refuses one of a newer program. Changes nothing.
pub(super) fn format(conn: &Connection, path: &Path) -> Result<usize, Error> {
    steps_taken(conn, path)
}

/// Refuses a database of a newer program. Changes nothing.
pub(super) fn check(conn: &Connection, path: &Path) -> Result<(), Error> {
    steps_taken(conn, path).map(|_| ())
}

/// Whether a database is of this program's format. Changes nothing.
pub(super) fn is_current(conn: &Connection) -> bool {
    steps_taken(conn, Path::new("")).is_ok_and(|taken| taken == STEPS.len())
}

/// Takes the steps that are missing, inside the caller's transaction: programs that start at the same time take turns.
/// Returns whether the database was empty.
pub(super) fn migrate(conn: &Connection, path: &Path) -> Result<bool, Error> {
    let taken = steps_taken(conn, path)?;
    if taken == STEPS.len() {
        return Ok(false);
    }
    let run = || {
        for part in STEPS[taken..].iter().copied().flatten() {
            match part {
                Sql(statements) => conn.execute_batch(statements)?,
                Code(run) => run(conn)?,
            }
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
