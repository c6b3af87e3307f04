//! Where somebody may be the customer on the card already, the operator decides: it is this one, show them, send anyway.

use crate::support::driver::{Driver, Setup, found};
use kartoteka::app::Message;
use kartoteka::customer::{FailureReason, FoundCustomer, LookupFailure, Outcome, SubmissionState};
use kartoteka::i18n::Language;
use kartoteka::keymap::Key;
use serde_json::json;

fn nowak(id: &str) -> FoundCustomer {
    found(
        id,
        &json!({"surname": "Nowak", "name": "Ewa", "email": "anna@nowak.pl", "phone_number": "333444555"}),
    )
}

fn unknown() -> Outcome {
    Outcome::Unknown {
        failure: FailureReason::Cut,
        answer: None,
    }
}

/// A card under review, with these customers found in the CRM by e-mail.
fn reviewing(customers: &[FoundCustomer]) -> Driver {
    let mut driver = Driver::with(Setup {
        check_duplicates: true,
        ..Setup::default()
    });
    driver.keys("Nowak<Tab>Anna<PgDn>anna@nowak.pl<Tab>333444555<F8>");
    driver.finds(&[("email", Ok(customers.to_vec()))]);
    driver
}

#[test]
fn only_the_key_for_it_sends_where_somebody_is_there() {
    for key in [
        "<Enter>",
        "s",
        "<F8>",
        "<Space>",
        "y",
        "Y",
        "T",
        "<Tab>",
        "<Ctrl+X>s",
        "<Down><Enter>",
        "v<Enter>",
    ] {
        let mut driver = reviewing(&[nowak("17"), nowak("18")]);
        driver.keys(key);
        assert!(driver.sent.is_empty(), "{key}\n{}", driver.screen());
        assert!(driver.model().in_flight.is_none(), "{key}");
    }
    for key in ["S", "<Ctrl+X>S", "vS", "<Enter>S"] {
        let mut driver = reviewing(&[nowak("17")]);
        driver.keys(key);
        assert_eq!(driver.sent.len(), 1, "{key}\n{}", driver.screen());
    }
}

#[test]
fn a_key_that_was_pressed_before_the_review_was_drawn_decides_nothing() {
    for key in ["S", "t", "Enter"] {
        let mut driver = reviewing(&[nowak("17")]);
        let key: Key = key.parse().unwrap();
        driver.tell(Message::Unconfirmed(Box::new(Message::Key(key))));
        driver.shows("Possible duplicates");
        assert!(driver.sent.is_empty() && driver.copied.is_empty(), "{key}");
    }
}

#[test]
fn nothing_is_decided_while_the_crm_is_being_asked() {
    for key in ["S", "t", "v", "<Enter>"] {
        let mut driver = Driver::with(Setup {
            check_duplicates: true,
            ..Setup::default()
        });
        driver
            .keys("Nowak<PgDn>anna@nowak.pl<F8>")
            .keys(key)
            .shows("wait up to 3 s");
        assert!(driver.sent.is_empty() && driver.copied.is_empty(), "{key}");
    }
}

#[test]
fn this_is_the_customer_copies_the_id_and_keeps_the_card_as_no_attempt() {
    for (keys, id) in [
        ("t", "17"),
        ("<Ctrl+X>T", "17"),
        ("<Down>t", "18"),
        ("<Down>vt", "18"),
    ] {
        let mut driver = reviewing(&[nowak("17"), nowak("18")]);
        driver
            .keys(keys)
            .shows(&format!("Existing customer {id} · Nowak Anna"));
        driver.shows("Existing customer: Nowak Anna").shows("▸ Surname");
        driver.shows(&format!("Nowak Anna  existing customer {id}"));
        assert_eq!(driver.copied, [id], "{keys}");
        assert!(driver.sent.is_empty());
        let row = &driver.model().history.page.rows[0];
        assert_eq!(
            (row.state, row.customer_id.as_deref()),
            (SubmissionState::Existing, Some(id))
        );
        driver.keys("<F5>");
        assert_eq!(driver.copied, [id, id], "{keys}");
        driver
            .keys("<F3>/existing<Enter>")
            .shows(&format!("existing customer {id}"));
        // The card is neither a draft nor in the form, also after a crash.
        let mut driver = driver.restart();
        driver
            .hides("Draft restored")
            .shows(&format!("existing customer {id}"));
        assert_eq!(driver.model().other_drafts, 0);
        driver.keys("<F3><Enter>").shows("customer_id     ").shows(id);
    }
}

