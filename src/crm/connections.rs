//! Connections to one CRM that are kept from one request to the next, and how they end.
//!
//! Each connection has an agent of its own, so that calling off one request never ends another's. What all of them share is what
//! TLS remembers: a new connection resumes the session of an older one.

use super::connection_end::{ConnectionEnd, WatchedConnection};
use super::opened_connection::{self, OpenedConnection, OpenedSlot, OpeningConnector};
use std::fmt;
use std::mem;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use ureq::Agent;
use ureq::config::Config;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{
    ConnectProxyConnector, ConnectionDetails, Connector, RustlsConnector, TcpConnector, Transport,
};

/// How many connections are kept at most: as many as there are requests at the same time.
const MOST_KEPT: usize = 32;

/// The connections of one client; clones are the same ones.
#[derive(Clone, Default)]
pub(super) struct Connections(Arc<Kept>);

#[derive(Default)]
struct Kept {
    tls: Arc<RustlsConnector>,
    idle: Mutex<Vec<KeptAgent>>,
    /// Open for the next sends.
    opened: Mutex<Vec<OpenedConnection>>,
    /// Whether a connection is opened in the place of one that will soon be too old.
    renews: AtomicBool,
}

/// An agent that may have a connection.
#[derive(Debug)]
struct KeptAgent {
    agent: Agent,
    ending: ConnectionEnd,
    /// The opened connection that the next request may take, if it needs a new one.
    opened: OpenedSlot,
}

/// An agent for one request at a time, which has a connection or makes one.
#[derive(Debug)]
pub(super) struct Connection {
    kept: KeptAgent,
    connections: Connections,
    /// How many connections the agent had made before this request.
    made_before: usize,
}

impl Connections {
    /// A connection for the next request: one that is kept, or a new one by these options.
    pub(super) fn take(&self, config: impl FnOnce() -> Config) -> Connection {
        let kept = self.idle().pop();
        let kept = kept.unwrap_or_else(|| self.new_agent(config()));
        kept.ending.begin_request();
        Connection {
            made_before: kept.ending.connections_made(),
            kept,
            connections: self.clone(),
        }
    }

    /// Opens a connection to where this URL leads, by these options; none where that fails.
    pub(super) fn open_ahead(&self, url: &str, config: impl FnOnce() -> Config) -> Option<OpenedConnection> {
        let slot = OpenedSlot::default();
        let connector = OpeningConnector {
            new: self.new_connections(),
            target: url.parse().ok()?,
            slot: Arc::clone(&slot),
        };
        // The request fails: all of it but its connection is thrown away.
        let agent = Agent::with_parts(config(), connector, DefaultResolver::default());
        let _ = agent.get(url).call();
        opened_connection::take(&slot)
    }

    /// Has a connection opened in the place of one that will soon be too old.
    pub(super) fn renew(&self) {
        self.0.renews.store(true, Ordering::SeqCst);
    }

    /// Has the next send use this connection, or none, in the place of those that are open.
    pub(super) fn keep_opened(&self, opened: Option<OpenedConnection>) {
        let last = mem::replace(&mut *self.opened(), opened.into_iter().collect());
        // Closing may take a moment.
        drop(last);
    }

    /// Has one of the next sends use this connection, too.
    pub(super) fn add_opened(&self, another: OpenedConnection) {
        let mut opened = self.opened();
        if opened.len() < MOST_KEPT {
            opened.push(another);
        }
    }

    /// The connection that was opened last and may still be used. Those that may not are forgotten.
    fn take_opened(&self) -> Option<OpenedConnection> {
        let mut opened = self.opened();
        opened.retain(OpenedConnection::is_young);
        opened.pop()
    }

    fn opened(&self) -> MutexGuard<'_, Vec<OpenedConnection>> {
        self.0.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets the connections that are kept.
    fn clear(&self) {
        let kept = mem::take(&mut *self.idle());
        drop(kept);
    }

