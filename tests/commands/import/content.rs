//! A table that is imported again, and whose rows would be other customers now.

use super::faults::created;
use super::{counts, sandbox};
use crate::Home;
use crate::support::faults::{Act, Faults, http};
use crate::support::home::Told;
use kartoteka::customer::{fingerprint, payload};
use kartoteka::sandbox::Sandbox;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::fs;

/// Two columns that are easily mixed up, one that leads to a person, and one that does not.
const TABLE: &str = "Nazwisko;Imię;Telefon;Opis\nJan;Żak;333 444 555;x\nEwa;Gęś;333444666;x\n";

/// Imports the table at `klienci.csv` with its last column in a field.
fn import(home: &Home, arguments: &[&str]) -> Told {
    let file = home.path().join("klienci.csv");
    let mut all = vec!["import", file.to_str().unwrap(), "--json"];
    all.extend(arguments);
    if !arguments.contains(&"--check") {
        all.push("--yes");
    }
    home.pipe(&all, b"")
}

/// A home in which the table was imported with this mapping, and what it gives.
#[track_caller]
fn imported(settings: &str, table: impl AsRef<[u8]>, arguments: &[&str]) -> (Sandbox, Home) {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), settings);
    home.write_table(table);
    let told = import(&home, arguments);
    assert_eq!((told.code, told.count("created")), (Some(0), 2), "{told:?}");
    (crm, home)
}

fn change(home: &Home, sql: &str) {
    let connection = Connection::open(home.data().join("kartoteka.db")).unwrap();
    connection.execute_batch(sql).unwrap();
}

/// The fields that differ in a row, as the JSON tells them.
fn differs(row: &Value) -> Vec<String> {
    let fields = row["differs"].as_array().into_iter().flatten();
    fields
        .map(|one| one["field"].as_str().unwrap().to_owned())
        .collect()
}

/// A mapping and another one of the same table, and the fields that differ in the first row.
struct Case {
    name: &'static str,
    first: &'static str,
    again: &'static str,
    fields: &'static [&'static str],
}

const CASES: [Case; 6] = [
    Case {
        name: "the same",
        first: "--map Opis=note",
        again: "--map Opis=note",
        fields: &[],
    },
    Case {
        name: "a column left out",
        first: "--map Opis=note",
        again: "--map Opis=",
        fields: &["note"],
    },
    Case {
        name: "another field",
        first: "--map Opis=note",
        again: "--map Opis=job",
        fields: &["note", "job"],
    },
    Case {
        name: "two columns the other way round",
        first: "--map Nazwisko=name --map Imię=surname --map Opis=",
        again: "--map Opis=",
        fields: &["name", "surname"],
    },
    Case {
        name: "a custom field",
        first: "--map Opis=custom_fields.a",
        again: "--map Opis=custom_fields.b",
        fields: &["custom_fields.a", "custom_fields.b"],
    },
    Case {
        name: "another encoding",
        first: "--map Opis= --encoding windows-1252 --map ImiÄ™=name --accept-warnings",
        again: "--map Opis= --encoding utf-8",
        fields: &["name"],
    },
];

#[test]
fn another_content_is_told_with_the_id_and_the_fields_and_never_sent() {
    for case in CASES {
        let Case { name, fields, .. } = case;
        let words = |words: &'static str| words.split(' ').collect::<Vec<_>>();
        let (crm, home) = imported("", TABLE, &words(case.first));
        for check in [true, false] {
            let arguments = [words(case.again), if check { vec!["--check"] } else { vec![] }].concat();
            let told = import(&home, &arguments);
            let (code, end) = if fields.is_empty() {
                (0, "created_earlier")
            } else {
                (3, "created_with_other_content")
            };
            assert_eq!(
                (told.code, told.counts()),
                (Some(code), counts(&[(end, 2)])),
                "{name}: {told:?}"
            );
            let row = told.row(2);
            assert_eq!(row["customer_id"], "324", "{name}: {row}");
            assert_eq!(row["compared"], "all", "{name}: {row}");
            assert_eq!(differs(&row), fields, "{name}: {row}");
            let heard = told
                .stderr
                .contains("line 2: created by an earlier import as customer 324");
            assert_eq!(heard, !fields.is_empty() && !check, "{name}: {told:?}");
        }
        assert_eq!(crm.customers(), 2, "{name}");
        assert_eq!(home.rejected(), None, "{name}: nothing is to be sent again");
    }
}

