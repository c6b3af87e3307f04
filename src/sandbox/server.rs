//! The server: one thread a connection, so many at once and no more.
//!
//! Nobody can keep others out: where all threads are taken, the connection that has waited the longest is closed. Nothing
//! that a client does is printed, panics, or outlasts its time.

use super::connection::ClientConnection;
use super::service::Service;
use crate::os::CAUGHT_THREAD;
use std::collections::VecDeque;
use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How many connections are served at once.
const CONNECTIONS: usize = 64;
/// What a thread of a connection needs of memory, at the most.
const STACK: usize = 512 * 1024;
/// How long to wait where the system has no room for another connection.
const RETRY: Duration = Duration::from_millis(20);

/// A server that runs. Dropping it ends it: its address is free then.
#[derive(Debug)]
pub(super) struct Server {
    addr: SocketAddr,
    crowd: Arc<ConnectionCount>,
    acceptor: Option<JoinHandle<()>>,
}

/// All connections that are open.
#[derive(Debug, Default)]
struct ConnectionCount {
    /// The server is to end.
    closed: AtomicBool,
    /// Oldest first.
    open: Mutex<VecDeque<Arc<OpenConnection>>>,
    one_ended: Condvar,
}

/// A connection that is open.
#[derive(Debug)]
struct OpenConnection {
    stream: TcpStream,
    /// It has asked for something, and was not answered yet.
    is_busy: AtomicBool,
}

impl Server {
    /// Listens, and answers by the service from here on.
    ///
    /// # Errors
    /// If nothing can listen at the address.
    pub(super) fn start(addr: SocketAddr, service: Service) -> io::Result<Self> {
        let listener = TcpListener::bind(addr)?;
        let addr = listener.local_addr()?;
        let crowd = Arc::<ConnectionCount>::default();
        let (service, all) = (Arc::new(service), Arc::clone(&crowd));
        let acceptor = named().spawn(move || accept(&listener, &all, &service))?;
        Ok(Self {
            addr,
            crowd,
            acceptor: Some(acceptor),
        })
    }

    /// Where it listens, with the port that the system chose.
    pub(super) fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// How many connections are open.
    pub(super) fn connections(&self) -> usize {
        self.crowd.open().len()
    }

    /// Serves for as long as the process lives.
    pub(super) fn join(&mut self) {
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.crowd.closed.store(true, Ordering::SeqCst);
        // It waits for the next connection: this is it.
        let woken = TcpStream::connect_timeout(&self.addr, Duration::from_secs(1));
        if let (Ok(_), Some(acceptor)) = (woken, self.acceptor.take()) {
            let _ = acceptor.join();
        }
        self.crowd.end_all();
    }
}

/// A thread that panics ends its connection and nothing else.
fn named() -> thread::Builder {
    thread::Builder::new().name(CAUGHT_THREAD.to_owned())
}

fn accept(listener: &TcpListener, crowd: &Arc<ConnectionCount>, service: &Arc<Service>) {
    loop {
        let accepted = listener.accept();
        if crowd.closed.load(Ordering::SeqCst) {
            return;
        }
        if let Ok((stream, _)) = accepted {
            serve(stream, crowd, service);
        } else {
            // There is no room for it: for a moment, once another has ended.
            crowd.end_one();
            thread::sleep(RETRY);
        }
    }
}

fn serve(stream: TcpStream, crowd: &Arc<ConnectionCount>, service: &Arc<Service>) {
    let open = Arc::new(OpenConnection {
        stream,
        is_busy: AtomicBool::new(false),
    });
    crowd.admit(Arc::clone(&open));
    let (all, service, of_thread) = (Arc::clone(crowd), Arc::clone(service), Arc::clone(&open));
    let spawned = named().stack_size(STACK).spawn(move || {
        let leaving = ConnectionGuard(&all, &of_thread);
        let connection = ClientConnection::new(&of_thread.stream, &of_thread.is_busy);
        // A client that is gone needs no answer.
        let _ = connection.and_then(|mut connection| connection.serve(&service));
        drop(leaving);
    });
    if spawned.is_err() {
        crowd.remove(&open);
    }
}

/// Takes a connection off the list at the end of its thread, also where that is a panic.
struct ConnectionGuard<'a>(&'a ConnectionCount, &'a Arc<OpenConnection>);

impl Drop for ConnectionGuard<'_> {
    fn drop(&mut self) {
        let _ = self.1.stream.shutdown(Shutdown::Both);
        self.0.remove(self.1);
    }
}

impl ConnectionCount {
    fn open(&self) -> MutexGuard<'_, VecDeque<Arc<OpenConnection>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a connection as soon as there is room for it, and makes room.
    fn admit(&self, connection: Arc<OpenConnection>) {
        let mut open = self.open();
        if open.len() >= CONNECTIONS {
            end_oldest(&open);
        }
        while open.len() >= CONNECTIONS {
            let waited = self.one_ended.wait(open);
            open = waited.unwrap_or_else(PoisonError::into_inner);
        }
        open.push_back(connection);
    }

    fn remove(&self, connection: &Arc<OpenConnection>) {
        self.open().retain(|open| !Arc::ptr_eq(open, connection));
        self.one_ended.notify_one();
    }

    fn end_one(&self) {
        end_oldest(&self.open());
    }

    fn end_all(&self) {
        for connection in &*self.open() {
            let _ = connection.stream.shutdown(Shutdown::Both);
        }
    }
}

/// Ends the connection that has waited the longest, one without a request first. Its thread takes it off the list.
fn end_oldest(open: &VecDeque<Arc<OpenConnection>>) {
    let idle = open.iter().find(|open| !open.is_busy.load(Ordering::SeqCst));
    if let Some(oldest) = idle.or(open.front()) {
        let _ = oldest.stream.shutdown(Shutdown::Both);
    }
}
