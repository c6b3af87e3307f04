//! The payload of a card, and that its lines lead back to the places where their values were typed.

use super::*;
use kartoteka::customer::{Choice, CustomField, Payload};
use serde_json::{Value, json};

fn full_card() -> Card {
    let mut card = Card::default();
    FieldId::all().for_each(|field| set_sample(&mut card, field));
    card
}

fn json_of(card: &Card, context: &RuleContext) -> Value {
    serde_json::from_str(Payload::of(card, context).text()).unwrap()
}

/// Every line shows at most one slot, every filled slot is shown by one line, and that line has its value.
#[track_caller]
fn assert_lines(card: &Card, context: &RuleContext) {
    let payload = Payload::of(card, context);
    let lines: Vec<&str> = payload.text().lines().collect();
    assert_eq!(lines.len(), payload.lines().len(), "{}", payload.text());
    for field in FieldId::all() {
        for row in 0..card.rows(field) {
            let slot = Slot::row(field, row);
            let sent = card.canonical(slot, context);
            let shown: Vec<&str> = std::iter::zip(&lines, payload.lines())
                .filter(|(_, shown)| **shown == Some(slot))
                .map(|(line, _)| *line)
                .collect();
            assert_eq!(shown.len(), usize::from(sent.is_some()), "{slot:?}");
            for line in shown {
                assert_eq!(Some(scalar_in(line)), sent, "{line}");
            }
        }
    }
}

/// The value of a line such as `"name": "Jan",` or `"x",`, as text.
fn scalar_in(line: &str) -> String {
    let line = line.trim_start().trim_end_matches(',');
    let value: Value = serde_json::from_str(line).unwrap_or_else(|_| {
        let object: Value = serde_json::from_str(&format!("{{{line}}}")).unwrap();
        object.as_object().unwrap().values().next().unwrap().clone()
    });
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[test]
fn each_sample_with_a_surname_is_right_and_is_sent() {
    for field in FieldId::all() {
        let mut card = card(&[("surname", "Nowak")]);
        set_sample(&mut card, field);
        let path = field.field().path;
        // A street asks for the city of its address, which is a matter of the two.
        if let Some(address) = path.strip_suffix(".street") {
            let city = FieldId::of(&format!("{address}.city")).unwrap();
            let expected = (Slot::of(city), Problem::warning(Reason::CityMissing));
            assert_eq!(card.problems(&context()), [expected], "{path}");
        } else {
            assert_eq!(card.problems(&context()), [], "{path}");
        }
        let sent = json_of(&card, &context());
        let pointer = format!("/{}", path.replace('.', "/"));
        assert!(sent.pointer(&pointer).is_some(), "{path} in {sent}");
        let keys = if field == SURNAME { 1 } else { 2 };
        assert_eq!(
            sent.as_object().unwrap().len(),
            keys,
            "{path}: the rest is absent"
        );
        assert_lines(&card, &context());
    }
}

#[test]
fn all_samples_go_together() {
    assert_eq!(full_card().problems(&context()), []);
    assert_lines(&full_card(), &context());
}

#[test]
fn the_payload_has_the_order_of_the_table() {
    let payload = Payload::of(&full_card(), &context());
    let shown: Vec<FieldId> = payload.lines().iter().flatten().map(|slot| slot.field).collect();
    assert_eq!(shown, FieldId::all().collect::<Vec<_>>());
}

#[test]
fn values_have_their_json_types() {
    let mut card = card(&[
        ("surname", "  Kowalski "),
        ("company_id", "017"),
        ("vip", "Tak"),
        ("fill_read_only_custom_fields", "false"),
        ("birthdate", "1.2.1990"),
        ("homepage", "kowalski.pl"),
        ("note", "  wiersz\n\nwiersz \n "),
        ("address.postcode", "00950"),
        ("mail_drop_address.postcode", "00950"),
        ("mail_drop_address.country", "Niemcy"),
    ]);
    set_row(&mut card, EMAIL, 0, "  ");
    set_row(&mut card, EMAIL, 1, "jan@kowalski.pl");
    set_row(&mut card, FieldId::named("phone_number"), 0, "333 444 555");
    set_row(&mut card, FieldId::named("phone_number"), 2, "+48 123-432-234");
    set_pair(&mut card, 0, " Ulubiony kolor ", "żółty");
    set_pair(&mut card, 1, "bez wartości", " ");
    set_pair(&mut card, 2, "Źródło \"X\"", "17");
    let expected = json!({
        "surname": "Kowalski",
        "email": "jan@kowalski.pl",
        "phone_number": ["333444555", "+48123432234"],
        "company_id": 17,
        "homepage": "https://kowalski.pl",
        "birthdate": "1990-02-01",
        "note": "  wiersz\n\nwiersz",
        "custom_fields": {"Ulubiony kolor": "żółty", "Źródło \"X\"": "17"},
        "fill_read_only_custom_fields": false,
        "vip": true,
        "address": {"postcode": "00-950"},
        "mail_drop_address": {"postcode": "00950", "country": "Niemcy"},
    });
    assert_eq!(json_of(&card, &context()), expected);
    assert_lines(&card, &context());
}

#[test]
fn values_of_a_wrong_form_stand_in_the_preview_as_text() {
    let card = card(&[("company_id", "-1"), ("vip", "może"), ("birthdate", "31.02.1990")]);
    let expected = json!({"company_id": "-1", "birthdate": "31.02.1990", "vip": "może"});
    assert_eq!(json_of(&card, &context()), expected);
    assert_lines(&card, &context());
}

#[test]
fn a_value_without_a_name_is_in_the_preview_so_that_a_copy_of_it_has_all_that_was_typed() {
    let mut card = card(&[("surname", "Nowak")]);
    set_pair(&mut card, 0, " ", "czerwony");
    let expected = json!({"surname": "Nowak", "custom_fields": {"": "czerwony"}});
    assert_eq!(json_of(&card, &context()), expected);
    assert!(
        !card.problems(&context()).is_empty(),
        "and it is not sent like this"
    );
}

#[test]
fn choices_are_sent_as_configured() {
    let choice = |value: &str, label: &str| Choice {
        value: value.to_owned(),
        label: Some(label.to_owned()),
        sex: None,
    };
    let mut context = context();
    context
        .choices
        .insert("type".to_owned(), vec![choice("client", "Klient")]);
    context.custom_fields = vec![CustomField {
        name: "Źródło".to_owned(),
        choices: vec![choice("www", "Strona WWW")],
        ..CustomField::default()
    }];
    let mut card = Card::new(&context);
    card.set(Slot::of(SURNAME), "Kowalski");
    card.set(Slot::of(FieldId::named("type")), "KLIENT");
    card.set(Slot::row(CUSTOM, 0), "strona www");
    assert_eq!(card.problems(&context), []);
    let expected = json!({"surname": "Kowalski", "type": "client", "custom_fields": {"Źródło": "www"}});
    assert_eq!(json_of(&card, &context), expected);
    assert_lines(&card, &context);
    assert_eq!(card.choices(Slot::row(CUSTOM, 0), &context)[0].value, "www");
    assert_eq!(card.choices(Slot::name(0), &context), []);
}

#[test]
fn an_empty_card_is_an_empty_object() {
    let payload = Payload::of(&Card::default(), &context());
    assert_eq!((payload.text(), payload.lines()), ("{}", [None].as_slice()));
}

#[test]
fn the_document_is_laid_out_for_reading() {
    let mut card = card(&[("surname", "O'Brien"), ("vip", "true"), ("address.city", "Łódź")]);
    set_row(&mut card, EMAIL, 0, "a@b.pl");
    set_row(&mut card, EMAIL, 1, "c@d.pl");
    let expected = r#"{
  "surname": "O'Brien",
  "email": [
    "a@b.pl",
    "c@d.pl"
  ],
  "vip": true,
  "address": {
    "city": "Łódź"
  }
}"#;
    let payload = Payload::of(&card, &context());
    assert_eq!(payload.text(), expected);
    // What `printf %s '…' | sha256sum` says.
    assert_eq!(
        kartoteka::customer::payload::hash(payload.text()),
        "e81f1149ade33128ca95eb45b04f8c4c9dcc14f771de7da8edf541ecb06a54b1"
    );
}

