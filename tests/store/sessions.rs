//! What becomes of drafts and attempts when their session ends, and many sessions at once.

use super::{at, attempt, created, database, draft, home, lock_files, open, record, told};
use kartoteka::customer::{FailureReason, Outcome, SubmissionState};
use kartoteka::store::{Error, Store, attempt_id};
use rusqlite::Connection;
use std::fs;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

#[test]
fn a_draft_is_adopted_only_when_its_session_is_gone() {
    let home = home();
    let mut first = open(home.path());
    first.save_draft(&draft("Kowal"), at(1)).unwrap();
    first.save_draft(&draft("Kowalski"), at(2)).unwrap();
    assert_eq!(first.adopt_draft("main").unwrap(), None, "its own");
    let mut second = open(home.path());
    assert_eq!(second.adopt_draft("main").unwrap(), None, "the first lives");
    drop(first);
    assert_eq!(second.adopt_draft("main").unwrap(), Some(draft("Kowalski")));
    let mut third = open(home.path());
    assert_eq!(third.adopt_draft("main").unwrap(), None, "it is the second's now");
    drop(second);
    assert_eq!(third.adopt_draft("main").unwrap(), Some(draft("Kowalski")));
    third.clear_draft().unwrap();
    drop(third);
    assert_eq!(open(home.path()).adopt_draft("main").unwrap(), None, "cleared");
}

#[test]
fn the_newest_orphan_comes_first_and_an_own_draft_stands_before_all() {
    let home = home();
    let mut stores: Vec<Store> = (0..3).map(|_| open(home.path())).collect();
    for (store, (surname, second)) in stores.iter_mut().zip([("Old", 1), ("New", 3), ("Mid", 2)]) {
        store.save_draft(&draft(surname), at(second)).unwrap();
    }
    drop(stores);
    let mut next = open(home.path());
    for surname in ["New", "Mid", "Old"] {
        assert_eq!(next.adopt_draft("main").unwrap(), Some(draft(surname)));
        assert_eq!(
            next.adopt_draft("main").unwrap(),
            None,
            "it has {surname} already"
        );
        next.clear_draft().unwrap();
    }
    assert_eq!(next.adopt_draft("main").unwrap(), None);
}

#[test]
fn an_unreadable_draft_is_put_aside_and_kept() {
    let home = home();
    for (surname, second) in [("Good", 1), ("Bad", 2)] {
        open(home.path()).save_draft(&draft(surname), at(second)).unwrap();
    }
    let other = Connection::open(database(home.path())).unwrap();
    other
        .execute(
            "UPDATE drafts SET card = '{\"fields' WHERE focus = 'surname/Bad'",
            [],
        )
        .unwrap();

    let mut store = open(home.path());
    let error = store.adopt_draft("main").unwrap_err();
    assert!(
        matches!(&error, Error::Draft { saved_at, .. } if *saved_at == at(2)),
        "{error:?}"
    );
    assert!(!told(&error).contains('\n'), "{error:?}");
    assert_eq!(store.adopt_draft("main").unwrap(), Some(draft("Good")));
    let kept: String = other
        .query_row("SELECT card FROM drafts WHERE aside = 1", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, "{\"fields");
}

#[test]
fn an_attempt_of_a_session_that_is_gone_becomes_unknown_and_no_other() {
    let home = home();
    let mut first = open(home.path());
    first.begin(&attempt("a", "Nowak", &[]), at(1)).unwrap();
    let second = open(home.path());
    assert_eq!(second.interrupted(), 0);
    assert_eq!(
        record(&second, "a").state,
        SubmissionState::Sending,
        "the first lives"
    );
    drop(first);

    let third = open(home.path());
    assert_eq!(third.interrupted(), 1);
    let interrupted = record(&third, "a");
    let expected = Outcome::Unknown {
        failure: FailureReason::Interrupted,
        answer: None,
    };
    assert_eq!(
        (interrupted.state, interrupted.outcome),
        (SubmissionState::Unknown, Some(expected))
    );
    assert_eq!(interrupted.duration, None);
    assert_eq!(third.unknown_count().unwrap(), 1);
    assert_eq!(open(home.path()).interrupted(), 0, "it ends once");
}

