//! An audit feed that takes nothing: the operator is warned once, loses nothing and waits for nothing.

use crate::support::driver::{Driver, Setup};
use crate::support::lines::Lines;
use kartoteka::i18n::Language;
use std::fs;

fn setup(language: Language) -> Setup {
    Setup {
        size: (80, 24),
        audit_file: Some("feed/audit.jsonl"),
        language,
        ..Setup::default()
    }
}

/// How many outcomes are in the file of the feed.
fn reported(driver: &Driver) -> usize {
    let lines = fs::read_to_string(driver.home().join("feed/audit.jsonl"));
    lines.unwrap_or_default().lines().count()
}

#[test]
fn the_form_warns_once_and_reports_all_when_the_feed_takes_them() {
    for (language, created, waits) in [
        (
            Language::En,
            "Created: customer_id 324",
            "Outcomes wait for the audit feed; tell your administrator: No such file",
        ),
        (
            Language::Pl,
            "Utworzono: customer_id 324",
            "Wyniki czekają na zapis zdarzeń; powiadom administratora: No such file",
        ),
    ] {
        let mut driver = Driver::with(setup(language));
        driver.keys("Nowak<F8><Enter>").created("324");
        // The outcome comes first, and the warning with the next key.
        driver.shows(created).hides(waits);
        driver.keys("N").shows(waits);
        driver.keys("owakowska").hides(waits);
        driver.keys("<F8><Enter>").created("325");
        driver.keys("Nowicka").hides(waits);
        assert_eq!(driver.sent.len(), 2);

        // The next session finds them waiting, and warns again.
        let mut driver = driver.restart();
        driver.keys("<Tab>").shows(waits);
        fs::create_dir(driver.home().join("feed")).unwrap();
        driver.keys("<F8><Enter>").created("326");
        driver.keys("Nowik").hides(waits);
        assert_eq!(reported(&driver), 3);
        driver.restart().keys("<Tab>").hides(waits);
    }
}

#[test]
fn the_warning_is_a_line_behind_the_outcome() {
    for (language, yes, waits) in [
        (
            Language::En,
            "yes",
            "Outcomes wait for the audit feed; tell your administrator: ",
        ),
        (
            Language::Pl,
            "tak",
            "Wyniki czekają na zapis zdarzeń; powiadom administratora: ",
        ),
    ] {
        let mut lines = Lines::new(Driver::with(setup(language)));
        for (surname, id) in [("Nowak", "324"), ("Nowicka", "325")] {
            lines.lines(&[surname, "/review", yes]).then(|driver| {
                driver.created(id);
            });
        }
        lines.lines(&["Nowik"]);
        let text = lines.text();
        assert_eq!(text.matches(waits).count(), 1, "{text}");
        assert!(text.find("324") < text.find(waits), "{text}");
    }
}
