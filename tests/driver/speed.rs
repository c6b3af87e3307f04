//! For the hands: what is taken over from other cards, what is held, and what is taken back.

use crate::support::driver::{Driver, Setup, tenant};
use kartoteka::customer::{ApiError, ApiResponse, FieldKind, Outcome};
use proptest::prelude::*;

#[test]
fn a_value_of_the_last_card_is_taken_over_and_the_focus_advances() {
    let mut driver = Driver::new();
    driver
        .keys("<Ctrl+D>")
        .shows("No card has been sent yet.")
        .shows("▸ Surname *");
    driver
        .keys("Kowalski<Tab>Jan<Ctrl+X>4Długa<Tab>12a<F8><Enter>")
        .created("324");
    driver
        .keys("<Ctrl+D>")
        .shows("\"surname\": \"Kowalski\"")
        .shows("▸ Name");
    driver
        .keys("Anna<Ctrl+X>4<F9>")
        .shows("\"street\": \"Długa\"")
        .shows("▸ Building");
    driver
        .keys("<Ctrl+X>d")
        .shows("\"building\": \"12a\"")
        .shows("▸ Flat");
    driver
        .keys("7<Up><Down><Ctrl+D>")
        .shows("\"flat\": \"7\"")
        .shows("▸ Postcode");
}

#[test]
fn the_last_card_is_known_after_a_restart() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<Ctrl+X>4Długa<F8><Enter>").created("324");
    let mut driver = driver.restart();
    driver.keys("<Ctrl+X>4<Ctrl+D>").shows("\"street\": \"Długa\"");
}

#[test]
fn a_custom_field_takes_the_value_of_its_own_name() {
    let mut driver = Driver::with(Setup {
        rule_context: tenant(),
        ..Setup::default()
    });
    driver
        .keys("Kowalski<Ctrl+X>7lato<Tab>www<F8><Enter>")
        .created("324");
    driver
        .keys("Nowak<Ctrl+X>7<Tab><Ctrl+D>")
        .shows("\"źródło kontaktu\": \"www\"")
        .hides("kampania\"");
}

#[test]
fn a_held_value_begins_the_next_cards_and_stays_editable() {
    let mut driver = Driver::new();
    driver
        .keys("Kowalski<Ctrl+X>4<Tab><Tab><Tab><Tab>Łódź<Ctrl+Y>")
        .shows("Kept for the next cards.");
    driver.shows("▸=City");
    driver.keys("<F8><Enter>").created("324");
    driver
        .shows("\"city\": \"Łódź\"")
        .shows("Created: customer_id 324")
        .shows("▸ Surname *");
    driver
        .keys("Nowak<F8>")
        .shows("\"city\": \"Łódź\"")
        .keys("<Enter>")
        .created("325");
    driver
        .keys("<Ctrl+X>4<Tab><Tab><Tab><Tab><Ctrl+U>Kraków<F8>")
        .keys("<Esc><Ctrl+X>1Lis<F8><Enter>");
    driver.created("326").shows("\"city\": \"Kraków\"");
    driver
        .keys("<Ctrl+X>4<Tab><Tab><Tab><Tab><F7>")
        .shows("No longer kept.");
    driver
        .keys("<Ctrl+X>1Wilk<F8><Enter>")
        .created("327")
        .hides("\"city\"");
}

#[test]
fn a_card_of_held_values_alone_is_nobodys_draft() {
    let mut driver = Driver::new();
    driver
        .keys("Kowalski<Ctrl+X>4Długa<Ctrl+Y><F8><Enter>")
        .created("324");
    driver.keys("<Ctrl+X>w").shows("Nothing has been typed yet.");
    driver.restart().hides("Draft restored.").hides("\"street\"");
}

#[test]
fn what_is_typed_and_held_on_this_card_is_kept() {
    let mut driver = Driver::new();
    driver
        .keys("<Ctrl+X>3ACME<Ctrl+Y>")
        .shows("Kept for the next cards.");
    let mut driver = driver.restart();
    driver.shows("Draft restored.").shows("\"job\": \"ACME\"");
    driver.keys("<Ctrl+X>w").shows("Card parked.");
}

#[test]
fn what_says_who_the_customer_is_cannot_be_held() {
    for keys in [
        "",
        "<Tab>",
        "<Tab><Tab>",
        "<Ctrl+X>1<Up><Up>",
        "<Ctrl+X>2",
        "<Ctrl+X>2<Tab>",
    ] {
        let mut driver = Driver::new();
        driver.keys(keys);
        let field = driver.model().form.focus().field.field();
        // A custom field of the operator's own may not be there on the next card.
        let holdable = field.holdable && field.kind != FieldKind::Pairs;
        driver.keys("<Ctrl+Y>");
        assert_eq!(driver.model().held.is_empty(), !holdable, "{}", field.path);
        assert!(!holdable || field.key.is_none(), "{}", field.path);
    }
}

