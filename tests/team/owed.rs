//! What the journal makes up for where the team's store has missed something: by what it has of the attempts, which may be masked
//! or deleted.

use crate::existing::{ANNA, ANNA_AGAIN};
use crate::place::{CUSTOMERS, Place, SECRET, TIMEOUT, places};
use jiff::Timestamp;
use kartoteka::claims::{SyncedClaims, TeamGuard, TeamOptions};
use kartoteka::customer::{
    ApiResponse, Card, Draft, NewSubmission, Outcome, StoredDetail, SubmissionState, fingerprint, mask,
};
use kartoteka::options::WhenAway;
use kartoteka::store;
use kartoteka::store::handle::{StoreHandle, StoreOptions};
use kartoteka::team::{ClaimRefused, TeamSecret};
use std::fs;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

/// The guard of a clerk, and a journal that has nothing yet.
pub fn desk(
    place: &Place,
    login: &str,
    detail: StoredDetail,
) -> (TeamGuard, StoreHandle, NewSubmission, TempDir) {
    let guard = TeamGuard::new(TeamOptions {
        place: place.place.clone(),
        timeout: TIMEOUT,
        secret: TeamSecret::new(SECRET).unwrap(),
        login: login.to_owned(),
        host: "desk".to_owned(),
        when_away: WhenAway::Refuse,
        keep_days: 365,
    });
    let home = tempfile::tempdir().unwrap();
    let journal = StoreHandle::new(StoreOptions {
        dir: home.path().join("data"),
        detail,
        days: 90,
        audit: None,
    });
    let order = NewSubmission {
        attempt: store::attempt_id().unwrap(),
        profile: "main".to_owned(),
        url: CUSTOMERS.to_owned(),
        user: "api_user".to_owned(),
        who: String::new(),
        card: Card::default(),
        payload: ANNA.to_owned(),
        payload_hash: fingerprint(ANNA),
        resends: None,
        aware_of: None,
    };
    (guard, journal, order, home)
}

/// As [`desk`], with the record of an existing customer that the team's store does not know yet.
fn owed(
    place: &Place,
    login: &str,
    detail: StoredDetail,
) -> (TeamGuard, StoreHandle, NewSubmission, TempDir) {
    let (guard, mut journal, order, home) = desk(place, login, detail);
    let now = Timestamp::now();
    journal
        .with(now, |store| {
            store.note_claims([order.attempt.as_str()], true, now)?;
            store.keep_existing(&order, "324", now)
        })
        .unwrap();
    (guard, journal, order, home)
}

/// Sends, and the CRM creates the customer under this id; the team's store learns nothing of the end. Claimed is what it
/// has granted before.
fn creates(journal: &mut StoreHandle, order: &NewSubmission, is_claimed: bool) {
    let now = Timestamp::now();
    journal
        .with(now, |store| {
            store.note_claims([order.attempt.as_str()], !is_claimed, now)?;
            store.begin(order, now)?;
            let outcome = Outcome::Created {
                customer_id: "324".to_owned(),
                answer: ApiResponse::default(),
            };
            store.finish(&order.attempt, &outcome, Duration::ZERO)
        })
        .unwrap();
}

/// What the team's store has still to learn.
fn debts(journal: &mut StoreHandle) -> usize {
    journal
        .with(Timestamp::now(), |store| store.owed_claims())
        .unwrap()
        .len()
}

/// Undo, as the form does it.
fn undo(journal: &mut StoreHandle, attempt: &str) {
    let now = Timestamp::now();
    let draft = Draft {
        profile: "main".to_owned(),
        who: String::new(),
        card: Card::default(),
        focus: String::new(),
    };
    journal
        .with(now, |store| {
            store.note_claims([attempt], true, now)?;
            store.take_back_existing(attempt, &draft, now)
        })
        .unwrap();
}

#[test]
fn the_journal_makes_up_for_what_the_teams_store_has_missed() {
    for place in places() {
        let mut other = place.clerk("olga");
        let (guard, mut journal, order, _home) = owed(&place, "ewa", StoredDetail::Full);
        let attempt = order.attempt.as_str();
        assert_eq!(guard.sync(&mut journal).unwrap(), SyncedClaims::default());
        assert_eq!(other.state(attempt), Some(SubmissionState::Existing));
        assert!(matches!(
            other.refused("b1", ANNA_AGAIN),
            ClaimRefused::Created(_)
        ));
        assert_eq!(debts(&mut journal), 0);
        undo(&mut journal, attempt);
        assert_eq!(debts(&mut journal), 1);
        guard.sync(&mut journal).unwrap();
        assert_eq!((other.state(attempt), debts(&mut journal)), (None, 0));
    }
}

