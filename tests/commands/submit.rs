//! `submit` against real sockets: each outcome with its exit code, its words and its row in the journal.

use super::support::aftermath::Aftermath;
use super::support::faults::{Act, Faults, Record, http};
use super::support::home::Told;
use super::{Home, NOWHERE, sandbox};
use rusqlite::{Connection, OpenFlags};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use std::process::{Child, Stdio};

pub const KOWALSKI: &str =
    r#"{"surname":"Kowalski","name":"Jan","nip":"1234563218","email":"jan@kowalski.pl"}"#;
const CREATED: &str = r#"{"customer_id":"324"}"#;
const REFUSED: &str =
    r#"{"request_id":"53678450401cf","errors":[{"message":"Wrong\u001b[31m format.","code":111111}]}"#;

/// What stands in the journal for the only attempt.
#[track_caller]
fn state(home: &Home) -> String {
    let records = Aftermath::of(&home.data()).records;
    assert_eq!(records.len(), 1, "{records:?}");
    records[0].state.clone()
}

/// Begins to send on a server, and waits until that is as it should be.
fn begin(home: &Home, server: &Faults, reached: impl Fn(&Record) -> bool) -> Child {
    use std::io::Write as _;
    let mut child = home.command(&["submit", "-", "--json"]).spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(KOWALSKI.as_bytes())
        .unwrap();
    server.wait_for(reached);
    child
}

fn signal(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).unwrap();
}

#[test]
fn each_outcome_has_its_exit_code_and_its_row() {
    let wait = http("429 Too Many Requests", "Retry-After: 7\r\n", "<b>\nNo\u{1b}</b>");
    let rows = [
        (Act::Answer(http("200 OK", "", CREATED)), 0, "created", ""),
        (
            Act::Answer(http("201 Created", "", r#"{"customer_id":324}"#)),
            0,
            "created",
            "",
        ),
        (
            Act::Answer(http("422 Unprocessable", "", REFUSED)),
            4,
            "rejected",
            "status 422: Wrong\\u{1b}[31m format. (111111); request_id 53678450401cf",
        ),
        (Act::Answer(wait), 4, "rejected", "No\\u{1b}</b>; retry after 7 s"),
        (
            Act::Answer(http("302 Found", "Location: https://evil.example\r\n", "")),
            4,
            "rejected",
            "https://evil.example",
        ),
        (
            Act::Answer(http("500 Oops", "", "")),
            6,
            "unknown",
            "kartoteka settle",
        ),
        (
            Act::Answer(http("200 OK", "", "{}")),
            6,
            "unknown",
            "no customer_id",
        ),
        (Act::Reset, 6, "unknown", "may have been created"),
        (Act::CloseAfterHead, 6, "unknown", "may have been created"),
    ];
    for (act, code, expected, words) in rows {
        let name = format!("{act:?}");
        let server = Faults::start(act);
        let home = Home::new(&server.url(), "");
        let told = home.pipe(&["submit", "-"], KOWALSKI.as_bytes());
        assert_eq!(told.code, Some(code), "{name}: {told:?}");
        assert_eq!(told.stdout, if code == 0 { "324\n" } else { "" }, "{name}");
        assert_eq!(
            told.stderr.lines().count(),
            usize::from(code != 0),
            "{name}: {told:?}"
        );
        assert!(told.stderr.contains(words), "{name}: {told:?}");
        assert_eq!(state(&home), expected, "{name}");
        assert_eq!(server.finish().connections, 1, "{name}");
    }
}

#[test]
fn a_host_that_is_not_there_is_not_sent_to() {
    let server = Faults::start(Act::CloseAtOnce);
    let url = server.url();
    drop(server);
    let home = Home::new(&url, "");
    let told = home.pipe(&["submit", "-", "--json"], KOWALSKI.as_bytes());
    assert_eq!(told.code, Some(5), "{told:?}");
    assert!(told.stderr.contains("can be sent again"), "{told:?}");
    assert_eq!(told.json()[0]["state"], "not_sent");
    assert_eq!(told.json()[0]["failure"], json!({"kind": "connection_refused"}));
    assert_eq!(state(&home), "not_sent");
}

#[test]
fn the_bytes_on_the_wire_are_those_of_the_preview() {
    let server = Faults::start(Act::Answer(http("200 OK", "", CREATED)));
    let home = Home::new(&server.url(), "");
    let document = r#"{"surname":"Żółć","birthdate":"1.2.1990","phone_number":["333 444 555","+48 22 333 44 55"],"vip":true}"#;
    let preview = home.pipe(&["preview", "-"], document.as_bytes());
    let told = home.pipe(&["submit", "-", "--json"], document.as_bytes());
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""), "{told:?}");
    let answer = &told.json()[0];
    assert_eq!(
        (&answer["state"], &answer["customer_id"]),
        (&json!("created"), &json!("324"))
    );
    let records = server.finish().requests;
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].body, preview.stdout.trim_end().as_bytes());
    assert_eq!(
        records[0].header("authorization"),
        ["Basic YXBpX3VzZXI6YXBpX3Bhc3M="]
    );
}

