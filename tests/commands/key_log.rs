//! Customers who are known without their records: masked, purged, or lost with the database. What the commands say of them.

use super::support::home::Told;
use super::{Home, sandbox};
use jiff::{SignedDuration, Timestamp};
use kartoteka::customer::{ApiResponse, Card, FailureReason, NewSubmission, Outcome, fingerprint};
use kartoteka::sandbox::Sandbox;
use kartoteka::store::Store;
use rusqlite::Connection;
use std::fs;
use std::time::Duration;

const PESEL: &str = r#"{"surname":"Nowak","pesel":"44051401359"}"#;
const SAME_PESEL: &str = r#"{"surname":"Nowakowa","pesel":"44051401359"}"#;

fn submit(home: &Home, document: &str, more: &[&str]) -> Told {
    home.pipe(&[&["submit", "-"], more].concat(), document.as_bytes())
}

#[track_caller]
fn assert_refused(told: &Told, words: &str) {
    assert_eq!(told.code, Some(3), "{told:?}");
    let said = format!("{}{}", told.stdout, told.stderr);
    assert!(said.contains(words), "{told:?}");
}

/// What was done with a customer twenty days ago.
fn long_ago(home: &Home, crm: &Sandbox, payload: &str, outcome: &Outcome) {
    let now = Timestamp::now() - SignedDuration::from_hours(20 * 24);
    let mut store = Store::open(&home.data(), now).unwrap();
    let new = NewSubmission {
        attempt: kartoteka::store::attempt_id().unwrap(),
        profile: "main".to_owned(),
        url: format!("{}/api/customers", crm.base_url()),
        user: "api_user".to_owned(),
        who: "Nowak".to_owned(),
        card: Card::default(),
        payload: payload.to_owned(),
        payload_hash: fingerprint(payload),
        resends: None,
        aware_of: None,
    };
    store.begin(&new, now).unwrap();
    store.finish(&new.attempt, outcome, Duration::ZERO).unwrap();
}

fn created() -> Outcome {
    Outcome::Created {
        customer_id: "17".to_owned(),
        answer: ApiResponse::default(),
    }
}

#[test]
fn a_masked_customer_is_refused_as_one_whose_record_is_whole() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "[history]\nstore = \"masked\"");
    assert_eq!(submit(&home, PESEL, &[]).code, Some(0));
    for document in [PESEL, SAME_PESEL] {
        assert_refused(&submit(&home, document, &[]), "sent from here");
        // Where nobody looks at each, nothing lets it through.
        assert_refused(
            &submit(&home, document, &["--ndjson", "--accept-warnings"]),
            "sent from here",
        );
    }
    assert_eq!(crm.customers(), 1);
}

#[test]
fn a_purged_customer_is_refused_until_it_is_forgotten() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    long_ago(&home, &crm, PESEL, &created());
    let purge = |more: &[&str]| {
        let told = home.pipe(
            &[&["history", "purge", "--older-than", "10d"], more].concat(),
            b"",
        );
        assert_eq!(told.code, Some(0), "{told:?}");
        told.stdout
    };
    assert_eq!(purge(&[]), "1 deleted\n");
    assert_eq!(home.pipe(&["history", "--format", "json"], b"").stdout, "");
    for (language, words) in [
        ("en", "record deleted: the same PESEL 44051401359"),
        ("pl", "wpis usunięty: ten sam PESEL 44051401359"),
    ] {
        assert_refused(&submit(&home, SAME_PESEL, &["--lang", language]), words);
    }
    let table = home.path().join("klienci.csv");
    fs::write(&table, "Nazwisko;PESEL\nNovak;44051401359\n").unwrap();
    let told = home.pipe(
        &["import", table.to_str().unwrap(), "--yes", "--accept-warnings"],
        b"",
    );
    assert_eq!(told.code, Some(3), "{told:?}");
    let rejected = fs::read_to_string(home.path().join("klienci.rejected.csv")).unwrap();
    assert!(rejected.contains("record deleted"), "{rejected}");
    assert_eq!(crm.customers(), 0);

    assert_eq!(
        purge(&["--forget"]),
        "0 deleted\n1 forgotten: these customers can be created again\n"
    );
    assert_eq!(submit(&home, SAME_PESEL, &[]).code, Some(0));
}

