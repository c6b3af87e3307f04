//! What is left of a program that is killed between two steps. It is this very test binary, started as a child: it
//! ends without closing anything, as after `kill -9`.

use super::{at, attempt, draft, home, open, record, unknown};
use kartoteka::customer::{FailureReason, Holder, NewSubmission, Outcome, SubmissionState};
use kartoteka::store::Error;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::time::Duration;

const DIR: &str = "KARTOTEKA_TEST_DIR";
const STEPS: &str = "KARTOTEKA_TEST_STEPS";

/// Opens a store, takes the steps and is gone.
#[track_caller]
fn killed_after(dir: &Path, steps: &str) {
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kills::the_child"])
        .env(DIR, dir)
        .env(STEPS, steps)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(42), "the child did what it should");
}

fn resend() -> NewSubmission {
    NewSubmission {
        resends: Some("a".into()),
        attempt: "b".into(),
        ..attempt("a", "Nowak", &[])
    }
}

/// Not a test, but what [`killed_after`] starts.
#[test]
fn the_child() {
    let Some(dir) = std::env::var_os(DIR).map(PathBuf::from) else {
        return;
    };
    let mut store = open(&dir);
    for step in std::env::var(STEPS).unwrap().split(' ') {
        match step {
            "begin" => store.begin(&attempt("a", "Nowak", &[]), at(1)).unwrap(),
            "unknown" => store.finish("a", &unknown(), Duration::ZERO).unwrap(),
            "resend" => store.begin(&resend(), at(2)).unwrap(),
            "save" => store.save_draft(&draft("Nowak"), at(1)).unwrap(),
            "existing" => store
                .keep_existing(&attempt("a", "Nowak", &[]), "17", at(2))
                .unwrap(),
            "back" => store.take_back_existing("a", &draft("Nowak"), at(3)).unwrap(),
            "park" => drop(store.park_draft().unwrap()),
            "open" => {
                let id = store.drafts().unwrap().remove(0).id;
                store.open_draft(&id).unwrap();
            }
            other => panic!("{other:?}"),
        }
    }
    process::exit(42);
}

#[test]
fn a_killed_send_is_unknown_and_refuses_the_same_payload() {
    let home = home();
    killed_after(home.path(), "begin");
    let mut store = open(home.path());
    assert_eq!(store.interrupted(), 1);
    let interrupted = Outcome::Unknown {
        failure: FailureReason::Interrupted,
        answer: None,
    };
    assert_eq!(record(&store, "a").outcome, Some(interrupted));
    let same = NewSubmission {
        resends: None,
        aware_of: None,
        ..resend()
    };
    let error = store.begin(&same, at(3)).unwrap_err();
    assert!(matches!(error, Error::Unsettled { .. }), "{error:?}");
    store.begin(&resend(), at(3)).unwrap();
}

#[test]
fn a_killed_resend_leaves_one_attempt_to_settle() {
    let home = home();
    killed_after(home.path(), "begin unknown resend");
    let store = open(home.path());
    let state = |id: &str| record(&store, id).state;
    assert_eq!(
        (state("a"), state("b")),
        (SubmissionState::NotCreated, SubmissionState::Unknown)
    );
    assert_eq!(store.interrupted(), 1);
}

#[test]
fn a_neighbour_that_is_killed_while_this_one_runs_is_noticed() {
    let home = home();
    let mut store = open(home.path());
    killed_after(home.path(), "begin save");
    assert_eq!(
        record(&store, "a").state,
        SubmissionState::Sending,
        "nobody has looked yet"
    );
    let new = attempt("a", "Nowak", &[]);
    let found = store.prior_submissions(&new.url, "", "{}").unwrap();
    assert_eq!(found.unsettled, None, "another payload");
    assert_eq!(record(&store, "a").state, SubmissionState::Unknown);
    assert_eq!(store.others().unwrap(), []);
    assert_eq!(store.adopt_draft("main").unwrap(), Some(draft("Nowak")));
}

#[test]
fn a_draft_outlives_its_program_parked_or_not() {
    for (steps, holder) in [
        ("save", Holder::Gone),
        ("save park", Holder::Parked),
        ("save park open", Holder::Gone),
    ] {
        let home = home();
        killed_after(home.path(), steps);
        let mut store = open(home.path());
        let found = store.drafts().unwrap().remove(0);
        assert_eq!(found.holder, holder, "{steps}");
        assert_eq!(store.open_draft(&found.id).unwrap(), draft("Nowak"), "{steps}");
    }
}

#[test]
fn the_card_of_an_existing_customer_is_a_draft_or_a_record_after_a_kill() {
    for (steps, drafts, records) in [
        ("save", 1, 0),
        ("save existing", 0, 1),
        ("existing", 0, 1),
        ("save existing back", 1, 0),
        ("save existing back save", 1, 0),
    ] {
        let home = home();
        killed_after(home.path(), steps);
        let mut store = open(home.path());
        let found = (store.drafts().unwrap().len(), store.history("", 9).unwrap().total);
        assert_eq!(found, (drafts, records), "{steps}");
    }
}
