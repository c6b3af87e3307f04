//! The built program while another program has the store locked: nobody waits for it who types, and nothing is lost.
//!
//! The lock is held until the test has seen what it waits for, so that nothing here passes by waiting it out.

mod sends;

use crate::support::aftermath::Aftermath;
use crate::support::echo::words;
use crate::support::home::Home;
use crate::support::pty::Pty;
use nix::fcntl::{FcntlArg, fcntl};
use nix::libc;
use rusqlite::Connection;
use rustix::process::Signal;
use std::fs::{self, File};
use std::thread;
use std::time::{Duration, Instant};

const SIZE: (u16, u16) = (120, 40);
const NOWHERE: &str = "https://127.0.0.1:9";
/// What the screen says of it.
const LOCKED: &str = "database is locked";
/// A store that is waited for holds a program up for five seconds.
const AT_ONCE: Duration = Duration::from_secs(4);

/// Somebody else's lock on the store.
struct Holder(Connection);

impl Holder {
    fn of(home: &Home) -> Self {
        Self::by(home, "BEGIN IMMEDIATE")
    }

    fn by(home: &Home, statement: &str) -> Self {
        let conn = Connection::open(home.data().join("kartoteka.db")).unwrap();
        conn.busy_timeout(Duration::from_secs(30)).unwrap();
        conn.execute_batch(statement).unwrap();
        Self(conn)
    }

    fn release(self) {
        self.0.execute_batch("ROLLBACK").unwrap();
    }
}

/// Locks what every reader of the log needs, for which SQLite itself would wait for ten seconds; for as long as the file is
/// open.
fn lock_readers(home: &Home) -> File {
    let index = home.data().join("kartoteka.db-shm");
    let index = File::options().read(true).write(true).open(index).unwrap();
    let lock = libc::flock {
        l_type: libc::F_WRLCK.try_into().unwrap(),
        l_whence: libc::SEEK_SET.try_into().unwrap(),
        l_start: 120,
        l_len: 8,
        l_pid: 0,
    };
    while fcntl(&index, FcntlArg::F_SETLK(&lock)).is_err() {
        thread::yield_now();
    }
    index
}

