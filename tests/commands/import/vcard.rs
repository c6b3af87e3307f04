//! Address books: what the CRM receives is what the cards say, each once, and what was not sent comes back as a table.

use super::counts;
use super::faults::created;
use crate::support::faults::Faults;
use crate::{Home, sandbox};
use serde_json::{Value, json};
use std::fs;

/// Three cards: of a version each.
const BOOK: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Żółw;Łucja;;;\r\nFN:Łucja Żółw\r\nTEL;TYPE=CELL:600 100 200\r\n\
    EMAIL:lucja@example.pl\r\nADR;TYPE=home:;;Długa 3;Łódź;łódzkie;90-001;Polska\r\nBDAY:1990-01-02\r\n\
    PHOTO;ENCODING=b:AAAA\r\n AAAA\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\nFN:Fabryka Wozów\r\nTEL;VALUE=uri:tel:+48-22-333-44-55\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C5=BBak;Jan;;;\r\nTEL;CELL:601234567\r\n\
    NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:dzwoni=C4=87 po 16=\r\n, nie w pi=C4=85tek\r\nEND:VCARD\r\n";

#[test]
fn cards_of_all_versions_go_in_as_they_are() {
    let server = Faults::start(created());
    let home = Home::new(&server.url(), "");
    let file = home.path().join("kontakty.vcf");
    fs::write(&file, BOOK).unwrap();
    let told = home.pipe(&["import", file.to_str().unwrap(), "--yes", "--json"], b"");
    assert_eq!(told.counts(), counts(&[("created", 3)]), "{told:?}");
    let requests = server.finish().requests.into_iter();
    let bodies: Vec<Value> = requests
        .map(|request| serde_json::from_slice(&request.body).unwrap())
        .collect();
    assert_eq!(
        bodies,
        [
            json!({
                "name": "Łucja", "surname": "Żółw", "email": "lucja@example.pl", "phone_number": "600100200",
                "birthdate": "1990-01-02",
                "address": {"street": "Długa 3", "postcode": "90-001", "city": "Łódź", "country": "Polska"}
            }),
            json!({"surname": "Fabryka Wozów", "phone_number": "+48223334455"}),
            json!({"name": "Jan", "surname": "Żak", "phone_number": "601234567", "note": "dzwonić po 16, nie w piątek"}),
        ]
    );
}

#[test]
fn a_card_is_sent_once_and_named_by_its_line() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let file = home.path().join("kontakty.vcf");
    let cut = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Cut;;;;\r\n";
    fs::write(
        &file,
        format!("{BOOK}{cut}BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bez Nazwiska\r\nEND:VCARD\r\n"),
    )
    .unwrap();
    let import = ["import", file.to_str().unwrap(), "--yes", "--json"];
    let told = home.pipe(&import, b"");
    assert_eq!(
        told.counts(),
        counts(&[("created", 3), ("invalid", 2)]),
        "{told:?}"
    );
    let rows = told.json().into_iter().filter(|row| row["row"].is_u64());
    let rows: Vec<(u64, String)> = rows
        .map(|row| {
            (
                row["row"].as_u64().unwrap(),
                row["state"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let states = [
        (1, "created"),
        (12, "created"),
        (18, "created"),
        (25, "invalid"),
        (28, "invalid"),
    ];
    assert_eq!(rows, states.map(|(line, state)| (line, state.to_owned())));
    let told = home.pipe(&import, b"");
    assert_eq!(
        told.counts(),
        counts(&[("created_earlier", 3), ("invalid", 2)]),
        "{told:?}"
    );
}

#[test]
fn cards_that_were_not_sent_are_a_table() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let file = home.path().join("kontakty.vcf");
    let nameless = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bez Nazwiska\r\nEND:VCARD\r\n";
    fs::write(
        &file,
        format!("{BOOK}{nameless}BEGIN:VCARD\r\nVERSION:3.0\r\nN:Cut;;;;\r\n"),
    )
    .unwrap();
    let told = home.pipe(&["import", file.to_str().unwrap(), "--yes", "--json"], b"");
    assert_eq!(
        told.counts(),
        counts(&[("created", 3), ("invalid", 2)]),
        "{told:?}"
    );
    let rejected = home.path().join("kontakty.rejected.csv");
    let table = fs::read_to_string(&rejected).unwrap();
    let lines: Vec<&str> = table.lines().collect();
    assert!(
        lines[0].contains("vCard FN") && table.contains("Bez Nazwiska"),
        "{table}"
    );
    assert!(
        table.contains("N:Cut"),
        "the text of a card that cannot be read is kept: {table}"
    );
    let surname = lines[0]
        .trim_start_matches('\u{feff}')
        .split(';')
        .position(|heading| heading == "surname");
    let kept = table.lines().find(|line| line.contains("Bez Nazwiska")).unwrap();
    let cells = kept.split(';').enumerate();
    let fixed: Vec<&str> = cells
        .map(|(at, cell)| if Some(at) == surname { "Nowak" } else { cell })
        .collect();
    fs::write(&rejected, format!("{}\n{}\n", lines[0], fixed.join(";"))).unwrap();
    let told = home.pipe(&["import", rejected.to_str().unwrap(), "--yes", "--json"], b"");
    assert_eq!(told.counts(), counts(&[("created", 1)]), "{told:?}");
}

#[test]
fn what_the_api_has_no_field_for_is_named_and_can_be_mapped() {
    let server = Faults::start(created());
    let home = Home::new(&server.url(), "");
    let file = home.path().join("kontakty.vcf");
    fs::write(
        &file,
        "BEGIN:VCARD\nVERSION:3.0\nN:Żak;Jan;;;\nX-NIP:1234563218\nNICKNAME:Jaś\nEND:VCARD\n",
    )
    .unwrap();
    let file = file.to_str().unwrap();
    let told = home.pipe(&["import", file, "--check"], b"");
    assert!(
        told.stderr.contains("vCard, UTF-8 (lines: 6, cards: 1)"),
        "{told:?}"
    );
    assert!(
        told.stderr
            .contains("no such field: vCard X-NIP (1234563218), Nickname"),
        "{told:?}"
    );
    let told = home.pipe(&["import", file, "--yes", "--map", "vCard X-NIP=nip"], b"");
    assert_eq!(told.code, Some(0), "{told:?}");
    let bodies = server.finish().requests;
    let body: Value = serde_json::from_slice(&bodies[0].body).unwrap();
    assert_eq!(
        body,
        json!({"name": "Jan", "surname": "Żak", "nip": "1234563218"})
    );
}
