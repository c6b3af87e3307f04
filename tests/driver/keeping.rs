//! The store fails, and the operator has a caller on the line: he types on, knows it, and takes his card elsewhere.

use crate::support::driver::{Driver, Setup};
use jiff::Timestamp;
use kartoteka::customer::{FailureReason, Outcome};
use kartoteka::runtime::saving;
use rusqlite::Connection;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};
use tempfile::{Builder, TempDir};

fn unknown() -> Outcome {
    Outcome::Unknown {
        failure: FailureReason::Cut,
        answer: None,
    }
}

/// What a data directory can be, and a part of what the program says of it.
type Broken = (&'static str, fn(&Path), &'static str);

const BROKEN: [Broken; 3] = [
    ("a file", |dir| fs::write(dir, "").unwrap(), "cannot use "),
    (
        "not a database",
        |dir| {
            fs::create_dir(dir).unwrap();
            fs::write(dir.join("kartoteka.db"), "somebody's notes".repeat(100)).unwrap();
        },
        "is damaged or not a database",
    ),
    (
        "a link in the way",
        |dir| {
            fs::create_dir(dir).unwrap();
            std::os::unix::fs::symlink("/nowhere", dir.join("kartoteka.db")).unwrap();
        },
        "is a symbolic link",
    ),
];

#[test]
fn a_store_that_cannot_be_opened_stops_nobody_from_typing() {
    for (name, break_it, words) in BROKEN {
        let home = Builder::new().prefix("kartoteka").tempdir().unwrap();
        let data = home.path().join("data");
        break_it(&data);
        let mut driver = Driver::in_home(home, Setup::default());
        driver
            .shows(words)
            .keys("Kowalski<Tab>Jan")
            .shows("\"name\": \"Jan\"");
        driver.shows("NOT SAVED (Ctrl+X x writes it to a file)");
        driver
            .keys("<F8>")
            .shows(words)
            .shows("Duplicates could not be checked.")
            .hides("Ready.")
            .keys("<Enter>")
            .shows("Nothing left this computer.")
            .shows(words);
        assert!(
            driver.sent.is_empty(),
            "{name}: nothing is sent that is not written down"
        );
        driver.keys("<Esc><Ctrl+X>x");
        for _ in 0..80 {
            driver.keys("<Backspace>");
        }
        let file = driver.home().join("card.json");
        driver
            .paste(file.to_str().unwrap())
            .keys("<Enter>")
            .shows("Written to ");
        let card = fs::read_to_string(&file).unwrap();
        assert!(card.contains("\"surname\": \"Kowalski\""), "{name}: {card}");
        driver.keys("<Ctrl+X>c");
        assert_eq!(driver.copied.len(), 1);

        // It is put right while the program runs.
        if data.is_dir() {
            fs::remove_dir_all(&data).unwrap();
        } else {
            fs::remove_file(&data).unwrap();
        }
        driver.keys("a").shows("draft saved").hides("NOT SAVED");
        driver.restart().shows("\"name\": \"Jana\"");
    }
}

#[test]
fn a_data_directory_that_vanishes_is_missed_until_it_is_back() {
    let mut driver = Driver::new();
    driver.keys("Nowak<F8><Enter>").answer(unknown()).keys("<Esc>");
    let (data, away) = (driver.home().join("data"), driver.home().join("away"));
    fs::rename(&data, &away).unwrap();
    driver.keys("a").shows("NOT SAVED").keys("b").shows("NOT SAVED");
    // An empty store would know nothing of the attempt that must not be repeated.
    driver
        .keys("<Backspace><Backspace><F8><Enter>")
        .shows("Nothing left this computer.");
    assert_eq!(driver.sent.len(), 1);
    assert!(!data.exists(), "no other store is made");
    fs::rename(&away, &data).unwrap();
    driver
        .keys("<Esc>c")
        .shows("draft saved")
        .shows("1 unknown outcome");
    driver.restart().shows("\"surname\": \"Nowakc\"");
}

#[test]
fn an_answer_that_comes_while_the_directory_is_away_is_written_when_it_is_back() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<F8><Enter>");
    let (data, away) = (driver.home().join("data"), driver.home().join("away"));
    fs::rename(&data, &away).unwrap();
    driver.created("324").shows("customer_id 324: ");
    fs::rename(&away, &data).unwrap();
    driver.keys("N").shows("created 324");
    driver
        .restart()
        .shows("created 324")
        .hides("Kowalski\"")
        .hides("unknown");
}