#[test]
fn what_was_undone_before_it_was_noted_does_not_stay() {
    for place in places() {
        let mut other = place.clerk("olga");
        let (guard, mut journal, order, _home) = owed(&place, "ewa", StoredDetail::Full);
        undo(&mut journal, &order.attempt);
        guard.note_existing(&mut journal, &order, "324");
        assert_eq!((other.state(&order.attempt), debts(&mut journal)), (None, 0));
        let (guard, mut journal, order, _home) = owed(&place, "iga", StoredDetail::Full);
        guard.note_existing(&mut journal, &order, "324");
        assert_eq!(other.state(&order.attempt), Some(SubmissionState::Existing));
        undo(&mut journal, &order.attempt);
        guard.withdraw(&mut journal, &order.attempt);
        assert_eq!((other.state(&order.attempt), debts(&mut journal)), (None, 0));
    }
}

/// The files of the journal that have the PESEL.
fn traces(home: &Path) -> Vec<String> {
    let files = fs::read_dir(home.join("data"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let with_it = files.filter(|path| {
        let bytes = if path.is_file() {
            fs::read(path).unwrap()
        } else {
            Vec::new()
        };
        bytes.windows(11).any(|window| window == b"44051401359")
    });
    with_it.map(|path| path.display().to_string()).collect()
}

#[test]
fn what_is_masked_reaches_the_teams_store_whole_and_is_masked_then() {
    for place in places() {
        let existing = owed(&place, "ewa", StoredDetail::Masked);
        let mut created = desk(&place, "iga", StoredDetail::Masked);
        creates(&mut created.1, &created.2, false);
        for (clerk, (guard, mut journal, order, home)) in [("olga", existing), ("ola", created)] {
            // The next start masks what an earlier one has left.
            journal
                .with(Timestamp::now(), |store| store.set_detail(StoredDetail::Masked))
                .unwrap();
            guard.sync(&mut journal).unwrap();
            assert_eq!(debts(&mut journal), 0, "{clerk}");
            let mut other = place.clerk(clerk);
            let ClaimRefused::Created(there) = other.refused("b1", ANNA_AGAIN) else {
                panic!("must be there");
            };
            let known = there.iter().any(|(_, there)| there.attempt == order.attempt);
            assert!(known, "{clerk}: by the PESEL, {there:?}");
            let record = journal.with(Timestamp::now(), |store| store.submission(&order.attempt));
            assert_eq!(record.unwrap().unwrap().sent.payload, mask::payload(ANNA));
            drop((guard, journal));
            assert_eq!(traces(home.path()), [""; 0], "{clerk}");
        }
    }
}

#[test]
fn a_record_that_is_deleted_before_its_end_is_reported_still_says_how_it_ended() {
    for place in places() {
        let (guard, mut journal, order, _home) = desk(&place, "ewa", StoredDetail::Full);
        let attempt = order.attempt.as_str();
        guard.claim(&mut journal, &[&order]).unwrap().remove(0).unwrap();
        creates(&mut journal, &order, true);
        journal
            .with(Timestamp::now(), |store| store.purge(Timestamp::MAX))
            .unwrap();
        // The next program, for which the attempt is one of a session that is gone.
        drop(guard);
        place.end_leases();
        let (guard, ..) = desk(&place, "ewa", StoredDetail::Full);
        guard.sync(&mut journal).unwrap();
        let known = place.clerk("olga").attempt(attempt).unwrap();
        assert_eq!(
            (known.state, known.customer_id.as_deref(), debts(&mut journal)),
            (SubmissionState::Created, Some("324"), 0)
        );
    }
}

#[test]
fn an_existing_customer_whose_record_is_deleted_by_age_is_not_withdrawn() {
    for place in places() {
        let (guard, mut journal, order, _home) = owed(&place, "ewa", StoredDetail::Full);
        let attempt = order.attempt.as_str();
        place.clerk("olga");
        guard.sync(&mut journal).unwrap();
        let now = Timestamp::now();
        journal
            .with(now, |store| {
                // As a program leaves it that was killed before it wrote down that the team's store knows.
                store.note_claims([attempt], true, now)?;
                store.purge(Timestamp::MAX)
            })
            .unwrap();
        guard.sync(&mut journal).unwrap();
        let known = place.clerk("olga").state(attempt);
        assert_eq!((known, debts(&mut journal)), (Some(SubmissionState::Existing), 0));
    }
}

#[test]
fn whom_a_colleague_has_found_under_the_same_id_is_not_there_twice() {
    for place in places() {
        for (id, doubled) in [("324", 0), ("325", 1)] {
            let (guard, mut journal, order, _home) = desk(&place, id, StoredDetail::Full);
            let payload = ANNA.replace("1359", id);
            let order = NewSubmission {
                payload_hash: fingerprint(&payload),
                payload,
                ..order
            };
            creates(&mut journal, &order, false);
            place.clerk("olga").existing(id, &order.payload, id);
            let synced = guard.sync(&mut journal).unwrap();
            assert_eq!(synced.doubled.len(), doubled, "{id}: {synced:?}");
        }
    }
}
