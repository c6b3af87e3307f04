//! Sends while another program has the store locked.

use super::{AT_ONCE, Holder, LOCKED, SIZE, rescued, surnames, wait_saved};
use crate::support::aftermath::Aftermath;
use crate::support::echo::words;
use crate::support::faults::{Act, Faults, http};
use crate::support::home::{Home, Told};
use crate::support::pty::Pty;
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::io::Write as _;
use std::process::{Child, ChildStdin};
use std::time::{Duration, Instant};

#[test]
fn a_send_waits_and_the_next_card_is_typed_meanwhile() {
    let created = http("200 OK", "", r#"{"customer_id":"324"}"#);
    let server = Faults::start(Act::Answer(created));
    let home = Home::new(&server.url(), "");
    let mut pty = home.start(SIZE);
    pty.send("Kowalska");
    wait_saved(&pty, &home, "Kowalska");
    let holder = Holder::of(&home);
    pty.send("\x1b[19~");
    pty.wait_for_text("Waiting ...");
    // Who may be this customer is not known yet.
    pty.send("\r");
    pty.wait_for_text("Another program has locked the history");
    assert_eq!(server.heads(), 0);
    holder.release();
    pty.wait_for_text(words::REVIEW);
    let holder = Holder::of(&home);
    pty.send("\r");
    pty.wait_for_text(words::SENDING);
    pty.send("Nowak");
    holder.release();
    pty.wait_for_text("Created: customer_id 324");
    pty.wait_for_text("\"surname\": \"Nowak\"");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    assert_eq!(server.finish().requests.len(), 1);
    let aftermath = Aftermath::of(&home.data());
    assert_eq!(aftermath.records.len(), 1, "{aftermath:?}");
    assert_eq!(aftermath.records[0].state, "created", "{aftermath:?}");
    assert_eq!(surnames(&home), ["Nowak"]);
}

/// A card that was sent, and whose answer has come while another program has the store locked.
fn answered_while_held() -> (Home, Pty, Holder) {
    let created = http("200 OK", "", r#"{"customer_id":"324"}"#);
    let server = Faults::start(Act::AtTheEnd(created));
    let home = Home::new(&server.url(), "");
    let mut pty = home.start(SIZE);
    pty.send("Kowalska\x1b[19~");
    pty.wait_for_text(words::REVIEW);
    pty.send("\r");
    server.wait_for(|record| !record.requests.is_empty());
    let holder = Holder::of(&home);
    server.finish();
    (home, pty, holder)
}

#[test]
fn an_answer_is_written_down_before_it_is_told_however_long_that_takes() {
    let (home, mut pty, holder) = answered_while_held();
    pty.send("Nowak");
    pty.look_on(Duration::from_millis(500));
    assert!(!pty.text().contains(words::CREATED), "{}", pty.text());
    holder.release();
    pty.wait_for_text("Created: customer_id 324");
    pty.wait_for_text("\"surname\": \"Nowak\"");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    let aftermath = Aftermath::of(&home.data());
    assert_eq!(aftermath.records[0].state, "created", "{aftermath:?}");
    assert_eq!(surnames(&home), ["Nowak"]);
}

#[test]
fn an_end_before_the_journal_had_the_send_sends_nothing() {
    let server = Faults::start(Act::Hang);
    let home = Home::new(&server.url(), "");
    let mut pty = home.start(SIZE);
    pty.send("Kowalska");
    wait_saved(&pty, &home, "Kowalska");
    pty.send("\x1b[19~");
    pty.wait_for_text(words::REVIEW);
    let holder = Holder::of(&home);
    pty.send("\r");
    pty.wait_for_text(words::SENDING);
    pty.send("Nowak");
    pty.look_on(Duration::from_millis(100));
    let began = Instant::now();
    pty.kill(Signal::TERM);
    pty.wait_exit();
    assert!(began.elapsed() < AT_ONCE, "{:?}", began.elapsed());
    holder.release();
    assert_eq!(server.finish().heads, 0);
    let aftermath = Aftermath::of(&home.data());
    assert!(aftermath.records.is_empty(), "{aftermath:?}");
    let both = format!("{}{}", rescued(&home), surnames(&home).join(" "));
    assert!(both.contains("Kowalska") && both.contains("Nowak"), "{both}");
}

#[test]
fn a_send_that_is_not_written_down_in_five_seconds_does_not_begin() {
    let server = Faults::start(Act::Hang);
    let home = Home::new(&server.url(), "");
    let mut pty = home.start(SIZE);
    pty.send("Kowalska\x1b[19~");
    pty.wait_for_text(words::REVIEW);
    let holder = Holder::of(&home);
    pty.send("\r");
    pty.wait_for_text(words::NOT_SENT);
    pty.wait_for_text(LOCKED);
    holder.release();
    assert_eq!(server.finish().heads, 0);
}

#[test]
fn an_id_that_the_journal_did_not_take_in_the_end_is_told() {
    let (home, mut pty, holder) = answered_while_held();
    // The answer is there, and is tried to be written down.
    pty.look_on(Duration::from_millis(500));
    let began = Instant::now();
    pty.kill(Signal::TERM);
    assert!(!pty.wait_exit().success());
    assert!(began.elapsed() < AT_ONCE, "{:?}", began.elapsed());
    pty.wait_for_text("created customer_id 324");
    holder.release();
    let aftermath = Aftermath::of(&home.data());
    assert_eq!(aftermath.records[0].state, "unknown", "{aftermath:?}");
}

/// Begins to send one customer with a command, while its standard input stays open.
fn begin(home: &Home, arguments: &[&str], input: &str) -> (Child, ChildStdin) {
    let mut child = home.command(arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    (child, stdin)
}

#[test]
fn a_command_that_is_asked_twice_to_stop_waits_for_no_store() {
    let table = "surname\nKowalska\n";
    let document = "{\"surname\":\"Kowalska\"}\n";
    for (arguments, signals) in [
        (
            &["submit", "-", "--ndjson", "--json"][..],
            &[Signal::INT, Signal::TERM][..],
        ),
        (
            &["import", "TABLE", "--yes", "--json"],
            &[Signal::INT, Signal::TERM],
        ),
        (&["submit", "DOCUMENT", "--json"], &[Signal::TERM]),
    ] {
        let created = http("200 OK", "", r#"{"customer_id":"324"}"#);
        let server = Faults::start(Act::AtTheEnd(created));
        let home = Home::new(&server.url(), "");
        let file = |name: &str, text: &str| {
            let path = home.path().join(name);
            fs::write(&path, text).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let (table, document_file) = (file("table.csv", table), file("document.json", document));
        let arguments: Vec<&str> = arguments
            .iter()
            .map(|argument| match *argument {
                "TABLE" => &table,
                "DOCUMENT" => &document_file,
                other => other,
            })
            .collect();
        let (child, stdin) = begin(&home, &arguments, document);
        server.wait_for(|record| !record.requests.is_empty());
        // The outcome cannot be written down.
        let holder = Holder::of(&home);
        let began = Instant::now();
        for signal in signals {
            kill_process(Pid::from_child(&child), *signal).unwrap();
        }
        let told = Told::of(child);
        assert!(
            began.elapsed() < AT_ONCE,
            "{arguments:?}: {:?} {told:?}",
            began.elapsed()
        );
        assert!(told.code.is_some_and(|code| code > 0), "{arguments:?}: {told:?}");
        assert!(
            told.stderr.contains("database is locked"),
            "{arguments:?}: {told:?}"
        );
        holder.release();
        drop(stdin);
        assert_eq!(server.finish().requests.len(), 1, "{arguments:?}");
        let aftermath = Aftermath::of(&home.data());
        assert_eq!(aftermath.records[0].state, "unknown", "{aftermath:?}");
    }
}
