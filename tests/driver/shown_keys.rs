//! The keys that the words on the screen name are the ones that work.

use crate::support::driver::{Driver, Setup};
use kartoteka::customer::{FailureReason, Outcome};
use kartoteka::i18n::Language;
use kartoteka::keymap::{Action, BindingContext, Keymap, Rebinding, Scope};

#[test]
fn the_words_name_the_keys_of_the_settings() {
    let moved = |scope, action, key: &str| Rebinding {
        place: BindingContext::In(scope),
        action,
        keys: vec![key.parse().unwrap()],
    };
    let keymap = Keymap::with(&[
        moved(Scope::Pager, Action::Settle, "w"),
        moved(Scope::Settle, Action::LookAgain, "F7"),
    ]);
    let mut driver = Driver::with(Setup {
        keymap: keymap.unwrap(),
        ..Setup::default()
    });
    driver.keys("Kowalski<PgDn>jan@kowalski.pl<F8><Enter>");
    let failure = FailureReason::TimedOut(30);
    driver
        .answer(Outcome::Unknown {
            failure,
            answer: None,
        })
        .shows("Press w to settle it");
    driver.keys("w").finds(&[]).wait(5).finds(&[]).wait(25).finds(&[]);
    driver.shows("F7 searches again.").keys("<F7>");
    assert_eq!(driver.asked.len(), 4);
}

#[test]
fn a_polish_question_shows_the_initial_of_its_yes() {
    let mut driver = Driver::with(Setup {
        language: Language::Pl,
        ..Setup::default()
    });
    driver
        .keys("Nowak<Ctrl+X>E")
        .shows("Na pewno? Tak: wielkie T, nie: n");
    driver.shows("T tak  n nie");
    driver.keys("t").shows("Wyczyścić kartę?");
    driver.keys("T").hides("Nowak");
}
