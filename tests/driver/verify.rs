//! Double keying: what the tenant wants typed twice is asked for again before the review.

use crate::support::driver::{Driver, Setup};
use crate::support::lines::Lines;
use kartoteka::customer::{FieldId, FormSettings, RuleContext};
use kartoteka::i18n::Language;

/// Surname, PESEL and phone.
const CARD: &str = "Nowak<Tab><Tab>44051401359<Ctrl+X>2<Tab>601 234 567";

/// A tenant that wants PESEL and phone typed twice.
fn setup() -> Setup {
    let mut setup = Setup::default();
    setup.rule_context = verified(setup.rule_context);
    setup
}

fn verified(mut context: RuleContext) -> RuleContext {
    let verify = ["pesel", "phone_number"].map(str::to_owned).to_vec();
    context.set_form(FormSettings {
        verify,
        ..FormSettings::default()
    });
    context
}

fn value<'a>(driver: &'a Driver, path: &str) -> &'a str {
    driver.model().form.card().value(FieldId::of(path).unwrap())
}

#[test]
fn each_value_is_typed_again_without_a_look_at_the_first_time() {
    let mut driver = Driver::with(setup());
    driver.keys(CARD).keys("<F8>");
    driver
        .shows("Type again: 1 of 2")
        .shows("PESEL")
        .hides("44051401359")
        .hides("601 234 567")
        .hides("601234567");
    driver.keys("44051401359<Enter>");
    driver
        .shows("Type again: 2 of 2")
        .shows("Phone")
        .hides("601 234 567");
    // However it is grouped.
    driver.keys("601-234-567<Enter>").shows("Enter sends");
    assert_eq!(value(&driver, "phone_number"), "601 234 567");
    driver.keys("<Enter>");
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn a_card_that_has_none_of_them_is_reviewed_at_once_and_one_with_errors_first() {
    let mut driver = Driver::with(setup());
    driver.keys("Nowak<F8>").shows("Enter sends");
    let mut driver = Driver::with(setup());
    driver
        .keys("Nowak<Tab><Tab>4405140135<F8>")
        .shows("Fix these first");
}

#[test]
fn where_the_two_differ_the_source_decides() {
    // The keys that answer, and what is on the card then.
    let rows = [
        ("1", "601 234 567"),
        ("2", "601234576"),
        ("3601234567<Enter>", "601 234 567"),
        ("3601234576<Enter>", "601234576"),
        ("3601234575<Enter>2", "601234575"),
        ("<Enter>x<Tab>1", "601 234 567"),
    ];
    for (keys, expected) in rows {
        let mut driver = Driver::with(setup());
        driver.keys("Nowak<Ctrl+X>2<Tab>601 234 567<F8>601234576<Enter>");
        driver
            .shows("1  601 234 567 (on the card)")
            .shows("2  601234576 (typed now)")
            .shows("3  neither")
            .hides("Enter sends");
        driver.keys(keys).shows("Enter sends");
        assert_eq!(value(&driver, "phone_number"), expected, "{keys}");
        driver.keys("<Enter>");
        assert_eq!(driver.sent.len(), 1, "{keys}");
    }
}

#[test]
fn a_value_that_the_rules_refuse_is_an_error_as_everywhere() {
    let mut driver = Driver::with(setup());
    driver.keys("Nowak<Ctrl+X>2<Tab>601 234 567<F8>60123457<Enter>2");
    driver.shows("Fix these first");
    assert_eq!(driver.sent.len(), 0);
}

#[test]
fn what_follows_from_a_pesel_follows_from_the_other_one_too() {
    let mut driver = Driver::with(setup());
    driver.keys("Nowak<Tab><Tab>44051401359<F8>02070803628<Enter>2<Esc>");
    driver.shows("\"birthdate\": \"1902-07-08\"").hides("1944");
}

#[test]
fn a_value_is_asked_for_again_when_it_was_changed_or_comes_back() {
    let mut driver = Driver::with(setup());
    driver.keys("Nowak<Ctrl+X>2<Tab>601234567<F8>601234567<Enter><Esc>");
    driver.keys("<F8>").shows("Enter sends").keys("<Esc>");
    driver.keys("<Ctrl+U>601234568<F8>").shows("Type again: 1 of 1");
    driver.keys("601234568<Enter>").shows("Enter sends").keys("<Esc>");
    // A draft that comes back is no proof.
    let mut driver = driver.restart();
    driver.keys("<F8>").shows("Type again: 1 of 1");
    driver.keys("601234568<Enter><Enter>").created("324");
    // Nor is another card.
    driver
        .keys("Lis<Ctrl+X>2<Tab>601234568<F8>")
        .shows("Type again: 1 of 1");
}

#[test]
fn nothing_but_typing_is_a_second_look() {
    let mut driver = Driver::with(setup());
    driver.keys("Nowak<Ctrl+X>2<Tab>601234567<F8><Enter>");
    driver.shows("Nothing has been typed yet");
    driver.paste("601234567").shows("Type it").keys("<Enter>");
    driver.shows("Type again").keys("<Esc>");
    assert!(driver.model().page().is_form());
    driver.keys("<Ctrl+X>s").shows("Type again: 1 of 1");
    assert_eq!(driver.sent.len(), 0);
}

#[test]
fn the_pages_look_as_a_clerk_reads_them() {
    for (language, size) in [
        (Language::En, (80, 24)),
        (Language::Pl, (80, 24)),
        (Language::Pl, (120, 40)),
    ] {
        let mut driver = Driver::with(Setup {
            size,
            language,
            ..setup()
        });
        driver.keys(CARD).keys("<F8>44051401359<Enter>601");
        let typing = driver.snapshot();
        driver.keys("234576<Enter>");
        let frames = [typing, driver.snapshot()].join("\n\n");
        insta::assert_snapshot!(format!("verify_{language:?}_{}", size.0), frames);
    }
}

#[test]
fn lines_ask_for_it_again_too() {
    let mut lines = Lines::new(Driver::with(setup()));
    lines.lines(&["Nowak", "/go phone", "601 234 567", "/send"]);
    lines.says("Phone once more, from the source: ");
    lines.lines(&["601234576"]);
    lines.says("1: 601 234 567 (on the card)\n2: 601234576 (typed now)\n3: neither");
    lines.lines(&["2"]).says("Send it? Yes or no");
    assert_eq!(value(&lines.driver, "phone_number"), "601234576");
    lines.lines(&["yes"]);
    assert_eq!(lines.driver.sent.len(), 1);
}
