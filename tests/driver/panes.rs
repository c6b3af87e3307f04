//! The panes and the fields in them: what is seen at which size, and that nothing is cut which matters.

use crate::support::driver::{Driver, Setup, tenant};
use kartoteka::customer::FieldId;
use kartoteka::i18n::Language;
use ratatui::style::Modifier;

fn sized(size: (u16, u16), language: Language) -> Driver {
    Driver::with(Setup {
        size,
        language,
        rule_context: tenant(),
        ..Setup::default()
    })
}

#[test]
fn a_small_screen_shows_form_request_and_last_record_together() {
    for size in [(80, 24), (99, 30)] {
        let mut driver = sized(size, Language::En);
        driver
            .keys("Kowalski<Tab>Jan<Ctrl+X>7lato<F8><Enter>")
            .created("324");
        driver.keys("Nowak<Tab>");
        driver
            .shows("[Nowak ")
            .shows("\"surname\": \"Nowak\"")
            .shows(" 14:02 Kowalski Jan · created 324 ");
    }
}

#[test]
fn the_preview_follows_the_focus_also_where_the_field_is_empty() {
    let mut driver = sized((80, 18), Language::En);
    driver.keys("Nowak<Ctrl+X>4Długa<Tab>1<Tab>2<Tab>00-950<Tab>Łódź<Tab>Polska");
    driver.keys("<Ctrl+X>5Krótka<Tab>3<Tab>4<Tab>00-951<Tab>Gdynia<Tab>Polska");
    driver
        .keys("<Ctrl+X>6")
        .shows("\"invoice_address\": {")
        .hides("\"surname\"");
    driver.keys("<Ctrl+X>1").shows("▸  \"surname\": \"Nowak\"");
}

#[test]
fn three_addresses_are_seen_at_once_on_a_tall_screen() {
    for (language, last) in [(Language::En, "Country"), (Language::Pl, "Kraj")] {
        let driver = sized((120, 40), language);
        assert_eq!(driver.screen().matches(last).count(), 3, "{}", driver.screen());
    }
}

#[test]
fn a_message_is_never_cut_whatever_the_width() {
    let rows = [
        ("<Ctrl+X>1<Tab><Tab>4405140135<Tab>", "! needs 11 digits, has 10"),
        ("<Ctrl+X>2<Tab>12 34<Tab>", "! 9 digits, or + and 8–15"),
        ("<Ctrl+X>2jan@<Tab>", "! invalid e-mail"),
        ("<Ctrl+X>4<Tab><Tab><Tab>0095<Tab>", "? NN-NNN; leading 0 lost?"),
    ];
    for columns in [60, 72, 80, 99, 100, 120, 200] {
        for (keys, expected) in rows {
            let mut driver = sized((columns, 24), Language::En);
            driver.keys(keys).shows(expected);
        }
    }
}

#[test]
fn what_was_wrong_keeps_its_place_until_the_field_is_left() {
    let mut driver = sized((80, 24), Language::En);
    driver.keys("<Tab><Tab>440514<Tab>").shows("! needs 11 digits");
    let row = |driver: &Driver| {
        let screen = driver.screen();
        screen
            .lines()
            .position(|line| line.contains("Birthdate"))
            .unwrap()
    };
    let before = row(&driver);
    driver.keys("<Up>0").hides("11 digits");
    assert_eq!(row(&driver), before, "nothing moves while one types");
    driver.keys("<Backspace><Ctrl+U><Tab>");
    assert_eq!(row(&driver), before - 1);
}

#[test]
fn a_note_takes_one_row_until_it_needs_more() {
    let mut driver = sized((80, 24), Language::En);
    let rows = |driver: &Driver| {
        let screen = driver.screen();
        let at = |label: &str| screen.lines().position(|line| line.contains(label)).unwrap();
        at("── Address") - at("Note ")
    };
    driver.keys("<Ctrl+X>3<Tab><Tab><Tab><Tab><Tab><Tab><Tab>");
    assert_eq!(rows(&driver), 1);
    driver.keys("a<Enter>b<Enter>c");
    assert_eq!(rows(&driver), 3);
    driver.keys("<Enter>d<Enter>e<Enter>f").shows("[f ");
    assert_eq!(rows(&driver), 4, "no more than four");
}

