//! A connection that is opened ahead of a send: the send needs one round trip, and whatever the CRM does with that connection,
//! the customer is sent once.

use super::support::certificates::Certificate;
use super::support::counting_relay::{CountingRelay, Traffic};
use super::support::faults::{Act, Faults, http};
use super::{HASTY, PATIENT, PAYLOAD, Trust, client, send, words};
use kartoteka::crm::{CancelToken, Client, PayloadLeft};
use kartoteka::customer::{FieldId, LookupKey};
use rustls::version::{TLS12, TLS13};
use std::io::{self, Read as _};
use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

fn created() -> Act {
    Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#))
}

/// Opens a connection for the next send, TLS included.
#[track_caller]
fn open(client: &Client) {
    client.keep_opened(client.open_ahead().expect("a connection"));
}

#[test]
fn a_send_over_an_opened_connection_needs_one_round_trip() {
    for tls in [None, Some(&TLS12), Some(&TLS13)] {
        let server = match tls {
            None => Faults::start(created()),
            Some(version) => {
                let config = Certificate::Right.config(&[version]);
                Faults::start_tls(created(), config.into())
            }
        };
        let relay = CountingRelay::start(server.address());
        let scheme = if tls.is_some() { "https" } else { "http" };
        let client = client(&relay.url(scheme), PATIENT).with_tls(Trust::Ours.tls());
        // On a machine that is so slow that the connection is too old by then, it is opened again.
        loop {
            open(&client);
            let begun = Instant::now();
            let mut expected = vec![Traffic::Connected];
            // Hello there and back, and both ends of the handshake: with TLS 1.3, tickets come last.
            expected.extend(
                [Traffic::There, Traffic::Back]
                    .repeat(2)
                    .iter()
                    .filter(|_| tls.is_some()),
            );
            relay.wait_for(&expected);
            assert_eq!(words::outcome(&send(&client)), "created 324 by 200");
            let seen = relay.so_far();
            if begun.elapsed().as_millis() < 500 {
                assert_eq!(&seen[..2], [Traffic::There, Traffic::Back], "{tls:?}: {seen:?}");
                assert!(!seen.contains(&Traffic::Connected), "{tls:?}: {seen:?}");
                break;
            }
        }
        let record = server.finish();
        assert_eq!(record.requests.len(), record.heads, "{tls:?}");
    }
}

#[test]
fn a_connection_that_is_opened_brings_nothing_to_the_crm() {
    let server = Faults::start(created());
    let client = client(&server.url(), PATIENT);
    for _ in 0..5 {
        open(&client);
    }
    client.close_opened();
    let record = server.finish();
    assert_eq!((record.connections, record.heads), (5, 0));
}

#[test]
fn a_connection_that_the_crm_has_ended_is_not_used() {
    let server = Faults::start(Act::Turns(vec![Act::CloseAtOnce, created()]));
    let relay = CountingRelay::start(server.address());
    let client = client(&relay.url("http"), PATIENT);
    open(&client);
    relay.wait_for(&[Traffic::Connected, Traffic::Ended]);
    assert_eq!(words::outcome(&send(&client)), "created 324 by 200");
    let record = server.finish();
    assert_eq!((record.connections, record.requests.len()), (2, 1));
}

#[test]
fn what_a_crm_says_before_it_is_asked_is_no_answer() {
    let timeout = http("408 Request Timeout", "Connection: close\r\n", "");
    let turns = Act::Turns(vec![Act::Greet(timeout), created()]);
    for tls in [false, true] {
        let server = if tls {
            Faults::start_tls(turns.clone(), Certificate::Right.server())
        } else {
            Faults::start(turns.clone())
        };
        let scheme = if tls { "https" } else { "http" };
        let client = client(&format!("{scheme}://{}", server.address()), PATIENT);
        let client = client.with_tls(Trust::Ours.tls());
        open(&client);
        server.wait_for(|record| record.stalled == 1);
        assert_eq!(words::outcome(&send(&client)), "created 324 by 200", "{tls}");
        let record = server.finish();
        assert_eq!((record.connections, record.requests.len()), (2, 1), "{tls}");
    }
}

#[test]
fn a_crm_that_takes_no_connection_ahead_gets_the_send_all_the_same() {
    // It says nothing to the first handshake.
    let turns = Act::Turns(vec![Act::HangUnread, created()]);
    let server = Faults::start_tls(turns, Certificate::Right.server());
    let url = format!("https://{}", server.address());
    let hasty = client(&url, HASTY).with_tls(Trust::Ours.tls());
    assert!(hasty.open_ahead().is_none());
    assert_eq!(words::outcome(&send(&hasty)), "created 324 by 200");
    assert_eq!(server.finish().requests.len(), 1);

    // Nobody listens.
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
    let refusing = client(&format!("http://{}", nobody.local_addr().unwrap()), PATIENT);
    drop(nobody);
    assert!(refusing.open_ahead().is_none());
    assert!(words::outcome(&send(&refusing)).starts_with("not sent"));
}

#[test]
fn a_send_over_an_opened_connection_is_called_off_alone() {
    let answer = http("200 OK", "", r#"{"customer_id":"324"}"#);
    let server = Faults::start(Act::Turns(vec![Act::Hang, Act::AtTheEnd(answer)]));
    let client = client(&server.url(), PATIENT);
    open(&client);
    let cancel = CancelToken::new();
    thread::scope(|scope| {
        let first = scope.spawn(|| client.send(PAYLOAD, &cancel));
        server.wait_for(|record| record.requests.len() == 1);
        let second = scope.spawn(|| send(&client));
        server.wait_for(|record| record.requests.len() == 2);
        assert_eq!(cancel.cancel(), PayloadLeft::Yes);
        let first = words::outcome(&first.join().unwrap());
        assert_eq!(first, "unknown (Cancelled)");
        assert_eq!(server.finish().requests.len(), 2);
        let second = words::outcome(&second.join().unwrap());
        assert_eq!(second, "created 324 by 200");
    });
}

#[test]
fn a_question_leaves_the_opened_connection_to_the_send() {
    let server = Faults::start(Act::Turns(vec![
        created(),
        Act::Answer(http("200 OK", "", r#"{"result":[]}"#)),
    ]));
    let client = client(&server.url(), PATIENT);
    open(&client);
    server.wait_for(|record| record.connections == 1);
    let phone = LookupKey {
        field: FieldId::of("phone_number").unwrap(),
        value: "333444555".to_owned(),
    };
    let found = client.look_up(&[phone], PATIENT);
    assert_eq!(found[0].result, Ok(Vec::new()));
    client.close_opened();
    assert!(server.finish().requests[0].head.starts_with("GET "));
}

#[test]
fn what_is_opened_and_not_wanted_any_more_is_closed() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = client(&format!("http://{}", listener.local_addr().unwrap()), PATIENT);
    let (sender, ends) = mpsc::channel();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let sender = sender.clone();
            thread::spawn(move || {
                sender.send(stream.read(&mut [0]).map_err(|error: io::Error| error.kind()))
            });
        }
    });
    // Another one takes its place, and then none does.
    open(&client);
    open(&client);
    assert_eq!(ends.recv().unwrap(), Ok(0));
    client.close_opened();
    assert_eq!(ends.recv().unwrap(), Ok(0));
}
