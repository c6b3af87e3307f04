//! The send without a look at the review: only of a card against which nothing speaks.

use crate::support::driver::{Driver, Setup, found, tenant};
use kartoteka::app::Message;
use kartoteka::customer::{FailureReason, Lookup, LookupFailure, Outcome};
use kartoteka::keymap::Key;
use kartoteka::options::FormOptions;
use serde_json::json;

fn setup() -> Setup {
    Setup {
        check_duplicates: true,
        form_options: FormOptions {
            send_when_clean: true,
            ..FormOptions::default()
        },
        ..Setup::default()
    }
}

/// A card with a phone that the CRM does not know.
fn clean() -> Driver {
    let mut driver = Driver::with(setup());
    driver.keys("Nowak<PgDn><Tab>333444555<Tab>").finds(&[]);
    driver
}

#[track_caller]
fn reviews(driver: &mut Driver, why: &str) {
    assert!(driver.sent.is_empty(), "{why}");
    assert!(
        driver.screen().contains("Review before sending"),
        "{why}\n{}",
        driver.screen()
    );
}

#[test]
fn a_card_that_nobody_is_like_goes_out_with_one_key() {
    for key in ["<F8>", "<Ctrl+X>s"] {
        let mut driver = clean();
        driver.keys(key);
        assert_eq!(driver.sent.len(), 1, "{key}");
        assert_eq!(
            driver.sent[0].1,
            "{\n  \"surname\": \"Nowak\",\n  \"phone_number\": \"333444555\"\n}"
        );
        driver.created("324").shows("Created: customer_id 324");
    }
}