#[test]
fn leaving_without_a_place_to_save_is_asked_for_twice() {
    let home = TempDir::new().unwrap();
    fs::write(home.path().join("data"), "").unwrap();
    let mut driver = Driver::in_home(home, Setup::default());
    driver.keys("<Ctrl+X>q");
    assert!(driver.left, "nothing is typed that could be lost");
    driver.left = false;
    driver
        .keys("Kowalski<Ctrl+X>q")
        .shows("the card cannot be saved.");
    assert!(!driver.left);
    driver.keys("<Ctrl+X>q");
    assert!(driver.left);
}

#[test]
fn a_file_that_cannot_be_written_is_told_and_the_name_can_be_changed() {
    let mut driver = Driver::new();
    driver.keys("<Ctrl+X>x").shows("Nothing has been typed yet.");
    driver.keys("Żółkiewski<Tab>Jan Maria<Ctrl+X>x");
    driver.shows("~/2026-11-24-żółkiewski-jan-maria.json");
    driver
        .keys("<Home>/nowhere/<Enter>")
        .shows("Cannot write /nowhere/");
    driver
        .keys("<Esc>")
        .shows("▸ Name")
        .shows("\"surname\": \"Żółkiewski\"");
}

#[test]
fn an_outcome_that_the_journal_cannot_take_is_told_and_written_later() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<F8><Enter>");
    let data = driver.home().join("data");
    let database = data.join("kartoteka.db");
    fs::rename(&database, data.join("elsewhere")).unwrap();
    driver
        .created("324")
        .shows("customer_id 324: ")
        .shows("moved or deleted");
    fs::rename(data.join("elsewhere"), &database).unwrap();
    driver.keys("N").shows("created 324");
    let mut driver = driver.restart();
    driver
        .shows("created 324")
        .hides("unknown")
        .shows("\"surname\": \"N\"");
}

#[test]
fn a_panic_saves_what_was_typed_before_it_goes_on() {
    let mut saved = Vec::new();
    let mut typed = String::new();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        saving(
            &mut typed,
            |typed| {
                typed.push_str("Kowalski");
                panic!("a mistake of the program's");
            },
            |typed| saved.push(typed.clone()),
        )
    }));
    let words = *panicked.unwrap_err().downcast::<&str>().unwrap();
    assert_eq!(words, "a mistake of the program's");
    assert_eq!(saved, ["Kowalski"]);
}

#[test]
fn files_that_others_could_read_are_closed_and_told_of() {
    let driver = Driver::new();
    let data = driver.home().join("data");
    for (path, mode) in [("", 0o755), ("kartoteka.db", 0o644)] {
        fs::set_permissions(data.join(path), Permissions::from_mode(mode)).unwrap();
    }
    let mut driver = driver.restart();
    driver.shows("Fixed: other users could read ");
    let mode = |path| fs::metadata(data.join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(""), mode("kartoteka.db")), (0o700, 0o600));
}

#[test]
fn records_that_are_too_old_are_gone_at_the_next_start_but_for_unknown_ones() {
    let mut driver = Driver::new();
    driver.keys("Nowak<F8><Enter>").created("324");
    driver.keys("Kowalski<F8><Enter>").answer(unknown()).keys("<Esc>");
    let database = Connection::open(driver.home().join("data/kartoteka.db")).unwrap();
    let old: Timestamp = "2026-08-01T00:00:00Z".parse().unwrap();
    database
        .execute("UPDATE submissions SET sent_at = ?1", [old.as_millisecond()])
        .unwrap();
    // The time counts from the second day on.
    database
        .execute("UPDATE clock SET confirmed_at = seen_at", [])
        .unwrap();
    let driver = driver.restart();
    let count = || database.query_row("SELECT count(*) FROM submissions", [], |row| row.get::<_, i64>(0));
    let deadline = Instant::now() + Duration::from_secs(30);
    while count().unwrap() > 1 {
        assert!(Instant::now() < deadline, "nothing was deleted");
        thread::yield_now();
    }
    let mut driver = driver.restart();
    driver.shows("one entry").hides("created 324").shows("unknown");
}
