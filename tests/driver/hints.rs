//! The lines below the panes, the help, and what keys say that do nothing.

use crate::support::driver::{Driver, Setup, tenant};
use kartoteka::customer::company_name;
use kartoteka::i18n::Language;

fn small() -> Driver {
    Driver::with(Setup {
        size: (80, 24),
        rule_context: tenant(),
        ..Setup::default()
    })
}

/// The last line of the screen.
fn hints(driver: &Driver) -> String {
    driver.screen().lines().last().unwrap().to_owned()
}

#[test]
fn the_hint_line_shows_what_the_field_can_do() {
    // The way to a field, and what the line begins with there.
    let rows = [
        ("", " F8 send  Ctrl+X menu"),
        ("<Tab><Tab><Tab><Tab>", " Ctrl+F list  F8 send  Ctrl+X menu"),
        ("<PgDn>", " F8 send  Ctrl+X menu"),
        ("<PgDn>a@b.pl", " Insert add a row  F8 send  Ctrl+X menu"),
        (
            "<Ctrl+X>3<Tab><Tab>",
            " Ctrl+F find the company  F8 send  Ctrl+X menu",
        ),
        (
            "<Ctrl+X>3<Tab><Tab><Tab><Tab><Tab><Tab>",
            " Ctrl+F yes/no  F8 send  Ctrl+X menu",
        ),
        (
            "<Ctrl+X>4Długa<Ctrl+X>5",
            " F6 copy another address  F8 send  Ctrl+X menu",
        ),
    ];
    for (keys, expected) in rows {
        let mut driver = small();
        driver.keys(keys);
        // On an empty card the first field is an error as soon as it is left.
        let line = hints(&driver).replace("Ctrl+E next error  ", "");
        assert!(line.starts_with(expected), "{keys}: {line}");
    }
}

#[test]
fn the_hint_line_shows_the_way_to_an_error_where_there_is_one() {
    let mut driver = small();
    assert!(!hints(&driver).contains("Ctrl+E"), "{}", driver.screen());
    driver.keys("<Tab>");
    assert!(
        hints(&driver).contains("Ctrl+E next error"),
        "{}",
        driver.screen()
    );
    driver.keys("<Up>Nowak<Tab>");
    assert!(!hints(&driver).contains("Ctrl+E"), "{}", driver.screen());
}

#[test]
fn the_hint_line_shows_what_is_proposed_and_what_the_last_card_had() {
    let mut driver = small();
    driver
        .keys("Kowalski<Ctrl+X>4Długa<Ctrl+X>7lato<F8><Enter>")
        .created("324");
    driver.keys("<Ctrl+X>4");
    assert!(
        hints(&driver).starts_with(" Ctrl+D same as last card"),
        "{}",
        driver.screen()
    );
    driver.keys("Dł");
    assert!(
        hints(&driver).contains("Right accept the suggestion  "),
        "{}",
        driver.screen()
    );
}

#[test]
fn the_hint_line_shows_how_to_find_a_customer_until_the_card_is_begun() {
    for (language, words) in [(Language::En, "Ctrl+R find"), (Language::Pl, "Ctrl+R znajdź")] {
        for size in [(60, 16), (80, 24), (120, 40)] {
            let mut driver = Driver::with(Setup {
                size,
                language,
                rule_context: tenant(),
                ..Setup::default()
            });
            assert!(hints(&driver).contains(words), "{}", driver.screen());
            driver.keys("N");
            assert!(!hints(&driver).contains(words), "{}", driver.screen());
            driver.keys("<Backspace>");
            assert!(hints(&driver).contains(words), "{}", driver.screen());
        }
    }
}

#[test]
fn sending_and_the_menu_are_on_the_narrowest_screen_in_every_field() {
    for language in Language::ALL {
        let mut driver = Driver::with(Setup {
            size: (60, 16),
            language,
            rule_context: tenant(),
            ..Setup::default()
        });
        for _ in 0..45 {
            driver.keys("<Tab>");
            let line = hints(&driver);
            assert!(line.contains("F8 ") && line.contains("Ctrl+X menu"), "{line}");
        }
    }
}

#[test]
fn the_key_that_pages_is_named_where_there_is_more() {
    for (size, pages) in [((80, 24), false), ((60, 16), true)] {
        let mut driver = Driver::sized(size.0, size.1);
        driver.keys("Nowak<Tab>Anna<PgDn>anna@nowak.pl<Tab>333444555<Tab>nowak.pl<F8>");
        assert_eq!(hints(&driver).contains("PgDn"), pages, "{}", driver.screen());
        assert_eq!(driver.screen().contains("more line"), pages);
    }
}

