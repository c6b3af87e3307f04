//! The sandbox describes itself, and answers as it says.

use crate::{objections, sandbox};
use jsonschema::Validator;
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
