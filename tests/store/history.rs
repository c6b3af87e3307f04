//! What the history shows for a filter, in which order, and how much of it.

use super::{at, attempt, created, database, home, open, unknown};
use jiff::Timestamp;
use kartoteka::customer::SubmissionSummary;
use kartoteka::i18n::{Language, Locale};
use kartoteka::store::{Error, Store};
use rusqlite::Connection;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The attempt, the customer, and what is on the card.
type Row<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

/// The attempts that a filter lets through.
#[track_caller]
fn found(store: &Store, filter: &str) -> Vec<String> {
    let page = store.history(filter, 100).unwrap();
    assert_eq!(page.total, page.rows.len(), "the total of {filter:?}");
    page.rows.into_iter().map(|row| row.attempt).collect()
}

#[test]
fn a_search_does_not_wait_for_ever_for_a_locked_database() {
    let home = home();
    let search = open(home.path()).search().unwrap();
    let holder = Connection::open(database(home.path())).unwrap();
    holder
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
        .unwrap();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(search.run("nowak", &[], 10)));
    let found = receiver.recv_timeout(Duration::from_secs(60)).unwrap();
    assert!(matches!(found, Err(Error::Busy { .. })), "{found:?}");
}

#[test]
fn the_history_is_filtered_by_every_word() {
    let home = home();
    let mut store = open(home.path());
    let rows: [Row; 5] = [
        (
            "zolc",
            "ŻÓŁĆ Anna",
            &[("email", "Anna.Zolc@Example.com"), ("nip", "123-456-32-18")],
        ),
        (
            "nowak",
            "Nowak Jan",
            &[("pesel", "44051401359"), ("phone_number", "333 444 555")],
        ),
        ("percent", "100% Sp. z o.o.", &[("identifier", "K_2026\\17")]),
        ("thousand", "1000 Sp. z o.o.", &[("identifier", "KX2026/17")]),
        ("anna", "Nowak Anna", &[("note", "secret")]),
    ];
    for (second, (id, who, values)) in (1..).zip(rows) {
        store.begin(&attempt(id, who, values), at(second)).unwrap();
    }
    store.finish("nowak", &created("CUST-9"), Duration::ZERO).unwrap();
    store.finish("anna", &unknown(), Duration::ZERO).unwrap();

    let cases: [(&str, &str, &[&str]); 18] = [
        (
            "nothing: all, newest first",
            "",
            &["anna", "thousand", "percent", "nowak", "zolc"],
        ),
        (
            "blanks",
            " \t ",
            &["anna", "thousand", "percent", "nowak", "zolc"],
        ),
        ("Polish capitals stored", "żółć", &["zolc"]),
        ("Polish capitals typed", "ŻÓŁĆ", &["zolc"]),
        ("several", "nowak", &["anna", "nowak"]),
        ("words in any order", "anna nowak", &["anna"]),
        ("e-mail in another case", "zolc@example", &["zolc"]),
        ("NIP without dashes", "1234563218", &["zolc"]),
        ("NIP with dashes", "123-456-32-18", &["zolc"]),
        ("phone as typed", "333 444 555", &["nowak"]),
        ("phone without spaces", "333444555", &["nowak"]),
        ("customer id", "cust-9", &["nowak"]),
        ("percent is a percent", "100%", &["percent"]),
        ("underscore is an underscore", "k_2026", &["percent"]),
        ("backslash is a backslash", "2026\\17", &["percent"]),
        ("state", "created", &["nowak"]),
        ("state and name", "Unknown Nowak", &["anna"]),
        ("a field that is not searched", "secret", &[]),
    ];
    for (name, filter, expected) in cases {
        assert_eq!(found(&store, filter), expected, "{name}");
    }
    let many = "nowak ".repeat(5000);
    assert_eq!(found(&store, &many), ["anna", "nowak"], "thousands of words");
}

