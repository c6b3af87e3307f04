//! Tables in every character set, whole and with one byte changed, from the built program: what the CRM has is the judge.

use crate::Home;
use crate::support::charsets::{CHARSETS, encoded};
use crate::support::dice::Dice;
use kartoteka::sandbox::{Sandbox, SandboxOptions};
use rusqlite::Connection;
use serde_json::Value;
use std::collections::BTreeSet;
use tempfile::TempDir;

/// The letters by which the rows are told apart: no cell has one of another row.
const ROWS: [char; 4] = ['A', 'B', 'C', 'D'];
/// How often a byte of a table is changed in each character set.
const CHANGES: usize = 6;
/// What is put in, or in the place of another byte.
const BYTES: &[u8] = b"\";, \n\r\ta\\\0\xb1\xea";

fn table() -> String {
    let row = |letter| {
        format!(
            "{letter}ąk;\"{letter}źreb\";{letter}-1;\"{letter} \"\"{letter}\"\"; {letter}ęś\n{letter}óź\"\n"
        )
    };
    let rows = ROWS.map(row).concat();
    format!("Nazwisko;Imię;Identyfikator;Notatka\n{rows}")
}

/// The customers whom a CRM has after it was imported into with these options, as JSON.
fn arrived(table: &[u8], options: &[&str]) -> Vec<Value> {
    let dir = TempDir::new().unwrap();
    let db = dir.path().join("crm.db");
    let crm = Sandbox::start(SandboxOptions {
        listen: "127.0.0.1:0".parse().unwrap(),
        user: "api_user".to_owned(),
        password: "api_pass".to_owned(),
        db: Some(db.clone()),
    })
    .unwrap();
    let home = Home::new(&crm.base_url(), "");
    let file = home.write_table(table);
    let arguments = [
        "import",
        file.to_str().unwrap(),
        "--map",
        "Notatka=note",
        "--yes",
        "--accept-warnings",
    ];
    let told = home.pipe(&[&arguments, options].concat(), b"");
    assert!(matches!(told.code, Some(0 | 2 | 3)), "{told:?}");
    let customers = Connection::open(db).unwrap();
    let mut documents = customers
        .prepare("SELECT document FROM customers ORDER BY id")
        .unwrap();
    let documents = documents.query_map([], |row| row.get::<_, String>(0)).unwrap();
    documents
        .map(|document| serde_json::from_str(&document.unwrap()).unwrap())
        .collect()
}

#[test]
fn whole_tables_arrive_as_they_were_written_in_every_character_set() {
    for charset in CHARSETS {
        let customers = arrived(&encoded(&table(), charset), &["--encoding", charset]);
        assert_eq!(customers.len(), ROWS.len(), "{charset}");
        for (customer, letter) in customers.iter().zip(ROWS) {
            for (field, expected) in [
                ("surname", format!("{letter}ąk")),
                ("name", format!("{letter}źreb")),
                ("identifier", format!("{letter}-1")),
                ("note", format!("{letter} \"{letter}\"; {letter}ęś\n{letter}óź")),
            ] {
                assert_eq!(customer[field], expected, "{charset}: {customer}");
            }
        }
    }
}

#[test]
fn no_customer_arrives_with_a_cell_of_another_whatever_happens_to_a_byte() {
    let mut count = 0;
    for (seed, charset) in (0..).zip(CHARSETS) {
        let mut dice = Dice::new(seed);
        for round in 0..CHANGES {
            let mut bytes = encoded(&table(), charset);
            let (at, byte) = (dice.below(bytes.len()), dice.pick(BYTES));
            match dice.below(3) {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => {
                    bytes.remove(at);
                }
            }
            let named = ["--encoding", charset, "--separator", ";"];
            let options = if round % 2 == 0 { &named[..] } else { &[] };
            for customer in arrived(&bytes, options) {
                let values = customer.as_object().unwrap().values().filter_map(Value::as_str);
                let letters: BTreeSet<char> = values
                    .flat_map(str::chars)
                    .filter(|letter| ROWS.contains(letter))
                    .collect();
                assert!(
                    letters.len() <= 1,
                    "{charset} {options:?} {at} {byte:?}: {customer}"
                );
                count += 1;
            }
        }
    }
    assert!(count > 0, "some are right in spite of it");
}