#[test]
fn people_read_what_was_sent_and_what_the_row_has_now() {
    let long = "ż".repeat(100);
    let table = TABLE.replacen(";x", &format!(";{long}"), 1);
    let (_crm, home) = imported("", table, &["--map", "Opis=note"]);
    let file = home.path().join("klienci.csv");
    let again = |language: &str, mapping: &str| {
        let file = file.to_str().unwrap();
        home.pipe(
            &["--lang", language, "import", file, "--check", "--map", mapping],
            b"",
        )
    };
    let told = again("en", "Opis=");
    let cut = "ż".repeat(39);
    assert_eq!(
        told.stdout,
        format!(
            "line 2: created by an earlier import as customer 324, with different content; fix the customer in the CRM: \
             note: sent \"{cut}…\", now empty\n\
             line 3: created by an earlier import as customer 325, with different content; fix the customer in the CRM: \
             note: sent \"x\", now empty\n\
             2  created by an earlier import with different content: fix them in the CRM\n"
        )
    );
    let told = again("pl", "Opis=job");
    assert!(
        told.stdout.contains(
            "wiersz 3: utworzono podczas wcześniejszego importu jako klient 325, ale z inną treścią; \
             popraw klienta w CRM: job: wysłano puste, teraz „x”; note: wysłano „x”, teraz puste\n"
        ) || told
            .stdout
            .contains("note: wysłano „x”, teraz puste; job: wysłano puste, teraz „x”\n"),
        "{told:?}"
    );
}

