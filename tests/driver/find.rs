//! Finding the customer who calls: one line, the records of this machine with each letter, the CRM once.

use crate::support::driver::{Driver, Setup, found};
use kartoteka::app::{Message, Page};
use kartoteka::customer::{FailureReason, FieldId, FoundCustomer, LookupFailure, Slot, TermShape};
use serde_json::json;

fn kowalski(id: &str) -> FoundCustomer {
    found(
        id,
        &json!({"surname": "Kowalski", "name": "Jan", "email": "jan@kowalski.pl", "phone_number": "601234567"}),
    )
}

/// What is on the card in a field.
fn on_card(driver: &Driver, path: &str) -> String {
    let slot = Slot::of(FieldId::of(path).unwrap());
    driver.model().form.card().get(slot).to_owned()
}

/// The questions to the CRM, as field and value.
fn asked(driver: &Driver) -> Vec<String> {
    let keys = driver.asked.iter().flat_map(|(_, keys)| keys);
    keys.map(|key| format!("{} {}", key.field.field().path, key.value))
        .collect()
}

/// A customer is sent, and created under this id.
fn send(driver: &mut Driver, keys: &str, id: &str) {
    driver.keys(keys).keys("<F8><Enter>").created(id);
}

#[test]
fn the_crm_is_asked_once_for_a_whole_number_and_one_key_opens_the_customer() {
    let mut driver = Driver::new();
    driver
        .keys("<Ctrl+R>")
        .shows("Find a customer")
        .keys("60123456")
        .shows("Identifier:");
    assert!(driver.asked.is_empty());
    driver
        .keys("7")
        .shows("Phone:")
        .shows("Searching the CRM by phone");
    assert_eq!(asked(&driver), ["phone_number 601234567"]);
    driver
        .finds(&[("phone_number", Ok(vec![kowalski("324")]))])
        .shows("324  Kowalski Jan  in the CRM, jan@kowalski.pl")
        .keys("<Enter>");
    assert_eq!(driver.fetched.last().unwrap().1, "324");
    let whole = json!({"surname": "Kowalski", "name": "Jan", "company_id": 17, "note": "a\nb",
        "address": {"street": "Długa", "city": "Łódź"}, "custom_fields": {"kampania": "wiosna", "x": null}});
    driver
        .shows_customer(Ok(Some(found("324", &whole))))
        .shows("Customer 324 Kowalski Jan")
        .shows("kampania: wiosna")
        .shows("Łódź")
        .keys("c");
    assert_eq!(driver.copied, ["324"]);
    // Back on the list, everything is as it was, and nothing is asked again.
    driver
        .keys("<Esc>")
        .shows("324  Kowalski Jan")
        .keys("<Enter><Esc><Esc>");
    assert_eq!(asked(&driver).len(), 1);
    assert!(driver.model().page().is_form());
}

#[test]
fn enter_waits_for_the_answer_and_opens_the_only_one() {
    let mut driver = Driver::new();
    driver
        .keys("<Ctrl+R>601234567<Enter><Enter>")
        .shows("the customer opens when found");
    assert_eq!(asked(&driver).len(), 1);
    driver.finds(&[("phone_number", Ok(vec![kowalski("324")]))]);
    assert!(matches!(driver.model().page(), Page::Customer(_)));
    for (found, words) in [
        (vec![kowalski("324"), kowalski("325")], "325  Kowalski Jan"),
        (Vec::new(), "Nobody found by phone"),
    ] {
        let mut driver = Driver::new();
        driver
            .keys("<Ctrl+R>601234567<Enter>")
            .finds(&[("phone_number", Ok(found))])
            .shows(words);
        assert!(matches!(driver.model().page(), Page::Find(_)), "{words}");
        assert!(driver.fetched.is_empty());
    }
}

#[test]
fn nobody_begins_a_card_with_the_value_and_the_one_at_hand_is_parked() {
    for (typed, path, value) in [
        ("601 234 567", "phone_number", "601 234 567"),
        ("jan@kowalski.pl<Enter>", "email", "jan@kowalski.pl"),
        ("1234563218", "nip", "1234563218"),
        ("K-17<Enter>", "identifier", "K-17"),
    ] {
        let mut driver = Driver::new();
        driver.keys("Nowak<Ctrl+R>").keys(typed);
        driver.finds(&[]).shows("Nobody found by").keys("<Enter>");
        driver.shows("Card parked");
        assert_eq!(on_card(&driver, path), value);
        assert_eq!(on_card(&driver, "surname"), "");
        assert_eq!(driver.model().other_drafts, 1, "{typed}");
        // Also after a crash.
        let driver = driver.restart();
        assert_eq!(on_card(&driver, path), value);
    }
    let mut driver = Driver::new();
    driver
        .keys("<Ctrl+R>Kowalski Jan")
        .shows("Name:")
        .shows("The CRM cannot be searched by name.")
        .keys("<Enter>");
    assert_eq!(
        (on_card(&driver, "surname"), on_card(&driver, "name")),
        ("Kowalski".to_owned(), "Jan".to_owned())
    );
    assert!(driver.asked.is_empty());
    assert_eq!(driver.model().other_drafts, 0);
}

