//! Customers who were in the CRM already: records that are no attempts, beside the drafts that their cards were.

use super::{at, attempt, created, database, draft, home, leave_unknown, make_older, open, record, unknown};
use kartoteka::customer::{NewSubmission, Outcome, Settlement, StoredDetail, Submission, SubmissionState};
use kartoteka::store::{Error, Store};
use rusqlite::Connection;
use std::time::Duration;

fn new(id: &str) -> NewSubmission {
    attempt(
        id,
        "Nowak Anna",
        &[
            ("surname", "Nowak"),
            ("nip", "1234563218"),
            ("email", "anna@nowak.pl"),
        ],
    )
}

/// What is left of the NIP and the e-mail in the files.
fn traces(home: &std::path::Path) -> usize {
    let files = std::fs::read_dir(home)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let contents = files
        .filter(|path| path.is_file())
        .map(|path| std::fs::read(path).unwrap());
    contents
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .filter(|text| text.contains("1234563218") || text.contains("anna@nowak"))
        .count()
}

#[test]
fn the_card_is_a_record_or_a_draft_and_never_both() {
    let home = home();
    let mut store = open(home.path());
    store.save_draft(&draft("Nowak"), at(1)).unwrap();
    store.keep_existing(&new("a"), "17", at(2)).unwrap();
    assert_eq!(store.drafts().unwrap(), []);
    let kept = record(&store, "a");
    let expected = Submission {
        sent: new("a"),
        sent_at: at(2).into(),
        state: SubmissionState::Existing,
        outcome: None,
        customer_id: Some("17".into()),
        settled_at: None,
        settled_in_team: None,
        duration: None,
    };
    assert_eq!(kept, expected);
    store.take_back_existing("a", &draft("Nowak"), at(3)).unwrap();
    assert_eq!(store.submission("a").unwrap(), None);
    assert_eq!(store.drafts().unwrap().len(), 1);
    assert_eq!(store.history("", 9).unwrap().total, 0);
    // What the card may become again it can become more than once, under an id of its own.
    store.keep_existing(&new("b"), "17", at(4)).unwrap();
    assert_eq!(store.drafts().unwrap(), []);
}

#[test]
fn only_a_record_of_an_existing_customer_is_taken_back() {
    let home = home();
    let mut store = open(home.path());
    store.begin(&new("a"), at(1)).unwrap();
    store.finish("a", &created("17"), Duration::ZERO).unwrap();
    store.take_back_existing("a", &draft("Nowak"), at(2)).unwrap();
    assert_eq!(record(&store, "a").state, SubmissionState::Created);
}

#[test]
fn it_is_found_again_and_counts_as_nothing_that_was_created() {
    let home = home();
    let mut store = open(home.path());
    store.keep_existing(&new("a"), "17", at(1)).unwrap();
    let url = new("a").url;
    let found = store
        .prior_submissions(&url, "", r#"{"email":"ANNA@nowak.pl"}"#)
        .unwrap();
    assert_eq!(found.existing[0].1.customer_id.as_deref(), Some("17"));
    assert!(found.created.is_empty() && found.open.is_empty() && found.unsettled.is_none());
    assert_eq!(
        store
            .prior_submissions("https://example.org", "", &new("a").payload)
            .unwrap()
            .existing,
        []
    );
    assert_eq!(store.newest().unwrap(), None, "no card was sent");
    assert_eq!(store.unknown_count().unwrap(), 0);
    assert_eq!(store.value_history("city").unwrap(), [""; 0]);
    // Neither the same card nor one that nobody has looked at is stopped by it.
    let again = NewSubmission {
        attempt: "b".into(),
        aware_of: Some(Vec::new()),
        ..new("a")
    };
    store.begin(&again, at(2)).unwrap();
}

#[test]
fn it_is_listed_filtered_purged_and_masked_as_any_record() {
    let home = home();
    let mut store = open(home.path());
    store.keep_existing(&new("a"), "CUST-17", at(1)).unwrap();
    for (filter, total) in [
        ("existing", 1),
        ("nowak", 1),
        ("cust-17", 1),
        ("1234563218", 1),
        ("created", 0),
    ] {
        assert_eq!(store.history(filter, 9).unwrap().total, total, "{filter}");
    }
    assert!(traces(home.path()) > 0);
    assert_eq!(store.set_detail(StoredDetail::Masked).unwrap(), 1);
    assert_eq!(traces(home.path()), 0);
    assert_eq!(store.set_detail(StoredDetail::Masked).unwrap(), 0, "once");
    let masked = record(&store, "a");
    assert_eq!(
        (masked.outcome, masked.customer_id.as_deref()),
        (None, Some("CUST-17"))
    );
    // What is kept from now on is masked at once.
    store.keep_existing(&new("b"), "18", at(2)).unwrap();
    assert_eq!(traces(home.path()), 0);
    assert_eq!(store.purge(at(3)).unwrap(), 2);
    assert_eq!(store.history("", 9).unwrap().total, 0);
}

#[test]
fn an_attempt_never_becomes_one_and_it_never_becomes_an_attempt() {
    let home = home();
    let mut store = open(home.path());
    store.keep_existing(&new("existing"), "17", at(1)).unwrap();
    store.begin(&attempt("sending", "Kowalski", &[]), at(1)).unwrap();
    leave_unknown(&mut store, &attempt("unknown", "Nowak", &[]), 1);
    let conn = Connection::open(database(home.path())).unwrap();
    let update = |attempt: &str, change: &str| {
        let update = format!("UPDATE submissions SET {change} WHERE attempt = '{attempt}'");
        conn.execute(&update, []).unwrap_err().to_string()
    };
    for (attempt, change) in [
        ("sending", "state = 'existing', customer_id = '9'"),
        ("unknown", "state = 'existing', customer_id = '9', outcome = NULL"),
        ("existing", "state = 'created'"),
        ("existing", "customer_id = '9'"),
        ("existing", "state = 'sending', customer_id = NULL"),
        ("existing", "outcome = '{}'"),
    ] {
        let error = update(attempt, change);
        assert!(
            error.contains("has ended") || error.contains("CHECK"),
            "{attempt}: {change}: {error}"
        );
    }
    for wrong in [Outcome::clone(&created("9")), unknown()] {
        let error = store.finish("existing", &wrong, Duration::ZERO).unwrap_err();
        assert!(matches!(error, Error::Ended { .. }), "{error:?}");
    }
    let error = store
        .settle("existing", &Settlement::NotCreated, at(2))
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::NotUnknown {
                state: Some(SubmissionState::Existing),
                ..
            }
        ),
        "{error:?}"
    );
}

