//! Sends that are called off: what the caller gets, and that it is true.
//!
//! The timeouts are an hour, so that a send that is not interrupted is a test that does not end.

use super::support::certificates::Certificate;
use super::support::faults::{Act, Faults, Record, http};
use super::{PAYLOAD, Trust, client, words};
use kartoteka::crm::{CancelToken, Client, Outcome, PayloadLeft};
use std::collections::BTreeMap;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(60 * 60);

const CALLED_OFF: &str = "unknown (Cancelled)";

/// Sends a payload, and calls it off as soon as that much has reached the server.
fn call_off(
    client: &Client,
    payload: &str,
    server: &Faults,
    when: fn(&Record) -> bool,
) -> (PayloadLeft, Outcome) {
    let cancel = CancelToken::new();
    thread::scope(|scope| {
        let sending = scope.spawn(|| client.send(payload, &cancel));
        server.wait_for(when);
        let taken = cancel.cancel();
        (taken, sending.join().unwrap())
    })
}

const CALLED_OFF_BY: &str = "unknown (Cancelled) by 200";
/// The end of the connection is the end of the body, and it is ours. Without TLS nobody can tell.
const ENDED_BY_US: &str = "created 324 by 200, or unknown within TLS";

/// A name, what the server does, how far it must be, and the outcome.
type Row = (&'static str, Act, fn(&Record) -> bool, &'static str);

