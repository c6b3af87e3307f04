//! An attempt's one way through the journal.

use super::{at, attempt, created, database, home, open, record, unknown};
use kartoteka::customer::{ApiResponse, FailureReason, Outcome, Submission, SubmissionState};
use kartoteka::store::Error;
use rusqlite::Connection;
use std::time::Duration;

#[test]
fn an_attempt_comes_back_whole_after_reopening() {
    let home = home();
    let sent = attempt(
        "a",
        "Kowalski Jan",
        &[("surname", "Kowalski"), ("note", "Żółć\n\t%_\\\"")],
    );
    let mut store = open(home.path());
    store.begin(&sent, at(7)).unwrap();
    let under_way = record(&store, "a");
    assert_eq!(
        (under_way.state, under_way.outcome, under_way.duration),
        (SubmissionState::Sending, None, None)
    );
    store
        .finish("a", &created("324"), Duration::from_millis(1234))
        .unwrap();
    drop(store);

    let store = open(home.path());
    let expected = Submission {
        sent,
        sent_at: at(7).into(),
        state: SubmissionState::Created,
        outcome: Some(created("324")),
        customer_id: Some("324".into()),
        settled_at: None,
        settled_in_team: None,
        duration: Some(Duration::from_millis(1234)),
    };
    assert_eq!(record(&store, "a"), expected);
    assert_eq!(store.submission("b").unwrap(), None);
    assert_eq!(store.interrupted(), 0);
}

#[test]
fn each_outcome_ends_in_its_state_and_comes_back() {
    let answer = ApiResponse {
        status: 422,
        body: "\u{1b}[31mno".into(),
        ..ApiResponse::default()
    };
    let cases = [
        ("created", created("7"), SubmissionState::Created),
        (
            "rejected",
            Outcome::Rejected {
                answer: answer.clone(),
            },
            SubmissionState::Rejected,
        ),
        (
            "not sent",
            Outcome::NotSent {
                failure: FailureReason::Tls("bad certificate".into()),
            },
            SubmissionState::NotSent,
        ),
        (
            "unknown",
            Outcome::Unknown {
                failure: FailureReason::TimedOut(30),
                answer: Some(answer),
            },
            SubmissionState::Unknown,
        ),
    ];
    let home = home();
    let mut store = open(home.path());
    for (name, outcome, state) in cases {
        store.begin(&attempt(name, name, &[]), at(1)).unwrap();
        store.finish(name, &outcome, Duration::from_secs(1)).unwrap();
        let record = record(&store, name);
        assert_eq!(
            (record.state, record.outcome),
            (state, Some(outcome.clone())),
            "{name}"
        );
        let summary = store.history(name, 1).unwrap().rows.remove(0);
        assert_eq!((summary.state, summary.outcome), (state, Some(outcome)), "{name}");
    }
    assert_eq!(store.unknown_count().unwrap(), 1);
}

#[test]
fn an_attempt_begins_once_and_ends_once() {
    let home = home();
    let mut store = open(home.path());
    let early = store.finish("a", &created("1"), Duration::ZERO).unwrap_err();
    assert!(
        matches!(&early, Error::Ended { attempt } if attempt == "a"),
        "{early:?}"
    );

    store.begin(&attempt("a", "Nowak", &[]), at(1)).unwrap();
    let again = store.begin(&attempt("a", "Other", &[]), at(2)).unwrap_err();
    assert!(
        matches!(&again, Error::Known { attempt } if attempt == "a"),
        "{again:?}"
    );

    store.finish("a", &unknown(), Duration::ZERO).unwrap();
    let twice = store.finish("a", &created("1"), Duration::ZERO).unwrap_err();
    assert!(
        matches!(&twice, Error::Ended { attempt } if attempt == "a"),
        "{twice:?}"
    );
    let record = record(&store, "a");
    assert_eq!(
        (record.sent.who.as_str(), record.sent_at, record.outcome),
        ("Nowak", at(1).into(), Some(unknown()))
    );
}

#[test]
fn the_database_itself_refuses_to_change_a_final_state() {
    let home = home();
    let mut store = open(home.path());
    store.begin(&attempt("a", "Nowak", &[]), at(1)).unwrap();
    store.finish("a", &created("1"), Duration::ZERO).unwrap();
    let other = Connection::open(database(home.path())).unwrap();
    for change in [
        "state = 'sending', outcome = NULL, customer_id = NULL",
        "outcome = '{}'",
    ] {
        let refused = other.execute(&format!("UPDATE submissions SET {change}"), []);
        assert!(refused.unwrap_err().to_string().contains("has ended"), "{change}");
    }
    assert_eq!(record(&store, "a").state, SubmissionState::Created);
}
