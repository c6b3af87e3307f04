//! What the CRM says of a value in the form, while the operator goes on typing.

use crate::support::driver::{Driver, Setup, found};
use kartoteka::app::Message;
use kartoteka::customer::{FailureReason, FoundCustomer, Lookup, LookupFailure};
use kartoteka::i18n::Language;
use kartoteka::options::FormOptions;
use serde_json::json;

/// From the surname to the NIP, and one that can be right.
const NIP: &str = "<Tab><Tab><Tab><Tab><Tab>1234563218";

fn driver() -> Driver {
    Driver::with(Setup {
        check_duplicates: true,
        ..Setup::default()
    })
}

fn kowalski(id: &str) -> FoundCustomer {
    found(
        id,
        &json!({"surname": "Kowalski", "name": "Jan", "phone_number": "333444555"}),
    )
}

/// What the CRM was asked about, question by question.
fn asked(driver: &Driver) -> Vec<String> {
    let values = |keys: &[kartoteka::customer::LookupKey]| {
        let values: Vec<&str> = keys.iter().map(|key| key.value.as_str()).collect();
        values.join(" ")
    };
    driver.asked.iter().map(|(_, keys)| values(keys)).collect()
}

#[test]
fn a_value_that_is_left_complete_is_asked_about_once() {
    let mut driver = driver();
    driver.keys("Kowalski<PgDn><Tab>333 444 55");
    assert!(driver.asked.is_empty(), "it is being typed");
    driver.keys("<Tab>").shows("9 digits");
    assert!(driver.asked.is_empty(), "it cannot be right");
    driver.keys("<Up>5<Tab>");
    assert_eq!(asked(&driver), ["333444555"]);
    // Once more over it, and the same number in other words, before and behind the answer.
    driver.keys("<Up><Tab><Up><Backspace>5<Tab>");
    driver.finds(&[]).keys("<Up><Ctrl+U>+48333444555<Tab>");
    assert_eq!(asked(&driver), ["333444555"]);
    driver.keys("<Up><Backspace>6<Tab>");
    assert_eq!(asked(&driver), ["333444555", "+48333444556"]);
}

#[test]
fn nothing_that_is_empty_or_blank_is_asked_about() {
    let mut driver = driver();
    let spaces = "<Space><Space><Tab>".repeat(38);
    driver.keys(&spaces).keys(&"<Tab>".repeat(40));
    driver.keys("<PgUp><PgDn>");
    driver.paste(" \u{a0} ").keys("<Tab>");
    assert!(driver.asked.is_empty(), "{:?}", driver.asked);
}

#[test]
fn whoever_has_the_value_stands_beside_it_until_it_changes() {
    let mut driver = driver();
    driver.keys("Nowak<PgDn><Tab>333444555<Tab>anna");
    driver
        .hides("in CRM")
        .finds(&[("phone_number", Ok(vec![kowalski("324")]))]);
    driver.shows("in CRM: 324 Kowalski Jan").shows("anna");
    // The focus has stayed, and so has what is being typed.
    driver.keys("b").shows("annab");
    driver
        .keys("<Up>")
        .shows("▸ Phone")
        .shows("in CRM: 324 Kowalski Jan");
    driver.keys("<Backspace>").hides("in CRM");
    driver.keys("5").hides("in CRM");
    driver.keys("<Tab>").shows("in CRM: 324 Kowalski Jan");
    assert_eq!(driver.asked.len(), 1);
}

#[test]
fn several_customers_are_counted_and_others_are_left_out() {
    let stranger = || found("9", &json!({"surname": "Obcy", "phone_number": "600700800"}));
    let many = |count: usize| (0..count).map(|id| kowalski(&id.to_string())).collect::<Vec<_>>();
    let mut one = many(1);
    one.push(stranger());
    for (found, english, polish) in [
        (one, "in CRM: 0 Kowalski Jan", "w CRM: 0 Kowalski Jan"),
        (many(3), "in CRM: 3 customers", "w CRM: 3 klienci"),
        (
            many(20),
            "in CRM: 20 customers or more",
            "w CRM: 20 klientów lub więcej",
        ),
        (vec![stranger()], "", ""),
        (Vec::new(), "", ""),
    ] {
        for (language, words) in [(Language::En, english), (Language::Pl, polish)] {
            let mut driver = Driver::with(Setup {
                check_duplicates: true,
                language,
                ..Setup::default()
            });
            driver.keys("Nowak<PgDn><Tab>333444555<Tab>");
            driver.finds(&[("phone_number", Ok(found.clone()))]);
            if words.is_empty() {
                driver.hides(" CRM: ").hides("Obcy");
            } else {
                driver.shows(words);
            }
        }
    }
}

