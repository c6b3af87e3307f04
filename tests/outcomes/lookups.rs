//! Looking customers up: what is asked, what is made of the answers, and that it ends.

use super::support::certificates::Certificate;
use super::support::faults::{Act, Faults, Record, http, raw, zeros_in_gzip};
use super::{HASTY, PATIENT, Trust, assert_no_password, client, words};
use kartoteka::crm::{CancelToken, Client, Credentials};
use kartoteka::customer::request::USER_AGENT;
use kartoteka::customer::{FieldId, Lookup, LookupKey, identity};
use kartoteka::endpoint::CrmAddress;
use kartoteka::sandbox::{self, Sandbox};
use std::thread;
use std::time::Duration;

fn known(path: &str, value: &str) -> LookupKey {
    LookupKey {
        field: FieldId::of(path).unwrap(),
        value: value.to_owned(),
    }
}

fn lines(lookups: &[Lookup]) -> Vec<String> {
    let lines = lookups
        .iter()
        .map(|lookup| format!("{}: {}", lookup.by.field.field().path, words::lookup(lookup)));
    lines.collect()
}

/// Looks three values up at a server that behaves like this.
fn look_up(act: Act, limit: Duration) -> (Vec<String>, Record) {
    let server = Faults::start(act);
    let three = [
        known("nip", "1"),
        known("email", "a@b.pl"),
        known("phone_number", "2"),
    ];
    let lookups = client(&server.url(), PATIENT).look_up(&three, limit);
    assert_no_password("a lookup", &format!("{lookups:?}"));
    let by: Vec<&LookupKey> = lookups.iter().map(|lookup| &lookup.by).collect();
    assert_eq!(by, three.iter().collect::<Vec<_>>());
    let told = lookups.iter().map(words::lookup).collect();
    (told, server.finish())
}

/// A name, what the server does, what is made of the first of three questions, and the whole requests that reached it.
type Row = (&'static str, Act, &'static str, usize);

