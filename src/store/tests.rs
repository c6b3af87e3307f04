use super::*;
use crate::customer::{Card, Draft, FieldId, NewSubmission, Slot};
use std::collections::HashSet;

#[test]
fn attempt_ids_are_uuids_and_never_the_same() {
    let ids: HashSet<String> = (0..1000).map(|_| attempt_id().unwrap()).collect();
    assert_eq!(ids.len(), 1000);
    for id in ids {
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
        assert_eq!(&id[14..15], "4", "{id}");
        assert!("89ab".contains(&id[19..20]), "{id}");
    }
}

fn draft(note: String) -> Draft {
    let mut card = Card::default();
    card.set(Slot::of(FieldId::named("note")), note);
    Draft {
        profile: "main".into(),
        who: "Nowak".into(),
        card,
        focus: String::new(),
    }
}

#[test]
fn a_full_disk_costs_nothing_that_was_saved() {
    let home = tempfile::tempdir().unwrap();
    let now = Timestamp::UNIX_EPOCH;
    let mut store = Store::open(home.path(), now).unwrap();
    let (first, last) = (draft("first".into()), draft("x".repeat(100_000)));
    store.save_draft(&first, now).unwrap();
    let pages: i64 = store
        .conn
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    let limit = |store: &Store, pages: i64| {
        let limited = store
            .conn
            .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()));
        limited.unwrap();
    };
    limit(&store, pages);
    let new = NewSubmission {
        attempt: "a".into(),
        profile: "main".into(),
        url: "https://example.com".into(),
        user: "api_user".into(),
        who: "Nowak".into(),
        card: last.card.clone(),
        payload: "{}".into(),
        payload_hash: "ab12".into(),
        resends: None,
        aware_of: None,
    };
    for _ in 0..2 {
        let errors = [
            store.save_draft(&last, now).unwrap_err(),
            store.begin(&new, now).unwrap_err(),
        ];
        for error in errors {
            assert!(matches!(error, Error::Full { .. }), "{error:?}");
        }
        let mut other = Store::open(home.path(), now).unwrap();
        let drafts = other.drafts().unwrap();
        assert_eq!(drafts.len(), 1);
        assert_eq!(store.open_draft(&drafts[0].id).unwrap(), first);
        assert_eq!(other.submission("a").unwrap(), None);
    }
    limit(&store, pages + 1000);
    store.save_draft(&last, now).unwrap();
    store.begin(&new, now).unwrap();
    drop(store);
    let mut next = Store::open(home.path(), now).unwrap();
    assert_eq!(next.adopt_draft("main").unwrap(), Some(last));
    assert_eq!(next.interrupted(), 1);
}
