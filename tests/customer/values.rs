//! Values that are not what they seem: what spreadsheets and databases leave, characters that nobody sees, letters whose marks
//! stand apart.

use super::*;
use kartoteka::customer::{Choice, CustomField, Payload, Severity};
use kartoteka::text::is_hidden;
use serde_json::{Value, json};

/// The problems of a slot, by their severity and their name in JSON.
fn problems(card: &Card, slot: Slot, context: &RuleContext) -> Vec<(Severity, String)> {
    let of_slot = card.problems(context).into_iter().filter(|(at, _)| *at == slot);
    of_slot
        .map(|(_, problem)| {
            let reason = serde_json::to_value(&problem.reason).unwrap();
            (problem.severity, reason["reason"].as_str().unwrap().to_owned())
        })
        .collect()
}

fn problems_of(path: &str, value: &str) -> Vec<(Severity, String)> {
    let mut card = card(&[("surname", "Nowak")]);
    let slot = Slot::of(FieldId::of(path).unwrap());
    card.set(slot, value);
    if path == "custom_fields" {
        card.set(Slot::name(0), "pole");
    }
    problems(&card, slot, &context())
}

fn payload(card: &Card) -> Value {
    serde_json::from_str(Payload::of(card, &context()).text()).unwrap()
}

#[test]
fn what_stands_for_no_value_is_named_in_every_field() {
    use Severity::{Error, Warning};
    let rows = [
        ("surname", "#N/D!", Error, "spreadsheet_error"),
        ("surname", "########", Error, "spreadsheet_error"),
        ("surname", "NULL", Warning, "placeholder"),
        ("surname", "brak", Warning, "placeholder"),
        ("surname", " - ", Warning, "placeholder"),
        ("name", r"\N", Error, "placeholder"),
        ("name", "Brak", Warning, "placeholder"),
        ("phone_number", "brak", Error, "placeholder"),
        ("phone_number", "-", Error, "placeholder"),
        ("phone_number", "#ARG!", Error, "spreadsheet_error"),
        ("phone_number", "4,8601E+10", Error, "number_shortened"),
        ("phone_number", "=\"333444555\"", Error, "formula_mark"),
        ("email", "n/d", Error, "placeholder"),
        ("identifier", "n/a", Warning, "placeholder"),
        ("identifier", "1,23457E+15", Error, "number_shortened"),
        ("identifier", "'0017", Error, "formula_mark"),
        ("pesel", "#REF!", Error, "spreadsheet_error"),
        ("pesel", "nd.", Error, "placeholder"),
        ("nip", "brak", Error, "placeholder"),
        ("nip", "1234563218,0", Error, "number_decimal"),
        ("birthdate", "b/d", Error, "placeholder"),
        ("birthdate", "NaN", Error, "placeholder"),
        ("company_id", "-", Error, "placeholder"),
        ("company_id", "17.0", Error, "number_decimal"),
        ("vip", "-", Error, "placeholder"),
        ("homepage", "brak", Error, "placeholder"),
        ("address.city", "undefined", Error, "placeholder"),
        ("address.flat", "-", Warning, "placeholder"),
        ("address.postcode", "-", Warning, "placeholder"),
        ("address.postcode", "1234", Warning, "postcode_zero_lost"),
        ("job", "=\"Piekarz\"", Error, "formula_mark"),
        ("note", "#N/A", Warning, "spreadsheet_error"),
        ("custom_fields", "NULL", Warning, "placeholder"),
        ("surname", "Kowal\u{fffd}ki", Error, "letters_lost"),
        ("note", "t\u{fffd}lko", Error, "letters_lost"),
    ];
    for (path, value, severity, reason) in rows {
        let found = problems_of(path, value);
        assert!(
            found.contains(&(severity, reason.to_owned())) && found.len() == 1,
            "{path}: {value}: {found:?}"
        );
    }
}