    fn new_agent(&self, config: Config) -> KeptAgent {
        let (ending, opened) = (ConnectionEnd::default(), OpenedSlot::default());
        let connector = AgentConnector {
            new: self.new_connections(),
            ending: ending.clone(),
            opened: Arc::clone(&opened),
        };
        let agent = Agent::with_parts(config, connector, DefaultResolver::default());
        KeptAgent {
            agent,
            ending,
            opened,
        }
    }

    /// What makes connections, through a proxy and with TLS where that is wanted.
    fn new_connections(&self) -> impl Connector {
        ().chain(ConnectProxyConnector::default())
            .chain(TcpConnector::default())
            .chain(SharedTls(Arc::clone(&self.0.tls)))
    }

    fn idle(&self) -> MutexGuard<'_, Vec<KeptAgent>> {
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connection {
    /// The same, over the connection that is open for a send, if there is one and this has none that can be used.
    pub(super) fn over_opened(self) -> Self {
        self.kept.put_opened(self.connections.take_opened());
        self
    }

    /// Whether another connection is to be opened in the place of this one, whose last request took so long. True once.
    pub(super) fn needs_successor(&self, took: Duration) -> bool {
        let renews = self.connections.0.renews.load(Ordering::SeqCst);
        renews
            && self
                .kept
                .ending
                .needs_successor(opened_connection::lead(2 * took))
    }

    /// How the connection ends.
    pub(super) fn ending(&self) -> &ConnectionEnd {
        &self.kept.ending
    }

    /// Whether the request goes, or went, over a connection that was there before it.
    pub(super) fn was_kept(&self) -> bool {
        let ending = &self.kept.ending;
        ending.was_opened_ahead() || self.made_before > 0 && ending.connections_made() == self.made_before
    }

    /// Ends a request: the connection is kept for the next one, unless somebody may still end it. Where this one was of no
    /// use although it was open a moment ago, the others that are kept will be of none.
    pub(super) fn end(self, was_of_use: bool, is_ours: bool) {
        if !was_of_use && self.was_kept() {
            self.connections.clear();
            return;
        }
        self.kept.put_opened(None);
        let mut idle = self.connections.idle();
        if is_ours && idle.len() < MOST_KEPT {
            idle.push(self.kept);
        }
    }
}

impl KeptAgent {
    fn put_opened(&self, opened: Option<OpenedConnection>) {
        let mut slot = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        *slot = opened;
    }
}

impl Deref for Connection {
    type Target = Agent;

    fn deref(&self) -> &Agent {
        &self.kept.agent
    }
}

impl fmt::Debug for Connections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connections")
            .field("kept", &self.idle().len())
            .finish()
    }
}

/// What gives an agent its connections: the opened one that it was given, or new ones.
#[derive(Debug)]
struct AgentConnector<C> {
    new: C,
    ending: ConnectionEnd,
    opened: OpenedSlot,
}

impl<C: Connector> Connector for AgentConnector<C> {
    type Out = WatchedConnection<Box<dyn Transport>>;

    fn connect(
        &self,
        details: &ConnectionDetails,
        chained: Option<()>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        let opened = opened_connection::take(&self.opened);
        if let Some(opened) = opened
            && let Some((transport, opened_at)) = opened.for_request(details)?
        {
            return Ok(Some(self.ending.watch(transport, Some(opened_at))));
        }
        let transport = self.new.connect(details, chained)?;
        Ok(transport.map(|transport| self.ending.watch(Box::new(transport) as Box<dyn Transport>, None)))
    }
}

/// TLS whose sessions are remembered for all agents. All of them have the same options, so that those of a single request are
/// never others.
#[derive(Debug)]
struct SharedTls(Arc<RustlsConnector>);

impl<In: Transport> Connector<In> for SharedTls {
    type Out = <RustlsConnector as Connector<In>>::Out;

    fn connect(
        &self,
        details: &ConnectionDetails,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        let details = ConnectionDetails {
            // A request's own options may be a timeout, never the certificates.
            request_level: false,
            ..opened_connection::copy(details)
        };
        self.0.connect(&details, chained)
    }
}
