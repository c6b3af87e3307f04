//! Which attempts may begin: never a second one at a customer of whom nobody knows whether he was created.

use super::{at, attempt, created, home, leave_unknown, open, record, told, unknown};
use kartoteka::customer::{ApiResponse, FailureReason, NewSubmission, Outcome, Settlement, SubmissionState};
use kartoteka::store::{Error, Store};
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

/// The attempt that stands in the way.
#[track_caller]
fn unsettled(store: &mut Store, new: &NewSubmission) -> (String, SubmissionState) {
    match store.begin(new, at(9)).unwrap_err() {
        Error::Unsettled { attempt, state, .. } => (attempt, state),
        other => panic!("{other:?}"),
    }
}

/// An attempt with the payload of another.
fn again(id: &str, first: &NewSubmission) -> NewSubmission {
    NewSubmission {
        attempt: id.into(),
        ..first.clone()
    }
}

#[test]
fn the_same_payload_waits_until_the_first_has_ended() {
    let home = home();
    let mut store = open(home.path());
    let mut other = open(home.path());
    let first = attempt("a", "Nowak", &[]);
    store.begin(&first, at(1)).unwrap();
    let second = again("b", &first);
    assert_eq!(
        unsettled(&mut store, &second),
        ("a".into(), SubmissionState::Sending)
    );
    assert_eq!(
        unsettled(&mut other, &second),
        ("a".into(), SubmissionState::Sending)
    );
    let known = other.begin(&first, at(2)).unwrap_err();
    assert!(matches!(known, Error::Known { .. }), "{known:?}");

    store.finish("a", &unknown(), Duration::ZERO).unwrap();
    assert_eq!(
        unsettled(&mut other, &second),
        ("a".into(), SubmissionState::Unknown)
    );
    let elsewhere = NewSubmission {
        url: "https://example.org/api/customers".into(),
        ..again("c", &first)
    };
    other.begin(&elsewhere, at(2)).unwrap();
    let louder = NewSubmission {
        url: first.url.to_uppercase(),
        ..second.clone()
    };
    assert_eq!(unsettled(&mut other, &louder).0, "a");
    store.settle("a", &Settlement::NotCreated, at(3)).unwrap();
    other.begin(&second, at(4)).unwrap();
    assert_eq!(store.history("", 9).unwrap().total, 3);
}

#[test]
fn an_end_that_is_known_stands_in_nobodys_way() {
    let home = home();
    let mut store = open(home.path());
    let first = attempt("0", "Nowak", &[("pesel", "44051401359")]);
    let rejected = Outcome::Rejected {
        answer: ApiResponse::default(),
    };
    let not_sent = Outcome::NotSent {
        failure: FailureReason::ConnectionRefused,
    };
    for (id, outcome) in ["a", "b", "c"].iter().zip([rejected, not_sent, created("324")]) {
        store.begin(&again(id, &first), at(1)).unwrap();
        store.finish(id, &outcome, Duration::ZERO).unwrap();
    }
    store.begin(&first, at(2)).unwrap();
}

#[test]
fn what_two_customers_cannot_share_stands_in_the_way_and_nothing_else() {
    let values = [
        ("identifier", "K-1"),
        ("pesel", "44051401359"),
        ("nip", "1234563218"),
        ("email", "a@b.pl"),
        ("phone_number", "333444555"),
    ];
    let cases = [
        ("identifier", "k-1 ", true),
        ("pesel", "44051401359", true),
        ("nip", "PL 123-456-32-18", true),
        ("email", "a@b.pl", false),
        ("phone_number", "333 444 555", false),
        ("identifier", "K-2", false),
        ("nip", "5260250274", false),
        ("name", "Anna", false),
    ];
    for (path, value, refused) in cases {
        let home = home();
        let mut store = open(home.path());
        leave_unknown(&mut store, &attempt("a", "Nowak Anna", &values), 1);
        let new = attempt("b", "Nowak", &[(path, value)]);
        if refused {
            assert_eq!(unsettled(&mut store, &new).0, "a", "{path} {value}");
        } else {
            store.begin(&new, at(2)).unwrap();
        }
        let begun = store.submission("b").unwrap();
        assert_eq!(begun.is_none(), refused, "{path} {value}");
    }
}

#[test]
fn the_refusal_says_who_and_when_in_one_line() {
    let home = home();
    let mut store = open(home.path());
    let first = attempt("a", "Nowak\n\u{1b}[31m", &[]);
    leave_unknown(&mut store, &first, 1);
    let error = store.begin(&again("b", &first), at(2)).unwrap_err();
    let words = "the outcome for Nowak\\u{a}\\u{1b}[31m, sent 2026-09-21T14:13:21Z, is unknown; settle";
    assert!(told(&error).starts_with(words), "{error:?}");
}