#[test]
fn an_address_is_copied_from_the_next_that_has_anything_in_it() {
    let mut driver = Driver::new();
    driver.keys("Nowak<F6>").shows("Go to an address first");
    driver.keys("<Ctrl+X>4<F6>").shows("Go to an address first");
    driver.keys("Długa<Tab>12a<Tab><Tab>00950<Tab>Łódź<Ctrl+X>6Hauptstraße<Ctrl+X>5<F6>");
    driver
        .shows("\"invoice_address\": {")
        .shows("\"street\": \"Hauptstraße\"");
    let invoice = |driver: &Driver| {
        let json: serde_json::Value = serde_json::from_str(driver.model().form.payload().text()).unwrap();
        json["invoice_address"].clone()
    };
    assert_eq!(invoice(&driver), serde_json::json!({"street": "Hauptstraße"}));
    driver.keys("<Ctrl+X>a");
    let expected = serde_json::json!({
        "street": "Długa", "building": "12a", "postcode": "00-950", "city": "Łódź"
    });
    assert_eq!(invoice(&driver), expected, "the next one");
    driver.keys("<Ctrl+X>z<Ctrl+X>z");
    assert_eq!(invoice(&driver), serde_json::Value::Null, "taken back");
}

#[test]
fn edits_are_taken_back_one_by_one_and_done_again() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<Tab>Jan<Tab>44<Ctrl+U>");
    driver
        .keys("<Ctrl+X>z")
        .shows("\"pesel\": \"44\"")
        .keys("<Ctrl+X>z")
        .hides("pesel")
        .shows("▸ PESEL");
    driver.keys("<Ctrl+X>z").hides("Jan").shows("▸ Name");
    driver.keys("<Ctrl+X>z").hides("Kowalski").shows("▸ Surname");
    driver.keys("<Ctrl+X>z").shows("Nothing to undo or redo.");
    driver
        .keys("<Ctrl+X>y<Ctrl+X>y")
        .shows("\"name\": \"Jan\"")
        .shows("▸ Name")
        .keys("ka");
    driver
        .keys("<Ctrl+X>y")
        .shows("Nothing to undo or redo.")
        .shows("\"name\": \"Janka\"");
}

#[test]
fn rows_come_back_with_what_was_in_them() {
    let mut driver = Driver::new();
    driver
        .keys("<Ctrl+X>2a@b.pl<Insert>c@d.pl<Ctrl+U><Delete>")
        .hides("c@d.pl");
    driver
        .keys("<Ctrl+X>z<Ctrl+X>z")
        .shows("c@d.pl")
        .keys("<Ctrl+X>z<Ctrl+X>z")
        .hides("c@d.pl");
}

#[test]
fn a_card_is_emptied_after_a_yes_and_comes_back() {
    let mut driver = Driver::new();
    driver.keys("<Ctrl+X>E").hides("Clear the card?");
    driver
        .keys("Kowalski<Tab>Jan<Ctrl+X>E")
        .shows("Clear the card?")
        .keys("<Enter>");
    driver
        .shows("\"name\": \"Jan\"")
        .keys("<Ctrl+X>EY")
        .hides("\"surname\"")
        .shows("Card cleared.");
    driver
        .keys("<Ctrl+X>z")
        .shows("\"name\": \"Jan\"")
        .shows("\"surname\": \"Kowalski\"");
    driver.restart().shows("\"surname\": \"Kowalski\"");
}

#[test]
fn a_pesel_fills_birthdate_and_gender_in_where_they_are_empty() {
    let mut driver = Driver::with(Setup {
        rule_context: tenant(),
        ..Setup::default()
    });
    driver.keys("Nowak<Tab><Tab>44051401359<Tab>");
    driver
        .shows("\"birthdate\": \"1944-05-14\"")
        .shows("\"gender\": \"M\"")
        .shows("from the PESEL");
    driver
        .keys("14.05.1944<Tab>K")
        .shows("\"birthdate\": \"1944-05-14\"")
        .shows("\"gender\": \"K\"");
    driver
        .keys("<Ctrl+X>z<Ctrl+X>z<Ctrl+X>z<Ctrl+X>z")
        .hides("\"gender\"")
        .hides("\"birthdate\"")
        .shows("44051401359");
    driver.hides("from the PESEL");
}

