//! Whatever comes, the sandbox answers in JSON and stays alive.

use super::client::*;
use kartoteka::customer::FIELDS;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::cell::Cell;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};

/// JSON of any shape under names that the sandbox knows.
fn customer() -> impl Strategy<Value = Vec<u8>> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((".{0,8}", inner), 0..4).prop_map(|pairs| pairs.into_iter().collect()),
        ]
    });
    let name =
        (0..FIELDS.len(), any::<bool>()).prop_map(|(index, whole)| match FIELDS[index].parent_and_key() {
            (Some(parent), _) if whole => parent.to_owned(),
            _ => FIELDS[index].path.to_owned(),
        });
    let pairs = prop::collection::vec((name, value), 0..6);
    (pairs, any::<bool>()).prop_map(|(pairs, named)| {
        let mut customer: Value = pairs.into_iter().collect();
        if named {
            customer["surname"] = json!("Kowalski");
        }
        customer.to_string().into_bytes()
    })
}

#[test]
fn whatever_is_sent_the_answer_is_json() {
    let crm = start();
    let body = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        ".{0,60}".prop_map(String::into_bytes),
        customer()
    ];
    let created = Cell::new(0);
    proptest!(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) }, |(body in body)| {
        let reply = post(&crm, &body);
        match reply.status {
            200 => {
                prop_assert!(reply.json()["customer_id"].is_string());
                created.set(created.get() + 1);
            }
            400 | 422 => prop_assert!(!reply.messages().is_empty()),
            status => prop_assert!(false, "{status}: {reply:?}"),
        }
    });
    assert_eq!(crm.customers(), created.get());
    assert_eq!(post(&crm, KOWALSKI).status, 200);
}

#[test]
fn whatever_is_asked_for_the_answer_is_json() {
    let crm = start();
    let query = "(/|[?])?([a-z_]{0,12}=?[ -~ż]{0,12}&?){0,3}";
    proptest!(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) }, |(query in query)| {
        // What cannot stand in a request line is no request.
        let query = query.replace([' ', '"', '<', '>', '\\', '^', '`', '{', '|', '}', '#', 'ż'], "%C5%BC");
        let reply = get(&crm, &format!("/api/customers{query}"));
        prop_assert!(matches!(reply.status, 200 | 400 | 404), "{reply:?}");
        prop_assert!(reply.json().is_object());
    });
    assert_eq!(post(&crm, KOWALSKI).status, 200);
}

#[test]
fn what_is_not_http_ends_its_own_connection_only() {
    let crm = start();
    let large = format!(
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n",
        "x".repeat(100_000)
    );
    let requests: [&[u8]; 8] = [
        b"",
        b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\xff",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n",
        b"POST /api/customers HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        large.as_bytes(),
    ];
    // More than are served at once, so that a connection that is not given back is missed.
    for request in requests.into_iter().cycle().take(80) {
        let mut stream = TcpStream::connect(crm.addr()).unwrap();
        // The server may hang up before it has read all.
        let _ = stream
            .write_all(request)
            .and_then(|()| stream.shutdown(Shutdown::Write));
        let _ = stream.read_to_end(&mut Vec::new());
    }
    assert_eq!(post(&crm, KOWALSKI).status, 200);
}
