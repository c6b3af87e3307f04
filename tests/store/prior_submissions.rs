//! What the journal says of a payload before it is sent.

use super::{at, attempt, created, database, home, leave_unknown, open, unknown};
use kartoteka::customer::{MatchReason, NewSubmission, Settlement, SubmissionState};
use kartoteka::store::Store;
use rusqlite::Connection;
use std::time::Duration;

const URL: &str = "https://example.com/api/customers";

#[track_caller]
fn create(store: &mut Store, new: &NewSubmission, second: i64) {
    store.begin(new, at(second)).unwrap();
    let id = format!("id of {}", new.attempt);
    store.finish(&new.attempt, &created(&id), Duration::ZERO).unwrap();
}

/// The attempts that created a customer who shares a key, each with the field.
#[track_caller]
fn shared(store: &mut Store, payload: &str) -> Vec<(String, &'static str)> {
    let found = store.prior_submissions(URL, "", payload).unwrap().created;
    found
        .into_iter()
        .map(|(likeness, summary)| (summary.attempt, path(&likeness)))
        .collect()
}

fn path(likeness: &MatchReason) -> &'static str {
    match likeness {
        MatchReason::Payload => "all",
        MatchReason::Key(known) => known.field.field().path,
        MatchReason::Name => "name",
    }
}

#[test]
fn customers_that_share_a_key_are_told_newest_first_and_once() {
    let home = home();
    let mut store = open(home.path());
    let values: [(&str, &[(&str, &str)]); 4] = [
        ("mail", &[("email", "A@b.pl")]),
        (
            "all",
            &[
                ("email", "a@b.pl"),
                ("identifier", "K-1"),
                ("phone_number", "333444555"),
            ],
        ),
        ("phone", &[("phone_number", "+48333444555")]),
        ("nobody", &[("name", "Anna")]),
    ];
    for (second, (id, values)) in (1..).zip(values) {
        create(&mut store, &attempt(id, "Nowak", values), second);
    }
    let elsewhere = NewSubmission {
        url: "https://example.org/api/customers".into(),
        ..attempt("elsewhere", "Nowak", values[1].1)
    };
    create(&mut store, &elsewhere, 5);
    leave_unknown(
        &mut store,
        &attempt("unknown", "Nowak", &[("email", "a@b.pl")]),
        6,
    );

    let payload = r#"{"phone_number":["333 444 555"],"email":["a@b.pl","c@d.pl"],"identifier":"k-1"}"#;
    let expected = [
        ("phone", "phone_number"),
        ("all", "identifier"),
        ("mail", "email"),
    ];
    let expected = expected.map(|(id, field)| (id.to_owned(), field));
    assert_eq!(shared(&mut store, payload), expected);
    let louder = store.prior_submissions(&URL.to_uppercase(), "", payload).unwrap();
    assert_eq!(louder.created.len(), 3);
    assert_eq!(louder.created[0].1.customer_id.as_deref(), Some("id of phone"));
    assert!(
        matches!(&louder.created[0].0, MatchReason::Key(known) if known.value == "333 444 555"),
        "as it is sent now"
    );

    store
        .settle("unknown", &Settlement::Created("7".into()), at(7))
        .unwrap();
    assert_eq!(shared(&mut store, payload)[0], ("unknown".to_owned(), "email"));
    for nothing in ["{}", "", "{\"name\":\"Anna\"}", "{\"email\":\"x@b.pl\"}"] {
        assert_eq!(shared(&mut store, nothing), [], "{nothing}");
    }
}

#[test]
fn ten_of_many_are_told() {
    let home = home();
    let mut store = open(home.path());
    for number in 0..15 {
        let mail = [("email", "a@b.pl"), ("identifier", "K")];
        let values = if number % 2 == 0 { &mail[..1] } else { &mail[..] };
        create(&mut store, &attempt(&number.to_string(), "Nowak", values), number);
    }
    let found = shared(&mut store, r#"{"email":"a@b.pl","identifier":"K"}"#);
    let ids: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["14", "13", "12", "11", "10", "9", "8", "7", "6", "5"]);
}

