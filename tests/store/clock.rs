//! What a clock that is wrong may delete: nothing.

use super::{attempt, created, database, draft, home};
use jiff::{SignedDuration, Timestamp};
use kartoteka::customer::StoredDetail;
use kartoteka::store::{ClockDoubt, Store};
use rusqlite::Connection;
use std::path::Path;
use std::time::Duration;

/// The time of the first day, and so many days and hours later by the clock.
fn day(days: i64, hours: i64) -> Timestamp {
    let first: Timestamp = "2026-11-24T08:00:00Z".parse().unwrap();
    first + SignedDuration::from_hours(24 * days + hours)
}

/// What a program does while the clock shows some time.
#[derive(Clone, Copy)]
enum Act {
    /// It starts, and keeps the history for 90 days.
    Start,
    /// It starts, and creates this customer.
    Send(&'static str),
    /// A program that has started before creates this customer now.
    SendOn(&'static str),
}
use Act::{Send, SendOn, Start};

/// So many days and hours after the first day by the clock, what happens, and what the history has then, the newest first.
type Steps<'a> = &'a [(i64, i64, Act, &'a [&'a str])];

const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// 2001 and 2038, in days from the first day.
const PAST: i64 = -9_300;
const FUTURE: i64 = 4_075;

fn create(store: &mut Store, id: &str, now: Timestamp) {
    store.begin(&attempt(id, id, &[("identifier", id)]), now).unwrap();
    store.finish(id, &created(id), Duration::ZERO).unwrap();
}

/// As the program does when it starts.
fn start(dir: &Path, now: Timestamp) -> Store {
    let mut store = Store::open(dir, now).unwrap();
    let before = store.expired_before(KEPT, now).unwrap();
    if let Some(upkeep) = store.upkeep(StoredDetail::Full, before).unwrap() {
        upkeep.run().unwrap();
    }
    store
}

#[track_caller]
fn play(name: &str, steps: Steps) {
    let home = home();
    let mut running: Option<Store> = None;
    for (number, (days, hours, act, left)) in steps.iter().enumerate() {
        let now = day(*days, *hours);
        match act {
            Start => running = Some(start(home.path(), now)),
            Send(id) => create(running.insert(start(home.path(), now)), id, now),
            SendOn(id) => create(running.as_mut().unwrap(), id, now),
        }
        let page = running.as_ref().unwrap().history("", 99).unwrap();
        let found: Vec<&str> = page.rows.iter().map(|row| row.attempt.as_str()).collect();
        assert_eq!(found, *left, "{name}, step {number} on day {days}");
    }
}

#[test]
fn records_go_when_two_days_agree_that_they_are_old() {
    play(
        "every day",
        &[
            (0, 0, Send("a"), &["a"]),
            (1, 0, Send("b"), &["b", "a"]),
            (89, 0, Start, &["b", "a"]),
            (90, 0, Start, &["b", "a"]),
            (91, 0, Start, &["b", "a"]),
            (92, 0, Start, &["b"]),
            (93, 0, Start, &[]),
        ],
    );
    play(
        "back from a leave of half a year",
        &[
            (0, 0, Send("a"), &["a"]),
            (180, 0, Start, &["a"]),
            (180, 9, Start, &["a"]),
            (181, 0, Start, &[]),
        ],
    );
    play(
        "back from a leave of three years",
        &[
            (0, 0, Send("a"), &["a"]),
            (1100, 0, Start, &["a"]),
            (1101, 0, Start, &[]),
        ],
    );
    play(
        "once a month",
        &[
            (0, 0, Send("a"), &["a"]),
            (30, 0, Start, &["a"]),
            (60, 0, Start, &["a"]),
            (90, 0, Start, &["a"]),
            (121, 0, Start, &["a"]),
            (151, 0, Start, &[]),
        ],
    );
    play(
        "a program that runs for months",
        &[
            (0, 0, Send("a"), &["a"]),
            (60, 0, SendOn("b"), &["b", "a"]),
            (100, 0, SendOn("c"), &["c", "b", "a"]),
            (101, 0, Start, &["c", "b"]),
        ],
    );
}

#[test]
fn a_clock_that_was_ahead_deletes_nothing() {
    for (name, ahead) in [("a day", 91), ("60 days", 150), ("12 years", FUTURE)] {
        // The record is 89 days old.
        play(
            name,
            &[
                (0, 0, Send("a"), &["a"]),
                (88, 0, Send("b"), &["b", "a"]),
                (ahead, 0, Start, &["b", "a"]),
                (ahead, 10, Start, &["b", "a"]),
                (88, 2, Start, &["b", "a"]),
                (89, 0, Start, &["b", "a"]),
                (90, 0, Start, &["b", "a"]),
                (92, 0, Start, &["b", "a"]),
                (93, 0, Start, &["b"]),
            ],
        );
    }
    play(
        "two wrong clocks on one day",
        &[
            (0, 0, Send("a"), &["a"]),
            (1, 0, Start, &["a"]),
            (FUTURE, 0, Start, &["a"]),
            (FUTURE + 700, 0, Start, &["a"]),
            (1, 3, Start, &["a"]),
            (2, 0, Start, &["a"]),
        ],
    );
    play(
        "it jumps while the program runs",
        &[
            (0, 0, Send("a"), &["a"]),
            (FUTURE, 0, SendOn("b"), &["b", "a"]),
            (FUTURE, 1, Start, &["b", "a"]),
            (0, 5, SendOn("c"), &["c", "b", "a"]),
            (1, 0, Start, &["c", "b", "a"]),
            (2, 0, Start, &["c", "b", "a"]),
        ],
    );
}

#[test]
fn a_record_of_the_future_goes_with_those_that_were_saved_after_it() {
    play(
        "sent once in 2038",
        &[
            (0, 0, Send("a"), &["a"]),
            (FUTURE, 0, Send("future"), &["future", "a"]),
            (1, 0, Send("b"), &["b", "future", "a"]),
            (2, 0, Start, &["b", "future", "a"]),
            (91, 0, Start, &["b", "future", "a"]),
            (92, 0, Start, &["b", "future"]),
            (93, 0, Start, &[]),
        ],
    );
}

#[test]
fn a_record_of_the_past_is_not_old_when_the_clock_is_right_again() {
    for (name, past) in [("2001", PAST), ("60 days ago", -60), ("a year ago", -300)] {
        play(
            name,
            &[
                (0, 0, Send("a"), &["a"]),
                (1, 0, Send("b"), &["b", "a"]),
                (past, 0, Send("c"), &["c", "b", "a"]),
                (past, 9, Start, &["c", "b", "a"]),
                (2, 0, Start, &["c", "b", "a"]),
                (3, 0, Send("d"), &["d", "c", "b", "a"]),
                (4, 0, Start, &["d", "c", "b", "a"]),
                (90, 0, Start, &["d", "c", "b", "a"]),
                (91, 0, Start, &["d", "c", "b", "a"]),
                (95, 0, Start, &["d", "b"]),
                (96, 0, Start, &[]),
            ],
        );
    }
    play(
        "2001 from the first day on, and for days",
        &[
            (PAST, 0, Send("a"), &["a"]),
            (PAST + 1, 0, Send("b"), &["b", "a"]),
            (0, 0, Send("c"), &["c", "b", "a"]),
            (1, 0, Start, &["c", "b", "a"]),
            (2, 0, Start, &["c", "b", "a"]),
            (91, 0, Start, &["c", "b", "a"]),
            (92, 0, Start, &[]),
        ],
    );
}

#[test]
fn a_store_of_an_older_program_is_judged_by_what_it_saved_last() {
    let home = home();
    let mut store = Store::open(home.path(), day(0, 0)).unwrap();
    create(&mut store, "a", day(0, 0));
    create(&mut store, "b", day(89, 0));
    drop(store);
    let forget = |dir: &Path| {
        let conn = Connection::open(database(dir)).unwrap();
        conn.execute_batch("DELETE FROM clock").unwrap();
    };
    let left = |store: &Store| store.history("", 9).unwrap().total;
    forget(home.path());
    assert_eq!(left(&start(home.path(), day(FUTURE, 0))), 2, "in 2038");
    forget(home.path());
    assert_eq!(left(&start(home.path(), day(90, 1))), 2, "the next day");
    assert_eq!(left(&start(home.path(), day(91, 1))), 1, "two days agree");
    // A draft is as good as a record.
    let mut store = start(home.path(), day(91, 2));
    store.save_draft(&draft("Nowak"), day(200, 0)).unwrap();
    drop(store);
    forget(home.path());
    assert_eq!(left(&start(home.path(), day(200, 1))), 0);
}

#[test]
fn a_clock_that_can_hardly_be_right_is_reported() {
    let home = home();
    let doubt = |now| Store::open(home.path(), now).unwrap().clock_doubt();
    let reported = |now, last_seen| {
        let last_seen = Some(last_seen);
        Some(ClockDoubt { now, last_seen })
    };
    assert_eq!(doubt(day(0, 0)), None, "the first start");
    assert_eq!(doubt(day(0, 9)), None);
    assert_eq!(doubt(day(30, 0)), None, "a holiday");
    assert_eq!(doubt(day(70, 0)), reported(day(70, 0), day(30, 0)));
    assert_eq!(doubt(day(70, 1)), reported(day(70, 1), day(30, 0)), "all day");
    assert_eq!(doubt(day(31, 0)), None, "right again");
    assert_eq!(doubt(day(32, 0)), None);
    assert_eq!(
        doubt(day(-5, 0)),
        reported(day(-5, 0), day(31, 0)),
        "it goes back"
    );
    assert_eq!(doubt(day(PAST, 0)), reported(day(PAST, 0), day(31, 0)));
    assert_eq!(doubt(day(FUTURE, 0)), reported(day(FUTURE, 0), day(31, 0)));
    assert_eq!(doubt(day(33, 0)), None);
    let limits = [Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH];
    for now in limits {
        let store = start(home.path(), now);
        assert!(store.clock_doubt().is_some(), "{now}");
        for age in [SignedDuration::MAX, SignedDuration::from_hours(36_500 * 24)] {
            store.expired_before(age, now).unwrap();
        }
    }
}