#[test]
fn invisible_characters_are_escaped_and_mean_the_same() {
    let nasty = "a\u{1b}[31m\u{7f}\u{9b}\u{202e}\u{2066}\u{2028}\u{feff}\u{200f}\r\tz";
    let mut card = card(&[("surname", nasty), ("note", nasty)]);
    set_pair(&mut card, 0, nasty, nasty);
    let payload = Payload::of(&card, &context());
    let raw = payload
        .text()
        .chars()
        .find(|character| *character != '\n' && kartoteka::text::is_invisible(*character));
    assert_eq!(raw, None, "{}", payload.text());
    let expected = json!({"surname": nasty, "note": nasty, "custom_fields": {nasty: nasty}});
    assert_eq!(json_of(&card, &context()), expected);
    assert_lines(&card, &context());
}

proptest! {
    #[test]
    fn any_card_has_a_document_with_a_line_for_each_value(card in any_card()) {
        json_of(&card, &context());
        assert_lines(&card, &context());
        for (slot, _) in card.problems(&context()) {
            let context = context();
            let mut slots = card.slots(slot.field, &context);
            prop_assert!(slots.any(|reached| reached == slot), "{slot:?} can be reached");
        }
    }
}

/// The card that a person would type who has only the document before him.
fn typed_from(document: &Value) -> Card {
    let mut card = Card::default();
    for field in FieldId::all() {
        let pointer = format!("/{}", field.field().path.replace('.', "/"));
        let Some(value) = document.pointer(&pointer) else {
            continue;
        };
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match value {
            Value::Array(rows) => {
                for (row, value) in rows.iter().enumerate() {
                    set_row(&mut card, field, row, &text(value));
                }
            }
            Value::Object(pairs) => {
                for (row, (name, value)) in pairs.iter().enumerate() {
                    set_pair(&mut card, row, name, &text(value));
                }
            }
            scalar => card.set(Slot::of(field), text(scalar)),
        }
    }
    card
}

proptest! {
    #[test]
    fn the_document_parses_back_to_a_card_that_is_sent_alike(card in any_card()) {
        let document = json_of(&card, &context());
        let again = typed_from(&document);
        // Where a name is given twice, which is an error, the last value is the one that a parser has.
        prop_assert_eq!(json_of(&again, &context()), document);
    }
}
