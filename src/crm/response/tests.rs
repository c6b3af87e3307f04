use super::*;
use crate::customer::outcome::LONGEST_ID;
use crate::text::is_invisible;
use proptest::prelude::*;

fn ask(status: u16, headers: &[(&'static str, &str)], body: &[u8]) -> Outcome {
    let headers = headers.iter().map(|(name, value)| {
        let name = ureq::http::HeaderName::from_static(name);
        (name, value.parse().unwrap())
    });
    decide(Resource::Customer, status, &headers.collect(), body, None)
}

#[test]
fn an_id_is_usable_or_it_is_none() {
    let longest = format!("\"{}\"", "9".repeat(64));
    let too_long = format!("\"{}\"", "9".repeat(65));
    for (id, expected) in [
        ("\"324\"", Some("324")),
        ("324", Some("324")),
        ("18446744073709551615", Some("18446744073709551615")),
        ("\"KL-7/ż\"", Some("KL-7/ż")),
        (&longest, Some(longest.trim_matches('"'))),
        (&too_long, None),
        ("\"\"", None),
        ("\" \"", None),
        ("\"3 4\"", None),
        ("\"324\\n\"", None),
        ("\"3\\u001b[31m\"", None),
        ("\"3\\u202e4\"", None),
        ("\"3\\u200b4\"", None),
        ("0", None),
        ("\"0\"", None),
        ("-1", None),
        ("1.5", None),
        ("18446744073709551616", None),
        ("null", None),
        ("true", None),
        ("[324]", None),
        ("{\"customer_id\":324}", None),
    ] {
        let outcome = ask(200, &[], format!("{{\"customer_id\":{id}}}").as_bytes());
        assert_eq!(outcome.customer_id(), expected, "{id}");
    }
}

#[test]
fn errors_are_read_as_far_as_they_have_the_vendors_shape() {
    for (body, request_id, errors) in [
        (
            r#"{"request_id":"5f","errors":[{"message":"A","code":1},{"message":"B","code":"x"}]}"#,
            Some("5f"),
            "A/1 B/x",
        ),
        (
            r#"{"request_id":7,"errors":[{"message":"A"},{"code":2},"C",null]}"#,
            Some("7"),
            "A/-",
        ),
        (r#"{"request_id":null,"errors":{"message":"A"}}"#, None, ""),
        (r#"{"errors":[]}"#, None, ""),
        (r#"["A"]"#, None, ""),
        ("<html>", None, ""),
        ("", None, ""),
    ] {
        let Outcome::Rejected { answer } = ask(422, &[], body.as_bytes()) else {
            panic!("{body}: not rejected");
        };
        let seen = answer.errors.iter();
        let seen = seen.map(|error| format!("{}/{}", error.message, error.code.as_deref().unwrap_or("-")));
        assert_eq!(seen.collect::<Vec<_>>().join(" "), errors, "{body}");
        assert_eq!(
            (answer.request_id.as_deref(), answer.body.as_str()),
            (request_id, body)
        );
    }
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    let date = ("date", "Tue, 24 Nov 2026 10:00:00 GMT");
    for (value, with_date, expected) in [
        ("120", false, Some(120)),
        (" 7 ", false, Some(7)),
        ("Tue, 24 Nov 2026 10:01:30 GMT", true, Some(90)),
        ("Tue, 24 Nov 2026 09:00:00 GMT", true, Some(0)),
        ("Tue, 24 Nov 2026 10:01:30 GMT", false, None),
        ("-5", true, None),
        ("soon", true, None),
    ] {
        let mut headers = vec![("retry-after", value)];
        headers.extend(with_date.then_some(date));
        let outcome = ask(429, &headers, b"");
        assert_eq!(outcome.answer().unwrap().retry_after, expected, "{value}");
    }
}

#[test]
fn nesting_does_not_exhaust_the_stack() {
    let body = format!("{{\"customer_id\":\"324\",\"x\":{}", "[".repeat(500_000));
    let outcome = ask(200, &[], body.as_bytes());
    assert!(matches!(
        outcome,
        Outcome::Unknown {
            failure: FailureReason::NoCustomerId,
            ..
        }
    ));
}

#[test]
fn the_start_of_a_long_body_is_kept_in_whole_characters() {
    for (name, body, kept) in [
        ("just short enough", "a".repeat(KEPT).into_bytes(), KEPT),
        ("too long", "a".repeat(KEPT + 1).into_bytes(), KEPT),
        (
            "a character across the end",
            format!("{}漢漢", "a".repeat(KEPT - 1)).into_bytes(),
            KEPT - 1,
        ),
        ("not UTF-8", vec![0xff; KEPT], KEPT - 1),
    ] {
        let outcome = ask(500, &[], &body);
        assert_eq!(outcome.answer().unwrap().body.len(), kept, "{name}");
    }
}

#[test]
fn a_body_cut_short_takes_back_a_yes_but_not_a_no() {
    let body = br#"{"customer_id":"324"}"#;
    let cut = Some(FailureReason::Cut);
    let decide = |status| decide(Resource::Customer, status, &HeaderMap::new(), body, cut.clone());
    assert!(matches!(
        decide(200),
        Outcome::Unknown {
            failure: FailureReason::Cut,
            answer: Some(_)
        }
    ));
    assert!(matches!(decide(400), Outcome::Rejected { .. }));
    assert!(matches!(
        decide(500),
        Outcome::Unknown {
            failure: FailureReason::Server(500),
            ..
        }
    ));
}

#[test]
fn a_status_that_is_neither_yes_nor_no_leaves_it_open() {
    for status in [101, 199, 500, 599, 600, 999] {
        let outcome = ask(status, &[], br#"{"customer_id":"324"}"#);
        assert!(
            matches!(outcome, Outcome::Unknown { failure: FailureReason::Server(seen), .. } if seen == status)
        );
    }
}

#[test]
fn a_no_in_an_old_encoding_gives_its_reasons_and_a_yes_in_one_gives_no_id() {
    // Windows-1250 and ISO-8859-2 write `ł` with the same byte.
    let no = b"{\"request_id\":\"5f\",\"errors\":[{\"message\":\"Z\xb3y NIP\",\"code\":11}]}";
    for status in [302, 400, 500] {
        let outcome = ask(status, &[], no);
        let answer = outcome.answer().unwrap();
        assert_eq!(answer.request_id.as_deref(), Some("5f"), "{status}");
        assert_eq!(answer.errors[0].message, "Z\u{fffd}y NIP", "{status}");
    }
    let yes = ask(200, &[], b"{\"customer_id\":\"324\",\"name\":\"\xb3\"}");
    assert_eq!(yes.customer_id(), None);
}

/// Bodies that are a document of this API, nearly one, or none at all.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let id = prop_oneof![
        any::<String>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[0-9]{1,80}".prop_map(Value::from),
    ];
    let near = id.prop_map(|id| serde_json::json!({ "customer_id": id, "errors": [{ "message": id }] }));
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        near.prop_map(|document| document.to_string().into_bytes()),
    ]
}

fn any_failure() -> impl Strategy<Value = Option<FailureReason>> {
    prop_oneof![
        Just(None),
        Just(Some(FailureReason::Cut)),
        Just(Some(FailureReason::Cancelled))
    ]
}

proptest! {
    #[test]
    fn whatever_comes_back_is_an_outcome_and_a_creation_only_with_an_id(
        status in 100..1000u16,
        headers in prop::collection::vec((0..4usize, prop::collection::vec(any::<u8>(), 0..40)), 0..4),
        body in bodies(),
        cut_by in any_failure(),
    ) {
        let names = ["retry-after", "date", "location", "x"];
        let headers = headers.into_iter().filter_map(|(name, value)| {
            let value = ureq::http::HeaderValue::from_bytes(&value).ok()?;
            Some((ureq::http::HeaderName::from_static(names[name]), value))
        });
        let whole = cut_by.is_none();
        match decide(Resource::Customer, status, &headers.collect(), &body, cut_by) {
            Outcome::Created { customer_id, answer } => {
                prop_assert!(whole && (200..300).contains(&status) && answer.status == status);
                prop_assert!((1..=LONGEST_ID).contains(&customer_id.chars().count()));
                prop_assert!(customer_id.chars().all(|c| !c.is_whitespace() && !is_invisible(c)));
            }
            Outcome::Rejected { .. } => prop_assert!((300..500).contains(&status)),
            Outcome::Unknown { answer, .. } => prop_assert_eq!(answer.unwrap().status, status),
            Outcome::NotSent { .. } => prop_assert!(false, "an answer came"),
        }
    }
}
