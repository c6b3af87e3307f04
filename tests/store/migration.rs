//! A database of version 1 becomes one of this version, and nothing is lost.

use super::{
    at, attempt, card, created, database, home, leave_unknown, lock_files, make_older, open, record, unknown,
};
use kartoteka::customer::{
    Draft, FailureReason, Holder, MatchReason, NewSubmission, Outcome, Submission, SubmissionState,
};
use kartoteka::store::{Error, Store};
use rusqlite::{Connection, params};
use std::path::Path;
use std::time::Duration;

/// The tables as version 1 created them.
const FORMAT_1: &str = "
CREATE TABLE drafts (
    session TEXT NOT NULL PRIMARY KEY,
    saved_at INTEGER NOT NULL,
    aside INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1)),
    focus TEXT NOT NULL,
    card TEXT NOT NULL
) STRICT;
CREATE TABLE submissions (
    id INTEGER NOT NULL PRIMARY KEY,
    attempt TEXT NOT NULL UNIQUE,
    session TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sending', 'created', 'rejected', 'not_sent', 'unknown')),
    search TEXT NOT NULL,
    who TEXT NOT NULL,
    customer_id TEXT,
    duration_ms INTEGER,
    profile TEXT NOT NULL,
    url TEXT NOT NULL,
    user TEXT NOT NULL,
    payload_hash TEXT NOT NULL,
    card TEXT NOT NULL,
    payload TEXT NOT NULL,
    outcome TEXT,
    CHECK ((state = 'sending') = (outcome IS NULL)),
    CHECK ((state = 'created') = (customer_id IS NOT NULL))
) STRICT;
CREATE INDEX submissions_by_time ON submissions (sent_at, id, state, search);
CREATE INDEX submissions_by_state ON submissions (state, session);
CREATE INDEX submissions_by_payload ON submissions (payload_hash);
CREATE TRIGGER submissions_end_once BEFORE UPDATE OF state, outcome ON submissions WHEN OLD.state <> 'sending'
BEGIN
    SELECT RAISE(ABORT, 'the attempt has ended');
END;
PRAGMA user_version = 1;
";

fn new(id: &str) -> NewSubmission {
    let identifier = format!("K-{id}");
    attempt(
        id,
        "Nowak Łucja",
        &[
            ("surname", "Nowak"),
            ("identifier", &identifier),
            ("address.city", id),
        ],
    )
}

/// Writes an attempt as version 1 did.
fn put(conn: &Connection, session: &str, second: i64, new: &NewSubmission, outcome: Option<&Outcome>) {
    let (search, duration) = (format!("nowak łucja\nk-{}", new.attempt), outcome.map(|_| 250));
    conn.execute(
        "INSERT INTO submissions (attempt, session, sent_at, state, search, who, customer_id, duration_ms, profile,
                                  url, user, payload_hash, card, payload, outcome)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        params![
            new.attempt,
            session,
            at(second).as_millisecond(),
            outcome.map_or(SubmissionState::Sending, SubmissionState::of).name(),
            search,
            new.who,
            outcome.and_then(Outcome::customer_id),
            duration,
            new.profile,
            new.url,
            new.user,
            new.payload_hash,
            serde_json::to_string(&new.card).unwrap(),
            new.payload,
            outcome.map(|outcome| serde_json::to_string(outcome).unwrap()),
        ],
    )
    .unwrap();
}

