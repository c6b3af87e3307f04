//! Every way that a send can end, against a real server: what the program makes of it, and what reached the server.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support {
    pub mod faults;
}

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kartoteka::crm::{Answer, Cancel, Client, Credentials, Failure, Outcome, Target};
use std::fmt::Write as _;
use std::net::TcpListener;
use std::time::Duration;
use support::faults::{Act, Faults, Record, http, raw, zeros_in_gzip};

const PAYLOAD: &str = "{\n  \"surname\": \"Żółć 漢\"\n}";
const PASSWORD: &str = "hasło:z dwukropkiem";

/// Long enough to say: this is never waited for.
const PATIENT: Duration = Duration::from_secs(60);

/// For the servers that never answer: all of it is waited for.
const HASTY: Duration = Duration::from_millis(500);

fn client(url: &str, timeout: Duration) -> Client {
    let credentials = Credentials {
        user: "api_user".to_owned(),
        password: PASSWORD.into(),
    };
    Client::new(Target::new(url).unwrap(), credentials, "pl", timeout)
}

/// Sends the payload to a server that behaves like this.
fn send(act: Act, timeout: Duration) -> (Outcome, Record) {
    let server = Faults::start(act);
    let outcome = client(&server.url(), timeout).send(PAYLOAD, &Cancel::new());
    (outcome, server.finish())
}

/// An outcome in a line, without the library's words and the body.
fn line(outcome: &Outcome) -> String {
    let (state, failure) = match outcome {
        Outcome::Created { customer_id, .. } => (format!("created {customer_id}"), None),
        Outcome::Rejected { .. } => ("rejected".to_owned(), None),
        Outcome::NotSent { failure } => ("not sent".to_owned(), Some(failure)),
        Outcome::Unknown { failure, .. } => ("unknown".to_owned(), Some(failure)),
    };
    let failure = failure.map(failure_kind).unwrap_or_default();
    let answer = outcome.answer().map(answer).unwrap_or_default();
    format!("{state}{failure}{answer}")
}

fn failure_kind(failure: &Failure) -> String {
    match failure {
        Failure::Connection(_) => " (connection)".to_owned(),
        Failure::Tls(_) => " (tls)".to_owned(),
        Failure::Unreadable(_) => " (unreadable)".to_owned(),
        other => format!(" ({other:?})"),
    }
}

fn answer(answer: &Answer) -> String {
    let mut line = format!(" by {}", answer.status);
    for error in &answer.errors {
        let code = error.code.as_deref().unwrap_or("-");
        let _ = write!(line, ", {:?} {code:?}", error.message);
    }
    for (name, value) in [("request", &answer.request_id), ("to", &answer.location)] {
        if let Some(value) = value {
            let _ = write!(line, ", {name} {value}");
        }
    }
    if let Some(seconds) = answer.retry_after {
        let _ = write!(line, ", wait {seconds}");
    }
    line
}

/// A name, what the server does, and the outcome in a line.
type Row<'a> = (&'a str, Act, &'a str);

/// Runs rows, each against a server of its own, which must see one connection and so many whole requests.
fn check(timeout: Duration, requests: usize, rows: Vec<Row>) {
    for (name, act, expected) in rows {
        let (outcome, record) = send(act, timeout);
        let seen = (line(&outcome), record.connections, record.requests.len());
        assert_eq!(seen, (expected.to_owned(), 1, requests), "{name}: {outcome:?}");
    }
}

/// As [`check`], for answers that come at once and whole. A row is a line: the name, the status, the headers (each ended
/// by `;`), the body and the outcome, between bars.
fn check_answers(rows: &str) {
    for row in rows.trim().lines() {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [name, status, headers, body, expected] = cells[..] else {
            panic!("five cells: {row}");
        };
        let answer = http(status, &headers.replace(';', "\r\n"), body);
        check(PATIENT, 1, vec![(name, Act::Answer(answer), expected)]);
    }
}

