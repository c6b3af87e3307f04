//! The key log: a second small file beside the database, which holds each attempt with keyed hashes of what its customer
//! is known by, and with what became of it. It holds a copy of what the guard against duplicates needs, so that damage to
//! either file makes nobody forget a customer.
//!
//! The database permits a send, and has everything first: what it has committed is appended to the log afterwards, and what
//! a killed program, a full disk or a power cut has kept from the log is made up for from the database. So an attempt that
//! only the log knows is one that the database has lost.

mod checks;
mod doubt;
mod file;
mod index;
mod positions;
mod question;
mod record;
mod repair;
mod scan;
mod secret;
mod sorted_run;
mod survey;
mod tables;

pub(super) use secret::Keys;
pub(super) use tables::{keep, keep_record, was_there};

use super::error::TransactionError;
use crate::customer::{NewSubmission, identity};
use crate::endpoint::comparable;
use file::LogFile;
use index::LogIndex;
use jiff::Timestamp;
use record::{AttemptTag, LogRecord, LoggedEnd};
use rusqlite::Transaction;
use secret::KeyHash;
use std::io;
use std::path::{Path, PathBuf};

/// The log's name in the data directory.
pub(super) const FILE: &str = "kartoteka.keys";

/// After how many attempts the log waits for the disk. Until then the database remembers what may be missing.
const SYNCED_AFTER: usize = 128;

