//! What one of the two files has lost is put back from the other, and nothing is lost between programs.

use super::key_log::{KEYS, assert_known_by_each_key, before, create, customers, log, new};
use super::{at, created, database, home, leave_unknown, mode, open, unknown};
use kartoteka::customer::{
    ApiResponse, FailureReason, NewSubmission, Outcome, PriorSubmissions, Settlement, StoredDetail,
    SubmissionState,
};
use kartoteka::store::{Error, LogNotice, Store};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// A store with a customer of each kind, closed.
fn furnish(dir: &Path) -> [NewSubmission; 5] {
    let mut store = open(dir);
    let values = |nip| [("surname", "Nowak"), ("nip", nip)];
    let [purged, masked, kept, open, rejected] = [
        ("purged", "1234563218"),
        ("masked", "5260250274"),
        ("kept", "5252248481"),
        ("unknown", "7010351217"),
        ("rejected", "5213017228"),
    ]
    .map(|(id, nip)| new(id, &values(nip)));
    create(&mut store, &purged, "1");
    store.purge(at(2)).unwrap();
    create(&mut store, &masked, "2");
    store.set_detail(StoredDetail::Masked).unwrap();
    store.set_detail(StoredDetail::Full).unwrap();
    create(&mut store, &kept, "3");
    leave_unknown(&mut store, &open, 1);
    store.begin(&rejected, at(1)).unwrap();
    let answer = ApiResponse::default();
    store
        .finish("rejected", &Outcome::Rejected { answer }, Duration::ZERO)
        .unwrap();
    [purged, masked, kept, open, rejected]
}

/// Whether all that were furnished are guarded as they should be.
#[track_caller]
fn assert_guarded(store: &mut Store, furnished: &[NewSubmission; 5]) {
    let [purged, masked, kept, open, rejected] = furnished;
    for (customer, id) in [(purged, "1"), (masked, "2"), (kept, "3")] {
        let found = before(store, customer);
        let ids: Vec<&str> = customers(&found).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, [id], "{}", customer.attempt);
    }
    let blocked = before(store, open).unsettled.unwrap();
    assert_eq!(
        (blocked.attempt.as_str(), blocked.state),
        ("unknown", SubmissionState::Unknown)
    );
    let again = NewSubmission {
        attempt: "again".into(),
        ..open.clone()
    };
    let refused = store.begin(&again, at(5)).unwrap_err();
    assert!(matches!(refused, Error::Unsettled { .. }), "{refused:?}");
    assert_eq!(before(store, rejected), PriorSubmissions::default());
}

#[test]
fn a_log_that_is_lost_or_damaged_is_written_again() {
    let home = home();
    let furnished = furnish(home.path());
    let path = log(home.path());
    let whole = fs::read(&path).unwrap();
    let damages: [(&str, Vec<u8>); 6] = [
        ("empty", Vec::new()),
        ("half", whole[..whole.len() / 2].to_vec()),
        ("cut at a record", whole[..48 * 4].to_vec()),
        ("no secret", [vec![0; 96], whole[96..].to_vec()].concat()),
        ("garbage", vec![b'x'; whole.len()]),
        (
            "a page of zeros",
            [whole[..100].to_vec(), vec![0; 4096], whole[400..].to_vec()].concat(),
        ),
    ];
    for (name, damaged) in damages {
        // Of the last records the database is not sure that the disk has them, so that nobody misses them.
        assert_guarded(&mut open(home.path()), &furnished);
        fs::write(&path, damaged).unwrap();
        let mut store = open(home.path());
        assert_guarded(&mut store, &furnished);
        drop(store);
        let fresh = fs::read(&path).unwrap();
        assert_eq!(fresh.len() % 48, 0, "{name}");
    }
    fs::remove_file(&path).unwrap();
    let mut store = open(home.path());
    assert_guarded(&mut store, &furnished);
    let notices = store.take_log_notices();
    assert!(matches!(notices[..], [LogNotice::Rebuilt]), "{notices:?}");
    assert_eq!(store.take_log_notices().len(), 0, "once");
}

