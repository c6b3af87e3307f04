//! The search for a caller as it looks, in both languages and sizes.

use crate::support::driver::{Driver, Setup, found};
use kartoteka::customer::{FoundCustomer, LookupFailure};
use kartoteka::i18n::Language;
use serde_json::json;

fn kowalski(id: &str) -> FoundCustomer {
    found(
        id,
        &json!({"surname": "Kowalski", "name": "Jan", "email": "jan@kowalski.pl", "phone_number": "601234567"}),
    )
}

#[test]
fn every_state_of_the_search_looks_as_it_did() {
    for (size, language) in [
        ((80, 24), Language::En),
        ((80, 24), Language::Pl),
        ((120, 40), Language::En),
        ((120, 40), Language::Pl),
    ] {
        let name = |what: &str| format!("{what}-{}-{}", size.0, language.code());
        let mut driver = Driver::with(Setup {
            size,
            language,
            ..Setup::default()
        });
        driver
            .keys("Kowalski<Tab>Jan<PgDn><Tab>601 234 567<F8><Enter>")
            .created("324");
        driver.keys("<Ctrl+R>");
        insta::assert_snapshot!(name("empty"), driver.snapshot());
        driver.keys("601234567");
        insta::assert_snapshot!(name("asking"), driver.snapshot());
        let other = found(
            "1000017",
            &json!({"surname": "Brzęczyszczykiewicz-Wróblewska", "name": "Maria", "identifier": "K-17"}),
        );
        driver.finds(&[("phone_number", Ok(vec![kowalski("324"), other, kowalski("325")]))]);
        driver.keys("<Down>");
        insta::assert_snapshot!(name("several"), driver.snapshot());
        driver.keys("<Ctrl+U>601999999").finds(&[]);
        insta::assert_snapshot!(name("nobody"), driver.snapshot());
        driver
            .keys("<Backspace>8")
            .finds(&[("phone_number", Err(LookupFailure::TimedOut))]);
        insta::assert_snapshot!(name("failed"), driver.snapshot());
        driver
            .keys("<Backspace>7")
            .finds(&[("phone_number", Err(LookupFailure::NotPermitted))]);
        insta::assert_snapshot!(name("forbidden"), driver.snapshot());
        driver.keys("<Ctrl+U>kowal<Enter>");
        let whole = json!({"surname": "Kowalski", "name": "Jan", "phone_numbers": ["601234567", "221234567"],
            "email": "jan@kowalski.pl", "company_id": 17, "type": "Klient", "account_manager": "anna.nowak",
            "address": {"street": "Długa", "building": "12a", "postcode": "90-001", "city": "Łódź"},
            "custom_fields": {"kampania": "wiosna"}});
        driver.shows_customer(Ok(Some(found("324", &whole))));
        insta::assert_snapshot!(name("customer"), driver.snapshot());
    }
}
