//! What the commands print is what the schema says, in every outcome.

use crate::support::faults::{Act, Faults, http};
use crate::support::home::{Home, Told};
use crate::{NOWHERE, objections, sandbox, validator};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

/// The schema, and what was seen of it.
struct OutputSchema {
    schema: Value,
    /// The kinds of objects with their states.
    seen: BTreeSet<(&'static str, String)>,
}

impl OutputSchema {
    fn new() -> Self {
        let told = Home::new(NOWHERE, "").pipe(&["schema", "output"], b"");
        assert_eq!(told.code, Some(0), "{told:?}");
        let schema: Value = serde_json::from_str(&told.stdout).unwrap();
        validator(&schema);
        Self {
            schema,
            seen: BTreeSet::new(),
        }
    }

    /// Holds objects against the definition of this name. Nothing may be in them that is not described.
    #[track_caller]
    fn check(&mut self, name: &'static str, objects: &[Value]) {
        let strict = json!({
            "$schema": self.schema["$schema"],
            "$defs": self.schema["$defs"],
            "$ref": format!("#/$defs/{name}"),
            "unevaluatedProperties": false,
        });
        let strict = validator(&strict);
        assert!(!objects.is_empty());
        for object in objects {
            let objections = objections(&strict, object);
            assert!(objections.is_empty(), "{name}: {object:#}\n{objections:#?}");
            let state = object.get("state").or(object.get("valid"));
            let state = state.map_or_else(String::new, |state| state.to_string().replace('"', ""));
            self.seen.insert((name, state));
        }
    }

    #[track_caller]
    fn check_import(&mut self, told: &Told) {
        let mut objects = told.json();
        let summary = objects.pop().unwrap_or_else(|| panic!("{told:?}"));
        self.check("import_summary", &[summary]);
        self.check("import_row", &objects);
    }