#[test]
fn a_key_without_effect_says_so() {
    let rows = [
        ("<F10>", "F10 does nothing here. Ctrl+X opens the menu."),
        ("<Ctrl+S>", "Every change is saved already. F8 sends the card."),
        (
            "<Esc>",
            "This is the form already. Ctrl+X q quits and keeps the draft.",
        ),
    ];
    for (key, expected) in rows {
        let mut driver = small();
        driver.keys("Nowak").keys(key).shows(expected);
        driver.keys("a").hides(expected).shows("\"surname\": \"Nowaka\"");
    }
}

#[test]
fn the_id_is_not_cut_before_less_useful_words() {
    let mut driver = small();
    driver
        .keys("Brzęczyszczykiewicz-Wiśniewska<Tab>Konstancja<Ctrl+X>7lato<F8><Enter>")
        .created("1234567");
    driver.keys("Nowak<Tab>");
    let screen = driver.screen();
    let status = screen.lines().rev().nth(1).unwrap();
    assert!(
        status.contains("last: 1234567 Brzęczyszczykiewicz-Wiśniewska"),
        "{status}"
    );
}

#[test]
fn the_values_of_a_field_leave_the_last_id_in_sight() {
    for size in [(60, 16), (80, 24), (120, 40)] {
        let mut driver = Driver::with(Setup {
            size,
            rule_context: tenant(),
            ..Setup::default()
        });
        driver
            .keys("<Tab><Tab><Tab><Tab>")
            .shows(" Gender: K (Kobieta), M (");
        driver
            .keys("<Up><Up><Up><Up>Brzęczyszczykiewicz-Wiśniewska<Ctrl+X>7lato<F8><Enter>")
            .created("1234567");
        driver.keys("Nowak<Tab><Tab><Tab><Tab>");
        let screen = driver.screen();
        let status = screen.lines().rev().nth(1).unwrap();
        assert!(status.starts_with(" Gender: K (Kobieta)"), "{status}");
        assert!(status.contains("last: 1234567 "), "{status}");
    }
}

#[test]
fn the_help_begins_with_the_keys_of_the_page_and_can_be_searched() {
    let mut driver = small();
    driver.keys("<F3><F1>").shows("In the history");
    let (history, form) = (
        driver.screen().find("In the history"),
        driver.screen().find("In the form"),
    );
    assert!(form.is_none() || history < form, "{}", driver.screen());
    driver.keys("<Esc><Esc><F1>").shows("In the form");
    driver
        .keys("/undo")
        .shows("Find: undo")
        .shows("Ctrl+X z")
        .hides("next field");
    driver.keys("<Enter>").shows("Find: undo").hides("next field");
    driver
        .keys("<Esc>")
        .shows("next field")
        .keys("<Esc>")
        .shows("▸ Surname");
    driver.keys("<F1>/ctrl+d").shows("same as last card");
    driver.keys("<Ctrl+U>qqq").shows("No match.");
    driver.keys("<Esc>").shows("Letters type text;");
}

#[test]
fn the_help_is_searched_without_polish_letters() {
    let mut driver = Driver::with(Setup {
        size: (80, 24),
        language: Language::Pl,
        ..Setup::default()
    });
    driver
        .keys("<F1>/nastepny blad")
        .shows("następny błąd")
        .hides("cofnij");
}

#[test]
fn the_letter_of_a_menu_that_is_not_there_is_not_typed_into_a_line() {
    let mut driver = Driver::new();
    driver
        .keys("<Ctrl+X>gcompany<Enter><Ctrl+F><Insert>Acme<Ctrl+X>")
        .shows("There is no menu here")
        .keys("z")
        .shows("There is no menu here");
    let name = |driver: &Driver| company_name(driver.model().form.new_company().unwrap());
    assert_eq!(name(&driver), "Acme");
    driver.keys("z").hides("There is no menu here");
    assert_eq!(name(&driver), "Acmez");
}

#[test]
fn the_way_back_is_on_the_narrowest_screen_where_the_keys_do_not_all_fit() {
    for language in [Language::En, Language::Pl] {
        for open in [
            "<Ctrl+R>601234567",
            "<Ctrl+X>F",
            "<Ctrl+X>g",
            "<Ctrl+X>o",
            "<F3>",
            "<F1>",
        ] {
            let mut driver = Driver::with(Setup {
                size: (80, 24),
                language,
                ..Setup::default()
            });
            driver.keys(open);
            assert!(hints(&driver).contains("Esc "), "{open}: {}", hints(&driver));
        }
    }
}
