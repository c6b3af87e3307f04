//! Before a card is sent: who is there already, in the CRM and in the journal of this machine. It is shown, and holds
//! nobody up for long.

use crate::support::driver::{Driver, Setup, found};
use kartoteka::app::Message;
use kartoteka::customer::{Card, FailureReason, Lookup, LookupFailure, NewSubmission, Outcome, fingerprint};
use kartoteka::i18n::Language;
use kartoteka::options::{BadgeColor, ProfileBadge};
use kartoteka::store::Store;
use serde_json::json;
use std::time::Duration;

/// A card with an e-mail and a phone, under review, while the CRM is being asked.
fn reviewing() -> Driver {
    let mut driver = Driver::with(Setup {
        check_duplicates: true,
        ..Setup::default()
    });
    driver.keys("Nowak<PgDn>anna@nowak.pl<Tab>333444555<F8>");
    driver
}

#[test]
fn the_crm_is_asked_and_until_it_answers_enter_waits() {
    let mut driver = reviewing();
    driver.shows("Searching the CRM ...");
    driver.keys("<Enter>").shows("wait up to 3 s");
    assert!(driver.sent.is_empty());
    driver.finds(&[]).shows("No match in the CRM by e-mail, phone.");
    driver.shows("Ready. Enter sends.").keys("<Enter>");
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn a_customer_who_is_there_is_shown_and_the_operator_decides() {
    let mut driver = reviewing();
    let nowak = vec![found("17", &json!({"surname": "Nowak", "name": "Ewa"}))];
    driver.finds(&[("phone_number", Ok(nowak))]);
    driver.shows("? 17 Nowak Ewa, in the CRM: found by phone 333444555");
    driver.shows("t: this is the customer, v: show the customer,");
    for key in ["<Enter>", "s", "y", "<Enter>"] {
        driver.keys(key).shows("Possible duplicates");
        assert!(driver.sent.is_empty(), "{key}");
    }
    driver
        .keys("<Enter>")
        .shows("Not sent yet: the customer may already exist.");
    driver.keys("S");
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn a_search_that_fails_blocks_nobody_and_says_so() {
    for (failure, words) in [
        (
            LookupFailure::NotPermitted,
            "The API user is not allowed to search",
        ),
        (
            LookupFailure::TimedOut,
            "The CRM took too long to search by e-mail",
        ),
        (
            LookupFailure::Failed(FailureReason::Server(500)),
            "CRM search by e-mail failed: the CRM failed with status 500",
        ),
    ] {
        let mut driver = reviewing();
        driver
            .finds(&[("email", Err(failure))])
            .shows(words)
            .keys("<Enter>");
        assert_eq!(driver.sent.len(), 1, "{words}");
    }
}

#[test]
fn lost_records_are_a_warning_until_the_operator_has_sent_once() {
    let mut driver = Driver::new();
    driver.keys("Zięba<F8>").shows("Ready.").keys("<Esc>");
    let database = driver.home().join("data/kartoteka.db");
    let conn = rusqlite::Connection::open(database).unwrap();
    conn.execute(
        "INSERT INTO losses (records, since) VALUES (2, 1790000000000)",
        [],
    )
    .unwrap();
    driver
        .keys("<F8>")
        .shows("the records of 2 customers, sent since");
    driver.shows("sends anyway").keys("<Esc>");
    // Found between the review and the send, it is shown before anything goes.
    conn.execute("DELETE FROM losses", []).unwrap();
    driver.keys("<F8>").shows("Ready.");
    conn.execute("INSERT INTO losses (records, since) VALUES (0, NULL)", [])
        .unwrap();
    driver
        .keys("<Enter>")
        .shows("Records have been lost: read the warning")
        .shows("records of customers who were sent may be lost");
    assert!(driver.sent.is_empty());
    driver.keys("<Enter>").created("324");
    assert_eq!(driver.sent.len(), 1);
    driver.keys("Kos<F8>").shows("Ready.");
}

#[test]
fn an_answer_that_never_comes_is_not_waited_for() {
    let mut driver = reviewing();
    driver
        .wait(4)
        .shows("The CRM took too long to search by e-mail, phone.");
    driver.keys("<Enter>");
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn a_profile_that_does_not_want_it_asks_nothing() {
    let mut driver = Driver::new();
    driver.keys("Nowak<PgDn>anna@nowak.pl<F8>").shows("Ready.");
    assert!(driver.asked.is_empty());
}

#[test]
fn a_card_that_cannot_be_sent_or_has_nothing_to_search_by_asks_nothing() {
    for keys in ["<Tab>Anna<F8>", "Nowak<F8>"] {
        let mut driver = Driver::with(Setup {
            check_duplicates: true,
            ..Setup::default()
        });
        driver.keys(keys).shows("Review before sending");
        assert!(driver.asked.is_empty(), "{keys}");
    }
}

#[test]
fn what_was_sent_from_here_is_known_without_the_network() {
    let mut driver = Driver::new();
    driver.keys("Nowak<PgDn>anna@nowak.pl<F8><Enter>").created("324");
    driver.keys("Kowalska<PgDn>ANNA@nowak.pl<F8>");
    driver.shows("? 324 Nowak, sent from here 14:02: the same e-mail");
    driver.shows("send anyway").keys("S").created("325");
    driver
        .keys("Nowak<PgDn>anna@nowak.pl<F8>")
        .shows("324 Nowak, sent from here 14:02: identical card");
}

#[test]
fn an_open_attempt_that_may_have_been_at_this_customer_is_told() {
    let unknown = Outcome::Unknown {
        failure: FailureReason::Cut,
        answer: None,
    };
    for (keys, words) in [
        (
            "Ewa",
            "sent from here 14:02, outcome unknown: the same e-mail anna@nowak.pl",
        ),
        (
            "<PgDn><Ctrl+U>",
            "sent from here 14:02, outcome unknown: the same name",
        ),
    ] {
        let mut driver = Driver::new();
        driver
            .keys("Nowak<PgDn>anna@nowak.pl<F8><Enter>")
            .answer(unknown.clone());
        driver.keys("<Esc><PgUp>").keys(keys).keys("<F8>");
        driver.shows(words).keys("<Enter>").shows(words);
        assert_eq!(driver.sent.len(), 1, "{words}");
        driver.keys("S");
        assert_eq!(driver.sent.len(), 2, "{words}");
    }
}

#[test]
fn a_customer_found_in_several_ways_is_one_line() {
    let mut driver = reviewing();
    let nowak = || {
        Ok(vec![found(
            "17",
            &json!({"surname": "Nowak", "email": "anna@nowak.pl"}),
        )])
    };
    driver.finds(&[("email", nowak()), ("phone_number", nowak())]);
    driver.shows("? 17 Nowak, in the CRM: found by e-mail anna@nowak.pl, phone 333444555");
    assert_eq!(
        driver.screen().matches("in the CRM").count(),
        1,
        "{}",
        driver.screen()
    );
}

#[test]
fn a_stranger_whom_the_crm_finds_is_told_as_one() {
    let mut driver = reviewing();
    let stranger = Ok(vec![found("17", &json!({"surname": "Obcy", "email": "x@y.pl"}))]);
    driver
        .finds(&[("email", stranger)])
        .shows("NOT the same: found by e-mail");
}

#[test]
fn an_answer_is_about_its_value_whichever_question_it_answers() {
    for (edit, asked, is_used) in [("", 2, true), ("<Tab><Backspace>6", 3, false)] {
        let mut driver = reviewing();
        let (question, known) = driver.asked[1].clone();
        assert_eq!(known[0].value, "333444555");
        // Going back and forth asks about nothing that the CRM is being asked about.
        driver.keys("<Esc><PgUp><PgDn>").keys(edit).keys("<F8>");
        assert_eq!(driver.asked.len(), asked, "{edit}");
        let lookups = known.into_iter().map(|by| Lookup {
            by,
            result: Ok(vec![found("17", &json!({"surname": "Stary"}))]),
        });
        driver.tell(Message::LookedUp(question, lookups.collect()));
        if is_used {
            driver.shows("17 Stary, in the CRM");
        } else {
            driver.hides("Stary");
        }
        driver.shows("Searching the CRM");
    }
}

#[test]
fn an_answer_that_comes_while_something_else_is_before_it_is_not_lost() {
    for (open, close) in [("<F1>", "<Esc>"), ("<Ctrl+X>", "<Esc>")] {
        let mut driver = reviewing();
        driver.keys(open).wait(1);
        let nowak = Ok(vec![found("17", &json!({"surname": "Nowak"}))]);
        driver.finds(&[("email", nowak)]).keys(close);
        driver.shows("17 Nowak, in the CRM").shows("send anyway");
        assert!(!driver.model().is_counting(), "{open}");
    }
}

#[test]
fn a_customer_whom_another_session_creates_meanwhile_is_shown_first() {
    let mut one = Driver::new();
    one.keys("Nowak<PgDn>anna@nowak.pl<F8>").shows("Ready.");
    let mut other = one.beside(Setup::default());
    other.keys("Nowacka<PgDn>anna@nowak.pl<F8><Enter>").created("324");
    one.keys("<Enter>")
        .shows("possible duplicate has just been created")
        .shows("? 324 Nowacka, sent from here");
    assert!(one.sent.is_empty());
    one.keys("<Enter>");
    assert!(one.sent.is_empty(), "it needs a decision");
    one.keys("S");
    assert_eq!(one.sent.len(), 1, "they have seen it, and decide");
}

#[test]
fn an_insecure_profile_is_red_everywhere() {
    let mut driver = Driver::with(Setup {
        insecure: true,
        size: (80, 24),
        ..Setup::default()
    });
    for keys in ["Nowak", "<Ctrl+X>", "<Esc><F3>", "<Esc><F8>"] {
        driver.keys(keys).shows(" INSECURE ");
    }
    driver.shows("INSECURE: the CRM's certificate is not verified.");
}

#[test]
fn the_mark_of_a_profile_is_seen_everywhere_also_without_colour() {
    let mut driver = Driver::with(Setup {
        badge: Some(ProfileBadge {
            word: "PRODUKCJA".into(),
            color: BadgeColor::Red,
        }),
        insecure: true,
        size: (80, 24),
        ..Setup::default()
    });
    for keys in ["Nowak", "<Ctrl+X>", "<Esc><F3>", "<Esc><F8>"] {
        driver.keys(keys).shows(" PRODUKCJA  INSECURE ");
    }
}

/// A home in which an older program has sent this payload, and nobody knows what became of it.
fn left_unknown(payload: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let new = NewSubmission {
        attempt: "old".into(),
        profile: "main".into(),
        url: Setup::default().url.into(),
        user: "api_user".into(),
        who: "Żak".into(),
        card: Card::default(),
        payload: payload.into(),
        payload_hash: fingerprint(payload),
        resends: None,
        aware_of: None,
    };
    let now = "2026-11-24T13:00:00Z".parse().unwrap();
    let mut store = Store::open(&data, now).unwrap();
    store.begin(&new, now).unwrap();
    let outcome = Outcome::Unknown {
        failure: FailureReason::Cut,
        answer: None,
    };
    store.finish("old", &outcome, Duration::ZERO).unwrap();
    drop(store);
    drop(crate::support::older::leave_to_older(&data));
    home
}

#[test]
fn an_unknown_outcome_of_an_older_program_holds_every_spelling_back() {
    for (sent, spelling) in [
        (
            r#"{"identifier":"Ż1"}"#,
            "{\"surname\":\"Żak\",\"identifier\":\"Z\u{307}1\"}",
        ),
        (
            r#"{"identifier":"Ż1"}"#,
            "{\"surname\":\"Żak\",\"identifier\":\"\u{ff3a}\u{307}\u{ff11}\"}",
        ),
        (
            "{\"identifier\":\"Ż\u{200b}1\"}",
            r#"{"surname":"Żak","identifier":"ż1"}"#,
        ),
        (
            r#"{"surname":"Straße","note":"O'Hara"}"#,
            "{\"surname\":\"STRASSE\",\"note\":\"O\u{2019}HARA\"}",
        ),
    ] {
        let mut driver = Driver::in_home(left_unknown(sent), Setup::default());
        driver.paste(spelling).keys("Y<F8>").shows("Not ready to send");
        driver.keys("<Enter><Enter>S<Enter>");
        assert!(driver.sent.is_empty(), "{spelling:?}: {}", driver.screen());
    }
}

#[test]
fn a_customer_whose_record_is_deleted_needs_a_decision() {
    for (language, words) in [
        (Language::En, "17, known here since 14:02, record deleted"),
        (Language::Pl, "17, znany tu od 14:02, wpis usunięty"),
    ] {
        let mut driver = Driver::with(Setup {
            size: (80, 24),
            language,
            ..Setup::default()
        });
        driver
            .keys("Nowak<Tab>Anna<Tab>44051401359<F8><Enter>")
            .created("17");
        let data = driver.home().join("data");
        let mut store = Store::open(&data, "2026-11-24T15:00:00Z".parse().unwrap()).unwrap();
        assert_eq!(store.purge("2026-11-24T15:00:00Z".parse().unwrap()).unwrap(), 1);
        driver.keys("Nowakowa<Tab>Ewa<Tab>44051401359<F8>");
        driver.shows(words);
        insta::assert_snapshot!(format!("deleted_{language:?}"), driver.snapshot());
        driver.keys("<Enter>");
        assert_eq!(driver.sent.len(), 1, "{}", driver.screen());
        // There is no record to show, and the CRM shows the customer.
        driver
            .keys("v")
            .shows_customer(Ok(Some(found("17", &json!({"surname": "Nowak", "name": "Ewa"})))))
            .shows("Ewa");
        driver.keys("<Esc>S");
        assert_eq!(driver.sent.len(), 2, "{}", driver.screen());
    }
}

#[test]
fn an_attempt_that_the_database_has_lost_is_settled_first() {
    let mut driver = Driver::new();
    driver.keys("Nowak<Tab>Anna<F8><Enter>").answer(Outcome::Unknown {
        failure: FailureReason::Cut,
        answer: None,
    });
    let data = driver.home().join("data");
    let driver = driver.restart();
    std::fs::remove_file(data.join("kartoteka.db")).unwrap();
    let mut driver = driver.restart();
    driver.shows("The database has lost records; settle 1");
    driver.keys("Nowak<Tab>Anna<F8>");
    driver.shows("outcome unknown");
    insta::assert_snapshot!("lost", driver.snapshot());
    driver.keys("<Enter>").shows("the database was damaged");
    assert_eq!(driver.sent, []);
}
