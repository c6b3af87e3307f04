//! Conversations about the company of a customer.

use crate::companies::Companies as _;
use crate::support::driver::{Driver, Setup, found};
use crate::support::lines::Lines;
use kartoteka::customer::{FailureReason, LookupFailure, Outcome};
use kartoteka::i18n::Language;
use serde_json::{Value, json};

fn payload(lines: &Lines) -> Value {
    serde_json::from_str(lines.driver.model().form.payload().text()).unwrap()
}

#[test]
fn a_company_is_found_and_another_one_added_on_lines() {
    for (language, go, choose, settle, yes) in [
        (Language::En, "/go company", "/choose", "/this 1", "yes"),
        (Language::Pl, "/idź id firmy", "/wartości", "/to 1", "tak"),
    ] {
        let mut lines = Lines::new(Driver::with(Setup {
            language,
            ..Setup::default()
        }));
        lines.lines(&["Nowak", go, choose, "6783144527"]);
        lines.then(|driver| {
            let thulium = found("28", &json!({"name": "Thulium", "nip": "6783144527"}));
            driver.finds_companies(&[("nip", Ok(vec![thulium]))]);
        });
        lines.lines(&["1"]);
        assert_eq!(payload(&lines)["company_id"], 28);

        lines.lines(&[go, choose, "1234563218"]);
        lines.then(|driver| {
            driver.finds_companies(&[("nip", Err(LookupFailure::NotPermitted))]);
        });
        // A NIP is no number of a row, and a wrong value is asked for again.
        lines.lines(&["1", "Żółta Łódź", "", "33", "333444555", ""]);
        lines.then(|driver| {
            driver.finds_companies(&[]);
        });
        lines.lines(&[yes]);
        lines.then(|driver| {
            driver.answer(Outcome::Unknown {
                failure: FailureReason::TimedOut(30),
                answer: None,
            });
        });
        lines.lines(&[yes]);
        lines.then(|driver| {
            let lodz = found("29", &json!({"name": "Żółta Łódź", "nip": "1234563218"}));
            driver.finds_companies(&[("nip", Ok(vec![lodz]))]);
        });
        lines.lines(&[settle, yes]);
        assert_eq!(payload(&lines)["company_id"], 29);
        insta::assert_snapshot!(format!("companies_{language:?}"), lines.text());
    }
}
