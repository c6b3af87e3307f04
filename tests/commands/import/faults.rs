//! What a CRM may answer in the middle of an import.

use super::{counts, signal, table_of};
use crate::Home;
use crate::support::aftermath::Aftermath;
use crate::support::faults::{Act, Faults, http};
use crate::support::home::Told;
use rustix::process::Signal;
use std::process::Child;

pub fn created() -> Act {
    Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#))
}

fn answer(status: &str, headers: &str) -> Act {
    Act::Answer(http(
        status,
        headers,
        r#"{"errors":[{"message":"=Oops\u001b[2J"}]}"#,
    ))
}

/// Begins to import so many rows.
fn begin(home: &Home, rows: usize, arguments: &[&str]) -> Child {
    home.write_table(table_of(rows));
    home.begin_import(arguments)
}

#[test]
fn each_answer_goes_on_or_stops_as_it_should() {
    let (hang_up, later) = (Act::CloseAfterHead, "429 Too Many Requests");
    // The second of three rows meets it: its state, the exit code, how many were created, and how many requests there
    // were in all.
    let rows = [
        (answer("422 No", ""), "rejected", 4, 2, 3),
        (answer("400 No", ""), "rejected", 4, 2, 3),
        (answer("401 Who", ""), "left", 5, 1, 2),
        (answer("404 Where", ""), "left", 5, 1, 2),
        (
            answer("302 There", "Location: https://evil.example\r\n"),
            "left",
            5,
            1,
            2,
        ),
        (answer("500 Oops", ""), "unknown", 6, 1, 2),
        (answer("200 OK", ""), "unknown", 6, 1, 2),
        (Act::Reset, "unknown", 6, 1, 2),
        (hang_up, "unknown", 6, 1, 1),
        (answer(later, "Retry-After: 0\r\n"), "created", 0, 3, 4),
        (answer(later, "Retry-After: 100000\r\n"), "left", 5, 1, 2),
    ];
    for (act, state, code, created_rows, requests) in rows {
        let name = format!("{act:?}");
        let server = Faults::start(Act::Turns(vec![created(), act, created()]));
        let home = Home::new(&server.url(), "");
        let told = Told::of(begin(&home, 3, &[]));
        assert_eq!(
            (told.code, told.row(3)["state"].as_str()),
            (Some(code), Some(state)),
            "{name}: {told:?}"
        );
        assert_eq!(told.count("created"), created_rows, "{name}: {told:?}");
        assert_eq!(told.count("rows"), 3, "{name}: {told:?}");
        assert_eq!(told.stderr.contains("line 3"), code > 4, "{name}: {told:?}");
        assert!(!told.stderr.contains('\u{1b}'), "{name}: {told:?}");
        let rejected = home.rejected();
        assert_eq!(rejected.is_some(), state == "rejected", "{name}: {rejected:?}");
        assert!(rejected.is_none_or(|text| text.contains("\\u{1b}[2J")), "{name}");
        assert_eq!(server.finish().requests.len(), requests, "{name}");
    }
}

#[test]
fn what_was_rejected_is_sent_again_only_on_demand_and_what_could_not_be_told_goes_on() {
    let turns = vec![created(), answer("422 No", ""), answer("401 Who", ""), created()];
    let server = Faults::start(Act::Turns(turns));
    let home = Home::new(&server.url(), "");
    home.write_table(table_of(4));
    let told = home.import(&[]);
    assert_eq!(
        told.counts(),
        counts(&[("created", 1), ("rejected", 1), ("left", 2)]),
        "{told:?}"
    );
    // The password is right now.
    let told = home.import(&[]);
    let expected = [("created", 2), ("created_earlier", 1), ("rejected", 1)];
    assert_eq!(
        (told.code, told.counts()),
        (Some(4), counts(&expected)),
        "{told:?}"
    );
    assert!(
        home.rejected()
            .unwrap()
            .contains("line 3: the CRM rejected the customer")
    );
    let told = home.import(&["--retry"]);
    assert_eq!(
        (told.code, told.counts()),
        (Some(0), counts(&[("created", 1), ("created_earlier", 3)]))
    );
    assert_eq!(home.rejected(), None, "nothing is rejected any more");
    assert_eq!(server.finish().requests.len(), 6);
}