/// What has happened to the key log, or was found with its help.
#[derive(Debug)]
pub enum LogNotice {
    /// The log was damaged, and was written again from the database.
    Rebuilt,
    /// The log cannot be read or written, so that the database alone guards.
    Unusable {
        /// The log.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The database had lost records, of which the log knew.
    Recovered {
        /// Attempts at customers who were created or existed.
        customers: usize,
        /// Attempts whose outcome is unknown.
        unknown: usize,
    },
}

/// The log, as this program has it open.
#[derive(Debug)]
pub(super) struct KeyLog {
    path: PathBuf,
    file: Option<LogFile>,
    /// Where its records are; none before the first question, and where it cannot be read.
    index: Option<LogIndex>,
    /// What the transaction under way has to say, once it is committed.
    pending: Vec<LogRecord>,
    /// The attempts that were appended to since the disk had all.
    unsynced: Vec<String>,
    /// Attempts of which the disk has all, which the database does not know yet, and how long the log was then.
    synced: Option<(Vec<String>, u64)>,
    /// Whether something could not be appended, so that the log is behind the database.
    behind: bool,
    /// Whether SQLite has found that the database is older than what was committed to it.
    is_database_older: bool,
    /// Whether the operator knows that the log cannot be used.
    is_unusable: bool,
    notices: Vec<LogNotice>,
}

/// How an attempt has ended, for the log.
#[derive(Debug, Clone, Copy)]
pub(super) enum EndedAttempt<'a> {
    Created(&'a str),
    Existing(&'a str),
    Nothing,
}

impl KeyLog {
    /// The log in a data directory, which is read at the first question; and whether the database beside it seems to have lost
    /// what was committed last.
    pub(super) fn new(dir: &Path, is_database_older: bool) -> Self {
        Self {
            path: dir.join(FILE),
            file: None,
            index: None,
            pending: Vec::new(),
            unsynced: Vec::new(),
            synced: None,
            behind: false,
            is_database_older,
            is_unusable: false,
            notices: Vec::new(),
        }
    }

    /// Whether something is at the log's path.
    pub(super) fn is_there(&self) -> bool {
        self.path.symlink_metadata().is_ok()
    }

    /// Notes an attempt that begins, or a record of a customer who was there.
    pub(super) fn begin(
        &mut self,
        transaction: &Transaction,
        new: &NewSubmission,
        now: Timestamp,
    ) -> Result<(), TransactionError> {
        let Some(attempt) = AttemptTag::of(&new.attempt) else {
            return Ok(());
        };
        let keys = Keys {
            crm: &comparable(&new.url),
            fingerprints: std::slice::from_ref(&new.payload_hash),
            known: &identity(&new.payload),
        };
        let hashes = secret::secret(transaction)?.hashes(&keys).into_iter();
        let hashes: Vec<KeyHash> = hashes.map(|(_, hash)| hash).collect();
        let sent_at = now.as_millisecond();
        checks::note(transaction, &new.attempt, sent_at, &hashes)?;
        let records = hashes.into_iter().map(|hash| LogRecord::Key {
            attempt,
            sent_at,
            hash,
        });
        self.note(transaction, &new.attempt, records)
    }

    /// Notes how an attempt has ended.
    pub(super) fn end(
        &mut self,
        transaction: &Transaction,
        attempt: &str,
        ended: EndedAttempt,
    ) -> Result<(), TransactionError> {
        let Some(tag) = AttemptTag::of(attempt) else {
            return Ok(());
        };
        let end = match ended {
            EndedAttempt::Created(id) => LoggedEnd::Created(id.to_owned()),
            EndedAttempt::Existing(id) => LoggedEnd::Existing(id.to_owned()),
            EndedAttempt::Nothing => LoggedEnd::Nothing,
        };
        if end == LoggedEnd::Nothing {
            checks::drop(transaction, attempt)?;
        }
        self.note(transaction, attempt, LogRecord::of_end(tag, &end))
    }

    /// Notes that a record of a customer who was there is taken back, so that nothing is left of it.
    pub(super) fn take_back(
        &mut self,
        transaction: &Transaction,
        attempt: &str,
    ) -> Result<(), TransactionError> {
        tables::take_back(transaction, attempt)?;
        self.end(transaction, attempt, EndedAttempt::Nothing)
    }

    fn note(
        &mut self,
        transaction: &Transaction,
        attempt: &str,
        records: impl IntoIterator<Item = LogRecord>,
    ) -> Result<(), TransactionError> {
        if let Some((attempts, bytes)) = self.synced.take() {
            tables::note_logged(transaction, &attempts, bytes)?;
        }
        tables::note_unlogged(transaction, attempt)?;
        self.pending.extend(records);
        if self.unsynced.last().is_none_or(|last| last != attempt) {
            self.unsynced.push(attempt.to_owned());
        }
        Ok(())
    }

    /// Appends what the transaction had to say, which is committed. What cannot be appended now is made up for later.
    pub(super) fn flush(&mut self) {
        // What came of it is committed.
        self.is_database_older &= self.index.is_none();
        let records = std::mem::take(&mut self.pending);
        if records.is_empty() {
            return;
        }
        if self.append(&records).is_err() {
            self.behind = true;
            return;
        }
        // An attempt that could not be appended is among them, as long as it is behind.
        if self.unsynced.len() >= SYNCED_AFTER
            && !self.behind
            && let Some(file) = &self.file
            && let (Ok(()), Ok(bytes)) = (file.sync(), file.length())
        {
            self.synced = Some((std::mem::take(&mut self.unsynced), bytes));
        }
    }

    /// Drops what the transaction had to say, which is not committed.
    pub(super) fn discard(&mut self) {
        self.pending.clear();
    }

    /// Appends to the file at the path, also where another program has replaced it meanwhile.
    fn append(&mut self, records: &[LogRecord]) -> io::Result<()> {
        loop {
            let file = match &mut self.file {
                Some(file) => file,
                // Without a file there is nothing to append to: it is written from the database.
                None => self
                    .file
                    .insert(LogFile::open(&self.path, 0)?.ok_or(io::ErrorKind::NotFound)?),
            };
            file.append(records)?;
            if file.is_at(&self.path) {
                return Ok(());
            }
            (self.file, self.index) = (None, None);
        }
    }

    /// What the operator does not know yet.
    pub(super) fn take_notices(&mut self) -> Vec<LogNotice> {
        std::mem::take(&mut self.notices)
    }
}