#[test]
fn undo_brings_the_card_back_and_takes_the_record_away() {
    let mut driver = reviewing(&[nowak("17")]);
    driver.keys("t").keys("x<Ctrl+X>z").shows("Nowak Anna  ");
    driver
        .keys("<Ctrl+X>z")
        .shows("The card is back")
        .shows("\"surname\": \"Nowak\"");
    driver.shows("▸ Phone").shows("0 entries");
    assert_eq!(driver.model().last_customer, None);
    // It is a draft again, and only that.
    let mut driver = driver.restart();
    driver
        .shows("Draft restored")
        .shows("\"name\": \"Anna\"")
        .shows("0 entries");
    driver.keys("<F8>").finds(&[]).keys("<Enter>");
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn undo_brings_no_card_back_once_another_went_out_or_is_begun() {
    let mut driver = reviewing(&[nowak("17")]);
    driver.keys("tKowalski<F8><Enter>").created("324");
    driver.keys("<Ctrl+X>z").shows("Nothing to undo");
    driver.shows("existing customer 17");
}

#[test]
fn a_customer_noted_as_existing_is_known_the_next_time_and_blocks_nobody() {
    let mut driver = reviewing(&[nowak("17")]);
    driver.keys("t");
    let mut driver = driver.restart();
    driver.keys("Nowakowa<PgDn>anna@nowak.pl<F8>").finds(&[]);
    driver.shows("17 Nowak Anna, recorded here 14:02 as an existing customer: the same e-mail");
    driver.keys("<Enter>");
    assert!(driver.sent.is_empty());
    driver.keys("S").created("324");
    assert_eq!(driver.sent.len(), 1, "the guard says nothing against it");
    driver.keys("<Ctrl+D>");
    driver.shows("Nowakowa");
}

#[test]
fn one_customer_is_one_line_whether_found_here_or_in_the_crm() {
    let mut driver = reviewing(&[]);
    driver.keys("<Enter>").created("324");
    driver.keys("Nowak<PgDn>anna@nowak.pl<F8>");
    driver.finds(&[("email", Ok(vec![nowak("324")]))]);
    driver.shows(
        "? 324 Nowak Ewa, sent from here 14:02: the same e-mail anna@nowak.pl; in the CRM: found by e-mail",
    );
    driver.hides("1 of 2");
}

#[test]
fn customers_who_are_other_ones_and_failed_searches_stop_nobody() {
    let stranger = || vec![found("17", &json!({"surname": "Obcy", "email": "x@y.pl"}))];
    for (result, words) in [
        (Ok(stranger()), "NOT the same"),
        (Err(LookupFailure::NotPermitted), "not allowed to search"),
        (Err(LookupFailure::TimedOut), "took too long"),
        (Ok(Vec::new()), "No match in the CRM"),
    ] {
        let mut driver = reviewing(&[]);
        driver.keys("<Esc>").wait_a_minute();
        driver.keys("<F8>").finds(&[("email", result)]).shows(words);
        driver.keys("<Enter>");
        assert_eq!(driver.sent.len(), 1, "{words}");
    }
}

#[test]
fn a_customer_is_shown_beside_the_card() {
    let mut driver = reviewing(&[nowak("17")]);
    driver
        .keys("v")
        .shows("Customer and card")
        .shows("Getting the customer");
    assert_eq!(driver.fetched[0].1, "17");
    let whole = found(
        "17",
        &json!({"surname": "Nowak", "name": "Ewa", "custom_fields": {"kampania": "lato"}, "address": {"city": "Łódź"}}),
    );
    driver
        .shows_customer(Ok(Some(whole)))
        .hides("Getting the customer");
    for words in ["kampania: lato", "Łódź", "≠ Ewa"] {
        driver.shows(words);
    }
    driver.keys("<Enter>").shows("Not sent yet").keys("<Esc>");
    driver.shows("Review before sending").keys("t");
    assert_eq!(driver.copied, ["17"]);
}

#[test]
fn what_the_crm_does_not_say_of_a_customer_is_shown_as_it_is_known() {
    for (answer, words) in [
        (Ok(None), "The CRM has no customer 17 (HTTP 404)"),
        (Err(LookupFailure::NotPermitted), "not allowed to search"),
        (Err(LookupFailure::TimedOut), "took too long"),
        (
            Err(LookupFailure::Failed(FailureReason::Server(500))),
            "CRM search by customer_id failed",
        ),
    ] {
        let gone = answer == Ok(None);
        let mut driver = reviewing(&[nowak("17")]);
        driver.keys("v").shows_customer(answer).shows(words);
        if gone {
            driver.hides("≠ Ewa");
        } else {
            driver.shows("≠ Ewa");
        }
    }
    // An answer that comes when it is not shown any more is not looked at.
    let mut driver = reviewing(&[nowak("17"), nowak("18")]);
    driver.keys("v<Esc><Down>v");
    let (first, _) = driver.fetched[0].clone();
    driver.tell(Message::CustomerFetched(first, Ok(None)));
    driver.hides("no customer").shows("Getting the customer");
}

#[test]
fn a_customer_created_from_here_is_shown_as_its_record() {
    let mut driver = Driver::new();
    driver
        .keys("Nowak<Tab>Ewa<PgDn>anna@nowak.pl<F8><Enter>")
        .created("324");
    driver.keys("Nowak<Tab>Anna<PgDn>anna@nowak.pl<F8>v");
    driver.shows_customer(Err(LookupFailure::NotPermitted));
    driver
        .shows("When            2026-11-24 14:02:00 · created")
        .shows("≠ Ewa");
    driver.keys("<Esc>").shows("Review before sending");
}

#[test]
fn an_open_attempt_is_shown_and_taken_only_once_it_is_settled() {
    let mut driver = Driver::new();
    driver
        .keys("Nowak<PgDn>anna@nowak.pl<F8><Enter>")
        .answer(unknown());
    driver
        .keys("<Esc><PgUp>Ewa<F8>")
        .shows("outcome unknown: the same e-mail");
    driver.keys("v").shows("Customer and card").shows("≠ Nowak");
    assert!(driver.fetched.is_empty());
    driver
        .keys("<Esc>t")
        .shows("This customer may already exist: settle that first");
    driver.shows("Settle an unknown outcome");
    assert!(driver.copied.is_empty());
}

#[test]
fn a_card_on_its_way_from_another_session_needs_a_decision_too() {
    let mut one = Driver::new();
    let mut other = one.beside(Setup::default());
    other.keys("Nowak<PgDn>anna@nowak.pl<F8><Enter>");
    one.keys("Ewa<PgDn>anna@nowak.pl<F8>");
    one.shows("Nowak, being sent by another session since 14:02: the same e-mail");
    one.keys("<Enter>").shows("Not sent yet");
    assert!(one.sent.is_empty());
    one.keys("t").shows("Another session is sending this customer");
    one.keys("<F8>S");
    assert_eq!(one.sent.len(), 1);
}

#[test]
fn the_same_card_of_an_unknown_attempt_must_be_settled_whatever_key_is_pressed() {
    for key in ["<Enter>", "S", "t", "v"] {
        let mut driver = Driver::new();
        driver
            .keys("Nowak<PgDn>anna@nowak.pl<F8><Enter>")
            .answer(unknown());
        driver
            .keys("<Esc><F8>")
            .keys(key)
            .shows("Settle an unknown outcome");
        assert_eq!(driver.sent.len(), 1, "{key}");
    }
}

#[test]
fn many_are_listed_a_few_at_a_time_and_the_focus_is_always_in_sight() {
    let many: Vec<FoundCustomer> = (1..=12).map(|id| nowak(&format!("10{id}"))).collect();
    let mut driver = reviewing(&many);
    driver.resize(80, 24);
    for number in 1..=12 {
        driver
            .shows(&format!("▸ ? 10{number} Nowak Ewa"))
            .shows(&format!("{number} of 12"));
        driver.shows("S: send anyway");
        driver.keys("<Down>");
    }
    driver.keys("t");
    assert_eq!(driver.copied, ["1012"]);
}

#[test]
fn a_card_that_can_only_be_looked_for_by_hand_says_so_and_enter_sends() {
    let mut driver = Driver::new();
    driver
        .keys("Nowak<F8>")
        .shows("you can only search for this customer by hand");
    driver.keys("<Enter>");
    assert_eq!(driver.sent.len(), 1);
    for field in [
        "<PgDn>a@b.pl",
        "<PgDn><Tab>333444555",
        "<Tab><Tab><Tab><Tab><Tab>1234563218",
    ] {
        let mut driver = Driver::new();
        driver.keys("Nowak").keys(field).keys("<F8>").hides("by hand");
    }
    let mut driver = Driver::with(Setup {
        language: Language::Pl,
        ..Setup::default()
    });
    driver
        .keys("Nowak<F8>")
        .shows("klienta trzeba będzie szukać ręcznie");
}

#[test]
fn a_store_that_fails_leaves_the_card_where_it_is() {
    let mut driver = reviewing(&[nowak("17")]);
    let data = driver.home().join("data");
    std::fs::rename(&data, driver.home().join("gone")).unwrap();
    driver.keys("t");
    driver.keys("<Esc>").shows("\"surname\": \"Nowak\"");
    assert!(driver.copied.is_empty());
    assert!(driver.model().kept_existing.is_none());
}