#[test]
fn what_was_typed_is_not_written_over_and_a_wrong_pesel_says_nothing() {
    for (keys, birthdate) in [
        (
            "Nowak<Tab><Tab><Tab>1.2.1990<Up>44051401359<Up>",
            "\"birthdate\": \"1990-02-01\"",
        ),
        ("Nowak<Tab><Tab>44051401358<Tab>", "\"pesel\": \"44051401358\""),
    ] {
        let mut driver = Driver::new();
        driver.keys(keys).shows(birthdate).hides("\"1944-05-14\"");
    }
}

#[test]
fn dates_and_postcodes_are_tidied_when_they_are_left() {
    let mut driver = Driver::new();
    driver
        .keys("Nowak<Tab><Tab><Tab>1.2.1990<Tab>")
        .shows("Birthdate       [1990-02-01");
    driver.keys("<Ctrl+X>z").shows("Birthdate       [1.2.1990");
    driver
        .keys("<Ctrl+X>4<Tab><Tab><Tab>00950<Tab>")
        .shows("Postcode        [00-950");
    driver
        .keys("<Ctrl+X>4<Tab><Tab><Tab><Ctrl+U>0095<Tab>")
        .shows("Postcode        [0095 ");
}

#[test]
fn several_addresses_that_are_pasted_become_rows() {
    for separator in [", ", ";", "\r\n", "\n\n"] {
        let mut driver = Driver::new();
        driver
            .keys("<Ctrl+X>2")
            .paste(&["a@b.pl", "c@d.pl", "e@f.pl"].join(separator));
        let emails = |driver: &Driver| {
            let json: serde_json::Value = serde_json::from_str(driver.model().form.payload().text()).unwrap();
            json["email"].clone()
        };
        assert_eq!(
            emails(&driver),
            serde_json::json!(["a@b.pl", "c@d.pl", "e@f.pl"]),
            "{separator:?}"
        );
        driver.shows("▸ E-mail 3").keys("<Ctrl+X>z").hides("a@b.pl");
        driver.keys("x@y.pl").paste("1@2.pl;3@4.pl");
        assert_eq!(
            emails(&driver),
            serde_json::json!(["x@y.pl", "1@2.pl", "3@4.pl"]),
            "{separator:?}"
        );
    }
}

#[test]
fn a_comma_in_any_other_field_is_a_comma() {
    let mut driver = Driver::new();
    driver
        .paste("Nowak, Anna\nMaria")
        .shows("\"surname\": \"Nowak, Anna Maria\"");
    driver
        .keys("<Ctrl+X>2")
        .paste("a@b.pl\n")
        .shows("\"email\": \"a@b.pl\"");
}

#[test]
fn after_a_refusal_the_focus_is_in_the_field_that_it_is_about() {
    let refused = |message: &str| Outcome::Rejected {
        answer: ApiResponse {
            status: 400,
            errors: vec![ApiError {
                message: message.to_owned(),
                code: None,
            }],
            ..ApiResponse::default()
        },
    };
    let mut driver = Driver::new();
    driver.keys("Nowak<PgDn><Tab>333444555<Ctrl+X>4<F8><Enter>");
    driver
        .answer(refused("Wrong format of phone number."))
        .keys("<Esc>")
        .shows("▸ Phone");
    driver
        .keys("<Ctrl+U>444555666<F8><Enter>")
        .answer(refused("No."))
        .keys("<Esc>")
        .shows("▸ Phone");
    assert_eq!(driver.sent.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_edited_can_be_taken_back_and_done_again(steps in proptest::collection::vec(step(), 1..25)) {
        let mut driver = Driver::sized(80, 24);
        let empty = driver.model().form.card().clone();
        for keys in &steps {
            driver.keys(keys);
        }
        let typed = driver.model().form.card().clone();
        for _ in 0..2 * steps.len() {
            driver.keys("<Ctrl+X>z");
        }
        prop_assert_eq!(driver.model().form.card(), &empty);
        for _ in 0..2 * steps.len() {
            driver.keys("<Ctrl+X>y");
        }
        prop_assert_eq!(driver.model().form.card(), &typed);
    }
}

fn step() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "a",
        "ż",
        "<Tab>",
        "<Up>",
        "<PgDn>",
        "<Insert>",
        "<Delete>",
        "<Backspace>",
        "<Ctrl+U>",
        "<Ctrl+K>",
        "<F6>",
        "<Ctrl+X>4Długa",
        "<Ctrl+X>EY",
        "<Left>",
        "<Ctrl+X>7x",
    ])
}
