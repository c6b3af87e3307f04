//! Whether a connection ended in the proper way, or was cut.
//!
//! A body that says no length ends with its connection, and the library takes a cut one for its end. Within TLS the end is
//! said (`close_notify`), so that nobody on the way can shorten an answer: without that, such a body is not whole.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use ureq::http::HeaderMap;
use ureq::http::header::TRANSFER_ENCODING;
use ureq::unversioned::transport::{Buffers, NextTimeout, Transport};

/// How old a connection may be when a request goes out on it.
///
/// A server that closes connections by their age or after idleness does so while it has nothing to answer: then the next request
/// is often under way already, and of a customer that was sent so nobody knows what became of it. So no connection is used for
/// as long as such limits are, the shortest of which are a second.
pub(super) const LONGEST_LIFE: Duration = Duration::from_millis(900);

/// How the connection of a request ended, and how many there were.
#[derive(Debug, Clone, Default)]
pub(super) struct ConnectionEnd {
    was_cut: Arc<AtomicBool>,
    made: Arc<AtomicUsize>,
    /// Whether the last request went over a connection that was opened ahead of it.
    opened_ahead: Arc<AtomicBool>,
    /// When the last request began: a connection that it makes is not older.
    request_began: Arc<Mutex<Option<Instant>>>,
    /// When the last connection was made; none where another one follows it already.
    made_at: Arc<Mutex<Option<Instant>>>,
}

impl ConnectionEnd {
    /// Forgets how the last request ended.
    pub(super) fn begin_request(&self) {
        self.was_cut.store(false, Ordering::SeqCst);
        self.opened_ahead.store(false, Ordering::SeqCst);
        *self.request_began() = Some(Instant::now());
    }

    fn request_began(&self) -> MutexGuard<'_, Option<Instant>> {
        self.request_began.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new connection, made for the last request or opened ahead of it at this moment, whose end is noted from now on.
    pub(super) fn watch<T: Transport>(
        &self,
        transport: T,
        opened_at: Option<Instant>,
    ) -> WatchedConnection<T> {
        self.made.fetch_add(1, Ordering::SeqCst);
        self.opened_ahead.store(opened_at.is_some(), Ordering::SeqCst);
        let made_at = opened_at.or(*self.request_began()).unwrap_or_else(Instant::now);
        *self.made_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(made_at);
        WatchedConnection {
            transport,
            made_at,
            ending: self.clone(),
        }
    }

    /// Whether the connection will be too old so soon that another one is to be opened; true once of each connection.
    pub(super) fn needs_successor(&self, lead: Duration) -> bool {
        let mut made_at = self.made_at.lock().unwrap_or_else(PoisonError::into_inner);
        let is_old = |made_at: &mut Instant| made_at.elapsed() + lead >= LONGEST_LIFE;
        made_at.take_if(is_old).is_some()
    }

    /// The number of connections made so far.
    pub(super) fn connections_made(&self) -> usize {
        self.made.load(Ordering::SeqCst)
    }

    /// Whether the last request went over a connection that was opened ahead of it.
    pub(super) fn was_opened_ahead(&self) -> bool {
        self.opened_ahead.load(Ordering::SeqCst)
    }

    /// Whether the body of an answer with these headers was read to its end, and that end is none: the connection was
    /// cut. Chunks say themselves which one is the last, and behind a length nothing more is read.
    pub(super) fn cut_body(&self, headers: &HeaderMap) -> bool {
        self.was_cut.load(Ordering::SeqCst) && !headers.contains_key(TRANSFER_ENCODING)
    }
}

/// A connection whose end is noted.
#[derive(Debug)]
pub(super) struct WatchedConnection<T> {
    transport: T,
    made_at: Instant,
    ending: ConnectionEnd,
}

impl<T: Transport> Transport for WatchedConnection<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.transport.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        self.transport.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        let read = self.transport.await_input(timeout);
        if read.is_err() {
            self.ending.was_cut.store(true, Ordering::SeqCst);
        }
        read
    }

    fn is_open(&mut self) -> bool {
        self.made_at.elapsed() < LONGEST_LIFE && self.transport.is_open()
    }

    fn is_tls(&self) -> bool {
        self.transport.is_tls()
    }
}