#[test]
fn a_key_that_is_pressed_again_sends_one_request() {
    let mut driver = clean();
    driver.keys("<F8><F8><F8>").shows("still being sent");
    driver.keys("<Enter>");
    assert_eq!(driver.sent.len(), 1);
    driver.created("324").keys("<F8><F8><Enter><F8>");
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn the_next_card_is_not_sent_as_it_began() {
    let mut driver = Driver::with(setup());
    driver
        .keys("Nowak<Ctrl+Y><PgDn><Tab>333444555<Ctrl+Y><Tab>")
        .finds(&[]);
    driver.keys("<F8>");
    assert_eq!(driver.sent.len(), 1);
    driver.created("324").keys("<F8>");
    assert_eq!(driver.sent.len(), 1, "{}", driver.screen());
}

#[test]
fn anything_that_speaks_against_it_opens_the_review() {
    let nowak = || found("17", &json!({"surname": "Nowak"}));
    let stranger = || found("17", &json!({"surname": "Obcy", "phone_number": "600700800"}));
    for (why, result) in [
        ("somebody is there", Ok(vec![nowak()])),
        ("the CRM has not understood", Ok(vec![stranger()])),
        ("too slow", Err(LookupFailure::TimedOut)),
        ("forbidden", Err(LookupFailure::NotPermitted)),
        ("failed", Err(LookupFailure::Failed(FailureReason::Server(500)))),
    ] {
        let mut driver = Driver::with(setup());
        driver
            .keys("Nowak<PgDn><Tab>333444555<Tab>")
            .finds(&[("phone_number", result)]);
        driver.keys("<F8>");
        reviews(&mut driver, why);
    }
    for (keys, words) in [
        ("<PgUp><Ctrl+U>", "Fix these first"),
        ("<PgDn><PgDn><Tab><Tab><Tab>1234", "Check these"),
        // A value that the CRM was not asked about, or that it is being asked about.
        ("<Up><Up>anna@nowak.pl", "Searching the CRM"),
        ("<Up><Up>anna@nowak.pl<Tab>", "Searching the CRM"),
        // What follows from a PESEL that is not left yet, and nobody has seen.
        (
            "<PgUp><Tab><Tab>4405141359<Left><Left><Left><Left>0",
            "\"birthdate\"",
        ),
    ] {
        let mut driver = clean();
        driver.keys(keys).keys("<F8>").shows(words);
        reviews(&mut driver, words);
    }
}

#[test]
fn what_the_crm_said_counts_for_ten_seconds() {
    let mut driver = clean();
    driver.wait_a_minute().keys("<F8>").shows("Searching the CRM");
    // The answer comes when the review is on the screen: that is what Enter is for.
    driver.finds(&[]).shows("Ready. Enter sends.");
    reviews(&mut driver, "old");
    driver.keys("<Esc><F8>");
    assert_eq!(driver.sent.len(), 1, "but the answer is new now");
}

#[test]
fn what_the_crm_said_is_renewed_on_the_way_to_the_last_field() {
    let mut driver = clean();
    driver.wait_a_minute().keys("ab");
    assert_eq!(driver.asked.len(), 1, "nothing is asked for a letter");
    driver.keys("<Ctrl+U><Tab>").finds(&[]);
    assert_eq!(driver.asked.len(), 2);
    driver.keys("<Tab><Tab>");
    assert_eq!(driver.asked.len(), 2, "it is new");
    driver.keys("<F8>");
    assert_eq!(driver.sent.len(), 1, "{}", driver.screen());
    // Without the setting, a value is asked about once.
    let mut setup = setup();
    setup.form_options.send_when_clean = false;
    let mut driver = Driver::with(setup);
    driver.keys("Nowak<PgDn><Tab>333444555<Tab>").finds(&[]);
    driver.wait_a_minute().keys("<Tab><Tab>");
    assert_eq!(driver.asked.len(), 1);
}

#[test]
fn what_this_machine_has_sent_opens_the_review() {
    let unknown = Outcome::Unknown {
        failure: FailureReason::Cut,
        answer: None,
    };
    for outcome in [Some(unknown), None] {
        let mut driver = clean();
        driver.keys("<F8>");
        match outcome {
            Some(outcome) => driver.answer(outcome).keys("<Esc><Ctrl+X>E").keys("Y"),
            None => driver.created("324"),
        };
        let sent = driver.sent.len();
        driver
            .keys("Nowakowa<PgDn><Tab>333444555<Tab>")
            .finds(&[])
            .keys("<F8>");
        assert_eq!(driver.sent.len(), sent);
        driver.shows("Possible duplicates");
    }
}

#[test]
fn without_the_check_or_a_value_to_search_by_the_review_opens() {
    let mut driver = Driver::with(setup());
    driver.keys("Nowak<F8>");
    reviews(&mut driver, "nothing to search by");
    for (check_duplicates, background_lookups) in [(false, true), (true, false)] {
        let mut setup = setup();
        setup.check_duplicates = check_duplicates;
        setup.form_options.background_lookups = background_lookups;
        let mut driver = Driver::with(setup);
        driver.keys("Nowak<PgDn><Tab>333444555<Tab><F8>");
        reviews(&mut driver, "never asked");
    }
    let mut setup = setup();
    setup.form_options.send_when_clean = false;
    let mut driver = Driver::with(setup);
    driver
        .keys("Nowak<PgDn><Tab>333444555<Tab>")
        .finds(&[])
        .keys("<F8>");
    reviews(&mut driver, "off");
}

#[test]
fn a_key_in_a_hurry_opens_the_review() {
    let mut driver = clean();
    let key: Key = "F8".parse().unwrap();
    driver.tell(Message::Hurried(Box::new(Message::Key(key))));
    reviews(&mut driver, "it came with others");
    driver.keys("<Esc><F8>");
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn lost_records_open_the_review() {
    let mut driver = clean();
    let database = driver.home().join("data/kartoteka.db");
    let conn = rusqlite::Connection::open(database).unwrap();
    conn.execute("INSERT INTO losses (records, since) VALUES (0, NULL)", [])
        .unwrap();
    driver.keys("<F8>").shows("may be lost");
    reviews(&mut driver, "lost records");
}

#[test]
fn a_required_custom_field_that_is_empty_stops_it() {
    let mut driver = Driver::with(Setup {
        rule_context: tenant(),
        ..setup()
    });
    driver
        .keys("Nowak<PgDn><Tab>333444555<Tab>")
        .finds(&[])
        .keys("<F8>");
    reviews(&mut driver, "kampania is missing");
}

#[test]
fn an_answer_about_a_value_that_was_changed_since_sends_nothing() {
    let mut driver = Driver::with(setup());
    driver.keys("Nowak<PgDn><Tab>333444555<Tab>");
    let (question, keys) = driver.asked[0].clone();
    driver.keys("<Up><Backspace>6<Tab>");
    let lookups = keys.into_iter().map(|by| Lookup {
        by,
        result: Ok(Vec::new()),
    });
    driver.tell(Message::LookedUp(question, lookups.collect()));
    driver.keys("<F8>");
    reviews(&mut driver, "the CRM was asked about another value");
}
