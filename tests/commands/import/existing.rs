//! Rows of customers who were noted as existing ones.

use super::{counts, sandbox};
use crate::Home;
use jiff::Timestamp;
use kartoteka::customer::{Card, NewSubmission};
use kartoteka::store::Store;

/// The same identifier is the same customer; the same name may be another one.
#[test]
fn a_customer_noted_as_existing_is_not_created_by_a_table() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let payload = r#"{"surname": "Nowak", "identifier": "K-7", "email": "anna@nowak.pl"}"#;
    let noted = NewSubmission {
        attempt: "noted".to_owned(),
        profile: "main".to_owned(),
        url: format!("{}/api/customers", crm.base_url()),
        user: "api_user".to_owned(),
        who: "Nowak".to_owned(),
        card: Card::default(),
        payload: payload.to_owned(),
        payload_hash: kartoteka::customer::fingerprint(payload),
        resends: None,
        aware_of: None,
    };
    let mut store = Store::open(&home.data(), Timestamp::now()).unwrap();
    store.keep_existing(&noted, "17", Timestamp::now()).unwrap();
    drop(store);
    home.write_table("Nazwisko;Identyfikator;E-mail;Uwagi\nNovak;K-7;;\nZięba;K-8;anna@nowak.pl;\n");
    let told = home.import(&["--accept-warnings"]);
    assert_eq!(
        told.counts(),
        counts(&[("created", 1), ("invalid", 1)]),
        "{told:?}"
    );
    let row = told.row(2);
    let problem = &row["problems"][0];
    assert_eq!(
        (problem["reason"].as_str(), problem["severity"].as_str()),
        (Some("existing_before"), Some("error")),
        "{row}"
    );
    assert_eq!(crm.customers(), 1);

    let stream = br#"{"surname": "Novak", "identifier": "K-7"}"#;
    let told = home.pipe(
        &["submit", "-", "--ndjson", "--json", "--accept-warnings"],
        stream,
    );
    assert_eq!((told.code, crm.customers()), (Some(3), 1), "{told:?}");
}