#[test]
fn a_2xx_with_an_id_is_a_creation() {
    check_answers(
        r#"
as documented    | 200 OK       | | { "customer_id": "324" }          | created 324 by 200
a number         | 200 OK       | | {"customer_id":324}               | created 324 by 200
201              | 201 Created  | | {"customer_id":"7"}               | created 7 by 201
202              | 202 Accepted | | {"customer_id":"7"}               | created 7 by 202
more beside      | 200 OK       | | {"more":[{}],"customer_id":"324"} | created 324 by 200
        "#,
    );
    let early = "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{\"customer_id\":\"5\"}";
    let marked = "HTTP/1.1 200 OK\r\n\r\n\u{feff}{\"customer_id\":\"324\"}";
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\
        9\r\n{\"custome\r\n9\r\nr_id\":42}\r\n0\r\n\r\n";
    let rows = vec![
        ("after early hints", raw(early), "created 5 by 200"),
        ("a byte order mark", raw(marked), "created 324 by 200"),
        ("in chunks", raw(chunked), "created 42 by 200"),
    ];
    check(PATIENT, 1, rows);
}

#[test]
fn a_2xx_without_a_usable_id_is_unknown() {
    let long = format!("{{\"customer_id\":\"{}\"}}", "3".repeat(65));
    for (name, status, body) in [
        ("no id", "200 OK", "{}"),
        ("null", "200 OK", r#"{"customer_id":null}"#),
        ("empty", "200 OK", r#"{"customer_id":""}"#),
        ("no body", "200 OK", ""),
        ("an array", "200 OK", r#"[{"customer_id":"324"}]"#),
        ("HTML", "200 OK", "<html>Log in</html>"),
        (
            "control characters",
            "200 OK",
            r#"{"customer_id":"3\u001b[31m24"}"#,
        ),
        ("too long", "200 OK", &long),
        ("cut JSON", "201 Created", r#"{"customer_id":"324""#),
    ] {
        let (outcome, record) = send(Act::Answer(http(status, "", body)), PATIENT);
        let expected = format!("unknown (NoCustomerId) by {}", &status[..3]);
        assert_eq!((line(&outcome), record.requests.len()), (expected, 1), "{name}");
        assert_eq!(outcome.answer().unwrap().body, body, "{name}");
    }
    let empty = raw("HTTP/1.1 204 No Content\r\n\r\n");
    check(PATIENT, 1, vec![("204", empty, "unknown (NoCustomerId) by 204")]);
}

#[test]
fn a_4xx_is_a_rejection() {
    check_answers(
        r#"
one error       | 400 Bad Request | | {"request_id":"536","errors":[{"message":"Zły NIP","code":11}]} | rejected by 400, "Zły NIP" "11", request 536
two errors      | 400 Bad Request | | {"request_id":7,"errors":[{"message":"A","code":"n"},{"message":"B"}]} | rejected by 400, "A" "n", "B" "-", request 7
an id beside    | 400 Bad Request | | {"customer_id":"324"} | rejected by 400
401             | 401 Unauthorized | WWW-Authenticate: Basic; | | rejected by 401
403             | 403 Forbidden | | <html>Forbidden</html> | rejected by 403
404             | 404 Not Found | | {} | rejected by 404
408             | 408 Request Timeout | | | rejected by 408
422             | 422 Unprocessable Content | | [1] | rejected by 422
425             | 425 Too Early | | | rejected by 425
429             | 429 Too Many Requests | Retry-After: 120; | | rejected by 429, wait 120
429 with a date | 429 Too Many Requests | Date: Tue, 24 Nov 2026 10:00:00 GMT;Retry-After: Tue, 24 Nov 2026 10:01:00 GMT; | | rejected by 429, wait 60
        "#,
    );
}

#[test]
fn a_5xx_is_unknown() {
    check_answers(
        r#"
500                | 500 Internal Server Error | | {"request_id":"5f","errors":[{"message":"Oops","code":1}]} | unknown (Server(500)) by 500, "Oops" "1", request 5f
an id beside       | 500 Internal Server Error | | {"customer_id":"324"} | unknown (Server(500)) by 500
HTML               | 502 Bad Gateway | | <html>502</html> | unknown (Server(502)) by 502
503                | 503 Service Unavailable | Retry-After: 5; | | unknown (Server(503)) by 503, wait 5
504                | 504 Gateway Timeout | | | unknown (Server(504)) by 504
neither yes nor no | 600 Odd | | | unknown (Server(600)) by 600
        "#,
    );
}

#[test]
fn a_redirect_is_shown_and_never_followed() {
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let second = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
        let location = format!("{}/api/customers", second.url());
        let headers = format!("Location: {location}\r\n");
        let (outcome, record) = send(Act::Answer(http(status, &headers, "")), PATIENT);
        let expected = format!("rejected by {}, to {location}", &status[..3]);
        assert_eq!((line(&outcome), record.requests.len()), (expected, 1), "{status}");
        assert_eq!(second.finish(), Record::default(), "{status}");
    }
    check_answers("to nowhere | 302 Found | | | rejected by 302");
}

#[test]
fn a_connection_that_breaks_after_the_payload_was_taken_is_unknown() {
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"customer_id\":\"324\"}";
    let cut_no = "HTTP/1.1 400 Bad Request\r\nContent-Length: 99\r\n\r\n{\"errors\":[";
    let bad_chunk = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n";
    let bad_gzip = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n{\"customer_id\":\"324\"}";
    let rows = vec![
        ("reset", Act::Reset, "unknown (Cut)"),
        ("no answer", raw(""), "unknown (Cut)"),
        (
            "cut in the head",
            raw("HTTP/1.1 200 OK\r\nConte"),
            "unknown (Cut)",
        ),
        ("cut in the body", raw(cut), "unknown (Cut) by 200"),
        ("cut in the body of a no", raw(cut_no), "rejected by 400"),
        ("a bad chunk", raw(bad_chunk), "unknown (unreadable) by 200"),
        ("bad gzip", raw(bad_gzip), "unknown (unreadable) by 200"),
        ("not HTTP", raw("SSH-2.0-OpenSSH_9.9\r\n"), "unknown (unreadable)"),
    ];
    check(PATIENT, 1, rows);
    // The server has not taken it, but only the server knows.
    let rows = vec![
        ("closed at once", Act::CloseAtOnce, "unknown (Cut)"),
        ("closed after the head", Act::CloseAfterHead, "unknown (Cut)"),
    ];
    check(PATIENT, 0, rows);
}

#[test]
fn a_server_that_does_not_end_is_left_at_the_timeout() {
    let drip = |bytes: &str| Act::Drip(bytes.as_bytes().to_vec());
    let body = "HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n";
    let no = "HTTP/1.1 400 Bad Request\r\nContent-Length: 9999999\r\n\r\n";
    let rows = vec![
        ("hangs", Act::Hang, "unknown (TimedOut(1))"),
        ("a status line", drip("HTTP/1.1 200 O"), "unknown (TimedOut(1))"),
        ("a head", drip("HTTP/1.1 200 OK\r\n"), "unknown (TimedOut(1))"),
        ("a body", drip(body), "unknown (TimedOut(1)) by 200"),
        ("the body of a no", drip(no), "rejected by 400"),
    ];
    check(HASTY, 1, rows);
    let unread = ("hangs unread", Act::HangUnread, "unknown (TimedOut(1))");
    check(HASTY, 0, vec![unread]);
}

#[test]
fn an_answer_without_end_is_left_at_the_limit() {
    let flood = |head: &str| Act::Flood(format!("HTTP/1.1 {head}").into_bytes());
    let rows = vec![
        ("a yes", flood("200 OK\r\n\r\n"), "unknown (unreadable) by 200"),
        ("a no", flood("400 No\r\n\r\n"), "rejected by 400"),
        (
            "an error",
            flood("500 Oops\r\n\r\n"),
            "unknown (Server(500)) by 500",
        ),
        ("a head", flood("200 OK\r\nX: "), "unknown (unreadable)"),
    ];
    check(PATIENT, 1, rows);

    let mut bomb = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
    bomb.extend(zeros_in_gzip(40_000));
    assert!(bomb.len() < 100_000, "it is small on the wire");
    for (name, act) in [("flood", flood("200 OK\r\n\r\n")), ("bomb", Act::Answer(bomb))] {
        let (outcome, _) = send(act, PATIENT);
        let Outcome::Unknown {
            failure,
            answer: Some(answer),
        } = outcome
        else {
            panic!("{name}: {outcome:?}");
        };
        assert_eq!(
            failure,
            Failure::Unreadable("the answer is longer than 1 MB".to_owned()),
            "{name}"
        );
        assert_eq!(answer.body.len(), 64 * 1024, "{name}");
    }
}

#[test]
fn a_refused_connection_is_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let outcome = client(&url, PATIENT).send(PAYLOAD, &Cancel::new());
    assert_eq!(line(&outcome), "not sent (ConnectionRefused)");
}

#[test]
fn a_host_without_an_address_is_not_sent() {
    let outcome = client("https://no-such-host.invalid", PATIENT).send(PAYLOAD, &Cancel::new());
    if ureq::Proxy::try_from_env().is_none() {
        assert_eq!(line(&outcome), "not sent (HostNotFound)", "{outcome:?}");
    } else {
        // The proxy looks the host up, and words it in its own way.
        assert!(matches!(outcome, Outcome::NotSent { .. }), "{outcome:?}");
    }
}

#[test]
fn a_tls_handshake_that_fails_is_not_sent() {
    let plain = Act::Greet(http("400 Bad Request", "", ""));
    for (name, act, timeout, expected) in [
        ("no TLS", plain, PATIENT, "not sent (tls)"),
        ("a hang", Act::HangUnread, HASTY, "not sent (TimedOut(1))"),
    ] {
        let server = Faults::start(act);
        let outcome = client(&format!("https://{}", server.address()), timeout).send(PAYLOAD, &Cancel::new());
        assert_eq!(line(&outcome), expected, "{name}: {outcome:?}");
        assert_eq!(server.finish().connections, 1, "{name}");
    }
}

#[test]
fn the_request_is_the_one_that_the_vendor_documents() {
    let server = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
    let outcome = client(&format!("{}/crm/", server.url()), PATIENT).send(PAYLOAD, &Cancel::new());
    assert_eq!(line(&outcome), "created 324 by 200");

    let address = server.address().to_string();
    let record = server.finish();
    let [request] = record.requests.as_slice() else {
        panic!("one request: {record:?}");
    };
    assert_eq!(
        request.head.lines().next(),
        Some("POST /crm/api/customers HTTP/1.1")
    );
    assert_eq!(request.body, PAYLOAD.as_bytes());
    let length = PAYLOAD.len().to_string();
    assert_ne!(PAYLOAD.len(), PAYLOAD.chars().count());
    for (name, expected) in [
        ("host", vec![address.as_str()]),
        ("content-type", vec!["application/json; charset=utf-8"]),
        ("content-length", vec![length.as_str()]),
        ("accept", vec!["application/json"]),
        ("accept-language", vec!["pl"]),
        ("user-agent", vec![Client::USER_AGENT]),
        ("transfer-encoding", vec![]),
        ("expect", vec![]),
        ("cookie", vec![]),
    ] {
        assert_eq!(request.header(name), expected, "{name}");
    }

    let authorization = request.header("authorization");
    let [authorization] = authorization.as_slice() else {
        panic!("one authorization: {authorization:?}");
    };
    let encoded = authorization.strip_prefix("Basic ").unwrap();
    let decoded = STANDARD.decode(encoded).unwrap();
    assert_eq!(
        String::from_utf8(decoded).unwrap(),
        format!("api_user:{PASSWORD}")
    );
}

#[test]
fn a_long_payload_arrives_byte_for_byte() {
    let payload = format!("{{\"note\":\"{}\"}}", "ż漢a".repeat(200_000));
    let server = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
    let outcome = client(&server.url(), PATIENT).send(&payload, &Cancel::new());
    assert_eq!(line(&outcome), "created 324 by 200");
    let record = server.finish();
    assert!(record.requests.len() == 1 && record.requests[0].body == payload.as_bytes());
}

#[test]
fn the_password_is_in_no_outcome() {
    let encoded = STANDARD.encode(format!("api_user:{PASSWORD}"));
    for act in [
        Act::Answer(http("401 Unauthorized", "", "{}")),
        Act::Answer(b"junk\r\n".to_vec()),
        Act::CloseAtOnce,
    ] {
        let name = format!("{act:?}");
        let server = Faults::start(act);
        let client = client(&server.url(), PATIENT);
        let outcome = client.send(PAYLOAD, &Cancel::new());
        let shown = format!(
            "{client:?} {outcome:?} {}",
            serde_json::to_string(&outcome).unwrap()
        );
        assert!(
            !shown.contains(PASSWORD) && !shown.contains(&encoded),
            "{name}: {shown}"
        );
    }
}
