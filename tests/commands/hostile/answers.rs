//! What a CRM answers, and what is kept of it.

use super::{HOSTILE, command, run};
use crate::Home;
use crate::support::faults::{Act, Faults};
use serde_json::json;
use std::fs;

/// An answer with hostile headers.
fn answer(status: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = format!(
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    )
    .into_bytes();
    for header in [
        "X-Request-Id",
        "Location",
        "Retry-After",
        "Content-Type",
        "Content-Language",
        "Server",
    ] {
        answer.extend(format!("{header}: ").bytes());
        answer.extend(b"http://a\x1b]0;x\x07\x1b[31m\xc2\x9b2J\x9b\x08\xe2\x80\xae\xe2\x81\xa6\xffz\r\n");
    }
    answer.extend(b"\r\n");
    answer.extend(body);
    answer
}

/// An answer with headers that every client takes, so that it is the body that is looked at.
fn plain_answer(status: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn answers() -> Vec<Vec<u8>> {
    let bodies: Vec<Vec<u8>> = vec![
        json!({"result": {"customer_id": HOSTILE}}).to_string().into(),
        json!({"customer_id": HOSTILE, "id": HOSTILE}).to_string().into(),
        json!({"errors": [{"message": HOSTILE, "field": HOSTILE, "code": HOSTILE}], "request_id": HOSTILE, "error": HOSTILE})
            .to_string()
            .into(),
        json!({"errors": {HOSTILE: [HOSTILE]}, "message": HOSTILE}).to_string().into(),
        json!({"result": [{"customer_id": "7", "surname": HOSTILE, "name": HOSTILE, "emails": [HOSTILE], HOSTILE: HOSTILE}]})
            .to_string()
            .into(),
        json!([{"customer_id": HOSTILE, "surname": HOSTILE}]).to_string().into(),
        HOSTILE.into(),
        b"<html>\x9b31m\xff\x1b[31m".to_vec(),
    ];
    let mut answers = Vec::new();
    for status in ["201 Created", "422 No", "500 Oops"] {
        for (number, body) in bodies.iter().enumerate() {
            let of = if number % 2 == 0 { answer } else { plain_answer };
            answers.push(of(status, body));
        }
    }
    // Not 429, at which an import waits.
    for status in ["200 OK", "302 Found", "400 Bad", "401 No"] {
        answers.push(answer(status, &bodies[2]));
        answers.push(plain_answer(status, &bodies[4]));
    }
    answers.push(plain_answer(
        &format!("422 {}", HOSTILE.replace(['\r', '\n'], "")),
        b"{}",
    ));
    answers.push(HOSTILE.into());
    answers
}

#[test]
fn answers_are_harmless_wherever_they_are_shown() {
    for (number, answer) in answers().into_iter().enumerate() {
        let language = if number % 2 == 0 { "en" } else { "pl" };
        let what = answer.escape_ascii().to_string();
        let server = Faults::start(Act::Answer(answer));
        let home = Home::new(&server.url(), "check_duplicates = true");
        let customer =
            |id: &str| format!(r#"{{"surname": "Nowak{id}", "email": "a{id}@b.pl", "identifier": "{id}"}}"#);
        fs::write(home.path().join("a.json"), customer("1")).unwrap();
        fs::write(home.path().join("b.json"), customer("2")).unwrap();
        fs::write(home.path().join("c.ndjson"), customer("3") + "\n").unwrap();
        fs::write(home.path().join("d.csv"), "Nazwisko;Identyfikator\nNowak;4\n").unwrap();
        for arguments in [
            &["submit", "a.json"][..],
            &["submit", "b.json", "--json", "--accept-warnings"],
            &["submit", "c.ndjson", "--ndjson", "--accept-warnings"],
            &["import", "d.csv", "--yes"],
            &["import", "d.csv", "--yes", "--json"],
            &["history"],
            &["history", "--format", "json"],
            &["history", "--format", "csv"],
            &["settle"],
        ] {
            run(
                &mut command(&home, language, arguments),
                &format!("{arguments:?} {what}"),
            );
        }
    }
}
