//! A store that masks, under kills: of a customer who exists, nothing that leads to a person is in any of its files once the
//! next program has been there; of everybody else nothing is lost.

use crate::run::SIZE;
use crate::support::aftermath::Aftermath;
use crate::support::dice::Dice;
use crate::support::echo::words;
use crate::support::home::Home;
use crate::support::pty::Pty;
use crate::support::recorder::{Act, Arrival, Recorder, Stage};
use rustix::process::Signal;
use std::fs;
use std::path::Path;

const REVIEW: &str = "\x1b[19~";
const ENTER: &str = "\r";
const LEAVE: &str = "\x18q";

/// What a run ended in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// The customer exists, and the kill left values of theirs in a file until the next start.
    MaskedAtTheNextStart,
    /// The customer exists, and no file had any of their values right after the kill.
    MaskedBefore,
    /// The outcome is unknown, and the record has all values.
    Unknown,
    /// The card came back.
    Draft,
}

/// Does one run and says how it ended.
///
/// # Panics
/// If a value is lost, or is where it must not be.
pub fn run(number: u64) -> End {
    let mut dice = Dice::new(number);
    let act = dice.pick(&[
        Act::Create,
        Act::Create,
        Act::Create,
        Act::Cut,
        Act::Hang,
        Act::Refuse,
    ]);
    let crm = Recorder::start(&[act], 1000 * (number % 1000) + 1);
    let home = Home::new(&crm.url(), "timeout_seconds = 60\n[history]\nstore = \"masked\"");
    let person = Person::of(number);
    let mut pty = home.start(SIZE);
    pty.send(&person.keys());
    pty.wait_for_text(&person.phone);
    pty.send(REVIEW);
    // What was typed within the last quarter of a second may be lost; this is not about that.
    pty.wait_for(|screen| {
        let text = screen.contents();
        text.contains(words::REVIEW) && text.contains(words::SAVED)
    });
    pty.send(ENTER);
    come_to_a_moment(&mut pty, &crm, act, &mut dice);
    pty.kill(Signal::KILL);
    pty.wait_exit();
    let left_behind = person.is_found_in(&home.data());
    let mut next = home.start(SIZE);
    next.send(LEAVE);
    next.wait_exit();
    judge(&person, &crm.finish(), &home.data(), left_behind.is_empty())
}

/// Waits for some moment of the send, and a moment longer.
fn come_to_a_moment(pty: &mut Pty, crm: &Recorder, act: Act, dice: &mut Dice) {
    match dice.below(4) {
        0 => {}
        1 => crm.wait_for(0, Stage::Whole),
        _ if act == Act::Hang => crm.wait_for(0, Stage::Whole),
        2 => crm.wait_for(0, Stage::Answered),
        _ => pty.wait_for(|screen| {
            let text = screen.contents();
            [words::CREATED, words::REJECTED, words::UNKNOWN]
                .iter()
                .any(|end| text.contains(end))
        }),
    }
    // The answer is read at once, or a while later.
    let grace = dice.pick(&[5, 40, 300]);
    let pause = dice.pause(0, grace);
    pty.look_on(pause);
}

fn judge(person: &Person, arrivals: &[Arrival], data: &Path, masked_before: bool) -> End {
    let aftermath = Aftermath::of(data);
    let posts = arrivals.iter().filter(|arrival| arrival.act.is_some()).count();
    let found = person.is_found_in(data);
    let about = format!("{person:?}, {arrivals:?}, {aftermath:?}, found: {found:?}");
    assert!(posts <= 1 && aftermath.records.len() <= 1, "doubled: {about}");
    assert!(
        posts <= aftermath.records.len(),
        "lost: sent and not written down; {about}"
    );
    match aftermath.records.first() {
        Some(record) if record.state == "created" => {
            assert!(
                found.is_empty(),
                "wrong: a value of a customer who exists; {about}"
            );
            assert!(
                aftermath.drafts.is_empty(),
                "doubled: the card came back; {about}"
            );
            if masked_before {
                End::MaskedBefore
            } else {
                End::MaskedAtTheNextStart
            }
        }
        Some(record) if record.state == "unknown" => {
            assert!(person.is_whole(&record.payload), "lost: {about}");
            End::Unknown
        }
        _ => {
            let draft = aftermath
                .drafts
                .first()
                .unwrap_or_else(|| panic!("lost: {about}"));
            assert_eq!(draft.get("pesel"), Some(&person.pesel), "lost: {about}");
            End::Draft
        }
    }
}

/// Whose values are nobody else's.
#[derive(Debug)]
struct Person {
    surname: String,
    pesel: String,
    nip: String,
    email: String,
    phone: String,
}

impl Person {
    fn of(number: u64) -> Self {
        let number = number % 10_000;
        // 14 May 1944.
        let pesel = with_check(
            &format!("440514{number:04}"),
            &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3],
            |sum| Some((10 - sum % 10) % 10),
        );
        let nip = (0..10).find_map(|more| {
            let digits = format!("52{number:04}{more}77");
            let weights = [6, 5, 7, 2, 3, 4, 5, 6, 7];
            let whole = with_check(&digits, &weights, |sum| (sum % 11 < 10).then_some(sum % 11));
            (!whole.is_empty()).then_some(whole)
        });
        Self {
            surname: format!("Maskowany{number}"),
            pesel,
            nip: nip.expect("one of ten has a check digit"),
            email: format!("osoba{number}@poczta-prywatna.pl"),
            phone: format!("60173{number:04}"),
        }
    }

    /// Surname, PESEL (which fills in birthdate and gender), NIP, e-mail and phone.
    fn keys(&self) -> String {
        let Self {
            surname,
            pesel,
            nip,
            email,
            phone,
        } = self;
        format!("{surname}\t\t{pesel}\t\t\t{nip}\t\t{email}\t{phone}")
    }

    fn values(&self) -> [&str; 4] {
        [&self.pesel, &self.nip, &self.email, &self.phone]
    }

    /// Whether a document has them all.
    fn is_whole(&self, document: &str) -> bool {
        self.values().iter().all(|value| document.contains(value))
    }

    /// The files below a directory that have any of them, with what they have.
    fn is_found_in(&self, dir: &Path) -> Vec<String> {
        let mut found = Vec::new();
        for entry in fs::read_dir(dir).expect("a data directory") {
            let path = entry.expect("a data directory").path();
            if path.is_dir() {
                found.extend(self.is_found_in(&path));
                continue;
            }
            // It may be one that comes and goes.
            let bytes = fs::read(&path).unwrap_or_default();
            let has = |value: &&str| {
                bytes
                    .windows(value.len())
                    .any(|window| window == value.as_bytes())
            };
            found.extend(
                self.values()
                    .into_iter()
                    .filter(has)
                    .map(|value| format!("{value} in {}", path.display())),
            );
        }
        found
    }
}

/// Digits with a check digit behind them; nothing where they have none.
fn with_check(digits: &str, weights: &[u32], check: impl Fn(u32) -> Option<u32>) -> String {
    let values = digits.bytes().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = values.zip(weights).map(|(digit, weight)| digit * weight).sum();
    check(sum).map_or_else(String::new, |check| format!("{digits}{check}"))
}