#[test]
fn a_question_without_an_answer_is_not_nobody() {
    for (failure, words) in [
        (LookupFailure::TimedOut, "CRM: no answer"),
        (
            LookupFailure::Failed(FailureReason::Server(500)),
            "CRM: no answer",
        ),
        (LookupFailure::NotPermitted, "CRM: search not allowed"),
    ] {
        let mut driver = driver();
        driver.keys("Nowak<PgDn><Tab>333444555<Tab>");
        driver.finds(&[("phone_number", Err(failure))]).shows(words);
        // The review asks for itself.
        driver.keys("<F8>").shows("Searching the CRM");
        assert_eq!(asked(&driver), ["333444555", "333444555"]);
        driver.finds(&[]).shows("No match in the CRM by phone.");
    }
}

#[test]
fn one_refusal_ends_the_questions_in_the_background() {
    let mut driver = driver();
    driver.keys("Nowak<PgDn>anna@nowak.pl<Tab>333444555");
    driver.finds(&[("email", Err(LookupFailure::NotPermitted))]);
    driver.shows("CRM: search not allowed");
    driver.keys("<Tab><PgUp>").keys(NIP).keys("<Tab>");
    assert_eq!(asked(&driver), ["anna@nowak.pl"]);
}

#[test]
fn what_comes_from_the_crm_is_shown_as_text() {
    let mut driver = driver();
    driver.keys("Nowak<PgDn><Tab>333444555<Tab>");
    let hostile = found("324", &json!({"surname": "Zły\u{1b}[2J\u{202e}", "name": "x\ny"}));
    driver.finds(&[("phone_number", Ok(vec![hostile]))]);
    driver.keys("<Up>").shows("in CRM: 324 Zły\\u{1b}");
}

#[test]
fn the_review_uses_an_answer_that_is_ten_seconds_old_and_asks_for_the_rest() {
    let mut driver = driver();
    driver.keys("Nowak<PgDn>anna@nowak.pl<Tab>333444555<Tab>");
    driver.finds(&[]).keys("<F8>").shows("Ready. Enter sends.");
    driver.shows("No match in the CRM by e-mail, phone.");
    assert_eq!(asked(&driver), ["anna@nowak.pl", "333444555"]);
    driver.keys("<Esc>").wait_a_minute();
    driver.keys("<F8>").shows("Searching the CRM");
    assert_eq!(driver.asked.len(), 3);
    assert_eq!(asked(&driver)[2], "anna@nowak.pl 333444555");
    driver.finds(&[]).shows("Ready. Enter sends.");
    // One of two is new.
    driver
        .keys("<Esc><PgUp>")
        .keys(NIP)
        .keys("<F8>")
        .shows("Searching the CRM");
    assert_eq!(asked(&driver)[3], "1234563218");
}

#[test]
fn the_review_waits_for_a_question_that_is_under_way() {
    let mut driver = driver();
    driver
        .keys("Nowak<PgDn><Tab>333444555<Tab><F8>")
        .shows("Searching the CRM");
    assert_eq!(driver.asked.len(), 1);
    driver.finds(&[("phone_number", Ok(vec![kowalski("324")]))]);
    driver.shows("? 324 Kowalski Jan, in the CRM: found by phone 333444555");
}

