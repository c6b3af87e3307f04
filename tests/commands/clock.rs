//! The built program where the clock has jumped ahead. Nobody can turn the clock of the machine, so the past is moved back
//! instead: to the program that is the same.

use super::Home;
use super::submit::KOWALSKI;
use super::support::faults::{Act, Faults, http};
use jiff::ZonedDateTime;
use rusqlite::Connection;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// A home with a CRM that creates everybody; records are kept for 30 days.
fn home() -> (Home, Faults) {
    let server = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
    let home = Home::new(&server.url(), "[history]\nkeep_days = 30");
    (home, server)
}

/// Lets the clock jump ahead by so many milliseconds.
fn jump(home: &Home, ahead: i64) {
    let conn = Connection::open(home.data().join("kartoteka.db")).unwrap();
    conn.execute_batch(&format!(
        "UPDATE submissions SET sent_at = sent_at - {ahead};
         UPDATE clock SET seen_at = seen_at - {ahead}, confirmed_at = confirmed_at - {ahead};"
    ))
    .unwrap();
}

fn records(home: &Home) -> usize {
    home.pipe(&["history", "--format", "json"], b"").json().len()
}

/// Waits until the records are gone: they are deleted beside the work.
#[track_caller]
fn wait_until_gone(home: &Home, start: impl Fn()) {
    for _ in 0..600 {
        start();
        if records(home) == 0 {
            return;
        }
    }
    panic!("the records are still there");
}

#[test]
fn a_clock_ahead_deletes_nothing_and_the_next_day_does() {
    let table = "surname,identifier\nKowalski,K-1\n";
    for (name, days) in [("60 days", 60), ("200 days", 200)] {
        let (home, server) = home();
        std::fs::write(home.path().join("table.csv"), table).unwrap();
        let file = home.path().join("table.csv");
        let import = ["import", file.to_str().unwrap(), "--yes"];
        assert_eq!(home.pipe(&["submit", "-"], KOWALSKI.as_bytes()).code, Some(0));
        assert_eq!(home.pipe(&import, b"").code, Some(0));
        jump(&home, days * DAY);
        for again in 0..2 {
            let told = home.pipe(&["submit", "-"], KOWALSKI.as_bytes());
            assert_eq!(told.code, Some(3), "{name}, {again}: {told:?}");
            let told = home.pipe(&import, b"");
            assert_eq!(told.code, Some(0), "{name}, {again}: {told:?}");
            let mut form = home.start((80, 24));
            form.wait_for_text("Nothing is deleted today");
            form.send("\x18q");
            form.wait_exit();
            let told = home.pipe(&["history", "purge"], b"");
            assert_eq!(told.code, Some(2), "{name}, {again}: {told:?}");
            assert!(told.stderr.contains("--trust-clock"), "{told:?}");
            assert_eq!(records(&home), 2, "{name}, {again}");
        }
        jump(&home, DAY);
        // A start that only looks does not wait for it.
        wait_until_gone(&home, || {
            home.pipe(&["import", file.to_str().unwrap(), "--check"], b"");
        });
        assert_eq!(server.finish().requests.len(), 2, "{name}: nobody was sent again");
    }
}

#[test]
fn whoever_trusts_the_clock_deletes_by_it() {
    let (home, _server) = home();
    assert_eq!(home.pipe(&["submit", "-"], KOWALSKI.as_bytes()).code, Some(0));
    jump(&home, 60 * DAY);
    let refused = home.pipe(&["history", "purge", "--older-than", "50d"], b"");
    let today = ZonedDateTime::now().date();
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""));
    let words = format!("the clock shows {today}, but the history was last used on ");
    assert!(refused.stderr.contains(&words), "{refused:?}");
    let told = home.pipe(&["history", "purge", "--older-than", "50d", "--trust-clock"], b"");
    assert_eq!(
        (told.code, told.stdout.as_str()),
        (Some(0), "1 deleted\n"),
        "{told:?}"
    );
}
