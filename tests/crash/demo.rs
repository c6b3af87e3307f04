//! `kartoteka demo`, killed: the form and the CRM end together, at any moment. The next start has the card or its customer, and
//! never makes two of one; also beside another demo on the same data.

use crate::run::SIZE;
use crate::support::aftermath::Aftermath;
use crate::support::dice::Dice;
use crate::support::echo::words;
use crate::support::home::PROGRAM;
use crate::support::pty::Pty;
use rusqlite::{Connection, OpenFlags};
use rustix::process::Signal;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const REVIEW: &str = "\x1b[19~";
const ENTER: &str = "\r";
const ESCAPE: &str = "\x1b";
const LEAVE: &str = "\x18q";
const FORM: &str = "Surname";

/// What became of the card, after the next program has tried to send it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// It was killed before anything was typed, or saved.
    Nothing,
    /// The first program created the customer, and knew.
    CreatedBefore,
    /// The first program may have created the customer; the second did not send the card.
    Unknown,
    /// The second program created the customer.
    CreatedAfterwards,
    /// Another one that was started at the same time has the card.
    Elsewhere,
}

/// Does one run and says how it ended.
///
/// # Panics
/// If the card is lost, a customer is there twice, or something is left lying about.
pub fn run(number: u64) -> End {
    let mut dice = Dice::new(number);
    let home = TempDir::new().expect("a home");
    fs::create_dir(home.path().join("tmp")).expect("a directory");
    let surname = format!("Demonstracyjny{}", number % 1000);
    let mut pty = demo(home.path());
    let saved = first(&mut pty, &surname, &mut dice);
    pty.kill(Signal::KILL);
    pty.wait_exit();
    let before = in_the_crm(home.path(), &surname);
    let another = dice.percent(50).then(|| demo(home.path()));
    let refused = second(demo(home.path()), &surname);
    if let Some(mut another) = another {
        another.wait_for_text(FORM);
        another.send(LEAVE);
        another.wait_exit();
    }
    let customers = in_the_crm(home.path(), &surname);
    let aftermath = Aftermath::of(&home.path().join("demo"));
    let about = format!("saved: {saved}, refused: {refused:?}, {before:?}, {customers:?}, {aftermath:?}");
    assert!(customers.len() <= 1, "doubled: {about}");
    for record in aftermath
        .records
        .iter()
        .filter(|record| record.state == "created")
    {
        let known = record.customer_id.as_ref().and_then(|id| id.parse().ok());
        assert!(known.is_some_and(|id| customers.contains(&id)), "wrong: {about}");
    }
    is_tidy(home.path());
    match (before.len(), customers.len()) {
        (0, 1) => End::CreatedAfterwards,
        (_, 1) if aftermath.records.iter().any(|record| record.state == "created") => End::CreatedBefore,
        (_, 1) => End::Unknown,
        _ if refused == Some(true) => End::Unknown,
        _ if !aftermath.drafts.is_empty() => End::Elsewhere,
        _ => {
            assert!(!saved, "lost: {about}");
            End::Nothing
        }
    }
}

fn demo(home: &Path) -> Pty {
    let (home, tmp) = (home.to_str().expect("a path"), home.join("tmp"));
    let env = [
        ("HOME", home),
        ("LANG", "C.UTF-8"),
        ("TMPDIR", tmp.to_str().expect("a path")),
    ];
    Pty::start(PROGRAM, &["--data-dir", home, "--lang", "en", "demo"], &env, SIZE)
}

/// Works until some moment; whether the card was saved by then.
fn first(pty: &mut Pty, surname: &str, dice: &mut Dice) -> bool {
    let moment = dice.below(6);
    if moment == 0 {
        let pause = dice.pause(0, 150);
        pty.look_on(pause);
        return false;
    }
    pty.wait_for_text(FORM);
    pty.send(surname);
    pty.wait_for(|screen| {
        let text = screen.contents();
        text.contains(surname) && text.contains(words::SAVED)
    });
    if moment > 1 {
        pty.send(REVIEW);
        pty.wait_for_text(words::REVIEW);
        pty.send(ENTER);
    }
    let pause = match moment {
        2 | 3 => dice.pause(0, 25),
        4 => {
            pty.wait_for_text(words::CREATED);
            dice.pause(0, 100)
        }
        _ => {
            pty.send(LEAVE);
            dice.pause(0, 10)
        }
    };
    pty.look_on(pause);
    true
}

/// Sends the card, if it came back and nothing stands against it. Whether something does; none where no card came back.
fn second(mut pty: Pty, surname: &str) -> Option<bool> {
    pty.wait_for_text(FORM);
    let came_back = pty.text().contains(&format!("{surname} "));
    let mut refused = None;
    // A customer in the history is no card.
    if came_back && !pty.text().contains(&format!("{surname}  created")) {
        pty.send(REVIEW);
        let ends = [words::REVIEW, words::REFUSED, words::DECIDE, words::MISTAKEN];
        pty.wait_for(|screen| ends.iter().any(|end| screen.contents().contains(end)));
        let text = pty.text();
        if text.contains(words::REVIEW) {
            pty.send(ENTER);
            pty.wait_for_text(words::CREATED);
        } else {
            // A review takes no two keys at once, and a frame comes line by line.
            pty.send(ESCAPE);
            pty.wait_for(|screen| {
                let text = screen.contents();
                text.contains(words::READY) && !ends.iter().any(|end| text.contains(end))
            });
        }
        refused = Some(!text.contains(words::REVIEW));
    }
    pty.send(LEAVE);
    pty.wait_exit();
    refused
}

/// The ids of the customers of this surname that the demo's CRM has.
fn in_the_crm(home: &Path, surname: &str) -> Vec<i64> {
    let file = home.join("demo").join("crm.db");
    let Ok(crm) = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE) else {
        return Vec::new();
    };
    // It may have been killed before there was a table.
    let Ok(mut found) = crm.prepare("SELECT id FROM customers WHERE document LIKE ?1") else {
        return Vec::new();
    };
    let ids = found.query_map([format!("%\"{surname}\"%")], |row| row.get(0));
    ids.expect("a query").map(|id| id.expect("a row")).collect()
}

/// No lock, port or temporary file is left.
fn is_tidy(home: &Path) {
    let names = |dir: &Path| -> Vec<String> {
        let entries = fs::read_dir(dir).expect("a directory");
        entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .into_string()
                    .expect("a name")
            })
            .collect()
    };
    assert_eq!(names(&home.join("tmp")), [""; 0], "temporary files");
    assert_eq!(names(&home.join("demo").join("sessions")), [""; 0], "locks");
    let strange =
        |name: &String| !(name.starts_with("kartoteka.") || name.starts_with("crm.db") || name == "sessions");
    let strange: Vec<String> = names(&home.join("demo")).into_iter().filter(strange).collect();
    assert_eq!(strange, [""; 0], "files");
}