#[test]
fn what_may_be_meant_is_left_alone() {
    for (path, value) in [
        ("surname", "Null"),
        ("surname", "Brak"),
        ("surname", "'t Hooft"),
        ("surname", "O"),
        ("note", "brak"),
        ("note", "-"),
        ("note", "tel. 333 444 555 wew. 12"),
        ("custom_fields", "brak"),
        ("custom_fields", "n/d"),
        ("custom_fields", "1,23457E+15"),
        ("identifier", "K-2026/17"),
        ("vip", "x"),
        ("vip", "0"),
        ("address.building", "12/3"),
        ("job", "Kancelaria „Nowak”"),
    ] {
        assert_eq!(problems_of(path, value), [], "{path}: {value}");
    }
}

#[test]
fn a_configured_value_is_meant_whatever_it_is() {
    let mut context = context();
    let choice = |value: &str| Choice {
        value: value.to_owned(),
        label: None,
        sex: None,
    };
    context
        .choices
        .insert("type".to_owned(), vec![choice("brak"), choice("-")]);
    context.custom_fields = vec![CustomField {
        name: "stan".to_owned(),
        choices: vec![choice("NULL")],
        ..CustomField::default()
    }];
    let mut card = Card::new(&context);
    let of_type = Slot::of(FieldId::named("type"));
    for value in ["brak", "-"] {
        card.set(of_type, value);
        assert_eq!(problems(&card, of_type, &context), [], "{value}");
    }
    card.set(Slot::of(CUSTOM), "NULL");
    assert_eq!(problems(&card, Slot::of(CUSTOM), &context), []);
}

#[test]
fn a_hidden_character_is_named_with_its_place() {
    let hidden = [
        '\u{ad}',
        '\u{200b}',
        '\u{200c}',
        '\u{200d}',
        '\u{200e}',
        '\u{202e}',
        '\u{2060}',
        '\u{feff}',
        '\u{fe0f}',
        '\u{34f}',
        '\u{3164}',
        '\u{e0041}',
        '\u{2066}',
        '\u{61c}',
        '\u{2800}',
    ];
    for character in hidden {
        assert!(is_hidden(character), "{character:?}");
        for (path, value, severity) in [
            ("surname", "Kow{}alski", Severity::Warning),
            ("name", "Jan{} Maria", Severity::Warning),
            ("identifier", "K-{}17", Severity::Warning),
            ("address.city", "Łó{}dź", Severity::Warning),
            ("phone_number", "333{}444555", Severity::Error),
            ("pesel", "440{}51401359", Severity::Error),
            ("nip", "123{}4563218", Severity::Error),
        ] {
            let place = value.chars().position(|character| character == '{').unwrap() + 1;
            let mut card = card(&[("surname", "Nowak")]);
            let slot = Slot::of(FieldId::of(path).unwrap());
            card.set(slot, value.replace("{}", &character.to_string()));
            let found = card.problems(&context());
            let reason = Reason::Hidden { character, place };
            assert!(
                found.contains(&(slot, Problem { severity, reason })),
                "{path}: {found:?}"
            );
        }
    }
    for value in [
        "Kowalski",
        "Żółć",
        "Z\u{307}o\u{301}łc\u{301}",
        "O’Brien",
        "Nowak - Lis",
    ] {
        assert_eq!(problems_of("surname", value), [], "{value}");
    }
    assert_eq!(problems_of("note", "👩‍👩‍👧 ❤️"), [], "in a note an emoji is one");
}

#[test]
fn a_space_that_is_none_of_the_keyboards_is_named_in_names_and_keys() {
    for (path, value, expected) in [
        ("name", "Jan\u{a0}Maria", true),
        ("identifier", "K\u{2009}17", true),
        ("surname", "\u{a0}Nowak\u{a0}", false),
        ("job", "Nowak\u{a0}S.A.", false),
    ] {
        let found = problems_of(path, value);
        let expected = expected.then(|| (Severity::Warning, "hidden".to_owned()));
        assert_eq!(found, Vec::from_iter(expected), "{path}");
    }
}

