//! A newer version of the program changes the store while sessions of this one are open: each keeps its card and its outcomes
//! in a file of its own, and the newer one takes them in, once.
//!
//! The newer version is this program, behind the next format: what it does to the store, a test does here.

use crate::support::driver::{Driver, Setup};
use crate::support::lines::Lines;
use kartoteka::customer::{Outcome, SubmissionState};
use kartoteka::i18n::Language;
use kartoteka::store::Store;
use rusqlite::Connection;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

/// The store, taken over by a version with another format.
struct Newer {
    conn: Connection,
    known: i64,
}

impl Newer {
    fn of(home: &Path) -> Self {
        let conn = Connection::open(home.join("data/kartoteka.db")).unwrap();
        let known = conn
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        conn.execute_batch("CREATE TABLE IF NOT EXISTS future (x); INSERT INTO future VALUES (1)")
            .unwrap();
        conn.pragma_update(None, "user_version", known + 1).unwrap();
        Self { conn, known }
    }

    /// The format is the one that this program knows: it is the newer version now.
    fn is_this_one(&self) {
        self.conn.pragma_update(None, "user_version", self.known).unwrap();
    }
}

/// The files in which cards wait for the newer version.
fn files(home: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(home.join("data/handover")).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

fn drafts(driver: &Driver) -> Vec<String> {
    let now = "2026-11-24T15:00:00Z".parse().unwrap();
    let mut store = Store::open(&driver.home().join("data"), now).unwrap();
    let drafts = store.drafts().unwrap();
    drafts.into_iter().map(|draft| draft.who).collect()
}

const UPDATED: &str = "Kartoteka was updated: leave (Ctrl+X q) and come back.";

#[test]
fn the_card_is_kept_and_nothing_is_sent_until_the_newer_version_has_it() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<Tab>Jan");
    let newer = Newer::of(driver.home());
    driver
        .keys("u")
        .shows(UPDATED)
        .keys("sz")
        .shows("\"name\": \"Janusz\"");
    driver
        .keys("<Tab>")
        .shows("KARTOTEKA WAS UPDATED: leave and come back")
        .hides("NOT SAVED");
    let [file] = files(driver.home()).try_into().unwrap();
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    driver.keys("<F8><Enter>").shows("Kartoteka was updated");
    assert!(driver.sent.is_empty());
    driver.keys("<Esc><Esc>").keys("<Ctrl+X>q");
    assert!(driver.left, "nothing holds the operator");

    newer.is_this_one();
    let mut driver = driver.restart();
    driver
        .shows("Draft restored.")
        .shows("\"name\": \"Janusz\"")
        .hides("more draft");
    assert!(files(driver.home()).is_empty());
    driver.keys("<F8><Enter>").created("324").shows("324");
    let driver = driver.restart();
    assert_eq!(drafts(&driver), Vec::<String>::new());
}

#[test]
fn a_session_that_begins_behind_the_update_keeps_its_card_too() {
    let driver = Driver::new();
    let newer = Newer::of(driver.home());
    let mut driver = driver.restart();
    driver
        .shows(UPDATED)
        .keys("Nowak")
        .shows("\"surname\": \"Nowak\"");
    assert_eq!(files(driver.home()).len(), 1);
    newer.is_this_one();
    let mut driver = driver.restart();
    driver.shows("Draft restored.").shows("\"surname\": \"Nowak\"");
    assert!(files(driver.home()).is_empty());
}

#[test]
fn each_session_hands_over_what_it_has_and_each_card_comes_back_once() {
    let mut one = Driver::new();
    one.keys("Adamski");
    let mut two = one.beside(Setup::default());
    two.keys("Borski");
    let newer = Newer::of(one.home());
    one.keys("<Tab>Adam").keys("<Ctrl+X>wCelski");
    two.keys("<Tab>Bo");
    assert_eq!(files(one.home()).len(), 2);
    newer.is_this_one();
    // The other session lives: what it has is still its own.
    let one = one.restart();
    assert_eq!(files(one.home()).len(), 1);
    two.keys("g<Ctrl+X>q");
    drop(two);
    let mut found = drafts(&one);
    found.sort();
    assert_eq!(found, ["Adamski Adam", "Borski Bog", "Celski"]);
    assert!(files(one.home()).is_empty());
}