/// The files with cards that were written to the home directory, as text.
fn rescued(home: &Home) -> String {
    let files = fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let cards = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    cards.map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// The surnames of the cards in the store.
fn surnames(home: &Home) -> Vec<String> {
    let drafts = Aftermath::of(&home.data()).drafts.into_iter();
    let mut surnames: Vec<String> = drafts.map(|card| card["surname"].clone()).collect();
    surnames.sort();
    surnames
}

/// Waits until the store has the card of this surname: the screen says that it is saved when a part of it is.
fn wait_saved(pty: &Pty, home: &Home, surname: &str) {
    let store = Connection::open(home.data().join("kartoteka.db")).unwrap();
    let saved = || {
        let saved = "SELECT count(*) FROM drafts WHERE who = ?1";
        store
            .query_row(saved, [surname], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    let deadline = Instant::now() + Duration::from_secs(30);
    while saved() == 0 {
        assert!(
            Instant::now() < deadline,
            "{surname} is not saved:\n{}",
            pty.text()
        );
        pty.look_on(Duration::from_millis(10));
    }
}

/// Types letter by letter, and waits for each to be on the screen.
fn type_slowly(pty: &mut Pty, text: &str) {
    let mut typed = String::new();
    for letter in text.chars() {
        typed.push(letter);
        pty.send(&letter.to_string());
        pty.wait_for_text(&format!("\"surname\": \"{typed}\""));
    }
}

#[test]
fn letters_appear_and_are_saved_as_soon_as_the_store_is_free() {
    for statement in ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"] {
        let home = Home::new(NOWHERE, "");
        let mut pty = home.start(SIZE);
        let holder = Holder::by(&home, statement);
        let began = Instant::now();
        type_slowly(&mut pty, "Żółkiewska");
        assert!(began.elapsed() < AT_ONCE, "{statement}: {:?}", began.elapsed());
        pty.wait_for_text("NOT SAVED");
        pty.wait_for_text(LOCKED);
        // Without a key.
        holder.release();
        pty.wait_for_text(words::SAVED);
        wait_saved(&pty, &home, "Żółkiewska");
        pty.kill(Signal::KILL);
        pty.wait_exit();
        assert_eq!(surnames(&home), ["Żółkiewska"], "{statement}");
    }
}

#[test]
fn a_lock_on_the_index_of_the_log_holds_nobody_up_either() {
    let home = Home::new(NOWHERE, "");
    let mut pty = home.start(SIZE);
    pty.send("N");
    wait_saved(&pty, &home, "N");
    let index = lock_readers(&home);
    let began = Instant::now();
    pty.send("owak");
    pty.wait_for_text("NOT SAVED");
    pty.send("-Kowalska");
    pty.wait_for_text("Nowak-Kowalska");
    pty.send("\x1bOR");
    pty.wait_for_text("History");
    assert!(began.elapsed() < AT_ONCE, "{:?}", began.elapsed());
    drop(index);
    wait_saved(&pty, &home, "Nowak-Kowalska");
    let _index = lock_readers(&home);
    pty.kill(Signal::TERM);
    pty.wait_exit();
    pty.assert_given_back();
}

#[test]
fn a_signal_ends_the_program_and_the_card_is_in_a_file() {
    for (signal, front) in [
        (Signal::TERM, "--color"),
        (Signal::HUP, "--color"),
        (Signal::TERM, "--plain"),
        (Signal::HUP, "--plain"),
    ] {
        let home = Home::new(NOWHERE, "");
        drop(home.start(SIZE));
        let plain = front == "--plain";
        let mut pty = if plain {
            home.run(&["--plain"], SIZE)
        } else {
            home.start(SIZE)
        };
        if plain {
            pty.wait_for_text("Surname, required");
        }
        let holder = Holder::of(&home);
        pty.send(if plain { "Żółkiewska\n" } else { "Żółkiewska" });
        pty.wait_for_text(if plain { "Name" } else { "Żółkiewska" });
        let began = Instant::now();
        pty.kill(signal);
        assert!(!pty.wait_exit().success());
        assert!(
            began.elapsed() < AT_ONCE,
            "{signal:?} {front}: {:?}",
            began.elapsed()
        );
        pty.assert_given_back();
        pty.wait_for_text("it was written to ");
        assert!(rescued(&home).contains("Żółkiewska"), "{}", rescued(&home));
        holder.release();
    }
}

#[test]
fn what_the_store_has_already_is_no_loss_at_the_end() {
    let home = Home::new(NOWHERE, "");
    let mut pty = home.start(SIZE);
    pty.send("Nowak");
    wait_saved(&pty, &home, "Nowak");
    for leave in [None, Some("\x18q")] {
        let holder = Holder::of(&home);
        match leave {
            None => pty.kill(Signal::TERM),
            Some(keys) => pty.send(keys),
        }
        let ended = pty.wait_exit();
        assert!(ended.success(), "{leave:?}: {}", pty.text());
        assert_eq!(rescued(&home), "");
        holder.release();
        assert_eq!(surnames(&home), ["Nowak"]);
        pty = home.start(SIZE);
        pty.wait_for_text("Draft restored");
    }
}

#[test]
fn the_form_opens_at_once_and_the_draft_comes_without_a_key() {
    for front in ["screen", "--plain"] {
        let home = Home::new(NOWHERE, "");
        let mut pty = home.start(SIZE);
        pty.send("Nowak\tAnna");
        wait_saved(&pty, &home, "Nowak Anna");
        pty.kill(Signal::TERM);
        pty.wait_exit();
        let holder = Holder::of(&home);
        let began = Instant::now();
        let pty = if front == "--plain" {
            home.run(&["--plain"], SIZE)
        } else {
            home.run(&[], SIZE)
        };
        pty.wait_for_text(if front == "--plain" {
            "Surname"
        } else {
            words::READY
        });
        assert!(began.elapsed() < AT_ONCE, "{front}: {:?}", began.elapsed());
        pty.wait_for_text(LOCKED);
        assert!(!pty.text().contains("Nowak"), "{}", pty.text());
        holder.release();
        pty.wait_for_text(if front == "--plain" {
            "now Anna"
        } else {
            "\"name\": \"Anna\""
        });
        pty.wait_for_text("Draft restored");
    }
}

#[test]
fn a_card_that_is_begun_meanwhile_stays_beside_the_one_that_was_left() {
    let home = Home::new(NOWHERE, "");
    let mut pty = home.start(SIZE);
    pty.send("Nowak");
    wait_saved(&pty, &home, "Nowak");
    pty.kill(Signal::TERM);
    pty.wait_exit();
    let holder = Holder::of(&home);
    let mut pty = home.run(&[], SIZE);
    pty.wait_for_text(words::READY);
    type_slowly(&mut pty, "Kowalska");
    pty.wait_for_text(LOCKED);
    holder.release();
    wait_saved(&pty, &home, "Kowalska");
    pty.wait_for_text("1 more draft");
    pty.kill(Signal::KILL);
    pty.wait_exit();
    assert_eq!(surnames(&home), ["Kowalska", "Nowak"]);
}
