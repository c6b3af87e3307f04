//! The page of the shift: what it counts, what it begins and ends with, and that it outlives the program.

use crate::support::driver::{Driver, Setup};
use crate::support::lines::Lines;
use kartoteka::customer::{FailureReason, Outcome};
use kartoteka::i18n::Language;
use rusqlite::Connection;

/// The value behind a name on the page.
#[track_caller]
fn value(driver: &Driver, name: &str) -> String {
    let screen = driver.screen();
    let line = screen.lines().find_map(|line| {
        let (_, rest) = line.split_once(name)?;
        rest.starts_with("  ")
            .then(|| rest.trim_matches([' ', '│']).to_owned())
    });
    line.unwrap_or_else(|| panic!("{name}:\n{screen}"))
}

#[track_caller]
fn counts(driver: &Driver, expected: &[(&str, &str)]) {
    for (name, expected) in expected {
        assert_eq!(value(driver, name), *expected, "{name}: {}", driver.screen());
    }
}

/// The keys of a [`morning`], with those that open the page.
const MORNING_KEYS: u32 = 3 * 8 + 5 + 5 + 3 + 3 + 5 + 2;

/// Two cards that were created, one that was not sent, and one that was begun.
fn morning(driver: &mut Driver) {
    driver.keys("Nowak<Ctrl+X>7lato<F8><Enter>").created("324");
    driver.keys("Kowal<Ctrl+X>7lato<F8><Enter>").created("18");
    driver
        .keys("Lis<Ctrl+X>7lato<F8><Enter>")
        .answer(Outcome::NotSent {
            failure: FailureReason::ConnectionRefused,
        });
    driver.keys("<Esc><Ctrl+X>wMazur");
}

#[test]
fn keys_cards_outcomes_and_the_total_of_the_ids_are_counted() {
    let mut driver = Driver::new();
    morning(&mut driver);
    driver.keys("<Ctrl+X>R");
    counts(
        &driver,
        &[
            ("Cards begun", "4"),
            ("Created", "2"),
            ("Rejected", "0"),
            ("Not sent", "1"),
            ("Unknown", "0"),
            ("Existing", "0"),
            ("Keys", &MORNING_KEYS.to_string()),
            ("Control total", "2 created, sum 342"),
        ],
    );
    driver.keys("c").shows("Copied to the clipboard.");
    let copied = driver.copied.last().unwrap();
    assert!(
        copied.starts_with("Since: 14:02\nCards begun: 4\nCreated: 2\n"),
        "{copied}"
    );
    assert!(
        copied.ends_with("Control total: 2 created, sum 342\n"),
        "{copied}"
    );
    for name in ["Nowak", "Kowal", "Mazur"] {
        assert!(!copied.contains(name), "{copied}");
    }
    driver.keys("<Esc>").shows("Mazur");
}

#[test]
fn a_crash_and_a_second_session_change_no_count() {
    let mut driver = Driver::new();
    morning(&mut driver);
    let mut driver = driver.restart();
    driver.keys("<Ctrl+X>R");
    counts(
        &driver,
        &[
            ("Cards begun", "4"),
            ("Created", "2"),
            ("Keys", &MORNING_KEYS.to_string()),
        ],
    );
    let mut other = driver.beside(Setup::default());
    other.keys("Wilk<Ctrl+X>R");
    counts(
        &other,
        &[("Cards begun", "5"), ("Keys", &(MORNING_KEYS + 6).to_string())],
    );
}

#[test]
fn the_first_start_of_a_day_and_the_end_of_a_shift_begin_the_next_one() {
    let mut driver = Driver::new();
    morning(&mut driver);
    driver.keys("<Ctrl+X>Re").shows("End the shift?").keys("n");
    counts(&driver, &[("Created", "2")]);
    driver.keys("eY").shows("Shift ended.");
    driver.wait_a_minute().keys("<Ctrl+X>R");
    counts(
        &driver,
        &[
            ("Cards begun", "0"),
            ("Created", "0"),
            ("Keys", "2"),
            ("Control total", "0 created, sum 0"),
        ],
    );
    driver.keys("<Esc>a");
    let database = driver.home().join("data/kartoteka.db");
    let conn = Connection::open(database).unwrap();
    // A shift of another day, and one of the same day, which goes on.
    for (back, cards) in [(0, "1"), (86_400_000, "0")] {
        conn.execute("UPDATE shift SET began_at = began_at - ?1, cards = 1", [back])
            .unwrap();
        driver = driver.restart();
        driver.keys("<Ctrl+X>R");
        counts(&driver, &[("Cards begun", cards)]);
    }
}

#[test]
fn an_hour_is_counted_from_the_first_minute_on() {
    let mut driver = Driver::new();
    driver.keys("Nowak<Ctrl+X>R");
    counts(&driver, &[("Cards an hour", "–"), ("Keys an hour", "–")]);
    driver.keys("<Esc>");
    for _ in 0..30 {
        driver.wait_a_minute();
    }
    driver.keys("<Ctrl+X>R");
    counts(
        &driver,
        &[("Cards an hour", "2.0"), ("Keys", "10"), ("Keys an hour", "20")],
    );
}

#[test]
fn the_shift_is_read_out_and_ended_on_lines() {
    let mut lines = Lines::new(Driver::with(Setup {
        language: Language::Pl,
        ..Setup::default()
    }));
    lines.lines(&["Nowak", "/wyślij", "tak"]).then(|driver| {
        driver.created("324");
    });
    lines.lines(&["/zmiana"]).says("Moja zmiana.\nOd: ");
    let text = lines.text();
    assert!(
        text.contains("\nSuma kontrolna: utworzono 1, suma 324\n"),
        "{text}"
    );
    lines.lines(&["/zakończ", "tak"]).says("Zmianę zakończono.");
}

#[test]
fn a_key_that_saves_nothing_writes_nothing_and_is_counted_later() {
    let mut driver = Driver::new();
    driver.keys("a");
    let written = |driver: &Driver| {
        let conn = Connection::open(driver.home().join("data/kartoteka.db")).unwrap();
        conn.query_row("SELECT keys FROM shift", [], |row| row.get::<_, u32>(0))
            .unwrap()
    };
    assert_eq!(written(&driver), 1);
    driver.keys("<F3><Up><Esc>");
    assert_eq!(written(&driver), 1);
    driver.keys("b");
    assert_eq!(written(&driver), 5);
}
