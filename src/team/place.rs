//! Where a team's store is, and how it is opened.

use super::sqlite::SqliteStore;
use super::{Error, TeamMember, TeamSecret, TeamStore};
use std::path::PathBuf;

/// Where a team's store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TeamPlace {
    /// A file in a directory of the group, for programs of one host.
    File(PathBuf),
    /// A database of a PostgreSQL server, for programs of many hosts: a URL, and the password if there is one.
    Postgres {
        /// The URL, without a password.
        url: String,
        /// The password of the database's user.
        password: Option<String>,
    },
}

/// Opens the store for this member. A new session begins, whose lease ends with the program or when it is not renewed.
///
/// # Errors
///
/// If the store cannot be reached, is none, or was made with another secret.
pub fn open(place: &TeamPlace, secret: &TeamSecret, member: TeamMember) -> Result<Box<dyn TeamStore>, Error> {
    match place {
        TeamPlace::File(path) => Ok(Box::new(SqliteStore::open(path, secret, member)?)),
        TeamPlace::Postgres { .. } => Err(Error::NoPostgres),
    }
}
