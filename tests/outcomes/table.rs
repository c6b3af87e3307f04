//! The table: every behaviour of a server, the outcome that is made of it, and what the server received.

use super::support::certificates::Certificate;
use super::support::faults::{Act, Faults, Record, http};
use super::{HASTY, PATIENT, Trust, assert_no_password, client, proxy, rows, send, words};
use kartoteka::crm::{Client, Outcome};
use std::collections::BTreeSet;
use std::net::TcpListener;
use std::thread;

/// A name, a server, the outcome in a line, and the whole requests and the connections that reached the server.
pub type Row = (&'static str, Server, &'static str, usize, usize);

/// A server and the way to it.
#[derive(Debug, Clone)]
pub enum Server {
    /// In the clear.
    Http(Act),
    /// Within TLS.
    Https(Certificate, Trust, Act),
    /// In the clear, where the client expects TLS.
    NoTls(Act),
    /// Answers with this status and a redirect to another host, `{other}` in the outcome, that would create a customer.
    Redirects(&'static str),
    /// Nothing listens.
    Nobody,
    /// The host has no address.
    Nowhere,
    /// What stands between, named by the environment, does this. None: nothing listens there either.
    Proxy(Option<Act>),
}

impl Server {
    /// Whether all of the timeout is waited for.
    fn never_ends(&self) -> bool {
        match self {
            Self::Http(act) | Self::Https(_, _, act) | Self::NoTls(act) | Self::Proxy(Some(act)) => {
                matches!(
                    act,
                    Act::Hang | Act::HangUnread | Act::HangInBody | Act::Stall(_) | Act::Drip(_)
                )
            }
            _ => false,
        }
    }

    fn client(&self, url: &str) -> Client {
        client(url, if self.never_ends() { HASTY } else { PATIENT })
    }

    /// Sends the payload once. Gives the outcome, what reached the server, and the name that stands for `{other}`.
    fn run(&self) -> (String, Record, String) {
        let outcome = |client: &Client| told(&send(client));
        let nobody = || (Record::default(), String::new());
        let (outcome, (record, other)) = match self {
            Self::Http(act) => {
                let server = Faults::start(act.clone());
                let outcome = outcome(&self.client(&server.url()));
                (outcome, (server.finish(), String::new()))
            }
            Self::Https(certificate, trust, act) => {
                let server = Faults::start_tls(act.clone(), certificate.server());
                let url = format!("https://{}", server.address());
                let outcome = outcome(&self.client(&url).with_tls(trust.tls()));
                (outcome, (server.finish(), String::new()))
            }
            Self::NoTls(act) => {
                let server = Faults::start(act.clone());
                let outcome = outcome(&self.client(&format!("https://{}", server.address())));
                (outcome, (server.finish(), String::new()))
            }
            Self::Redirects(status) => {
                let second = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
                let other = format!("http://localhost:{}/api/customers", second.address().port());
                let location = format!("Location: {other}\r\n");
                let server = Faults::start(Act::Answer(http(status, &location, "")));
                let outcome = outcome(&self.client(&server.url()));
                // No request, so no credentials either; not even a connection.
                assert_eq!(second.finish(), Record::default(), "{status}");
                (outcome, (server.finish(), other))
            }
            Self::Nobody => (
                outcome(&self.client(&format!("http://{}", nobody_at()))),
                nobody(),
            ),
            Self::Nowhere => (proxy::send_elsewhere(None, PATIENT), nobody()),
            Self::Proxy(None) => (proxy::send_elsewhere(Some(&nobody_at()), PATIENT), nobody()),
            Self::Proxy(Some(act)) => {
                let server = Faults::start(act.clone());
                let timeout = if self.never_ends() { HASTY } else { PATIENT };
                let outcome = proxy::send_elsewhere(Some(&server.address().to_string()), timeout);
                (outcome, (server.finish(), String::new()))
            }
        };
        (outcome, record, other)
    }
}

/// An address where nothing listens.
fn nobody_at() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

/// An outcome in a line, after a look at what holds for every one.
pub fn told(outcome: &Outcome) -> String {
    let line = words::outcome(outcome);
    let stored = serde_json::to_string(outcome).unwrap();
    assert_no_password(&line, &format!("{outcome:?} {stored}"));
    // The proxy's.
    assert!(!stored.contains("s3cret") && !stored.contains("anna"), "{stored}");
    let kept = outcome.answer().map_or(0, |answer| answer.body.len());
    assert!(kept <= 64 * 1024, "{line}: keeps {kept} bytes");
    line
}

/// What is wrong with a row; none where it holds.
fn wrong((name, server, expected, requests, connections): &Row) -> Option<String> {
    let (outcome, record, other) = server.run();
    for request in &record.requests {
        let is_proxy = matches!(server, Server::Proxy(_));
        assert!(!is_proxy || request.header("authorization").is_empty(), "{name}");
    }
    let seen = (outcome, record.requests.len(), record.connections);
    let expected = (expected.replace("{other}", &other), *requests, *connections);
    (seen != expected).then(|| format!("{name}: {seen:?}, expected {expected:?}"))
}

#[test]
fn every_way_that_a_send_can_end() {
    let rows = rows::all();
    let names: BTreeSet<&str> = rows.iter().map(|(name, ..)| *name).collect();
    assert_eq!(names.len(), rows.len(), "each name once");
    let (slow, quick): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|(_, server, ..)| server.never_ends());
    let wrong: Vec<String> = thread::scope(|scope| {
        // They do nothing but wait, so they do it together.
        let slow: Vec<_> = slow.into_iter().map(|row| scope.spawn(|| wrong(row))).collect();
        let mut wrong: Vec<String> = quick.into_iter().filter_map(self::wrong).collect();
        wrong.extend(slow.into_iter().filter_map(|row| row.join().unwrap()));
        wrong
    });
    assert!(wrong.is_empty(), "{} rows:\n{}", names.len(), wrong.join("\n"));
}
