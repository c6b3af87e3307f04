//! The built program in a pseudo-terminal, when things go wrong: an answer that is lost, a wait that is stopped, a store
//! that fails, and keys that come too often.

use crate::support::faults::{Act, Faults, http};
use crate::support::home::{Home, PROGRAM};
use crate::support::pty::Pty;
use crate::support::relay::Relay;
use kartoteka::sandbox::{self, Sandbox};
use rustix::process::Signal;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

fn crm() -> Sandbox {
    let config = sandbox::SandboxOptions {
        listen: "127.0.0.1:0".parse().unwrap(),
        user: "api_user".to_owned(),
        password: "api_pass".to_owned(),
        db: None,
    };
    Sandbox::start(config).unwrap()
}

/// Types a card and sends it.
fn send(pty: &mut Pty, card: &str) {
    pty.send(card);
    pty.send("\x18s");
    pty.wait_for_text("Enter sends");
    pty.send("\r");
}

#[test]
fn a_customer_whose_answer_was_lost_is_found_and_not_created_twice() {
    let crm = crm();
    let relay = Relay::start(&crm.base_url());
    let home = Home::new(&relay.base_url(), "check_duplicates = true");
    let mut pty = home.start((80, 24));
    send(&mut pty, "Żółkiewski\tJan\t\t\t\t1234563218");
    pty.wait_for_text("may or may not have been created");
    assert_eq!(crm.customers(), 1, "it has been created, and only the CRM knows");

    // Every way to send it again leads to the search.
    pty.send("\r\x18s");
    pty.wait_for_text("outcome unknown");
    pty.wait_for_text("324 Żółkiewski Jan, in the CRM: found by NIP 1234563218");
    pty.send("\r");
    pty.wait_for_text("▸ 324 Żółkiewski Jan, found by NIP 1234563218");
    pty.wait_for_text("Next search in");
    pty.send("\r");
    pty.wait_for_text("Is this the customer?");
    pty.send("Y");
    pty.wait_for_text("Settled: created with customer_id 324");
    pty.wait_for(|screen| screen.contents().contains("· 2 B"));

    // And the next one with the same number needs a decision: it is shown, taken for the customer, and never sent.
    pty.send("Nowak\t\t\t\t\t1234563218\x18s");
    pty.wait_for_text("324 Żółkiewski Jan, sent from here");
    pty.wait_for_text("CRM: found by NIP 1234563218");
    pty.wait_for_text("S send anyway");
    pty.send("v");
    pty.wait_for_text("= 1234563218");
    // A key that is pressed before the CRM's answer is shown is not meant for it.
    pty.wait_for(|screen| !screen.contents().contains("Getting the customer"));
    pty.send("t");
    pty.wait_for_text("Existing customer 324 · Nowak");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    assert_eq!(crm.customers(), 1);
}

#[test]
fn waiting_can_be_stopped_and_then_nobody_knows() {
    let server = Faults::start(Act::Hang);
    let home = Home::new(&server.url(), "");
    let mut pty = home.start((80, 24));
    send(&mut pty, "Nowak");
    pty.wait_for_text("What you type is kept");
    server.wait_for(|record| !record.requests.is_empty());
    pty.send("\x1b");
    pty.wait_for_text("Stop waiting?");
    pty.send("Y");
    pty.wait_for_text("waiting was stopped");
    pty.wait_for_text("may or may not have been created");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    assert_eq!(server.finish().requests.len(), 1);
}

#[test]
fn a_wait_that_is_stopped_before_the_card_left_sent_nothing() {
    let server = Faults::start(Act::HangUnread);
    let home = Home::new(&format!("https://{}", server.address()), "");
    let mut pty = home.start((80, 24));
    send(&mut pty, "Nowak");
    pty.wait_for_text("What you type is kept");
    pty.send("\x1b");
    pty.wait_for_text("Stop waiting?");
    pty.send("Y");
    pty.wait_for_text("Nothing left this computer.");
    // The thread still hangs in its handshake, and holds nobody up.
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
}

#[test]
fn a_signal_while_sending_leaves_a_true_journal() {
    for (act, scheme, told) in [
        (Act::Hang, "http", "unknown – Enter to settle: the"),
        (Act::HangUnread, "https", "not sent: waiting was stopped"),
    ] {
        let server = Faults::start(act);
        let home = Home::new(&format!("{scheme}://{}", server.address()), "");
        let mut pty = home.start((120, 40));
        send(&mut pty, "Nowak");
        pty.wait_for_text("What you type is kept");
        if scheme == "http" {
            server.wait_for(|record| !record.requests.is_empty());
        }
        pty.kill(Signal::TERM);
        assert!(pty.wait_exit().success());
        pty.assert_given_back();
        let pty = home.start((120, 40));
        pty.wait_for_text(told);
        pty.wait_for_text("\"surname\": \"Nowak\"");
    }
}