#[test]
fn a_failed_search_is_not_nobody() {
    for (failure, words, again) in [
        (
            LookupFailure::TimedOut,
            "The CRM took too long to search by phone.",
            true,
        ),
        (
            LookupFailure::Failed(FailureReason::Server(500)),
            "The CRM search by phone failed: the CRM failed with status 500",
            true,
        ),
        (
            LookupFailure::NotPermitted,
            "The API user is not allowed to search for customers.",
            false,
        ),
    ] {
        let mut driver = Driver::new();
        driver
            .keys("<Ctrl+R>601234567")
            .finds(&[("phone_number", Err(failure))])
            .shows(words)
            .hides("Nobody");
        driver.keys("<Enter>");
        assert_eq!(asked(&driver).len(), 1 + usize::from(again), "{words}");
        assert_eq!(driver.model().page().is_form(), !again, "{words}");
        if again {
            driver.finds(&[]).shows("Nobody found by phone");
        }
    }
}

#[test]
fn answers_to_another_question_are_dropped() {
    let mut driver = Driver::new();
    driver.keys("<Ctrl+R>601234567");
    let (question, keys) = driver.asked.last().unwrap().clone();
    let late = |id: &str| {
        let lookup = kartoteka::customer::Lookup {
            by: keys[0].clone(),
            result: Ok(vec![kowalski(id)]),
        };
        Message::LookedUp(question, vec![lookup])
    };
    driver.keys("<Backspace>").tell(late("1"));
    driver.hides("Kowalski").keys("8").tell(late("2"));
    driver.hides("Kowalski").shows("Searching the CRM");
    driver
        .finds(&[("phone_number", Ok(vec![kowalski("3")]))])
        .shows("3  Kowalski");
    assert_eq!(
        asked(&driver),
        ["phone_number 601234567", "phone_number 601234568"]
    );
    driver.keys("<Esc>").tell(late("4"));
    assert!(driver.model().page().is_form());
}

#[test]
fn cards_sent_from_here_are_found_with_each_letter_and_once_with_the_crm() {
    let mut driver = Driver::new();
    send(&mut driver, "Kowalski<Tab>Jan<PgDn><Tab>601 234 567", "324");
    send(&mut driver, "Kowal<Tab>Ewa<PgDn><Tab>+48 601 999 999", "325");
    send(&mut driver, "Nowak", "9");
    driver
        .keys("<Ctrl+R>6")
        .shows("324  Kowalski Jan")
        .shows("325  Kowal Ewa");
    driver.hides("Nowak").keys("01 234 567").hides("Kowal Ewa");
    driver
        .finds(&[("phone_number", Ok(vec![kowalski("324")]))])
        .shows("324  Kowalski Jan  in the CRM, jan@kowalski.pl, sent from here 14:02");
    // The row is one, whose details come from both.
    driver
        .keys("<Enter>")
        .shows_customer(Err(LookupFailure::TimedOut));
    driver
        .shows("The CRM took too long to search by customer_id.")
        .shows("601234567")
        .keys("<Esc><Ctrl+U>kowal")
        .shows("324  Kowalski Jan")
        .keys("<Up><Down><Enter>");
    assert_eq!(driver.fetched.last().unwrap().1, "324");
}

#[test]
fn cards_sent_to_another_crm_are_not_shown() {
    let mut driver = Driver::with(Setup {
        profile: "test",
        url: "https://test.thulium.com/api/customers",
        ..Setup::default()
    });
    send(&mut driver, "Kowalski<PgDn><Tab>601234567", "324");
    driver
        .keys("<Ctrl+R>kowal")
        .shows("324  Kowalski")
        .keys("<Ctrl+X>q");
    let mut other = driver.beside(Setup::default());
    other
        .keys("<Ctrl+R>kowal")
        .shows("Nobody with this name was sent from here.")
        .keys("<Ctrl+U>601234567")
        .hides("324");
}