#[test]
fn the_row_is_there_before_the_request_and_a_killed_send_stays_unknown() {
    let server = Faults::start(Act::Hang);
    let home = Home::new(&server.url(), "");
    let child = begin(&home, &server, |record| record.requests.len() == 1);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let journal = Connection::open_with_flags(home.data().join("kartoteka.db"), flags).unwrap();
    let row: String = journal
        .query_row("SELECT state FROM submissions", [], |row| row.get(0))
        .unwrap();
    assert_eq!(row, "sending");
    // Another one at the same customer has to wait.
    let told = home.pipe(&["submit", "-", "--json"], KOWALSKI.as_bytes());
    assert_eq!(told.code, Some(6), "{told:?}");
    assert!(
        told.stderr.contains("another session has been sending"),
        "{told:?}"
    );

    signal(&child, Signal::KILL);
    assert_eq!(Told::of(child).code, None);
    let told = home.pipe(&["submit", "-", "--json"], KOWALSKI.as_bytes());
    assert_eq!(told.code, Some(6), "{told:?}");
    assert!(told.stderr.contains("may have been created"), "{told:?}");
    assert_eq!(state(&home), "unknown");
    assert_eq!(server.finish().requests.len(), 1);
}

#[test]
fn a_signal_ends_the_send_and_its_outcome_is_written_down() {
    for asked in [Signal::INT, Signal::TERM, Signal::HUP, Signal::QUIT] {
        let server = Faults::start(Act::Hang);
        let home = Home::new(&server.url(), "");
        let child = begin(&home, &server, |record| record.requests.len() == 1);
        signal(&child, asked);
        let told = Told::of(child);
        assert_eq!(told.code, Some(6), "{asked:?}: {told:?}");
        assert_eq!(
            told.json()[0]["failure"],
            json!({"kind": "cancelled"}),
            "{asked:?}"
        );
        let records = Aftermath::of(&home.data()).records;
        assert_eq!(
            (records.len(), records[0].state.as_str()),
            (1, "unknown"),
            "{asked:?}"
        );
        assert!(
            !records[0].interrupted,
            "{asked:?}: the program wrote it down itself"
        );
    }
}

#[test]
fn a_signal_before_anything_has_left_is_not_sent() {
    let server = Faults::start(Act::HangUnread);
    // Within TLS the server would have to answer before the customer leaves.
    let home = Home::new(&server.url().replace("http:", "https:"), "");
    let child = begin(&home, &server, |record| record.connections == 1);
    signal(&child, Signal::TERM);
    let told = Told::of(child);
    assert_eq!(told.code, Some(5), "{told:?}");
    assert_eq!(state(&home), "not_sent");
}

#[test]
fn what_is_wrong_or_asks_for_a_second_look_is_not_sent() {
    let server = Faults::start(Act::Answer(http("200 OK", "", CREATED)));
    let home = Home::new(&server.url(), "");
    let warned = br#"{"surname":"N","address":{"street":"Dluga"}}"#;
    for (document, words) in [
        (b"".as_slice(), "it is empty"),
        (b"{\"surname\":\"N\"}{}", "more text follows"),
        (b"{}", "surname: required"),
        (warned, "--accept-warnings"),
    ] {
        let told = home.pipe(&["submit", "-", "--json"], document);
        assert_eq!(told.code, Some(3), "{told:?}");
        assert!(told.stderr.contains(words), "{words}: {told:?}");
        assert_eq!(told.json()[0]["state"], "invalid", "{told:?}");
        assert_eq!(
            told.json()[0]["problems"].as_array().unwrap().len(),
            1,
            "{told:?}"
        );
    }
    assert!(!home.data().exists(), "nothing was begun");
    let told = home.pipe(&["submit", "-", "--accept-warnings"], warned);
    assert_eq!((told.code, told.stdout.as_str()), (Some(0), "324\n"), "{told:?}");
    assert!(told.stderr.contains("warning: address.city"), "{told:?}");
    assert_eq!(server.finish().requests.len(), 1);
}

