//! Many drafts and several sessions: parked, opened, taken over and deleted.

use super::{at, attempt, created, database, draft, home, open, told, unknown};
use kartoteka::customer::{Card, Draft, FailureReason, FieldId, Holder, Outcome, Process, Settlement};
use kartoteka::store::{Error, Store};
use proptest::prelude::*;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

/// This test binary, as its stores write it down.
fn this_process() -> Process {
    Process {
        id: std::process::id(),
        since: at(0),
    }
}

/// The drafts in the list, by name, with who has them.
#[track_caller]
fn listed(store: &mut Store) -> Vec<(String, Holder)> {
    let drafts = store.drafts().unwrap();
    drafts
        .into_iter()
        .map(|draft| (draft.who, draft.holder))
        .collect()
}

#[track_caller]
fn id(store: &mut Store, who: &str) -> String {
    let drafts = store.drafts().unwrap();
    drafts.into_iter().find(|draft| draft.who == who).unwrap().id
}

#[test]
fn the_list_has_all_drafts_newest_first_and_says_who_has_them() {
    let home = home();
    let mut store = open(home.path());
    for (second, who) in (1..).zip(["Parked", "Own"]) {
        store.park_draft().unwrap();
        store.save_draft(&draft(who), at(second)).unwrap();
    }
    let mut other = open(home.path());
    other.save_draft(&draft("Other"), at(3)).unwrap();
    open(home.path()).save_draft(&draft("Gone"), at(4)).unwrap();
    let expected = [
        ("Gone", Holder::Gone),
        ("Other", Holder::Other(this_process())),
        ("Own", Holder::Own),
        ("Parked", Holder::Parked),
    ];
    let expected = expected.map(|(who, holder)| (who.to_owned(), holder));
    assert_eq!(listed(&mut store), expected);
    let first = store.drafts().unwrap().remove(0);
    assert_eq!((first.profile.as_str(), first.saved_at), ("main", at(4)));
    assert_eq!(store.others().unwrap(), [this_process()]);
    assert_eq!(other.others().unwrap(), [this_process()]);
    other.park_draft().unwrap();
    assert_eq!(store.others().unwrap(), [], "a session without a draft");
}

#[test]
fn parking_makes_room_for_the_next_draft() {
    let home = home();
    let mut store = open(home.path());
    store.park_draft().unwrap();
    assert_eq!(listed(&mut store), [], "nothing to park");
    store.save_draft(&draft("A"), at(1)).unwrap();
    store.park_draft().unwrap();
    store.save_draft(&draft("B"), at(2)).unwrap();
    store.save_draft(&draft("C"), at(3)).unwrap();
    assert_eq!(
        listed(&mut store),
        [("C".into(), Holder::Own), ("A".into(), Holder::Parked)]
    );
    store.clear_draft().unwrap();
    assert_eq!(listed(&mut store), [("A".into(), Holder::Parked)]);
}

#[test]
fn opening_a_draft_parks_the_one_that_is_open() {
    let home = home();
    let mut store = open(home.path());
    store.save_draft(&draft("A"), at(1)).unwrap();
    store.park_draft().unwrap();
    open(home.path()).save_draft(&draft("B"), at(2)).unwrap();
    store.save_draft(&draft("C"), at(3)).unwrap();
    for (who, parked) in [("A", "C"), ("B", "A"), ("C", "B")] {
        let id = id(&mut store, who);
        assert_eq!(store.open_draft(&id).unwrap(), draft(who));
        assert_eq!(store.open_draft(&id).unwrap(), draft(who), "{who}: its own");
        let list = listed(&mut store);
        assert!(list.contains(&(who.into(), Holder::Own)), "{who}: {list:?}");
        assert!(list.contains(&(parked.into(), Holder::Parked)), "{who}: {list:?}");
    }
    store.save_draft(&draft("C2"), at(4)).unwrap();
    assert_eq!(
        listed(&mut store).len(),
        3,
        "it is saved over the one that was opened"
    );
}

