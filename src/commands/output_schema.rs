//! The JSON Schema (draft 2020-12) of what the commands print for other programs, made from the types that they print.

use super::check::CheckResult;
use super::history::HistoryRow;
use super::status::StatusReport;
use crate::audit::AuditRecord;
use crate::i18n::Locale;
use crate::import::{ImportReport, RowReport};
use crate::submit::{SubmitResult, UnsentDocument};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

/// What `submit --json` prints.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it is only described: the commands print the parts")]
enum SubmitAnswer {
    Sent(Box<SubmitResult>),
    Unsent(UnsentDocument<'static>),
}

/// What `submit --ndjson --json` prints for each line.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is only described: the commands print the parts")]
struct StreamAnswer {
    /// The line of the document, from 1.
    line: u64,
    #[serde(flatten)]
    answer: SubmitAnswer,
}

/// What `import --json` prints for each row.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is only described: the commands print the parts")]
struct ImportRow {
    /// The line of the file in which the row begins, from 1.
    row: u64,
    #[serde(flatten)]
    answer: RowAnswer,
}

#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it is only described: the commands print the parts")]
enum RowAnswer {
    Sent(Box<SubmitResult>),
    Other(RowReport<'static>),
}

/// The name of a command's output, and how its schema is made.
type OutputSchema = (&'static str, fn(&mut SchemaGenerator) -> schemars::Schema);

/// Every object that is printed.
const OUTPUTS: [OutputSchema; 8] = [
    ("check", |generator| generator.subschema_for::<CheckResult>()),
    ("submit", |generator| generator.subschema_for::<SubmitAnswer>()),
    ("submit_line", |generator| {
        generator.subschema_for::<StreamAnswer>()
    }),
    ("import_row", |generator| generator.subschema_for::<ImportRow>()),
    ("import_summary", |generator| {
        generator.subschema_for::<ImportReport>()
    }),
    ("history_row", |generator| generator.subschema_for::<HistoryRow>()),
    ("status", |generator| generator.subschema_for::<StatusReport>()),
    ("audit_line", |generator| generator.subschema_for::<AuditRecord>()),
];

/// The schema of all of them, each by its name among the definitions.
pub(super) fn output_schema(locale: &Locale) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut generator = settings.into_generator();
    let outputs: Vec<(&str, Value)> = OUTPUTS
        .iter()
        .map(|(name, schema)| (*name, schema(&mut generator).to_value()))
        .collect();
    let any: Vec<Value> = outputs
        .iter()
        .map(|(name, _)| json!({"$ref": format!("#/$defs/{name}")}))
        .collect();
    let mut definitions: Map<String, Value> = outputs
        .into_iter()
        .map(|(name, schema)| (name.to_owned(), schema))
        .collect();
    definitions.extend(generator.take_definitions(true));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": locale.texts().schema_output(),
        "description": locale.texts().schema_output_more(),
        "anyOf": any,
        "$defs": definitions,
    })
}
