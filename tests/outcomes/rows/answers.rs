//! Answers that come at once and whole.

use crate::support::faults::{Act, http, raw};
use crate::table::{Row, Server};

const ID: &str = r#"{"customer_id":"324"}"#;

/// An answer with these headers, each ended by a line break.
fn answer(status: &str, headers: &str, body: &str) -> Server {
    Server::Http(Act::Answer(http(status, &headers.replace('\n', "\r\n"), body)))
}

/// An answer of these very bytes, as its head and its body.
fn bytes(head: &str, body: &[u8]) -> Server {
    let head = format!("HTTP/1.1 {}\r\n\r\n", head.replace('\n', "\r\n"));
    Server::Http(Act::Answer([head.as_bytes(), body].concat()))
}

#[rustfmt::skip]
pub fn created() -> Vec<Row> {
    let plain = |text: &str| Server::Http(raw(text));
    let chunks = "9\r\n{\"custome\r\n9\r\nr_id\":42}\r\n0\r\n\r\n";
    let early = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{\"customer_id\":\"5\"}";
    let going_on = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{\"customer_id\":\"5\"}";
    let old = "HTTP/1.0 200 OK\r\n\r\n{\"customer_id\":\"5\"}";
    let bare = "HTTP/1.1 200\r\n\r\n{\"customer_id\":\"5\"}";
    let slow = http("201 Created", "", ID);
    let utf16: Vec<u8> = "{\"customer_id\":\"5\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        ("as documented", answer("200 OK", "", r#"{ "customer_id": "324" }"#), "created 324 by 200", 1, 1),
        ("a number", answer("200 OK", "", r#"{"customer_id":324}"#), "created 324 by 200", 1, 1),
        ("201", answer("201 Created", "", ID), "created 324 by 201", 1, 1),
        ("202", answer("202 Accepted", "", ID), "created 324 by 202", 1, 1),
        ("299", answer("299 Odd", "", ID), "created 324 by 299", 1, 1),
        ("more beside", answer("200 OK", "", r#"{"more":[{}],"customer_id":"324"}"#), "created 324 by 200", 1, 1),
        ("errors beside an id", answer("200 OK", "", r#"{"customer_id":"1","errors":[{"message":"A"}]}"#), "created 1 by 200, \"A\" \"-\"", 1, 1),
        ("another media type", answer("200 OK", "Content-Type: text/html\n", ID), "created 324 by 200", 1, 1),
        ("a cookie", answer("200 OK", "Set-Cookie: a=b\n", ID), "created 324 by 200", 1, 1),
        ("a location", answer("201 Created", "Location: /api/customers/324\n", ID), "created 324 by 201, to /api/customers/324", 1, 1),
        ("after early hints", plain(early), "created 5 by 200", 1, 1),
        ("after 100-continue", plain(going_on), "created 5 by 200", 1, 1),
        ("HTTP/1.0", plain(old), "created 5 by 200", 1, 1),
        ("no reason", plain(bare), "created 5 by 200", 1, 1),
        ("in chunks", bytes("200 OK\nTransfer-Encoding: chunked", chunks.as_bytes()), "created 42 by 200", 1, 1),
        ("an id in Latin-2", bytes("200 OK\nContent-Type: application/json; charset=iso-8859-2", b"{\"customer_id\":\"KL/\xbf\"}"), "created KL/ż by 200", 1, 1),
        ("a name in Windows-1250", bytes("200 OK\nContent-Type: application/json;charset=windows-1250", b"{\"customer_id\":7,\"surname\":\"\x8frebi\xea\"}"), "created 7 by 200", 1, 1),
        ("UTF-16 without a mark", bytes("200 OK\nContent-Type: application/json; charset=utf-16le", &utf16), "created 5 by 200", 1, 1),
        ("an unknown character set", bytes("200 OK\nContent-Type: application/json; charset=ibm852", ID.as_bytes()), "created 324 by 200", 1, 1),
        ("slow but right", Server::Http(Act::Trickle(slow)), "created 324 by 201", 1, 1),
        ("more bytes than announced", bytes("200 OK\nContent-Length: 21", format!("{ID} and more").as_bytes()), "created 324 by 200", 1, 1),
    ]
}

#[rustfmt::skip]
pub fn without_an_id() -> Vec<Row> {
    const NO_ID: &str = "unknown (NoCustomerId) by 200";
    let long = format!("{{\"customer_id\":\"{}\"}}", "3".repeat(65));
    let deep = format!("{{\"customer_id\":\"324\",\"x\":{}{}}}", "[".repeat(1000), "]".repeat(1000));
    let unended = format!("{{\"customer_id\":\"324\",\"x\":{}", "{\"a\":".repeat(100_000));
    let ok = |body: &str| answer("200 OK", "", body);
    vec![
        ("no id", ok("{}"), NO_ID, 1, 1),
        ("null", ok("null"), NO_ID, 1, 1),
        ("an id of null", ok(r#"{"customer_id":null}"#), NO_ID, 1, 1),
        ("an empty id", ok(r#"{"customer_id":""}"#), NO_ID, 1, 1),
        ("an id of zero", ok(r#"{"customer_id":0}"#), NO_ID, 1, 1),
        ("a negative id", ok(r#"{"customer_id":-1}"#), NO_ID, 1, 1),
        ("an id with a space", ok(r#"{"customer_id":"3 4"}"#), NO_ID, 1, 1),
        ("another name", ok(r#"{"id":"324"}"#), NO_ID, 1, 1),
        ("one level down", ok(r#"{"result":{"customer_id":"324"}}"#), NO_ID, 1, 1),
        ("no body", ok(""), NO_ID, 1, 1),
        ("an array", ok(r#"[{"customer_id":"324"}]"#), NO_ID, 1, 1),
        ("an empty array", ok("[]"), NO_ID, 1, 1),
        ("a text", ok("\"324\""), NO_ID, 1, 1),
        ("HTML", ok("<html>Log in</html>"), NO_ID, 1, 1),
        ("control characters", ok(r#"{"customer_id":"3\u001b[31m24"}"#), NO_ID, 1, 1),
        ("an id too long", ok(&long), NO_ID, 1, 1),
        ("cut JSON", ok(r#"{"customer_id":"324""#), NO_ID, 1, 1),
        ("two documents", ok(r#"{"customer_id":"324"}{}"#), NO_ID, 1, 1),
        ("deep JSON", ok(&deep), NO_ID, 1, 1),
        ("deep JSON without end", ok(&unended), NO_ID, 1, 1),
        ("errors and a yes", ok(r#"{"errors":[{"message":"A","code":1}]}"#), "unknown (NoCustomerId) by 200, \"A\" \"1\"", 1, 1),
        ("fewer bytes than sent", bytes("200 OK\nContent-Length: 9", ID.as_bytes()), NO_ID, 1, 1),
        ("204", bytes("204 No Content", b""), "unknown (NoCustomerId) by 204", 1, 1),
        ("204 with a body that is none", bytes("204 No Content\nContent-Length: 21", ID.as_bytes()), "unknown (NoCustomerId) by 204", 1, 1),
    ]
}

#[rustfmt::skip]
pub fn refused() -> Vec<Row> {
    let deep = format!("{{\"errors\":[{{\"message\":\"A\"}}],\"x\":{}", "[".repeat(100_000));
    let two = r#"{"request_id":7,"errors":[{"message":"A","code":"n"},{"message":"B"}]}"#;
    let date = "Date: Tue, 24 Nov 2026 10:00:00 GMT\nRetry-After: Tue, 24 Nov 2026 10:01:00 GMT\n";
    vec![
        ("400", answer("400 Bad Request", "", r#"{"request_id":"536","errors":[{"message":"Zły NIP","code":11}]}"#), "rejected by 400, \"Zły NIP\" \"11\", request 536", 1, 1),
        ("400 with two errors", answer("400 Bad Request", "", two), "rejected by 400, \"A\" \"n\", \"B\" \"-\", request 7", 1, 1),
        ("400 with an id", answer("400 Bad Request", "", ID), "rejected by 400", 1, 1),
        ("400 with deep JSON", answer("400 Bad Request", "", &deep), "rejected by 400", 1, 1),
        ("401", answer("401 Unauthorized", "WWW-Authenticate: Basic\n", ""), "rejected by 401", 1, 1),
        ("402", answer("402 Payment Required", "", ""), "rejected by 402", 1, 1),
        ("403", answer("403 Forbidden", "", "<html>Forbidden</html>"), "rejected by 403", 1, 1),
        ("404", answer("404 Not Found", "", "{}"), "rejected by 404", 1, 1),
        ("405", answer("405 Method Not Allowed", "Allow: GET\n", ""), "rejected by 405", 1, 1),
        ("407", answer("407 Proxy Authentication Required", "Proxy-Authenticate: Basic\n", ""), "rejected by 407", 1, 1),
        ("408", answer("408 Request Timeout", "", ""), "rejected by 408", 1, 1),
        ("409", answer("409 Conflict", "", r#"{"errors":[{"message":"Jest już","code":9}]}"#), "rejected by 409, \"Jest już\" \"9\"", 1, 1),
        ("411", answer("411 Length Required", "", ""), "rejected by 411", 1, 1),
        ("413", answer("413 Content Too Large", "", ""), "rejected by 413", 1, 1),
        ("415", answer("415 Unsupported Media Type", "", ""), "rejected by 415", 1, 1),
        ("417", answer("417 Expectation Failed", "", ""), "rejected by 417", 1, 1),
        ("421", answer("421 Misdirected Request", "", ""), "rejected by 421", 1, 1),
        ("422", answer("422 Unprocessable Content", "", "[1]"), "rejected by 422", 1, 1),
        ("425", answer("425 Too Early", "", ""), "rejected by 425", 1, 1),
        ("426", answer("426 Upgrade Required", "Upgrade: h2c\n", ""), "rejected by 426", 1, 1),
        ("429", answer("429 Too Many Requests", "Retry-After: 120\n", ""), "rejected by 429, wait 120", 1, 1),
        ("429 with a date", answer("429 Too Many Requests", date, ""), "rejected by 429, wait 60", 1, 1),
        ("499", answer("499 Odd", "", ""), "rejected by 499", 1, 1),
    ]
}

#[rustfmt::skip]
pub fn neither() -> Vec<Row> {
    vec![
        ("500", answer("500 Internal Server Error", "", r#"{"request_id":"5f","errors":[{"message":"Oops","code":1}]}"#), "unknown (Server(500)) by 500, \"Oops\" \"1\", request 5f", 1, 1),
        ("500 with an id", answer("500 Internal Server Error", "", ID), "unknown (Server(500)) by 500", 1, 1),
        ("501", answer("501 Not Implemented", "", ""), "unknown (Server(501)) by 501", 1, 1),
        ("502", answer("502 Bad Gateway", "", "<html>502</html>"), "unknown (Server(502)) by 502", 1, 1),
        ("503", answer("503 Service Unavailable", "Retry-After: 5\n", ""), "unknown (Server(503)) by 503, wait 5", 1, 1),
        ("504", answer("504 Gateway Timeout", "", ""), "unknown (Server(504)) by 504", 1, 1),
        ("520", answer("520 Odd", "", ""), "unknown (Server(520)) by 520", 1, 1),
        ("600", answer("600 Odd", "", ID), "unknown (Server(600)) by 600", 1, 1),
        ("999", answer("999 Odd", "", ID), "unknown (Server(999)) by 999", 1, 1),
        ("101", bytes("101 Switching Protocols\nUpgrade: websocket", b""), "unknown (Server(101)) by 101", 1, 1),
        ("100 and no more", bytes("100 Continue", b""), "unknown (Cut)", 1, 1),
        ("ten times 100", bytes("100 Continue", "HTTP/1.1 100 Continue\r\n\r\n".repeat(9).as_bytes()), "unknown (Cut)", 1, 1),
    ]
}

#[rustfmt::skip]
pub fn encodings() -> Vec<Row> {
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(ID.bytes().flat_map(|byte| [byte, 0])).collect();
    let no_id = "unknown (NoCustomerId) by 200";
    let lost = "rejected by 400, \"Z\u{fffd}y numer\" \"11\", request 5f";
    let windows = b"{\"request_id\":\"5f\",\"errors\":[{\"message\":\"Z\xb3y numer\",\"code\":11}]}";
    vec![
        ("a byte order mark", bytes("200 OK", format!("\u{feff}{ID}").as_bytes()), "created 324 by 200", 1, 1),
        ("two byte order marks", bytes("200 OK", format!("\u{feff}\u{feff}{ID}").as_bytes()), no_id, 1, 1),
        ("a byte order mark and a no", bytes("400 No", "\u{feff}{\"errors\":[{\"message\":\"Ż\"}]}".as_bytes()), "rejected by 400, \"Ż\" \"-\"", 1, 1),
        ("UTF-16", bytes("200 OK\nContent-Type: application/json; charset=utf-16", &utf16), "created 324 by 200", 1, 1),
        ("UTF-16 and a no", bytes("400 No", &utf16), "rejected by 400", 1, 1),
        ("a no in Windows-1250", bytes("400 No\nContent-Type: application/json; charset=windows-1250", windows), "rejected by 400, \"Zły numer\" \"11\", request 5f", 1, 1),
        ("a no in ISO-8859-2", bytes("400 No\nContent-Type: text/html; charset=\"ISO-8859-2\"", windows), "rejected by 400, \"Zły numer\" \"11\", request 5f", 1, 1),
        ("a no in Windows-1250 that does not say so", bytes("400 No", windows), lost, 1, 1),
        ("a no in an unknown character set", bytes("400 No\nContent-Type: application/json; charset=ibm852", windows), lost, 1, 1),
        ("a no in UTF-8 that says ISO-8859-2", bytes("400 No\nContent-Type: text/html; charset=ISO-8859-2", "{\"errors\":[{\"message\":\"Zły\"}]}".as_bytes()), "rejected by 400, \"ZĹ\\u{82}y\" \"-\"", 1, 1),
        ("a failure in Windows-1250", bytes("500 No", windows), "unknown (Server(500)) by 500, \"Z\u{fffd}y numer\" \"11\", request 5f", 1, 1),
        ("a yes in Windows-1250", bytes("200 OK", b"{\"customer_id\":\"324\",\"name\":\"\xb3\"}"), no_id, 1, 1),
        ("an id that is not UTF-8", bytes("200 OK", b"{\"customer_id\":\"32\xb34\"}"), no_id, 1, 1),
        ("Content-Type says UTF-16, and it is not", bytes("200 OK\nContent-Type: application/json; charset=utf-16", ID.as_bytes()), "created 324 by 200", 1, 1),
        ("Content-Encoding says gzip, and it is not", bytes("200 OK\nContent-Encoding: gzip", ID.as_bytes()), "unknown (unreadable) by 200", 1, 1),
        ("a no that says gzip, and is not", bytes("400 No\nContent-Encoding: gzip", windows), "rejected by 400", 1, 1),
        ("an unknown Content-Encoding", bytes("200 OK\nContent-Encoding: br", b"\x0b\x02\x80{}\x03"), no_id, 1, 1),
        ("a NUL at the end", bytes("200 OK", format!("{ID}\0").as_bytes()), no_id, 1, 1),
    ]
}
