//! Reads a customer in JSON. Where nothing is wrong with it, its payload is a document that gives the same payload again, of
//! the same person, and is what every form of the request holds. Why it cannot be read can be shown.

#![no_main]

use jiff::civil::date;
use kartoteka::customer::request::{RequestFormat, RequestTarget, render};
use kartoteka::customer::{Card, CustomerValues, Payload, RuleContext, Severity, identity};
use kartoteka::i18n::{Language, Locale};
use kartoteka::text::is_invisible;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|text: &str| {
    let context = RuleContext::on(date(2026, 11, 24));
    let locales = [Language::En, Language::Pl].map(Locale::new);
    let card = match Card::read_json(text, &context) {
        Ok(card) => card,
        Err(error) => {
            for locale in &locales {
                let words = locale.read_error(&error);
                assert!(!words.contains(is_invisible), "{words:?}");
            }
            return;
        }
    };
    let problems = card.problems(&context);
    for (locale, (_, problem)) in locales
        .iter()
        .flat_map(|locale| problems.iter().map(move |found| (locale, found)))
    {
        let words = locale.problem(problem);
        assert!(!words.contains(is_invisible), "{words:?}");
    }
    if problems
        .iter()
        .any(|(_, problem)| problem.severity == Severity::Error)
    {
        return;
    }
    is_stable(&card, &context);
});

fn is_stable(card: &Card, context: &RuleContext) {
    let payload = Payload::of(card, context);
    let text = payload.text();
    let again = Card::read_json(text, context).expect("a payload is a document");
    assert_eq!(Payload::of(&again, context).text(), text);
    assert_eq!(again.who(), card.who());
    let (one, other) = (identity(text), identity(Payload::of(&again, context).text()));
    assert!(one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| one.is_same(other)));
    let document: Value = serde_json::from_str(text).expect("a payload is JSON");
    let _ = CustomerValues::read(&document);
    let target = RequestTarget {
        url: "https://acme.thulium.com/api/customers",
        user: "api_user",
        accept_language: "pl",
        user_agent: "kartoteka",
    };
    let mut form = RequestFormat::default();
    loop {
        let request = render(form, &target, text);
        let is_shown = |line: &str| !line.trim_end_matches('\r').contains(is_invisible);
        assert!(request.split('\n').all(is_shown), "{request:?}");
        form = form.next();
        if form == RequestFormat::default() {
            return;
        }
    }
}
