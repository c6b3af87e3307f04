//! Whatever is typed, in whatever order: nothing panics, no order to the terminal gets out, no question is a trap, and
//! what is on the card is there after a crash.

use crate::support::dice::Dice;
use crate::support::driver::{Driver, Setup};
use crate::support::lines::Lines;
use kartoteka::app::Page;
use kartoteka::app::lines::COMMANDS;
use kartoteka::customer::{FailureReason, Outcome};

const TYPED: [&str; 16] = [
    "Nowak",
    "Anna",
    "",
    "",
    "yes",
    "no",
    "1",
    "2",
    ".",
    "//x",
    "44051401359",
    "a@x.pl, b@x.pl",
    "\u{1b}[31m\u{7}",
    "nonsense",
    "vip",
    "77",
];

/// A card that can be sent, as far as nothing stands in its way.
const GOOD: [&str; 7] = ["", "/empty", "yes", "/go surname", "Nowak", "/send", "yes"];

fn line(dice: &mut Dice) -> String {
    if dice.percent(45) {
        return dice.pick(&TYPED).to_owned();
    }
    let command = &COMMANDS[dice.below(COMMANDS.len())];
    let name = command.names[dice.below(2)];
    if name == "quit" || name == "koniec" || name == "export" || name == "plik" {
        return String::new();
    }
    format!(
        "/{name} {}",
        if dice.percent(50) { dice.pick(&TYPED) } else { "" }
    )
}

/// Types a line as soon as somebody listens; until then the CRM says something.
fn say(lines: &mut Lines, dice: &mut Dice, number: usize, line: &str) {
    while lines.waits() {
        answer(lines, dice, number);
    }
    lines.lines(&[line]);
}

fn answer(lines: &mut Lines, dice: &mut Dice, number: usize) {
    let away = lines.driver.model().in_flight.is_some();
    let asking = matches!(lines.driver.model().page(), Page::Review(review)
        if review.shown.as_ref().is_some_and(|shown| shown.asking));
    let unknown = dice.percent(40);
    lines.then(|driver| {
        if asking {
            driver.shows_customer(Ok(None));
        } else if !away {
            driver.finds(&[]);
        } else if unknown {
            driver.answer(Outcome::Unknown {
                failure: FailureReason::Cut,
                answer: None,
            });
        } else {
            driver.created(&number.to_string());
        }
    });
}

#[test]
fn nothing_that_is_typed_breaks_it_or_is_lost() {
    let mut sent = 0;
    for seed in 0..4 {
        let mut dice = Dice::new(seed);
        let mut lines = Lines::new(Driver::with(Setup {
            check_duplicates: seed % 2 == 0,
            ..Setup::default()
        }));
        for number in 1..=80 {
            if dice.percent(10) {
                for line in GOOD {
                    say(&mut lines, &mut dice, number, line);
                }
            } else {
                let line = line(&mut dice);
                say(&mut lines, &mut dice, number, &line);
            }
        }
        assert!(!lines.text().contains(['\u{1b}', '\u{7}']), "seed {seed}");
        for line in ["/back", "/back", "/back", "/back"] {
            say(&mut lines, &mut dice, 999, line);
        }
        let model = lines.driver.model();
        assert!(
            matches!(model.page(), Page::Form(_)),
            "seed {seed}: {:?}",
            model.page()
        );
        sent += lines.driver.sent.len();
        let before = model.draft().map(|draft| draft.card);
        let lines = lines.restart();
        let after = lines.driver.model().draft().map(|draft| draft.card);
        assert_eq!(after, before, "seed {seed}");
    }
    assert!(sent > 0, "some of it came to something");
}
