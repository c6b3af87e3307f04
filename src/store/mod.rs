//! The one SQLite file in which everything lives that must not be lost: the drafts, and the submissions, whose table
//! is the send journal and the history at once.
//!
//! Several programs may have the file open. Each [`Store`] is a session with a lock file of its own; the lock goes
//! when the process does, however it ends, and that is how the others know whose drafts and sends are orphaned.
//! Sessions begin, end and are looked at only under the database's write lock, so that no two programs disagree.

mod attempt_end;
mod audit;
mod claims;
mod clock;
mod companies;
mod customers;
mod drafts;
mod error;
mod existing_customer;
mod files;
mod glance;
pub mod handle;
mod handover;
mod history;
mod import_rows;
mod index_lock;
mod journal;
mod key_log;
mod keys;
mod lock_timeout;
mod losses;
mod migrations;
mod opening;
mod other_stores;
mod prior_submissions;
mod retention;
mod row_batch;
mod rows;
mod search;
mod search_text;
mod session;
mod shift;
mod status;
mod upkeep;
mod value_history;
mod wal;

pub use claims::{ClaimedRecord, OwedClaim};
pub use clock::ClockDoubt;
pub use error::Error;
pub use glance::unknown_attempts;
pub use handover::TakenHandovers;
pub use journal::AttemptOutcome;
pub use key_log::LogNotice;
pub use lock_timeout::{LockTimeout, hurry};
pub use migrations::is_long_update;
pub use other_stores::other_stores;
pub use row_batch::WrittenRows;
pub use search::{Search, StopSearch};
pub use status::{OpenAttempt, StoreStatus, store_status};
pub use upkeep::Upkeep;

use crate::audit::{AuditFeed, AuditTarget};
use crate::customer::StoredDetail;
use error::TransactionError;
use files::FileWatch;
use jiff::Timestamp;
use key_log::KeyLog;
use log::{debug, warn};
use opening::{SessionBeginning, connect, enter, share};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use session::SessionLock;
use std::io;
use std::path::{Path, PathBuf};

/// The database's name in the data directory.
const FILE: &str = "kartoteka.db";

/// The open database, and this session's lock.
#[derive(Debug)]
pub struct Store {
    // Closed before the session's lock is released: a program that sees the session gone finds its last write in the file.
    conn: Connection,
    session: SessionLock,
    path: PathBuf,
    watch: FileWatch,
    keys: KeyLog,
    detail: StoredDetail,
    lock_timeout: LockTimeout,
    interrupted: usize,
    clock_doubt: Option<ClockDoubt>,
    repaired: Vec<PathBuf>,
    handovers: TakenHandovers,
    audit: Option<AuditFeed>,
    audit_failure: Option<io::Error>,
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
    /// Opens the store in a directory, or creates both, readable by their owner alone; brings an older store up to date;
    /// begins a session at `now`.
    ///
    /// The attempts that earlier sessions left unfinished become unknown, see [`interrupted`](Self::interrupted).
    ///
    /// # Errors
    ///
    /// If the directory or the file cannot be created, opened or locked, if the file is damaged or of a newer
    /// program, or if it is a symbolic link. The file is not changed then.
    pub fn open(dir: &Path, now: Timestamp) -> Result<Self, Error> {
        Self::open_with(dir, now, LockTimeout::Sending)
    }

    /// As [`open`](Self::open), where others are waited for no longer than that, now and in every call until it is
    /// [set otherwise](Self::set_lock_timeout).
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn open_with(dir: &Path, now: Timestamp, lock_timeout: LockTimeout) -> Result<Self, Error> {
        Self::open_audited(dir, now, lock_timeout, None)
    }

