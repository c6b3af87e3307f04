//! The embedded CRM: a real HTTP server on loopback that speaks the customer API, for `kartoteka demo`,
//! `kartoteka sandbox` and the tests. It knows [`crate::customer`] and nothing else of the program.
//!
//! It is stricter than the vendor's where that finds mistakes: it refuses fields that it does not know, and values of
//! a wrong type. Everything that it says when it refuses is in `messages.rs`.
//!
//! What is not HTTP at all never gets here: the server library answers it in plain text, or (a `CONNECT`, oxhttp 0.3)
//! panics on the thread of that one connection. So a panic must not end the process, and a panic hook that touches
//! the terminal should look at the thread first.

mod auth;
mod intake;
mod lookup;
mod messages;
mod reply;
mod service;
mod store;

use oxhttp::{ListeningServer, Server};
use service::Service;
use std::fmt;
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use store::Store;

/// How long a connection may be silent.
const SILENCE: Duration = Duration::from_secs(30);
/// How many connections are served at once; others wait.
const CONNECTIONS: usize = 64;
/// How often a port that the system has chosen may be taken by somebody else before we have it.
const TRIES: usize = 16;

/// What a sandbox is told.
#[derive(Clone)]
pub struct Config {
    /// Where to listen: a loopback address. With port 0 the system chooses a free one.
    pub listen: SocketAddr,
    /// The API user that is let in.
    pub user: String,
    /// Its password.
    pub password: String,
    /// The file that keeps the customers; none: they end with the sandbox.
    pub db: Option<PathBuf>,
}

impl fmt::Debug for Config {
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
        /// What the system says.
        source: io::Error,
    },
    /// The file can be neither opened nor created.
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is a database, but not a sandbox's.
    ForeignFile(PathBuf),
    /// The database does not work.
    Database {
        /// Its file; none where it is in memory.
        path: Option<PathBuf>,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The server ended.
    Server(io::Error),
}

/// A running CRM.
///
/// When it is dropped, its database is closed, so that another sandbox can take the file over. The server has no way
/// to stop: its address stays taken until the process ends, and every request for a customer is answered with 500.
pub struct Sandbox {
    addr: SocketAddr,
    store: Arc<Store>,
    server: Option<ListeningServer>,
}

impl Sandbox {
    /// Opens the database and listens. Requests are answered from here on, on threads of their own.
    ///
    /// # Errors
    /// If the address is not on loopback or is taken, or the database cannot be used.
    pub fn start(config: Config) -> Result<Self, Error> {
        let Config {
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
        let store = Arc::new(Store::open(db.as_deref())?);
        let service = Arc::new(Service::new(Arc::clone(&store), &user, &password));
        let (addr, server) = listen(at, &service).map_err(|source| Error::Listen { addr: at, source })?;
        Ok(Self {
            addr,
            store,
            server: Some(server),
        })
    }

    /// Where it listens, with the port that the system chose.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The `base_url` of a profile that uses it: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Serves for as long as the process lives.
    ///
    /// # Errors
    /// If the server's thread ends.
    pub fn join(mut self) -> Result<(), Error> {
        match self.server.take() {
            Some(server) => server.join().map_err(Error::Server),
            None => Ok(()),
        }
    }

    /// How many customers it has, for tests; 0 where the database fails.
    #[must_use]
    pub fn customers(&self) -> usize {
        self.store.count().unwrap_or_default()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.store.close();
    }
}

/// Starts the server, at a free port if the port is 0.
///
/// The server does not tell which port the system has chosen. So we have one chosen for a listener of our own, and
/// close it; somebody may take the port before the server does, and then we choose again.
fn listen(addr: SocketAddr, service: &Arc<Service>) -> io::Result<(SocketAddr, ListeningServer)> {
    if addr.port() != 0 {
        return serve(addr, service).map(|server| (addr, server));
    }
    let mut tries = 0;
    loop {
        let free = TcpListener::bind(addr)?.local_addr()?;
        match serve(free, service) {
            Ok(server) => return Ok((free, server)),
            Err(error) if error.kind() == ErrorKind::AddrInUse && tries < TRIES => tries += 1,
            Err(error) => return Err(error),
        }
    }
}

fn serve(addr: SocketAddr, service: &Arc<Service>) -> io::Result<ListeningServer> {
    let service = Arc::clone(service);
    Server::new(move |request| service.answer(request))
        .bind(addr)
        .with_global_timeout(SILENCE)
        .with_max_concurrent_connections(CONNECTIONS)
        .spawn()
}
