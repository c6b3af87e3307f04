//! The leader menu: all of it is seen at 80x24, and it names what works on the page that it was opened from.

use crate::screens::{reach, screens};
use crate::support::driver::{Driver, found};
use crate::team::{created, same_pesel, setup};
use kartoteka::app::Page;
use kartoteka::i18n::Language;
use kartoteka::options::WhenAway;
use serde_json::json;

/// What the menu names, a key with its label each, on a screen with so many columns of cells.
fn cells(driver: &Driver, across: usize) -> Vec<String> {
    let screen = driver.screen();
    let lines = screen.lines().skip_while(|line| !line.starts_with("┌ Menu: "));
    let rows = lines.skip(1).take_while(|line| line.starts_with('│'));
    let mut cells = Vec::new();
    for row in rows {
        let inside: Vec<char> = row.trim_matches('│').chars().skip(1).collect();
        let cell = (inside.len() - 1) / across;
        let texts = inside.chunks(cell).map(|cell| cell.iter().collect::<String>());
        cells.extend(
            texts
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty()),
        );
    }
    cells.sort();
    cells
}

#[test]
fn no_label_is_cut_on_the_screen_of_most_terminals() {
    let mut opened = 0;
    for screen in screens() {
        for language in Language::ALL {
            let mut narrow = reach(screen, language, (80, 24));
            narrow.keys("<Ctrl+X>");
            if !matches!(narrow.model().page(), Page::Menu(_)) {
                continue;
            }
            let mut wide = reach(screen, language, (240, 50));
            wide.keys("<Ctrl+X>");
            let whole = cells(&wide, 4);
            assert!(whole.len() > 20, "{}", wide.screen());
            assert_eq!(cells(&narrow, 2), whole, "{}\n{}", screen.0, narrow.screen());
            opened += 1;
        }
    }
    assert!(opened > 40, "{opened}");
}

#[test]
fn it_names_what_works_on_the_page_it_was_opened_from() {
    let edits = [
        "undo, redo",
        "clear the field",
        "same as last card",
        "fill in from",
    ];
    let decides = ["T    this is the customer", "S    send anyway"];
    let mut driver = Driver::with(setup(WhenAway::Refuse));
    driver.keys("<Ctrl+X>");
    for words in edits {
        driver.shows(words);
    }
    for words in decides {
        driver.hides(words);
    }
    driver.keys("<Esc>");
    crate::team::review(&mut driver);
    driver.team_knows(&[]).keys("<Ctrl+X>");
    for words in edits.iter().chain(&decides) {
        driver.hides(words);
    }
    driver.keys("<Esc><F8>").team_knows(&[(same_pesel(), created())]);
    driver.keys("<Ctrl+X>");
    for words in decides {
        driver.shows(words);
    }
    driver.keys("C").shows("Customer and card");
    let nowak = json!({"surname": "Nowak", "name": "Anna"});
    driver
        .shows_customer(Ok(Some(found("324", &nowak))))
        .keys("<Ctrl+X>T");
    driver.shows("Existing customer 324");
}
