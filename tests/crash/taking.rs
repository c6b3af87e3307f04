//! A customer who is there already is taken over (`t` in the review), and taken back, while the program dies: the card is kept
//! in the history or is a draft, never neither and never both; and it never goes to the CRM.

use crate::plan::Way;
use crate::run::end;
use crate::support::aftermath::Aftermath;
use crate::support::dice::Dice;
use crate::support::echo::words;
use crate::support::home::Home;
use crate::support::recorder::{Act, Recorder};

/// The customer whom the CRM has, and the namesake who is taken for the same.
const NAME: &str = "Nowak\tJan";
const REVIEW: &str = "\x1b[19~";
const UNDO: &str = "\x18z";

/// Where the card was found afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    Draft,
    History,
}

/// Does one run and says where the card was afterwards.
///
/// # Panics
/// If it is nowhere, or in both places.
pub fn run(number: u64) -> Found {
    let mut dice = Dice::new(number);
    let crm = Recorder::start(&[Act::Create], 700);
    let home = Home::new(&crm.url(), "");
    let mut pty = home.start(crate::run::SIZE);
    pty.send(NAME);
    pty.send(REVIEW);
    pty.wait_for_text(words::REVIEW);
    pty.send("\r");
    pty.wait_for_text(words::CREATED);
    pty.send(NAME);
    pty.send(REVIEW);
    // What was typed within the last quarter of a second may be lost; this is not about that.
    pty.wait_for(|screen| {
        [words::DECIDE, words::SAVED]
            .iter()
            .all(|words| screen.contents().contains(words))
    });
    pty.send("t");
    let back = number % 2 == 1;
    if back {
        pty.wait_for_text(words::TAKEN);
        pty.send(UNDO);
    }
    if dice.percent(50) {
        let grace = dice.pause(0, 25);
        pty.look_on(grace);
    }
    let told = pty.text();
    end(&mut pty, dice.pick(&Way::ALL));
    pty.wait_exit();
    let aftermath = Aftermath::of(&home.data());
    let arrivals = crm.finish();
    let posts = arrivals.iter().filter(|arrival| arrival.act.is_some());
    assert_eq!(posts.count(), 1, "doubled: the card was sent; {arrivals:?}");
    let existing: Vec<_> = aftermath
        .records
        .iter()
        .filter(|record| record.state == "existing")
        .collect();
    let drafts = aftermath.drafts.iter().filter(|card| !card.is_empty()).count();
    let found = match (drafts, existing.as_slice()) {
        (1, []) => Found::Draft,
        (0, [record]) => {
            assert_eq!(record.customer_id.as_deref(), Some("700"), "wrong: {record:?}");
            Found::History
        }
        (0, []) => panic!("lost: neither a draft nor a record; {aftermath:?}"),
        _ => panic!("doubled: a draft and a record; {aftermath:?}"),
    };
    // What the screen told before the end is so.
    let expected = [(words::TAKEN, Found::History), (words::TAKEN_BACK, Found::Draft)];
    for (words, place) in expected {
        let outdated = back && place == Found::History;
        assert!(
            !told.contains(words) || outdated || found == place,
            "wrong: {words:?}, and then {found:?}"
        );
    }
    found
}
