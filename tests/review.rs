//! Before a card is sent: who is there already, in the CRM and in the journal of this machine. It is shown, and holds
//! nobody up for long.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

mod support {
    pub mod driver;
}

use kartoteka::customer::{Failure, LookupFailure};
use serde_json::json;
use support::driver::{Driver, Setup, found};

/// A card with an e-mail and a phone, under review, while the CRM is being asked.
fn reviewing() -> Driver {
    let mut driver = Driver::with(Setup {
        check_duplicates: true,
        ..Setup::default()
    });
    driver.keys("Nowak<PgDn>anna@nowak.pl<Tab>333444555<F8>");
    driver
}

#[test]
fn the_crm_is_asked_and_until_it_answers_enter_waits() {
    let mut driver = reviewing();
    driver.shows("The CRM is being asked for this customer");
    driver.keys("<Enter>").shows("3 s at most");
    assert!(driver.sent.is_empty());
    driver
        .finds(&[])
        .shows("The CRM has nobody with the same E-mail, Phone.");
    driver.shows("Nothing is wrong. Enter sends.").keys("<Enter>");
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn a_customer_who_is_there_is_shown_and_the_operator_decides() {
    let mut driver = reviewing();
    let nowak = vec![found("17", &json!({"surname": "Nowak", "name": "Ewa"}))];
    driver.finds(&[("phone_number", Ok(nowak))]);
    driver.shows("? 17 Nowak Ewa, in the CRM: found by Phone 333444555");
    driver.shows("Enter sends it all the same.").keys("<Enter>");
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn a_search_that_fails_blocks_nobody_and_says_so() {
    for (failure, words) in [
        (LookupFailure::NotPermitted, "The API user may not search the CRM"),
        (
            LookupFailure::TooSlow,
            "The CRM took too long to search by E-mail",
        ),
        (
            LookupFailure::Failed(Failure::Server(500)),
            "could not be searched by E-mail: the CRM failed with status 500",
        ),
    ] {
        let mut driver = reviewing();
        driver
            .finds(&[("email", Err(failure))])
            .shows(words)
            .keys("<Enter>");
        assert_eq!(driver.sent.len(), 1, "{words}");
    }
}

#[test]
fn an_answer_that_never_comes_is_not_waited_for() {
    let mut driver = reviewing();
    driver
        .wait(4)
        .shows("The CRM took too long to search by E-mail, Phone.");
    driver.keys("<Enter>");
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn a_profile_that_does_not_want_it_asks_nothing() {
    let mut driver = Driver::new();
    driver
        .keys("Nowak<PgDn>anna@nowak.pl<F8>")
        .shows("Nothing is wrong.");
    assert!(driver.asked.is_empty());
}

#[test]
fn a_card_that_cannot_be_sent_or_has_nothing_to_search_by_asks_nothing() {
    for keys in ["<Tab>Anna<F8>", "Nowak<F8>"] {
        let mut driver = Driver::with(Setup {
            check_duplicates: true,
            ..Setup::default()
        });
        driver.keys(keys).shows("Review before sending");
        assert!(driver.asked.is_empty(), "{keys}");
    }
}

#[test]
fn what_was_sent_from_here_is_known_without_the_network() {
    let mut driver = Driver::new();
    driver.keys("Nowak<PgDn>anna@nowak.pl<F8><Enter>").created("324");
    driver.keys("Kowalska<PgDn>ANNA@nowak.pl<F8>");
    driver.shows("? 324 Nowak, sent from here 14:02: the same E-mail");
    driver
        .shows("Enter sends it all the same.")
        .keys("<Enter>")
        .created("325");
    driver
        .keys("Nowak<PgDn>anna@nowak.pl<F8>")
        .shows("324 Nowak, sent from here 14:02: the very same card");
}

#[test]
fn going_back_and_forth_asks_anew_and_ignores_the_old_answer() {
    let mut driver = reviewing();
    driver.keys("<Esc><F8>");
    assert_eq!(driver.asked.len(), 2);
    driver.finds(&[]).shows("Nothing is wrong. Enter sends.");
}

#[test]
fn an_insecure_profile_is_red_everywhere() {
    let mut driver = Driver::with(Setup {
        insecure: true,
        size: (80, 24),
        ..Setup::default()
    });
    for keys in ["Nowak", "<Ctrl+X>", "<Esc><F3>", "<Esc><F8>"] {
        driver.keys(keys).shows(" INSECURE ");
    }
    driver.shows("INSECURE: the CRM's certificate is not verified.");
}
