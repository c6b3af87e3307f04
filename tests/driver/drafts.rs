//! Drafts: parked, listed, opened, deleted; and whose they are.

use crate::support::driver::{Driver, Setup};
use proptest::prelude::*;

#[test]
fn a_caller_interrupts_and_the_card_waits() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<Tab>Jan<Ctrl+X>w").shows("Card parked.");
    driver
        .hides("\"surname\"")
        .shows("▸ Surname *")
        .keys("<Esc>")
        .shows("1 more draft (Ctrl+X o)");
    driver.keys("Nowak<F8><Enter>").created("324");
    driver
        .keys("<Ctrl+X>o")
        .shows("Drafts")
        .shows("Kowalski Jan")
        .shows("parked");
    driver
        .keys("<Enter>")
        .shows("\"surname\": \"Kowalski\"")
        .shows("▸ Name")
        .hides("more draft");
}

#[test]
fn any_number_of_drafts_wait_and_opening_one_parks_the_other() {
    let mut driver = Driver::new();
    for name in ["Adamski", "Borski", "Celski"] {
        driver.keys(name).keys("<Ctrl+X>w");
    }
    driver.keys("Dolski").shows("3 more drafts (Ctrl+X o)");
    driver.keys("<Ctrl+X>o").shows("Dolski").shows("on the screen");
    let screen = driver.screen();
    let line = screen.lines().position(|line| line.contains("Borski")).unwrap();
    let first = screen.lines().position(|line| line.contains("Dolski")).unwrap();
    for _ in first..line {
        driver.keys("<Down>");
    }
    driver
        .keys("<Enter>")
        .shows("\"surname\": \"Borski\"")
        .keys("<Esc>");
    driver.shows("3 more drafts").keys("<Ctrl+X>o").shows("Dolski");
    let mut driver = driver.restart();
    driver.shows("\"surname\": \"Borski\"").shows("Draft restored.");
    driver.keys("<Ctrl+X>o");
    for name in ["Adamski", "Celski", "Dolski"] {
        driver.shows(name);
    }
}

#[test]
fn a_draft_is_deleted_only_after_a_yes() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<Ctrl+X>wNowak<Ctrl+X>o<Down>x");
    driver
        .shows("Delete the draft of Kowalski?")
        .keys("<Enter>x<Esc>")
        .shows("Kowalski");
    driver.keys("xY").hides("Kowalski").shows("Nowak");
    driver
        .keys("xY")
        .shows("There are no drafts.")
        .keys("<Esc>")
        .hides("\"surname\"");
    driver
        .restart()
        .hides("Nowak")
        .keys("<Ctrl+X>o")
        .shows("There are no drafts.");
}

#[test]
fn an_empty_card_is_not_parked() {
    let mut driver = Driver::new();
    driver
        .keys("<Ctrl+X>w")
        .shows("Nothing has been typed yet.")
        .hides("more draft");
    driver.keys("<Ctrl+X>o").shows("There are no drafts.");
}

#[test]
fn a_later_login_is_told_and_takes_over_only_what_nobody_holds() {
    let mut first = Driver::new();
    first.keys("Kowalski");
    let mut second = first.beside(Setup::default());
    second
        .shows("Another session has a card open (process ")
        .hides("\"surname\"");
    second.keys("Nowak<Ctrl+X>o").shows("in another session (");
    second
        .keys("<Down><Enter>")
        .shows("This draft is open in another session (process ")
        .keys("<Esc>");
    second.shows("\"surname\": \"Nowak\"");
    first.keys("<Tab>Jan").shows("\"name\": \"Jan\"");
    drop(first);
    second
        .keys("<Ctrl+X>o")
        .shows("left by a session that has ended")
        .keys("<Down><Enter>");
    second
        .shows("\"surname\": \"Kowalski\"")
        .shows("\"name\": \"Jan\"");
    let mut third = second.restart();
    third
        .shows("\"surname\": \"Kowalski\"")
        .keys("<Esc>")
        .shows("1 more draft");
}

#[test]
fn a_draft_that_has_changed_since_it_was_asked_about_is_not_deleted() {
    let mut one = Driver::new();
    one.keys("Nowak<Ctrl+X>w<Ctrl+X>ox")
        .shows("Delete the draft of Nowak?");
    let mut other = one.beside(Setup::default());
    other.wait_a_minute().keys("<Ctrl+X>o<Enter>ak<Ctrl+X>w");
    one.keys("Y").shows("This draft has changed").shows("Nowakak");
}

#[test]
fn a_card_meant_for_another_crm_stays_when_this_one_has_the_customer() {
    let mut other = Driver::with(Setup {
        profile: "other",
        ..Setup::default()
    });
    other.keys("Nowak<Ctrl+X>w");
    let mut here = other.beside(Setup::default());
    here.keys("Nowak<F8><Enter>").created("324");
    here.keys("<Ctrl+X>o").shows("other · parked");
}

#[test]
fn a_draft_of_another_profile_waits_for_its_own() {
    let other = || Setup {
        profile: "other",
        ..Setup::default()
    };
    let mut driver = Driver::new();
    driver.keys("Kowalski");
    let here = driver.beside(other());
    drop(driver);
    let mut there = here.restart();
    there.hides("\"surname\"").shows("1 more draft").keys("<Ctrl+X>o");
    there
        .shows("main · left by a session that has ended")
        .keys("<Enter>");
    there
        .shows("typed for profile main")
        .shows("\"surname\": \"Kowalski\"");
}

#[test]
fn the_cursor_comes_back_where_it_was() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<Left><Left><Left>x");
    let cursor = driver.cursor();
    let mut driver = driver.restart();
    assert_eq!(driver.cursor(), cursor);
    driver.keys("y").shows("\"surname\": \"Kowalxyski\"");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_is_restored(steps in proptest::collection::vec(step(), 1..40)) {
        let mut driver = Driver::sized(80, 24);
        for step in steps {
            match step {
                Step::Keys(keys) => driver.keys(keys),
                Step::Paste(text) => driver.paste(&text),
            };
        }
        let place = |driver: &Driver| {
            let form = &driver.model().form;
            (form.card().clone(), form.cursor_position())
        };
        let typed = place(&driver);
        let driver = driver.restart();
        if typed.0.is_empty(&driver.model().rule_context) {
            prop_assert!(driver.model().form.card().is_empty(&driver.model().rule_context));
        } else {
            prop_assert_eq!(place(&driver), typed);
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Keys(&'static str),
    Paste(String),
}

/// A move, an edit, a new row, a section, or any text at all.
fn step() -> impl Strategy<Value = Step> {
    let keys = [
        "<Tab>",
        "<Shift+Tab>",
        "<PgDn>",
        "<Insert>",
        "<Delete>",
        "<Left>",
        "<Home>",
        "<Backspace>",
        "<Ctrl+K>",
        "<Ctrl+X>7",
        "<Ctrl+X>3<PgUp>",
        "<F4>",
        "ż",
        "<Ctrl+E>",
        "<F8><Esc>",
    ];
    prop_oneof![
        3 => proptest::sample::select(keys.to_vec()).prop_map(Step::Keys),
        2 => any::<String>().prop_map(Step::Paste),
    ]
}
