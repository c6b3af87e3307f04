//! What can go wrong with the team's store. Its words are in [`crate::messages`].

use crate::customer::{Settlement, SubmissionState};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why the team's store did not do what it was asked for.
#[derive(Debug)]
pub enum Error {
    /// The store cannot be reached now: nobody answers, the connection was lost, or it took too long.
    Away {
        /// The store, as it is shown: a path, or a host and a database.
        place: String,
        /// The reason.
        why: String,
    },
    /// Others have held the store locked for as long as was waited.
    Busy {
        /// The store.
        place: String,
    },
    /// The server does not let this user in, or not do what is needed.
    Denied {
        /// The store.
        place: String,
        /// The server's reason.
        why: String,
    },
    /// The database failed.
    Database {
        /// The store.
        place: String,
        /// The database's reason.
        why: String,
    },
    /// A file or directory cannot be created, opened or locked.
    Io {
        /// Which one.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A symbolic link, or a file with a second name, is where the team's store must be.
    Link {
        /// The link.
        path: PathBuf,
    },
    /// A file or directory is not open to the group and closed to others.
    Mode {
        /// Which one.
        path: PathBuf,
        /// Its mode, such as `0o644`.
        found: u32,
        /// The mode that it must have.
        wanted: u32,
    },
    /// A file does not belong to the group of its directory.
    Group {
        /// The file.
        path: PathBuf,
    },
    /// The directory is on a network file system, where SQLite's locks are not safe.
    NetworkFiles {
        /// The directory.
        path: PathBuf,
    },
    /// The database is not at its path any more: what is written would be in a file that the others do not see.
    Gone {
        /// Where it was.
        path: PathBuf,
    },
    /// The database is something else than a team's store.
    Foreign {
        /// The database.
        place: String,
    },
    /// A newer version of the program wrote the store.
    Newer {
        /// The store.
        place: String,
        /// The format that it has.
        found: i64,
        /// The newest format that this program knows.
        known: i64,
    },
    /// The store was made with another secret: with this one nothing in it would be found.
    WrongSecret {
        /// The store.
        place: String,
    },
    /// The secret is shorter than [`SHORTEST_SECRET`](super::SHORTEST_SECRET) bytes.
    ShortSecret,
    /// The address of the server is wrong.
    Url {
        /// What is wrong with it, without the password.
        why: UrlFault,
    },
    /// The certificates that are to be trusted cannot be used.
    Certificates {
        /// Their file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// This program was built without PostgreSQL.
    NoPostgres,
    /// Only an attempt whose outcome is unknown can be settled, so nothing was written.
    NotUnknown {
        /// The attempt's id.
        attempt: String,
        /// Its state; none if there is no such attempt.
        state: Option<SubmissionState>,
    },
    /// Somebody else has settled the attempt in another way, which counts.
    SettledOtherwise {
        /// The attempt's id.
        attempt: String,
        /// How it is settled.
        settlement: Settlement,
        /// Who has settled it: login and host.
        by: String,
    },
    /// The system has no random numbers to give.
    Random(getrandom::Error),
}

/// What is wrong with the address of a PostgreSQL server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlFault {
    /// It cannot be read.
    Unreadable(String),
    /// It names no database or no host.
    Incomplete,
    /// It has a password in it, which would be read by all who read the settings.
    Password,
    /// It names a file of certificates, which is the setting `team.ca_file`.
    RootCertificate,
    /// It would send what must be secret over a network without TLS.
    Plaintext,
}

impl Error {
    /// Whether the store is out of reach now, so that the same may succeed later: what `when_away` is about.
    #[must_use]
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Away { .. } | Self::Busy { .. })
    }

    /// A failure of the system at this path.
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        Self::Io {
            path: path.to_owned(),
            source,
        }
    }
}

impl fmt::Display for Error {
    /// For developers. What people read is in [`crate::messages`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for Error {}
