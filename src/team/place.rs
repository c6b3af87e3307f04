//! Where a team's store is, and how it is opened.

#[cfg(feature = "postgres")]
use super::postgres::{Address, PostgresStore};
use super::sqlite::SqliteStore;
use super::{Error, TeamMember, TeamSecret, TeamStore};
use secrecy::SecretString;
use std::path::PathBuf;
use std::time::Duration;

/// Where a team's store is.
#[derive(Debug, Clone)]
pub enum TeamPlace {
    /// A file in a directory of the group, for programs of one host.
    File(PathBuf),
    /// A database of a PostgreSQL server, for programs of many hosts: a URL, and the password if there is one.
    Postgres {
        /// The URL, without a password.
        url: String,
        /// The password of the database's user.
        password: Option<SecretString>,
        /// A PEM file with the authorities that are trusted in the place of the public ones.
        ca_file: Option<PathBuf>,
    },
}

/// Opens the store for this member. A new session begins, whose lease ends with the program or when it is not renewed. Each
/// call waits so long for the store, and for others in it.
///
/// # Errors
///
/// If the store cannot be reached, is none, or was made with another secret.
pub fn open(
    place: &TeamPlace,
    secret: &TeamSecret,
    member: TeamMember,
    timeout: Duration,
) -> Result<Box<dyn TeamStore>, Error> {
    match place {
        TeamPlace::File(path) => Ok(Box::new(SqliteStore::open(path, secret, member, timeout)?)),
        #[cfg(feature = "postgres")]
        TeamPlace::Postgres {
            url,
            password,
            ca_file,
        } => {
            let address = Address::new(url, password.as_ref(), ca_file.as_deref(), timeout)?;
            Ok(Box::new(PostgresStore::open(address, secret, member)?))
        }
        #[cfg(not(feature = "postgres"))]
        TeamPlace::Postgres { .. } => Err(Error::NoPostgres),
    }
}
