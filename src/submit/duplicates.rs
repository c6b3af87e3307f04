//! Who may be the same customer, as problems of the customer that is about to be sent.

use super::problem::ProblemEntry;
use crate::claims::TeamFindings;
use crate::customer::{
    Duplicate, Lookup, LookupFailure, MatchReason, PriorSubmissions, Severity, SubmissionState,
    SubmissionSummary, duplicates,
};
use crate::i18n::Locale;
use crate::team::TeamAttempt;
use crate::text::visible;
use serde_json::{Value, json};

/// A problem for each attempt of this machine whose outcome is unknown, each customer created from here and each one noted here
/// as existing, who may be this customer. A match that leaves no doubt has the severity `certain`, any other is a warning.
pub(crate) fn found_in_journal(
    prior: &PriorSubmissions,
    certain: Severity,
    locale: &Locale,
) -> Vec<ProblemEntry> {
    let problem = |(reason, before): &(MatchReason, SubmissionSummary), code: &str, detail: Value| {
        let duplicate = Duplicate::of_record(reason, before);
        let severity = if reason.is_certain() {
            certain
        } else {
            Severity::Warning
        };
        entry(severity, code, &detail, &duplicate, locale)
    };
    let open = prior.open.iter().map(|known| {
        let detail = json!({"attempt": known.1.attempt});
        problem(known, "unknown_before", detail)
    });
    let created = prior.created.iter().map(|known| {
        let detail = json!({"attempt": known.1.attempt, "customer_id": known.1.customer_id});
        problem(known, "created_before", detail)
    });
    let existing = prior.existing.iter().map(|known| {
        let detail = json!({"customer_id": known.1.customer_id});
        problem(known, "existing_before", detail)
    });
    open.chain(created).chain(existing).collect()
}

/// A warning for each customer found in the CRM who may be this one.
pub(crate) fn found_in_crm(lookups: &[Lookup], locale: &Locale) -> Vec<ProblemEntry> {
    let likely = duplicates(&PriorSubmissions::default(), lookups).into_iter();
    let problems = likely.filter(Duplicate::is_likely).map(|duplicate| {
        let detail = json!({"customer_id": duplicate.customer_id});
        entry(Severity::Warning, "found_in_crm", &detail, &duplicate, locale)
    });
    problems.collect()
}

fn entry(
    severity: Severity,
    code: &str,
    detail: &Value,
    duplicate: &Duplicate,
    locale: &Locale,
) -> ProblemEntry {
    let message = locale.duplicate(duplicate, |at| locale.stored_minute(at));
    ProblemEntry::new(severity, json!({"reason": code, "detail": detail}), message)
}

/// A problem for each attempt of others in the team that created a customer who may be this one, or may have, and for each
/// customer whom they have noted as existing. A match that
/// leaves no doubt has the severity `certain`, any other is a warning.
pub(crate) fn found_in_team(found: &TeamFindings, certain: Severity, locale: &Locale) -> Vec<ProblemEntry> {
    let problem = |(reason, attempt): &(MatchReason, TeamAttempt)| {
        let severity = if reason.is_certain() {
            certain
        } else {
            Severity::Warning
        };
        let detail = json!({
            "attempt": attempt.attempt, "customer_id": attempt.customer_id,
            "login": attempt.member.login, "host": attempt.member.host
        });
        let code = match attempt.state {
            SubmissionState::Existing => "existing_in_team",
            _ if attempt.is_open() => "unknown_in_team",
            _ => "created_in_team",
        };
        let message = locale.team_attempt(reason, attempt);
        ProblemEntry::new(severity, json!({"reason": code, "detail": detail}), message)
    };
    found.possible_duplicates().map(problem).collect()
}

/// Why the CRM could not be searched, a line each. It stops no customer.
pub(crate) fn failed_lookups(lookups: &[Lookup], locale: &Locale) -> String {
    let texts = locale.texts();
    let failures = lookups.iter().filter_map(|lookup| {
        let label = locale.label_in_sentence(lookup.by.field.field());
        Some(match lookup.result.as_ref().err()? {
            LookupFailure::NotPermitted => texts.lookup_not_permitted(),
            LookupFailure::TimedOut => texts.lookup_timed_out(label),
            LookupFailure::Failed(failure) => texts.lookup_failed(label, locale.failure(failure)),
        })
    });
    failures.fold(String::new(), |lines, words| {
        format!("{lines}kartoteka: {}\n", visible(&words))
    })
}