/// The table as formats 2 to 5 had it.
const FORMAT_5: &str = "
CREATE TABLE older (
    id INTEGER NOT NULL PRIMARY KEY, attempt TEXT NOT NULL UNIQUE, session TEXT NOT NULL, sent_at INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('sending', 'created', 'rejected', 'not_sent', 'unknown', 'not_created')),
    masked INTEGER NOT NULL DEFAULT 0 CHECK (masked IN (0, 1)),
    search TEXT NOT NULL, who TEXT NOT NULL, customer_id TEXT, settled_at INTEGER, duration_ms INTEGER, resends TEXT,
    profile TEXT NOT NULL, url TEXT NOT NULL, user TEXT NOT NULL, payload_hash TEXT NOT NULL, card TEXT NOT NULL,
    payload TEXT NOT NULL, outcome TEXT
) STRICT;
INSERT INTO older SELECT id, attempt, session, sent_at, state, masked, search, who, customer_id, settled_at,
    duration_ms, resends, profile, url, user, payload_hash, card, payload, outcome FROM submissions;
DROP TABLE submissions;
ALTER TABLE older RENAME TO submissions;
";

#[test]
fn the_records_of_format_5_come_through_whole_with_what_guards_them() {
    let home = home();
    let mut store = open(home.path());
    let settled = [
        ("there", Settlement::Created("7".into())),
        ("not", Settlement::NotCreated),
    ];
    for (id, settlement) in &settled {
        leave_unknown(&mut store, &attempt(id, "Nowak", &[]), 1);
        store.settle(id, settlement, at(2)).unwrap();
    }
    leave_unknown(&mut store, &new("unknown"), 3);
    let again = NewSubmission {
        resends: Some("unknown".into()),
        attempt: "again".into(),
        ..new("unknown")
    };
    store.begin(&again, at(4)).unwrap();
    store
        .finish("again", &created("8"), Duration::from_millis(5))
        .unwrap();
    let ids = ["there", "not", "unknown", "again"];
    let before: Vec<Submission> = ids.iter().map(|id| record(&store, id)).collect();
    drop(store);
    make_older(home.path(), 5).execute_batch(FORMAT_5).unwrap();

    let mut store: Store = open(home.path());
    let after: Vec<Submission> = ids.iter().map(|id| record(&store, id)).collect();
    assert_eq!(after, before);
    assert_eq!(store.history("", 9).unwrap().total, 4);
    assert_eq!(
        store
            .prior_submissions(&again.url, "", &again.payload)
            .unwrap()
            .created
            .len(),
        1,
        "keys"
    );
    let error = store.finish("again", &unknown(), Duration::ZERO).unwrap_err();
    assert!(matches!(error, Error::Ended { .. }), "{error:?}");
    store.keep_existing(&new("existing"), "17", at(5)).unwrap();
    assert_eq!(store.history("", 9).unwrap().total, 5, "counted");
    assert_eq!(store.set_detail(StoredDetail::Masked).unwrap(), 3);
    assert_eq!(store.purge(at(9)).unwrap(), 5);
    assert_eq!(store.history("", 9).unwrap().total, 0, "counted");
}