#[test]
fn a_kill_while_sending_is_told_at_the_next_start() {
    let server = Faults::start(Act::Hang);
    let home = Home::new(&server.url(), "");
    let mut pty = home.start((120, 40));
    send(&mut pty, "Nowak");
    pty.wait_for_text("What you type is kept");
    pty.kill(Signal::KILL);
    pty.wait_exit();
    let pty = home.start((120, 40));
    pty.wait_for_text("The last send was interrupted; the customer or company may exist.");
    pty.wait_for_text("unknown – Enter to settle: the");
    pty.wait_for_text("\"surname\": \"Nowak\"");
}

#[test]
fn keys_that_repeat_themselves_send_one_request() {
    for keys in ["\r\r\r", "\r\r\r\r\r\r\r\r\r\r\r\r"] {
        let server = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
        let home = Home::new(&server.url(), "");
        let mut pty = home.start((80, 24));
        pty.send("Nowak\x18s");
        pty.wait_for_text("Enter sends.");
        pty.send(keys);
        pty.wait_for_text("Created: customer_id 324");
        pty.send("\x18q");
        assert!(pty.wait_exit().success());
        assert_eq!(server.finish().requests.len(), 1, "{keys:?}");
    }
}

#[test]
fn a_review_that_nobody_has_seen_is_not_answered() {
    let server = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
    let home = Home::new(&server.url(), "");
    let mut pty = home.start((80, 24));
    pty.send("Nowak");
    pty.wait_for_text("draft saved");
    // Somebody holds the store, so that the review is late; the operator presses on.
    let lock = rusqlite::Connection::open(home.data().join("kartoteka.db")).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    pty.send("\x1b[19~");
    for _ in 0..3 {
        pty.look_on(Duration::from_millis(50));
        pty.send("\r");
    }
    pty.look_on(Duration::from_millis(100));
    lock.execute_batch("ROLLBACK").unwrap();
    pty.wait_for_text("Enter sends.");
    pty.back_to_form();
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    assert_eq!(server.finish().heads, 0);
}

#[test]
fn keys_of_one_breath_and_a_screen_too_small_to_show_anything_send_nothing() {
    let server = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
    let home = Home::new(&server.url(), "");
    let mut pty = home.start((80, 24));
    pty.send("Nowak\x1b[19~\r");
    pty.wait_for_text("Enter sends.");
    pty.resize(50, 12);
    pty.wait_for_text("Kartoteka needs 60x16");
    pty.send("\r");
    pty.look_on(Duration::from_millis(300));
    pty.resize(80, 24);
    pty.wait_for_text("Enter sends.");
    pty.back_to_form();
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    assert_eq!(server.finish().heads, 0);
}

#[test]
fn a_busy_crm_says_when_and_the_seconds_are_counted() {
    let answer = http("429 Too Many Requests", "Retry-After: 2\r\n", "");
    let server = Faults::start(Act::Answer(answer));
    let home = Home::new(&server.url(), "");
    let mut pty = home.start((80, 24));
    send(&mut pty, "Nowak");
    pty.wait_for_text("The CRM is busy.");
    pty.wait_for_text("The wait that the CRM asked for is over.");
    pty.send("\r\x18q");
    assert!(pty.wait_exit().success());
}

#[test]
fn a_masked_history_keeps_nothing_that_leads_to_a_person() {
    let server = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
    let home = Home::new(&server.url(), "[history]\nstore = \"masked\"");
    let mut pty = home.start((80, 24));
    send(&mut pty, "Nowak\tAnna\t44051401359\t\t\t1234563218");
    pty.wait_for_text("Created: customer_id 324");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    for entry in fs::read_dir(home.data()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = if path.is_file() {
            fs::read(&path).unwrap()
        } else {
            Vec::new()
        };
        for secret in ["44051401359", "1234563218"] {
            let found = bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} is in {}", path.display());
        }
    }
}

#[test]
fn a_crash_leaves_no_memory_behind() {
    let home = Home::new("https://127.0.0.1:9", "");
    let pty = home.start((80, 24));
    let limits = fs::read_to_string(format!("/proc/{}/limits", pty.pid())).unwrap();
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .unwrap();
    let words: Vec<&str> = core.split_whitespace().collect();
    assert_eq!(words[4..6], ["0", "0"], "{core}");
}