#[test]
fn panes_are_folded_one_after_the_other() {
    for size in [(80, 24), (120, 40)] {
        let mut driver = sized(size, Language::En);
        driver.keys("Kowalski<Ctrl+X>7lato<F8><Enter>").created("324");
        driver.keys("Nowak");
        driver
            .keys("<Ctrl+X>V")
            .shows("The preview is folded. Ctrl+X V folds the history instead.")
            .hides("\"surname\"")
            .shows("created 324");
        driver
            .keys("<Ctrl+X>V")
            .shows("The history is folded. Ctrl+X V unfolds it.")
            .shows("\"surname\": \"Nowak\"");
        driver.keys("a").hides("created 324");
        driver.keys("<Ctrl+X>V").shows("All panes are shown.").keys("b");
        driver.shows("created 324").shows("\"surname\": \"Nowakab\"");
        // What has the keys is seen all the same.
        driver
            .keys("<Ctrl+X>V<Ctrl+X>v")
            .shows("\"surname\": \"Nowakab\"");
    }
}

#[test]
fn the_next_form_of_the_preview_is_named_where_the_preview_is_not_seen() {
    let mut driver = sized((60, 16), Language::En);
    driver
        .keys("Nowak<Ctrl+X>p")
        .shows("Preview as curl. Ctrl+X v shows all of it.");
}

#[test]
fn the_row_that_has_the_focus_is_marked_over_its_whole_width() {
    let mut driver = sized((80, 24), Language::En);
    driver.keys("Kowalski<Ctrl+X>7lato<F8><Enter>").created("324");
    driver.keys("<F3>");
    let buffer = driver.buffer();
    let row = (1..24).find(|y| buffer[(5, *y)].modifier.contains(Modifier::REVERSED));
    let row = row.expect("a row has the focus");
    for x in 0..80 {
        assert!(
            buffer[(x, row)].modifier.contains(Modifier::REVERSED),
            "column {x}\n{}",
            driver.screen()
        );
    }
}

#[test]
fn the_focus_is_marked_by_more_than_a_colour() {
    let mut driver = sized((80, 24), Language::En);
    driver.keys("<Ctrl+X>4<Tab><Tab>").shows("▸ Flat [");
    let buffer = driver.buffer();
    let reversed = buffer
        .content()
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::REVERSED));
    assert!(reversed.count() >= "Flat".len(), "{}", driver.screen());
}

#[test]
fn the_message_beside_a_long_value_is_whole_on_a_small_screen() {
    let cases = [
        (
            "email",
            "jan.kowalski@poczta",
            "! invalid e-mail",
            "! błędny e-mail",
        ),
        (
            "phone_number",
            "601 234 567 wew. 12",
            "! put ext. in Note",
            "! wewn. do notatki",
        ),
        (
            "phone_number",
            "0-22 123 45 67",
            "! no 0 at the start",
            "! bez 0 na początku",
        ),
        (
            "homepage",
            "www firma pl kontakt",
            "! not a web address",
            "! błędny adres WWW",
        ),
    ];
    for (path, typed, english, polish) in cases {
        for (language, message) in [(Language::En, english), (Language::Pl, polish)] {
            let mut driver = Driver::with(Setup {
                size: (80, 24),
                language,
                ..Setup::default()
            });
            let mut order = FieldId::in_form_order().iter();
            let steps = order.position(|field| field.field().path == path).unwrap();
            driver.keys(&"<Tab>".repeat(steps)).keys(typed);
            driver.keys("<Shift+Tab>").shows(message);
        }
    }
}
