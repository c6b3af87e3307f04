//! `status`: what is in a store, looked at by a program that changes nothing in it.

use super::submit::KOWALSKI;
use super::support::faults::{Act, Faults, http};
use super::support::home::Told;
use super::support::older;
use super::{Home, NOWHERE, sandbox};
use rusqlite::Connection;
use rustix::process::Signal;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

fn status(home: &Home) -> (Told, Value) {
    let told = home.pipe(&["status", "--json"], b"");
    let report = told.json().pop().unwrap_or_default();
    (told, report)
}

/// Every file below a directory, and what is in it.
fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(dir).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.insert(path.clone(), Vec::new());
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

fn submit(home: &Home, document: &str) -> Told {
    home.pipe(&["submit", "-", "--json"], document.as_bytes())
}

#[test]
fn a_store_that_is_not_there_is_none_and_is_not_made() {
    let home = Home::new(NOWHERE, "");
    let (told, report) = status(&home);
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""), "{told:?}");
    assert_eq!(report["store"]["state"], "none", "{report}");
    let told = home.pipe(&["status", "--lang", "pl"], b"");
    assert!(told.stdout.starts_with("Baza "), "{told:?}");
    assert!(!home.data().exists());
    // A file without a table is none, either.
    fs::create_dir(home.data()).unwrap();
    fs::write(home.data().join("kartoteka.db"), "").unwrap();
    let before = files(&home.data());
    assert_eq!(status(&home).1["store"]["state"], "none");
    assert_eq!(files(&home.data()), before);
}

/// A home that has sent two customers, one that was rejected, and one whose outcome is unknown, as is that of one of some days ago.
fn home_with_a_day() -> Home {
    let answer = |status: &str, body: &str| Act::Answer(http(status, "", body));
    let created = || answer("200 OK", r#"{"customer_id": 7}"#);
    let server = Faults::start(Act::Turns(vec![
        created(),
        created(),
        answer("422 No", r#"{"errors":[]}"#),
        answer("500 Oops", ""),
    ]));
    let home = Home::new(&server.url(), "");
    for name in ["Adamska", "Bielska", "Czarska", "Darska"] {
        submit(&home, &format!("{{\"surname\":\"{name}\"}}"));
    }
    let yesterday = "INSERT INTO submissions (attempt, session, sent_at, state, search, who, profile, url, user,
            payload_hash, card, payload, outcome, crm)
         SELECT 'old', session, sent_at - 200000000, state, search, who, profile, url, user, payload_hash, card, payload,
            outcome, crm FROM submissions WHERE state = 'unknown'";
    let database = home.data().join("kartoteka.db");
    let add = |sql: &str| Connection::open(&database).unwrap().execute(sql, []).unwrap();
    add(yesterday);
    home
}

#[test]
fn the_day_and_the_unknown_outcomes_are_counted_and_nothing_is_changed() {
    let home = home_with_a_day();
    let before = files(&home.data());
    let (told, report) = status(&home);
    assert_eq!(told.code, Some(6), "{told:?}");
    assert_eq!(
        told.stderr,
        "kartoteka settle --list lists the unknown outcomes\n"
    );
    let today = &report["today"]["customers"];
    let expected = json!({"created": 2, "rejected": 1, "not_sent": 0, "unknown": 1, "not_created": 0, "existing": 0, "in_flight": 0});
    assert_eq!(*today, expected, "{report}");
    let open = &report["open"];
    assert_eq!(
        (
            &open["unknown"],
            &open["unknown_last_hour"],
            &open["unknown_older"]
        ),
        (&json!(2), &json!(1), &json!(1)),
        "{report}"
    );
    assert_eq!(open["oldest_unknown"]["attempt"], "old", "{report}");
    let told = home.pipe(&["status"], b"");
    for words in [
        "Unknown outcomes  2: within an hour 1, earlier today 0, older 1; the oldest ",
        "Customers today   created: 2, rejected: 1, not sent: 0, unknown: 1\n",
        "Sessions          0\n",
    ] {
        assert!(told.stdout.contains(words), "{words}: {told:?}");
    }
    for name in ["Adamska", "Darska"] {
        assert!(!told.stdout.contains(name), "{told:?}");
    }
    assert_eq!(files(&home.data()), before);
    for row in home.pipe(&["history", "--format", "json"], b"").json() {
        if row["state"] == "unknown" {
            let attempt = row["attempt"].as_str().unwrap();
            let told = home.pipe(&["settle", attempt, "--not-created"], b"");
            assert_eq!(told.code, Some(0), "{told:?}");
        }
    }
    let (told, report) = status(&home);
    assert_eq!(
        (told.code, &report["today"]["customers"]["not_created"]),
        (Some(0), &json!(1)),
        "{report}"
    );
}

#[test]
fn an_attempt_is_in_flight_while_its_program_lives_and_unknown_behind_a_kill() {
    let server = Faults::start(Act::Hang);
    let home = Home::new(&server.url(), "timeout_seconds = 60");
    let mut child = home.command(&["submit", "-"]).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), KOWALSKI.as_bytes()).unwrap();
    server.wait_for(|record| record.requests.len() == 1);
    let (told, report) = status(&home);
    assert_eq!(
        (
            told.code,
            &report["open"]["in_flight"],
            &report["store"]["sessions"]
        ),
        (Some(0), &json!(1), &json!(1)),
        "{report}"
    );
    child.kill().unwrap();
    child.wait().unwrap();
    for _ in 0..2 {
        let (told, report) = status(&home);
        assert_eq!(
            (
                told.code,
                &report["open"]["unknown"],
                &report["store"]["sessions"]
            ),
            (Some(6), &json!(1), &json!(0)),
            "{report}"
        );
        assert_eq!(report["today"]["customers"]["unknown"], 1, "{report}");
    }
    // It is the next start that notes it.
    let conn = Connection::open(home.data().join("kartoteka.db")).unwrap();
    let state = conn.query_row("SELECT state FROM submissions", [], |row| row.get::<_, String>(0));
    assert_eq!(state.unwrap(), "sending");
}

