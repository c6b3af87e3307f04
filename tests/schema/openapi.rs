//! The sandbox describes itself, and answers as it says.

use crate::{objections, sandbox};
use jsonschema::{Registry, Validator};
use kartoteka::customer::{FIELDS, FieldKind};
use kartoteka::sandbox::Sandbox;
use serde_json::{Map, Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

/// Sends a request, and gives the status and the document of the answer.
fn ask(crm: &Sandbox, method: &str, path: &str, is_let_in: bool, body: &str) -> (u16, Value) {
    let address = crm.base_url().replace("http://", "");
    let login = if is_let_in {
        "Authorization: Basic YXBpX3VzZXI6YXBpX3Bhc3M=\r\n"
    } else {
        ""
    };
    let mut stream = TcpStream::connect(&address).unwrap();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\n{login}Content-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap())
}

/// The schema at a place of the description, with all that it refers to.
fn schema_at(description: &Value, pointer: &str) -> Validator {
    let mut schema = description
        .pointer(pointer)
        .unwrap_or_else(|| panic!("{pointer}"))
        .clone();
    schema["components"] = description["components"].clone();
    jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{pointer}: {error}"))
}

/// A customer with every field.
fn customer() -> Value {
    let mut document = Map::new();
    for field in FIELDS {
        let value = match field.kind {
            FieldKind::Pairs => json!({"kampania": "wiosna"}),
            FieldKind::Flag => json!(true),
            FieldKind::Rows => json!([field.sample, field.sample]),
            _ => json!(field.sample),
        };
        match field.parent_and_key() {
            (None, key) => drop(document.insert(key.to_owned(), value)),
            (Some(parent), key) => document.entry(parent).or_insert(json!({}))[key] = value,
        }
    }
    document.insert("birthdate".to_owned(), json!("1944-05-14"));
    Value::Object(document)
}

#[test]
fn every_answer_is_one_that_the_description_has() {
    let crm = sandbox();
    let (status, description) = ask(&crm, "GET", "/openapi.json", false, "");
    assert_eq!((status, &description["openapi"]), (200, &json!("3.1.0")));
    let customer = customer().to_string();
    let company = r#"{"name": "Żółta Łódź", "nip": "1234563218"}"#;
    for (method, path, place, is_let_in, body, expected) in [
        (
            "POST",
            "/api/customers",
            "/api/customers",
            true,
            customer.as_str(),
            200,
        ),
        ("POST", "/api/companies", "/api/companies", true, company, 200),
        ("GET", "/api/customers/324", "/api/customers/{id}", true, "", 200),
        (
            "GET",
            "/api/customers?nip=1&limit=5",
            "/api/customers",
            true,
            "",
            200,
        ),
        ("GET", "/api/customers?x=1", "/api/customers", true, "", 400),
        ("GET", "/api/customers/9", "/api/customers/{id}", true, "", 404),
        ("GET", "/api/agents", "/api/agents", true, "", 200),
        ("GET", "/api/agents", "/api/agents", false, "", 401),
        ("GET", "/openapi.json", "/openapi.json", false, "", 200),
        ("POST", "/api/customers", "/api/customers", true, "{", 400),
        (
            "POST",
            "/api/customers",
            "/api/customers",
            true,
            r#"{"vip": []}"#,
            422,
        ),
        ("POST", "/api/customers", "/api/customers", false, "{}", 401),
    ] {
        let (status, answer) = ask(&crm, method, path, is_let_in, body);
        assert_eq!(status, expected, "{method} {path} {body}: {answer}");
        let operation = format!("/paths/{}/{}", place.replace('/', "~1"), method.to_lowercase());
        let schema = format!("{operation}/responses/{status}/content/application~1json/schema");
        let objections = objections(&schema_at(&description, &schema), &answer);
        assert!(
            objections.is_empty(),
            "{method} {path}: {answer}\n{objections:#?}"
        );
        if method == "POST" && body != "{" {
            let sent = schema_at(
                &description,
                &format!("{operation}/requestBody/content/application~1json/schema"),
            );
            let is_described = sent.is_valid(&serde_json::from_str(body).unwrap());
            assert_eq!(is_described, status == 200, "{body}");
        }
    }
    assert_eq!(ask(&crm, "POST", "/openapi.json", true, "{}").0, 405);
}

/// The published meta-schema of `OpenAPI` 3.1, with the schemas in a description held against its dialect.
fn meta_schema() -> Validator {
    let documents = [
        include_str!("openapi-3.1/schema.json"),
        include_str!("openapi-3.1/dialect.json"),
        include_str!("openapi-3.1/meta.json"),
    ];
    let mut registry = Registry::new();
    for document in documents {
        let document: Value = serde_json::from_str(document).unwrap();
        let id = document["$id"].as_str().unwrap().to_owned();
        registry = registry.add(id, document).unwrap();
    }
    let registry = registry.prepare().unwrap();
    let base: Value = serde_json::from_str(include_str!("openapi-3.1/schema-base.json")).unwrap();
    let options = jsonschema::options().with_registry(&registry);
    options.build(&base).unwrap()
}

#[test]
fn the_description_is_openapi() {
    let (_, description) = ask(&sandbox(), "GET", "/openapi.json", false, "");
    let meta_schema = meta_schema();
    let found = objections(&meta_schema, &description);
    assert!(found.is_empty(), "{found:#?}");
    // It looks everywhere.
    for (pointer, wrong) in [
        ("/info/version", json!(1)),
        ("/security", json!({})),
        ("/paths/~1api~1customers/get/parameters/0/in", json!("body")),
        (
            "/paths/~1api~1customers~1{id}/get/parameters/0/required",
            json!(false),
        ),
        ("/paths/~1api~1customers/post/responses/200", json!({})),
        (
            "/paths/~1api~1agents/get/responses/default/content/application~1json/schema/$ref",
            json!(7),
        ),
        ("/components/securitySchemes/basic/type", json!("password")),
        (
            "/components/schemas/customer/properties/surname/type",
            json!("text"),
        ),
        ("/components/schemas/errors/properties/errors/minItems", json!(-1)),
    ] {
        let mut broken = description.clone();
        *broken.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = wrong;
        assert!(!meta_schema.is_valid(&broken), "{pointer}");
    }
}

#[test]
fn what_the_meta_schema_cannot_see_of_the_description_is_right() {
    let (_, description) = ask(&sandbox(), "GET", "/openapi.json", false, "");
    let mut names = Vec::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values() {
            names.push(operation["operationId"].as_str().unwrap());
            let parameters = operation["parameters"].as_array().map_or(&[][..], Vec::as_slice);
            let in_path = parameters.iter().filter(|parameter| parameter["in"] == "path");
            let in_path: Vec<String> = in_path
                .map(|parameter| format!("{{{}}}", parameter["name"].as_str().unwrap()))
                .collect();
            assert_eq!(in_path.len(), path.matches('{').count(), "{path}");
            assert!(in_path.iter().all(|name| path.contains(name)), "{path}");
        }
    }
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "{names:?}");
    let mut references = Vec::new();
    collect_references(&description, &mut references);
    assert!(references.len() > 20, "{references:?}");
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(description.pointer(pointer).is_some(), "{reference}");
    }
}

/// The references in a document.
fn collect_references<'a>(document: &'a Value, found: &mut Vec<&'a str>) {
    match document {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members
                .values()
                .for_each(|value| collect_references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| collect_references(value, found)),
        _ => {}
    }
}
