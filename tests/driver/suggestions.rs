//! What the program proposes while one types.

use crate::support::driver::{Driver, Setup, tenant};
use kartoteka::customer::{FailureReason, Outcome};
use kartoteka::options::FormOptions;

/// A driver that has sent a card with an address and a workplace.
fn after_a_card(setup: Setup) -> Driver {
    let mut driver = Driver::with(setup);
    driver.keys("Kowalski<Ctrl+X>3Żółta Łódź<Ctrl+X>4Łąkowa<Tab>1<Tab><Tab>90-001<Tab>Łódź");
    driver.keys("<F8><Enter>").created("324");
    driver
}

#[test]
fn values_of_earlier_cards_are_proposed_and_taken() {
    let rows = [
        ("<Ctrl+X>4Łą", "Łą[kowa]", "<Right>", "\"street\": \"Łąkowa\""),
        ("<Ctrl+X>4lak", "lak [Łąkowa]", "<End>", "\"street\": \"Łąkowa\""),
        ("<Ctrl+X>5łą", "łą [Łąkowa]", "<Right>", "\"street\": \"Łąkowa\""),
        ("<Ctrl+X>3z", "z [Żółta Łódź]", "<End>", "\"job\": \"Żółta Łódź\""),
        (
            "<Ctrl+X>4<Tab><Tab><Tab>9",
            "9[0-001]",
            "<End>",
            "\"postcode\": \"90-001\"",
        ),
        (
            "<Ctrl+X>4<Tab><Tab><Tab><Tab>L",
            "L [Łódź]",
            "<End>",
            "\"city\": \"Łódź\"",
        ),
    ];
    for (keys, shown, takes, taken) in rows {
        let mut driver = after_a_card(Setup::default()).restart();
        driver.keys(keys).shows(shown).hides(taken);
        driver.keys(takes).shows(taken).hides(shown);
        driver.keys("<Ctrl+X>z").shows(shown).hides(taken);
    }
}

#[test]
fn what_is_proposed_is_not_sent_and_moves_only_where_nothing_is() {
    let mut driver = after_a_card(Setup::default());
    driver
        .keys("<Ctrl+X>4Łą")
        .shows("Łą[kowa]")
        .shows("\"street\": \"Łą\"");
    driver.keys("<Left>").hides("[kowa]");
    driver.keys("<Right>").shows("[kowa]").shows("\"street\": \"Łą\"");
    driver.keys("<Tab>").hides("kowa").shows("\"street\": \"Łą\"");
    driver
        .keys("1")
        .hides("[kowa")
        .keys("<Up><Ctrl+U>")
        .hides("[Łąkowa");
    driver.keys("Ogrodowa").hides("Ogrodowa[");
}

#[test]
fn names_are_never_proposed_and_neither_is_anything_where_that_is_off() {
    let mut driver = after_a_card(Setup::default());
    driver.keys("Kow").hides("[alski");
    let form_options = FormOptions {
        suggestions: false,
        ..FormOptions::default()
    };
    let mut driver = after_a_card(Setup {
        form_options,
        ..Setup::default()
    });
    driver.keys("<Ctrl+X>4Łą").hides("[kowa");
}

#[test]
fn what_is_not_seen_is_not_taken() {
    let mut driver = after_a_card(Setup::default());
    let long = "Łąkowa i jeszcze długo dalej, aż za koniec tego pola, które ma tylko tyle miejsca";
    driver
        .keys("Kowal<Ctrl+X>4")
        .paste(long)
        .keys("<F8><Enter>")
        .created("325");
    driver.keys("<Ctrl+X>4").paste(&long[..60]).hides("[óre");
    driver.keys("<End>").hides(long);
    // With marks it is typed as it is meant.
    driver.keys("<Ctrl+X>3żółta łódź").hides("[Żółta");
}

#[test]
fn the_city_and_street_of_a_postcode_are_proposed_before_a_letter_is_typed() {
    let mut driver = after_a_card(Setup::default()).restart();
    let city = "<Ctrl+X>5<Tab><Tab><Tab>90001";
    driver.keys(city).shows("[Łódź]").hides("\"city\"");
    driver.keys("<Right>").shows("\"city\": \"Łódź\"");
    driver.keys("<Ctrl+X>5").shows("[Łąkowa]").hides("\"street\"");
    // What is typed is proposed as everywhere: of this place first.
    driver
        .keys("La")
        .shows("[Łąkowa]")
        .keys("<Ctrl+U>X")
        .hides("[Łąkowa");
    // Another place has other values, and no place none.
    let mut driver = after_a_card(Setup::default());
    driver.keys("<Ctrl+X>5<Tab><Tab><Tab>90-002").hides("[Łódź");
    driver.keys("<Ctrl+X>4").hides("[Łąkowa");
    let form_options = FormOptions {
        postcode_suggestions: false,
        ..FormOptions::default()
    };
    let mut driver = after_a_card(Setup {
        form_options,
        ..Setup::default()
    });
    driver.keys(city).hides("[Łódź");
    driver.keys("L").shows("L [Łódź]");
}

#[test]
fn a_card_that_created_nobody_proposes_nothing() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<Ctrl+X>4Łąkowa<F8><Enter>");
    driver.answer(Outcome::NotSent {
        failure: FailureReason::ConnectionRefused,
    });
    driver.keys("<Esc><Ctrl+X>5Łą").hides("[kowa");
}

#[test]
fn the_tenants_own_values_are_proposed_where_there_are_some() {
    let mut driver = Driver::with(Setup {
        rule_context: tenant(),
        ..Setup::default()
    });
    driver.keys("<Tab><Tab><Tab><Tab>ko").shows("ko [K]");
    driver.keys("<End>").shows("\"gender\": \"K\"").hides("[K]");
}
