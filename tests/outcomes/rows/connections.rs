//! Connections that do not come about, break, or never end; TLS, redirects and proxies.

use crate::Trust::{Anybody, Other, Ours, Public};
use crate::support::certificates::Certificate::{Expired, OtherName, Right, SelfSigned};
use crate::support::faults::{Act, http, raw, zeros_in_gzip};
use crate::table::{Row, Server};
use Server::{Http, Https, NoTls, Nobody, Nowhere, Proxy, Redirects};

fn created() -> Act {
    Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#))
}

#[rustfmt::skip]
pub fn not_sent() -> Vec<Row> {
    let greeting = Act::Greet(http("400 Bad Request", "", ""));
    let refusing = |status| Act::Answer(http(status, "", ""));
    vec![
        ("refused", Nobody, "not sent (ConnectionRefused)", 0, 0),
        ("no such host", Nowhere, "not sent (HostNotFound)", 0, 0),
        ("no TLS", NoTls(greeting), "not sent (tls)", 0, 1),
        ("the handshake is cut", NoTls(Act::CloseAtOnce), "not sent (connection)", 0, 1),
        ("the handshake hangs", NoTls(Act::HangUnread), "not sent (TimedOut(1))", 0, 1),
        ("the proxy is not there", Proxy(None), "not sent (proxy, ConnectionRefused)", 0, 0),
        // The request that reaches it is the one to be let through: no customer and no password in it.
        ("the proxy wants a password", Proxy(Some(refusing("407 Who"))), "not sent (proxy, connection)", 1, 1),
        ("the proxy does not reach the CRM", Proxy(Some(refusing("502 Bad Gateway"))), "not sent (proxy, connection)", 1, 1),
        ("the proxy lets through and closes", Proxy(Some(refusing("200 OK"))), "not sent (proxy, connection)", 1, 1),
        ("the proxy hangs", Proxy(Some(Act::Hang)), "not sent (proxy, TimedOut(1))", 1, 1),
        ("the proxy is no proxy", Proxy(Some(raw("SSH-2.0-OpenSSH_9.9\r\n"))), "not sent (proxy, connection)", 1, 1),
    ]
}

