//! The rows of tables: each is sent once, whatever program asks, and whatever has become of the record since.

use super::{at, attempt, created, database, draft, home, open, unknown};
use jiff::Timestamp;
use kartoteka::customer::{
    ApiResponse, NewSubmission, Outcome, RowClaim, RowHistory, RowKey, Settlement, SubmissionState,
};
use kartoteka::store::{AttemptOutcome, Error, Store};
use rusqlite::Connection;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

const URL: &str = "https://example.com/api/customers";

fn row(number: u64) -> RowKey {
    RowKey {
        table: "5ee7".into(),
        number,
    }
}

fn claim(number: u64, seen: Option<&str>) -> RowClaim {
    RowClaim {
        row: row(number),
        last_attempt: seen.map(str::to_owned),
    }
}

fn new(id: &str) -> NewSubmission {
    attempt(id, id, &[("surname", id)])
}

/// Begins the attempt of a row, alone in its transaction.
fn begin_row(store: &mut Store, new: &NewSubmission, claim: &RowClaim, now: Timestamp) -> Result<(), Error> {
    let written = store.write_rows(&[], &[(new.clone(), claim.clone())], now);
    written.and_then(|mut written| written.begun.remove(0))
}

/// How an attempt goes on.
type End = fn(&mut Store, &str);

fn rejected() -> Outcome {
    Outcome::Rejected {
        answer: ApiResponse {
            status: 422,
            ..ApiResponse::default()
        },
    }
}

