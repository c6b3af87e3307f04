//! The one SQLite file in which everything lives that must not be lost: the drafts, and the submissions, whose table
//! is the send journal and the history at once.
//!
//! Several programs may have the file open. Each [`Store`] is a session with a lock file of its own; the lock goes
//! when the process does, however it ends, and that is how the others know whose drafts and sends are orphaned.
//! Sessions begin, end and are looked at only under the database's write lock, so that no two programs disagree.

mod drafts;
mod error;
mod files;
mod migrations;
mod session;
mod submissions;

pub use drafts::Draft;
pub use error::Error;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use session::Session;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// The database's name in the data directory.
const FILE: &str = "kartoteka.db";
/// How long to wait before a locked database is tried again.
const PAUSE: Duration = Duration::from_millis(5);
/// How often a locked database is tried: for five seconds in all.
const TRIES: i32 = 1000;

/// The open database, and this session's lock.
#[derive(Debug)]
pub struct Store {
    // Closed before the session's lock is released: whoever sees the session gone finds its last word in the file.
    conn: Connection,
    session: Session,
    path: PathBuf,
    interrupted: usize,
}

/// What a committed transaction survives.
#[derive(Debug, Clone, Copy)]
enum Durability {
    /// The end of the process. The kernel has the data, and writes it to the disk when it likes.
    Process,
    /// The end of the power, too: the data is on the disk before the transaction counts as committed.
    Power,
}

impl Store {
    /// Opens the store in a directory, or creates both; brings an older store up to date; begins a session at `now`.
    ///
    /// The attempts that sessions gone by left unfinished become unknown, see [`interrupted`](Self::interrupted).
    ///
    /// # Errors
    ///
    /// If the directory or the file cannot be created, opened or locked, if the file is damaged or of a newer
    /// program, or if it is a symbolic link. The file is not changed then.
    pub fn open(dir: &Path, now: Timestamp) -> Result<Self, Error> {
        let dir = files::private_dir(dir)?;
        let path = dir.join(FILE);
        files::private_file(&path)?;
        let sessions = files::private_dir_inside(&dir, "sessions")?;
        let mut conn = connect(&path).map_err(|error| Error::of(&path, error))?;
        migrations::check(&conn, &path)?;
        share(&conn).map_err(|error| Error::of(&path, error))?;
        let (session, interrupted) = enter(&mut conn, &path, &sessions, now)?;
        Ok(Self {
            conn,
            session,
            path,
            interrupted,
        })
    }

    /// How many attempts of sessions gone by were found unfinished when the store was opened.
    #[must_use]
    pub fn interrupted(&self) -> usize {
        self.interrupted
    }

    /// Does some work in one transaction and commits it.
    ///
    /// The transaction takes the write lock at once: one that starts as a reader cannot wait for the lock later.
    fn write<T>(
        &mut self,
        durability: Durability,
        work: impl FnOnce(&Transaction, &Session) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        let Self {
            conn, session, path, ..
        } = self;
        let run = || {
            // In WAL mode this decides alone whether a commit waits for the disk. It is set every time, so that no
            // commit of the journal can inherit the level of a draft.
            let level = match durability {
                Durability::Process => "NORMAL",
                Durability::Power => "FULL",
            };
            conn.pragma_update(None, "synchronous", level)?;
            let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction, session)?;
            transaction.commit()?;
            Ok(done)
        };
        run().map_err(|error| Error::of(path, error))
    }
}

/// A new id of an attempt: 122 random bits, in the form of a UUID of version 4.
///
/// # Errors
///
/// If the system has no random numbers to give.
pub fn attempt_id() -> Result<String, Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(Error::Random)?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = format!("{:032x}", u128::from_be_bytes(bytes));
    Ok([&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-"))
}

/// Opens a file that is there. SQLite may not create it: it would do so with a mode that others can read.
fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let mut conn = Connection::open_with_flags(path, flags)?;
    // SQLite's own timeout backs off to a tenth of a second, so that one waiter can starve behind busy others.
    conn.busy_handler(Some(|tries| {
        thread::sleep(PAUSE);
        tries < TRIES
    }))?;
    Ok(conn)
}

/// Switches to a write-ahead log, with which readers and the writer do not wait for each other.
///
/// The first switch of a new file needs the file alone, and SQLite does not always call the busy handler for it. Where the
/// file system has no shared memory, SQLite stays with its old journal, which is as safe and only slower.
fn share(conn: &Connection) -> rusqlite::Result<()> {
    let mut tries = 0;
    loop {
        let switched = conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()));
        match switched {
            Err(error) if error::is_busy(&error) && tries < TRIES => thread::sleep(PAUSE),
            switched => return switched,
        }
        tries += 1;
    }
}

/// Brings the tables up to date and begins a session, in one transaction, for the write lock guards both. Returns
/// the session, and how many attempts were found unfinished.
fn enter(
    conn: &mut Connection,
    path: &Path,
    sessions: &Path,
    now: Timestamp,
) -> Result<(Session, usize), Error> {
    let sql = |error| Error::of(path, error);
    conn.pragma_update(None, "synchronous", "FULL").map_err(sql)?;
    let transaction = conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(sql)?;
    migrations::migrate(&transaction, path)?;
    let session = Session::begin(sessions, now)?;
    session.sweep();
    let interrupted = submissions::interrupt(&transaction, &session).map_err(sql)?;
    transaction.commit().map_err(sql)?;
    Ok((session, interrupted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn attempt_ids_are_uuids_and_never_the_same() {
        let ids: HashSet<String> = (0..1000).map(|_| attempt_id().unwrap()).collect();
        assert_eq!(ids.len(), 1000);
        for id in ids {
            let lengths: Vec<usize> = id.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
            assert_eq!(&id[14..15], "4", "{id}");
            assert!("89ab".contains(&id[19..20]), "{id}");
        }
    }
}