#[test]
fn a_file_that_could_not_be_deleted_is_not_taken_in_twice() {
    let mut driver = Driver::new();
    driver.keys("Nowak");
    let newer = Newer::of(driver.home());
    driver.keys("<Tab>Ewa");
    let [file] = files(driver.home()).try_into().unwrap();
    let contents = fs::read(&file).unwrap();
    newer.is_this_one();
    let mut driver = driver.restart();
    driver.keys("<F8><Enter>").created("324");
    // As if the program that took it in had been killed right then.
    fs::write(&file, contents).unwrap();
    let driver = driver.restart();
    assert_eq!(drafts(&driver), Vec::<String>::new());
    assert!(files(driver.home()).is_empty());
}

/// The newest state in the journal.
fn state(driver: &Driver) -> (SubmissionState, Option<String>) {
    let now = "2026-11-24T15:00:00Z".parse().unwrap();
    let store = Store::open(&driver.home().join("data"), now).unwrap();
    let row = store.history("", 1).unwrap().rows.remove(0);
    (row.state, row.customer_id)
}

#[test]
fn the_outcome_of_a_send_in_flight_reaches_the_journal() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<F8><Enter>");
    let newer = Newer::of(driver.home());
    driver.created("324").shows("customer_id 324");
    driver.keys("Nowak");
    newer.is_this_one();
    let mut driver = driver.restart();
    driver
        .shows("created 324")
        .shows("\"surname\": \"Nowak\"")
        .hides("unknown");
    assert_eq!(drafts(&driver), ["Nowak"]);

    // Also one that is no customer: nobody need settle it.
    driver.keys("<F8><Enter>");
    let newer = Newer::of(driver.home());
    driver.answer(Outcome::Rejected {
        answer: kartoteka::customer::ApiResponse {
            status: 400,
            ..Default::default()
        },
    });
    newer.is_this_one();
    let driver = driver.restart();
    assert_eq!(state(&driver), (SubmissionState::Rejected, None));
    assert_eq!(drafts(&driver), ["Nowak"], "to be corrected");
}

#[test]
fn what_is_typed_ahead_is_handed_over_beside_the_card_in_flight() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<F8><Enter>");
    let newer = Newer::of(driver.home());
    driver.keys("Nowak").created("324");
    driver.shows("\"surname\": \"Nowak\"");
    newer.is_this_one();
    let mut driver = driver.restart();
    driver.shows("\"surname\": \"Nowak\"").shows("created 324");
    assert_eq!(drafts(&driver), ["Nowak"]);
}

#[test]
fn an_outcome_that_somebody_has_settled_otherwise_is_reported_with_its_id() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<F8><Enter>");
    let newer = Newer::of(driver.home());
    driver.created("324");
    let attempt = driver.sent[0].0.clone();
    let settle = "UPDATE submissions SET state = 'unknown',
                  outcome = '{\"state\":\"unknown\",\"failure\":{\"kind\":\"interrupted\"},\"answer\":null}';
                  UPDATE submissions SET state = 'not_created', settled_at = 1;";
    newer.conn.execute_batch(settle).unwrap();
    newer.is_this_one();
    let mut driver = driver.restart();
    driver.shows("324");
    assert!(driver.screen().contains(&attempt[..8]), "{}", driver.screen());
    assert_eq!(state(&driver).0, SubmissionState::NotCreated);
}

#[test]
fn lines_and_the_other_language_say_it_as_well() {
    let mut polish = Driver::with(Setup {
        language: Language::Pl,
        ..Setup::default()
    });
    polish.keys("Kowalski");
    let _newer = Newer::of(polish.home());
    polish
        .keys("<Tab>")
        .shows("Kartotekę zaktualizowano: wyjdź")
        .keys("x")
        .shows("KARTOTEKĘ ZAKTUALIZOWANO");

    let mut lines = Lines::new(Driver::new());
    lines.lines(&["Nowak"]);
    let newer = Newer::of(lines.driver.home());
    lines.lines(&["Ewa"]).says(
        "Kartoteka was updated: leave (/quit) and come back. Your card is kept; nothing is sent until then.",
    );
    lines.lines(&["/send", "y"]);
    assert!(lines.driver.sent.is_empty());
    newer.is_this_one();
    let mut driver = lines.driver.restart();
    driver.shows("\"name\": \"Ewa\"");
}
