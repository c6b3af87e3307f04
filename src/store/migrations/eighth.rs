//! Format 8: what the clock has shown, so that one that is wrong deletes nothing (see [`clock`](crate::store::clock)).

use rusqlite::Connection;

/// One row, or none where the store was not used yet. Times are in milliseconds of the Unix epoch.
const TABLE: &str = "
CREATE TABLE IF NOT EXISTS clock (
    seen_at INTEGER NOT NULL,
    confirmed_at INTEGER
) STRICT;
";

pub(super) fn take(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch(TABLE)
}