#[rustfmt::skip]
fn rows() -> Vec<Row> {
    let stall = |text: &str| Act::Stall(text.as_bytes().to_vec());
    let arrived: fn(&Record) -> bool = |record| record.requests.len() == 1;
    let stalled: fn(&Record) -> bool = |record| record.stalled == 1;
    let counted = "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"customer_id\":\"32";
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n15\r\n{\"cust";
    let no = "HTTP/1.1 422 No\r\nContent-Length: 99\r\n\r\n{\"errors\":[";
    let whole = "HTTP/1.1 200 OK\r\n\r\n{\"customer_id\":\"324\"}";
    vec![
        ("no answer", Act::Hang, arrived, CALLED_OFF),
        ("half a head", stall("HTTP/1.1 200 OK\r\nConte"), stalled, CALLED_OFF),
        ("half a body", stall(counted), stalled, CALLED_OFF_BY),
        ("half a body of unknown length", stall("HTTP/1.1 200 OK\r\n\r\n{\"customer_id\":\"32"), stalled, CALLED_OFF_BY),
        ("half a chunk", stall(chunked), stalled, CALLED_OFF_BY),
        ("half a body of a no", stall(no), stalled, "rejected by 422"),
        ("a whole answer", Act::Stall(http("200 OK", "", r#"{"customer_id":"324"}"#)), stalled, "created 324 by 200"),
        ("a whole document, and the connection open", stall(whole), stalled, ENDED_BY_US),
    ]
}

#[test]
fn once_the_payload_was_taken_it_ends_at_once_and_is_unknown() {
    for (name, act, when, expected) in rows() {
        let plain = Faults::start(act.clone());
        let tls = Faults::start_tls(act, Certificate::Right.server());
        for (scheme, server) in [("http", plain), ("https", tls)] {
            let client = client(&format!("{scheme}://{}", server.address()), HOUR);
            let client = client.with_tls(Trust::Ours.tls());
            let (taken, outcome) = call_off(&client, PAYLOAD, &server, when);
            let expected = match (expected, scheme) {
                (ENDED_BY_US, "http") => "created 324 by 200",
                (ENDED_BY_US, _) => CALLED_OFF_BY,
                (expected, _) => expected,
            };
            let seen = (taken, words::outcome(&outcome));
            assert_eq!(seen, (PayloadLeft::Yes, expected.to_owned()), "{name}, {scheme}");
            assert_eq!(server.finish().requests.len(), 1, "{name}, {scheme}");
        }
    }
}

#[test]
fn a_payload_that_does_not_get_through_is_let_go_of() {
    // More than all buffers on the way can take, so that the client hangs while it writes.
    let payload = format!("{{\"note\":\"{}\"}}", "x".repeat(32 * 1024 * 1024));
    let server = Faults::start(Act::HangInBody);
    let client = client(&server.url(), HOUR);
    let (taken, outcome) = call_off(&client, &payload, &server, |record| record.begun == 1);
    assert_eq!(
        (taken, words::outcome(&outcome).as_str()),
        (PayloadLeft::Yes, CALLED_OFF)
    );
    assert_eq!(server.finish().requests.len(), 0);
}

#[test]
fn before_the_payload_was_taken_it_is_not_sent() {
    // It waits for the handshake that never comes.
    let server = Faults::start(Act::HangUnread);
    let client = client(&format!("https://{}", server.address()), HOUR);
    let (taken, outcome) = call_off(&client, PAYLOAD, &server, |record| record.connections == 1);
    let seen = (taken, words::outcome(&outcome));
    assert_eq!(seen, (PayloadLeft::No, "not sent (Cancelled)".to_owned()));
    assert_eq!(server.finish().requests.len(), 0);
}

#[test]
fn called_off_before_it_began_it_does_not_even_connect() {
    let server = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
    let client = client(&server.url(), HOUR);
    let early = CancelToken::new();
    assert_eq!(early.cancel(), PayloadLeft::No);
    let outcome = client.send(PAYLOAD, &early);
    assert_eq!(words::outcome(&outcome), "not sent (Cancelled)");

    // One cancel serves one send.
    let cancel = CancelToken::new();
    let outcome = client.send(PAYLOAD, &cancel);
    assert_eq!(words::outcome(&outcome), "created 324 by 200");
    let outcome = client.send(PAYLOAD, &cancel);
    assert_eq!(words::outcome(&outcome), "not sent (Cancelled)");
    assert_eq!(cancel.cancel(), PayloadLeft::Yes);

    let record = server.finish();
    assert_eq!((record.connections, record.requests.len()), (1, 1));
}

#[test]
fn in_a_race_no_payload_arrives_after_a_no() {
    const ROUNDS: u32 = 400;
    let server = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
    let client = client(&server.url(), HOUR);
    let mut told = BTreeMap::new();
    for round in 0..ROUNDS {
        let (cancel, start) = (CancelToken::new(), Barrier::new(2));
        let payload = format!("{{\"surname\":\"{round}\"}}");
        let before = server.connections();
        let (taken, outcome) = thread::scope(|scope| {
            let sending = scope.spawn(|| {
                start.wait();
                client.send(&payload, &cancel)
            });
            start.wait();
            // Now a little earlier, now a little later; every other time once the server has it connected.
            if round % 2 == 0 {
                server.wait_for(|record| record.connections > before);
            }
            for _ in 0..round % 20 {
                thread::yield_now();
            }
            (cancel.cancel(), sending.join().unwrap())
        });
        let outcome = words::outcome(&outcome);
        let fits = match taken {
            PayloadLeft::No => outcome == "not sent (Cancelled)",
            PayloadLeft::Yes => outcome == "created 324 by 200" || outcome.starts_with(CALLED_OFF),
        };
        assert!(fits, "round {round}: {taken:?}, {outcome}");
        told.insert(payload.into_bytes(), (taken, outcome));
    }
    // The server has dealt with every connection by then, so that nothing is still on its way.
    let record = server.finish();
    for request in &record.requests {
        let (taken, _) = told[&request.body];
        assert_eq!(taken, PayloadLeft::Yes, "{request:?}");
    }
    let created = told
        .values()
        .filter(|(_, outcome)| outcome.starts_with("created"));
    assert!(created.count() <= record.requests.len());
}

/// A listener whose queue is full: who connects to it waits for an answer that does not come.
#[cfg(target_os = "linux")]
#[test]
fn a_thread_that_hangs_in_connecting_is_left_behind() {
    use std::fs;
    use std::net::{TcpListener, TcpStream};

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    rustix::net::listen(&listener, 0).unwrap();
    let address = listener.local_addr().unwrap();
    let _queued = TcpStream::connect(address).unwrap();
    let client = client(&format!("http://{address}"), HOUR);
    let cancel = CancelToken::new();
    let outcome = thread::scope(|scope| {
        let sending = scope.spawn(|| client.send(PAYLOAD, &cancel));
        // The system's list of connections: one to this port has sent its first packet (state 2) and waits.
        let waits = format!("0100007F:{:04X} 02 ", address.port());
        while !fs::read_to_string("/proc/net/tcp").unwrap().contains(&waits) {
            assert!(!sending.is_finished(), "it does not wait");
            thread::yield_now();
        }
        assert_eq!(cancel.cancel(), PayloadLeft::No);
        sending.join().unwrap()
    });
    assert_eq!(words::outcome(&outcome), "not sent (Cancelled)");
}
