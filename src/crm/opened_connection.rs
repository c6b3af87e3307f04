//! A connection that is opened before there is a request for it, TLS included, so that the request need not wait for that.
//!
//! Nothing goes over it until then: to the CRM, nobody has logged in and nothing was asked.

use super::connection_end::LONGEST_LIFE;
use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};
use ureq::Timeout;
use ureq::http::Uri;
use ureq::unversioned::transport::{ConnectionDetails, Connector, NextTimeout, ShutdownHandle, Transport};

/// How long what TLS has said since the connection was opened is waited for: it is there, or does not matter.
const SETTLING: Duration = Duration::from_millis(1);
/// Between these, the next connection is opened before this one is too old, so that there is always one.
const LEADS: (Duration, Duration) = (Duration::from_millis(100), Duration::from_millis(600));

/// How long before the end of a connection's life the next one is opened, where that may take so long.
pub(super) fn lead(time: Duration) -> Duration {
    time.clamp(LEADS.0, LEADS.1)
}

/// A connection, and when it was opened.
pub(super) type UsedConnection = (Box<dyn Transport>, Instant);
/// Takes what ends a connection from another thread.
type RegisterShutdown = dyn Fn(Weak<dyn ShutdownHandle>) -> Result<(), ureq::Error> + Send + Sync;

/// An open connection over which nothing was asked.
pub struct OpenedConnection {
    transport: Box<dyn Transport>,
    /// What ends it from another thread.
    shutdown_handles: Vec<Weak<dyn ShutdownHandle>>,
    target: Uri,
    opened_at: Instant,
    /// How long it took to open it.
    took: Duration,
}

impl OpenedConnection {
    /// Whether it may still be used.
    pub(super) fn is_young(&self) -> bool {
        self.opened_at.elapsed() < LONGEST_LIFE
    }

    /// When the next one is to be opened, which may take as long as this one did.
    #[must_use]
    pub fn renew_at(&self) -> Instant {
        self.opened_at + LONGEST_LIFE.saturating_sub(lead(2 * self.took))
    }

    /// The connection, and when it was opened, for a request to this place; none where it is for another one, was closed, or may
    /// soon be. The request's agent ends it when it is shut down.
    pub(super) fn for_request(
        mut self,
        details: &ConnectionDetails,
    ) -> Result<Option<UsedConnection>, ureq::Error> {
        if !is_same_place(&self.target, details.uri) || !self.is_young() {
            return Ok(None);
        }
        if self.transport.is_tls() && !self.settles() || !self.transport.is_open() {
            return Ok(None);
        }
        for handle in self.shutdown_handles {
            (details.register_shutdown)(handle)?;
        }
        Ok(Some((self.transport, self.opened_at)))
    }

    /// Reads what belongs to TLS alone, such as the tickets of its session; false where there is anything else.
    fn settles(&mut self) -> bool {
        let limit = NextTimeout {
            after: SETTLING.into(),
            reason: Timeout::Connect,
            ..NextTimeout::default()
        };
        matches!(self.transport.await_input(limit), Err(ureq::Error::Timeout(_)))
    }
}

impl fmt::Debug for OpenedConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenedConnection")
            .field("opened_at", &self.opened_at)
            .finish_non_exhaustive()
    }
}

/// Where a connection is put, or taken from.
pub(super) type OpenedSlot = Arc<Mutex<Option<OpenedConnection>>>;

/// Takes what is in the slot.
pub(super) fn take(slot: &OpenedSlot) -> Option<OpenedConnection> {
    slot.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Makes connections that become opened ones: they are put into the slot, and the request that asked for one fails.
#[derive(Debug)]
pub(super) struct OpeningConnector<C> {
    /// Makes the connections.
    pub new: C,
    /// Where the connection is to lead. Others, as to a proxy on the way there, are made as ever.
    pub target: Uri,
    pub slot: OpenedSlot,
}

impl<C: Connector> Connector for OpeningConnector<C> {
    type Out = C::Out;

    fn connect(
        &self,
        details: &ConnectionDetails,
        chained: Option<()>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        if !is_same_place(&self.target, details.uri) {
            return self.new.connect(details, chained);
        }
        let began = Instant::now();
        let handles: Arc<Mutex<Vec<Weak<dyn ShutdownHandle>>>> = Arc::default();
        let noted = Arc::clone(&handles);
        let details = with_register(
            details,
            Arc::new(move |handle| {
                noted.lock().unwrap_or_else(PoisonError::into_inner).push(handle);
                Ok(())
            }),
        );
        let transport = self.new.connect(&details, chained)?;
        let opened = transport.map(|transport| OpenedConnection {
            transport: Box::new(transport),
            shutdown_handles: std::mem::take(&mut handles.lock().unwrap_or_else(PoisonError::into_inner)),
            target: self.target.clone(),
            opened_at: began,
            took: began.elapsed(),
        });
        *self.slot.lock().unwrap_or_else(PoisonError::into_inner) = opened;
        Err(io::Error::other("opened for a later request").into())
    }
}

/// The same details, but for what takes the means of ending a connection.
fn with_register<'a>(
    details: &'a ConnectionDetails,
    register_shutdown: Arc<RegisterShutdown>,
) -> ConnectionDetails<'a> {
    ConnectionDetails {
        register_shutdown,
        ..copy(details)
    }
}

/// The same details.
pub(super) fn copy<'a>(details: &'a ConnectionDetails) -> ConnectionDetails<'a> {
    ConnectionDetails {
        uri: details.uri,
        addrs: details.addrs.clone(),
        config: details.config,
        request_level: details.request_level,
        resolver: details.resolver,
        now: details.now,
        timeout: details.timeout,
        current_time: Arc::clone(&details.current_time),
        run_connector: Arc::clone(&details.run_connector),
        register_shutdown: Arc::clone(&details.register_shutdown),
    }
}

fn is_same_place(one: &Uri, other: &Uri) -> bool {
    (one.scheme(), one.authority()) == (other.scheme(), other.authority())
}