#[test]
fn the_draft_on_a_screen_is_counted_and_so_is_what_a_kill_has_left() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let mut pty = home.run(&[], (80, 24));
    pty.wait_for_text("Surname");
    pty.send("Nowak");
    pty.wait_for_text("draft saved");
    let (told, report) = status(&home);
    assert_eq!(
        (told.code, &report["store"]["sessions"]),
        (Some(0), &json!(1)),
        "{report}"
    );
    assert_eq!(report["drafts"]["count"], 1, "{report}");
    assert!(report["drafts"]["oldest_saved_at"].is_string(), "{report}");
    pty.kill(Signal::KILL);
    pty.wait_end();
    let (_, report) = status(&home);
    assert_eq!(
        (&report["store"]["sessions"], &report["drafts"]["count"]),
        (&json!(0), &json!(1)),
        "{report}"
    );
}

#[test]
fn what_cannot_be_read_is_said_and_what_is_older_is_read_as_it_is() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    assert_eq!(submit(&home, KOWALSKI).code, Some(0));
    let database = home.data().join("kartoteka.db");
    let whole = fs::read(&database).unwrap();
    drop(older::make_older(&home.data(), 6));
    let (told, report) = status(&home);
    assert_eq!(
        (told.code, &report["store"]["state"]),
        (Some(0), &json!("older")),
        "{report}"
    );
    assert_eq!(report["store"]["format"], 6, "{report}");
    assert_eq!(report["today"]["customers"]["created"], 1, "{report}");
    fs::write(&database, &whole).unwrap();
    Connection::open(&database)
        .unwrap()
        .pragma_update(None, "user_version", 9999)
        .unwrap();
    let fails = |words: &str| {
        let before = files(&home.data());
        let (told, _) = status(&home);
        assert_eq!((told.code, told.stdout.as_str()), (Some(2), ""), "{told:?}");
        assert!(told.stderr.contains(words), "{words}: {told:?}");
        assert_eq!(files(&home.data()), before);
    };
    fails("format 9999");
    fs::write(&database, vec![b'x'; 9000]).unwrap();
    fails("damaged");
    fs::rename(&database, home.path().join("elsewhere")).unwrap();
    symlink(home.path().join("elsewhere"), &database).unwrap();
    fails("symbolic link");
}