#[test]
fn an_unverified_certificate_is_told_for_as_long_as_it_is_not_verified() {
    let home = Home::new("https://127.0.0.1:9", "insecure = true");
    let mut pty = home.start((80, 24));
    pty.wait_for_text("INSECURE");
    pty.send("Nowak");
    pty.wait_for(|screen| {
        let row = screen
            .contents()
            .lines()
            .position(|line| line.contains("INSECURE"));
        let row = row.and_then(|row| u16::try_from(row).ok());
        row.and_then(|row| screen.cell(row, 1))
            .is_some_and(|cell| cell.bgcolor() == vt100::Color::Idx(1))
    });
    pty.send("\x18s");
    pty.wait_for_text("INSECURE: the CRM's certificate is not verified.");
}

#[test]
fn a_card_that_cannot_be_saved_at_the_end_is_written_to_a_file() {
    let home = Home::new("https://127.0.0.1:9", "");
    fs::write(home.data(), "").unwrap();
    let mut pty = home.run(&[], (80, 24));
    pty.wait_for_text("cannot use ");
    pty.send("Żółkiewski");
    pty.wait_for_text("NOT SAVED (Ctrl+X x writes it to a file)");
    pty.kill(Signal::HUP);
    assert!(!pty.wait_exit().success());
    pty.wait_for_text("it was written to ");
    let files = fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let file = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect::<Vec<_>>()
        .pop()
        .unwrap();
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .contains("\"surname\": \"Żółkiewski\"")
    );
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_disk_that_takes_no_more_is_told_and_typing_goes_on() {
    let home = Home::new("https://127.0.0.1:9", "");
    drop(home.start((80, 24)));
    let dir = home.path().to_str().unwrap();
    // No file may grow beyond 64 blocks of 1 KiB; the write-ahead log must, for this note.
    let script = format!(
        "ulimit -f 64; trap '' XFSZ; exec {PROGRAM} --config {dir}/kartoteka.toml --data-dir {dir}/data"
    );
    let mut pty = Pty::start("bash", &["-c", &script], &home.env(), (80, 24));
    pty.wait_for_text("F8 send");
    pty.send("Nowak\x1b[200~");
    pty.send(&"x".repeat(100_000));
    pty.send("\x1b[201~");
    pty.wait_for_text("NOT SAVED (Ctrl+X x writes it to a file)");
    pty.send("\x15Nowak-Kowalska");
    pty.wait_for_text("Nowak-Kowalska");
    pty.wait_for(|screen| !screen.contents().contains("NOT SAVED"));
    pty.kill(Signal::KILL);
    pty.wait_exit();
    let pty = home.start((80, 24));
    pty.wait_for_text("Nowak-Kowalska");
}

#[test]
fn what_is_typed_while_a_card_is_on_its_way_is_in_the_next_one() {
    let created = http("200 OK", "", r#"{"customer_id":"324"}"#);
    let server = Faults::start(Act::AtTheEnd(created));
    let home = Home::new(&server.url(), "");
    let mut pty = home.start((120, 40));
    send(&mut pty, "Kowalski");
    pty.wait_for_text("What you type is kept");
    // A fast operator: all of it in one breath, with a command that is none while the card is on its way.
    pty.send("Nowak\tAnna\x18q\x1b[19~");
    pty.wait_for_text("\"name\": \"Anna\"");
    server.wait_for(|record| !record.requests.is_empty());
    assert_eq!(server.finish().requests.len(), 1);
    pty.wait_for_text("Created: customer_id 324 · Kowalski");
    pty.wait_for_text("\"surname\": \"Nowak\"");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    let pty = home.start((120, 40));
    pty.wait_for_text("\"name\": \"Anna\"");
    pty.wait_for(|screen| !screen.contents().contains("other draft"));
}

#[test]
fn a_kill_while_the_next_card_is_typed_loses_neither() {
    let server = Faults::start(Act::Hang);
    let home = Home::new(&server.url(), "");
    let mut pty = home.start((120, 40));
    send(&mut pty, "Kowalski");
    pty.wait_for_text("What you type is kept");
    pty.send("Nowak");
    pty.wait_for_text("\"surname\": \"Nowak\"");
    let store = rusqlite::Connection::open(home.data().join("kartoteka.db")).unwrap();
    let saved = || {
        let saved = "SELECT count(*) FROM drafts WHERE who = 'Nowak'";
        store.query_row(saved, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    while saved() == 0 {
        pty.look_on(Duration::from_millis(10));
    }
    pty.kill(Signal::KILL);
    pty.wait_exit();
    let mut pty = home.start((120, 40));
    pty.wait_for_text("\"surname\": \"Nowak\"");
    pty.send("\x18o");
    pty.wait_for_text("Kowalski");
    pty.send("\x1b[B\r");
    pty.wait_for_text("\"surname\": \"Kowalski\"");
}
