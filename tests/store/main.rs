//! The store on real files.

#![expect(clippy::unwrap_used, reason = "a test ends where its preparation fails")]

mod attempts;
mod files;
mod history;
mod sessions;

use jiff::Timestamp;
use kartoteka::customer::{Answer, Card, FieldId, NewSubmission, Outcome, Slot, Submission};
use kartoteka::store::{Draft, Store};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Some moment, so many seconds later.
fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
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
        card: card(&[("surname", surname)]),
        focus: format!("surname/{surname}"),
    }
}

fn attempt(id: &str, who: &str, values: &[(&str, &str)]) -> NewSubmission {
    NewSubmission {
        attempt: id.into(),
        profile: "main".into(),
        url: "https://example.com/api/customers".into(),
        user: "api_user".into(),
        who: who.into(),
        card: card(values),
        payload: format!("{{\n  \"surname\": \"{who}\"\n}}"),
        payload_hash: "ab12".into(),
        resends: None,
    }
}

fn created(customer_id: &str) -> Outcome {
    Outcome::Created {
        customer_id: customer_id.into(),
        answer: Answer {
            status: 201,
            request_id: Some("r-1".into()),
            body: "{\"result\":1}".into(),
            ..Answer::default()
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
