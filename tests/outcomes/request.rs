//! The request itself.

use super::support::faults::{Act, Faults, http};
use super::{PASSWORD, PATIENT, PAYLOAD, client, send, words};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kartoteka::crm::CancelToken;
use kartoteka::customer::request::USER_AGENT;

fn creating() -> Faults {
    Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)))
}

#[test]
fn the_request_is_the_one_that_the_vendor_documents() {
    let server = creating();
    let outcome = send(&client(&format!("{}/crm/", server.url()), PATIENT));
    assert_eq!(words::outcome(&outcome), "created 324 by 200");

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
        ("user-agent", vec![USER_AGENT]),
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
    let server = creating();
    let outcome = client(&server.url(), PATIENT).send(&payload, &CancelToken::new());
    assert_eq!(words::outcome(&outcome), "created 324 by 200");
    let record = server.finish();
    assert!(record.requests.len() == 1 && record.requests[0].body == payload.as_bytes());
}

#[test]
fn an_empty_payload_is_not_sent() {
    let server = creating();
    let outcome = client(&server.url(), PATIENT).send("", &CancelToken::new());
    assert_eq!(words::outcome(&outcome), "not sent (connection)");
    assert_eq!(server.finish().connections, 0);
}