#[test]
fn past_an_unknown_outcome_it_goes_only_when_told_and_never_sends_that_row_again() {
    let server = Faults::start(Act::Turns(vec![answer("500 Oops", ""), created()]));
    let home = Home::new(&server.url(), "");
    home.write_table(table_of(3));
    for left in [2, 2] {
        let told = home.import(&[]);
        assert_eq!(
            (told.code, told.counts()),
            (Some(6), counts(&[("unknown", 1), ("left", left)])),
            "{told:?}"
        );
        assert!(told.stderr.contains("kartoteka settle"), "{told:?}");
    }
    let told = home.import(&["--past-unknown"]);
    assert_eq!(
        (told.code, told.counts()),
        (Some(6), counts(&[("created", 2), ("unknown", 1)])),
        "{told:?}"
    );
    let attempt = told.row(2)["attempt"].as_str().unwrap().to_owned();
    assert_eq!(
        home.pipe(&["settle", &attempt, "--not-created"], b"").code,
        Some(0)
    );
    let told = home.import(&[]);
    assert_eq!(
        (told.code, told.counts()),
        (Some(0), counts(&[("created", 1), ("created_earlier", 2)])),
        "{told:?}"
    );
    assert_eq!(server.finish().requests.len(), 4);
}

#[test]
fn a_crm_that_is_not_there_costs_one_row_that_is_sent_by_the_next_import() {
    let server = Faults::start(created());
    let url = server.url();
    let home = Home::new(&url, "");
    drop(server);
    home.write_table(table_of(3));
    let told = home.import(&[]);
    assert_eq!(
        (told.code, told.counts()),
        (Some(5), counts(&[("not_sent", 1), ("left", 2)])),
        "{told:?}"
    );
    let records = Aftermath::of(&home.data()).records;
    assert_eq!((records.len(), records[0].state.as_str()), (1, "not_sent"));
}

#[test]
fn a_signal_ends_it_after_the_row_that_is_on_its_way() {
    for asked in [Signal::INT, Signal::TERM, Signal::HUP] {
        // The next row would go a minute later.
        let server = Faults::start(created());
        let home = Home::new(&server.url(), "");
        let child = begin(&home, 3, &["--per-minute", "1"]);
        server.wait_for(|record| record.requests.len() == 1);
        signal(&child, asked);
        let told = Told::of(child);
        assert_eq!(
            (told.code, told.counts()),
            (Some(5), counts(&[("created", 1), ("left", 2)])),
            "{told:?}"
        );
        assert!(told.stderr.contains("run it again to continue"), "{told:?}");
        assert_eq!(server.finish().requests.len(), 1, "{asked:?}");
    }
    // So it is where the CRM asks to wait.
    let server = Faults::start(answer("429 Later", "Retry-After: 600\r\n"));
    let home = Home::new(&server.url(), "");
    let child = begin(&home, 2, &[]);
    server.wait_for(|record| record.requests.len() == 1);
    signal(&child, Signal::TERM);
    let told = Told::of(child);
    assert_eq!(
        (told.code, told.counts()),
        (Some(5), counts(&[("left", 2)])),
        "{told:?}"
    );
}

#[test]
fn a_second_signal_calls_the_row_off_that_is_on_its_way() {
    let server = Faults::start(Act::Hang);
    let home = Home::new(&server.url(), "");
    let child = begin(&home, 2, &[]);
    server.wait_for(|record| record.requests.len() == 1);
    signal(&child, Signal::INT);
    signal(&child, Signal::TERM);
    let told = Told::of(child);
    assert_eq!(
        (told.code, told.counts()),
        (Some(6), counts(&[("unknown", 1), ("left", 1)])),
        "{told:?}"
    );
    assert_eq!(told.row(2)["failure"]["kind"], "cancelled", "{told:?}");
}
