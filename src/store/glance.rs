//! A look into a store that changes nothing: no session begins, no table is brought up to date, no file is made.

use super::history::{COLUMNS, summary};
use super::{FILE, files, migrations};
use crate::customer::{SubmissionState, SubmissionSummary};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use rusqlite::{Connection, OpenFlags};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::time::Duration;

/// How long another program may have the file for itself before nothing is found.
const PATIENCE: Duration = Duration::from_millis(200);

/// The attempts with an unknown outcome in the store of a directory, from the newest on. None where there is no store, where it
/// is one of another format, and where it cannot be read.
#[must_use]
pub fn unknown_attempts(dir: &Path) -> Vec<SubmissionSummary> {
    read(&dir.join(FILE)).unwrap_or_default()
}

/// What a path may hold in the address of a file.
const OF_PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'.')
    .remove(b'_')
    .remove(b'-');

fn read(path: &Path) -> rusqlite::Result<Vec<SubmissionSummary>> {
    let conn = connect(path)?;
    conn.busy_timeout(PATIENCE)?;
    if !migrations::is_current(&conn) {
        return Ok(Vec::new());
    }
    let mut statement = conn.prepare(&format!(
        "SELECT {COLUMNS} FROM submissions WHERE state = ?1 ORDER BY id DESC"
    ))?;
    let rows = statement.query_map([SubmissionState::Unknown.name()], summary)?;
    rows.collect()
}

/// Opens the file so that SQLite makes none beside it. Where no program has the store open there is no log, and SQLite is told
/// that nobody writes: it would make a log to read by, and leave it there.
fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let is_in_use = ["-wal", "-shm"]
        .iter()
        .all(|suffix| files::beside(path, suffix).exists());
    let how = if is_in_use { "mode=ro" } else { "immutable=1" };
    let address = percent_encode(path.as_os_str().as_bytes(), OF_PATH);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    Connection::open_with_flags(format!("file:{address}?{how}"), flags)
}