    /// As [`open_with`](Self::open_with), where each outcome is reported to this target, too, from the attempts on that become
    /// unknown by the opening. A target that takes nothing is tried again with each outcome.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn open_audited(
        dir: &Path,
        now: Timestamp,
        lock_timeout: LockTimeout,
        audit: Option<AuditTarget>,
    ) -> Result<Self, Error> {
        lock_timeout.begin();
        let mut repaired = Vec::new();
        let dir = files::private_dir(dir, &mut repaired)?;
        let path = dir.join(FILE);
        files::private_file(&path, &mut repaired)?;
        let sessions = files::private_dir_inside(&dir, session::DIR, &mut repaired)?;
        let file = files::identity(&path)?;
        index_lock::wait(&path)?;
        let is_behind = wal::has_lost_frames(&path);
        let mut conn = connect(&path).map_err(|error| Error::of(&path, error))?;
        migrations::check(&conn, &path)?;
        share(&conn)
            .and_then(|()| retention::set_up(&conn))
            .map_err(|error| Error::of(&path, error))?;
        let handed_over = handover::attempts(&dir);
        let beginning = SessionBeginning {
            sessions: &sessions,
            handed_over: &handed_over,
            is_audited: audit.is_some(),
            now,
        };
        let entered = enter(&mut conn, &path, &beginning)?;
        let watch = FileWatch::new(&path, file)?;
        debug!("store: opened {}", path.display());
        if entered.interrupted > 0 {
            warn!(
                "store: {} attempts were interrupted, unknown now",
                entered.interrupted
            );
        }
        let mut store = Self {
            conn,
            session: entered.session,
            path,
            watch,
            keys: KeyLog::new(&dir, is_behind),
            detail: StoredDetail::Full,
            lock_timeout,
            interrupted: entered.interrupted,
            clock_doubt: entered.clock_doubt,
            repaired,
            handovers: TakenHandovers::default(),
            audit: audit.map(AuditFeed::new),
            audit_failure: None,
        };
        // What shows it is overwritten with the next use.
        if is_behind || store.has_lost_a_file(entered.was_empty)? {
            store.check_key_log()?;
        }
        store.handovers = store.take_handovers(&dir);
        store.report_outcomes();
        Ok(store)
    }

    /// Whether the database or the key log is gone, and the other is there. What is lost is put back at once: if the other
    /// one were lost before the next send, nobody would be known any more.
    fn has_lost_a_file(&self, was_empty: bool) -> Result<bool, Error> {
        if self.keys.is_there() {
            return Ok(was_empty);
        }
        self.read(|transaction| key_log::was_there(transaction))
    }

    /// Says how long the calls from now on wait for locks that other programs hold.
    pub fn set_lock_timeout(&mut self, lock_timeout: LockTimeout) {
        self.lock_timeout = lock_timeout;
    }

    /// The id of this session.
    fn session_id(&self) -> &str {
        self.session.id()
    }

    /// How many attempts of earlier sessions were found unfinished when the store was opened.
    #[must_use]
    pub fn interrupted(&self) -> usize {
        self.interrupted
    }

    /// The files and directories that others could look into, and that were closed to them when the store was opened.
    #[must_use]
    pub fn repaired(&self) -> &[PathBuf] {
        &self.repaired
    }

    /// What sessions of older programs had handed over when the store was opened.
    #[must_use]
    pub fn handovers(&self) -> &TakenHandovers {
        &self.handovers
    }

    /// Compares the key log and the database, and puts back what one of them has lost, as each question about a customer does.
    ///
    /// # Errors
    ///
    /// If the database cannot be read or written.
    pub fn check_key_log(&mut self) -> Result<(), Error> {
        self.write_logged(Durability::Power, |transaction, _, log| log.prepare(transaction))
    }

    /// What was found out, and done, about the key log since this was asked last.
    pub fn take_log_notices(&mut self) -> Vec<LogNotice> {
        self.keys.take_notices()
    }

    /// Why the audit feed did not take the outcomes that wait for it when it was tried last; none where none wait.
    #[must_use]
    pub fn audit_failure(&self) -> Option<&io::Error> {
        self.audit_failure.as_ref()
    }

    /// Reports the outcomes that are not reported yet.
    fn report_outcomes(&mut self) {
        if let Some(feed) = &self.audit {
            self.audit_failure = audit::deliver(&mut self.conn, feed);
        }
    }

    /// As [`write_logged`](Self::write_logged), of work that says nothing to the key log.
    fn write<T>(
        &mut self,
        durability: Durability,
        work: impl FnOnce(&Transaction, &SessionLock) -> Result<T, TransactionError>,
    ) -> Result<T, Error> {
        self.write_logged(durability, |transaction, session, _| work(transaction, session))
    }

    /// Does some work in one transaction and commits it, unless the work refuses. What the work has to say to the key log is
    /// appended to it then.
    ///
    /// The transaction takes the write lock at once: one that starts as a reader cannot wait for the lock later. Behind
    /// the lock the format cannot change, so nothing is put into tables that mean something else by now. And nothing is
    /// committed to a file that others do not find: that is looked at before SQLite is asked to use it, and last.
    fn write_logged<T>(
        &mut self,
        durability: Durability,
        work: impl FnOnce(&Transaction, &SessionLock, &mut KeyLog) -> Result<T, TransactionError>,
    ) -> Result<T, Error> {
        let Self {
            conn,
            session,
            path,
            watch,
            keys,
            lock_timeout,
            ..
        } = self;
        lock_timeout.begin();
        let run = || {
            // In WAL mode this decides alone whether a commit waits for the disk. It is set every time, so that no
            // commit of the journal can inherit the level of a draft.
            let level = match durability {
                Durability::Process => "NORMAL",
                Durability::Power => "FULL",
            };
            watch.check()?;
            index_lock::wait(path)?;
            conn.pragma_update(None, "synchronous", level)?;
            let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            migrations::check(&transaction, path)?;
            session.keep()?;
            let done = work(&transaction, session, keys)?;
            watch.check()?;
            transaction.commit()?;
            Ok(done)
        };
        let done = run().map_err(|fault: TransactionError| fault.at(path));
        match &done {
            Ok(_) => {
                keys.flush();
                self.report_outcomes();
            }
            Err(error) => {
                warn!("store: nothing was written, {}", error.name());
                keys.discard();
            }
        }
        done
    }

    /// Reads in one transaction, so that all of it is of the same moment and of the format that this program knows.
    fn read<T>(&self, work: impl FnOnce(&Transaction) -> rusqlite::Result<T>) -> Result<T, Error> {
        let sql = |error| Error::of(&self.path, error);
        self.lock_timeout.begin();
        index_lock::wait(&self.path)?;
        let transaction = self.conn.unchecked_transaction().map_err(sql)?;
        migrations::check(&transaction, &self.path)?;
        work(&transaction).map_err(sql)
    }
}

/// A new id of an attempt, a draft or a session: 122 random bits, in the form of a UUID of version 4.
///
/// # Errors
///
/// If the system has no random numbers to give.
pub fn attempt_id() -> Result<String, Error> {
    uuid().map_err(Error::Random)
}

fn uuid() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    Ok(hyphenated(bytes))
}

/// How a UUID is written.
fn hyphenated(bytes: [u8; 16]) -> String {
    let hex = format!("{:032x}", u128::from_be_bytes(bytes));
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

#[cfg(test)]
mod tests;
