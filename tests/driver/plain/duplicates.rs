//! Where somebody may be the customer already, only whole commands decide.

use crate::support::driver::{Driver, Setup, found};
use crate::support::lines::Lines;
use kartoteka::app::Page;
use kartoteka::customer::SubmissionState;
use kartoteka::i18n::Language;
use serde_json::json;

/// A card under review, with so many customers found in the CRM by NIP.
fn reviewing(language: Language, count: usize) -> Lines {
    let mut lines = Lines::new(Driver::with(Setup {
        check_duplicates: true,
        language,
        ..Setup::default()
    }));
    lines.lines(&["Nowak", "Anna", "/go nip", "1234563218", "/send"]);
    let nowak = (0..count).map(|number| {
        let values = json!({"surname": "Nowak", "name": "Ewa", "nip": "1234563218"});
        found(&(17 + number).to_string(), &values)
    });
    let nowak = nowak.collect();
    lines.then(|driver| {
        driver.finds(&[("nip", Ok(nowak))]);
    });
    lines
}

#[test]
fn a_customer_who_may_be_there_is_shown_taken_and_given_back() {
    let mut lines = reviewing(Language::En, 2);
    lines.lines(&["yes", "2"]).then(|driver| {
        let whole =
            json!({"surname": "Nowak", "name": "Ewa", "nip": "1234563218", "address": {"city": "Łódź"}});
        driver.shows_customer(Ok(Some(found("18", &whole))));
    });
    lines.lines(&["", "/this", "/this 2", "/undo", "/list", "/quit"]);
    assert_eq!(lines.driver.copied, ["18"]);
    assert!(lines.driver.sent.is_empty());
    insta::assert_snapshot!("duplicates", lines.text());
}

#[test]
fn only_the_whole_command_sends_anyway() {
    for (language, command) in [(Language::En, "/send-anyway"), (Language::Pl, "/wyślij-mimo-to")] {
        for line in [
            "yes",
            "tak",
            "Y",
            "T",
            "S",
            "/send-a",
            "/send-anywa",
            "/wyslij-m",
            "send anyway",
            "send-anyway",
        ] {
            let mut lines = reviewing(language, 1);
            lines.lines(&[line]);
            assert!(lines.driver.sent.is_empty(), "{line}\n{}", lines.text());
        }
        let mut lines = reviewing(language, 1);
        lines.lines(&[command]);
        assert_eq!(lines.driver.sent.len(), 1, "{command}\n{}", lines.text());
    }
    let mut lines = Lines::new(Driver::new());
    lines
        .lines(&["Nowak", "/send-anyway"])
        .says("No command /send-anyway here.");
}

#[test]
fn the_only_one_needs_no_number_and_a_wrong_number_is_told() {
    for line in ["/this", "/this 1", "/to"] {
        let mut lines = reviewing(Language::En, 1);
        lines.lines(&[line]).says("Existing customer: customer_id 17");
        let row = &lines.driver.model().history.page.rows[0];
        assert_eq!(row.state, SubmissionState::Existing, "{line}");
    }
    for (line, words) in [
        ("/this", "Type /this NUMBER."),
        ("/show", "Type /show NUMBER."),
        ("/this 3", "No such number: 1 to 2."),
        ("0", "No such number: 1 to 2."),
        ("7", "No such number: 1 to 2."),
    ] {
        let mut lines = reviewing(Language::En, 2);
        lines.lines(&[line]).says(words);
        assert!(matches!(lines.driver.model().page(), Page::Review(_)), "{line}");
        assert!(lines.driver.copied.is_empty(), "{line}");
    }
    // The one of the number, also where another one is shown.
    let mut lines = reviewing(Language::En, 2);
    lines.lines(&["1"]).then(|driver| {
        driver.shows_customer(Ok(None));
    });
    lines.says("The CRM has no customer 17 (HTTP 404).");
    lines.lines(&["/this 2"]);
    assert_eq!(lines.driver.copied, ["18"]);
}
