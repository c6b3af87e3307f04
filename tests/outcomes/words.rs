//! Outcomes in a line, for the tables.

use kartoteka::crm::{ApiResponse, FailureReason, Outcome};
use kartoteka::customer::{Lookup, LookupFailure};
use std::fmt::Write as _;

/// An outcome, without the library's words and the body.
pub fn outcome(outcome: &Outcome) -> String {
    let (state, failure) = match outcome {
        Outcome::Created { customer_id, .. } => (format!("created {customer_id}"), None),
        Outcome::Rejected { .. } => ("rejected".to_owned(), None),
        Outcome::NotSent { failure } => ("not sent".to_owned(), Some(failure)),
        Outcome::Unknown { failure, .. } => ("unknown".to_owned(), Some(failure)),
    };
    let failure = failure.map(|failure| format!(" ({})", self::failure(failure)));
    let answer = outcome.answer().map(answer).unwrap_or_default();
    format!("{state}{}{answer}", failure.unwrap_or_default())
}

fn failure(failure: &FailureReason) -> String {
    match failure {
        FailureReason::Connection(_) => "connection".to_owned(),
        FailureReason::Tls(_) => "tls".to_owned(),
        FailureReason::Unreadable(words) if words.contains("longer than 1 MB") => "too long".to_owned(),
        FailureReason::Unreadable(_) => "unreadable".to_owned(),
        FailureReason::Proxy { address, failure } => {
            assert!(address.starts_with("127.0.0.1:"), "{address}");
            format!("proxy, {}", self::failure(failure))
        }
        other => format!("{other:?}"),
    }
}

fn answer(answer: &ApiResponse) -> String {
    let mut line = format!(" by {}", answer.status);
    for error in &answer.errors {
        let code = error.code.as_deref().unwrap_or("-");
        let _ = write!(line, ", {:?} {code:?}", error.message);
    }
    for (name, value) in [("request", &answer.request_id), ("to", &answer.location)] {
        if let Some(value) = value {
            let _ = write!(line, ", {name} {value}");
        }
    }
    if let Some(seconds) = answer.retry_after {
        let _ = write!(line, ", wait {seconds}");
    }
    line
}

/// What was found by one value: the ids, or why there are none.
pub fn lookup(lookup: &Lookup) -> String {
    match &lookup.result {
        Ok(found) if found.is_empty() => "nobody".to_owned(),
        Ok(found) => {
            let ids: Vec<&str> = found.iter().map(|found| found.customer_id.as_str()).collect();
            ids.join(" ")
        }
        Err(failure) => lookup_failure(failure),
    }
}

/// Why a search has no answer.
pub fn lookup_failure(failure: &LookupFailure) -> String {
    match failure {
        LookupFailure::NotPermitted => "not permitted".to_owned(),
        LookupFailure::TimedOut => "too slow".to_owned(),
        LookupFailure::Failed(failure) => format!("failed ({})", self::failure(failure)),
    }
}
