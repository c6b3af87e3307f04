//! The store on real files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

mod attempts;
mod begin;
mod clock;
mod companies;
mod drafts;
mod earlier;
mod existing;
mod files;
mod history;
mod imported;
mod key_log;
mod kills;
mod known;
mod migration;
mod prior_submissions;
mod repair;
mod replaced;
mod retention;
mod sessions;
mod settle;
mod spellings;

#[path = "../support"]
#[allow(dead_code, unused_imports, reason = "each binary uses a part of it")]
mod support {
    pub mod older;
}

use jiff::Timestamp;
use jiff::civil::date;
use kartoteka::customer::{
    ApiResponse, Card, Draft, FailureReason, FieldId, NewSubmission, Outcome, Payload, RuleContext, Slot,
    Submission,
};
use kartoteka::i18n::{Language, Locale};
use kartoteka::store::{Error, Store};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use support::older::make_older;
use tempfile::TempDir;

/// Some moment, so many seconds later.
fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

/// The error in words, which are other ones in Polish.
#[track_caller]
fn told(error: &Error) -> String {
    let [english, polish] = Language::ALL.map(|language| Locale::new(language).store_error(error));
    assert_ne!(english, polish);
    english
}

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[track_caller]
fn open(dir: &Path) -> Store {
    Store::open(dir, at(0)).unwrap()
}

fn database(dir: &Path) -> PathBuf {
    dir.join("kartoteka.db")
}

fn card(values: &[(&str, &str)]) -> Card {
    let mut card = Card::default();
    for (path, value) in values {
        card.set(Slot::of(FieldId::of(path).unwrap()), *value);
    }
    card
}

fn draft(surname: &str) -> Draft {
    Draft {
        profile: "main".into(),
        who: surname.into(),
        card: card(&[("surname", surname)]),
        focus: format!("surname/{surname}"),
    }
}

/// An attempt like no other: its payload has the values of its card, and a note of its own where the card has none.
fn attempt(id: &str, who: &str, values: &[(&str, &str)]) -> NewSubmission {
    let noted = card(&[&[("note", id)], values].concat());
    let payload = Payload::of(&noted, &RuleContext::on(date(2026, 11, 24)));
    let card = card(values);
    NewSubmission {
        attempt: id.into(),
        profile: "main".into(),
        url: "https://example.com/api/customers".into(),
        user: "api_user".into(),
        who: who.into(),
        payload: payload.text().into(),
        payload_hash: payload.fingerprint(),
        card,
        resends: None,
        aware_of: None,
    }
}

fn unknown() -> Outcome {
    Outcome::Unknown {
        failure: FailureReason::Cut,
        answer: None,
    }
}

fn created(customer_id: &str) -> Outcome {
    Outcome::Created {
        customer_id: customer_id.into(),
        answer: ApiResponse {
            status: 201,
            request_id: Some("r-1".into()),
            body: "{\"result\":1}".into(),
            ..ApiResponse::default()
        },
    }
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
}

fn lock_files(dir: &Path) -> usize {
    fs::read_dir(dir.join("sessions")).unwrap().count()
}

#[track_caller]
fn record(store: &Store, attempt: &str) -> Submission {
    store.submission(attempt).unwrap().unwrap()
}

/// An attempt whose outcome nobody knows.
#[track_caller]
fn leave_unknown(store: &mut Store, new: &NewSubmission, second: i64) {
    store.begin(new, at(second)).unwrap();
    store.finish(&new.attempt, &unknown(), Duration::ZERO).unwrap();
}