#[test]
fn what_a_lost_database_knew_is_refused_or_settled() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let other = r#"{"surname":"Zięba","nip":"1234563218"}"#;
    long_ago(&home, &crm, PESEL, &created());
    let failure = FailureReason::Cut;
    long_ago(
        &home,
        &crm,
        other,
        &Outcome::Unknown {
            failure,
            answer: None,
        },
    );
    fs::remove_file(home.data().join("kartoteka.db")).unwrap();

    let told = submit(&home, PESEL, &[]);
    assert_refused(&told, "17, known here since");
    assert!(
        told.stderr.contains(
            "kartoteka: the database has lost records; settle 1 unknown outcomes in the history; customers still known from kartoteka.keys: 2\n"
        ),
        "{told:?}"
    );
    let told = submit(&home, other, &[]);
    assert_eq!(told.code, Some(6), "{told:?}");
    let listed = home.pipe(&["settle", "--list"], b"").stdout;
    for words in [
        "name not kept",
        "the database was damaged and the record was lost",
    ] {
        assert!(listed.contains(words), "{listed}");
    }
    let list = |more: &[&str]| home.pipe(&[&["history"], more].concat(), b"");
    assert!(list(&[]).stdout.contains("name not kept"));
    assert!(list(&["--lang", "pl"]).stdout.contains("nazwisko niezachowane"));
    assert_eq!(list(&["--format", "json"]).json()[0]["who"], "");
    // As older programs have written it.
    let conn = Connection::open(home.data().join("kartoteka.db")).unwrap();
    assert_eq!(conn.execute("UPDATE submissions SET who = '?'", []).unwrap(), 1);
    assert_eq!(list(&["--format", "json"]).json()[0]["who"], "");
    let attempt = listed.split_whitespace().next().unwrap();
    assert!(told.stderr.contains(attempt), "{told:?}");
    assert!(told.stderr.contains("name not kept"), "{told:?}");
    let settled = home.pipe(&["settle", attempt, "--as", "18"], b"");
    assert_eq!(settled.code, Some(0), "{settled:?}");
    assert_refused(&submit(&home, other, &[]), "18, sent from here");
    assert_eq!(crm.customers(), 0);
}

#[test]
fn a_damaged_log_is_repaired_and_reported_once() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    long_ago(&home, &crm, PESEL, &created());
    let log = home.data().join("kartoteka.keys");
    for (language, words) in [
        (
            "en",
            "kartoteka.keys was damaged and has been rebuilt from the database\n",
        ),
        (
            "pl",
            "kartoteka.keys był uszkodzony; odtworzono go z bazy danych\n",
        ),
    ] {
        let mut bytes = fs::read(&log).unwrap();
        bytes[100] ^= 1;
        fs::write(&log, bytes).unwrap();
        let told = home.pipe(&["settle", "--list", "--lang", language], b"");
        assert_eq!(told.code, Some(0), "{told:?}");
        assert!(told.stderr.ends_with(words), "{told:?}");
        assert_eq!(home.pipe(&["settle", "--list"], b"").stderr, "");
    }
    fs::remove_file(&log).unwrap();
    fs::create_dir(&log).unwrap();
    for (language, words) in [
        ("en", "only the database prevents"),
        ("pl", "chroni tylko baza danych"),
    ] {
        assert_refused(&submit(&home, SAME_PESEL, &["--lang", language]), words);
    }
}

#[test]
fn what_one_file_has_lost_is_put_back_before_the_other_can_be_lost() {
    let crm = sandbox();
    for (first, second) in [
        ("kartoteka.db", "kartoteka.keys"),
        ("kartoteka.keys", "kartoteka.db"),
    ] {
        let home = Home::new(&crm.base_url(), "");
        let document = format!(r#"{{"surname":"Nowak","identifier":"{first}"}}"#);
        assert_eq!(submit(&home, &document, &[]).code, Some(0));
        fs::remove_file(home.data().join(first)).unwrap();
        let listed = home.pipe(&["history"], b"");
        assert_eq!(listed.code, Some(0), "{listed:?}");
        assert!(listed.stderr.contains("kartoteka.keys"), "{listed:?}");
        fs::remove_file(home.data().join(second)).unwrap();
        assert_eq!(
            submit(&home, &document, &[]).code,
            Some(3),
            "{first}, then {second}"
        );
    }
}
