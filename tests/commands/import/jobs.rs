//! Several rows in flight at the same time: what becomes of each is what becomes of it when they are sent one by one.

use super::faults::created;
use super::{counts, sandbox, table_of};
use crate::Home;
use crate::support::aftermath::Aftermath;
use crate::support::dice::Dice;
use crate::support::faults::{Act, Faults, http, read_head};
use crate::support::home::Told;
use crate::support::rest::wait_until_at_rest;
use kartoteka::sandbox::Sandbox;
use rustix::process::Signal;
use serde_json::Value;
use std::fmt::Write as _;
use std::io::{BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Barrier};
use std::thread;

/// How many tables, and how many kills, where nobody says it; each has its own seed.
fn runs(otherwise: u64) -> u64 {
    let runs = std::env::var("KARTOTEKA_IMPORT_RUNS").ok();
    runs.map_or(otherwise, |runs| runs.parse().unwrap())
}

/// A table of rows that have values in common with others, and of some that cannot be sent.
fn random_table(dice: &mut Dice) -> String {
    let mut table = "Nazwisko;Imię;Identyfikator;E-mail;Telefon;NIP\n".to_owned();
    for _ in 0..dice.between(10, 40) {
        let surname = dice.pick(&["Żak", "Nowak", "Gęś", "Kowalski-Jaś", "Żółw", "Bąk", ""]);
        let name = dice.pick(&["Jan", "Ewa", "Łucja", ""]);
        let some = |dice: &mut Dice, kind: &str, end: usize| {
            if dice.percent(40) {
                format!("{kind}{}", dice.below(end))
            } else {
                String::new()
            }
        };
        let identifier = some(dice, "K-", 20);
        let email = some(dice, "ala", 15);
        let email = if email.is_empty() { email } else { email + "@x.pl" };
        let phone = some(dice, "60010020", 10);
        let nip = if dice.percent(15) {
            dice.pick(&["1234563218", "5260250274", "123456"])
        } else {
            ""
        };
        writeln!(table, "{surname};{name};{identifier};{email};{phone};{nip}").unwrap();
    }
    table
}

/// What became of each row, without what is drawn by chance or given by the CRM in its own order.
fn states(told: &Told) -> Vec<(Value, Value, Vec<Value>)> {
    let rows = told.json().into_iter().filter(|row| row["row"].is_u64());
    let states = rows.map(|row| {
        let problems = row["problems"].as_array().cloned().unwrap_or_default();
        let reasons = problems.iter().map(|problem| problem["reason"].clone());
        (row["row"].clone(), row["state"].clone(), reasons.collect())
    });
    states.collect()
}

fn imported(table: &str, settings: &str, arguments: &[&str]) -> (Sandbox, Told) {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), settings);
    home.write_table(table);
    let file = home.path().join("klienci.csv");
    let mut all = vec!["import", file.to_str().unwrap(), "--yes", "--json"];
    all.extend(arguments);
    let told = home.pipe(&all, b"");
    (crm, told)
}

#[test]
fn rows_end_as_they_do_one_by_one() {
    for seed in 0..runs(8) {
        let mut dice = Dice::new(seed);
        let table = random_table(&mut dice);
        let settings = if dice.percent(50) {
            "check_duplicates = true"
        } else {
            ""
        };
        let warnings: &[&str] = if dice.percent(50) {
            &["--accept-warnings"]
        } else {
            &[]
        };
        let jobs = dice.pick(&["2", "4", "16"]);
        let (crm, one_by_one) = imported(&table, settings, warnings);
        let (other, together) = imported(&table, settings, &[warnings, &["--jobs", jobs]].concat());
        assert_eq!(
            states(&together),
            states(&one_by_one),
            "seed {seed}, jobs {jobs}:\n{table}"
        );
        assert_eq!(together.counts(), one_by_one.counts(), "seed {seed}");
        assert_eq!(
            (other.customers(), together.code),
            (crm.customers(), one_by_one.code)
        );
    }
}

/// A CRM that answers only when so many requests are in flight at the same time.
fn crm_of(together: usize, rows: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let barrier = Arc::new(Barrier::new(together));
    thread::spawn(move || {
        for stream in listener.incoming().flatten().take(rows) {
            let barrier = Arc::clone(&barrier);
            thread::spawn(move || answer_together(&stream, &barrier));
        }
    });
    url
}

