//! A database that is moved, deleted or brought up to date while it is open.

use super::{at, attempt, created, database, draft, home, open, told};
use kartoteka::customer::{Settlement, StoredDetail};
use kartoteka::store::{Error, Store};
use rusqlite::Connection;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// Whether all that writes is refused in the same way.
#[track_caller]
fn all_refused(store: &mut Store, refused: impl Fn(&Error) -> bool) {
    let results = [
        ("save", store.save_draft(&draft("B"), at(2))),
        ("clear", store.clear_draft()),
        ("park", store.park_draft().map(|_| ())),
        ("drafts", store.drafts().map(|_| ())),
        ("open", store.open_draft("x").map(|_| ())),
        ("delete", store.delete_draft("x", at(1)).map(|_| ())),
        ("adopt", store.adopt_draft("main").map(|_| ())),
        ("others", store.others().map(|_| ())),
        ("begin", store.begin(&attempt("b", "Nowak", &[]), at(2))),
        ("finish", store.finish("a", &created("1"), Duration::ZERO)),
        ("settle", store.settle("a", &Settlement::NotCreated, at(2))),
        ("precedents", store.prior_submissions("x", "", "{}").map(|_| ())),
        ("purge", store.purge(at(9)).map(|_| ())),
        ("mask", store.set_detail(StoredDetail::Masked).map(|_| ())),
    ];
    for (name, result) in results {
        let error = result.unwrap_err();
        assert!(refused(&error), "{name}: {error:?}");
        assert!(!told(&error).contains('\n'), "{name}: {error:?}");
    }
}

#[track_caller]
fn begun(dir: &Path) -> Store {
    let mut store = open(dir);
    store.save_draft(&draft("A"), at(1)).unwrap();
    store.begin(&attempt("a", "Nowak", &[]), at(1)).unwrap();
    store
}

#[test]
fn nothing_is_written_to_a_database_that_was_deleted() {
    type Deed = fn(&Path);
    let deeds: [(&str, Deed); 4] = [
        ("deleted", |dir| fs::remove_file(database(dir)).unwrap()),
        ("with its directory", |dir| fs::remove_dir_all(dir).unwrap()),
        ("replaced", |dir| {
            fs::copy(database(dir), dir.join("copy")).unwrap();
            fs::rename(dir.join("copy"), database(dir)).unwrap();
        }),
        ("without its log", |dir| {
            fs::remove_file(dir.join("kartoteka.db-wal")).unwrap();
        }),
    ];
    for (name, deed) in deeds {
        let home = home();
        let dir = home.path().join("data");
        let mut store = begun(&dir);
        deed(&dir);
        println!("{name}");
        all_refused(&mut store, |error| matches!(error, Error::Gone { .. }));
    }
}

#[test]
fn a_database_that_is_put_back_is_written_again() {
    let home = home();
    let dir = home.path().join("data");
    let mut store = begun(&dir);
    fs::rename(&dir, home.path().join("elsewhere")).unwrap();
    let error = store.save_draft(&draft("B"), at(2)).unwrap_err();
    assert!(
        told(&error).contains("the database was moved or deleted; "),
        "{error:?}"
    );
    fs::rename(home.path().join("elsewhere"), &dir).unwrap();
    store.save_draft(&draft("B"), at(2)).unwrap();
    drop(store);
    assert_eq!(open(&dir).adopt_draft("main").unwrap(), Some(draft("B")));
}

#[test]
fn nothing_is_written_to_or_read_from_a_database_that_a_newer_program_has_changed() {
    let home = home();
    let mut store = begun(home.path());
    let newer = Connection::open(database(home.path())).unwrap();
    newer.execute_batch("PRAGMA user_version = 99").unwrap();
    let is_newer = |error: &Error| matches!(error, Error::Newer { found: 99, .. });
    all_refused(&mut store, is_newer);
    let results = [
        ("history", store.history("", 9).map(|_| ())),
        ("submission", store.submission("a").map(|_| ())),
        ("unknown", store.unknown_count().map(|_| ())),
    ];
    for (name, result) in results {
        let error = result.unwrap_err();
        assert!(is_newer(&error), "{name}: {error:?}");
    }
    newer.execute_batch("PRAGMA user_version = 3").unwrap();
    assert_eq!(store.drafts().unwrap()[0].who, "A", "what was saved is untouched");
    store.finish("a", &created("1"), Duration::ZERO).unwrap();
}
