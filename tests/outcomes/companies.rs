//! Companies: the same outcomes of the same answers as for customers, and their own path and id.

use super::rows;
use super::support::faults::{Act, Faults, http};
use super::table::{Server, told};
use super::{PATIENT, client, words};
use kartoteka::crm::CancelToken;
use kartoteka::customer::{FieldId, LookupKey};
use kartoteka::endpoint::Resource;

const PAYLOAD: &str = "{\n  \"name\": \"Żółta Łódź\",\n  \"nip\": \"1234563218\"\n}";

/// The answer with a company's id in the place of a customer's, of the same length.
fn of_company(answer: &[u8]) -> Vec<u8> {
    let (customer, company) = (b"\"customer_id\"", b"\"company_id\" ");
    let mut answer = answer.to_vec();
    while let Some(at) = answer.windows(customer.len()).position(|bytes| bytes == customer) {
        answer[at..at + customer.len()].copy_from_slice(company);
    }
    answer
}

#[test]
fn an_answer_means_for_a_company_what_it_means_for_a_customer() {
    let mut compared = 0;
    for (name, server, expected, requests, _) in rows::all() {
        let Server::Http(Act::Answer(answer)) = &server else {
            continue;
        };
        // Its letters are no bytes that could be looked for.
        if answer.windows(2).any(|bytes| bytes == [b'"', 0]) || name == "in chunks" {
            continue;
        }
        let faults = Faults::start(Act::Answer(of_company(answer)));
        let client = client(&faults.url(), PATIENT);
        let outcome = told(&client.send_to(Resource::Company, PAYLOAD, &CancelToken::new()));
        let expected = expected.replace("NoCustomerId", "NoCompanyId");
        assert_eq!(outcome, expected, "{name}");
        let record = faults.finish();
        assert_eq!(record.requests.len(), requests, "{name}");
        for request in &record.requests {
            assert!(
                request.head.starts_with("POST /api/companies HTTP/1.1\r\n"),
                "{name}"
            );
            assert_eq!(request.body, PAYLOAD.as_bytes(), "{name}");
        }
        compared += 1;
    }
    assert!(compared > 80, "{compared}");
}

#[test]
fn the_id_of_a_customer_is_none_of_a_company_and_reverse() {
    let both = r#"{"name":"Thulium","company_id":28,"customer_id":13}"#;
    for (resource, body, expected) in [
        (Resource::Company, both, "created 28 by 201"),
        (Resource::Customer, both, "created 13 by 201"),
        (
            Resource::Company,
            r#"{"customer_id":13}"#,
            "unknown (NoCompanyId) by 201",
        ),
        (
            Resource::Customer,
            r#"{"company_id":28}"#,
            "unknown (NoCustomerId) by 201",
        ),
    ] {
        let server = Faults::start(Act::Answer(http("201 Created", "", body)));
        let client = client(&server.url(), PATIENT);
        let outcome = client.send_to(resource, PAYLOAD, &CancelToken::new());
        assert_eq!(words::outcome(&outcome), expected, "{body}");
    }
}

#[test]
fn companies_are_asked_for_by_their_own_path_and_never_by_a_blank_value() {
    let known = |path: &str, value: &str| LookupKey {
        field: FieldId::of(path).unwrap(),
        value: value.to_owned(),
    };
    let body = r#"{"count":1,"result":[{"company_id":28,"customer_id":13,"name":"Thulium"}]}"#;
    let server = Faults::start(Act::Answer(http("200 OK", "", body)));
    let client = client(&server.url(), PATIENT);
    let keys = [
        known("nip", "6783144527"),
        known("nip", " - "),
        known("email", ""),
        known("phone_number", "\u{200b}"),
        known("pesel", "44051401359"),
    ];
    let lookups = client.look_up_in(Resource::Company, &keys, PATIENT);
    let lines: Vec<String> = lookups.iter().map(words::lookup).collect();
    assert_eq!(lines, ["28"]);
    let found = client.fetch(Resource::Company, "28", PATIENT);
    let refused = found.as_ref().err().map(words::lookup_failure);
    // A list is no answer to a question for one, unless it has that one.
    assert_eq!(refused, None);
    assert_eq!(found.unwrap().unwrap().who(), "Thulium");
    let heads: Vec<String> = server
        .finish()
        .requests
        .iter()
        .map(|request| request.head.lines().next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        heads[0],
        "GET /api/companies?nip=6783144527&limit=20&include_address=true HTTP/1.1"
    );
    assert!(
        heads[1].starts_with("GET /api/companies/28?include_"),
        "{}",
        heads[1]
    );
    assert_eq!(heads.len(), 2);
}

#[test]
fn a_crm_that_does_not_say_whether_it_has_a_company_is_never_taken_for_one_that_has_none() {
    let key = LookupKey {
        field: FieldId::named("nip"),
        value: "6783144527".to_owned(),
    };
    for (status, body, expected) in [
        ("200 OK", "[]", "nobody"),
        ("200 OK", r#"{"result":[]}"#, "nobody"),
        ("200 OK", r#"[{"customer_id":13}]"#, "failed (NoCompanyId)"),
        ("401 Unauthorized", "", "not permitted"),
        ("403 Forbidden", "", "not permitted"),
        ("404 Not Found", "{}", "failed (Server(404))"),
        ("500 Internal Server Error", "", "failed (Server(500))"),
        ("200 OK", "<html>", "failed (unreadable)"),
    ] {
        let server = Faults::start(Act::Answer(http(status, "", body)));
        let lookups =
            client(&server.url(), PATIENT).look_up_in(Resource::Company, std::slice::from_ref(&key), PATIENT);
        assert_eq!(words::lookup(&lookups[0]), expected, "{status} {body}");
    }
}
