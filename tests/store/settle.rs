//! Attempts whose outcome was unknown, settled by a person.

use super::{at, attempt, created, database, home, leave_unknown, open, record, unknown};
use kartoteka::customer::{Settlement, SubmissionState};
use kartoteka::store::{Error, Store};
use rusqlite::Connection;
use std::time::Duration;

#[track_caller]
fn refused(store: &mut Store, attempt: &str) -> Option<SubmissionState> {
    match store
        .settle(attempt, &Settlement::Created("9".into()), at(9))
        .unwrap_err()
    {
        Error::NotUnknown { attempt: told, state } => {
            assert_eq!(told, attempt);
            state
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_settled_attempt_keeps_how_its_send_ended() {
    let home = home();
    let mut store = open(home.path());
    leave_unknown(&mut store, &attempt("there", "Nowak", &[]), 1);
    leave_unknown(&mut store, &attempt("not", "Kowalski", &[]), 2);
    let found = Settlement::Created("CUST-9".into());
    store.settle("there", &found, at(3)).unwrap();
    store.settle("not", &Settlement::NotCreated, at(4)).unwrap();
    assert_eq!(store.unknown_count().unwrap(), 0);
    for (id, state, customer_id, second, filters) in [
        (
            "there",
            SubmissionState::Created,
            Some("CUST-9"),
            3,
            ["cust-9", "created nowak"],
        ),
        (
            "not",
            SubmissionState::NotCreated,
            None,
            4,
            ["not_created", "kowalski NOT_CREATED"],
        ),
    ] {
        let record = record(&store, id);
        assert_eq!((record.state, record.outcome), (state, Some(unknown())), "{id}");
        assert_eq!(record.customer_id.as_deref(), customer_id, "{id}");
        assert_eq!(record.settled_at, Some(at(second).into()), "{id}");
        for filter in filters {
            let rows = store.history(filter, 9).unwrap().rows;
            assert_eq!(rows.len(), 1, "{filter}");
            assert_eq!(
                (rows[0].attempt.as_str(), rows[0].state, rows[0].settled_at),
                (id, state, Some(at(second).into()))
            );
            assert_eq!(rows[0].customer_id.as_deref(), customer_id, "{filter}");
        }
    }
}

#[test]
fn only_an_unknown_attempt_is_settled_and_once() {
    let home = home();
    let mut store = open(home.path());
    assert_eq!(refused(&mut store, "nothing"), None);
    store.begin(&attempt("a", "Nowak", &[]), at(1)).unwrap();
    assert_eq!(refused(&mut store, "a"), Some(SubmissionState::Sending));
    store.finish("a", &created("1"), Duration::ZERO).unwrap();
    assert_eq!(refused(&mut store, "a"), Some(SubmissionState::Created));
    leave_unknown(&mut store, &attempt("b", "Nowak", &[]), 2);
    store.settle("b", &Settlement::NotCreated, at(3)).unwrap();
    assert_eq!(refused(&mut store, "b"), Some(SubmissionState::NotCreated));
    let (a, b) = (record(&store, "a"), record(&store, "b"));
    assert_eq!((a.customer_id.as_deref(), a.settled_at), (Some("1"), None));
    assert_eq!((b.customer_id, b.settled_at), (None, Some(at(3).into())));
    let late = store.finish("b", &created("1"), Duration::ZERO).unwrap_err();
    assert!(matches!(late, Error::Ended { .. }), "{late:?}");
}

#[test]
fn the_database_itself_lets_an_attempt_be_settled_once_and_nothing_else() {
    let home = home();
    let mut store = open(home.path());
    leave_unknown(&mut store, &attempt("a", "Nowak", &[]), 1);
    let other = Connection::open(database(home.path())).unwrap();
    let refused = |change: &str| {
        let result = other.execute(&format!("UPDATE submissions SET {change}"), []);
        result.unwrap_err().to_string()
    };
    for change in [
        "state = 'rejected'",
        "state = 'sending', outcome = NULL",
        "outcome = '{}'",
        "state = 'not_created', settled_at = 1, outcome = '{}'",
    ] {
        assert!(refused(change).contains("has ended"), "{change}");
    }
    assert!(refused("state = 'not_created'").contains("CHECK"), "no time");
    assert!(
        refused("state = 'created', settled_at = 1").contains("CHECK"),
        "no id"
    );
    let found = Settlement::Created("9".into());
    store.settle("a", &found, at(2)).unwrap();
    for change in [
        "customer_id = '10'",
        "settled_at = 5",
        "state = 'not_created', customer_id = NULL",
        "state = 'unknown', customer_id = NULL, settled_at = NULL",
        "masked = 1, customer_id = '10'",
    ] {
        assert!(refused(change).contains("has ended"), "{change}");
    }
    assert_eq!(record(&store, "a").customer_id.as_deref(), Some("9"));
}