#[test]
fn keys_that_a_torn_write_has_cost_the_log_are_made_up_for() {
    // Behind the secret, which stands there twice: the payload, five keys, the end. A write may be cut off anywhere.
    for cut in [97, 144, 191, 240, 383, 384, 431] {
        let home = home();
        create(&mut open(home.path()), &new("a", &KEYS), "17");
        let whole = fs::read(log(home.path())).unwrap();
        assert_eq!(whole.len(), 48 * 9);
        fs::write(log(home.path()), &whole[..cut]).unwrap();
        before(&mut open(home.path()), &new("b", &KEYS));
        for name in ["kartoteka.db", "kartoteka.db-wal", "kartoteka.db-shm"] {
            let _ = fs::remove_file(home.path().join(name));
        }
        assert_known_by_each_key(&mut open(home.path()), true);
    }
}

#[test]
fn a_database_that_is_lost_is_no_reason_to_forget() {
    let home = home();
    let furnished = furnish(home.path());
    for name in ["kartoteka.db", "kartoteka.db-wal", "kartoteka.db-shm"] {
        let _ = fs::remove_file(home.path().join(name));
    }
    let mut store = open(home.path());
    assert_guarded(&mut store, &furnished);
    let notices = store.take_log_notices();
    assert!(
        matches!(
            notices[..],
            [LogNotice::Recovered {
                customers: 3,
                unknown: 1
            }]
        ),
        "{notices:?}"
    );
    let blocked = store.submission("unknown").unwrap().unwrap();
    let failure = FailureReason::RecordLost;
    assert_eq!(
        blocked.outcome,
        Some(Outcome::Unknown {
            failure,
            answer: None
        })
    );
    drop(store);
    // Now both have everything again.
    fs::remove_file(log(home.path())).unwrap();
    let mut store = open(home.path());
    assert_guarded(&mut store, &furnished);
    store
        .settle("unknown", &Settlement::Created("4".into()), at(9))
        .unwrap();
    assert_eq!(customers(&before(&mut store, &furnished[3])), [("4", false)]);
}

#[test]
fn an_older_copy_of_the_database_is_brought_up_to_date() {
    let home = home();
    let backup = home.path().join("backup");
    let mut store = open(home.path());
    create(&mut store, &new("a", &KEYS), "17");
    let sending = new("sending", &[("nip", "5252248481")]);
    store.begin(&sending, at(1)).unwrap();
    let conn = rusqlite::Connection::open(database(home.path())).unwrap();
    conn.execute("VACUUM INTO ?1", [backup.to_str().unwrap()])
        .unwrap();
    drop(conn);
    store.finish("sending", &created("16"), Duration::ZERO).unwrap();
    let (later, last) = (
        new("later", &[("nip", "5213017228")]),
        new("last", &[("nip", "7010351217")]),
    );
    create(&mut store, &later, "18");
    store.begin(&last, at(1)).unwrap();
    store.finish("last", &unknown(), Duration::ZERO).unwrap();
    drop(store);
    for name in ["kartoteka.db-wal", "kartoteka.db-shm"] {
        let _ = fs::remove_file(home.path().join(name));
    }
    fs::rename(&backup, database(home.path())).unwrap();
    let mut store = open(home.path());
    assert_eq!(customers(&before(&mut store, &later)), [("18", true)]);
    assert_eq!(customers(&before(&mut store, &sending)), [("16", false)]);
    let known = store.submission("sending").unwrap().unwrap();
    assert_eq!(
        (known.state, known.customer_id.as_deref()),
        (SubmissionState::Created, Some("16"))
    );
    assert!(before(&mut store, &last).unsettled.is_some());
    assert_known_by_each_key(&mut store, false);
}

#[test]
fn what_a_program_could_not_append_is_made_up_for() {
    let home = home();
    let mut store = open(home.path());
    let path = log(home.path());
    before(&mut store, &new("a", &KEYS));
    // What stands in the log's place cannot be written: the database alone permits the send.
    fs::rename(&path, home.path().join("away")).unwrap();
    fs::create_dir(&path).unwrap();
    create(&mut store, &new("a", &KEYS), "17");
    let notices = store.take_log_notices();
    assert!(matches!(notices[..], [LogNotice::Unusable { .. }]), "{notices:?}");
    assert_known_by_each_key(&mut store, false);
    assert_eq!(store.take_log_notices().len(), 0, "once");
    drop(store);
    fs::remove_dir(&path).unwrap();
    fs::rename(home.path().join("away"), &path).unwrap();
    before(&mut open(home.path()), &new("b", &KEYS));
    fs::remove_file(database(home.path())).unwrap();
    assert_known_by_each_key(&mut open(home.path()), true);
}

