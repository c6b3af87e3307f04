//! A document in which much is wrong: all of it is reported, and the rest is read.

use super::context;
use kartoteka::customer::{ParsedDocument, Payload};

/// What a reading says: each error's place, path and reason, what is in the card, and whether it was read to its end.
fn told(text: &str) -> (Vec<String>, String, bool) {
    let reading = ParsedDocument::of(text, &context());
    let errors = reading.errors.iter().map(|error| {
        let reason = serde_json::to_value(&error.reason).unwrap()["reason"].clone();
        let reason = reason.as_str().unwrap();
        format!("{}:{} {} {reason}", error.line, error.column, error.path)
    });
    let payload = Payload::of(&reading.card, &context());
    let payload: serde_json::Value = serde_json::from_str(payload.text()).unwrap();
    (errors.collect(), payload.to_string(), reading.is_whole)
}

/// A document, what is reported of it, and what is read.
type Told<'a> = (&'a str, &'a [&'a str], &'a str, bool);

#[track_caller]
fn assert_told(cases: &[Told]) {
    for (text, errors, payload, whole) in cases {
        let expected: Vec<String> = errors.iter().map(|error| (*error).to_owned()).collect();
        assert_eq!(told(text), (expected, (*payload).to_owned(), *whole), "{text}");
    }
}

#[test]
fn all_that_is_wrong_is_told_and_the_rest_is_read() {
    assert_told(&[
        (
            r#"{"surname":"N","surnme":"x","nip":5,"vip":"true"}"#,
            &["1:23 surnme unknown_field", "1:35 nip type", "1:48 vip type"],
            r#"{"surname":"N"}"#,
            true,
        ),
        (
            r#"{"surname":"N","surname":"O","surname":7,"name":"Jan"}"#,
            &["1:24 surname duplicate", "1:38 surname duplicate"],
            r#"{"name":"Jan","surname":"N"}"#,
            true,
        ),
        (
            "{\"surname\":\"Ż\\n\",\n\"note\":\"a\\u001b\",\n\"vip\":1}",
            &["1:16 surname character", "2:16 note character", "3:7 vip type"],
            "{}",
            true,
        ),
        (
            r#"{"email":[null,"a@b.pl",7,["x"],{"y":1},"c@d.pl"]}"#,
            &[
                "1:14 email[0] type",
                "1:25 email[2] type",
                "1:31 email[3] type",
                "1:39 email[4] type",
            ],
            r#"{"email":["a@b.pl","c@d.pl"]}"#,
            true,
        ),
        (
            r#"{"adress":{"city":[{"x":null}],"street":true},"name":"Jan"}"#,
            &["1:9 adress unknown_field"],
            r#"{"name":"Jan"}"#,
            true,
        ),
        (
            r#"{"address":{"city":"Łódź","town":"x","flat":7,"city":"Y"},"address":{}}"#,
            &[
                "1:32 address.town unknown_field",
                "1:45 address.flat type",
                "1:52 address.city duplicate",
                "1:67 address duplicate",
            ],
            r#"{"address":{"city":"Łódź"}}"#,
            true,
        ),
        (
            r#"{"custom_fields":{"a\tb":"1","c":2,"d":"3"},"surname":{"a":[1,2]}}"#,
            &[
                "1:24 custom_fields.a\tb character",
                "1:34 custom_fields.c type",
                "1:65 surname type",
            ],
            r#"{"custom_fields":{"d":"3"}}"#,
            true,
        ),
    ]);
}

#[test]
fn a_document_that_is_none_is_read_as_far_as_it_goes() {
    assert_told(&[
        (r#"["a",{"b":1}] "#, &["1:13  type"], "{}", true),
        ("17 ", &["1:2  type"], "{}", true),
        (
            "{\"nip\":5,\n\"name\" \"Jan\"}",
            &["1:8 nip type", "2:8  syntax"],
            "{}",
            false,
        ),
        (
            r#"{"x":1,"name":"Jan","surname":"Żó"#,
            &["1:4 x unknown_field", "1:33  incomplete"],
            r#"{"name":"Jan"}"#,
            false,
        ),
        (
            r#"{"x":[1,{"y"],"surname":"N"}"#,
            &["1:4 x unknown_field", "1:13  syntax"],
            "{}",
            false,
        ),
        (
            r#"{"surname":"N","x":1} {}"#,
            &["1:18 x unknown_field", "1:23  trailing"],
            r#"{"surname":"N"}"#,
            true,
        ),
    ]);
}

#[test]
fn of_a_value_that_was_left_out_nothing_can_be_said() {
    let text =
        r#"{"surname":7,"adress":{},"address":"x","email":["a",1],"address.city":"Ł","nip":"1","nip":"2"}"#;
    let reading = ParsedDocument::of(text, &context());
    for (path, left_out) in [
        ("surname", true),
        ("surnames", false),
        ("adress", false),
        ("address.city", true),
        ("address.street", true),
        ("addresses", false),
        ("email", false),
        ("email[0]", false),
        ("email[1]", true),
        ("nip", false),
    ] {
        assert_eq!(reading.has_left_out(path), left_out, "{path}");
    }
    assert!(ParsedDocument::of("[]", &context()).has_left_out("surname"));
}