#[test]
fn who_may_be_there_already_is_a_warning() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "check_duplicates = true");
    assert_eq!(home.pipe(&["submit", "-"], KOWALSKI.as_bytes()).stdout, "324\n");
    let other = r#"{"surname":"Kowalska","email":"jan@kowalski.pl"}"#;
    let told = home.pipe(&["submit", "-", "--json"], other.as_bytes());
    assert_eq!(told.code, Some(3), "{told:?}");
    let reasons: Vec<Value> = told.json()[0]["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| json!([problem["reason"], problem["detail"]["customer_id"]]))
        .collect();
    assert_eq!(
        reasons,
        [json!(["created_before", "324"]), json!(["found_in_crm", "324"])]
    );
    assert_eq!(crm.customers(), 1);
    let told = home.pipe(&["submit", "-", "--accept-warnings"], other.as_bytes());
    assert_eq!((told.code, crm.customers()), (Some(0), 2), "{told:?}");
}

#[test]
fn nobody_need_read_the_id() {
    let server = Faults::start(Act::Answer(http("200 OK", "", CREATED)));
    let home = Home::new(&server.url(), "");
    let file = home.path().join("klient.json");
    std::fs::write(&file, KOWALSKI).unwrap();
    let mut command = home.command(&["submit", file.to_str().unwrap()]);
    let mut child = command.stdin(Stdio::null()).spawn().unwrap();
    drop(child.stdout.take());
    let told = Told::of(child);
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""), "{told:?}");
    assert_eq!(state(&home), "created");
}

#[test]
fn a_line_that_is_not_safe_is_told_each_time() {
    let server = Faults::start(Act::Answer(http("200 OK", "", CREATED)));
    let home = Home::new(&server.url(), "insecure = true");
    let told = home.pipe(&["submit", "-"], KOWALSKI.as_bytes());
    assert_eq!((told.code, told.stdout.as_str()), (Some(0), "324\n"));
    assert!(told.stderr.starts_with("kartoteka: INSECURE"), "{told:?}");
}

#[test]
fn without_a_journal_nothing_is_sent() {
    let server = Faults::start(Act::Answer(http("200 OK", "", CREATED)));
    let home = Home::new(&server.url(), "");
    std::fs::write(home.data(), "a file in the way").unwrap();
    let told = home.pipe(&["submit", "-", "--json"], KOWALSKI.as_bytes());
    assert_eq!(told.code, Some(5), "{told:?}");
    assert_eq!(told.json()[0]["failure"]["kind"], "journal", "{told:?}");
    assert_eq!(server.finish().connections, 0);
}

#[test]
fn settings_that_cannot_be_used_are_told_before_anything_is_sent() {
    let home = Home::new(NOWHERE, "");
    for (arguments, words) in [
        (
            ["--profile", "tset", "submit", "-"].as_slice(),
            "no profile \"tset\"",
        ),
        (&["submit"], "<FILE>"),
        (&["submit", "-", "--acept"], "--accept-warnings"),
    ] {
        let told = home.pipe(arguments, KOWALSKI.as_bytes());
        assert_eq!((told.code, told.stdout.as_str()), (Some(2), ""), "{told:?}");
        assert!(told.stderr.contains(words), "{told:?}");
    }
    let mut command = home.command(&["submit", "-"]);
    let mut child = command.env_remove("KARTOTEKA_TEST_PASSWORD").spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), KOWALSKI.as_bytes()).unwrap();
    let told = Told::of(child);
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(
        told.stderr.contains("profile main: the environment variable"),
        "{told:?}"
    );
    assert!(!home.data().exists());
}