#[test]
fn the_newest_attempt_that_is_not_settled_is_told() {
    let home = home();
    let mut store = open(home.path());
    let same = |id: &str| attempt(id, "Nowak", &[("nip", "1234563218")]);
    leave_unknown(&mut store, &same("a"), 1);
    let payload = same("a").payload;
    let told = |store: &mut Store, payload: &str| {
        let unsettled = store.prior_submissions(URL, "", payload).unwrap().unsettled;
        unsettled.map(|summary| (summary.attempt, summary.state))
    };
    assert_eq!(
        told(&mut store, &payload),
        Some(("a".into(), SubmissionState::Unknown)),
        "the same"
    );
    let by_key = r#"{"nip":"PL1234563218"}"#;
    assert_eq!(
        told(&mut store, by_key),
        Some(("a".into(), SubmissionState::Unknown))
    );
    assert_eq!(told(&mut store, r#"{"nip":"5260250274"}"#), None);
    assert_eq!(
        store
            .prior_submissions("https://example.org", "", by_key)
            .unwrap()
            .unsettled,
        None
    );
    store.settle("a", &Settlement::NotCreated, at(2)).unwrap();
    assert_eq!(told(&mut store, by_key), None);

    let mut neighbour = open(home.path());
    neighbour.begin(&same("b"), at(3)).unwrap();
    assert_eq!(
        told(&mut store, by_key),
        Some(("b".into(), SubmissionState::Sending))
    );
    drop(neighbour);
    assert_eq!(
        told(&mut store, by_key),
        Some(("b".into(), SubmissionState::Unknown))
    );
    store.settle("b", &Settlement::NotCreated, at(4)).unwrap();
}

#[test]
fn keys_go_with_their_submission() {
    let home = home();
    let mut store = open(home.path());
    create(
        &mut store,
        &attempt("a", "Nowak", &[("email", "a@b.pl"), ("identifier", "K")]),
        1,
    );
    let other = Connection::open(database(home.path())).unwrap();
    let count = || -> i64 {
        let mut statement = other.prepare("SELECT count(*) FROM keys").unwrap();
        statement.query_row([], |row| row.get(0)).unwrap()
    };
    assert_eq!(count(), 2);
    store.purge(at(2)).unwrap();
    assert_eq!(count(), 0);
}

#[test]
fn open_attempts_that_may_have_been_at_the_customer_are_told_with_what_is_the_same() {
    let home = home();
    let mut store = open(home.path());
    for (id, who, payload) in [
        ("mail", "Nowak Anna", r#"{"surname":"Nowak","email":"a@b.pl"}"#),
        ("name", "KOWALSKA Ewa", r#"{"surname":"Kowalska"}"#),
        ("other", "Obca Iga", r#"{"surname":"Obca","email":"x@y.pl"}"#),
    ] {
        let mut new = attempt(id, who, &[]);
        new.payload = payload.into();
        store.begin(&new, at(1)).unwrap();
        store.finish(id, &unknown(), Duration::ZERO).unwrap();
    }
    let payload = r#"{"surname":"Kowalska","email":"A@b.pl"}"#;
    let found = store.prior_submissions(URL, "Kowalska Ewa", payload).unwrap();
    let open: Vec<(String, &str)> = found
        .open
        .iter()
        .map(|(likeness, summary)| (summary.attempt.clone(), path(likeness)))
        .collect();
    let expected = [("name", "name"), ("mail", "email")];
    assert_eq!(open, expected.map(|(id, what)| (id.to_owned(), what)));
    assert_eq!(found.unsettled, None, "neither forbids it");
    let nameless = store
        .prior_submissions(URL, "", r#"{"surname":"Kowalska"}"#)
        .unwrap();
    assert_eq!(nameless.open, []);
}
