//! Several operators on one machine, as several programs with one data directory: nobody waits in vain, and every
//! customer is created once.

use crate::support::aftermath::Aftermath;
use crate::support::echo::{told_id, words};
use crate::support::faults::{Act, Faults, http};
use crate::support::home::{Home, sandbox};
use crate::support::pty::Pty;
use kartoteka::i18n::{Language, Locale};
use kartoteka::sandbox::Sandbox;
use kartoteka::store;
use serde_json::Value;
use std::collections::BTreeMap;
use std::num::NonZeroU16;
use std::sync::Barrier;
use std::thread;

const OPERATORS: usize = 8;
const CUSTOMERS_EACH: usize = 25;
const SIZE: (u16, u16) = (120, 40);
/// Tab, the field's text, and the key for the review.
const NAME_AND_REVIEW: &str = "\tŁucja\x1b[19~";

/// `api_user:api_pass`.
const AUTHORIZATION: &str = "Basic YXBpX3VzZXI6YXBpX3Bhc3M=";

/// Surnames by the customers' ids.
type Customers = BTreeMap<String, String>;

#[test]
fn eight_programs_with_one_store_add_two_hundred_customers() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let told: Customers = thread::scope(|scope| {
        let operators: Vec<_> = (0..OPERATORS)
            .map(|operator| {
                let home = &home;
                scope.spawn(move || work(home, operator))
            })
            .collect();
        let customers = operators.into_iter().flat_map(|work| work.join().unwrap());
        customers.collect()
    });

    let all = OPERATORS * CUSTOMERS_EACH;
    assert_eq!(told.len(), all, "ids on the screens");
    assert_eq!(crm.customers(), all, "customers in the CRM");
    assert_eq!(in_the_crm(&crm, told.keys()), told, "who has which id in the CRM");
    let Aftermath { drafts, records } = Aftermath::of(&home.data());
    assert_eq!(records.len(), all, "records of sends");
    let created = records.into_iter().map(|record| {
        assert_eq!(record.state, "created", "{record:?}");
        (record.customer_id.unwrap(), record.card["surname"].clone())
    });
    assert_eq!(
        created.collect::<Customers>(),
        told,
        "who has which id in the store"
    );
    assert!(drafts.is_empty(), "cards of customers that exist: {drafts:?}");
}

#[test]
fn of_eight_programs_that_send_the_same_customer_one_does() {
    let server = Faults::start(Act::Hang);
    let home = Home::new(&server.url(), "");
    let start = Barrier::new(OPERATORS);
    let sending: usize = thread::scope(|scope| {
        let operators: Vec<_> = (0..OPERATORS)
            .map(|operator| {
                let (home, start) = (&home, &start);
                scope.spawn(move || race(home, start, operator))
            })
            .collect();
        operators
            .into_iter()
            .map(|race| usize::from(race.join().unwrap()))
            .sum()
    });
    assert_eq!(sending, 1, "programs that wait for an answer");
    assert_eq!(server.finish().requests.len(), 1, "requests at the CRM");
    let records = Aftermath::of(&home.data()).records;
    assert_eq!(records.len(), 1, "{records:?}");
    assert_eq!(records[0].state, "unknown", "{records:?}");
}

#[test]
fn of_eight_programs_that_have_looked_at_the_same_customer_one_creates_it() {
    let server = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
    let home = Home::new(&server.url(), "");
    let start = Barrier::new(OPERATORS);
    let created: usize = thread::scope(|scope| {
        let operators: Vec<_> = (0..OPERATORS)
            .map(|operator| {
                let (home, start) = (&home, &start);
                scope.spawn(move || {
                    let mut pty = home.start(SIZE);
                    pty.send(&format!("Ćwik-{operator}\t\t\t\t\t\tK-2026/17\x1b[19~"));
                    pty.wait_for_text(words::REVIEW);
                    start.wait();
                    pty.send("\r");
                    pty.wait_for(|screen| {
                        let text = screen.contents();
                        text.contains(words::CREATED)
                            || text.contains("Another session is sending this customer")
                            || text.contains("possible duplicate has just been created")
                    });
                    pty.text().contains(words::CREATED)
                })
            })
            .collect();
        operators
            .into_iter()
            .map(|race| usize::from(race.join().unwrap()))
            .sum()
    });
    assert_eq!(created, 1, "programs that were told an id");
    assert_eq!(server.finish().requests.len(), 1, "requests at the CRM");
}

/// Sends a customer of the same identifier as all others do, at the same moment; whether it is on its way then.
fn race(home: &Home, start: &Barrier, operator: usize) -> bool {
    let mut pty = home.start(SIZE);
    // Surname, name, PESEL, birthdate, gender, NIP, identifier.
    pty.send(&format!("Ćwik-{operator}\t\t\t\t\t\tK-2026/17\x1b[19~"));
    pty.wait_for_text(words::REVIEW);
    start.wait();
    pty.send("\r");
    pty.wait_for(|screen| {
        let text = screen.contents();
        text.contains(words::SENDING) || text.contains("Another session is sending this customer")
    });
    let sending = pty.text().contains(words::SENDING);
    // All have pressed before the one who waits gives up.
    start.wait();
    sending
}

/// Adds one customer after another by keys. Gives who got which id, as the screen told it.
fn work(home: &Home, operator: usize) -> Customers {
    let mut pty = home.start(SIZE);
    let mut told = Customers::new();
    for number in 0..CUSTOMERS_EACH {
        let surname = format!("Ćwik-{operator}-{number}");
        pty.send(&surname);
        pty.send(NAME_AND_REVIEW);
        pty.wait_for_text(words::REVIEW);
        pty.send("\r");
        pty.wait_for(|screen| {
            let text = screen.contents();
            text.contains(words::CREATED) && text.contains(&format!("· {surname} Łucja"))
        });
        let id = pty.screen(told_id).unwrap();
        told.insert(id, surname);
    }
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    assert_never_busy(&pty);
    told
}

/// Looks at everything that was on the screen for the store's words about a lock that it did not get.
fn assert_never_busy(pty: &Pty) {
    let error = Locale::new(Language::En).store_error(&store::Error::Busy { path: "/".into() });
    let (busy, _) = error.split_once('/').unwrap();
    let size = |number| NonZeroU16::new(number).unwrap();
    let mut screen = vt100::Parser::new(size(SIZE.1), size(SIZE.0), 0);
    for (_, bytes) in pty.timeline() {
        screen.process(&bytes);
        let text = screen.screen().contents();
        assert!(!text.contains(busy), "the store was busy:\n{text}");
    }
}

/// Whom the CRM has under each of these ids.
fn in_the_crm<'a>(crm: &Sandbox, ids: impl Iterator<Item = &'a String>) -> Customers {
    let agent = ureq::Agent::config_builder().proxy(None).build().new_agent();
    let customers = ids.map(|id| {
        let url = format!("{}/api/customers/{id}", crm.base_url());
        let request = agent.get(url).header("authorization", AUTHORIZATION);
        let body = request.call().unwrap().body_mut().read_to_string().unwrap();
        let customer: Value = serde_json::from_str(&body).unwrap();
        (id.clone(), customer["surname"].as_str().unwrap().to_owned())
    });
    customers.collect()
}
