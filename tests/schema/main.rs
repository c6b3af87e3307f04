//! The schemas, held against what the program itself takes and prints.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

mod config;
mod customer;
mod mutation;
mod openapi;
mod output;

#[path = "../support"]
#[allow(dead_code, unused_imports, reason = "each binary uses a part of it")]
mod support {
    pub mod dice;
    pub mod echo;
    pub mod faults;
    pub mod home;
    pub mod pty;
    pub mod typist;
    pub mod wire;
}

use jsonschema::Validator;
use serde_json::Value;
use std::env;
use support::home::sandbox;

/// A CRM that nobody calls.
const NOWHERE: &str = "https://x.thulium.com";

/// How many documents are held against a schema: `KARTOTEKA_SCHEMA_DOCUMENTS` for a long run.
fn documents() -> u64 {
    let named = env::var("KARTOTEKA_SCHEMA_DOCUMENTS").ok();
    named.map_or(300, |count| count.parse().unwrap())
}

/// The validator of a schema, which is one by the rules of its dialect.
#[track_caller]
fn validator(schema: &Value) -> Validator {
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::draft202012::meta::validate(schema).unwrap_or_else(|error| panic!("{error}: {schema:#}"));
    jsonschema::draft202012::new(schema).unwrap_or_else(|error| panic!("{error}: {schema:#}"))
}

/// What a schema says against a document.
fn objections(validator: &Validator, document: &Value) -> Vec<String> {
    let errors = validator.iter_errors(document);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}