#[test]
fn what_another_session_has_is_neither_opened_nor_deleted() {
    let home = home();
    let mut store = open(home.path());
    store.save_draft(&draft("Own"), at(1)).unwrap();
    let mut other = open(home.path());
    other.save_draft(&draft("Other"), at(2)).unwrap();
    let theirs = id(&mut store, "Other");
    let refusals = [
        store.open_draft(&theirs).unwrap_err(),
        store.delete_draft(&theirs, at(2)).unwrap_err(),
    ];
    for error in refusals {
        assert!(
            matches!(&error, Error::Held { process } if *process == this_process()),
            "{error:?}"
        );
        let words = format!("another program (process {}, since 2026-", std::process::id());
        assert!(told(&error).starts_with(&words), "{error:?}");
    }
    let own = id(&mut store, "Own");
    assert!(
        listed(&mut store).contains(&("Own".into(), Holder::Own)),
        "still open"
    );

    drop(other);
    assert!(!store.delete_draft(&theirs, at(1)).unwrap(), "it was saved later");
    assert!(store.delete_draft(&theirs, at(2)).unwrap());
    assert!(!store.delete_draft(&theirs, at(2)).unwrap(), "it is gone");
    let error = store.open_draft(&theirs).unwrap_err();
    assert!(
        matches!(&error, Error::NoDraft { id } if *id == theirs),
        "{error:?}"
    );
    assert!(store.delete_draft(&own, at(1)).unwrap());
    assert_eq!(listed(&mut store), []);
}

