//! The schema of a customer and `check` agree on the structure of any document.

use crate::support::dice::Dice;
use crate::support::home::Home;
use crate::{NOWHERE, documents, mutation, objections, validator};
use kartoteka::customer::{FIELDS, Field, FieldKind};
use serde_json::{Map, Value, json};
use std::fs;

/// A tenant with custom fields, choices and a form of its own.
const TENANT: &str = r#"
[profiles.main.form]
required = ["phone_number", "company_id", "vip", "note", "invoice_address.city", "custom_fields.zgoda"]
[profiles.main.form.labels]
surname = "Nazwisko lub firma"
[profiles.main.form.defaults]
group = "VIP"
[choices]
type = [{ value = "Klient" }, { value = "Partner" }]
[[custom_fields]]
name = "kampania"
label = "Kampania"
required = true
[[custom_fields]]
name = "zgoda"
[[custom_fields]]
name = "kod.x"
choices = [{ value = "a" }]
"#;

/// The fields that the tenant requires.
const REQUIRED: [&str; 6] = [
    "phone_number",
    "company_id",
    "vip",
    "note",
    "invoice_address.city",
    "custom_fields",
];

/// A value of a field.
fn value(field: &Field, dice: &mut Dice) -> Value {
    match field.kind {
        FieldKind::Number if dice.percent(50) => json!(17),
        FieldKind::Rows if dice.percent(50) => json!([field.sample, field.sample]),
        FieldKind::Line | FieldKind::Lines | FieldKind::Choice | FieldKind::Number | FieldKind::Rows => {
            json!(field.sample)
        }
        FieldKind::Flag => json!(dice.percent(50)),
        FieldKind::Pairs => json!({"kampania": "wiosna", "zgoda": "tak", "inne": null}),
    }
}

/// A customer with some of the fields, these among them.
fn good(required: &[&str], dice: &mut Dice) -> Value {
    let mut document = Map::new();
    let percent = dice.pick(&[10, 40, 100]);
    for field in FIELDS {
        if !field.required && !required.contains(&field.path) && !dice.percent(percent) {
            continue;
        }
        let value = value(field, dice);
        match field.parent_and_key() {
            (None, key) => drop(document.insert(key.to_owned(), value)),
            (Some(parent), key) => document.entry(parent).or_insert(json!({}))[key] = value,
        }
    }
    Value::Object(document)
}

/// Whether `check` says something against the structure: a name, a type, or that a value is missing where nothing is
/// wrong with what stands there.
fn has_structural_error(problems: &[Value]) -> bool {
    let path = |problem: &Value| problem["field"].as_str().unwrap_or_default().to_owned();
    let of_text = problems.iter().filter(|problem| problem.get("column").is_some());
    let unreadable: Vec<String> = of_text.map(path).collect();
    problems
        .iter()
        .any(|problem| match problem["reason"].as_str().unwrap() {
            "unknown_field" | "dotted" | "type" => true,
            "required" => {
                let path = path(problem);
                let (field, _) = path.split_once('[').unwrap_or((&path, ""));
                !unreadable
                    .iter()
                    .any(|other| other.starts_with(field) || field.starts_with(other.as_str()))
            }
            _ => false,
        })
}

/// Holds random documents against `check` and the schema of the same tenant; returns how many were refused by both.
fn agreement(home: &Home, required: &[&str], seed: u64) -> usize {
    let schema = home.pipe(&["schema", "customer"], b"");
    assert_eq!(schema.code, Some(0), "{schema:?}");
    let validator = validator(&serde_json::from_str(&schema.stdout).unwrap());
    let documents: Vec<Value> = (0..documents())
        .map(|number| {
            let mut dice = Dice::new(seed + number);
            let mut document = good(required, &mut dice);
            let mut known = Vec::new();
            mutation::names(&document, &mut known);
            for _ in 0..dice.below(5) {
                mutation::change(&mut document, &known, &mut dice);
            }
            document
        })
        .collect();
    let lines: Vec<String> = documents.iter().map(Value::to_string).collect();
    // Not through a pipe: the program would wait for the reader of its answers.
    let file = home.path().join("documents");
    fs::write(&file, lines.join("\n")).unwrap();
    let checked = home.pipe(&["check", file.to_str().unwrap(), "--ndjson", "--json"], b"");
    let checked = checked.json();
    assert_eq!(checked.len(), documents.len());
    let mut refused = 0;
    for (document, checked) in documents.iter().zip(&checked) {
        let objections = objections(&validator, document);
        let problems = checked["problems"].as_array().unwrap();
        assert_eq!(
            !objections.is_empty(),
            has_structural_error(problems),
            "{document}\nschema: {objections:#?}\ncheck: {problems:#?}"
        );
        refused += usize::from(!objections.is_empty());
    }
    refused
}

#[test]
fn the_schema_refuses_what_check_refuses_for_its_structure() {
    let count = usize::try_from(documents()).unwrap();
    for (more, required, seed) in [("", &[][..], 0), (TENANT, &REQUIRED, 1 << 32)] {
        let refused = agreement(&Home::new(NOWHERE, more), required, seed);
        // Neither takes everything, nor refuses everything.
        assert!(
            (count / 10..count * 9 / 10).contains(&refused),
            "{refused} of {count}"
        );
    }
}

#[test]
fn the_schema_has_the_labels_and_the_values_of_the_tenant() {
    let home = Home::new(NOWHERE, TENANT);
    let schema: Value = serde_json::from_str(&home.pipe(&["schema", "customer"], b"").stdout).unwrap();
    let of = |path: &str| schema.pointer(&format!("/properties/{path}")).unwrap();
    assert_eq!(of("surname")["title"], "Nazwisko lub firma");
    assert_eq!(of("type")["examples"], json!(["Klient", "Partner"]));
    assert_eq!(of("custom_fields/properties/kampania")["title"], "Kampania");
    assert_eq!(of("custom_fields")["required"], json!(["kampania", "zgoda"]));
    assert_eq!(of("invoice_address")["required"], json!(["city"]));
    let polish = home.pipe(&["--lang", "pl", "schema", "customer"], b"").stdout;
    assert!(polish.contains("\"title\": \"Klient\""), "{polish}");
}
