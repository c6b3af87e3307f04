//! The companies of the embedded CRM.

use super::client::*;
use kartoteka::sandbox::Sandbox;
use serde_json::json;

const THULIUM: &str =
    r#"{"name":"Thulium","nip":"678-314-45-27","phone_number":"123423434","email":"biuro@thulium.pl"}"#;

#[track_caller]
fn add(crm: &Sandbox, body: &str) -> Reply {
    ask(crm, "POST", "/api/companies", &[], body.as_bytes())
}

/// The ids of the companies that a query finds.
#[track_caller]
fn found_companies(crm: &Sandbox, query: &str) -> Vec<u64> {
    let reply = get(crm, &format!("/api/companies?{query}"));
    assert_eq!(reply.status, 200, "{query}: {reply:?}");
    let list = reply.json()["result"].as_array().unwrap().clone();
    list.iter()
        .map(|company| company["company_id"].as_u64().unwrap())
        .collect()
}

#[test]
fn a_company_is_added_shown_and_found_and_is_no_customer() {
    let crm = start();
    let reply = add(&crm, THULIUM);
    assert_eq!(
        (reply.status, reply.body.as_str()),
        (200, r#"{ "company_id": "28" }"#)
    );
    let expected = json!({
        "company_id": 28, "name": "Thulium", "nip": "678-314-45-27", "email": "biuro@thulium.pl",
        "phone_number": "123423434", "phone_numbers": ["123423434"],
    });
    assert_eq!(get(&crm, "/api/companies/28").json(), expected);
    for query in [
        "nip=PL6783144527",
        "nip=6783144527&include_address=true&limit=20",
        "email=BIURO%40thulium.pl",
        "phone_number=%2B48123423434",
    ] {
        assert_eq!(found_companies(&crm, query), [28], "{query}");
        assert_eq!(
            found(&crm, &query.replace("&include_address=true", "")),
            [0; 0],
            "{query}"
        );
    }
    assert_eq!(found_companies(&crm, "nip=1234563218"), [0; 0]);
    assert_eq!(crm.customers(), 0);
    assert_eq!(
        post(&crm, r#"{"surname":"Nowak","company_id":28}"#).body,
        r#"{ "customer_id": "324" }"#
    );
    assert_eq!(add(&crm, THULIUM).body, r#"{ "company_id": "29" }"#);
}

#[test]
fn what_a_company_must_have_and_may_not_have_is_said() {
    let crm = start();
    for (body, expected) in [
        ("{}", "name"),
        (r#"{"name":" "}"#, "name"),
        (r#"{"name":"A","nip":"1234563219"}"#, "NIP"),
        (r#"{"name":"A","surname":"Nowak"}"#, "surname"),
        (r#"{"name":"A","phone_number":7}"#, "phone_number"),
        (r#"{"name":"A","address":{"town":"Łódź"}}"#, "address.town"),
    ] {
        let reply = add(&crm, body);
        assert_eq!(reply.status, 422, "{body}");
        assert!(reply.messages()[0].contains(expected), "{body}: {reply:?}");
    }
    let none = get(&crm, "/api/companies/28");
    assert_eq!((none.status, none.messages().len()), (404, 1));
    assert_eq!(get(&crm, "/api/companies?nip=").status, 400);
    assert_eq!(ask(&crm, "DELETE", "/api/companies/28", &[], b"").status, 405);
    assert_eq!(ask(&crm, "POST", "/api/companiesx", &[], b"{}").status, 404);
    let stranger = [("authorization", "")];
    assert_eq!(ask(&crm, "GET", "/api/companies/28", &stranger, b"").status, 401);
}

#[test]
fn a_file_keeps_the_companies_and_one_of_an_older_version_gets_them() {
    let home = tempfile::tempdir().unwrap();
    let db = home.path().join("crm.db");
    let crm = Sandbox::start(config(Some(db.clone()))).unwrap();
    assert_eq!(post(&crm, KOWALSKI).status, 200);
    drop(crm);
    let old = rusqlite::Connection::open(&db).unwrap();
    old.execute_batch("DROP TABLE company_lookups; DROP TABLE companies; PRAGMA user_version = 2;")
        .unwrap();
    drop(old);
    for expected in [28_u64, 29] {
        let crm = Sandbox::start(config(Some(db.clone()))).unwrap();
        assert_eq!(add(&crm, THULIUM).json()["company_id"], expected.to_string());
        assert_eq!(found(&crm, "phone_number=123432234"), [324]);
        assert_eq!(
            found_companies(&crm, "nip=6783144527"),
            (28..=expected).collect::<Vec<_>>()
        );
    }
}