#[test]
fn a_parked_draft_is_opened_by_one_of_many() {
    let home = home();
    let mut first = open(home.path());
    first.save_draft(&draft("A"), at(1)).unwrap();
    first.park_draft().unwrap();
    let wanted = id(&mut first, "A");
    let start = Barrier::new(8);
    let results: Vec<(Store, Result<Draft, Error>)> = thread::scope(|scope| {
        let open_it = || {
            let mut store = open(home.path());
            start.wait();
            let result = store.open_draft(&wanted);
            (store, result)
        };
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(open_it)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let held = |(_, result): &&(Store, Result<Draft, Error>)| matches!(result, Err(Error::Held { .. }));
    assert_eq!(results.iter().filter(held).count(), 7);
    assert_eq!(results.iter().filter(|(_, result)| result.is_ok()).count(), 1);
}

#[test]
fn an_unreadable_draft_is_put_aside_when_it_is_opened() {
    let home = home();
    let mut store = open(home.path());
    store.save_draft(&draft("Bad"), at(1)).unwrap();
    store.park_draft().unwrap();
    store.save_draft(&draft("Own"), at(2)).unwrap();
    let bad = id(&mut store, "Bad");
    let other = Connection::open(database(home.path())).unwrap();
    other
        .execute("UPDATE drafts SET card = '{\"fields' WHERE id = ?1", [&bad])
        .unwrap();
    let error = store.open_draft(&bad).unwrap_err();
    assert!(
        matches!(&error, Error::Draft { saved_at, .. } if *saved_at == at(1)),
        "{error:?}"
    );
    assert_eq!(
        listed(&mut store),
        [("Own".into(), Holder::Own)],
        "the own one stays open"
    );
    assert!(matches!(store.open_draft(&bad), Err(Error::NoDraft { .. })));
    assert!(!store.delete_draft(&bad, at(1)).unwrap());
    let kept: String = other
        .query_row("SELECT card FROM drafts WHERE aside = 1", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, "{\"fields");
}

#[test]
fn only_drafts_of_the_profile_that_nobody_parked_are_taken_over() {
    let home = home();
    let of = |profile: &str, who: &str| Draft {
        profile: profile.into(),
        ..draft(who)
    };
    for (second, draft) in (1..).zip([of("", "Unheard"), of("main", "Main"), of("test", "Test")]) {
        open(home.path()).save_draft(&draft, at(second)).unwrap();
    }
    let mut parking = open(home.path());
    parking.save_draft(&of("main", "Parked"), at(9)).unwrap();
    parking.park_draft().unwrap();
    drop(parking);

    let mut store = open(home.path());
    let mut adopt = |profile: &str| {
        let draft = store.adopt_draft(profile).unwrap();
        store.clear_draft().unwrap();
        draft.map(|draft| draft.who)
    };
    assert_eq!(adopt("main").as_deref(), Some("Main"));
    assert_eq!(
        adopt("main").as_deref(),
        Some("Unheard"),
        "of which nobody knows the profile"
    );
    assert_eq!(adopt("main"), None);
    assert_eq!(adopt("test").as_deref(), Some("Test"));
}

#[test]
fn a_lock_that_is_held_counts_whatever_its_file_says() {
    let home = home();
    let mut other = open(home.path());
    other.save_draft(&draft("Other"), at(1)).unwrap();
    let lock = fs::read_dir(home.path().join("sessions")).unwrap().next();
    for content in [&b""[..], b"\xff\xfe", b"process many since ever"] {
        fs::write(lock.as_ref().unwrap().as_ref().unwrap().path(), content).unwrap();
        let mut store = open(home.path());
        let theirs = id(&mut store, "Other");
        let error = store.open_draft(&theirs).unwrap_err();
        assert!(
            matches!(&error, Error::Held { process } if process.id == 0),
            "{error:?}"
        );
        assert_eq!(store.others().unwrap().len(), 1);
    }
}

/// A draft with any texts anywhere.
fn any_draft() -> impl Strategy<Value = Draft> {
    let paths: Vec<&str> = FieldId::all().map(|field| field.field().path).collect();
    let fields = prop::collection::btree_map(
        prop::sample::select(paths),
        prop::collection::vec(any::<String>(), 1..3),
        0..6,
    );
    let pairs = prop::collection::vec((any::<String>(), any::<String>()), 0..3);
    let texts = any::<[String; 3]>();
    (fields, pairs, texts).prop_map(|(fields, pairs, [profile, who, focus])| {
        let fields: BTreeMap<&str, Vec<String>> = fields;
        let card = serde_json::json!({ "fields": fields, "custom_fields": pairs });
        let card: Card = serde_json::from_value(card).unwrap();
        Draft {
            profile,
            who,
            card,
            focus,
        }
    })
}

#[test]
fn whatever_is_saved_comes_back_the_same() {
    let home = home();
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(100)
    };
    proptest!(config, |(draft in any_draft())| {
        open(home.path()).save_draft(&draft, at(1)).unwrap();
        let mut store = open(home.path());
        prop_assert_eq!(store.adopt_draft(&draft.profile).unwrap(), Some(draft));
        store.clear_draft().unwrap();
    });
}

#[test]
fn the_draft_of_a_customer_goes_with_the_word_that_it_exists_and_stays_otherwise() {
    let refused = Outcome::NotSent {
        failure: FailureReason::ConnectionRefused,
    };
    for (name, outcome, typed, kept) in [
        ("created", created("324"), "Nowak", false),
        (
            "created, and another card is on the screen",
            created("324"),
            "Kowalski",
            true,
        ),
        ("not sent", refused, "Nowak", true),
    ] {
        let home = home();
        let mut store = open(home.path());
        store.save_draft(&draft(typed), at(1)).unwrap();
        store
            .begin(&attempt("a", "Nowak", &[("surname", "Nowak")]), at(2))
            .unwrap();
        store.finish("a", &outcome, Duration::from_secs(1)).unwrap();
        // As after a kill: nothing else is said.
        drop(store);
        let left = open(home.path()).adopt_draft("main").unwrap();
        assert_eq!(left, kept.then(|| draft(typed)), "{name}");
    }
}

#[test]
fn copies_of_a_card_whose_customer_exists_go_with_it_but_for_those_on_the_screens_of_others() {
    let home = home();
    let mut store = open(home.path());
    store.save_draft(&draft("Nowak"), at(1)).unwrap();
    store.park_draft().unwrap();
    let mut gone = open(home.path());
    gone.save_draft(&draft("Nowak"), at(2)).unwrap();
    drop(gone);
    let mut other = open(home.path());
    other.save_draft(&draft("Nowak"), at(3)).unwrap();
    store
        .begin(&attempt("a", "Nowak", &[("surname", "Nowak")]), at(4))
        .unwrap();
    store.finish("a", &unknown(), Duration::ZERO).unwrap();
    assert_eq!(listed(&mut store).len(), 3, "nobody knows yet");
    store
        .settle("a", &Settlement::Created("7".into()), at(5))
        .unwrap();
    let left = listed(&mut store);
    assert_eq!(left, [("Nowak".to_owned(), Holder::Other(this_process()))]);
}
