//! Conversations in which a caller is found.

use crate::support::driver::{Driver, Setup, found};
use crate::support::lines::Lines;
use kartoteka::app::Message;
use kartoteka::customer::{FoundCustomer, LookupFailure, TermShape};
use kartoteka::i18n::Language;
use serde_json::json;

fn kowalski(id: &str) -> FoundCustomer {
    found(
        id,
        &json!({"surname": "Kowalski", "name": "Jan", "email": "jan@kowalski.pl", "phone_number": "601234567",
            "address": {"city": "Łódź"}}),
    )
}

#[test]
fn a_caller_is_found_on_lines() {
    for (language, find, card) in [
        (Language::En, "/find", "/card"),
        (Language::Pl, "/znajdź", "/karta"),
    ] {
        let mut lines = Lines::new(Driver::with(Setup {
            language,
            ..Setup::default()
        }));
        lines.lines(&["Nowak", find, "601 234 567"]);
        assert!(lines.waits());
        lines.then(|driver| {
            driver.finds(&[("phone_number", Ok(vec![kowalski("324"), kowalski("325")]))]);
        });
        lines.lines(&["2"]).then(|driver| {
            driver.shows_customer(Ok(Some(kowalski("325"))));
        });
        // Back on the list, a number that is no row is a value.
        lines.lines(&["", "601999999"]).then(|driver| {
            driver.finds(&[("phone_number", Err(LookupFailure::TimedOut))]);
        });
        lines.lines(&["601999999"]).then(|driver| {
            driver.finds(&[]);
        });
        lines.lines(&[card, "/quit"]);
        let name = format!("find_{language:?}");
        insta::assert_snapshot!(name, lines.text());
        let asked = lines.driver.asked.iter().flat_map(|(_, keys)| keys);
        let asked: Vec<&str> = asked.map(|key| key.value.as_str()).collect();
        assert_eq!(asked, ["601234567", "601999999", "601999999"]);
    }
}

#[test]
fn the_only_one_is_opened_and_a_value_can_stand_behind_the_command() {
    let mut lines = Lines::new(Driver::new());
    lines.lines(&["/find 601234567"]).then(|driver| {
        driver.finds(&[("phone_number", Ok(vec![kowalski("324")]))]);
        driver.shows_customer(Ok(Some(kowalski("324"))));
    });
    lines.says("E-mail: jan@kowalski.pl");
    lines.lines(&["/card", "/list"]).says("City: Łódź");
}

#[test]
fn a_program_that_is_started_with_a_caller_says_who_it_is() {
    let mut driver = Driver::new();
    driver.tell(Message::Find(TermShape::Phone, "601234567".into()));
    let mut lines = Lines::new(driver);
    assert!(lines.waits());
    lines.then(|driver| {
        driver.finds(&[("phone_number", Ok(vec![kowalski("324"), kowalski("9")]))]);
    });
    lines.says("1: 324 Kowalski Jan, in the CRM");
}
