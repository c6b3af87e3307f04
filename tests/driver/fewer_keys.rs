//! What spares the operator keys: values that go on by themselves, rows behind a separator, fields by name, and Enter at the end.

use crate::support::driver::{Driver, Setup};
use kartoteka::app::Message;
use kartoteka::keymap::Key;
use kartoteka::options::FormOptions;

/// Where the focus is: the field and the row.
fn focus(driver: &Driver) -> String {
    let slot = driver.model().form.focus();
    format!("{} {}", slot.field.field().path, slot.row)
}

fn with(form_options: FormOptions) -> Driver {
    Driver::with(Setup {
        form_options,
        ..Setup::default()
    })
}

/// Presses a key that may be held down, or came with others.
fn press_in_a_hurry(driver: &mut Driver, key: &str) {
    let key: Key = key.parse().unwrap();
    driver.tell(Message::Hurried(Box::new(Message::Key(key))));
}

#[test]
fn a_whole_value_goes_on_and_a_habitual_tab_skips_nothing() {
    let rows = [
        ("<Tab><Tab>4405140135", "pesel 0"),
        ("<Tab><Tab>44051401359", "birthdate 0"),
        ("<Tab><Tab>44051401359<Tab>", "birthdate 0"),
        ("<Tab><Tab>44051401359<Enter>", "birthdate 0"),
        ("<Tab><Tab>44051401359<Down>", "birthdate 0"),
        ("<Tab><Tab>44051401359<Tab><Tab>", "gender 0"),
        ("<Tab><Tab>44051401359<Up>", "pesel 0"),
        ("<Tab><Tab>44051401359<Up><Tab>", "birthdate 0"),
        ("<Tab><Tab>44051401358", "pesel 0"),
        ("<Ctrl+X>gnip<Enter>1234563218", "identifier 0"),
        ("<Ctrl+X>gnip<Enter>123-456-32-18<Tab>", "identifier 0"),
        ("<Ctrl+X>gnip<Enter>DE123456789", "nip 0"),
        ("<Ctrl+X>4<Tab><Tab><Tab>90001", "address.city 0"),
        ("<Ctrl+X>4<Tab><Tab><Tab>90-001<Tab>", "address.city 0"),
        ("<Ctrl+X>6<Up>Niemcy<Up><Up>10115", "invoice_address.postcode 0"),
    ];
    for (keys, expected) in rows {
        let mut driver = Driver::new();
        driver.keys(keys);
        assert_eq!(focus(&driver), expected, "{keys}");
    }
}

#[test]
fn what_follows_from_a_value_follows_when_it_goes_on_and_is_undone_with_it() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<Tab>Jan<Tab>44051401359");
    driver.shows("\"birthdate\": \"1944-05-14\"");
    driver
        .keys("<Ctrl+X>z<Ctrl+X>z")
        .hides("pesel\"")
        .hides("birthdate\"");
    assert_eq!(focus(&driver), "pesel 0");
}

#[test]
fn a_letter_that_is_put_right_goes_nowhere() {
    let mut driver = Driver::new();
    driver.keys("<Tab><Tab>4405141359<Left><Left><Left><Left>0");
    assert_eq!(focus(&driver), "pesel 0");
    driver.shows("44051401359").keys("<Tab>");
    assert_eq!(focus(&driver), "birthdate 0");
    // Nor does what is pasted, or typed where that is off.
    let mut driver = Driver::new();
    driver.keys("<Tab><Tab>").paste("44051401359");
    assert_eq!(focus(&driver), "pesel 0");
    let mut driver = with(FormOptions {
        auto_advance: false,
        ..FormOptions::default()
    });
    driver.keys("<Tab><Tab>44051401359");
    assert_eq!(focus(&driver), "pesel 0");
}

#[test]
fn only_the_very_next_key_is_the_habit() {
    let mut driver = Driver::new();
    driver
        .keys("<Tab><Tab>44051401359")
        .paste("1944-05-14")
        .keys("<Tab>");
    assert_eq!(focus(&driver), "gender 0");
    let mut driver = Driver::new();
    driver.keys("<Tab><Tab>44051401359<Ctrl+X><Esc><Tab>");
    assert_eq!(focus(&driver), "gender 0");
}

#[test]
fn digits_too_many_change_no_value_that_is_there() {
    let left_out = "One digit too many: it was left out. Ctrl+U clears this field.";
    let mut driver = Driver::new();
    driver
        .keys("<Tab><Tab>440514013590")
        .shows(left_out)
        .keys("1<Tab>")
        .shows("\"pesel\": \"44051401359\"")
        .shows("\"birthdate\": \"1944-05-14\"");
    assert_eq!(focus(&driver), "birthdate 0", "the habit is one still");
    // From the next key on, a digit is meant.
    driver
        .keys("<Ctrl+U>1944-05-15")
        .shows("\"birthdate\": \"1944-05-15\"");
    let rows = [
        (
            "<Ctrl+X>4<Tab><Tab><Tab><Tab>Łódź<Up>900011",
            "\"city\": \"Łódź\"",
        ),
        (
            "<Ctrl+X>gnip<Enter><Tab>A7<Up>12345632189",
            "\"identifier\": \"A7\"",
        ),
        // A letter is no slip of the finger, and an empty field loses nothing.
        (
            "<Ctrl+X>4<Tab><Tab><Tab><Tab>Łódź<Up>90001e",
            "\"city\": \"Łódźe\"",
        ),
        ("<Ctrl+X>gnip<Enter>12345632189", "\"identifier\": \"9\""),
    ];
    for (keys, expected) in rows {
        let mut driver = Driver::new();
        driver.keys(keys).shows(expected);
    }
}