/// Where a row stands, by its last attempt.
#[track_caller]
fn stands(store: &mut Store, number: u64) -> Option<(String, SubmissionState)> {
    match store.row(URL, &row(number)).unwrap()? {
        RowHistory::Sent(summary) => Some((summary.attempt, summary.state)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_row_is_sent_again_only_where_that_is_safe_and_by_whoever_has_seen_its_last_attempt() {
    let home = home();
    let mut store = open(home.path());
    let not_created = |store: &mut Store, id: &str| {
        store.finish(id, &unknown(), Duration::ZERO).unwrap();
        store.settle(id, &Settlement::NotCreated, at(9)).unwrap();
    };
    let cases: [(&str, bool, End); 5] = [
        ("rejected", true, |store, id| {
            store.finish(id, &rejected(), Duration::ZERO).unwrap();
        }),
        ("created", false, |store, id| {
            store.finish(id, &created("7"), Duration::ZERO).unwrap();
        }),
        ("unknown", false, |store, id| {
            store.finish(id, &unknown(), Duration::ZERO).unwrap();
        }),
        ("sending", false, |_, _| ()),
        ("not_created", true, not_created),
    ];
    for (number, (name, again, end)) in (2..).zip(cases) {
        assert_eq!(stands(&mut store, number), None, "{name}");
        begin_row(&mut store, &new(name), &claim(number, None), at(1)).unwrap();
        end(&mut store, name);
        assert_eq!(
            stands(&mut store, number),
            Some((name.into(), name.parse().unwrap()))
        );
        let next = new(&format!("{name} again"));
        for seen in [None, Some("another")] {
            let error = begin_row(&mut store, &next, &claim(number, seen), at(2)).unwrap_err();
            assert!(matches!(error, Error::RowTaken), "{name}: {error:?}");
        }
        let begun = begin_row(&mut store, &next, &claim(number, Some(name)), at(2));
        assert_eq!(begun.is_ok(), again, "{name}");
        let last = if again { &next.attempt } else { name };
        assert_eq!(stands(&mut store, number).unwrap().0, *last, "{name}");
        assert_eq!(
            store.submission(&next.attempt).unwrap().is_some(),
            again,
            "{name}"
        );
    }
}

#[test]
fn another_table_and_another_crm_have_rows_of_their_own() {
    let home = home();
    let mut store = open(home.path());
    begin_row(&mut store, &new("a"), &claim(2, None), at(1)).unwrap();
    let other_table = RowKey {
        table: "0ther".into(),
        number: 2,
    };
    assert_eq!(store.row(URL, &other_table).unwrap(), None);
    assert_eq!(
        store
            .row("https://test.example.com/api/customers", &row(2))
            .unwrap(),
        None
    );
    assert!(store.row(&URL.to_uppercase(), &row(2)).unwrap().is_some());
}

#[test]
fn a_killed_sends_row_is_unknown_and_stays_closed() {
    let home = home();
    let mut gone = open(home.path());
    begin_row(&mut gone, &new("a"), &claim(2, None), at(1)).unwrap();
    drop(gone);
    let mut store = open(home.path());
    assert_eq!(
        stands(&mut store, 2),
        Some(("a".into(), SubmissionState::Unknown))
    );
    begin_row(&mut store, &new("b"), &claim(2, Some("a")), at(2)).unwrap_err();
    store
        .settle("a", &Settlement::Created("7".into()), at(3))
        .unwrap();
    assert_eq!(
        stands(&mut store, 2),
        Some(("a".into(), SubmissionState::Created))
    );
}

#[test]
fn of_several_programs_at_the_same_row_one_sends_it() {
    let home = home();
    drop(open(home.path()));
    let start = Barrier::new(4);
    let begun: usize = thread::scope(|scope| {
        let programs: Vec<_> = (0..4)
            .map(|program| {
                let (home, start) = (&home, &start);
                scope.spawn(move || {
                    let mut store = open(home.path());
                    start.wait();
                    let rows = (2..22).filter(|number| {
                        let new = new(&format!("{program} {number}"));
                        begin_row(&mut store, &new, &claim(*number, None), at(1)).is_ok()
                    });
                    rows.count()
                })
            })
            .collect();
        programs.into_iter().map(|program| program.join().unwrap()).sum()
    });
    assert_eq!(begun, 20);
}

#[test]
fn what_was_created_is_known_when_its_record_is_purged_and_the_rest_is_forgotten() {
    let home = home();
    let mut store = open(home.path());
    for (number, name, outcome) in [(2, "a", created("7")), (3, "b", rejected()), (4, "c", unknown())] {
        begin_row(&mut store, &new(name), &claim(number, None), at(1)).unwrap();
        store.finish(name, &outcome, Duration::ZERO).unwrap();
    }
    assert_eq!(store.purge(at(99)).unwrap(), 2);
    assert_eq!(store.row(URL, &row(2)).unwrap(), Some(RowHistory::Created));
    begin_row(&mut store, &new("d"), &claim(2, None), at(2)).unwrap_err();
    assert_eq!(stands(&mut store, 3), None);
    assert_eq!(
        stands(&mut store, 4),
        Some(("c".into(), SubmissionState::Unknown))
    );
    let kept: i64 = Connection::open(database(home.path()))
        .unwrap()
        .query_row("SELECT count(*) FROM imported", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 2);
}

#[test]
fn a_row_that_is_parked_goes_on_in_the_form_and_is_parked_once() {
    let home = home();
    let mut store = open(home.path());
    let id = store
        .park_row(URL, &claim(2, None), &draft("Nowak"), at(1))
        .unwrap()
        .unwrap();
    assert_eq!(store.row(URL, &row(2)).unwrap(), Some(RowHistory::InForm));
    assert_eq!(
        store
            .park_row(URL, &claim(2, None), &draft("Nowak"), at(2))
            .unwrap(),
        None
    );
    begin_row(&mut store, &new("a"), &claim(2, None), at(2)).unwrap_err();
    assert_eq!(store.drafts().unwrap().len(), 1);
    assert_eq!(store.open_draft(&id).unwrap(), draft("Nowak"));
}

#[test]
fn rows_of_one_transaction_are_refused_each_for_itself() {
    let home = home();
    let mut store = open(home.path());
    let named = |name: &str, number| (new(name), claim(number, None));
    let begun = |store: &mut Store, rows: &[(NewSubmission, RowClaim)]| {
        let written = store.write_rows(&[], rows, at(1)).unwrap();
        written.begun.iter().map(Result::is_ok).collect::<Vec<_>>()
    };
    let keyed = |name: &str| attempt(name, name, &[("surname", name), ("identifier", "K-1")]);
    let twin = (keyed("twin"), claim(4, None));
    let rows = [
        named("a", 2),
        (keyed("b"), claim(3, None)),
        twin,
        named("c", 2),
        named("d", 5),
    ];
    assert_eq!(begun(&mut store, &rows), [true, true, false, false, true]);

    // Ends and beginnings in one: what has ended is in nobody's way any more.
    let (failed, gone) = (unknown(), created("324"));
    let ended = |attempt, outcome| AttemptOutcome {
        attempt,
        outcome,
        duration: Duration::ZERO,
    };
    let ends = [ended("a", &gone), ended("nobody", &gone), ended("b", &failed)];
    let again = (keyed("again"), claim(6, None));
    let written = store.write_rows(&ends, &[again, named("e", 7)], at(2)).unwrap();
    assert!(matches!(
        written.ended.as_slice(),
        [Ok(()), Err(Error::Ended { .. }), Ok(())]
    ));
    assert!(matches!(
        written.begun.as_slice(),
        [Err(Error::Unsettled { .. }), Ok(())]
    ));
    assert_eq!(
        stands(&mut store, 2),
        Some(("a".to_owned(), SubmissionState::Created))
    );
    assert_eq!(
        stands(&mut store, 3),
        Some(("b".to_owned(), SubmissionState::Unknown))
    );
    assert_eq!(
        stands(&mut store, 7),
        Some(("e".to_owned(), SubmissionState::Sending))
    );
}