#[rustfmt::skip]
pub fn broken() -> Vec<Row> {
    const UNREADABLE: &str = "unknown (unreadable)";
    let answer = |head: &str, body: &str| Http(raw(&format!("HTTP/1.1 {}\r\n\r\n{body}", head.replace('\n', "\r\n"))));
    let id = r#"{"customer_id":"324"}"#;
    let chunked = "200 OK\nTransfer-Encoding: chunked";
    let huge = format!("200 OK\nX: {}", "x".repeat(100_000));
    let many = format!("200 OK\n{}Y: y", "X: x\n".repeat(10_000));
    vec![
        // The server has not taken all of it, but only the server knows.
        ("accept and close", Http(Act::CloseAtOnce), "unknown (Cut)", 0, 1),
        ("close after the head", Http(Act::CloseAfterHead), "unknown (Cut)", 0, 1),
        ("close after the body", Http(raw("")), "unknown (Cut)", 1, 1),
        ("reset", Http(Act::Reset), "unknown (Cut)", 1, 1),
        ("cut in the status line", Http(raw("HTTP/1.1 20")), "unknown (Cut)", 1, 1),
        ("cut in the head", Http(raw("HTTP/1.1 200 OK\r\nConte")), "unknown (Cut)", 1, 1),
        ("cut body", answer("200 OK\nContent-Length: 99", id), "unknown (Cut) by 200", 1, 1),
        ("cut before the body", answer("200 OK\nContent-Length: 99", ""), "unknown (Cut) by 200", 1, 1),
        ("cut body of a no", answer("400 Bad Request\nContent-Length: 99", "{\"errors\":["), "rejected by 400", 1, 1),
        ("cut body of a failure", answer("500 Oops\nContent-Length: 99", id), "unknown (Server(500)) by 500", 1, 1),
        ("cut chunk", answer(chunked, "15\r\n{\"customer"), "unknown (Cut) by 200", 1, 1),
        ("no last chunk", answer(chunked, &format!("15\r\n{id}\r\n")), "unknown (Cut) by 200", 1, 1),
        // The zero-sized chunk completes a body (RFC 9112, 8); the empty line behind it ends no more than the trailers.
        ("no line behind the last chunk", answer(chunked, &format!("15\r\n{id}\r\n0\r\n")), "created 324 by 200", 1, 1),
        ("half a last chunk", answer(chunked, &format!("15\r\n{id}\r\n0")), "unknown (unreadable) by 200", 1, 1),
        ("bad chunk", answer(chunked, "zz\r\n{}\r\n0\r\n\r\n"), "unknown (unreadable) by 200", 1, 1),
        ("endless chunk length", answer(chunked, &"f".repeat(100)), "unknown (unreadable) by 200", 1, 1),
        ("not HTTP", Http(raw("SSH-2.0-OpenSSH_9.9\r\n")), UNREADABLE, 1, 1),
        ("HTTP/2", Http(raw("HTTP/2 200\r\n\r\n{}")), UNREADABLE, 1, 1),
        ("HTTP/0.9", Http(raw(id)), UNREADABLE, 1, 1),
        ("no status", Http(raw("HTTP/1.1 OK\r\n\r\n")), UNREADABLE, 1, 1),
        ("a status of four digits", Http(raw("HTTP/1.1 2000 OK\r\n\r\n")), UNREADABLE, 1, 1),
        ("huge header", answer(&huge, id), UNREADABLE, 1, 1),
        ("too many headers", answer(&many, id), UNREADABLE, 1, 1),
        ("a header without a colon", answer("200 OK\njunk", id), UNREADABLE, 1, 1),
        ("negative length", answer("200 OK\nContent-Length: -1", id), UNREADABLE, 1, 1),
        ("a length that is no number", answer("200 OK\nContent-Length: many", id), UNREADABLE, 1, 1),
        ("a length beyond all numbers", answer("200 OK\nContent-Length: 99999999999999999999", id), UNREADABLE, 1, 1),
        ("two lengths", answer("200 OK\nContent-Length: 21\nContent-Length: 2", id), UNREADABLE, 1, 1),
    ]
}

