//! A look into a store that changes nothing: no session begins, no table is brought up to date, no file is made.

use super::history::{COLUMNS, summary};
use super::{Error, FILE, LockTimeout, files, index_lock, migrations};
use crate::customer::{SubmissionState, SubmissionSummary};
use crate::os::files::NotAFile;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long another program may have the file for itself before nothing is found.
const PATIENCE: Duration = Duration::from_millis(200);

/// The attempts with an unknown outcome in the store of a directory, from the newest on. None where there is no store, where it
/// is one of another format, and where it cannot be read.
#[must_use]
pub fn unknown_attempts(dir: &Path) -> Vec<SubmissionSummary> {
    let Ok(Some(path)) = database(dir) else {
        return Vec::new();
    };
    look(&path, |conn| {
        unknown(conn).map_err(|error| Error::of(&path, error))
    })
    .unwrap_or_default()
}

/// The database in a directory, if there is one; without symbolic links on the way, which SQLite would not follow.
pub(super) fn database(dir: &Path) -> Result<Option<PathBuf>, Error> {
    let dir = match fs::canonicalize(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(Error::io(dir, source)),
        Ok(dir) => dir,
    };
    let path = dir.join(FILE);
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::io(&path, source)),
        Ok(found) if found.is_symlink() => Err(Error::Symlink { path }),
        Ok(found) if !found.is_file() => Err(Error::io(&path, io::Error::other(NotAFile))),
        Ok(_) => Ok(Some(path)),
    }
}

fn unknown(conn: &Connection) -> rusqlite::Result<Vec<SubmissionSummary>> {
    if !migrations::is_current(conn) {
        return Ok(Vec::new());
    }
    let mut statement = conn.prepare(&format!(
        "SELECT {COLUMNS} FROM submissions WHERE state = ?1 ORDER BY id DESC"
    ))?;
    let rows = statement.query_map([SubmissionState::Unknown.name()], summary)?;
    rows.collect()
}

/// Does some work that only reads, and that can be done twice: a program that opens the store meanwhile may change what is
/// read.
pub(super) fn look<T>(path: &Path, work: impl Fn(&Connection) -> Result<T, Error>) -> Result<T, Error> {
    LockTimeout::Asking.begin();
    let was_in_use = is_in_use(path);
    let found = read(path, was_in_use, &work);
    if !was_in_use && is_in_use(path) {
        return read(path, true, work);
    }
    found
}

fn read<T>(path: &Path, is_in_use: bool, work: impl Fn(&Connection) -> Result<T, Error>) -> Result<T, Error> {
    let sql = |error| Error::of(path, error);
    index_lock::wait(path)?;
    let conn = connect(path, is_in_use).map_err(sql)?;
    conn.busy_timeout(PATIENCE).map_err(sql)?;
    let transaction = conn.unchecked_transaction().map_err(sql)?;
    work(&transaction)
}

/// What a path may hold in the address of a file.
const OF_PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'.')
    .remove(b'_')
    .remove(b'-');

/// Opens the file so that SQLite makes none beside it. Where no program has the store open there is no log, and the
/// file is opened as immutable: otherwise SQLite would make a log to read by, and leave it there.
fn connect(path: &Path, is_in_use: bool) -> rusqlite::Result<Connection> {
    let how = if is_in_use { "mode=ro" } else { "immutable=1" };
    let address = percent_encode(path.as_os_str().as_bytes(), OF_PATH);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    Connection::open_with_flags(format!("file:{address}?{how}"), flags)
}

/// Whether the log beside the database counts: a program has it open, or has left something in it.
fn is_in_use(path: &Path) -> bool {
    let log = fs::symlink_metadata(files::beside(path, "-wal"));
    log.is_ok_and(|log| log.len() > 0 || files::beside(path, "-shm").exists())
}