    /// Whether all of these were seen.
    #[track_caller]
    fn has_seen(&self, name: &'static str, states: &[&str]) {
        for state in states {
            let kind = (name, (*state).to_owned());
            assert!(
                self.seen.contains(&kind),
                "{kind:?} was not seen: {:?}",
                self.seen
            );
        }
    }
}

#[test]
fn what_is_printed_of_a_check_is_described() {
    let mut schema = OutputSchema::new();
    let home = Home::new(NOWHERE, "");
    let documents = [
        r#"{"surname":"Nowak","email":["ewa@nowak.pl"]}"#,
        r#"{"surname":"Nowak","pesel":"44051401358","birthdate":"2999-01-01","phone_number":["123","x","+49 0 1"]}"#,
        r#"{"surnme":"Nowak","address.city":"Łódź","vip":3,"note":{"a":1},"name":"a\u001bb","nip":"1"}"#,
        r#"{"surname":"No\u200bwak","homepage":"ftp://x","postcode":1,"custom_fields":{"":"x"}}"#,
        "{",
        "[]",
        "",
    ];
    for document in documents {
        let told = home.pipe(&["check", "-", "--json"], document.as_bytes());
        schema.check("check", &told.json());
    }
    let stream = documents[..6].join("\n");
    schema.check(
        "check",
        &home
            .pipe(&["check", "-", "--ndjson", "--json"], stream.as_bytes())
            .json(),
    );
    schema.has_seen("check", &["true", "false"]);
}

const ERRORS: &str =
    r#"{"request_id":"a","errors":[{"message":"Wrong format of phone number.","code":111111}]}"#;

#[test]
fn what_is_printed_of_a_submission_is_described() {
    let mut schema = OutputSchema::new();
    let closed = Faults::start(Act::CloseAtOnce).url();
    let created = || Act::Answer(http("200 OK", "", r#"{"customer_id": 7}"#));
    let submit = |schema: &mut OutputSchema, home: &Home, document: &str| {
        let told = home.pipe(&["submit", "-", "--json"], document.as_bytes());
        schema.check("submit", &told.json());
        schema.check(
            "history_row",
            &home.pipe(&["history", "--format", "json"], b"").json(),
        );
    };
    for act in [
        created(),
        Act::Answer(http("400 Bad Request", "", ERRORS)),
        Act::Answer(http("429 Slow", "Retry-After: 7\r\n", "later")),
        Act::Answer(http("302 Found", "Location: https://x.example\r\n", "")),
        Act::Answer(http("500 Oops", "", "<html>")),
        Act::Answer(http("200 OK", "", "{}")),
        Act::Reset,
    ] {
        let server = Faults::start(act);
        let home = Home::new(&server.url(), "");
        submit(&mut schema, &home, r#"{"surname":"Nowak"}"#);
        // Now an unknown outcome blocks it.
        submit(&mut schema, &home, r#"{"surname":"Nowak"}"#);
    }
    submit(&mut schema, &Home::new(&closed, ""), r#"{"surname":"Nowak"}"#);
    let home = Home::new(NOWHERE, "");
    schema.check("submit", &home.pipe(&["submit", "-", "--json"], b"{}").json());
    fs::write(home.data(), "in the way").unwrap();
    let told = home.pipe(&["submit", "-", "--json"], br#"{"surname":"Nowak"}"#);
    schema.check("submit", &told.json());

    let server = Faults::start(Act::Turns(vec![
        created(),
        Act::Answer(http("401 No", "", ERRORS)),
    ]));
    let home = Home::new(&server.url(), "");
    let stream = "{\"surname\":\"A\"}\n{}\n{\"surname\":\"B\"}\n{\"surname\":\"C\"}\n";
    let told = home.pipe(&["submit", "-", "--ndjson", "--json"], stream.as_bytes());
    schema.check("submit_line", &told.json());
    schema.has_seen(
        "submit",
        &["created", "rejected", "not_sent", "unknown", "invalid", "blocked"],
    );
    schema.has_seen("submit_line", &["created", "invalid", "rejected", "left"]);
    schema.has_seen("history_row", &["created", "rejected", "not_sent", "unknown"]);
}

#[test]
fn what_is_printed_of_the_status_is_described() {
    let mut schema = OutputSchema::new();
    let server = Faults::start(Act::Reset);
    let home = Home::new(&server.url(), "");
    let mut check = || schema.check("status", &home.pipe(&["status", "--json"], b"").json());
    check();
    home.pipe(&["submit", "-"], br#"{"surname":"Nowak"}"#);
    check();
    let secret = home.path().join("secret");
    fs::write(&secret, "0123456789abcdef0123456789abcdef").unwrap();
    fs::set_permissions(&secret, Permissions::from_mode(0o600)).unwrap();
    let place = home.path().join("nowhere/team.db");
    let team = format!("[team]\nfile = {place:?}\nsecret_file = {secret:?}\n");
    let settings = fs::read_to_string(home.config()).unwrap();
    fs::write(home.config(), settings + &team).unwrap();
    check();
}

#[test]
fn what_is_printed_of_an_import_is_described() {
    let mut schema = OutputSchema::new();
    let table = |home: &Home, text: &str| {
        let path = home.path().join("klienci.csv");
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let import = |home: &Home, path: &str, more: &[&str]| {
        let questions = if more.contains(&"--check") {
            &[][..]
        } else {
            &["--yes"]
        };
        home.pipe(&[&["import", path, "--json"][..], questions, more].concat(), b"")
    };
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let rows = "surname,email,note\nNowak,ewa@nowak.pl,x\n,brak@nazwiska.pl,\nKowal,zły,\nZając,z@z.pl,a,b\n";
    let path = table(&home, rows);
    schema.check_import(&import(&home, &path, &["--check"]));
    schema.check_import(&import(&home, &path, &[]));
    schema.check_import(&import(&home, &path, &[]));
    // The same rows with another content.
    schema.check_import(&import(&home, &path, &["--map", "note="]));
    schema.check(
        "history_row",
        &home.pipe(&["history", "--format", "json"], b"").json(),
    );

    let server = Faults::start(Act::Turns(vec![
        Act::Answer(http("422 No", "", ERRORS)),
        Act::Answer(http("200 OK", "", r#"{"customer_id": 7}"#)),
        Act::Reset,
    ]));
    let home = Home::new(&server.url(), "");
    let path = table(&home, "surname\nA\nB\nC\nD\n");
    schema.check_import(&import(&home, &path, &[]));
    schema.check_import(&import(&home, &path, &["--check"]));
    fs::remove_file(home.path().join("klienci.rejected.csv")).unwrap();
    let other = table(&home, "surname\nC\n");
    schema.check_import(&import(&home, &other, &["--check"]));
    schema.has_seen(
        "import_row",
        &[
            "left",
            "created",
            "created_earlier",
            "created_with_other_content",
            "invalid",
            "rejected",
            "unknown",
            "blocked",
        ],
    );
}

#[test]
fn what_is_reported_to_the_audit_feed_is_described() {
    let mut schema = OutputSchema::new();
    let audited = "\n[audit]\nfile = \"audit.jsonl\"\n";
    let lines = |home: &Home| -> Vec<Value> {
        let text = fs::read_to_string(home.path().join("audit.jsonl")).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    let closed = Faults::start(Act::CloseAtOnce);
    let refused = Faults::start(Act::Answer(http("422 No", "", ERRORS)));
    let failing = Faults::start(Act::Answer(http("500 Oops", "", "")));
    let crm = sandbox();
    let nobody = "http://127.0.0.1:1".to_owned();
    for url in [crm.base_url(), closed.url(), refused.url(), failing.url(), nobody] {
        let home = Home::new(&url, audited);
        let told = home.pipe(&["submit", "-", "--json"], br#"{"surname":"Nowak"}"#);
        if told.code == Some(6) {
            let attempt = told.json()[0]["attempt"].as_str().unwrap().to_owned();
            assert_eq!(
                home.pipe(&["settle", &attempt, "--not-created"], b"").code,
                Some(0)
            );
        }
        schema.check("audit_line", &lines(&home));
    }
    schema.has_seen(
        "audit_line",
        &["created", "rejected", "not_sent", "unknown", "not_created"],
    );
}
