//! Values by the ways into the CRM that need no form: what a table, a document and plain lines send of them.

use super::support::faults::{Act, Faults, http};
use super::{Home, sandbox};
use serde_json::{Value, json};
use std::fs;

/// Sends a document, or imports a table, and gives the customers that the CRM received.
#[track_caller]
fn received(send: impl FnOnce(&Home)) -> Vec<Value> {
    let crm = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
    send(&Home::new(&crm.url(), ""));
    let requests = crm.finish().requests.into_iter();
    requests
        .map(|request| serde_json::from_slice(&request.body).unwrap())
        .collect()
}

/// A heading, a cell, and what the CRM gets of it in that field; nothing where the row is refused with these words.
const CELLS: [(&str, &str, Result<&str, &str>); 39] = [
    ("Telefon", "333 444 555", Ok(r#""333444555""#)),
    ("Telefon", "0048 333 444 555", Ok(r#""+48333444555""#)),
    ("Telefon", "48333444555", Ok(r#""+48333444555""#)),
    ("Telefon", "+48(0)333 801 001", Ok(r#""+48333801001""#)),
    ("Telefon", "0049 30 123456", Ok(r#""+4930123456""#)),
    (
        "Telefon",
        "\"0048333444555, 600 100 200\"",
        Ok(r#"["+48333444555","600100200"]"#),
    ),
    ("Telefon", "+48 33 380 100", Err("+48 needs 9 digits, has 8")),
    ("Telefon", "000000000", Err("no 0 at the start")),
    ("Telefon", "0-22 123 45 67", Err("no 0 at the start")),
    ("Telefon", "111111111", Err("the same digit 9 times?")),
    ("Telefon", "333444555 wew. 12", Err("put ext. in Note")),
    ("Telefon", "4.8333E+10", Err("digits lost in a spreadsheet")),
    ("Telefon", "333444555.0", Err("remove .0 at the end")),
    ("Telefon", "'333444555", Err("remove ' or = at the start")),
    ("Imię", "#N/D!", Err("#N/D! is a spreadsheet error")),
    ("Imię", "brak", Err("“brak”: leave it empty?")),
    ("Imię", "Z\u{307}aneta", Ok("\"\u{17b}aneta\"")),
    ("Imię", "Ja\u{ad}n", Err("remove hidden U+00AD at 3")),
    ("Imię", "#OBL!", Err("#OBL! is a spreadsheet error")),
    ("Imię", "Err:502", Err("Err:502 is a spreadsheet error")),
    ("Imię", "Jó?ef", Err("a letter was lost")),
    ("Data urodzenia", "2/1/1990", Err("read as 1990-01-02")),
    ("Data urodzenia", "13/1/1990", Ok(r#""1990-01-13""#)),
    ("Telefon", "4.8333E10", Err("digits lost in a spreadsheet")),
    ("NIP", "123-456-32-18", Ok(r#""1234563218""#)),
    ("NIP", "brak", Err("“brak”: leave it empty?")),
    ("NIP", "123456321B", Err("not a NIP or VAT number")),
    ("NIP", "DE123456789", Err("foreign VAT number?")),
    ("PESEL", "2070803628", Err("leading 0 missing")),
    ("Data urodzenia", "1990-02-01 00:00:00", Ok(r#""1990-02-01""#)),
    ("Data urodzenia", "01.02.1990 r.", Ok(r#""1990-02-01""#)),
    ("Data urodzenia", "31.12.1899", Err("before 1900")),
    ("Data urodzenia", "32905", Err("a day number, not a date")),
    ("Data urodzenia", "01.02.90", Err("e.g. 1990-02-01")),
    ("VIP", "TAK", Ok("true")),
    ("VIP", "x", Ok("true")),
    ("VIP", "FAŁSZ", Ok("false")),
    ("VIP", "0", Ok("false")),
    ("VIP", "może", Err("yes, no or empty")),
];

/// The field of a heading.
fn path(heading: &str) -> &'static str {
    match heading {
        "Telefon" => "phone_number",
        "Imię" => "name",
        "NIP" => "nip",
        "PESEL" => "pesel",
        "VIP" => "vip",
        _ => "birthdate",
    }
}

#[test]
fn a_cell_is_sent_as_it_was_meant_or_its_row_says_why_not() {
    for (heading, cell, expected) in CELLS {
        let mut told = None;
        let customers = received(|home| {
            let table = home.path().join("klienci.csv");
            fs::write(&table, format!("Nazwisko;{heading}\nNowak;{cell}\n")).unwrap();
            told = Some(home.pipe(&["import", table.to_str().unwrap(), "--yes", "--json"], b""));
        });
        let told = told.unwrap();
        match expected {
            Ok(sent) => {
                assert_eq!(customers.len(), 1, "{cell}: {told:?}");
                let sent: Value = serde_json::from_str(sent).unwrap();
                assert_eq!(customers[0][path(heading)], sent, "{cell}");
            }
            Err(words) => {
                assert_eq!(customers, [] as [Value; 0], "{cell}");
                assert!(told.stdout.contains(words), "{cell}: {told:?}");
            }
        }
    }
}

#[test]
fn a_document_keeps_its_types_and_its_values_obey_the_same_rules() {
    for (document, expected) in [
        (
            json!({"surname": "Z\u{307}ak", "phone_number": ["0048 333 444 555", "600100200"]}),
            Ok(json!({"surname": "Żak", "phone_number": ["+48333444555", "600100200"]})),
        ),
        (
            json!({"surname": "Żak", "birthdate": "1990-02-01T00:00:00", "vip": true}),
            Ok(json!({"surname": "Żak", "birthdate": "1990-02-01", "vip": true})),
        ),
        (
            json!({"surname": "Żak", "custom_fields": {"z\u{301}ro\u{301}dło": "o\u{301}"}}),
            Ok(json!({"surname": "Żak", "custom_fields": {"źródło": "ó"}})),
        ),
        (
            json!({"surname": "Żak", "vip": "TAK"}),
            Err("expected true or false"),
        ),
        (
            json!({"surname": "Żak", "phone_number": "333444555, 600100200"}),
            Err("“,” is not allowed"),
        ),
        (
            json!({"surname": "Żak", "nip": "brak"}),
            Err("“brak”: leave it empty?"),
        ),
        (json!({"surname": "#ARG!"}), Err("#ARG! is a spreadsheet error")),
        (json!({"surname": "NULL"}), Err("“NULL”: leave it empty?")),
        (
            json!({"surname": "Ż\u{200b}ak"}),
            Err("remove hidden U+200B at 2"),
        ),
    ] {
        let mut told = None;
        let customers = received(|home| {
            told = Some(home.pipe(&["submit", "-"], document.to_string().as_bytes()));
        });
        let told = told.unwrap();
        match expected {
            Ok(sent) => assert_eq!(customers, [sent], "{told:?}"),
            Err(words) => {
                assert_eq!((told.code, customers.len()), (Some(3), 0), "{document}: {told:?}");
                let all = format!("{}{}", told.stdout, told.stderr);
                assert!(all.contains(words), "{document}: {told:?}");
            }
        }
    }
}

#[test]
fn on_plain_lines_a_corrected_pesel_takes_what_it_had_filled_in_along() {
    let customers = received(|home| {
        let lines =
            "Nowak\n\n44051401359\n/back\n02070803628\n/go phone\n0048333444555, 600 100 200\n/send\nyes\n";
        let told = home.pipe(&["--plain"], lines.as_bytes());
        assert_eq!(told.code, Some(0), "{told:?}");
    });
    assert_eq!(customers.len(), 1);
    assert_eq!(customers[0]["pesel"], "02070803628");
    assert_eq!(customers[0]["birthdate"], "1902-07-08");
    assert_eq!(customers[0]["phone_number"], json!(["+48333444555", "600100200"]));
}

#[test]
fn a_customer_that_was_sent_with_its_marks_apart_is_the_same_one_composed() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let first = home.pipe(
        &["submit", "-"],
        "{\"surname\":\"Żak\",\"identifier\":\"Z\u{307}-1\"}".as_bytes(),
    );
    assert_eq!(first.code, Some(0), "{first:?}");
    let again = home.pipe(
        &["submit", "-"],
        r#"{"surname":"Zak","identifier":"Ż-1"}"#.as_bytes(),
    );
    assert_eq!((again.code, crm.customers()), (Some(3), 1), "{again:?}");
}

#[test]
fn the_mapping_shows_a_first_value_as_it_is_read() {
    for (heading, cell, shown) in [
        ("Telefon", "0048 333 444 555", "+48333444555 (0048 333 444 555)"),
        ("Telefon", "333 444 555", " 333 444 555"),
        ("Data urodzenia", "01.02.1990 r.", "1990-02-01 (01.02.1990 r.)"),
        ("VIP", "x", "true (x)"),
        ("Kod pocztowy", "10115", " 10115"),
    ] {
        let home = Home::new(super::NOWHERE, "");
        let table = home.path().join("klienci.csv");
        fs::write(&table, format!("Nazwisko;{heading}\nNowak;{cell}\n")).unwrap();
        let told = home.pipe(&["import", table.to_str().unwrap(), "--check"], b"");
        assert!(
            told.stdout.contains(shown) || told.stderr.contains(shown),
            "{cell}: {told:?}"
        );
    }
}
