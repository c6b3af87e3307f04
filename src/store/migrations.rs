//! The tables, and how a database of an older program becomes one of this program.
//!
//! The format is SQLite's `user_version`: how many of the steps below have been taken. A step that has been released
//! is never edited; a change of the tables is a new step at the end.

use super::Error;
use rusqlite::Connection;
use std::path::Path;

const STEPS: &[&str] = &[FIRST];

/// In `submissions` the columns that lists need come first, and the big ones last, for SQLite reads a long row from
/// its beginning. `submissions_by_time` has all that a filter looks at, so that a search never touches the big rows.
const FIRST: &str = "
CREATE TABLE drafts (
    session TEXT NOT NULL PRIMARY KEY,
    saved_at INTEGER NOT NULL,
    aside INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1)),
    focus TEXT NOT NULL,
    card TEXT NOT NULL
) STRICT;

CREATE TABLE submissions (
    id INTEGER NOT NULL PRIMARY KEY,
    attempt TEXT NOT NULL UNIQUE,
    session TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sending', 'created', 'rejected', 'not_sent', 'unknown')),
    search TEXT NOT NULL,
    who TEXT NOT NULL,
    customer_id TEXT,
    duration_ms INTEGER,
    profile TEXT NOT NULL,
    url TEXT NOT NULL,
    user TEXT NOT NULL,
    payload_hash TEXT NOT NULL,
    card TEXT NOT NULL,
    payload TEXT NOT NULL,
    outcome TEXT,
    CHECK ((state = 'sending') = (outcome IS NULL)),
    CHECK ((state = 'created') = (customer_id IS NOT NULL))
) STRICT;

CREATE INDEX submissions_by_time ON submissions (sent_at, id, state, search);
CREATE INDEX submissions_by_state ON submissions (state, session);
CREATE INDEX submissions_by_payload ON submissions (payload_hash);

CREATE TRIGGER submissions_end_once BEFORE UPDATE OF state, outcome ON submissions WHEN OLD.state <> 'sending'
BEGIN
    SELECT RAISE(ABORT, 'the attempt has ended');
END;
";

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
            conn.execute_batch(step)?;
        }
        conn.pragma_update(None, "user_version", known())
    };
    run().map_err(|error| Error::of(path, error))
}

fn steps_taken(conn: &Connection, path: &Path) -> Result<usize, Error> {
    let found: i64 = conn
        .pragma_query_value(None, "user_version", |row| row.get(0))
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
