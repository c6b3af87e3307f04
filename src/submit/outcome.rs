//! What became of a send, in words.

use crate::customer::{ApiResponse, Outcome, SubmissionState, SubmissionSummary};
use crate::i18n::Locale;
use crate::store::{Error, LogNotice, Store};
use crate::text::visible;
use std::io;

/// How much is shown of an answer that is not of the vendor's shape, in characters.
const MAX_BODY: usize = 200;

/// The words for an earlier attempt at the same customer that must have an outcome first.
pub(crate) fn blocked(before: &SubmissionSummary, locale: &Locale) -> String {
    let texts = locale.texts();
    let who = locale.who_of(before.resource, &before.who);
    let (who, when) = (visible(&who), locale.stored_minute(before.sent_at));
    if before.state == SubmissionState::Sending {
        texts.submit_in_flight(who, when)
    } else {
        texts.submit_unsettled(who, when, &before.attempt)
    }
}

/// Why an attempt did not create a customer, and what to do; none where it did. Not yet safe to show.
pub(crate) fn failure(attempt: &str, outcome: &Outcome, locale: &Locale) -> Option<String> {
    let texts = locale.texts();
    Some(match outcome {
        Outcome::Created { .. } => return None,
        Outcome::Rejected { answer } => rejection(answer, locale),
        Outcome::NotSent { failure } => texts.submit_not_sent(locale.failure(failure)),
        Outcome::Unknown { failure, .. } => texts.submit_unknown(locale.failure(failure), attempt),
    })
}

fn rejection(answer: &ApiResponse, locale: &Locale) -> String {
    let texts = locale.texts();
    let errors = answer.errors.iter().map(|error| match &error.code {
        Some(code) => format!("{} ({code})", error.message),
        None => error.message.clone(),
    });
    let mut parts: Vec<String> = errors.collect();
    if parts.is_empty() {
        parts.push(body(answer).unwrap_or_else(|| texts.submit_no_reason()));
    }
    let id = answer.request_id.iter();
    parts.extend(id.map(|id| format!("request_id {id}")));
    let location = answer.location.iter();
    parts.extend(location.map(|location| format!("Location: {location}")));
    let wait = answer.retry_after.iter();
    parts.extend(wait.map(|seconds| texts.submit_wait(*seconds)));
    texts.submit_rejected(answer.status, parts.join("; "))
}

/// The beginning of an answer that is not of the vendor's shape, on one line; none of an empty one.
fn body(answer: &ApiResponse) -> Option<String> {
    let words: Vec<&str> = answer.body.split_whitespace().collect();
    let line = words.join(" ");
    (!line.is_empty()).then(|| line.chars().take(MAX_BODY).collect())
}

/// What happened to the key log, a line each.
pub(crate) fn log_notices(notices: &[LogNotice], locale: &Locale) -> String {
    let lines = notices
        .iter()
        .map(|notice| format!("kartoteka: {}\n", locale.log_notice(notice)));
    lines.collect()
}

/// That outcomes wait for the audit feed, in a line; nothing where none do.
pub(crate) fn audit_failure(failure: Option<&io::Error>, locale: &Locale) -> String {
    let line = |error| format!("kartoteka: {}\n", locale.audit_failure(error));
    failure.map_or_else(String::new, line)
}

/// That records are lost and nobody has accepted that, in a line; nothing where none are.
///
/// # Errors
/// If the store cannot be read.
pub(crate) fn open_loss(store: &Store, locale: &Locale) -> Result<String, Error> {
    let line = |loss| format!("kartoteka: {}\n", locale.store_error(&Error::RecordsLost(loss)));
    Ok(store.loss()?.map_or_else(String::new, line))
}
