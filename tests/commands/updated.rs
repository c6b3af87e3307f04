//! A newer version of the program changes the store while a command of this one runs: nothing is sent from then on, and how a
//! send in flight has ended reaches the journal all the same.

use super::support::faults::{Act, Faults, http};
use super::support::home::Told;
use super::{Home, sandbox};
use rusqlite::Connection;
use serde_json::Value;
use std::fs;
use std::io::Write as _;

const NOWAK: &str = r#"{"surname":"Nowak"}"#;
const CREATED: &str = r#"{ "customer_id": "324" }"#;

/// Gives the store the format after this program's, or its own again.
fn set_newer(home: &Home, is_newer: bool) {
    let conn = Connection::open(home.data().join("kartoteka.db")).unwrap();
    let known: i64 = conn
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    let format = if is_newer { known + 1 } else { known - 1 };
    conn.pragma_update(None, "user_version", format).unwrap();
}

/// The states of the records, the newest first.
fn states(home: &Home) -> Vec<(String, Value)> {
    let told = home.pipe(&["history", "--format", "json"], b"");
    assert_eq!(told.code, Some(0), "{told:?}");
    let rows = told.json().into_iter();
    rows.map(|row| {
        (
            row["state"].as_str().unwrap().to_owned(),
            row["customer_id"].clone(),
        )
    })
    .collect()
}

/// A server that answers when it ends.
fn late() -> Faults {
    Faults::start(Act::AtTheEnd(http("200 OK", "", CREATED)))
}

#[test]
fn commands_say_that_the_program_was_updated_and_send_nothing() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    assert_eq!(home.pipe(&["submit", "-"], NOWAK.as_bytes()).code, Some(0));
    set_newer(&home, true);
    let table = home.path().join("klienci.csv");
    fs::write(&table, "surname\nKowal\n").unwrap();
    for (args, code) in [
        (vec!["submit", "-"], 5),
        (vec!["import", table.to_str().unwrap(), "--yes"], 5),
        (vec!["history"], 2),
    ] {
        let told = home.pipe(&args, br#"{"surname":"Kowal"}"#);
        assert_eq!(
            (told.code, told.stdout.as_str()),
            (Some(code), ""),
            "{args:?}: {told:?}"
        );
        let line = "Kartoteka was updated: leave and come back with the new version";
        assert!(told.stderr.contains(line), "{args:?}: {told:?}");
    }
    assert_eq!(crm.customers(), 1);
    set_newer(&home, false);
    assert_eq!(states(&home).len(), 1);
}

#[test]
fn the_outcome_of_a_submission_in_flight_reaches_the_journal() {
    let server = late();
    let home = Home::new(&server.url(), "");
    let mut child = home.command(&["submit", "-"]).spawn().unwrap();
    child.stdin.take().unwrap().write_all(NOWAK.as_bytes()).unwrap();
    server.wait_for(|record| record.requests.len() == 1);
    set_newer(&home, true);
    server.finish();
    let told = Told::of(child);
    assert_eq!((told.code, told.stdout.as_str()), (Some(0), "324\n"), "{told:?}");
    set_newer(&home, false);
    assert_eq!(states(&home), [("created".to_owned(), Value::from("324"))]);
    assert_eq!(fs::read_dir(home.data().join("handover")).unwrap().count(), 0);
}

#[test]
fn an_import_stops_behind_the_rows_in_flight_and_keeps_their_outcomes() {
    let server = late();
    let home = Home::new(&server.url(), "");
    let table = home.path().join("klienci.csv");
    fs::write(&table, "surname\nNowak\nKowal\nZieliński\n").unwrap();
    let args = ["import", table.to_str().unwrap(), "--yes", "--json"];
    let child = home.command(&args).spawn().unwrap();
    server.wait_for(|record| record.requests.len() == 1);
    set_newer(&home, true);
    let record = server.finish();
    let told = Told::of(child);
    assert_eq!((told.code, record.requests.len()), (Some(5), 1), "{told:?}");
    assert!(told.stderr.contains("Kartoteka was updated"), "{told:?}");
    let rows: Vec<Value> = told.json().iter().map(|row| row["state"].clone()).collect();
    assert_eq!(rows[0], "created", "{told:?}");
    set_newer(&home, false);
    assert_eq!(states(&home), [("created".to_owned(), Value::from("324"))]);
}
