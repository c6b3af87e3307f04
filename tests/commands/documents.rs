//! `check` and `preview`: a customer's document from a file or a pipe.

use super::support::faults::{Act, Faults};
use super::{Home, NOWHERE};
use jiff::civil::date;
use kartoteka::customer::{Card, FIELDS, FieldId, FieldKind, Payload, RuleContext, Slot};
use serde_json::json;
use std::fs;
use std::io::Read as _;
use std::process::Stdio;

const KOWALSKI: &str = r#"{"surname":"Kowalski","phone_number":["333444555","123432234"]}"#;

/// The settings of a tenant, behind those of the profile.
const TENANT: &str = "[choices]\ntype = [{ value = \"Klient\" }, { value = \"Partner\" }]\n\
    [[custom_fields]]\nname = \"kampania\"\nrequired = true\n";

#[test]
fn a_right_customer_is_told_to_be_right() {
    let home = Home::new(NOWHERE, "");
    let file = home.path().join("klient.json");
    let bom = format!("\u{feff}{KOWALSKI}");
    fs::write(&file, &bom).unwrap();
    let file = file.to_str().unwrap();
    for (arguments, stdout) in [
        (["check", "-"].as_slice(), "stdin: no problems found\n".to_owned()),
        (&["check", file], format!("{file}: no problems found\n")),
        (
            &["check", "-", "--json"],
            "{\"valid\":true,\"problems\":[]}\n".to_owned(),
        ),
    ] {
        let told = home.pipe(arguments, bom.as_bytes());
        assert_eq!(
            (told.code, told.stdout, told.stderr.as_str()),
            (Some(0), stdout, ""),
            "{arguments:?}"
        );
    }
}

#[test]
fn every_problem_of_a_customer_is_told_with_its_field() {
    let home = Home::new(NOWHERE, TENANT);
    let document = r#"{"surname":"N","email":["a@b.pl","ż"],"type":"Inny","address":{"street":"Długa"}}"#;
    let told = home.pipe(&["check", "-"], document.as_bytes());
    assert_eq!(told.code, Some(3), "{told:?}");
    assert_eq!(
        told.stdout,
        "stdin: error: email[1]: invalid e-mail\n\
         stdin: error: type: not one of the configured values: Klient, Partner\n\
         stdin: warning: address.city: city missing\n\
         stdin: error: custom_fields.kampania: required\n"
    );
    let told = home.pipe(&["--lang", "pl", "check", "-"], document.as_bytes());
    assert!(
        told.stdout.contains("stdin: błąd: email[1]: błędny e-mail\n"),
        "{told:?}"
    );

    let told = home.pipe(&["check", "-", "--json"], document.as_bytes());
    assert_eq!(told.code, Some(3), "{told:?}");
    let problem = |field: &str, severity: &str, reason: &str, message: &str| json!({"field": field, "severity": severity, "reason": reason, "message": message});
    let expected = json!({"valid": false, "problems": [
        problem("email[1]", "error", "email_syntax", "invalid e-mail"),
        problem("type", "error", "not_a_choice", "not one of the configured values: Klient, Partner"),
        problem("address.city", "warning", "city_missing", "city missing"),
        problem("custom_fields.kampania", "error", "required", "required"),
    ]});
    assert_eq!(told.json(), [expected]);
}

#[test]
fn warnings_alone_are_told_and_stop_nobody() {
    let home = Home::new(NOWHERE, "");
    let told = home.pipe(
        &["check", "-"],
        br#"{"surname":"N","address":{"street":"Dluga"}}"#,
    );
    assert_eq!(
        (told.code, told.stdout.as_str()),
        (Some(0), "stdin: warning: address.city: city missing\n")
    );
}