/// A database that version 1 has left: attempts in all states, a draft of a session that has sent something, one of a
/// session that has not, and one that cannot be read.
fn of_version_1(dir: &Path) -> Connection {
    let conn = Connection::open(database(dir)).unwrap();
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))
        .unwrap();
    conn.execute_batch(FORMAT_1).unwrap();
    put(&conn, "one", 1, &new("created"), Some(&created("7")));
    put(&conn, "one", 2, &new("unknown"), Some(&unknown()));
    put(&conn, "two", 3, &new("sending"), None);
    let drafts = [
        ("one", 4, 0, r#"{"fields":{"surname":["Kowal"],"name":["Jan"]}}"#),
        ("three", 5, 0, r#"{"fields":{"surname":["Żak"]}}"#),
        ("four", 6, 1, "{\"fields"),
    ];
    for (session, second, aside, card) in drafts {
        conn.execute(
            "INSERT INTO drafts (session, saved_at, aside, focus, card) VALUES (?1, ?2, ?3, 'name', ?4)",
            params![session, at(second).as_millisecond(), aside, card],
        )
        .unwrap();
    }
    conn
}

#[test]
fn submissions_come_through_whole() {
    let home = home();
    drop(of_version_1(home.path()));
    let mut store = open(home.path());
    assert_eq!(store.interrupted(), 1);
    let whole = |id: &str, second: i64, state, outcome: Outcome, duration| Submission {
        sent: new(id),
        sent_at: at(second).into(),
        state,
        customer_id: outcome.customer_id().map(str::to_owned),
        outcome: Some(outcome),
        settled_at: None,
        settled_in_team: None,
        duration,
    };
    let took = Some(Duration::from_millis(250));
    let interrupted = Outcome::Unknown {
        failure: FailureReason::Interrupted,
        answer: None,
    };
    let expected = [
        whole("created", 1, SubmissionState::Created, created("7"), took),
        whole("unknown", 2, SubmissionState::Unknown, unknown(), took),
        whole("sending", 3, SubmissionState::Unknown, interrupted, None),
    ];
    for submission in expected {
        let id = submission.sent.attempt.clone();
        assert_eq!(record(&store, &id), submission, "{id}");
    }
    let page = store.history("lucja k-", 2).unwrap();
    let ids: Vec<&str> = page.rows.iter().map(|row| row.attempt.as_str()).collect();
    assert_eq!((ids.as_slice(), page.total), (&["sending", "unknown"][..], 3));

    assert_eq!(
        store.value_history("city").unwrap(),
        ["created"],
        "what cards had"
    );

    let url = new("created").url;
    let found = store
        .prior_submissions(&url, "", &new("created").payload)
        .unwrap();
    assert_eq!(found.created[0].1.attempt, "created", "its keys are there");
    let again = NewSubmission {
        attempt: "again".into(),
        resends: Some("unknown".into()),
        ..new("unknown")
    };
    store.begin(&again, at(9)).unwrap();
}

#[test]
fn drafts_come_through_whole() {
    let home = home();
    drop(of_version_1(home.path()));
    let mut store = open(home.path());
    let listed: Vec<_> = store
        .drafts()
        .unwrap()
        .into_iter()
        .map(|draft| (draft.who, draft.profile, draft.saved_at, draft.holder))
        .collect();
    let row = |who: &str, profile: &str, second| (who.into(), profile.into(), at(second), Holder::Gone);
    assert_eq!(listed, [row("Żak", "", 5), row("Kowal Jan", "main", 4)]);
    let draft = |profile: &str, who: &str, values: &[(&str, &str)]| Draft {
        profile: profile.into(),
        who: who.into(),
        card: card(values),
        focus: "name".into(),
    };
    let unheard = draft("", "Żak", &[("surname", "Żak")]);
    assert_eq!(store.adopt_draft("other").unwrap(), Some(unheard));
    store.park_draft().unwrap();
    let main = draft("main", "Kowal Jan", &[("surname", "Kowal"), ("name", "Jan")]);
    assert_eq!(store.adopt_draft("main").unwrap(), Some(main));
    let conn = Connection::open(database(home.path())).unwrap();
    let kept: String = conn
        .query_row("SELECT card FROM drafts WHERE aside = 1", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, "{\"fields");
}

#[test]
fn a_database_that_cannot_be_brought_up_to_date_stays_as_it_was() {
    let home = home();
    let conn = of_version_1(home.path());
    conn.execute_batch("CREATE TABLE keys (somebody TEXT)").unwrap();
    let error = Store::open(home.path(), at(9)).unwrap_err();
    assert!(matches!(error, Error::Sql { .. }), "{error:?}");
    let count = |table: &str| -> i64 {
        let count = format!("SELECT count(*) FROM {table}");
        conn.query_row(&count, [], |row| row.get(0)).unwrap()
    };
    assert_eq!((count("drafts"), count("submissions")), (3, 3));
    assert_eq!(lock_files(home.path()), 0);
    conn.execute_batch("DROP TABLE keys").unwrap();
    assert_eq!(open(home.path()).history("", 9).unwrap().total, 3);
}

#[test]
fn keys_that_were_written_with_their_marks_apart_are_found() {
    let home = home();
    let mut store = open(home.path());
    let new = attempt("old", "Żak", &[("surname", "Żak")]);
    store.begin(&new, at(1)).unwrap();
    store.finish("old", &created("7"), Duration::ZERO).unwrap();
    drop(store);
    // As format 4 had them: the card's letters as they were typed.
    let conn = make_older(home.path(), 4);
    for (field, normal) in [
        ("identifier", "z\u{307}o\u{301}łc\u{301}-1"),
        ("email", "z\u{307}ak@x.pl"),
        ("phone_number", "480333801001"),
        ("nip", "1234563218"),
    ] {
        conn.execute("INSERT INTO keys VALUES (?1, ?2, 1)", params![field, normal])
            .unwrap();
    }
    drop(conn);

    let mut store = open(home.path());
    for payload in [
        r#"{"identifier": "ŻÓŁĆ-1"}"#,
        r#"{"email": "żak@x.pl"}"#,
        r#"{"phone_number": "+48333801001"}"#,
        r#"{"nip": "1234563218"}"#,
    ] {
        let found = store.prior_submissions(&new.url, "", payload).unwrap().created;
        assert_eq!(found.len(), 1, "{payload}");
        assert_eq!(found[0].1.attempt, "old", "{payload}");
    }
}

#[test]
fn a_card_of_an_older_version_is_known_as_it_would_be_sent_today() {
    let url = new("x").url;
    let phone = |typed: &str, sent: &str| {
        let card = card(&[("surname", "N"), ("phone_number", typed)]);
        (
            card,
            format!("{{\"surname\": \"N\", \"phone_number\": \"{sent}\"}}"),
        )
    };
    let named = |payload: &str| (card(&[]), payload.to_owned());
    for ((card, old), today) in [
        // By a key, and by nothing but the payload.
        (
            named("{\"identifier\": \"Z\u{307}-1\"}"),
            r#"{"identifier": "Ż-1"}"#,
        ),
        (named("{\"surname\": \"Z\u{307}ak\"}"), r#"{"surname": "Żak"}"#),
        (
            phone("+48(0)333 801 001", "+480333801001"),
            r#"{"surname": "N", "phone_number": "+48333801001"}"#,
        ),
        (
            phone("+49 [0] 30 1234567", "+490301234567"),
            r#"{"surname": "N", "phone_number": "+49301234567"}"#,
        ),
    ] {
        let home = home();
        let mut store = open(home.path());
        let old = |id: &str| NewSubmission {
            card: card.clone(),
            payload: old.clone(),
            payload_hash: kartoteka::customer::payload::hash(&old),
            ..new(id)
        };
        store.begin(&old("created"), at(1)).unwrap();
        store.finish("created", &created("7"), Duration::ZERO).unwrap();
        leave_unknown(&mut store, &old("unknown"), 2);
        drop(store);
        drop(make_older(home.path(), 4));

        let mut store = open(home.path());
        assert_eq!(
            record(&store, "created").sent.payload,
            old("x").payload,
            "as it was sent"
        );
        let found = store.prior_submissions(&url, "", today).unwrap();
        let unsettled = found.unsettled.map(|before| before.attempt);
        assert_eq!(unsettled.as_deref(), Some("unknown"), "{today}");
        let (likeness, before) = &found.created[0];
        assert_eq!(
            (likeness, before.attempt.as_str()),
            (&MatchReason::Payload, "created")
        );
        let other = store
            .prior_submissions(&url, "", r#"{"surname": "Zak"}"#)
            .unwrap();
        assert!(other.unsettled.is_none() && other.created.is_empty());
    }
}