#[test]
fn the_history_is_newest_first_limited_and_counted_whole() {
    let home = home();
    let mut store = open(home.path());
    // Whatever the clock shows: it jumps ahead, and back.
    for (id, second) in [("a", 1), ("b", 5), ("c", 900_000_000), ("d", 9)] {
        store.begin(&attempt(id, "Nowak", &[]), at(second)).unwrap();
    }
    let cases: [(usize, &[&str]); 4] = [
        (0, &[]),
        (2, &["d", "c"]),
        (4, &["d", "c", "b", "a"]),
        (usize::MAX, &["d", "c", "b", "a"]),
    ];
    for (limit, expected) in cases {
        for filter in ["nowak", ""] {
            let page = store.history(filter, limit).unwrap();
            let ids: Vec<&str> = page.rows.iter().map(|row| row.attempt.as_str()).collect();
            assert_eq!(
                (ids.as_slice(), page.total),
                (expected, 4),
                "{filter:?}, limit {limit}"
            );
        }
    }
}

#[test]
fn one_unreadable_record_does_not_hide_the_others() {
    let home = home();
    let mut store = open(home.path());
    for id in ["a", "b"] {
        store.begin(&attempt(id, "Nowak", &[]), at(1)).unwrap();
    }
    let other = Connection::open(database(home.path())).unwrap();
    other
        .execute(
            "UPDATE submissions SET state = 'rejected', outcome = '{' WHERE attempt = 'a'",
            [],
        )
        .unwrap();
    assert_eq!(found(&store, "nowak"), ["b", "a"]);
    let error = store.submission("a").unwrap_err();
    assert!(matches!(error, Error::Sql { .. }), "{error:?}");
}

#[test]
fn the_newest_record_is_the_one_that_went_out_last() {
    let home = home();
    let mut store = open(home.path());
    assert_eq!(store.newest().unwrap(), None);
    for (id, second) in [("a", 5), ("b", 900_000_000), ("c", 7)] {
        store.begin(&attempt(id, id, &[]), at(second)).unwrap();
        store.finish(id, &created(id), Duration::ZERO).unwrap();
    }
    assert_eq!(store.newest().unwrap().unwrap().sent.attempt, "c");
}

#[test]
fn a_state_is_found_by_its_names_in_a_language() {
    let home = home();
    let mut store = open(home.path());
    for (second, (id, who)) in (1..).zip([("a", "Nowak Anna"), ("b", "Nieznany Jan"), ("c", "Nowak Jan")]) {
        store.begin(&attempt(id, who, &[]), at(second)).unwrap();
    }
    store.finish("a", &created("1"), Duration::ZERO).unwrap();
    store.finish("c", &unknown(), Duration::ZERO).unwrap();
    let names = Locale::new(Language::Pl).states();
    for (filter, expected) in [
        ("utworzono", &["a"][..]),
        ("UTWORZONO nowak", &["a"]),
        ("nieznany", &["b"]),
        ("nie wiadomo", &["c"]),
        ("nowak nie wiadomo", &["c"]),
        ("wysyłanie", &["b"]),
        ("wysylanie", &["b"]),
        ("unknown", &["c"]),
        ("nie wysłano", &[]),
        ("nie utworzono", &[]),
        ("nie", &["b"]),
    ] {
        let page = store.history_by(filter, &names, 100).unwrap();
        let found: Vec<&str> = page.rows.iter().map(|row| row.attempt.as_str()).collect();
        assert_eq!(
            (found.as_slice(), page.total),
            (expected, expected.len()),
            "{filter}"
        );
    }
}

