//! The words of the guard that keeps customers from being created twice, and of what becomes of a send.

use super::document::ProblemEntry;
use super::setup::time;
use crate::customer::{
    ApiResponse, Duplicate, Lookup, LookupFailure, MatchReason, Outcome, PriorSubmissions, Severity,
    SubmissionState, SubmissionSummary, duplicates,
};
use crate::i18n::Locale;
use crate::store::LogNotice;
use crate::text::visible;
use serde_json::{Value, json};

/// How much is shown of an answer that is not of the vendor's shape, in characters.
const LONGEST_BODY: usize = 200;

/// A problem for each attempt from this machine that may have been at the customer, and for each customer who was noted here as
/// an existing one, with what they have in common: as severe as said where that is certain, and a warning elsewhere.
pub(super) fn known_before<'a>(
    precedents: &'a PriorSubmissions,
    certain: Severity,
    locale: &'a Locale,
) -> impl Iterator<Item = (&'a MatchReason, ProblemEntry)> {
    let open = precedents.open.iter().map(|(likeness, before)| {
        let detail = json!({"attempt": before.attempt});
        (likeness, before, "unknown_before", detail)
    });
    let created = precedents.created.iter().map(|(likeness, before)| {
        let detail = json!({"attempt": before.attempt, "customer_id": before.customer_id});
        (likeness, before, "created_before", detail)
    });
    let existing = precedents.existing.iter().map(|(likeness, before)| {
        let detail = json!({"customer_id": before.customer_id});
        (likeness, before, "existing_before", detail)
    });
    let all = open.chain(created).chain(existing);
    all.map(move |(likeness, before, code, detail)| {
        let mut entry = here(likeness, before, code, &detail, locale);
        if likeness.is_certain() {
            entry.severity = certain;
        }
        (likeness, entry)
    })
}

fn here(
    likeness: &MatchReason,
    before: &SubmissionSummary,
    code: &str,
    detail: &Value,
    locale: &Locale,
) -> ProblemEntry {
    let duplicate = Duplicate::of_record(likeness, before);
    let message = locale.duplicate(&duplicate, |at| time(at, locale));
    ProblemEntry::warning(code, detail, message)
}

/// A warning for each customer that the CRM has found and who may be this one.
pub(super) fn found(lookups: &[Lookup], locale: &Locale) -> Vec<ProblemEntry> {
    let likely = duplicates(&PriorSubmissions::default(), lookups).into_iter();
    let entries = likely.filter(Duplicate::is_likely).map(|duplicate| {
        let message = locale.duplicate(&duplicate, |at| time(at, locale));
        let detail = json!({"customer_id": duplicate.customer_id});
        ProblemEntry::warning("found_in_crm", &detail, message)
    });
    entries.collect()
}

/// Why the CRM could not be searched, a line each: that stops nobody.
pub(super) fn unanswered(lookups: &[Lookup], locale: &Locale) -> String {
    let texts = locale.texts();
    let failures = lookups.iter().filter_map(|lookup| {
        let label = locale.label_in_sentence(lookup.by.field.field());
        Some(match lookup.result.as_ref().err()? {
            LookupFailure::NotPermitted => texts.lookup_not_permitted(),
            LookupFailure::TooSlow => texts.lookup_too_slow(label),
            LookupFailure::Failed(failure) => texts.lookup_failed(label, locale.failure(failure)),
        })
    });
    failures.fold(String::new(), |lines, words| {
        format!("{lines}kartoteka: {}\n", visible(&words))
    })
}

/// What has happened to the key log, a line each.
pub(super) fn log_notices(notices: &[LogNotice], locale: &Locale) -> String {
    let lines = notices
        .iter()
        .map(|notice| format!("kartoteka: {}\n", locale.log_notice(notice)));
    lines.collect()
}

/// That an earlier attempt at the same customer is in the way.
pub(super) fn in_the_way(before: &SubmissionSummary, locale: &Locale) -> String {
    let texts = locale.texts();
    let (who, when) = (visible(&before.who), time(before.sent_at, locale));
    if before.state == SubmissionState::Sending {
        texts.submit_on_its_way(who, when)
    } else {
        texts.submit_unsettled(who, when, &before.attempt)
    }
}

/// Why an attempt did not create, and what to do; none where it did.
pub(super) fn ended(attempt: &str, outcome: &Outcome, locale: &Locale) -> Option<String> {
    let texts = locale.texts();
    Some(match outcome {
        Outcome::Created { .. } => return None,
        Outcome::Rejected { answer } => rejected(answer, locale),
        Outcome::NotSent { failure } => texts.submit_not_sent(locale.failure(failure)),
        Outcome::Unknown { failure, .. } => texts.submit_unknown(locale.failure(failure), attempt),
    })
}

/// The beginning of an answer that is not of the vendor's shape, on one line; none where nothing is in it.
fn body(answer: &ApiResponse) -> Option<String> {
    let words: Vec<&str> = answer.body.split_whitespace().collect();
    let line = words.join(" ");
    let short = line.chars().take(LONGEST_BODY).collect();
    (!line.is_empty()).then_some(short)
}

fn rejected(answer: &ApiResponse, locale: &Locale) -> String {
    let texts = locale.texts();
    let errors = answer.errors.iter().map(|error| match &error.code {
        Some(code) => format!("{} ({code})", error.message),
        None => error.message.clone(),
    });
    let mut parts: Vec<String> = errors.collect();
    if parts.is_empty() {
        parts.push(body(answer).unwrap_or_else(|| texts.submit_no_reason()));
    }
    parts.extend(answer.request_id.iter().map(|id| format!("request_id {id}")));
    parts.extend(
        answer
            .location
            .iter()
            .map(|location| format!("Location: {location}")),
    );
    parts.extend(
        answer
            .retry_after
            .iter()
            .map(|seconds| texts.submit_wait(*seconds)),
    );
    texts.submit_rejected(answer.status, parts.join("; "))
}
