//! What is still in sight after a send: why a card was refused, and which customer was the last; and where a card goes on
//! that was emptied.

use crate::support::driver::{Driver, found};
use kartoteka::customer::{ApiError, ApiResponse, FailureReason, FoundCustomer, Outcome};
use serde_json::json;

const NIP: &str = "1234563218";

fn unknown() -> Outcome {
    Outcome::Unknown {
        failure: FailureReason::TimedOut(30),
        answer: None,
    }
}

fn not_sent() -> Outcome {
    Outcome::NotSent {
        failure: FailureReason::ConnectionRefused,
    }
}

fn refused(errors: &[&str], status: u16) -> Outcome {
    let errors = errors.iter().map(|message| ApiError {
        message: (*message).into(),
        code: None,
    });
    Outcome::Rejected {
        answer: ApiResponse {
            status,
            errors: errors.collect(),
            ..ApiResponse::default()
        },
    }
}

/// A driver whose last send, of Kowalski Jan with a NIP, has an unknown outcome.
fn unsettled() -> Driver {
    let mut driver = Driver::new();
    driver
        .keys("Kowalski<Tab>Jan<Tab><Tab><Tab><Tab>")
        .keys(NIP)
        .keys("<F8><Enter>");
    driver.answer(unknown());
    driver
}

fn kowalski(id: &str) -> Vec<FoundCustomer> {
    vec![found(id, &json!({"surname": "Kowalski", "nip": NIP}))]
}

#[test]
fn the_reason_of_a_refusal_stays_beside_its_field_until_that_changes() {
    let mut driver = Driver::new();
    driver
        .keys("Nowak<PgDn><Tab>333444555<F8><Enter>")
        .answer(refused(&["Wrong format of phone number.", "Bad group"], 400));
    driver.keys("<Esc>").shows("? CRM: Wrong format of phone number");
    driver.shows("▸ Phone").shows("2 Contact      1?");
    // It is among the warnings of the next review, and stops nobody.
    driver
        .keys("<F8>")
        .shows("? Contact / Phone: CRM: Wrong format of phone number");
    driver.keys("<Esc><PgUp>Nowakowska<PgDn><Tab>");
    driver.shows("? CRM: Wrong format");
    driver.keys("<Backspace>").hides("CRM: Wrong format");
    driver.keys("5<Tab>").shows("? CRM: Wrong format");
    driver
        .keys("<F8><Enter>")
        .created("324")
        .hides("CRM: Wrong format");
}

#[test]
fn a_reason_that_is_about_no_field_stays_in_the_status_line_until_the_card_goes_out_again() {
    for (outcome, line) in [
        (
            refused(&["The contract has ended."], 402),
            "rejected by the CRM: The contract has ended",
        ),
        (
            refused(&["One.", "Two\u{1b}[31m."], 400),
            "rejected by the CRM: One; Two\\u{1b}[31m",
        ),
        (refused(&[], 503), "rejected by the CRM: HTTP status 503"),
    ] {
        let mut driver = Driver::new();
        driver.keys("Nowak<F8><Enter>").answer(outcome);
        driver
            .keys("<Esc>")
            .shows(line)
            .keys("x<Tab>Anna<Tab>")
            .shows(line);
        driver.keys("<F8><Enter>").answer(not_sent());
        driver.keys("<Esc>").hides("rejected by the CRM");
    }
}

#[test]
fn the_customer_settled_by_hand_is_the_last_one() {
    for (settle, id) in [("<Enter>Y", "17"), ("i77<Enter>Y", "77")] {
        let mut driver = unsettled();
        driver.keys("<Esc>");
        // Another customer is created before the first is settled.
        driver.keys("<Ctrl+X>w").keys("Nowak<F8><Enter>").created("324");
        driver.keys("<F5>");
        driver.keys("<F3><Down><Enter>");
        driver
            .finds(&[("nip", Ok(kowalski("17")))])
            .keys(settle)
            .keys("<Esc><F5>");
        assert_eq!(driver.copied, ["324", id]);
        driver.keys("<Esc>").shows(&format!("last: {id} Kowalski Jan"));
    }
}

#[test]
fn the_line_about_an_unknown_outcome_goes_when_it_is_settled() {
    let mut driver = Driver::new();
    driver
        .keys("Kowalski<Tab><Tab><Tab><Tab><Tab>")
        .keys(NIP)
        .keys("<F8><Enter>N");
    driver.answer(unknown()).shows("may or may not have been created");
    driver.keys("<F3><Enter>").finds(&[]).keys("xY");
    driver.keys("<Esc>").hides("may or may not have been created");
}

#[test]
fn an_emptied_card_is_begun_at_its_first_field_and_nothing_is_wrong_with_it_yet() {
    let mut driver = Driver::new();
    driver
        .keys("Nowak<Tab>Anna<Tab>4405140135<Tab>")
        .shows("needs 11 digits, has 10");
    driver.keys("<PgDn><Ctrl+X>EY").shows("▸ Surname");
    driver.hides("required").hides("11 digits");
    driver
        .keys("<Ctrl+X>z")
        .shows("▸ E-mail")
        .shows("1 Identity     1!");
    driver.keys("<PgUp>").shows("needs 11 digits, has 10");
}
