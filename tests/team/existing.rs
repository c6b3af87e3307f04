//! Customers who were in the CRM already: what a record of one does for the claims of others, and that it can be withdrawn.

use crate::place::{Place, claim, keys, member, places, reason};
use crate::server::server;
use kartoteka::customer::{Settlement, SubmissionState};
use kartoteka::team::{ClaimRefused, ReportedEnd};

pub const ANNA: &str = r#"{"surname":"Nowak","pesel":"44051401359","email":"a@b.pl"}"#;
/// The same PESEL, another payload.
pub const ANNA_AGAIN: &str = r#"{"surname":"Nowak-Lis","pesel":"44051401359"}"#;
/// Another customer with the same e-mail address.
const JAN: &str = r#"{"surname":"Lis","pesel":"02070803628","email":"A@B.pl"}"#;

#[test]
fn an_existing_customer_stops_the_claims_of_others_until_they_have_seen_it() {
    for place in places() {
        let (mut one, mut other) = (place.clerk("ewa"), place.clerk("olga"));
        one.existing("a1", ANNA, "324");
        let known = one.attempt("a1").unwrap();
        assert_eq!(
            (known.state, known.customer_id.as_deref(), &known.member),
            (SubmissionState::Existing, Some("324"), &member("ewa"))
        );
        let found = other.0.find(&keys(ANNA_AGAIN)).unwrap();
        assert_eq!((found.len(), reason(&found[0].0)), (1, "pesel"));
        let ClaimRefused::Created(there) = other.refused("b1", ANNA_AGAIN) else {
            panic!("must be there");
        };
        assert_eq!(there[0].1.customer_id.as_deref(), Some("324"));
        assert_eq!(other.claim("b2", JAN).related.len(), 1, "an address is shared");
        let mut aware = claim("b1", ANNA_AGAIN);
        aware.aware_of = vec!["a1".to_owned()];
        other.try_claim(aware).unwrap();
    }
}

#[test]
fn what_cannot_be_an_id_stops_the_claims_of_others_and_is_shown_to_nobody() {
    for place in places() {
        let (mut one, mut other) = (place.clerk("ewa"), place.clerk("olga"));
        one.existing("a1", ANNA, "324\nReady. Enter sends.\u{1b}[31m");
        let ClaimRefused::Created(there) = other.refused("b1", ANNA_AGAIN) else {
            panic!("must be there");
        };
        assert_eq!(there[0].1.customer_id, None);
        assert_eq!(other.0.find(&keys(ANNA)).unwrap()[0].1.customer_id, None);
        assert_eq!(other.attempt("a1").unwrap().customer_id, None);
    }
}

#[test]
fn it_does_not_stop_the_store_that_noted_it() {
    for place in places() {
        let mut clerk = place.clerk("ewa");
        clerk.existing("a1", ANNA, "324");
        clerk.claim("a2", ANNA);
        // Another program of the same clerk, with the same store.
        clerk.report("a2", ReportedEnd::NotSent);
        place.clerk("ewa").claim("a3", ANNA);
    }
}

#[test]
fn it_is_noted_once_and_nothing_changes_it() {
    for place in places() {
        let mut clerk = place.clerk("ewa");
        clerk.existing("a1", ANNA, "324");
        clerk.existing("a1", ANNA, "325");
        clerk.report("a1", ReportedEnd::NotSent);
        let settled = clerk.settle("a1", &Settlement::NotCreated);
        assert_eq!(settled, Err(Some(SubmissionState::Existing)));
        assert_eq!(clerk.attempt("a1").unwrap().customer_id.as_deref(), Some("324"));
        assert_eq!(clerk.0.open_attempts().unwrap(), []);
        // An attempt keeps its state.
        clerk.claim("a2", JAN);
        clerk.existing("a2", JAN, "7");
        assert_eq!(clerk.state("a2"), Some(SubmissionState::Sending));
    }
}

