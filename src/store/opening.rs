//! How a store is opened: the connection, its log, and the session that begins.

use super::clock::{self, ClockDoubt};
use super::session::SessionLock;
use super::{Error, attempt_end, audit, error, lock_timeout, migrations};
use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::Path;

/// How many statements are kept for the next time.
const STATEMENTS: usize = 64;

/// Opens a file that is there. SQLite may not create it: it would do so with a mode that others can read.
pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let mut conn = Connection::open_with_flags(path, flags)?;
    lock_timeout::wait_when_busy(&mut conn)?;
    // No plan here depends on the values that are bound: without this, SQLite makes one again for each of them.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // A send has more statements than are kept by default.
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(conn)
}

/// Switches to a write-ahead log, with which readers and the writer do not wait for each other.
///
/// The first switch of a new file needs the file alone, and SQLite does not always call the busy handler for it. Where the
/// file system has no shared memory, SQLite stays with its old journal, which is as safe and only slower.
pub(super) fn share(conn: &Connection) -> rusqlite::Result<()> {
    loop {
        let switched = conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()));
        match switched {
            Err(error) if error::is_busy(&error) && lock_timeout::wait() => {}
            switched => return switched,
        }
    }
}

/// What a session begins with.
pub(super) struct Entered {
    pub(super) session: SessionLock,
    /// Whether the database had nothing in it.
    pub(super) was_empty: bool,
    /// How many attempts were found unfinished.
    pub(super) interrupted: usize,
    pub(super) clock_doubt: Option<ClockDoubt>,
}

/// With what a session begins.
pub(super) struct SessionBeginning<'a> {
    /// The directory of the lock files.
    pub(super) sessions: &'a Path,
    /// The attempts whose outcome is in a file that was handed over.
    pub(super) handed_over: &'a [String],
    /// Whether outcomes are noted for the audit feed.
    pub(super) is_audited: bool,
    pub(super) now: Timestamp,
}

/// Brings the tables up to date and begins a session, in one transaction, for the write lock guards both.
pub(super) fn enter(
    conn: &mut Connection,
    path: &Path,
    beginning: &SessionBeginning,
) -> Result<Entered, Error> {
    let sql = |error| Error::of(path, error);
    conn.pragma_update(None, "synchronous", "FULL").map_err(sql)?;
    // In kilobytes: half of what is usual, for each session has its own, and the system has the file, too.
    conn.pragma_update(None, "cache_size", -1024).map_err(sql)?;
    let transaction = conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(sql)?;
    let was_empty = migrations::migrate(&transaction, path)?;
    if beginning.is_audited {
        audit::begin(&transaction).map_err(sql)?;
    }
    let clock_doubt = clock::observe(&transaction, beginning.now).map_err(sql)?;
    let session = SessionLock::begin(beginning.sessions, beginning.now)?;
    session.sweep();
    let interrupted =
        attempt_end::interrupt_but(&transaction, &session, beginning.handed_over).map_err(sql)?;
    transaction.commit().map_err(sql)?;
    Ok(Entered {
        session,
        was_empty,
        interrupted,
        clock_doubt,
    })
}