#[test]
fn a_card_that_has_gone_out_leaves_no_answers_behind() {
    let mut driver = driver();
    driver.keys("Nowak<PgDn><Tab>333444555<Tab>").finds(&[]);
    driver.keys("<F8><Enter>");
    assert_eq!(driver.sent.len(), 1);
    // In the same ten seconds: the household's next member.
    let (attempt, _) = driver.sent[0].clone();
    driver.tell(Message::SendEnded {
        attempt: Some(attempt),
        outcome: kartoteka::customer::Outcome::Created {
            customer_id: "324".into(),
            answer: kartoteka::customer::ApiResponse::default(),
        },
        journal: Ok(()),
    });
    driver.keys("Nowak<Tab>Ewa<PgDn><Tab>333444555<Tab>");
    assert_eq!(asked(&driver), ["333444555", "333444555"]);
}

#[test]
fn a_late_answer_about_another_value_says_nothing() {
    let mut driver = driver();
    driver.keys("Nowak<PgDn><Tab>333444555<Tab>");
    let (question, keys) = driver.asked[0].clone();
    driver.keys("<Up><Backspace>6<Tab>");
    let lookups = keys.into_iter().map(|by| Lookup {
        by,
        result: Ok(vec![kowalski("324")]),
    });
    driver.tell(Message::LookedUp(question, lookups.collect()));
    driver.hides("in CRM");
}

#[test]
fn a_profile_without_the_check_and_a_setting_ask_nothing_in_the_background() {
    for (check_duplicates, background_lookups) in [(false, true), (true, false)] {
        let mut driver = Driver::with(Setup {
            check_duplicates,
            form_options: FormOptions {
                background_lookups,
                ..FormOptions::default()
            },
            ..Setup::default()
        });
        driver.keys("Nowak<PgDn><Tab>333444555<Tab>");
        assert!(driver.asked.is_empty());
        // The review asks as ever, each time.
        driver.keys("<F8>");
        assert_eq!(driver.asked.len(), usize::from(check_duplicates));
        if check_duplicates {
            driver.finds(&[("phone_number", Ok(vec![kowalski("324")]))]);
            driver
                .keys("<Esc>")
                .hides("in CRM")
                .keys("<F8>")
                .shows("Searching the CRM");
        }
    }
}

/// A card with a phone that these customers have, the focus on the phone.
fn known(customers: Vec<FoundCustomer>) -> Driver {
    let mut driver = driver();
    driver.keys("Nowak<PgDn><Tab>333444555<Tab>");
    driver.finds(&[("phone_number", Ok(customers))]).keys("<Up>");
    driver
}

#[test]
fn the_customer_is_opened_from_the_field_and_the_card_stays() {
    for key in ["<Ctrl+F>", "<F4>", "<Ctrl+X>l"] {
        let mut driver = known(vec![kowalski("324")]);
        driver.keys(key).shows("324").shows("Getting the customer");
        assert_eq!(driver.fetched.last().unwrap().1, "324", "{key}");
        let whole = found(
            "324",
            &json!({"surname": "Kowalski", "address": {"city": "Łódź"}}),
        );
        driver.shows_customer(Ok(Some(whole))).shows("Łódź");
        driver.keys("c");
        assert_eq!(driver.copied, ["324"]);
        driver.keys("<Esc>").shows("in CRM: 324 Kowalski Jan");
        driver.keys("<End>6").shows("3334445556");
        assert!(driver.sent.is_empty());
    }
}

#[test]
fn several_customers_are_listed_and_nobody_is_asked_again() {
    let mut driver = known(vec![kowalski("324"), kowalski("325")]);
    driver
        .keys("<Ctrl+F>")
        .shows("324")
        .shows("325")
        .shows("333444555");
    assert_eq!(driver.asked.len(), 1, "the answer is new");
    driver.keys("<Down><Enter>");
    assert_eq!(driver.fetched.last().unwrap().1, "325");
    driver.keys("<Esc><Esc>").shows("in CRM: 2 customers");
}

#[test]
fn where_nobody_is_known_the_key_means_what_it_did() {
    for customers in [
        Vec::new(),
        vec![found(
            "9",
            &json!({"surname": "Obcy", "phone_number": "600700800"}),
        )],
    ] {
        let mut driver = known(customers);
        driver.keys("<Ctrl+F>").shows("takes any text");
        assert!(driver.fetched.is_empty());
    }
    // A value that was changed is another one.
    let mut driver = known(vec![kowalski("324")]);
    driver.keys("<Backspace><Ctrl+F>").shows("takes any text");
}