fn answer_together(stream: &TcpStream, barrier: &Barrier) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let head = read_head(&mut reader)?.to_lowercase();
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        reader.read_exact(&mut body)?;
        barrier.wait();
        let number: Vec<u8> = body.iter().copied().filter(u8::is_ascii_digit).take(2).collect();
        let id = format!("{{\"customer_id\":\"5{}\"}}", String::from_utf8_lossy(&number));
        (&mut &*stream).write_all(&http("200 OK", "", &id))?;
    }
}

#[test]
fn so_many_rows_are_in_flight_as_are_asked_for() {
    // Otherwise the CRM would answer nobody.
    let home = Home::new(&crm_of(4, 64), "");
    home.write_table(table_of(32));
    let told = home.import(&["--jobs", "4"]);
    assert_eq!(
        (told.code, told.counts()),
        (Some(0), counts(&[("created", 32)])),
        "{told:?}"
    );
}

#[test]
fn an_unknown_outcome_lets_those_in_flight_end_and_nothing_follow() {
    let server = Faults::start(Act::Turns(vec![
        Act::CloseAfterHead,
        created(),
        created(),
        created(),
        Act::Answer(http("500 Oops", "", "")),
    ]));
    let home = Home::new(&server.url(), "");
    home.write_table(table_of(40));
    let told = home.import(&["--jobs", "4"]);
    assert_eq!(told.code, Some(6), "{told:?}");
    let (created, unknown) = (told.count("created"), told.count("unknown"));
    assert!(created <= 3 && (1..=4).contains(&unknown), "{told:?}");
    assert_eq!(told.count("left"), 40 - created - unknown, "{told:?}");
    assert!(
        server.finish().requests.len() <= 7,
        "those in flight, and none after them"
    );
}

#[test]
fn a_crm_that_asks_for_later_is_left_alone_until_then() {
    let later = || Act::Answer(http("429 Too Many Requests", "Retry-After: 1\r\n", ""));
    let server = Faults::start(Act::Turns(vec![later(), later(), created()]));
    let home = Home::new(&server.url(), "");
    home.write_table(table_of(6));
    let told = home.import(&["--jobs", "4"]);
    assert_eq!(
        (told.code, told.counts()),
        (Some(0), counts(&[("created", 6)])),
        "{told:?}"
    );
    assert_eq!(server.finish().requests.len(), 8);
}

#[test]
fn killed_with_rows_in_flight_it_creates_every_row_once() {
    const ROWS: usize = 160;
    let (runs, mut kills) = (runs(2), 0);
    for seed in 0..runs {
        let mut dice = Dice::new(seed);
        let crm = sandbox();
        let home = Home::new(&crm.base_url(), "");
        home.write_table(table_of(ROWS));
        while crm.customers() < ROWS {
            let stop = (crm.customers() + dice.between(1, 60)).min(ROWS);
            let child = home.begin_import(&["--jobs", "4"]);
            while crm.customers() < stop {
                thread::yield_now();
            }
            super::signal(&child, Signal::KILL);
            Told::of(child);
            kills += 1;
            settle_all(&home, &crm);
        }
        let told = home.import(&["--jobs", "4"]);
        assert_eq!(told.code, Some(0), "seed {seed}: {told:?}");
        let there =
            told.count("created") + told.count("created_earlier") + told.count("created_with_other_content");
        assert_eq!((there, crm.customers()), (ROWS as u64, ROWS), "seed {seed}");
    }
    println!("{runs} tables of {ROWS} rows, {kills} kills: each row created once");
}

/// Settles the rows that were in flight, each by what the CRM has under its identifier once it has worked on all that it was sent.
fn settle_all(home: &Home, crm: &Sandbox) {
    wait_until_at_rest(crm);
    let records = Aftermath::of(&home.data()).records;
    for record in records
        .iter()
        .filter(|record| record.state == "unknown" || record.state == "sending")
    {
        let payload: Value = serde_json::from_str(&record.payload).unwrap();
        let found = crm_customer(crm, payload["identifier"].as_str().unwrap());
        let decision = match &found {
            Some(id) => vec!["--as", id],
            None => vec!["--not-created"],
        };
        let told = home.pipe(&[vec!["settle", &record.attempt], decision].concat(), b"");
        assert_eq!(told.code, Some(0), "{told:?}");
    }
}

/// The id of the customer of an identifier, as the CRM says it.
fn crm_customer(crm: &Sandbox, identifier: &str) -> Option<String> {
    let url = crm.base_url();
    let address = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!(
        "GET /api/customers?identifier={identifier} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Basic YXBpX3VzZXI6YXBpX3Bhc3M=\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let body: Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
    let id = &body["result"].as_array().unwrap().first()?["customer_id"];
    Some(id.as_str().map_or_else(|| id.to_string(), str::to_owned))
}
