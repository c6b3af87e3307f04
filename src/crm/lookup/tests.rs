use super::*;
use crate::customer::FieldId;
use proptest::prelude::*;

fn ids(body: &str) -> Result<Vec<String>, LookupFailure> {
    let found = customers_of_answer(body.as_bytes())?;
    Ok(found.into_iter().map(|found| found.customer_id).collect())
}

#[test]
fn a_list_is_an_array_bare_or_in_an_envelope_or_one_customer() {
    for (body, expected) in [
        ("[]", vec![]),
        (r#"{"result":[]}"#, vec![]),
        (
            r#"[{"customer_id":324},{"customer_id":"KL-7"}]"#,
            vec!["324", "KL-7"],
        ),
        (r#"{"count":1,"result":[{"customer_id":324}]}"#, vec!["324"]),
        (r#"{"customer_id":324,"surname":"Nowak"}"#, vec!["324"]),
        (
            r#"[{"customer_id":1},{"customer_id":1},{"id":2},null,[]]"#,
            vec!["1", "1"],
        ),
    ] {
        assert_eq!(ids(body).unwrap(), expected, "{body}");
    }
    let many: Vec<String> = (1..=50).map(|id| format!("{{\"customer_id\":{id}}}")).collect();
    assert_eq!(
        ids(&format!("[{}]", many.join(","))).unwrap().len(),
        Lookup::LONGEST_LIST
    );
}

#[test]
fn what_is_not_understood_is_never_an_empty_list() {
    let deep = "[".repeat(100_000);
    for body in [
        "",
        " ",
        "null",
        "0",
        "\"[]\"",
        "{}",
        "[",
        "[] []",
        "<html>",
        &deep,
        r#"{"result":null}"#,
        r#"{"result":{}}"#,
        r#"{"customers":[]}"#,
        r#"{"errors":[]}"#,
        r#"{"result":"x","customer_id":1}"#,
    ] {
        let result = ids(body);
        assert!(
            matches!(result, Err(LookupFailure::Failed(FailureReason::Unreadable(_)))),
            "{body:.20}: {result:?}"
        );
    }
    for body in [
        r#"[{"id":324}]"#,
        "[null]",
        "[[]]",
        r#"[{"customer_id":0}]"#,
        r#"{"customer_id":"a b"}"#,
    ] {
        let result = ids(body);
        assert_eq!(
            result,
            Err(LookupFailure::Failed(FailureReason::NoCustomerId)),
            "{body}"
        );
    }
}

#[test]
fn what_the_crm_says_of_a_customer_is_kept() {
    let found =
        customers_of_answer(r#"[{"customer_id":1,"surname":"Żółć","emails":["a@b.pl"],"x":{}}]"#.as_bytes())
            .unwrap();
    let of = |path| found[0].values.of(FieldId::of(path).unwrap());
    assert_eq!(
        (of("surname"), of("email")),
        (&["Żółć".to_owned()][..], &["a@b.pl".to_owned()][..])
    );
}

/// JSON that has the names this API uses at every depth, with whatever under them.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        let name = prop_oneof![
            Just("customer_id".to_owned()),
            Just("result".to_owned()),
            Just("email".to_owned()),
            Just("custom_fields".to_owned()),
            any::<String>(),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..6)
                .prop_map(|members| members.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

proptest! {
    #[test]
    fn any_bytes_are_a_list_or_a_failure(body in prop::collection::vec(any::<u8>(), 0..512)) {
        let _ = customers_of_answer(&body);
    }

    #[test]
    fn any_json_gives_usable_ids_or_a_failure(document in any_json()) {
        for found in customers_of_answer(document.to_string().as_bytes()).unwrap_or_default() {
            prop_assert!((1..=64).contains(&found.customer_id.chars().count()));
            prop_assert!(!found.customer_id.contains(char::is_whitespace));
        }
    }
}