#[test]
fn several_programs_append_while_one_replaces_the_log() {
    const EACH: usize = 25;
    let home = home();
    let customer = |writer: usize, number: usize| {
        let id = format!("{writer}-{number}");
        new(&id, &[("identifier", &format!("K-{id}"))])
    };
    thread::scope(|scope| {
        for writer in 0..4 {
            let mut store = open(home.path());
            scope.spawn(move || {
                for number in 0..EACH {
                    create(
                        &mut store,
                        &customer(writer, number),
                        &format!("1{writer}{number}"),
                    );
                }
            });
        }
        let mut store = open(home.path());
        scope.spawn(move || {
            for _ in 0..EACH {
                store.forget_purged(at(0)).unwrap();
            }
        });
    });
    // What is missing in the log cannot come from the database now.
    fs::remove_file(database(home.path())).unwrap();
    let mut store = open(home.path());
    for writer in 0..4 {
        for number in 0..EACH {
            let found = before(&mut store, &customer(writer, number));
            assert_eq!(customers(&found).len(), 1, "{writer}-{number}");
        }
    }
    assert!(!log(home.path()).with_extension("keys.new").exists());
}

#[test]
fn a_record_that_a_killed_program_has_torn_is_made_up_for() {
    let home = home();
    let furnished = furnish(home.path());
    let path = log(home.path());
    let whole = fs::read(&path).unwrap();
    for cut in 1..48 {
        fs::write(&path, &whole[..whole.len() - cut]).unwrap();
        let mut store = open(home.path());
        assert_guarded(&mut store, &furnished);
        let notices = store.take_log_notices();
        assert!(notices.is_empty(), "nothing is lost: {cut}: {notices:?}");
    }
    fs::remove_file(database(home.path())).unwrap();
    assert_guarded(&mut open(home.path()), &furnished);
}

#[test]
fn the_log_is_for_its_owner_alone_and_no_link() {
    let home = home();
    let mut store = open(home.path());
    before(&mut store, &new("a", &KEYS));
    let path = log(home.path());
    assert_eq!(mode(&path), 0o600);
    drop(store);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let store = open(home.path());
    assert_eq!(mode(&path), 0o600);
    assert_eq!(store.repaired().len(), 1, "{:?}", store.repaired());
    drop(store);
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("/nowhere", &path).unwrap();
    let error = Store::open(home.path(), at(0)).unwrap_err();
    assert!(matches!(error, Error::Symlink { .. }), "{error:?}");
}

#[test]
fn hashes_of_who_was_not_created_go_when_the_store_is_written_anew() {
    let home = home();
    let furnished = furnish(home.path());
    let mut store = open(home.path());
    let before = fs::read(log(home.path())).unwrap().len();
    store.rewrite();
    let after = fs::read(log(home.path())).unwrap().len();
    assert_eq!(before - after, 3 * 48, "two keys and an end");
    assert_guarded(&mut store, &furnished);
}

#[test]
fn a_log_that_was_stretched_to_gigabytes_is_not_read_to_its_end() {
    let home = home();
    let furnished = furnish(home.path());
    let (path, other) = (log(home.path()), super::home());
    create(&mut open(other.path()), &new("a", &KEYS), "17");
    let mut stretched = fs::OpenOptions::new().append(true).open(&path).unwrap();
    stretched.set_len(10 << 30).unwrap();
    stretched
        .write_all(&fs::read(log(other.path())).unwrap())
        .unwrap();
    let mut store = open(home.path());
    assert_guarded(&mut store, &furnished);
    let notices = store.take_log_notices();
    assert!(matches!(notices[..], [LogNotice::Rebuilt]), "{notices:?}");
    assert!(fs::metadata(&path).unwrap().len() < 10_000);
    // The other store's secret stood behind the gap.
    let conn = rusqlite::Connection::open(database(home.path())).unwrap();
    let count = conn.query_row("SELECT count(*) FROM key_secrets", [], |row| row.get::<_, i64>(0));
    assert_eq!(count.unwrap(), 1);
}