#[test]
fn only_what_ones_own_store_has_noted_is_withdrawn() {
    for place in places() {
        let (mut one, mut other) = (place.clerk("ewa"), place.clerk("olga"));
        one.existing("a1", ANNA, "324");
        assert!(!other.0.withdraw("a1").unwrap());
        assert!(matches!(other.refused("b1", ANNA), ClaimRefused::Created(_)));
        // Another program with the same store may.
        assert!(place.clerk("ewa").0.withdraw("a1").unwrap());
        assert!(!one.0.withdraw("a1").unwrap(), "it is gone");
        assert_eq!(one.state("a1"), None);
        assert_eq!(other.claim("b1", ANNA).related, []);
        // An attempt is never withdrawn, however it ended.
        one.claim("a2", JAN);
        assert!(!one.0.withdraw("a2").unwrap());
        one.created("a2", "7");
        assert!(!one.0.withdraw("a2").unwrap());
        assert_eq!(one.state("a2"), Some(SubmissionState::Created));
    }
}

#[test]
fn it_is_deleted_after_its_time_as_a_created_one_is() {
    for place in places() {
        let mut clerk = place.clerk("ewa");
        clerk.existing("a1", ANNA, "324");
        assert_eq!(clerk.0.purge("2020-01-01T00:00:00Z".parse().unwrap()).unwrap(), 0);
        assert_eq!(clerk.purge_all(), 1);
        assert_eq!(clerk.state("a1"), None);
    }
}

/// What the tables of a store are taken back to format 1 with.
const SQLITE_1: &str = include_str!("../../src/team/sqlite/schema.sql");
const POSTGRES_1: &str = "ALTER TABLE kartoteka_attempts
    DROP CONSTRAINT kartoteka_attempts_state_check, DROP CONSTRAINT kartoteka_attempts_check,
    ADD CHECK (state IN ('sending', 'created', 'rejected', 'not_sent', 'unknown', 'not_created')),
    ADD CHECK ((customer_id IS NOT NULL) = (state = 'created'));
    UPDATE kartoteka_store SET format = 1";

#[test]
fn a_file_of_the_first_format_keeps_what_it_has() {
    let place = Place::file();
    let mut clerk = place.clerk("ewa");
    clerk.claim("a1", ANNA);
    clerk.created("a1", "324");
    clerk.claim("a2", JAN);
    drop(clerk);
    let conn = rusqlite::Connection::open(place.path()).unwrap();
    conn.execute_batch(&format!(
        "PRAGMA foreign_keys = 0; BEGIN;
         ALTER TABLE secret RENAME TO old_secret;
         ALTER TABLE attempts RENAME TO old_attempts; ALTER TABLE keys RENAME TO old_keys;
         DROP INDEX attempts_open; DROP INDEX attempts_ended; DROP INDEX keys_of_attempt;
         {SQLITE_1}
         INSERT INTO secret SELECT * FROM old_secret;
         INSERT INTO attempts SELECT * FROM old_attempts; INSERT INTO keys SELECT * FROM old_keys;
         DROP TABLE old_keys; DROP TABLE old_attempts; DROP TABLE old_secret;
         PRAGMA user_version = 1; COMMIT;"
    ))
    .unwrap();
    let refused = conn.execute("UPDATE attempts SET state = 'existing'", []);
    assert!(refused.is_err(), "it is of the first format");
    drop(conn);
    keeps_what_it_has(&place);
    let conn = rusqlite::Connection::open(place.path()).unwrap();
    let faults: i64 = conn
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(faults, 0);
}

#[test]
fn a_database_of_the_first_format_keeps_what_it_has() {
    let Some(server) = server() else { return };
    let place = Place::postgres(server);
    let mut clerk = place.clerk("ewa");
    clerk.claim("a1", ANNA);
    clerk.created("a1", "324");
    clerk.claim("a2", JAN);
    place.end(clerk);
    place.sql(POSTGRES_1);
    keeps_what_it_has(&place);
}

/// The attempts are there with their keys, and an existing customer can be noted.
#[track_caller]
fn keeps_what_it_has(place: &Place) {
    let mut other = place.clerk("olga");
    let ClaimRefused::Created(created) = other.refused("b1", ANNA_AGAIN) else {
        panic!("must be created");
    };
    assert_eq!(created[0].1.customer_id.as_deref(), Some("324"));
    assert_eq!(other.state("a2"), Some(SubmissionState::Unknown));
    other.existing("b2", r#"{"surname":"Kos","pesel":"90090515836"}"#, "9");
    assert_eq!(other.state("b2"), Some(SubmissionState::Existing));
    assert_eq!(other.purge_all(), 2);
    assert_eq!(
        other.0.find(&keys(ANNA)).unwrap().len(),
        1,
        "the unknown one shares an address"
    );
}
