//! What can go wrong with the store. Its words are in [`crate::i18n`].

use crate::customer::{Loss, Process, StoredTime, SubmissionState};
use jiff::Timestamp;
use rusqlite::{ErrorCode, ffi};
use std::io;
use std::path::{Path, PathBuf};

/// Why the store did not do what it was asked for. What was saved before is still there.
#[derive(Debug)]
pub enum Error {
    /// A file or directory cannot be created, opened, locked or made private.
    Io {
        /// Which one.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A symbolic link is where the store keeps a file or directory of its own.
    Symlink {
        /// The link.
        path: PathBuf,
    },
    /// A file that SQLite keeps beside the database has another name, too, so that it may be somebody else's.
    HardLink {
        /// The file.
        path: PathBuf,
    },
    /// A newer version of the program wrote the database, perhaps just now.
    Newer {
        /// The database.
        path: PathBuf,
        /// The format that it has.
        found: i64,
        /// The newest format that this program knows.
        known: i64,
    },
    /// The database is not at its path any more: what is written would be in a file that nobody finds.
    Gone {
        /// Where it was: the database, or the log beside it.
        path: PathBuf,
    },
    /// The file is damaged, or is no database.
    Corrupt {
        /// The file.
        path: PathBuf,
    },
    /// The disk or the quota is full.
    Full {
        /// The database.
        path: PathBuf,
    },
    /// The disk failed, or would not take more: a quota that is used up looks the same to SQLite.
    Disk {
        /// The database.
        path: PathBuf,
    },
    /// The database cannot be written.
    ReadOnly {
        /// The database.
        path: PathBuf,
    },
    /// Another program has held the database locked for as long as was waited.
    Busy {
        /// The database.
        path: PathBuf,
    },
    /// Any other failure of the database.
    Sql {
        /// The database.
        path: PathBuf,
        /// SQLite's reason.
        source: rusqlite::Error,
    },
    /// A draft that cannot be read. It stays in the database, and is not offered again.
    Draft {
        /// The database.
        path: PathBuf,
        /// When the draft was saved.
        saved_at: Timestamp,
        /// Why it cannot be read.
        why: String,
    },
    /// Another session that lives has the draft.
    Held {
        /// The program whose session it is.
        process: Process,
    },
    /// There is no such draft any more: it was sent, cleared or deleted meanwhile.
    NoDraft {
        /// The draft's id.
        id: String,
    },
    /// The journal already has an attempt of this id, so nothing was written.
    Known {
        /// The attempt's id.
        attempt: String,
    },
    /// The journal has no attempt of this id that is still being sent, so nothing was written.
    Ended {
        /// The attempt's id.
        attempt: String,
    },
    /// Nobody knows yet what became of an earlier attempt at the same customer, so that this one may not begin.
    Unsettled {
        /// The earlier attempt's id.
        attempt: String,
        /// Its customer's surname and name.
        who: String,
        /// When it went out.
        sent_at: StoredTime,
        /// Whether it is unknown, or still being sent.
        state: SubmissionState,
    },
    /// A customer who may be the one to be sent was created meanwhile, so nothing was begun.
    CreatedMeanwhile {
        /// The attempt that created it.
        attempt: String,
        /// Whose it was.
        who: String,
    },
    /// Records of who was sent are lost in the database and in the key log, and the operator has not accepted that, so nothing
    /// was begun.
    RecordsLost(Loss),
    /// Only an attempt whose outcome is unknown can be settled and sent again, so nothing was written.
    NotUnknown {
        /// The attempt's id.
        attempt: String,
        /// The state of the attempt; none if there is no such attempt.
        state: Option<SubmissionState>,
    },
    /// The row of a table was sent since it was looked at, or may not be sent, so nothing was begun.
    RowTaken,
    /// The system has no random numbers to give.
    Random(getrandom::Error),
}

impl Error {
    /// Whether another program has the database locked, so that the same may succeed in a moment.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Busy { .. })
    }

    /// The name of the error, without what it is about: that may be somebody's name.
    pub(super) fn name(&self) -> String {
        let shown = format!("{self:?}");
        shown
            .chars()
            .take_while(|letter| letter.is_alphanumeric())
            .collect()
    }

    /// What a failure of SQLite means for this database.
    pub(crate) fn of(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        let extended = source.sqlite_error().map(|error| error.extended_code);
        match source.sqlite_error_code() {
            _ if extended == Some(ffi::SQLITE_READONLY_DBMOVED) => Self::Gone { path },
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Corrupt { path },
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::SystemIoFailure) => Self::Disk { path },
            // The file itself is there, so what cannot be opened is the log beside it.
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::ReadOnly { path }
            }
            Some(
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed,
            ) => Self::Busy { path },
            _ => Self::Sql { path, source },
        }
    }

    /// A failure of the system at this path.
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { path },
            _ => Self::Io { path, source },
        }
    }
}

/// Why a transaction is not committed: SQLite failed, or what it found forbids it.
pub(super) enum TransactionError {
    Sql(rusqlite::Error),
    Refused(Error),
}

impl Error {
    /// Whether a newer version of the program has changed the database.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        matches!(self, Self::Newer { .. })
    }
}

impl TransactionError {
    /// What it means for this database.
    pub(super) fn at(self, path: &Path) -> Error {
        match self {
            Self::Sql(source) => Error::of(path, source),
            Self::Refused(error) => error,
        }
    }
}

impl From<rusqlite::Error> for TransactionError {
    fn from(source: rusqlite::Error) -> Self {
        Self::Sql(source)
    }
}

impl From<Error> for TransactionError {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

/// Whether SQLite gave up because someone else has a lock.
pub(super) fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}
