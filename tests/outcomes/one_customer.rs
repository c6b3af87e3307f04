//! Asking for one customer by the id: what is asked, and what is made of the answers.

use super::support::faults::{Act, Faults, http};
use super::{HASTY, PATIENT, client, words};
use kartoteka::crm::{CancelToken, Client, Credentials};
use kartoteka::customer::{FieldId, FoundCustomer, LookupFailure};
use kartoteka::endpoint::CrmAddress;
use kartoteka::sandbox::{self, Sandbox};

fn told(answer: Result<Option<FoundCustomer>, LookupFailure>) -> String {
    match answer {
        Ok(Some(found)) => format!("{} {}", found.customer_id, found.who()),
        Ok(None) => "nobody".to_owned(),
        Err(failure) => words::lookup_failure(&failure),
    }
}

#[test]
fn every_answer_is_the_customer_nobody_or_a_failure() {
    let answer = |status, body| Act::Answer(http(status, "", body));
    #[rustfmt::skip]
    let rows = [
        ("the customer", answer("200 OK", r#"{"customer_id":324,"surname":"Nowak"}"#), "324 Nowak"),
        ("a text as the id", answer("200 OK", r#"{"customer_id":"324","surname":"Nowak"}"#), "324 Nowak"),
        ("in an envelope", answer("200 OK", r#"{"result":[{"customer_id":324}]}"#), "324 "),
        ("another customer", answer("200 OK", r#"{"customer_id":325}"#), "failed (unreadable)"),
        ("404", answer("404 Not Found", "{}"), "nobody"),
        ("an empty list", answer("200 OK", "[]"), "nobody"),
        ("no id", answer("200 OK", r#"{"surname":"Nowak"}"#), "failed (unreadable)"),
        ("HTML", answer("200 OK", "<html>"), "failed (unreadable)"),
        ("403", answer("403 Forbidden", ""), "not permitted"),
        ("500", answer("500 Oops", "{}"), "failed (Server(500))"),
        ("a redirect", answer("302 Found", ""), "failed (Server(302))"),
        ("close", Act::CloseAtOnce, "failed (Cut)"),
        ("hang", Act::Hang, "too slow"),
    ];
    for (name, act, expected) in rows {
        let server = Faults::start(act);
        let limit = if expected == "too slow" { HASTY } else { PATIENT };
        let answer = client(&server.url(), PATIENT).customer("324", limit);
        assert_eq!(told(answer), expected, "{name}");
        server.finish();
    }
}

#[test]
fn a_blank_id_is_never_asked_for() {
    let server = Faults::start(Act::Answer(http("200 OK", "", r#"[{"customer_id":1}]"#)));
    for id in ["", " ", "\u{200b}"] {
        let answer = client(&server.url(), PATIENT).customer(id, PATIENT);
        assert_eq!(told(answer), "nobody", "{id:?}");
    }
    assert_eq!(server.finish().requests, []);
}

#[test]
fn the_id_is_one_part_of_the_path_whatever_it_is_made_of() {
    for (id, path) in [
        ("324", "324"),
        ("a/../b?c=d#e", "a%2F%2E%2E%2Fb%3Fc%3Dd%23e"),
        ("ż%20", "%C5%BC%2520"),
        ("..", "%2E%2E"),
    ] {
        let server = Faults::start(Act::Answer(http("404 Not Found", "", "{}")));
        let answer = client(&server.url(), PATIENT).customer(id, PATIENT);
        assert_eq!(told(answer), "nobody", "{id}");
        let requests = server.finish().requests;
        let line = requests[0].head.lines().next().unwrap().to_owned();
        let query = "include_custom_fields=true&include_address=true&include_invoice_address=true\
                     &include_mail_drop_address=true";
        assert_eq!(line, format!("GET /api/customers/{path}?{query} HTTP/1.1"));
    }
}

#[test]
fn the_built_in_crm_shows_what_was_sent() {
    let crm = Sandbox::start(sandbox::SandboxOptions {
        listen: ([127, 0, 0, 1], 0).into(),
        user: "api_user".to_owned(),
        password: "api_pass".to_owned(),
        db: None,
    })
    .unwrap();
    let credentials = Credentials {
        user: "api_user".to_owned(),
        password: "api_pass".into(),
    };
    let client = Client::new(
        CrmAddress::new(&crm.base_url()).unwrap(),
        credentials,
        "pl",
        PATIENT,
    );
    let payload = r#"{"surname":"Żółć","address":{"city":"Łódź"},"custom_fields":{"kampania":"lato"}}"#;
    let id = client
        .send(payload, &CancelToken::new())
        .customer_id()
        .unwrap()
        .to_owned();
    let found = client.customer(&id, PATIENT).unwrap().unwrap();
    for (path, value) in [
        ("surname", "Żółć"),
        ("address.city", "Łódź"),
        ("custom_fields", "kampania: lato"),
    ] {
        assert_eq!(found.values.of(FieldId::of(path).unwrap()), [value], "{path}");
    }
    assert_eq!(client.customer("9", PATIENT), Ok(None));
}