#[test]
fn what_only_the_rules_have_changed_is_no_other_content() {
    // As an older program has sent it: the number with its blanks, the note with another letter.
    let cases = [
        ("a phone", "", "333444555", "333 444 555"),
        ("a note", "", "\"x\"", "\"x \""),
        (
            "a note, masked",
            "[history]\nstore = \"masked\"",
            "\"x\"",
            "\"x \"",
        ),
    ];
    for (name, settings, now, then) in cases {
        let (_crm, home) = imported(settings, TABLE, &["--map", "Opis=note"]);
        let sent = "{\n  \"name\": \"Żak\",\n  \"surname\": \"Jan\",\n  \"phone_number\": \"333444555\",\n  \"note\": \"x\"\n}";
        let hash = fingerprint(sent);
        let older = payload::hash(&sent.replace(now, then));
        change(
            &home,
            &format!(
                "UPDATE submissions SET payload = replace(payload, '{now}', '{then}'), payload_hash = '{older}'
                 WHERE payload_hash = '{hash}'"
            ),
        );
        let told = import(&home, &["--map", "Opis=note"]);
        assert_eq!(
            (told.code, told.counts()),
            (Some(0), counts(&[("created_earlier", 2)])),
            "{name}: {told:?}"
        );
        let connection = Connection::open(home.data().join("kartoteka.db")).unwrap();
        let changed: i64 = connection
            .query_row(
                "SELECT count(*) FROM submissions WHERE payload_hash = ?1",
                [older],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(changed, 1, "{name}: the record is as an older program wrote it");
    }
}

#[test]
fn of_a_masked_record_what_is_left_is_compared_and_the_hash_of_the_rest() {
    let masked = "[history]\nstore = \"masked\"";
    // Another column for the phone: what the row would send now, and how much of it can be told.
    let phones = TABLE.replace("Opis", "Drugi").replace("x\nEwa", "111222355\nEwa");
    let phones = phones.replace("333444666;x", "333444666;333444667");
    let first = ["--map", "Telefon=phone_number", "--map", "Drugi="];
    let other = ["--map", "Telefon=", "--map", "Drugi=phone_number"];
    for (name, settings, again, code, compared, sent) in [
        ("the same", masked, first, 0, "all", json!(null)),
        (
            "the same end",
            masked,
            other,
            3,
            "unmasked",
            json!([{"field": "phone_number", "sent": null, "now": null}]),
        ),
        (
            "all is kept",
            "",
            other,
            3,
            "all",
            json!([{"field": "phone_number", "sent": "333444555", "now": "111222355"}]),
        ),
    ] {
        let (crm, home) = imported(settings, &phones, &first);
        let told = import(&home, &again);
        assert_eq!(told.code, Some(code), "{name}: {told:?}");
        let row = told.row(2);
        assert_eq!(row["compared"], compared, "{name}: {row}");
        assert_eq!(row.get("differs").unwrap_or(&Value::Null), &sent, "{name}: {row}");
        if settings == masked && code != 0 {
            assert!(!told.stdout.contains("111222"), "{name}: {told:?}");
            let row = told.row(3);
            let expected = json!([{"field": "phone_number", "sent": "*******66", "now": "*******67"}]);
            assert_eq!(row["differs"], expected, "{name}: {row}");
        }
        assert_eq!(crm.customers(), 2, "{name}");
    }
}

#[test]
fn where_the_record_is_deleted_it_says_that_nothing_could_be_compared() {
    let (crm, home) = imported("", TABLE, &["--map", "Opis=note"]);
    assert_eq!(
        home.pipe(&["history", "purge", "--older-than", "1s"], b"").code,
        Some(0)
    );
    change(&home, "DELETE FROM submissions");
    let told = import(&home, &["--map", "Opis="]);
    assert_eq!(
        (told.code, told.counts()),
        (Some(0), counts(&[("created_earlier", 2)])),
        "{told:?}"
    );
    assert_eq!(
        told.row(2),
        json!({"row": 2, "state": "created_earlier", "compared": "nothing"})
    );
    assert_eq!(told.json().pop().unwrap()["not_compared"], 2);
    let file = home.path().join("klienci.csv");
    let told = home.pipe(
        &["import", file.to_str().unwrap(), "--check", "--map", "Opis="],
        b"",
    );
    assert!(
        told.stdout
            .ends_with("The records of 2 created rows are deleted; their content could not be compared.\n"),
        "{told:?}"
    );
    assert_eq!(crm.customers(), 2);
}

#[test]
fn a_row_that_was_not_created_says_what_was_sent_and_goes_out_as_it_was_then_only_on_demand() {
    let refused = Act::Answer(http("422 No", "", "{}"));
    let broken = Act::Answer(http("500 Oops", "", "{}"));
    let server = Faults::start(Act::Turns(vec![refused, broken, created()]));
    let home = Home::new(&server.url(), "");
    home.write_table(TABLE);
    assert_eq!(import(&home, &["--map", "Opis=note"]).code, Some(6));
    let told = import(&home, &["--map", "Opis="]);
    assert_eq!(
        (told.code, told.counts()),
        (Some(6), counts(&[("rejected", 1), ("unknown", 1)])),
        "{told:?}"
    );
    for (row, words) in [
        (2, "the row has different content now, --retry sends it"),
        (3, "what was sent differs"),
    ] {
        let row = told.row(row);
        assert_eq!(differs(&row), ["note"], "{row}");
        let message = row["message"].as_str().unwrap();
        assert!(message.contains(words), "{row}");
        assert!(message.ends_with("note: sent \"x\", now empty"), "{row}");
    }
    assert!(home.rejected().unwrap().contains("has different content now"));
    let told = import(&home, &["--map", "Opis=", "--retry"]);
    assert_eq!(
        told.counts(),
        counts(&[("created", 1), ("unknown", 1)]),
        "{told:?}"
    );
    let bodies: Vec<String> = server
        .finish()
        .requests
        .into_iter()
        .map(|request| String::from_utf8(request.body).unwrap())
        .collect();
    assert_eq!(bodies.len(), 3);
    assert!(
        bodies[0].contains("note") && !bodies[2].contains("note"),
        "{bodies:?}"
    );
}

#[test]
fn a_created_row_that_is_no_customer_any_more_is_told_so() {
    let table = "Nazwisko;;Opis\nJan;;x\nEwa;;y\n";
    let (crm, home) = imported("", table, &["--map", "Opis=note"]);
    // As if an older program had sent a row that is not read today.
    let file = home.path().join("klienci.csv");
    let torn = "Nazwisko;;Opis\nJan;z;x\nEwa;;y\n";
    let hash = |text: &str| payload::hash(text);
    fs::write(file, torn).unwrap();
    change(
        &home,
        &format!(
            "UPDATE imported SET sheet = '{}' WHERE sheet = '{}'",
            hash(torn),
            hash(table)
        ),
    );
    let told = import(&home, &["--map", "Opis=note"]);
    let expected = [("created_earlier", 1), ("created_with_other_content", 1)];
    assert_eq!(
        (told.code, told.counts()),
        (Some(3), counts(&expected)),
        "{told:?}"
    );
    let row = told.row(2);
    assert_eq!(row["problems"][0]["reason"], "no_heading", "{row}");
    assert_eq!(
        (&row["customer_id"], &row["differs"]),
        (&json!("324"), &json!([])),
        "{row}"
    );
    assert_eq!(crm.customers(), 2);
}