#[test]
fn the_lock_file_of_a_killed_session_counts_for_nothing_and_is_swept() {
    let home = home();
    let mut first = open(home.path());
    first.begin(&attempt("a", "Nowak", &[]), at(1)).unwrap();
    first.save_draft(&draft("Nowak"), at(1)).unwrap();
    let lock = fs::read_dir(home.path().join("sessions"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    drop(first);
    assert_eq!(
        lock_files(home.path()),
        0,
        "a session takes its lock file with it"
    );
    fs::write(&lock, "process 1").unwrap();

    let mut second = open(home.path());
    assert_eq!(second.interrupted(), 1);
    assert_eq!(second.adopt_draft("main").unwrap(), Some(draft("Nowak")));
    assert!(!lock.exists());
    assert_eq!(lock_files(home.path()), 1, "its own");
}

#[test]
fn threads_with_stores_of_their_own_lose_nothing() {
    let home = home();
    let start = Barrier::new(8);
    thread::scope(|scope| {
        for thread in 0..8 {
            let (dir, start) = (home.path(), &start);
            scope.spawn(move || {
                let mut store = open(dir);
                start.wait();
                for number in 0..25 {
                    let id = format!("{thread}-{number}");
                    store.begin(&attempt(&id, "Nowak", &[]), at(number)).unwrap();
                    store.save_draft(&draft(&id), at(number)).unwrap();
                    store.finish(&id, &created(&id), Duration::ZERO).unwrap();
                }
            });
        }
    });
    let store = open(home.path());
    assert_eq!(store.history("created", 10).unwrap().total, 200);
    assert_eq!(store.interrupted(), 0);
}

#[test]
fn twenty_programs_can_create_the_store_at_once() {
    let home = home();
    let dir = home.path().join("data");
    let start = Barrier::new(20);
    thread::scope(|scope| {
        for number in 0..20 {
            let (dir, start) = (&dir, &start);
            scope.spawn(move || {
                start.wait();
                let mut store = open(dir);
                store
                    .begin(&attempt(&attempt_id().unwrap(), "Nowak", &[]), at(number))
                    .unwrap();
            });
        }
    });
    assert_eq!(open(&dir).history("", 0).unwrap().total, 20);
    assert_eq!(lock_files(&dir), 0);
}

#[test]
fn a_lock_file_that_somebody_removes_is_put_back_with_the_next_save() {
    let home = home();
    let mut first = open(home.path());
    first.save_draft(&draft("Kowalski"), at(1)).unwrap();
    for lock in fs::read_dir(home.path().join("sessions")).unwrap() {
        fs::remove_file(lock.unwrap().path()).unwrap();
    }
    first.save_draft(&draft("Kowalska"), at(2)).unwrap();
    let mut second = open(home.path());
    assert_eq!(second.adopt_draft("main").unwrap(), None, "the first lives");
    assert_eq!(second.others().unwrap().len(), 1);
    drop(first);
    assert_eq!(lock_files(home.path()), 1, "the second's");
    assert_eq!(second.adopt_draft("main").unwrap(), Some(draft("Kowalska")));
}

#[test]
fn an_answer_to_an_attempt_that_another_session_took_for_interrupted_is_believed() {
    let home = home();
    let mut first = open(home.path());
    first.begin(&attempt("a", "Nowak", &[]), at(1)).unwrap();
    for lock in fs::read_dir(home.path().join("sessions")).unwrap() {
        fs::remove_file(lock.unwrap().path()).unwrap();
    }
    let second = open(home.path());
    assert_eq!(record(&second, "a").state, SubmissionState::Unknown);
    first.finish("a", &created("324"), Duration::ZERO).unwrap();
    let record = record(&second, "a");
    assert_eq!(
        (record.state, record.customer_id.as_deref(), record.settled_at),
        (SubmissionState::Created, Some("324"), None)
    );
}
