//! The description of the sandbox for programs that make or try clients: `OpenAPI` 3.1, from the table of fields and the table of
//! messages.

use super::intake::{is_of, is_required};
use super::lookup::{DEFAULT_LIMIT, HIGHEST_LIMIT};
use super::messages::{ALL, ReplyLanguage};
use crate::customer::{Field, RuleContext, identity, object_schema};
use crate::endpoint::Resource;
use crate::i18n::{Language, Locale};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// Where it is. Nobody need log in to read it.
pub(super) const PATH: &str = "/openapi.json";

/// The name of the way in among the components.
const LOGIN: &str = "basic";

/// The description.
pub(super) fn description() -> Value {
    let mut paths = Map::new();
    for resource in Resource::ALL {
        paths.insert(resource.path().to_owned(), list(resource));
        paths.insert(format!("{}/{{id}}", resource.path()), one(resource));
    }
    paths.insert("/api/agents".to_owned(), agents());
    paths.insert(PATH.to_owned(), itself());
    let mut schemas = Map::new();
    schemas.extend(Resource::ALL.map(|resource| (resource.name().to_owned(), schema(resource))));
    schemas.insert("errors".to_owned(), errors());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Kartoteka sandbox",
            "version": env!("KARTOTEKA_VERSION"),
            "description": "An embedded CRM for trying out and testing, with the part of Thulium's API that Kartoteka uses.",
        },
        "security": [{LOGIN: []}],
        "paths": paths,
        "components": {
            "securitySchemes": {LOGIN: {"type": "http", "scheme": "basic"}},
            "schemas": schemas,
        },
    })
}

/// What can be posted. The sandbox is more generous: it takes flags and numbers as texts, too.
fn schema(resource: Resource) -> Value {
    let context = RuleContext::on(Date::MAX);
    let (has, needs) = (
        |field: &Field| is_of(resource, field),
        |field: &Field| is_required(resource, field),
    );
    object_schema(&context, &Locale::new(Language::En), &has, &needs)
}

fn list(resource: Resource) -> Value {
    let name = resource.name();
    let query = |name: &str, schema: Value| json!({"name": name, "in": "query", "schema": schema});
    let mut parameters: Vec<Value> = identity::searched()
        .map(|field| query(field.field().path, json!({"type": "string"})))
        .collect();
    let limit = json!({"type": "integer", "minimum": 1, "maximum": HIGHEST_LIMIT, "default": DEFAULT_LIMIT});
    parameters.push(query("limit", limit));
    parameters.push(query(
        "offset",
        json!({"type": "integer", "minimum": 0, "default": 0}),
    ));
    let found = json!({
        "type": "object",
        "properties": {"result": {"type": "array", "items": {"type": "object"}}},
        "required": ["result"],
    });
    let created = json!({
        "type": "object",
        "properties": {resource.id_member(): {"type": "string"}},
        "required": [resource.id_member()],
    });
    json!({
        "get": {
            "operationId": format!("find_{name}"),
            "summary": "Find by values that must all be there; all without any",
            "parameters": parameters,
            "responses": answers("What was found", &found, &["400", "401"]),
        },
        "post": {
            "operationId": format!("create_{name}"),
            "summary": "Create one",
            "requestBody": {
                "required": true,
                "content": json_content(&json!({"$ref": format!("#/components/schemas/{name}")})),
            },
            "responses": answers("The new id", &created, &["400", "401", "413", "415", "422"]),
        },
    })
}

fn one(resource: Resource) -> Value {
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}});
    json!({
        "get": {
            "operationId": format!("show_{}", resource.name()),
            "summary": "Show one by its id",
            "parameters": [id],
            "responses": answers("The values that are not blank", &json!({"type": "object"}), &["401", "404"]),
        },
    })
}

fn agents() -> Value {
    let agent = json!({
        "type": "object",
        "properties": {
            "agent_id": {"type": "integer"},
            "login": {"type": "string"},
            "name": {"type": "string"},
            "surname": {"type": "string"},
            "active": {"type": "boolean"},
        },
        "required": ["agent_id", "login", "name", "surname", "active"],
    });
    json!({
        "get": {
            "operationId": "list_agents",
            "summary": "List the agents",
            "responses": answers("The agents", &json!({"type": "array", "items": agent}), &["401"]),
        },
    })
}

fn itself() -> Value {
    json!({
        "get": {
            "operationId": "describe",
            "summary": "Show this description",
            "security": [],
            "responses": answers("This description", &json!({"type": "object"}), &[]),
        },
    })
}

/// The answer with status 200, those with errors that are to be expected, and any other.
fn answers(meaning: &str, schema: &Value, refusals: &[&str]) -> Value {
    let answer =
        |meaning: &str, schema: &Value| json!({"description": meaning, "content": json_content(schema)});
    let errors = json!({"$ref": "#/components/schemas/errors"});
    let mut answers = Map::new();
    answers.insert("200".to_owned(), answer(meaning, schema));
    for status in refusals.iter().chain(&["default"]) {
        answers.insert(
            (*status).to_owned(),
            answer("What is wrong with the request", &errors),
        );
    }
    answers.into()
}

fn json_content(schema: &Value) -> Value {
    json!({"application/json": {"schema": schema}})
}

/// An answer with errors, in the vendor's shape.
fn errors() -> Value {
    let codes = ALL
        .iter()
        .map(|text| json!({"const": text.code(), "description": text.template(ReplyLanguage::English)}));
    json!({
        "type": "object",
        "properties": {
            "request_id": {"type": "string"},
            "errors": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "properties": {
                        "message": {"type": "string", "description": "In the language of Accept-Language"},
                        "code": {"oneOf": codes.collect::<Vec<_>>()},
                    },
                    "required": ["message", "code"],
                },
            },
        },
        "required": ["request_id", "errors"],
    })
}
