//! What the CRM says of a value is announced with the answer to a line, and never in between.

use crate::support::driver::{Driver, Setup, found};
use crate::support::lines::Lines;
use kartoteka::customer::LookupFailure;
use kartoteka::i18n::Language;
use serde_json::json;

fn lines(language: Language) -> Lines {
    Lines::new(Driver::with(Setup {
        check_duplicates: true,
        language,
        ..Setup::default()
    }))
}

#[test]
fn a_hit_is_announced_behind_the_next_line_and_once() {
    for (language, words, field) in [
        (Language::En, "Phone: in CRM: 324 Kowalski Jan", "/go phone"),
        (Language::Pl, "Telefon: w CRM: 324 Kowalski Jan", "/idź telefon"),
    ] {
        let mut lines = lines(language);
        lines.lines(&["Nowak", field, "333444555"]).news();
        let kowalski = found("324", &json!({"surname": "Kowalski", "name": "Jan"}));
        lines.then(|driver| {
            driver.finds(&[("phone_number", Ok(vec![kowalski]))]);
        });
        assert_eq!(lines.news(), "", "a line is being typed");
        lines.lines(&[""]);
        let news = lines.news().to_owned();
        assert!(news.trim_start().starts_with(words), "{news}");
        lines.lines(&["", ""]);
        assert!(!lines.news().contains("324"), "once");
        // An operator who comes back to the field hears it with the question.
        lines.lines(&[field]).says("324 Kowalski Jan");
    }
}

#[test]
fn a_script_hears_it_before_the_next_question() {
    let mut lines = lines(Language::En);
    lines.lines(&["Nowak", "/go phone", "333444555"]);
    let refused = Err(LookupFailure::NotPermitted);
    lines.then(|driver| {
        driver.finds(&[("phone_number", refused)]);
    });
    lines.lines(&["Anna"]);
    let news = lines.news().to_owned();
    let remark = news
        .find("Phone: CRM: search not allowed")
        .unwrap_or_else(|| panic!("{news}"));
    assert!(
        news[remark..].trim_end().ends_with(':'),
        "the question comes last: {news}"
    );
}

#[test]
fn whoever_has_a_value_is_shown_by_a_command() {
    let kowalski = |id| found(id, &json!({"surname": "Kowalski", "name": "Jan"}));
    let mut lines = lines(Language::En);
    lines
        .lines(&["Nowak", "/show"])
        .says("No customer in the CRM is known");
    lines.lines(&["/go phone", "333444555"]).then(|driver| {
        driver.finds(&[("phone_number", Ok(vec![kowalski("324")]))]);
    });
    lines.lines(&["", "/show"]).then(|driver| {
        let whole = json!({"surname": "Kowalski", "address": {"city": "Łódź"}});
        driver.shows_customer(Ok(Some(found("324", &whole))));
    });
    lines.says("Łódź");
    // And back at the question that was asked before.
    lines.lines(&["/back"]).says("Workplace: ");
    lines.lines(&["/go e-mail", "anna@nowak.pl"]).then(|driver| {
        driver.finds(&[("email", Ok(vec![kowalski("325")]))]);
    });
    lines.lines(&["/go surname", "/show"]).says("E-mail");
    lines.lines(&["/show e-mail"]);
    assert_eq!(lines.driver.fetched.last().unwrap().1, "325");
}