#[test]
fn what_is_typed_ahead_goes_on_as_if_it_was_typed_then() {
    let mut driver = Driver::new();
    driver.keys("Nowak<F8><Enter>Kowalski<Tab>Jan<Tab>44051401359<Tab>");
    driver.created("324").shows("\"pesel\": \"44051401359\"");
    assert_eq!(focus(&driver), "birthdate 0");
}

#[test]
fn a_separator_behind_a_whole_value_begins_the_next_row() {
    let rows = [
        ("<Ctrl+X>2jan@kowalski.pl,", "email 1"),
        ("<Ctrl+X>2jan@kowalski.pl;j@k.pl", "email 1"),
        ("<Ctrl+X>2jan@kowalski,", "email 0"),
        ("<Ctrl+X>2\"Kowalski,", "email 0"),
        ("<Ctrl+X>2<Tab>333 444 555, 600 100 200", "phone_number 1"),
        ("<Ctrl+X>2<Tab>333 444 555,<Up>,", "phone_number 1"),
        ("<Ctrl+X>2<Tab>333 444,", "phone_number 0"),
        ("<Ctrl+X>2<Tab>333444555<Left>,", "phone_number 0"),
        ("<Ctrl+X>2,", "email 0"),
        ("Kowalski,", "surname 0"),
    ];
    for (keys, expected) in rows {
        let mut driver = Driver::new();
        driver.keys(keys);
        assert_eq!(focus(&driver), expected, "{keys}");
    }
    let mut driver = Driver::new();
    driver.keys("<Ctrl+X>2<Tab>333 444 555, 600 100 200<Tab>");
    driver.shows("\"333444555\",").shows("\"600100200\"");
    let mut driver = with(FormOptions {
        separator_adds_row: false,
        ..FormOptions::default()
    });
    driver.keys("<Ctrl+X>2<Tab>333 444 555,");
    assert_eq!(focus(&driver), "phone_number 0");
}

#[test]
fn a_field_is_found_by_its_name() {
    let rows = [
        ("nip<Enter>", "nip 0"),
        ("address.city<Enter>", "address.city 0"),
        ("city<Enter>", "address.city 0"),
        ("invoice city<Enter>", "invoice_address.city 0"),
        ("birth<Tab>", "birthdate 0"),
        ("acmg<Enter>", "account_manager 0"),
        ("city<Down><Enter>", "invoice_address.city 0"),
        ("xyzzy<Enter><Esc>", "surname 0"),
    ];
    for (keys, expected) in rows {
        let mut driver = Driver::new();
        driver.keys("<Ctrl+X>g").keys(keys);
        assert_eq!(focus(&driver), expected, "{keys}");
        assert!(driver.model().page().is_form(), "{keys}");
    }
    // Of fields of one name, the one of the section comes first.
    let mut driver = Driver::new();
    driver
        .keys("<Ctrl+X>6<Ctrl+X>gcity")
        .shows("City · Mailing address");
    driver.keys("<Enter>");
    assert_eq!(focus(&driver), "mail_drop_address.city 0");
}

#[test]
fn polish_names_are_found_without_their_marks() {
    let mut driver = Driver::with(Setup {
        language: kartoteka::i18n::Language::Pl,
        ..Setup::default()
    });
    driver.keys("<Ctrl+X>gmiejscow<Enter>");
    assert_eq!(focus(&driver), "address.city 0");
    driver.keys("<Ctrl+X>gplec<Enter>");
    assert_eq!(focus(&driver), "gender 0");
}

#[test]
fn the_next_empty_field_is_found() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<Tab>Jan<Tab>44051401359<Ctrl+X>j");
    assert_eq!(focus(&driver), "gender 0");
    driver.keys("<Ctrl+X>1<Ctrl+X>j");
    assert_eq!(focus(&driver), "gender 0");
    driver.keys("<Up><Up><Ctrl+X>j");
    assert_eq!(focus(&driver), "gender 0");
}

#[test]
fn enter_in_the_last_field_opens_the_review_and_does_not_run_on_into_it() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<Ctrl+X>gfill<Enter>");
    press_in_a_hurry(&mut driver, "Enter");
    driver.shows("The last field. F8: review.").hides("Enter sends");
    assert_eq!(focus(&driver), "fill_read_only_custom_fields 0");
    driver.keys("<Enter>").shows("Enter sends");
    // Tab goes round, and so does Enter on a card that is not begun or where that is off.
    driver.keys("<Esc><Tab>");
    assert_eq!(focus(&driver), "surname 0");
    let mut driver = Driver::new();
    driver.keys("<Up><Enter>").hides("Enter sends");
    assert_eq!(focus(&driver), "surname 0");
    let mut driver = with(FormOptions {
        enter_reviews: false,
        ..FormOptions::default()
    });
    driver.keys("Kowalski<Up><Enter>").hides("Enter sends");
    assert_eq!(focus(&driver), "surname 0");
}

#[test]
fn enter_that_was_typed_ahead_opens_no_review() {
    let mut driver = Driver::new();
    driver.keys("Nowak<F8><Enter>Kowalski<Up><Enter>");
    driver.created("324").hides("Enter sends");
    assert_eq!(focus(&driver), "fill_read_only_custom_fields 0");
}
