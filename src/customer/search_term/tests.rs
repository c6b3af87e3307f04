use super::*;
use TermShape::{Email, Identifier, Name, Nip, Pesel, Phone};
use jiff::civil::date;

fn context() -> RuleContext {
    RuleContext::on(date(2026, 11, 24))
}

fn term(text: &str) -> SearchTerm {
    SearchTerm::read(text, None, &context()).unwrap()
}

/// What is typed, its shape, the value that the CRM is asked for, and whether it is asked without Enter.
const TERMS: [(&str, TermShape, Option<&str>, bool); 38] = [
    ("601234567", Phone, Some("601234567"), true),
    ("601 234 567", Phone, Some("601234567"), true),
    ("(22) 333-44-55", Phone, Some("223334455"), true),
    ("+48 601 234 567", Phone, Some("+48601234567"), true),
    ("48601234567", Phone, Some("+48601234567"), true),
    ("0048 601234567", Phone, Some("+48601234567"), true),
    ("+49 30 123456", Phone, Some("+4930123456"), false),
    ("+48 601 234", Phone, None, false),
    ("+", Phone, None, false),
    ("jan@kowalski.pl", Email, Some("jan@kowalski.pl"), false),
    (" jan@kowalski.pl ", Email, Some("jan@kowalski.pl"), false),
    ("jan@", Email, None, false),
    ("@", Email, None, false),
    ("1234563218", Nip, Some("1234563218"), true),
    ("123-456-32-18", Nip, Some("1234563218"), true),
    ("PL 526 025 02 74", Nip, Some("5260250274"), true),
    ("1234563217", Identifier, Some("1234563217"), false),
    ("DE123456789", Identifier, Some("DE123456789"), false),
    ("44051401359", Pesel, None, true),
    ("44051401358", Identifier, Some("44051401358"), false),
    ("6", Identifier, Some("6"), false),
    ("60123456", Identifier, Some("60123456"), false),
    ("000123456", Identifier, Some("000123456"), false),
    ("601 234", Identifier, Some("601 234"), false),
    ("K-2026/17", Identifier, Some("K-2026/17"), false),
    ("Kowalski 2", Identifier, Some("Kowalski 2"), false),
    ("17.0", Identifier, Some("17.0"), false),
    ("1,23457E+15", Identifier, None, false),
    ("#", Identifier, Some("#"), false),
    ("\u{663}\u{664}", Identifier, Some("\u{663}\u{664}"), false),
    ("Kowalski", Name, None, false),
    ("kowalska-nowak anna", Name, None, false),
    ("O'Brien", Name, None, false),
    ("Żółć", Name, None, false),
    ("Łukasz, Wilk", Name, None, false),
    ("brak", Name, None, false),
    ("漢字", Name, None, false),
    ("wew. ", Name, None, false),
];

#[test]
fn a_term_is_known_by_its_shape() {
    for (text, shape, question, complete) in TERMS {
        let term = term(text);
        let asked = term.question();
        assert_eq!(term.shape, shape, "{text:?}");
        assert_eq!(asked.as_ref().map(|key| key.value.as_str()), question, "{text:?}");
        assert_eq!(term.is_complete(), complete, "{text:?}");
        assert!(asked.is_none_or(|key| key.field == shape.field()), "{text:?}");
        assert_eq!(term.key().is_some(), term.payload().is_some(), "{text:?}");
    }
}

#[test]
fn a_blank_text_is_no_term_in_any_shape() {
    for text in ["", "  ", "\t", "\u{a0}", "\u{200b}", "\u{2800} "] {
        for shape in TermShape::ALL.map(Some).into_iter().chain([None]) {
            assert_eq!(SearchTerm::read(text, shape, &context()), None, "{text:?}");
        }
    }
}

#[test]
fn what_has_nothing_to_compare_is_never_asked_for() {
    for text in ["-", "--", "()", "PL", "+", "@", ".", "/ -"] {
        for shape in TermShape::ALL {
            let term = SearchTerm::read(text, Some(shape), &context()).unwrap();
            let blank = term.question().is_some_and(|key| key.normal().trim().is_empty());
            assert!(!blank, "{text:?} as {shape:?}");
        }
    }
}

#[test]
fn another_shape_can_be_meant() {
    let read = |text: &str, shape| SearchTerm::read(text, Some(shape), &context()).unwrap();
    let identifier = read("601234567", Identifier);
    assert_eq!(identifier.question().unwrap().field, Identifier.field());
    assert!(!identifier.is_complete());
    assert!(read("K-17", Phone).problem().is_some() && read("K-17", Phone).question().is_none());
    assert_eq!(read("DE123456789", Nip).question().unwrap().value, "DE123456789");
    assert!(!read("DE123456789", Nip).is_complete());
    let round = (0..TermShape::ALL.len()).fold(Phone, |shape, _| shape.next());
    assert_eq!(round, Phone);
}

#[test]
fn cards_are_searched_by_what_all_spellings_have() {
    for (text, words) in [
        ("+48 601 234 567", "601234567"),
        ("0048601234567", "601234567"),
        ("+49 30 123456", "4930123456"),
        ("+48 60", "60"),
        ("+4", "4"),
        ("+", ""),
        ("123-456-32-18", "1234563218"),
        ("601 23", "60123"),
        ("Jan@Kowalski.pl", "Jan@Kowalski.pl"),
        ("Kowalski Jan", "Kowalski Jan"),
        ("K-17", "K-17"),
    ] {
        assert_eq!(term(text).words(), words, "{text:?}");
    }
}

#[test]
fn a_number_that_is_nearly_another_says_so() {
    for (text, path) in [
        ("1234563217", Some("nip")),
        ("123-456-32-17", Some("nip")),
        ("44051401358", Some("pesel")),
        ("000123456", Some("phone_number")),
        ("12345", None),
        ("601234567", None),
        ("K-234563217", None),
    ] {
        let near = term(text).near_miss(&context());
        assert_eq!(near.map(|(field, _)| field.field().path), path, "{text:?}");
    }
}

#[test]
fn a_new_card_has_the_value_in_its_field() {
    for (text, path, value) in [
        ("601 234 567", "phone_number", "601 234 567"),
        ("jan@kowalski.pl", "email", "jan@kowalski.pl"),
        ("123-456-32-18", "nip", "123-456-32-18"),
        ("44051401359", "pesel", "44051401359"),
        ("K-17", "identifier", "K-17"),
        ("Kowalski  Jan Maria", "surname", "Kowalski"),
        ("Kowalski  Jan Maria", "name", "Jan Maria"),
    ] {
        let mut card = Card::default();
        term(text).put_on(&mut card);
        assert_eq!(card.value(FieldId::named(path)), value, "{text:?}");
    }
}
