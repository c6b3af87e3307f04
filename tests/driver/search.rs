//! A filter over a long history: what is typed appears at once, and the rows when they are found.

use crate::support::driver::{Driver, Setup};
use crate::support::home::Home;
use kartoteka::customer::{Card, FailureReason, NewSubmission, Outcome};
use kartoteka::runtime::workers::WorkerEvent;
use kartoteka::store::Store;
use rusqlite::Connection;
use std::path::Path;
use std::time::Duration;

/// So many records are long.
const ROWS: usize = 60_000;

/// Makes a store with a long history: Nowak 1 and so on.
fn fill(dir: &Path) {
    let now = "2026-11-24T12:00:00Z".parse().unwrap();
    let mut store = Store::open(dir, now).unwrap();
    let first = NewSubmission {
        attempt: "first".into(),
        profile: "main".into(),
        url: "https://acme.thulium.com/api/customers".into(),
        user: "api_user".into(),
        who: "Nowak".into(),
        card: Card::default(),
        payload: "{}".into(),
        payload_hash: "ab12".into(),
        resends: None,
        aware_of: None,
    };
    store.begin(&first, now).unwrap();
    let failure = FailureReason::HostNotFound;
    store
        .finish("first", &Outcome::NotSent { failure }, Duration::ZERO)
        .unwrap();
    drop(store);
    let conn = Connection::open(dir.join("kartoteka.db")).unwrap();
    conn.execute_batch(&format!(
        "CREATE TEMP TABLE copy AS SELECT * FROM submissions;
         WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {ROWS})
         INSERT INTO copy SELECT copy.* FROM copy, n;
         DELETE FROM copy WHERE rowid = 1;
         UPDATE copy SET id = NULL, attempt = rowid, who = 'Nowak ' || rowid, search = 'nowak ' || rowid;
         INSERT INTO submissions SELECT * FROM copy;"
    ))
    .unwrap();
}

#[test]
fn what_was_found_for_an_older_filter_is_not_shown() {
    let home = tempfile::tempdir().unwrap();
    fill(&home.path().join("data"));
    let mut driver = Driver::in_home(home, Setup::default());
    driver.session().0.search_by_worker();
    driver.keys("<F3>/4").keys("2").shows("filter: 42");
    insta::assert_snapshot!("searching", driver.snapshot());
    // Nothing is done with a row that the operator does not mean any more.
    driver.keys("<Enter>").shows("searching ...");
    for keys in ["<Enter>", "d", "c", "<Down>"] {
        driver.keys(keys).shows("Still searching").shows("filter: 42");
        assert!(driver.copied.is_empty(), "{keys}");
    }
    let filters = driver.searched.iter().map(|(_, query)| query.filter.as_str());
    assert_eq!(filters.collect::<Vec<_>>(), ["4", "42"]);
    let find = |driver: &mut Driver, number: usize| {
        let (search, query) = &driver.searched[number];
        let found = search.run(&query.filter, &query.states, query.limit);
        let event = WorkerEvent::Searched(query.question, found);
        let (session, now) = driver.session();
        session.take_worker_event(event, now);
        driver.settle_down();
    };
    find(&mut driver, 0);
    driver.shows("Nowak 60001");
    find(&mut driver, 1);
    driver
        .hides("Nowak 60001")
        .shows("Nowak 59942")
        .hides("searching");
    driver.keys("<Enter>").shows("Nowak 59942").keys("<Esc>");
    // The whole history is there at once, and what is found then comes too late.
    driver.keys("<Esc>").shows("Nowak 60001");
    find(&mut driver, 1);
    driver.shows("Nowak 60001");
}

#[test]
fn the_built_program_finds_the_only_row_of_many() {
    let home = Home::new("https://acme.thulium.com", "");
    fill(&home.data());
    let mut form = home.start((80, 24));
    form.send("\x1bOR");
    form.wait_for_text("Nowak 60001");
    form.send("/");
    form.wait_for_text("filter:");
    for letter in "nowak 31415".chars() {
        form.send(&letter.to_string());
    }
    form.wait_for_text("filter: nowak 31415");
    form.wait_for(|screen| {
        let text = screen.contents();
        text.contains("Nowak 31415") && !text.contains("Nowak 60001")
    });
    form.send("\x1b");
    form.wait_for_text("Nowak 60001");
    form.send("\x18q");
    form.wait_exit();
}
