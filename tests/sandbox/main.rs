//! The embedded CRM, over real sockets.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

mod anything;
mod attacks;
mod client;
mod companies;
mod refusals;

use client::*;
use kartoteka::customer::{FIELDS, Field, FieldKind};
use kartoteka::i18n::{Language, Locale};
use kartoteka::sandbox::{Sandbox, SandboxOptions};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::thread;

#[test]
fn the_vendors_own_example() {
    let crm = start();
    let reply = post(&crm, KOWALSKI);
    assert_eq!(
        (reply.status, reply.body.as_str()),
        (200, r#"{ "customer_id": "324" }"#)
    );
    assert_eq!(reply.header("content-type"), JSON);
    assert_eq!(post(&crm, KOWALSKI).body, r#"{ "customer_id": "325" }"#);
    assert_eq!(crm.customers(), 2);
    let expected = json!({
        "customer_id": 324, "surname": "Kowalski",
        "phone_number": "333444555", "phone_numbers": ["333444555", "123432234"],
    });
    assert_eq!(get(&crm, "/api/customers/324").json(), expected);
}

#[test]
fn the_example_in_bytes_of_our_own() {
    let crm = start();
    let head = format!("POST /api/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: {RIGHT}\r\n");
    let json = "Content-type: application/json\r\n";
    let plain = format!("{head}{json}Content-Length: {}\r\n\r\n{KOWALSKI}", KOWALSKI.len());
    let chunked = format!(
        "{head}{json}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{KOWALSKI}\r\n0\r\n\r\n",
        KOWALSKI.len()
    );
    let expecting = format!(
        "{head}{json}Expect: 100-continue\r\nContent-Length: {}\r\n\r\n{KOWALSKI}",
        KOWALSKI.len()
    );
    for (name, request) in [("plain", plain), ("chunked", chunked), ("expecting", expecting)] {
        let answer = raw(&crm, request.as_bytes());
        assert!(answer.contains("HTTP/1.1 200 OK\r\n"), "{name}: {answer}");
        assert!(
            answer.contains("\r\n\r\n{ \"customer_id\": \"32"),
            "{name}: {answer}"
        );
    }
    let cut = raw(
        &crm,
        format!("{head}{json}Content-Length: 99\r\n\r\n{{").as_bytes(),
    );
    assert!(
        cut.starts_with("HTTP/1.1 400 ") && cut.contains("\"code\":110409"),
        "{cut}"
    );
    assert_eq!(crm.customers(), 3);
}

/// The field's sample as it is sent, and as it is given back under the same name.
fn sample(field: &Field) -> (Value, Value) {
    let text = json!(field.sample);
    match field.kind {
        FieldKind::Line | FieldKind::Lines | FieldKind::Choice | FieldKind::Rows => (text.clone(), text),
        FieldKind::Number => (text, json!(field.sample.parse::<u64>().unwrap())),
        FieldKind::Flag => (text, json!(field.sample == "true")),
        FieldKind::Pairs => (json!({ "kampania": text }), json!({ "kampania": text })),
    }
}

#[test]
fn every_field_is_accepted_and_given_back() {
    let crm = start();
    for field in FIELDS {
        let (parent, key) = field.parent_and_key();
        let (sent, expected) = sample(field);
        let mut customer = Map::new();
        customer.insert("surname".to_owned(), json!("Kowalski"));
        match parent {
            Some(parent) => customer.insert(parent.to_owned(), json!({ key: sent })),
            None => customer.insert(key.to_owned(), sent),
        };
        let reply = post(&crm, Value::Object(customer).to_string());
        assert_eq!(reply.status, 200, "{}: {reply:?}", field.path);
        let id = reply.json()["customer_id"].as_str().unwrap().to_owned();
        let stored = get(&crm, &format!("/api/customers/{id}")).json();
        let place = format!("/{}", field.path.replace('.', "/"));
        assert_eq!(
            stored.pointer(&place),
            Some(&expected),
            "{}: {stored}",
            field.path
        );
    }
    assert_eq!(crm.customers(), FIELDS.len());
}

#[test]
fn values_are_taken_in_every_way_that_the_api_allows() {
    let crm = start();
    let cases = [
        (
            "a number as a number",
            json!({"company_id": 17}),
            json!({"company_id": 17}),
        ),
        (
            "a flag as a boolean",
            json!({"vip": false}),
            json!({"vip": false}),
        ),
        ("a flag as 1", json!({"vip": 1}), json!({"vip": true})),
        ("a flag as 0", json!({"vip": 0}), json!({"vip": false})),
        (
            "two addresses",
            json!({"email": ["a@b.pl", "c@d.pl"]}),
            json!({"email": ["a@b.pl", "c@d.pl"]}),
        ),
        (
            "one address in a list",
            json!({"email": ["a@b.pl", " "]}),
            json!({"email": "a@b.pl"}),
        ),
        (
            "nothing",
            json!({"name": null, "job": " ", "vip": "", "email": [], "address": {}}),
            json!({}),
        ),
        (
            "custom fields",
            json!({"custom_fields": {"Źródło": "targi", "puste": ""}}),
            json!({"custom_fields": {"Źródło": "targi"}}),
        ),
    ];
    for (name, mut sent, mut expected) in cases {
        sent["surname"] = json!("Żółć 漢 👩‍👩‍👧 \u{0}\u{1b}[31m");
        expected["surname"] = sent["surname"].clone();
        let reply = post(&crm, sent.to_string());
        assert_eq!(reply.status, 200, "{name}: {reply:?}");
        let id: u64 = reply.json()["customer_id"].as_str().unwrap().parse().unwrap();
        expected["customer_id"] = json!(id);
        assert_eq!(
            get(&crm, &format!("/api/customers/{id}")).json(),
            expected,
            "{name}"
        );
    }
}

#[test]
fn customers_are_found_by_each_key() {
    let crm = start();
    let kowalski = json!({
        "surname": "Kowalski", "identifier": "K 17+ż", "email": ["Jan@Kowalski.pl", "jan@praca.pl"],
        "phone_number": ["333 444 555", "+48 123-432-234"], "nip": "123-456-32-18",
    });
    let nowak = json!({ "surname": "Nowak", "identifier": "N", "email": "jan@praca.pl" });
    assert_eq!(post(&crm, kowalski.to_string()).status, 200);
    assert_eq!(post(&crm, nowak.to_string()).status, 200);
    let cases: [(&str, &[u64]); 15] = [
        ("identifier=K+17%2B%C5%BC", &[324]),
        ("identifier=K%2017%2b%c5%bc", &[324]),
        ("identifier=k%2017%2B%C5%BB", &[324]),
        ("identifier=k", &[]),
        ("email=jan%40kowalski.pl", &[324]),
        ("email=jan@praca.pl", &[324, 325]),
        ("email=jan@praca.pl&limit=1", &[324]),
        ("email=jan@praca.pl&limit=1&offset=1", &[325]),
        ("email=jan@praca.pl&identifier=N", &[325]),
        ("phone_number=333-444-555", &[324]),
        ("phone_number=%2B48123432234", &[324]),
        ("phone_number=%2B48333444555", &[324]),
        ("nip=1234563218", &[324]),
        ("nip=PL1234563218", &[324]),
        ("nip=1%27+OR+1=1", &[]),
    ];
    for (query, expected) in cases {
        assert_eq!(found(&crm, query), expected, "{query}");
    }
}

#[test]
fn a_file_keeps_the_customers_and_the_ids_go_on() {
    let home = tempfile::tempdir().unwrap();
    let db = home.path().join("crm.db");
    let crm = Sandbox::start(config(Some(db.clone()))).unwrap();
    assert_eq!(post(&crm, KOWALSKI).body, r#"{ "customer_id": "324" }"#);
    drop(crm);
    let mode = fs::metadata(&db).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let crm = Sandbox::start(config(Some(db))).unwrap();
    assert_eq!(found(&crm, "phone_number=123432234"), [324]);
    assert_eq!(post(&crm, KOWALSKI).body, r#"{ "customer_id": "325" }"#);
    assert_eq!(crm.customers(), 2);
}

#[test]
fn a_file_of_the_first_version_is_indexed_anew() {
    let home = tempfile::tempdir().unwrap();
    let db = home.path().join("crm.db");
    let crm = Sandbox::start(config(Some(db.clone()))).unwrap();
    assert_eq!(post(&crm, KOWALSKI).status, 200);
    drop(crm);
    let old = rusqlite::Connection::open(&db).unwrap();
    old.execute_batch("UPDATE lookups SET value = value || 'x'; PRAGMA user_version = 1;")
        .unwrap();
    drop(old);
    for _ in 0..2 {
        let crm = Sandbox::start(config(Some(db.clone()))).unwrap();
        assert_eq!(found(&crm, "phone_number=%2B48333444555"), [324]);
        assert_eq!(found(&crm, "phone_number=123432234x"), [0; 0]);
    }
}

#[test]
fn a_dropped_sandbox_ends_its_connections_and_frees_its_address() {
    let crm = start();
    let addr = crm.addr();
    let mut stream = TcpStream::connect(addr).unwrap();
    stream.write_all(b"GET /api").unwrap();
    drop(crm);
    let mut answer = Vec::new();
    // Whether it ends or is reset depends on what was read.
    let _ = stream.read_to_end(&mut answer);
    assert_eq!(answer, b"");
    let again = SandboxOptions {
        listen: addr,
        ..config(None)
    };
    assert_eq!(post(&Sandbox::start(again).unwrap(), KOWALSKI).status, 200);
}

#[test]
fn what_cannot_start_says_why() {
    let home = tempfile::tempdir().unwrap();
    let text = home.path().join("notes.txt");
    fs::write(
        &text,
        "not a database, and longer than the header of one would be, so that there is no doubt; \
        SQLite reads a hundred bytes",
    )
    .unwrap();
    let foreign = home.path().join("foreign.db");
    rusqlite::Connection::open(&foreign)
        .unwrap()
        .execute_batch("CREATE TABLE t (x)")
        .unwrap();
    let open = start();
    let with = |change: &dyn Fn(&mut SandboxOptions)| {
        let mut config = config(None);
        change(&mut config);
        Sandbox::start(config).err().unwrap()
    };
    let missing = home.path().join("missing").join("crm.db");
    let errors = [
        (
            "--listen 0.0.0.0:0: ",
            with(&|config| config.listen = ([0, 0, 0, 0], 0).into()),
        ),
        ("without colons", with(&|config| config.user = "a:b".to_owned())),
        (
            "cannot listen on 127.0.0.1:",
            with(&|config| config.listen = open.addr()),
        ),
        (
            "missing/crm.db: ",
            with(&|config| config.db = Some(missing.clone())),
        ),
        ("notes.txt: ", with(&|config| config.db = Some(text.clone()))),
        (
            "foreign.db is not a sandbox database",
            with(&|config| config.db = Some(foreign.clone())),
        ),
    ];
    for (expected, error) in errors {
        let words = Locale::new(Language::En).sandbox_error(&error);
        assert!(words.contains(expected) && !words.contains('\n'), "{words}");
    }
    assert!(fs::read_to_string(&text).unwrap().starts_with("not a database"));
}

#[test]
fn sixteen_at_once_get_sixteen_ids() {
    let crm = start();
    let ids: BTreeSet<String> = thread::scope(|scope| {
        let posts: Vec<_> = (0..16)
            .map(|_| scope.spawn(|| post(&crm, KOWALSKI).body))
            .collect();
        posts.into_iter().map(|post| post.join().unwrap()).collect()
    });
    let expected: BTreeSet<String> = (324..340)
        .map(|id| format!("{{ \"customer_id\": \"{id}\" }}"))
        .collect();
    assert_eq!(ids, expected);
}
