//! A card from the JSON document of a customer: what is read, and what is refused, with its place.

use super::*;
use kartoteka::customer::{CustomField, Expected, JsonType, ParsedDocument, Payload, ReadError, ReadReason};
use kartoteka::i18n::{Language, Locale};

fn read(text: &str) -> Result<Card, ReadError> {
    Card::read_json(text, &context())
}

/// A document with the samples of all fields.
fn samples() -> (Card, Payload) {
    let mut card = Card::default();
    FieldId::all().for_each(|field| set_sample(&mut card, field));
    let payload = Payload::of(&card, &context());
    (card, payload)
}

#[test]
fn the_payload_of_every_field_is_read_into_a_card_with_the_same_payload() {
    let (_, payload) = samples();
    let card = read(payload.text()).unwrap();
    assert_eq!(Payload::of(&card, &context()), payload);
    assert_eq!(card.problems(&context()), []);
    for field in FieldId::all() {
        assert!(!card.field_is_empty(field, &context()), "{}", field.field().path);
    }
}

#[test]
fn what_may_be_written_in_more_than_one_way_is_read_in_each() {
    let same = [
        (
            r#"{"surname":"N","email":"a@b.pl"}"#,
            r#"{"surname":"N","email":["a@b.pl"]}"#,
        ),
        (
            r#"{"surname":"N","company_id":17}"#,
            r#"{"surname":"N","company_id":"17"}"#,
        ),
        (r#"{"surname":"N"}"#, "\u{feff} {\"surname\":\"N\"}\r\n"),
        (
            r#"{"surname":"N"}"#,
            r#"{"surname":"N","name":null,"email":[],"vip":null,"address":{},"invoice_address":null,"custom_fields":{}}"#,
        ),
        (
            r#"{"surname":"N","note":"a\nb"}"#,
            r#"{"surname":"N","note":"a\r\nb"}"#,
        ),
    ];
    for (one, other) in same {
        assert_eq!(read(one).unwrap(), read(other).unwrap(), "{other}");
    }
}

#[test]
fn custom_fields_go_into_the_rows_of_the_tenant() {
    let mut context = context();
    context.custom_fields = ["a", "b"]
        .map(|name| CustomField {
            name: name.into(),
            ..CustomField::default()
        })
        .into();
    let text = r#"{"surname":"N","custom_fields":{"x":"1","b":"2"," b":"3"}}"#;
    let card = Card::read_json(text, &context).unwrap();
    let rows: Vec<(&str, &str)> = (0..card.rows(CUSTOM))
        .map(|row| (card.get(Slot::name(row)), card.get(Slot::row(CUSTOM, row))))
        .collect();
    assert_eq!(rows, [("a", ""), ("b", "2"), ("x", "1"), (" b", "3")]);
}

fn at(line: usize, column: usize, path: &str, reason: ReadReason) -> ReadError {
    let path = path.to_owned();
    ReadError {
        line,
        column,
        path,
        reason,
    }
}

fn assert_refused(rows: &[(&str, ReadError)]) {
    for (text, expected) in rows {
        assert_eq!(read(text).as_ref(), Err(expected), "{text}");
    }
}

#[test]
fn what_is_not_one_document_is_refused() {
    use ReadReason::{Empty, Incomplete, Trailing};
    assert_refused(&[
        (" \n", at(1, 1, "", Empty)),
        ("\u{feff}", at(1, 1, "", Empty)),
        ("{\"surname\":\n\"N", at(2, 2, "", Incomplete)),
        ("{\"surname\":\"N\"}\n{\"surname\":\"O\"}", at(2, 1, "", Trailing)),
    ]);
    let error = read("{\"surname\" \"N\"}").unwrap_err();
    assert!(matches!(error.reason, ReadReason::Syntax(_)), "{error:?}");
}

#[test]
fn a_name_that_the_api_does_not_have_is_told_with_the_nearest() {
    use ReadReason::{Dotted, UnknownField};
    let like = |name| UnknownField(Some(name));
    assert_refused(&[
        ("{\"adress\":{}}", at(1, 9, "adress", like("address"))),
        ("{\"phone\":\"1\"}", at(1, 8, "phone", like("phone_number"))),
        ("{\"Surname\":\"N\"}", at(1, 10, "Surname", like("surname"))),
        (
            "{\"customer_id\":\"324\"}",
            at(1, 14, "customer_id", UnknownField(None)),
        ),
        (
            "{\"address.city\":\"Ł\"}",
            at(1, 15, "address.city", Dotted("address")),
        ),
        (
            "{\"address\":{\n\"postal_code\":\"1\"}}",
            at(2, 13, "address.postal_code", like("address.postcode")),
        ),
    ]);
}

#[test]
fn a_name_that_is_there_twice_is_refused() {
    let twice = |column, path| at(1, column, path, ReadReason::Duplicate);
    assert_refused(&[
        (r#"{"surname":"Żó","surname":"N"}"#, twice(25, "surname")),
        (r#"{"vip":true,"\u0076ip":true}"#, twice(22, "vip")),
        (r#"{"address":{},"address":{}}"#, twice(23, "address")),
        (
            r#"{"custom_fields":{"a":"1","a":"2"}}"#,
            twice(29, "custom_fields.a"),
        ),
    ]);
}

#[test]
fn a_value_of_another_type_is_told_with_what_was_expected() {
    use JsonType::{Flag, List, Null, Number, Object, Text};
    let wrong = |column, path, expected, found| at(1, column, path, ReadReason::Type { expected, found });
    assert_refused(&[
        ("[]", wrong(2, "", Expected::Customer, List)),
        ("\"N\"", wrong(3, "", Expected::Customer, Text)),
        ("null", wrong(4, "", Expected::Customer, Null)),
        (
            r#"{"pesel":44051401359}"#,
            wrong(20, "pesel", Expected::Text, Number),
        ),
        (r#"{"vip":"true"}"#, wrong(13, "vip", Expected::Flag, Text)),
        (
            r#"{"company_id":true}"#,
            wrong(18, "company_id", Expected::Number, Flag),
        ),
        (r#"{"email":{}}"#, wrong(11, "email", Expected::Texts, Object)),
        (
            r#"{"email":["a@b.pl",7]}"#,
            wrong(20, "email[1]", Expected::Text, Number),
        ),
        (r#"{"email":[null]}"#, wrong(14, "email[0]", Expected::Text, Null)),
        (
            r#"{"address":"Długa 1"}"#,
            wrong(20, "address", Expected::Address, Text),
        ),
        (
            r#"{"custom_fields":[]}"#,
            wrong(19, "custom_fields", Expected::Pairs, List),
        ),
        (
            r#"{"custom_fields":{"a.b":1}}"#,
            wrong(25, "custom_fields.a.b", Expected::Text, Number),
        ),
    ]);
}

#[test]
fn a_character_that_no_key_types_into_the_field_is_refused() {
    let found = |column, path, character| at(1, column, path, ReadReason::Character(character));
    assert_refused(&[
        (r#"{"surname":"a\nb"}"#, found(17, "surname", '\n')),
        (r#"{"note":"a\nb\u001b[2J"}"#, found(23, "note", '\u{1b}')),
        (
            r#"{"phone_number":["\u200e333444555"]}"#,
            found(34, "phone_number[0]", '\u{200e}'),
        ),
        (
            r#"{"custom_fields":{"a\tb":"1"}}"#,
            found(24, "custom_fields.a\tb", '\t'),
        ),
    ]);
}

#[test]
fn both_languages_say_where_and_what() {
    let cases = [
        (
            r#"{"phone":"1"}"#,
            "line 1, column 8: phone: the API has no such field; did you mean phone_number?",
            "wiersz 1, kolumna 8: phone: API nie ma takiego pola; czy chodzi o phone_number?",
        ),
        (
            r#"{"vip":1}"#,
            "line 1, column 8: vip: expected true or false, without quotes, found a number",
            "wiersz 1, kolumna 8: vip: oczekiwano: true albo false, bez cudzysłowu, a jest: liczba",
        ),
        (
            "{\"a\u{1b}[31m\":1}",
            "line 1, column 4: not JSON: control character (\\u0000-\\u001F) found while parsing a string",
            "wiersz 1, kolumna 4: to nie jest JSON: control character (\\u0000-\\u001F) found while parsing a string",
        ),
        (
            "{\"a\u{9b}31m\":1}",
            "line 1, column 8: a\\u{9b}31m: the API has no such field",
            "wiersz 1, kolumna 8: a\\u{9b}31m: API nie ma takiego pola",
        ),
        (
            "",
            r#"line 1, column 1: it is empty; a customer is a JSON object such as {"surname": "Kowalski"}"#,
            r#"wiersz 1, kolumna 1: plik jest pusty; klient to obiekt JSON, na przykład {"surname": "Kowalski"}"#,
        ),
    ];
    for (text, english, polish) in cases {
        let error = read(text).unwrap_err();
        assert_eq!(Locale::new(Language::En).read_error(&error), english);
        assert_eq!(Locale::new(Language::Pl).read_error(&error), polish);
    }
}

proptest! {
    #[test]
    fn any_card_survives_its_document_or_is_refused_for_what_was_typed(card in any_card()) {
        let payload = Payload::of(&card, &context());
        match read(payload.text()) {
            Ok(back) => {
                let again = Payload::of(&back, &context());
                prop_assert_eq!(again.text(), payload.text());
            }
            // A character that no key types, a name given twice, a flag that is none.
            Err(error) => prop_assert!(
                matches!(error.reason, ReadReason::Character(_) | ReadReason::Duplicate | ReadReason::Type { .. }),
                "{:?}", error
            ),
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>(), cut in any::<proptest::sample::Index>()) {
        let _ = read(&text);
        let (_, payload) = samples();
        let whole = payload.text();
        let at = (0..=cut.index(whole.len())).rev().find(|at| whole.is_char_boundary(*at)).unwrap_or(0);
        let (before, after) = whole.split_at(at);
        prop_assert!(read(before).is_err());
        let _ = read(&format!("{before}{text}{after}"));
        // A document in which much is wrong, broken off or disturbed anywhere.
        let wrong = r#"{"żó":[{"x":"ł"}],"nip":5,"email":[1,"ź",{"ć":2}],"vip":{"a":[7]},"address":[1,{"b":"ó"}]}"#;
        let at = (0..=cut.index(wrong.len())).rev().find(|at| wrong.is_char_boundary(*at)).unwrap_or(0);
        let (before, after) = wrong.split_at(at);
        for document in [before.to_owned(), format!("{before}{text}{after}")] {
            let errors = ParsedDocument::of(&document, &context()).errors;
            prop_assert!(errors.is_sorted_by_key(|error| error.line), "{:?}", errors);
        }
    }
}
