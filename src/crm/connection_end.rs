//! Whether a connection ended in the proper way, or was cut.
//!
//! A body that says no length ends with its connection, and the library takes a cut one for its end. Within TLS the end is
//! said (`close_notify`), so that nobody on the way can shorten an answer: without that, such a body is not whole.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use ureq::http::HeaderMap;
use ureq::http::header::TRANSFER_ENCODING;
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport};

/// How the connection of one request ended.
#[derive(Debug, Clone, Default)]
pub(super) struct ConnectionEnd {
    was_cut: Arc<AtomicBool>,
}

impl ConnectionEnd {
    /// Whether the body of an answer with these headers was read to its end, and that end is none: the connection was
    /// cut. Chunks say themselves which one is the last, and behind a length nothing more is read.
    pub(super) fn cut_body(&self, headers: &HeaderMap) -> bool {
        self.was_cut.load(Ordering::SeqCst) && !headers.contains_key(TRANSFER_ENCODING)
    }
}

impl<In: Transport> Connector<In> for ConnectionEnd {
    type Out = WatchedConnection<In>;

    fn connect(&self, _: &ConnectionDetails, chained: Option<In>) -> Result<Option<Self::Out>, ureq::Error> {
        Ok(chained.map(|transport| WatchedConnection {
            transport,
            ending: self.clone(),
        }))
    }
}

/// A connection whose end is noted.
#[derive(Debug)]
pub(super) struct WatchedConnection<T> {
    transport: T,
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
        self.transport.is_open()
    }

    fn is_tls(&self) -> bool {
        self.transport.is_tls()
    }
}
