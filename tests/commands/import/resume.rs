//! An import that ends in the middle goes on where it was, and two at once send each row once.

use super::faults::created;
use super::{counts, sandbox, signal, table_of};
use crate::Home;
use crate::support::aftermath::Aftermath;
use crate::support::faults::{Act, Faults};
use crate::support::home::Told;
use kartoteka::sandbox::Sandbox;
use rustix::process::Signal;
use std::process::Child;
use std::thread;

const ROWS: usize = 300;

fn kill(child: Child) -> Told {
    signal(&child, Signal::KILL);
    Told::of(child)
}

/// How many rows are in a state, as the next program finds them.
fn records(home: &Home, state: &str) -> usize {
    let records = Aftermath::of(&home.data()).records;
    records.iter().filter(|record| record.state == state).count()
}

#[test]
fn a_row_that_was_on_its_way_is_unknown_and_all_others_are_sent_once() {
    let server = Faults::start(Act::Turns(vec![created(), created(), Act::Hang, created()]));
    let home = Home::new(&server.url(), "");
    home.write_table(table_of(5));
    let child = home.begin_import(&[]);
    server.wait_for(|record| record.requests.len() == 3);
    assert_eq!(kill(child).code, None);
    let told = home.import(&[]);
    let expected = [("created_earlier", 2), ("unknown", 1), ("left", 2)];
    assert_eq!(
        (told.code, told.counts()),
        (Some(6), counts(&expected)),
        "{told:?}"
    );
    let attempt = told.row(4)["attempt"].as_str().unwrap().to_owned();
    assert_eq!(home.pipe(&["settle", &attempt, "--as", "326"], b"").code, Some(0));
    let told = home.import(&[]);
    assert_eq!(
        (told.code, told.counts()),
        (Some(0), counts(&[("created", 2), ("created_earlier", 3)])),
        "{told:?}"
    );
    let bodies: Vec<Vec<u8>> = server
        .finish()
        .requests
        .into_iter()
        .map(|request| request.body)
        .collect();
    assert_eq!(bodies.len(), 5);
    assert!(
        (0..5).all(|row| !bodies[..row].contains(&bodies[row])),
        "each customer went out once"
    );
}

#[test]
fn killed_again_and_again_it_creates_every_row_once() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    home.write_table(table_of(ROWS));
    for stop in [40, 41, 90, 150, 220] {
        let child = home.begin_import(&[]);
        while crm.customers() < stop {
            thread::yield_now();
        }
        kill(child);
        settle(&home, &crm);
    }
    let told = home.import(&[]);
    assert_eq!(told.code, Some(0), "{told:?}");
    assert_eq!(told.count("created") + told.count("created_earlier"), ROWS as u64);
    assert_eq!((crm.customers(), records(&home, "created")), (ROWS, ROWS));
}

/// Settles the row that was on its way, if one was, by what the CRM has.
fn settle(home: &Home, crm: &Sandbox) {
    let created = records(home, "created");
    let listed = home.pipe(&["settle", "--list"], b"").stdout;
    let Some(attempt) = listed.split_whitespace().next().filter(|word| word.contains('-')) else {
        assert_eq!(created, crm.customers());
        return;
    };
    let there = crm.customers() == created + 1;
    assert!(there || crm.customers() == created);
    let decision: &[&str] = if there {
        &["--as", "999"]
    } else {
        &["--not-created"]
    };
    let told = home.pipe(&[&["settle", attempt], decision].concat(), b"");
    assert_eq!(told.code, Some(0), "{told:?}");
}

#[test]
fn two_at_once_send_each_row_once() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    home.write_table(table_of(60));
    let told = [home.begin_import(&[]), home.begin_import(&[])].map(Told::of);
    let total = |end: &str| told.iter().map(|told| told.count(end)).sum::<u64>();
    assert_eq!((total("created"), crm.customers()), (60, 60), "{told:?}");
    assert_eq!(total("rows"), 120, "{told:?}");
    assert_eq!(
        total("unknown") + total("invalid") + total("not_sent"),
        0,
        "{told:?}"
    );
    assert_eq!(records(&home, "created"), 60);
}

#[test]
fn a_copy_of_the_table_and_one_that_was_sorted_create_nobody_again() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    home.write_table(table_of(4));
    assert_eq!(home.import(&[]).code, Some(0));
    let told = home.import(&[]);
    assert_eq!(
        (told.code, told.counts()),
        (Some(0), counts(&[("created_earlier", 4)])),
        "{told:?}"
    );
    let sorted = table_of(4);
    let mut lines: Vec<&str> = sorted.lines().collect();
    lines[1..].reverse();
    home.write_table(lines.join("\n"));
    let told = home.import(&["--accept-warnings"]);
    assert_eq!(
        (told.code, told.counts()),
        (Some(3), counts(&[("invalid", 4)])),
        "{told:?}"
    );
    assert_eq!(crm.customers(), 4);
}
