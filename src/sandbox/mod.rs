//! The embedded CRM: a real HTTP server on loopback that speaks the customer API, for `kartoteka demo`,
//! `kartoteka sandbox` and the tests. It knows [`crate::customer`] and nothing else of the program.
//!
//! It is stricter than the vendor's where that finds mistakes: it refuses fields that it does not know, and values of
//! a wrong type. Everything that it says when it refuses is in `messages.rs`.
//!
//! Only this machine can reach it, and a page of a stranger in a browser on it cannot: it must be asked for by this machine's
//! own name (which keeps DNS rebinding out), and a customer must come as JSON (for which a browser asks first, and is refused).

mod auth;
mod connection;
mod intake;
mod lookup;
mod messages;
mod openapi;
mod reply;
mod request;
mod server;
mod service;
mod store;
mod tables;

use server::Server;
use service::Service;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use store::CustomerStore;

/// Options of a sandbox.
#[derive(Clone)]
pub struct SandboxOptions {
    /// Where to listen: a loopback address. With port 0 the system chooses a free one.
    pub listen: SocketAddr,
    /// The API user that is let in.
    pub user: String,
    /// Its password.
    pub password: String,
    /// The file that keeps the customers; none: they end with the sandbox.
    pub db: Option<PathBuf>,
}

impl fmt::Debug for SandboxOptions {
    /// Leaves the password out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("user", &self.user)
            .field("db", &self.db)
            .finish_non_exhaustive()
    }
}

/// Why a sandbox could not start, or ended.
#[derive(Debug)]
pub enum Error {
    /// The address is not on loopback: the sandbox has no TLS and is not for others.
    NotLoopback(SocketAddr),
    /// The user's name has a colon, which HTTP Basic cannot carry.
    ColonInUser,
    /// Nothing can listen at the address.
    Listen {
        /// The address.
        addr: SocketAddr,
        /// The system's message.
        source: io::Error,
    },
    /// The file can be neither opened nor created.
    File {
        /// The file.
        path: PathBuf,
        /// The system's message.
        source: io::Error,
    },
    /// The file is a database, but not a sandbox's.
    ForeignFile(PathBuf),
    /// The database does not work.
    Database {
        /// Its file; none where it is in memory.
        path: Option<PathBuf>,
        /// SQLite's message.
        source: rusqlite::Error,
    },
}

/// A running CRM.
///
/// When it is dropped, its database is closed and its address free, so that another sandbox can take both over.
pub struct Sandbox {
    store: Arc<CustomerStore>,
    server: Server,
}

impl Sandbox {
    /// Opens the database and listens. Requests are answered from here on, on threads of their own.
    ///
    /// # Errors
    /// If the address is not on loopback or is taken, or the database cannot be used.
    pub fn start(config: SandboxOptions) -> Result<Self, Error> {
        let SandboxOptions {
            listen: at,
            user,
            password,
            db,
        } = config;
        if !at.ip().is_loopback() {
            return Err(Error::NotLoopback(at));
        }
        if user.contains(':') {
            return Err(Error::ColonInUser);
        }
        let store = Arc::new(CustomerStore::open(db.as_deref())?);
        let service = Service::new(Arc::clone(&store), &user, &password);
        let server = Server::start(at, service).map_err(|source| Error::Listen { addr: at, source })?;
        Ok(Self { store, server })
    }

    /// Where it listens, with the port that the system chose.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.server.addr()
    }

    /// The `base_url` of a profile that uses it: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.addr())
    }

    /// Serves for as long as the process lives.
    pub fn join(&mut self) {
        self.server.join();
    }

    /// How many customers it has, for tests; 0 where the database fails.
    #[must_use]
    pub fn customers(&self) -> usize {
        self.store.count().unwrap_or_default()
    }

    /// How many connections it has accepted that are open, for tests. What a client has sent that was killed is worked on until its
    /// connection is gone.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.server.connections()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.store.close();
    }
}