#[test]
fn what_is_no_customer_is_told_with_its_place_and_shows_no_orders_to_the_terminal() {
    let home = Home::new(NOWHERE, "");
    for (document, words) in [
        (b"".as_slice(), "line 1, column 1: error: it is empty"),
        (b"\xef\xbb\xbf", "line 1, column 1: error: it is empty"),
        (
            b"{\"surname\":\"\xc5\xbb\"\n\xff",
            "line 2, column 1: error: not UTF-8 text",
        ),
        (b"\xff\xfe{\x00", "line 1, column 1: error: not UTF-8 text"),
        (
            b"{\"surname\":\"N\"}{\"surname\":\"O\"}",
            "line 1, column 16: error: more text follows",
        ),
        (
            b"{\"surname\":\"N\",\"phone\":\"1\"}",
            "error: phone: the API has no such field; did you mean phone_number?",
        ),
        (
            b"{\"surname\":\"N\",\"vip\":1}",
            "error: vip: expected true or false, without quotes, found a number",
        ),
        (
            b"{\"surname\":\"N\",\"vip\":true,\"vip\":true}",
            "error: vip: duplicate name",
        ),
        (
            "{\"surname\":\"N\",\"a\u{9b}31m\":1}".as_bytes(),
            "error: a\\u{9b}31m: the API has no such field",
        ),
    ] {
        let told = home.pipe(&["check", "-"], document);
        assert_eq!((told.code, told.stderr.as_str()), (Some(3), ""), "{told:?}");
        assert!(told.stdout.contains(words), "{words}: {told:?}");
        assert_eq!(told.stdout.lines().count(), 1, "{told:?}");
    }
    let told = home.pipe(&["check", "-", "--json"], "{\"a\u{9b}31m\":1}".as_bytes());
    assert!(told.stdout.contains("\"field\":\"a\\u009b31m\""), "{told:?}");
    let place = (
        &told.json()[0]["problems"][0]["line"],
        &told.json()[0]["problems"][0]["column"],
    );
    assert_eq!(place, (&json!(1), &json!(8)));
}

#[test]
fn all_that_is_wrong_is_told_at_once_the_document_first_and_then_its_values() {
    let server = Faults::start(Act::CloseAtOnce);
    let home = Home::new(&server.url(), "");
    let document = "{\"surnme\":\"N\",\n \"nip\":1234563218,\n \"pesel\":\"44051401358\",\"pesel\":\"1\",\n \
                    \"email\":[true,\"ż\"],\n \"address\":{\"street\":\"a\\tb\",\"city\":[\"TAK\"]},\"birthdate\":\"31.2.1990\"}";
    let expected = [
        ("surnme", "unknown_field", Some((1, 9))),
        ("nip", "type", Some((2, 17))),
        ("pesel", "duplicate", Some((3, 30))),
        ("email[0]", "type", Some((4, 14))),
        ("address.street", "character", Some((5, 27))),
        ("address.city", "type", Some((5, 42))),
        ("surname", "required", None),
        ("pesel", "pesel_checksum", None),
        ("birthdate", "date_impossible", None),
        ("email[1]", "email_syntax", None),
    ];
    for command in ["check", "submit"] {
        let told = home.pipe(&[command, "-", "--json"], document.as_bytes());
        assert_eq!(told.code, Some(3), "{told:?}");
        let answer = told.json().remove(0);
        let problems = answer["problems"].as_array().unwrap().iter().map(|problem| {
            let place = problem["line"].as_u64().zip(problem["column"].as_u64());
            let text = |member: &str| problem[member].as_str().unwrap().to_owned();
            (text("field"), text("reason"), place)
        });
        let expected = expected.map(|(field, reason, place)| (field.to_owned(), reason.to_owned(), place));
        assert_eq!(problems.collect::<Vec<_>>(), expected, "{command}");
    }
    let told = home.pipe(&["check", "-"], document.as_bytes());
    assert_eq!(told.stdout.lines().count(), expected.len(), "{told:?}");
    let told = home.pipe(&["preview", "-"], document.as_bytes());
    assert_eq!((told.code, told.stdout.as_str()), (Some(3), ""), "{told:?}");
    assert_eq!(told.stderr.lines().count(), expected.len(), "{told:?}");
    assert_eq!(server.finish().connections, 0);
    // Of a document that breaks off the values are not checked: the rest of them may be missing.
    let told = home.pipe(&["check", "-"], b"{\"nip\":5,\"x\":1,\"pesel\":\"1\"");
    assert_eq!(
        told.stdout,
        "stdin: line 1, column 8: error: nip: expected a text in quotes, found a number\n\
         stdin: line 1, column 12: error: x: the API has no such field\n\
         stdin: line 1, column 26: error: the document ends too early; is part of it missing?\n"
    );
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let home = Home::new(NOWHERE, "");
    for (file, words) in [
        (
            "/none\u{1b}[2J.json",
            "/none\\u{1b}[2J.json: cannot be read: No such file",
        ),
        ("/", "/: cannot be read: Is a directory"),
    ] {
        for command in ["check", "preview"] {
            let told = home.pipe(&[command, file], b"");
            assert_eq!((told.code, told.stdout.as_str()), (Some(2), ""), "{told:?}");
            assert!(
                told.stderr.starts_with(&format!("kartoteka: {words}")),
                "{told:?}"
            );
            assert_eq!(told.stderr.lines().count(), 1, "{told:?}");
        }
    }
    let told = home.pipe(&["check", "-"], " ".repeat(1024 * 1024 + 1).as_bytes());
    assert_eq!(told.code, Some(3));
    assert!(told.stderr.contains("stdin: larger than 1 MB"), "{told:?}");
}

