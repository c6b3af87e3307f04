//! Reads a customer in JSON. Where nothing is wrong with it, its payload is a document that gives the same payload again.

#![no_main]

use jiff::civil::date;
use kartoteka::customer::{Card, Facts, Payload, Severity};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let facts = Facts::on(date(2026, 11, 24));
    let Ok(card) = Card::read_json(text, &facts) else {
        return;
    };
    let errors = card.problems(&facts).into_iter();
    if errors
        .map(|(_, problem)| problem.severity)
        .any(|severity| severity == Severity::Error)
    {
        return;
    }
    let payload = Payload::of(&card, &facts);
    let again = Card::read_json(payload.text(), &facts).expect("a payload is a document");
    assert_eq!(Payload::of(&again, &facts).text(), payload.text());
});