#[test]
fn an_unknown_outcome_is_found_and_leads_to_settling() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<PgDn><Tab>601234567<F8><Enter>");
    driver.answer(kartoteka::customer::Outcome::Unknown {
        failure: FailureReason::Cut,
        answer: None,
    });
    driver
        .keys("<Esc><Ctrl+R>601234567")
        .finds(&[])
        .shows("Kowalski  sent from here 14:02, outcome unknown")
        .keys("<Enter>")
        .shows("Settle an unknown outcome");
}

#[test]
fn the_next_caller_parks_the_card_and_a_household_gives_its_address() {
    for keys in ["<F12>", "<Ctrl+X>N"] {
        let mut driver = Driver::new();
        driver
            .keys("Nowak")
            .keys(keys)
            .shows("Find a customer")
            .shows("Card parked");
        assert!(driver.model().form.card().is_empty(&driver.model().rule_context));
        driver
            .keys("601234567")
            .finds(&[("phone_number", Ok(vec![kowalski("324")]))])
            .keys("<Enter>");
        let whole = json!({"surname": "Kowalski", "company_id": "17", "phone_number": "601234567",
            "address": {"street": "Długa\u{1b}[31m", "city": "Łódź"}, "mail_drop_address": {"city": "Berlin"}});
        driver.shows_customer(Ok(Some(found("324", &whole)))).keys("d");
        let values = [
            "surname",
            "phone_number",
            "company_id",
            "address.street",
            "address.city",
            "mail_drop_address.city",
        ];
        let values = values.map(|path| on_card(&driver, path));
        assert_eq!(values, ["", "", "17", "Długa[31m", "Łódź", ""]);
        assert_eq!(driver.model().other_drafts, 1);
    }
    // Nothing to park is no obstacle.
    let mut driver = Driver::new();
    driver.keys("<F12>").shows("Find a customer").hides("parked");
}

#[test]
fn a_card_at_hand_can_be_parked_from_the_customer() {
    let mut driver = Driver::new();
    driver
        .keys("Nowak<Ctrl+R>601234567")
        .finds(&[("phone_number", Ok(vec![kowalski("324")]))])
        .keys("<Enter>")
        .shows_customer(Ok(None))
        .shows("The CRM has no customer 324 (HTTP 404).")
        .keys("w")
        .shows("Card parked");
    assert!(driver.model().page().is_form() && on_card(&driver, "surname").is_empty());
}

#[test]
fn what_is_typed_can_be_meant_for_another_field() {
    let mut driver = Driver::new();
    driver.keys("<Ctrl+R>12345678<Tab>").shows("Name:");
    driver.keys("<Tab>").shows("Phone: 9 digits").keys("<Enter>");
    assert!(driver.asked.is_empty());
    driver
        .keys("<Tab><Tab><Tab><Tab>")
        .shows("Identifier:")
        .keys("<Enter>");
    assert_eq!(asked(&driver), ["identifier 12345678"]);
    driver
        .keys("<Ctrl+U>1234563217")
        .shows("As NIP: wrong check digit")
        .keys("<Ctrl+U>44051401359")
        .shows("The CRM cannot be searched by PESEL.");
    // On the way, nine digits were a phone.
    let phones = ["phone_number 123456321", "phone_number 440514013"];
    assert_eq!(asked(&driver)[1..], phones);
}

#[test]
fn nothing_blank_is_asked_for() {
    for keys in [
        "<Enter>",
        "   <Enter>",
        "+<Enter>",
        "@<Enter>",
        "-<Enter>",
        "<Tab><Enter>",
    ] {
        let mut driver = Driver::new();
        driver.keys("<Ctrl+R>").keys(keys);
        let blank = driver
            .asked
            .iter()
            .any(|(_, keys)| keys.iter().any(|key| key.normal().is_empty()));
        assert!(!blank, "{keys}: {:?}", driver.asked);
        assert!(matches!(driver.model().page(), Page::Find(_)), "{keys}");
    }
    let mut driver = Driver::new();
    driver.tell(Message::Find(TermShape::Phone, " \u{200b}".into()));
    assert!(driver.asked.is_empty());
}

#[test]
fn a_pasted_value_is_asked_for_and_a_program_can_be_started_with_one() {
    for pasted in ["jan@kowalski.pl\n", "601 234 567", "+49 30 123456"] {
        let mut driver = Driver::new();
        driver.keys("<Ctrl+R>").paste(pasted);
        assert_eq!(driver.asked.len(), 1, "{pasted}");
    }
    let mut driver = Driver::new();
    driver
        .keys("Nowak")
        .tell(Message::Find(TermShape::Identifier, "601234567".into()));
    assert_eq!(asked(&driver), ["identifier 601234567"]);
    driver.keys("<Esc>");
    assert_eq!(on_card(&driver, "surname"), "Nowak");
}