#[test]
fn a_long_history_is_read_some_rows_at_a_time() {
    let home = home();
    let mut store = open(home.path());
    store.begin(&attempt("0", "Nowak", &[]), at(1)).unwrap();
    store.finish("0", &created("1"), Duration::ZERO).unwrap();
    let other = Connection::open(database(home.path())).unwrap();
    let copies = "
        CREATE TEMP TABLE copy AS SELECT * FROM submissions;
        UPDATE copy SET id = NULL;
        WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 2500)
        INSERT INTO copy SELECT copy.* FROM copy, n;
        UPDATE copy SET attempt = rowid;
        INSERT INTO submissions SELECT * FROM copy;";
    other.execute_batch(copies).unwrap();
    for (limit, expected) in [
        (0, 0),
        (1, 1),
        (999, 999),
        (1000, 1000),
        (2300, 2300),
        (usize::MAX, 2502),
    ] {
        let (mut seen, mut most) = (Vec::new(), 0);
        let read: Result<(), Error> = store.each_row(limit, |rows| {
            seen.extend(rows.iter().map(|row| row.attempt.clone()));
            most = most.max(rows.len());
            Ok(())
        });
        read.unwrap();
        let page = store.history("", limit).unwrap();
        let all: Vec<String> = page.rows.into_iter().map(|row| row.attempt).collect();
        assert_eq!(seen.len(), expected, "{limit}");
        assert_eq!(seen, all, "{limit}");
        assert!(most <= 1000, "{most}");
    }
}

#[test]
fn a_time_that_no_calendar_has_hides_no_other_record() {
    for millisecond in [i64::MIN, i64::MAX, Timestamp::MAX.as_millisecond() + 1] {
        let home = home();
        let mut store = open(home.path());
        let new = [("damaged", "1234563218"), ("whole", "5260250274")];
        let [damaged, whole] = new.map(|(id, nip)| attempt(id, id, &[("nip", nip)]));
        for new in [&damaged, &whole] {
            store.begin(new, at(1)).unwrap();
            store
                .finish(&new.attempt, &created("17"), Duration::ZERO)
                .unwrap();
        }
        let conn = Connection::open(database(home.path())).unwrap();
        let change = "UPDATE submissions SET sent_at = ?1 WHERE attempt = 'damaged'";
        conn.execute(change, [millisecond]).unwrap();

        let rows = store.history("", 9).unwrap().rows;
        let times: Vec<Option<Timestamp>> = rows.iter().map(|row| row.sent_at.get()).collect();
        assert_eq!(times, [Some(at(1)), None], "{millisecond}");
        assert_eq!(store.history("damaged", 9).unwrap().rows.len(), 1);
        assert_eq!(store.submission("damaged").unwrap().unwrap().sent_at.get(), None);
        let known = store
            .prior_submissions(&damaged.url, "", &damaged.payload)
            .unwrap();
        assert_eq!(known.created[0].1.attempt, "damaged");
        assert_eq!(store.unreadable_times().unwrap(), 1);

        let change = "UPDATE submissions SET settled_at = ?1, sent_at = 1790000001000";
        conn.execute_batch("DROP TRIGGER submissions_end_once").unwrap();
        conn.execute(change, [millisecond]).unwrap();
        let rows = store.history("", 9).unwrap().rows;
        let settled = |row: &SubmissionSummary| row.settled_at.unwrap().get();
        assert_eq!(rows.iter().map(settled).collect::<Vec<_>>(), [None, None]);
        assert_eq!(store.unreadable_times().unwrap(), 0);
    }
}

#[test]
fn what_is_left_of_a_record_guards_without_its_time() {
    let home = home();
    let mut store = open(home.path());
    let new = attempt("a", "Nowak", &[("nip", "1234563218")]);
    store.begin(&new, at(1)).unwrap();
    store.finish("a", &created("17"), Duration::ZERO).unwrap();
    assert_eq!(store.purge(at(2)).unwrap(), 1);
    let conn = Connection::open(database(home.path())).unwrap();
    let changed = conn.execute("UPDATE removed SET sent_at = ?1", [i64::MAX]);
    assert_eq!(changed.unwrap(), 1);
    let known = store.prior_submissions(&new.url, "", &new.payload).unwrap();
    let (_, summary) = &known.created[0];
    assert_eq!((summary.sent_at.get(), summary.deleted), (None, true));
}
