//! What is known of customers without their records: after a purge, and behind a mask.

use super::{at, attempt, created, home, open};
use kartoteka::customer::{MatchReason, NewSubmission, PriorSubmissions, StoredDetail};
use kartoteka::store::{Error, Store};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

const URL: &str = "https://example.com/api/customers";
pub const KEYS: [(&str, &str); 5] = [
    ("identifier", "K-1"),
    ("pesel", "44051401359"),
    ("nip", "1234563218"),
    ("email", "anna@nowak.pl"),
    ("phone_number", "333444555"),
];

pub fn log(dir: &Path) -> PathBuf {
    dir.join("kartoteka.keys")
}

/// An attempt at the customer with these values, which has the same payload each time.
pub fn new(id: &str, values: &[(&str, &str)]) -> NewSubmission {
    NewSubmission {
        attempt: id.into(),
        aware_of: Some(Vec::new()),
        ..attempt("a", "Nowak Anna", values)
    }
}

#[track_caller]
pub fn create(store: &mut Store, new: &NewSubmission, id: &str) {
    store.begin(new, at(1)).unwrap();
    store.finish(&new.attempt, &created(id), Duration::ZERO).unwrap();
}

#[track_caller]
pub fn before(store: &mut Store, new: &NewSubmission) -> PriorSubmissions {
    store.prior_submissions(URL, "", &new.payload).unwrap()
}

/// The customers that are known, by id, and whether their record is deleted.
pub fn customers(before: &PriorSubmissions) -> Vec<(&str, bool)> {
    let all = before.created.iter().chain(&before.existing);
    all.map(|(_, summary)| (summary.customer_id.as_deref().unwrap(), summary.deleted))
        .collect()
}

#[track_caller]
pub fn assert_known_by_each_key(store: &mut Store, deleted: bool) {
    for key in KEYS {
        let other = new("other", &[("surname", "Nowakowa"), key]);
        let found = before(store, &other);
        assert_eq!(customers(&found), [("17", deleted)], "{key:?}");
        assert!(
            matches!(&found.created[0].0, MatchReason::Key(known) if known.field.field().path == key.0),
            "{found:?}"
        );
        let refused = store.begin(&other, at(3)).unwrap_err();
        assert!(matches!(refused, Error::CreatedMeanwhile { .. }), "{refused:?}");
    }
    let same = before(store, &new("same", &KEYS));
    assert_eq!(same.created[0].0, MatchReason::Payload);
    let stranger = new("stranger", &[("surname", "Nowak"), ("nip", "5260250274")]);
    assert_eq!(before(store, &stranger), PriorSubmissions::default());
    let elsewhere = store.prior_submissions("https://example.org/api/customers", "", &same_payload());
    assert_eq!(elsewhere.unwrap(), PriorSubmissions::default());
}

fn same_payload() -> String {
    new("same", &KEYS).payload
}

#[test]
fn who_is_masked_is_known_by_every_key() {
    let home = home();
    let mut store = open(home.path());
    create(&mut store, &new("a", &KEYS), "17");
    store.set_detail(StoredDetail::Masked).unwrap();
    assert_known_by_each_key(&mut store, false);
    drop(store);
    fs::remove_file(log(home.path())).unwrap();
    assert_known_by_each_key(&mut open(home.path()), false);
}

#[test]
fn who_is_created_masked_is_known_by_every_key() {
    let home = home();
    let mut store = open(home.path());
    store.set_detail(StoredDetail::Masked).unwrap();
    create(&mut store, &new("a", &KEYS), "17");
    assert_known_by_each_key(&mut store, false);
}

#[test]
fn who_is_purged_is_known_by_every_key_until_it_is_forgotten() {
    for detail in [StoredDetail::Full, StoredDetail::Masked] {
        let home = home();
        let mut store = open(home.path());
        let mut other = open(home.path());
        store.set_detail(detail).unwrap();
        create(&mut store, &new("a", &KEYS), "17");
        assert_eq!(store.purge(at(2)).unwrap(), 1);
        assert_known_by_each_key(&mut store, true);
        assert_known_by_each_key(&mut other, true);
        assert_eq!(store.forget_purged(at(1)).unwrap(), 0, "it is not older");
        assert_known_by_each_key(&mut store, true);
        assert_eq!(store.forget_purged(at(2)).unwrap(), 1);
        for store in [&mut store, &mut other, &mut open(home.path())] {
            assert_eq!(before(store, &new("b", &KEYS)), PriorSubmissions::default());
        }
        assert_eq!(fs::read(log(home.path())).unwrap().len(), 96, "the secret alone");
        create(&mut store, &new("b", &KEYS), "17");
        assert_known_by_each_key(&mut store, false);
    }
}

#[test]
fn an_existing_customer_is_known_too_and_not_once_it_is_taken_back() {
    let home = home();
    let mut store = open(home.path());
    for id in ["a", "b"] {
        store.keep_existing(&new(id, &KEYS), "17", at(1)).unwrap();
    }
    store
        .take_back_existing("b", &super::draft("Nowak"), at(1))
        .unwrap();
    store.purge(at(2)).unwrap();
    assert_eq!(customers(&before(&mut store, &new("c", &KEYS))), [("17", true)]);
    store.forget_purged(at(2)).unwrap();
    assert_eq!(before(&mut store, &new("c", &KEYS)), PriorSubmissions::default());
}