#[rustfmt::skip]
pub fn without_end() -> Vec<Row> {
    let drip = |bytes: &str| Http(Act::Drip(bytes.as_bytes().to_vec()));
    let flood = |head: &str| Http(Act::Flood(format!("HTTP/1.1 {head}").into_bytes()));
    let mut bomb = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
    bomb.extend(zeros_in_gzip(40_000));
    assert!(bomb.len() < 100_000, "it is small on the wire");
    vec![
        ("hang", Http(Act::Hang), "unknown (TimedOut(1))", 1, 1),
        ("hang unread", Http(Act::HangUnread), "unknown (TimedOut(1))", 0, 1),
        ("hang within the body", Http(Act::HangInBody), "unknown (TimedOut(1))", 0, 1),
        ("hang after 100-continue", Http(Act::Stall(b"HTTP/1.1 100 Continue\r\n\r\n".to_vec())), "unknown (TimedOut(1))", 1, 1),
        ("hang after a whole answer", Http(Act::Stall(http("200 OK", "", r#"{"customer_id":"324"}"#))), "created 324 by 200", 1, 1),
        ("drip of a status line", drip("HTTP/1.1 200 O"), "unknown (TimedOut(1))", 1, 1),
        ("drip of a head", drip("HTTP/1.1 200 OK\r\n"), "unknown (TimedOut(1))", 1, 1),
        ("drip of a body", drip("HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n"), "unknown (TimedOut(1)) by 200", 1, 1),
        ("drip of a no", drip("HTTP/1.1 400 Bad Request\r\nContent-Length: 9999999\r\n\r\n"), "rejected by 400", 1, 1),
        ("endless", flood("200 OK\r\n\r\n"), "unknown (too long) by 200", 1, 1),
        ("endless no", flood("400 No\r\n\r\n"), "rejected by 400", 1, 1),
        ("endless failure", flood("500 Oops\r\n\r\n"), "unknown (Server(500)) by 500", 1, 1),
        ("endless head", flood("200 OK\r\nX: "), "unknown (unreadable)", 1, 1),
        ("gzip bomb", Http(Act::Answer(bomb)), "unknown (too long) by 200", 1, 1),
    ]
}

#[rustfmt::skip]
pub fn tls() -> Vec<Row> {
    const NOT_TRUSTED: &str = "not sent (tls)";
    let vanish = |text: &str| Act::Vanish(text.as_bytes().to_vec());
    let whole = "HTTP/1.1 200 OK\r\n\r\n{\"customer_id\":\"324\"}";
    let cut = "HTTP/1.1 200 OK\r\n\r\n{\"customer_id\":\"32";
    let counted = "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"customer_id\":\"32";
    vec![
        ("right, with ca_file", Https(Right, Ours, created()), "created 324 by 200", 1, 1),
        ("right, without ca_file", Https(Right, Public, created()), NOT_TRUSTED, 0, 1),
        ("right, with another ca_file", Https(Right, Other, created()), NOT_TRUSTED, 0, 1),
        ("self-signed", Https(SelfSigned, Public, created()), NOT_TRUSTED, 0, 1),
        ("self-signed, with ca_file", Https(SelfSigned, Ours, created()), NOT_TRUSTED, 0, 1),
        ("expired", Https(Expired, Ours, created()), NOT_TRUSTED, 0, 1),
        ("wrong name", Https(OtherName, Ours, created()), NOT_TRUSTED, 0, 1),
        ("self-signed and insecure", Https(SelfSigned, Anybody, created()), "created 324 by 200", 1, 1),
        ("expired and insecure", Https(Expired, Anybody, created()), "created 324 by 200", 1, 1),
        ("wrong name and insecure", Https(OtherName, Anybody, created()), "created 324 by 200", 1, 1),
        ("TLS: a no", Https(Right, Ours, Act::Answer(http("400 No", "", "{}"))), "rejected by 400", 1, 1),
        ("TLS: close after the body", Https(Right, Ours, raw("")), "unknown (Cut)", 1, 1),
        ("TLS: close after the head", Https(Right, Ours, Act::CloseAfterHead), "unknown (Cut)", 0, 1),
        ("TLS: hang", Https(Right, Ours, Act::Hang), "unknown (TimedOut(1))", 1, 1),
        ("TLS: drip", Https(Right, Ours, Act::Drip(b"HTTP/1.1 200 OK\r\n\r\n".to_vec())), "unknown (TimedOut(1)) by 200", 1, 1),
        // Who cuts the line can end a body that says no length: it is whole only where the server says that it ends.
        ("TLS: no length, and ended", Https(Right, Ours, raw(whole)), "created 324 by 200", 1, 1),
        ("TLS: no length, and cut", Https(Right, Ours, vanish(whole)), "unknown (Cut) by 200", 1, 1),
        ("TLS: no length, and cut earlier", Https(Right, Ours, vanish(cut)), "unknown (Cut) by 200", 1, 1),
        ("TLS: cut before its length", Https(Right, Ours, vanish(counted)), "unknown (Cut) by 200", 1, 1),
    ]
}

#[rustfmt::skip]
pub fn redirects() -> Vec<Row> {
    let nowhere = Http(Act::Answer(http("302 Found", "", "")));
    let odd = Http(Act::Answer(http("307 Temporary", "Location: \u{1f600} ::\r\n", "")));
    vec![
        ("301", Redirects("301 Moved"), "rejected by 301, to {other}", 1, 1),
        ("302", Redirects("302 Found"), "rejected by 302, to {other}", 1, 1),
        ("303", Redirects("303 See Other"), "rejected by 303, to {other}", 1, 1),
        ("307", Redirects("307 Temporary"), "rejected by 307, to {other}", 1, 1),
        ("308", Redirects("308 Permanent"), "rejected by 308, to {other}", 1, 1),
        ("a redirect without a place", nowhere, "rejected by 302", 1, 1),
        ("a redirect to no URL", odd, "rejected by 307, to \u{1f600} ::", 1, 1),
        ("300", Http(Act::Answer(http("300 Choose", "", ""))), "rejected by 300", 1, 1),
        ("304", Http(raw("HTTP/1.1 304 Not Modified\r\n\r\n")), "rejected by 304", 1, 1),
    ]
}