#[rustfmt::skip]
fn rows() -> Vec<Row> {
    let answer = |status, body| Act::Answer(http(status, "", body));
    let latin2 = |body: &[u8]| {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=ISO-8859-2\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        Act::Answer([head.as_bytes(), body].concat())
    };
    let drip = |text: &str| Act::Drip(text.as_bytes().to_vec());
    let flood = |text: &str| Act::Flood(text.as_bytes().to_vec());
    let mut bomb = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
    bomb.extend(zeros_in_gzip(40_000));
    let deep = "[".repeat(500_000);
    let wrong = r#"{"result":[{"customer_id":{}},{"customer_id":1,"surname":[[]],"email":{"a":[1]},"address":7}]}"#;
    vec![
        ("a bare list", answer("200 OK", r#"[{"customer_id":324},{"customer_id":"7"}]"#), "324 7", 3),
        ("a list in an envelope", answer("200 OK", r#"{"result":[{"customer_id":324}]}"#), "324", 3),
        ("one customer", answer("200 OK", r#"{"customer_id":324}"#), "324", 3),
        ("in Latin-2", latin2(b"[{\"customer_id\":\"K\xbf\"}]"), "Kż", 3),
        ("in another character set than it says", latin2("[{\"customer_id\":\"Kż\"}]".as_bytes()), "KĹź", 3),
        ("nobody", answer("200 OK", "[]"), "nobody", 3),
        ("nobody in an envelope", answer("200 OK", r#"{"result":[]}"#), "nobody", 3),
        ("wrong types", answer("200 OK", wrong), "1", 3),
        ("no ids", answer("200 OK", r#"[{"id":324}]"#), "failed (NoCustomerId)", 3),
        ("no list", answer("200 OK", r#"{"customers":[]}"#), "failed (unreadable)", 3),
        ("null", answer("200 OK", "null"), "failed (unreadable)", 3),
        ("HTML", answer("200 OK", "<html>Log in</html>"), "failed (unreadable)", 3),
        ("nothing", answer("200 OK", ""), "failed (unreadable)", 3),
        ("204", raw("HTTP/1.1 204 No Content\r\n\r\n"), "failed (unreadable)", 3),
        ("deep JSON", answer("200 OK", &deep), "failed (unreadable)", 3),
        ("not UTF-8", Act::Answer(b"HTTP/1.1 200 OK\r\n\r\n[{\"customer_id\":1,\"surname\":\"\xb3\"}]".to_vec()), "failed (unreadable)", 3),
        ("400", answer("400 Bad Request", "{}"), "failed (Server(400))", 3),
        ("404", answer("404 Not Found", r#"{"errors":[{"message":"None","code":1}]}"#), "failed (Server(404))", 3),
        ("429", answer("429 Too Many Requests", ""), "failed (Server(429))", 3),
        ("500 with a list", answer("500 Oops", "[]"), "failed (Server(500))", 3),
        ("a redirect", answer("302 Found", ""), "failed (Server(302))", 3),
        ("close", Act::CloseAtOnce, "failed (Cut)", 0),
        ("close after the head", raw(""), "failed (Cut)", 3),
        ("cut body", raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n[]"), "failed (Cut)", 3),
        ("not HTTP", raw("SSH-2.0-OpenSSH_9.9\r\n"), "failed (unreadable)", 3),
        ("bad gzip", raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n[]"), "failed (unreadable)", 3),
        ("endless", flood("HTTP/1.1 200 OK\r\n\r\n["), "failed (too long)", 3),
        ("endless head", flood("HTTP/1.1 200 OK\r\nX: "), "failed (unreadable)", 3),
        ("gzip bomb", Act::Answer(bomb), "failed (too long)", 3),
        ("401", answer("401 Unauthorized", ""), "not permitted", 3),
        ("403", answer("403 Forbidden", "<html>"), "not permitted", 3),
        ("hang", Act::Hang, "too slow", 3),
        ("hang unread", Act::HangUnread, "too slow", 0),
        ("hang in an answer", Act::Stall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[]".to_vec()), "too slow", 3),
        ("drip of a head", drip("HTTP/1.1 200 OK\r\n"), "too slow", 3),
        ("drip of a body", drip("HTTP/1.1 200 OK\r\n\r\n["), "too slow", 3),
    ]
}

#[test]
fn every_answer_is_a_list_or_a_failure_and_within_the_limit() {
    let check = |(name, act, expected, requests): &Row| {
        let limit = if *expected == "too slow" { HASTY } else { PATIENT };
        let (told, record) = look_up(act.clone(), limit);
        assert_eq!(told, [*expected; 3], "{name}");
        assert_eq!(record.requests.len(), *requests, "{name}");
    };
    let rows = rows();
    thread::scope(|scope| {
        let (slow, quick): (Vec<&Row>, Vec<&Row>) =
            rows.iter().partition(|(.., told, _)| *told == "too slow");
        for row in slow {
            scope.spawn(move || check(row));
        }
        quick.into_iter().for_each(check);
    });
}

#[test]
fn a_question_is_asked_for_each_value_that_the_api_searches_by() {
    let server = Faults::start(Act::Answer(http("200 OK", "", "[]")));
    let odd = "a+b&c=d%20;#/?ż漢\u{1f600}\"'\\ \u{7f}\u{1b}";
    let asked = [
        known("identifier", odd),
        known("pesel", "44051401359"),
        known("surname", "Nowak"),
        known("nip", ""),
        known("email", "jan+x@kowalski.pl"),
        known("email", "jan@praca.pl"),
        known("phone_number", "+48333444555"),
    ];
    let lookups = client(&format!("{}/crm", server.url()), PATIENT).look_up(&asked, PATIENT);
    // A blank value would ask for all who have none.
    let expected = ["identifier", "email", "email", "phone_number"];
    assert_eq!(lines(&lookups), expected.map(|path| format!("{path}: nobody")));

    let address = server.address().to_string();
    let requests = server.finish().requests;
    let mut queries: Vec<&str> = requests
        .iter()
        .map(|request| {
            let line = request.head.lines().next().unwrap();
            let query = line.strip_prefix("GET /crm/api/customers?").unwrap();
            query.strip_suffix("&limit=20 HTTP/1.1").unwrap()
        })
        .collect();
    // They are asked side by side.
    queries.sort_unstable();
    assert_eq!(
        queries,
        [
            "email=jan%2Bx%40kowalski.pl",
            "email=jan%40praca.pl",
            "identifier=a%2Bb%26c%3Dd%2520%3B%23%2F%3F%C5%BC%E6%BC%A2%F0%9F%98%80%22%27%5C%20%7F%1B",
            "phone_number=%2B48333444555",
        ]
    );
    for request in &requests {
        assert!(request.body.is_empty());
        for (name, expected) in [
            ("host", vec![address.as_str()]),
            ("accept", vec!["application/json"]),
            ("accept-language", vec!["pl"]),
            ("user-agent", vec![USER_AGENT]),
            ("content-type", vec![]),
            ("content-length", vec![]),
        ] {
            assert_eq!(request.header(name), expected, "{name}");
        }
        assert_eq!(request.header("authorization").len(), 1);
    }
}

#[test]
fn nothing_to_ask_and_no_time_to_ask() {
    let server = Faults::start(Act::Answer(http("200 OK", "", "[]")));
    let client = client(&server.url(), PATIENT);
    assert_eq!(client.look_up(&[], PATIENT), []);
    assert_eq!(client.look_up(&[known("pesel", "44051401359")], PATIENT), []);
    let lookups = client.look_up(&[known("nip", "1"), known("email", "a@b.pl")], Duration::ZERO);
    assert_eq!(lines(&lookups), ["nip: too slow", "email: too slow"]);
    assert_eq!(server.finish(), Record::default());

    let lookups = client.look_up(&[known("nip", "1")], Duration::MAX);
    assert_eq!(lines(&lookups), ["nip: failed (ConnectionRefused)"]);
}

#[test]
fn a_redirect_takes_the_password_nowhere() {
    let second = Faults::start(Act::Answer(http("200 OK", "", "[]")));
    let location = format!("Location: {}/api/customers\r\n", second.url());
    let (told, record) = look_up(Act::Answer(http("307 Temporary", &location, "[]")), PATIENT);
    assert_eq!(
        (told[0].as_str(), record.requests.len()),
        ("failed (Server(307))", 3)
    );
    assert_eq!(second.finish(), Record::default());
}

#[test]
fn it_trusts_whom_a_send_trusts() {
    let answer = Act::Answer(http("200 OK", "", r#"[{"customer_id":1}]"#));
    for (certificate, trust, expected, requests) in [
        (Certificate::Right, Trust::Ours, "1", 1),
        (Certificate::Right, Trust::Public, "failed (tls)", 0),
        (Certificate::Expired, Trust::Ours, "failed (tls)", 0),
        (Certificate::SelfSigned, Trust::Anybody, "1", 1),
    ] {
        let server = Faults::start_tls(answer.clone(), certificate.server());
        let client = client(&format!("https://{}", server.address()), PATIENT).with_tls(trust.tls());
        let lookups = client.look_up(&[known("nip", "1")], PATIENT);
        assert_eq!(words::lookup(&lookups[0]), expected, "{certificate:?}, {trust:?}");
        assert_eq!(
            server.finish().requests.len(),
            requests,
            "{certificate:?}, {trust:?}"
        );
    }
}

#[test]
fn what_was_sent_to_the_built_in_crm_is_found_there() {
    let crm = Sandbox::start(sandbox::SandboxOptions {
        listen: ([127, 0, 0, 1], 0).into(),
        user: "api_user".to_owned(),
        password: "api_pass".to_owned(),
        db: None,
    })
    .unwrap();
    let client = |password: &str| {
        let credentials = Credentials {
            user: "api_user".to_owned(),
            password: password.into(),
        };
        Client::new(
            CrmAddress::new(&crm.base_url()).unwrap(),
            credentials,
            "pl",
            PATIENT,
        )
    };
    let payload = r#"{"surname":"Żółć","identifier":"K+1 & ż","nip":"123-456-32-18","pesel":"44051401359",
        "email":["jan+x@kowalski.pl","jan@praca.pl"],"phone_number":"+48 333 444 555"}"#;
    let known = identity(payload);
    let by = ["identifier", "nip", "email", "email", "phone_number"];
    let all = |told: &str| by.map(|path| format!("{path}: {told}"));
    assert_eq!(lines(&client("api_pass").look_up(&known, PATIENT)), all("nobody"));
    for id in ["324", "325"] {
        let outcome = client("api_pass").send(payload, &CancelToken::new());
        assert_eq!(outcome.customer_id(), Some(id));
    }
    let lookups = client("api_pass").look_up(&known, PATIENT);
    assert_eq!(lines(&lookups), all("324 325"));
    let surname = lookups[0].result.as_ref().unwrap()[1]
        .values
        .of(FieldId::of("surname").unwrap());
    assert_eq!(surname, ["Żółć"]);
    assert_eq!(
        lines(&client("wrong").look_up(&known, PATIENT)),
        all("not permitted")
    );
}