#[test]
fn a_value_of_which_nothing_is_seen_is_none() {
    let card = card(&[
        ("surname", "\u{200b}\u{a0}"),
        ("name", "\u{feff}"),
        ("job", "\u{ad} "),
    ]);
    let required = (Slot::of(SURNAME), Problem::error(Reason::Required));
    assert_eq!(card.problems(&context()), [required]);
    assert_eq!(payload(&card), json!({}));
}

#[test]
fn text_is_sent_composed_and_the_card_keeps_what_was_typed() {
    let apart = "Z\u{307}o\u{301}łc\u{301}";
    let mut card = card(&[
        ("surname", apart),
        ("identifier", apart),
        ("email", "z\u{307}ak@x.pl"),
        ("address.city", "Ło\u{301}dz\u{301}"),
        ("note", "a\u{328}\ne\u{328}"),
    ]);
    set_pair(&mut card, 0, "z\u{307}ro\u{301}dło", apart);
    assert_eq!(
        payload(&card),
        json!({
            "surname": "Żółć", "email": "żak@x.pl", "identifier": "Żółć", "note": "ą\nę",
            "custom_fields": {"żródło": "Żółć"}, "address": {"city": "Łódź"},
        })
    );
    assert_eq!(card.value(SURNAME), apart);
}

#[test]
fn the_tenants_field_is_known_by_its_name_however_it_is_composed() {
    let mut context = context();
    context.custom_fields = vec![CustomField {
        name: "źródło".to_owned(),
        required: true,
        ..CustomField::default()
    }];
    let mut card = Card::default();
    set_pair(&mut card, 0, "z\u{301}ro\u{301}dło", "WWW");
    card.adopt(&context);
    assert_eq!((card.rows(CUSTOM), card.value(CUSTOM)), (1, "WWW"));
    set_pair(&mut card, 1, "z\u{301}ro\u{301}dło", "x");
    let twice = (Slot::name(1), Problem::error(Reason::CustomFieldNameTwice));
    assert!(card.problems(&context).contains(&twice));
}

proptest! {
    /// What is sent has the problems of what was typed, and is sent as the same again: one who pastes a customer back, or
    /// imports a row that was rejected, gets the same report.
    #[test]
    fn what_is_sent_is_stable_and_has_the_same_problems(
        index in any::<proptest::sample::Index>(),
        text in prop_oneof![
            any::<String>(),
            "[-'=\"+0-9.,E#/x! ]{1,12}",
            "(NULL|brak|n/d|#N/A|\\\\N)[ .]?",
            "[zZoc\u{307}\u{301}\u{328}\u{200b}\u{a0}a]{1,6}",
        ],
    ) {
        let field = FieldId::all().nth(index.index(FIELDS.len())).unwrap();
        let slot = Slot::of(field);
        let mut card = card(&[("surname", "Nowak")]);
        card.set(slot, text);
        card.set(Slot::name(0), "pole");
        let before: Vec<Problem> = of(&card, slot);
        if let Some(sent) = card.canonical(slot, &context()) {
            card.set(slot, sent.clone());
            prop_assert_eq!(card.canonical(slot, &context()), Some(sent));
            // The place of a hidden character may be another one: marks are put together.
            let named = |problems: &[Problem]| -> Vec<_> {
                let named = problems.iter().map(|problem| {
                    (problem.severity, std::mem::discriminant(&problem.reason))
                });
                named.collect()
            };
            prop_assert_eq!(named(&of(&card, slot)), named(&before));
        }
    }
}

fn of(card: &Card, slot: Slot) -> Vec<Problem> {
    let of_slot = card
        .problems(&context())
        .into_iter()
        .filter(|(at, _)| *at == slot);
    of_slot.map(|(_, problem)| problem).collect()
}