#[test]
fn the_preview_has_the_bytes_of_the_payload() {
    let home = Home::new(NOWHERE, "");
    let mut card = Card::default();
    for field in FieldId::all() {
        card.set(Slot::of(field), field.field().sample);
        if field.field().kind == FieldKind::Pairs {
            card.set(Slot::name(0), "pole");
        }
    }
    assert_eq!(FIELDS.len(), FieldId::all().count());
    let payload = Payload::of(&card, &RuleContext::on(date(2026, 11, 24)));
    let told = home.pipe(&["preview", "-"], payload.text().as_bytes());
    assert_eq!(
        (told.code, told.stdout, told.stderr.as_str()),
        (Some(0), format!("{}\n", payload.text()), "")
    );
}

#[test]
fn the_preview_is_written_in_every_form() {
    let home = Home::new(NOWHERE, "");
    for (form, words) in [
        ("json", "\"surname\": \"Kowalski\""),
        ("curl", "curl -u 'api_user:***'"),
        ("httpie", "POST 'https://x.thulium.com/api/customers'"),
        ("php", "<?php"),
        ("http", "POST /api/customers HTTP/1.1\nHost: x.thulium.com\n"),
    ] {
        let told = home.pipe(&["preview", "-", "--as", form], KOWALSKI.as_bytes());
        assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""), "{form}");
        assert!(told.stdout.contains(words), "{form}: {told:?}");
        assert!(!told.stdout.contains("api_pass"), "{form}: {told:?}");
    }
}

#[test]
fn the_preview_of_a_wrong_customer_is_shown_and_its_problems_are_told_beside_it() {
    let home = Home::new(NOWHERE, "");
    let told = home.pipe(&["preview", "-"], br#"{"name":"Jan"}"#);
    assert_eq!(
        (told.code, told.stdout.as_str()),
        (Some(3), "{\n  \"name\": \"Jan\"\n}\n")
    );
    assert_eq!(told.stderr, "stdin: error: surname: required\n");
    let told = home.pipe(&["preview", "-"], b"[]");
    assert_eq!((told.code, told.stdout.as_str()), (Some(3), ""));
    assert!(
        told.stderr.contains("expected one customer, an object"),
        "{told:?}"
    );
}

#[test]
fn a_pipe_that_is_closed_early_is_no_error() {
    let home = Home::new(NOWHERE, "");
    let note = "x".repeat(512 * 1024);
    let file = home.path().join("klient.json");
    fs::write(&file, format!(r#"{{"surname":"N","note":"{note}"}}"#)).unwrap();
    let mut child = home
        .command(&["preview", file.to_str().unwrap()])
        .spawn()
        .unwrap();
    let mut some = [0];
    // More than a pipe holds is still to come.
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let told = super::support::home::Told::of(child);
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_full_disk_behind_stdout_is_told() {
    let home = Home::new(NOWHERE, "");
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = home.command(&["check", "/dev/null"]);
    let child = command.stdin(Stdio::null()).stdout(full).spawn().unwrap();
    let told = super::support::home::Told::of(child);
    assert_eq!(told.code, Some(2));
    assert!(told.stderr.contains("cannot write to stdout"), "{told:?}");
}
