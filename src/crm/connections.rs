//! Connections to one CRM that are kept from one request to the next, and how they end.
//!
//! Each connection has an agent of its own, so that calling off one request never ends another's. What all of them share is what
//! TLS remembers: a new connection resumes the session of an older one.

use super::connection_end::ConnectionEnd;
use std::fmt;
use std::mem;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
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
    idle: Mutex<Vec<(Agent, ConnectionEnd)>>,
}

/// An agent for one request at a time, which has a connection or makes one.
#[derive(Debug)]
pub(super) struct Connection {
    agent: Agent,
    ending: ConnectionEnd,
    connections: Connections,
    /// How many connections the agent had made before this request.
    made_before: usize,
}

impl Connections {
    /// A connection for the next request: one that is kept, or a new one by these options.
    pub(super) fn take(&self, config: impl FnOnce() -> Config) -> Connection {
        let kept = self.idle().pop();
        let (agent, ending) = kept.unwrap_or_else(|| self.new_agent(config()));
        ending.begin_request();
        Connection {
            made_before: ending.connections_made(),
            agent,
            ending,
            connections: self.clone(),
        }
    }

    /// Forgets the connections that are kept.
    fn clear(&self) {
        let kept = mem::take(&mut *self.idle());
        drop(kept);
    }

    fn new_agent(&self, config: Config) -> (Agent, ConnectionEnd) {
        let ending = ConnectionEnd::default();
        let connector =
            ().chain(ConnectProxyConnector::default())
                .chain(TcpConnector::default())
                .chain(SharedTls(Arc::clone(&self.0.tls)))
                .chain(ending.clone());
        (
            Agent::with_parts(config, connector, DefaultResolver::default()),
            ending,
        )
    }

    fn idle(&self) -> MutexGuard<'_, Vec<(Agent, ConnectionEnd)>> {
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connection {
    /// How the connection ends.
    pub(super) fn ending(&self) -> &ConnectionEnd {
        &self.ending
    }

    /// Whether the request goes, or went, over a connection that an earlier request had made.
    pub(super) fn was_kept(&self) -> bool {
        self.made_before > 0 && self.ending.connections_made() == self.made_before
    }

    /// Ends a request: the connection is kept for the next one, unless somebody may still end it. Where this one was of no
    /// use although it was open a moment ago, the others that are kept will be of none.
    pub(super) fn end(self, was_of_use: bool, is_ours: bool) {
        if !was_of_use && self.was_kept() {
            self.connections.clear();
            return;
        }
        let mut idle = self.connections.idle();
        if is_ours && idle.len() < MOST_KEPT {
            idle.push((self.agent, self.ending));
        }
    }
}

impl Deref for Connection {
    type Target = Agent;

    fn deref(&self) -> &Agent {
        &self.agent
    }
}

impl fmt::Debug for Connections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connections")
            .field("kept", &self.idle().len())
            .finish()
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
            uri: details.uri,
            addrs: details.addrs.clone(),
            config: details.config,
            // A request's own options may be a timeout, never the certificates.
            request_level: false,
            resolver: details.resolver,
            now: details.now,
            timeout: details.timeout,
            current_time: Arc::clone(&details.current_time),
            run_connector: Arc::clone(&details.run_connector),
            register_shutdown: Arc::clone(&details.register_shutdown),
        };
        self.0.connect(&details, chained)
    }
}