#[test]
fn of_many_attempts_at_once_one_begins() {
    let home = home();
    let first = attempt("0", "Nowak", &[]);
    let by_key = |id: &str| attempt(id, "Nowak", &[("pesel", "44051401359")]);
    for round in 0..5 {
        let start = Barrier::new(8);
        let results: Vec<Result<(), Error>> = thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|number| {
                    let (dir, start, first) = (home.path(), &start, &first);
                    scope.spawn(move || {
                        let mut store = open(dir);
                        let id = format!("{round}-{number}");
                        let new = if round % 2 == 0 {
                            again(&id, first)
                        } else {
                            by_key(&id)
                        };
                        start.wait();
                        let begun = store.begin(&new, at(round));
                        start.wait();
                        if begun.is_ok() {
                            store.finish(&id, &created("1"), Duration::ZERO).unwrap();
                        }
                        begun
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let refused = results
            .iter()
            .filter(|result| matches!(result, Err(Error::Unsettled { .. })));
        assert_eq!(refused.count(), 7, "round {round}");
    }
    assert_eq!(open(home.path()).history("", 0).unwrap().total, 5);
}

#[test]
fn sending_again_settles_the_attempt_that_it_repeats() {
    let home = home();
    let mut store = open(home.path());
    let first = attempt("a", "Nowak", &[("identifier", "K-1")]);
    leave_unknown(&mut store, &first, 1);
    let second = NewSubmission {
        resends: Some("a".into()),
        ..again("b", &first)
    };
    store.begin(&second, at(2)).unwrap();
    let settled = record(&store, "a");
    assert_eq!(
        (settled.state, settled.settled_at, settled.outcome),
        (SubmissionState::NotCreated, Some(at(2).into()), Some(unknown()))
    );
    assert_eq!(record(&store, "b").sent, second);

    // The same order once more, as after a failure that was none: nothing is doubled.
    let third = NewSubmission {
        attempt: "c".into(),
        ..second.clone()
    };
    for new in [&second, &third] {
        let error = store.begin(new, at(3)).unwrap_err();
        assert!(
            matches!(
                error,
                Error::Known { .. }
                    | Error::NotUnknown {
                        state: Some(SubmissionState::NotCreated),
                        ..
                    }
            ),
            "{error:?}"
        );
    }
    assert_eq!(store.history("", 0).unwrap().total, 2);
    assert_eq!(record(&store, "a").settled_at, Some(at(2).into()));
}

#[test]
fn a_resend_that_is_refused_settles_nothing() {
    let home = home();
    let mut store = open(home.path());
    leave_unknown(&mut store, &attempt("a", "Nowak", &[("identifier", "K-1")]), 1);
    leave_unknown(&mut store, &attempt("b", "Nowak", &[("nip", "1234563218")]), 2);
    store.begin(&attempt("sending", "Other", &[]), at(3)).unwrap();
    let both = [("identifier", "K-1"), ("nip", "1234563218")];
    let resend = |id: &str, resends: &str| NewSubmission {
        resends: Some(resends.into()),
        ..attempt(id, "Nowak", &both)
    };
    assert_eq!(unsettled(&mut store, &resend("c", "a")).0, "b");
    for (repeated, state) in [("sending", Some(SubmissionState::Sending)), ("nothing", None)] {
        let error = store.begin(&resend("c", repeated), at(4)).unwrap_err();
        assert!(
            matches!(&error, Error::NotUnknown { attempt, state: found } if attempt == repeated && *found == state),
            "{error:?}"
        );
    }
    let known = store.begin(&resend("b", "a"), at(4)).unwrap_err();
    assert!(matches!(known, Error::Known { .. }), "{known:?}");
    assert_eq!(record(&store, "a").state, SubmissionState::Unknown);
    assert_eq!(store.submission("c").unwrap(), None);
    assert_eq!(store.unknown_count().unwrap(), 2);
}

#[test]
fn an_attempt_of_a_session_that_is_gone_can_be_settled_by_the_one_that_it_refused() {
    let home = home();
    let mut store = open(home.path());
    let first = attempt("a", "Nowak", &[]);
    let mut neighbour = open(home.path());
    neighbour.begin(&first, at(1)).unwrap();
    drop(neighbour);
    let second = again("b", &first);
    assert_eq!(
        unsettled(&mut store, &second),
        ("a".into(), SubmissionState::Unknown)
    );
    assert_eq!(
        record(&store, "a").state,
        SubmissionState::Unknown,
        "a refusal does not undo this"
    );
    let resend = NewSubmission {
        resends: Some("a".into()),
        ..second
    };
    store.begin(&resend, at(3)).unwrap();
    assert_eq!(record(&store, "a").state, SubmissionState::NotCreated);
}

#[test]
fn a_customer_who_was_created_unseen_stops_the_send() {
    let home = home();
    let mut store = open(home.path());
    let new = |id: &str, seen: Option<&[&str]>| {
        let mut new = attempt(id, "Nowak", &[]);
        new.payload = r#"{"surname":"Nowak","email":"a@b.pl"}"#.into();
        new.aware_of = seen.map(|seen| seen.iter().map(ToString::to_string).collect());
        new
    };
    store.begin(&new("a", Some(&[])), at(1)).unwrap();
    store.finish("a", &created("324"), Duration::ZERO).unwrap();
    let error = store.begin(&new("b", Some(&[])), at(2)).unwrap_err();
    assert!(
        matches!(&error, Error::CreatedMeanwhile { attempt, .. } if attempt == "a"),
        "{error:?}"
    );
    assert_eq!(store.submission("b").unwrap(), None);
    store.begin(&new("b", Some(&["a"])), at(2)).unwrap();
    store.finish("b", &created("325"), Duration::ZERO).unwrap();
    store.begin(&new("c", None), at(2)).unwrap();
}
