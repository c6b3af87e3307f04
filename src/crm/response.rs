//! From what came back to what it means: the one place that decides the outcome of a send. Pure.

use super::charset::in_utf8;
use super::{ApiError, ApiResponse, FailureReason, Outcome};
use crate::customer::is_usable_id;
use crate::endpoint::Resource;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use serde_json::Value;
use ureq::http::header::CONTENT_TYPE;
use ureq::http::{HeaderMap, HeaderValue};

/// How many bytes of an answer are kept.
const KEPT: usize = 64 * 1024;

/// Decides what it means that no answer came: surely nothing happened as long as the payload was not read.
pub(super) fn unanswered(sent: bool, failure: FailureReason) -> Outcome {
    if sent {
        Outcome::Unknown {
            failure,
            answer: None,
        }
    } else {
        Outcome::NotSent { failure }
    }
}

/// What a whole answer means that has this `Content-Type`, as a send decides it. Pure.
#[must_use]
pub fn outcome_of_answer(status: u16, content_type: &[u8], body: &[u8]) -> Outcome {
    let content_type = HeaderValue::from_bytes(content_type).ok();
    let headers = content_type.map(|value| (CONTENT_TYPE, value));
    decide(
        Resource::Customer,
        status,
        &headers.into_iter().collect(),
        body,
        None,
    )
}

/// Decides what an answer means. `cut_by` is why the body is not whole, if it is not.
///
/// A status that says no is believed whatever the body looks like; one that says yes only with a whole body and an id.
pub(super) fn decide(
    resource: Resource,
    status: u16,
    headers: &HeaderMap,
    body: &[u8],
    cut_by: Option<FailureReason>,
) -> Outcome {
    let body = &*in_utf8(headers, body);
    let document = document(status, body);
    let answer = read(status, headers, body, document.as_ref());
    let unknown = |failure, answer| Outcome::Unknown {
        failure,
        answer: Some(answer),
    };
    match (status, cut_by) {
        (300..=499, _) => Outcome::Rejected { answer },
        (200..=299, Some(failure)) => unknown(failure, answer),
        (200..=299, None) => match document.as_ref().and_then(|document| id(resource, document)) {
            Some(customer_id) => Outcome::Created { customer_id, answer },
            None => unknown(no_id(resource), answer),
        },
        _ => unknown(FailureReason::Server(status), answer),
    }
}

/// The JSON document in a body; none where it is junk, or nested too deep for the parser.
///
/// An answer that says no may be written in an old encoding: its reasons are read all the same, with a mark in place of
/// each letter that is lost. One that says yes must be right to the last byte.
fn document(status: u16, body: &[u8]) -> Option<Value> {
    let strict = serde_json::from_slice(body).ok();
    if strict.is_some() || matches!(status, 200..=299) {
        return strict;
    }
    serde_json::from_str(&String::from_utf8_lossy(body)).ok()
}

/// That a yes has no id.
pub(super) fn no_id(resource: Resource) -> FailureReason {
    match resource {
        Resource::Customer => FailureReason::NoCustomerId,
        Resource::Company => FailureReason::NoCompanyId,
    }
}

/// The id of a customer or a company, written as text or as a number.
pub(super) fn id(resource: Resource, document: &Value) -> Option<String> {
    let id = match document.get(resource.id_member())? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_u64()?.to_string(),
        _ => return None,
    };
    is_usable_id(&id).then_some(id)
}

fn read(status: u16, headers: &HeaderMap, body: &[u8], document: Option<&Value>) -> ApiResponse {
    let member = |name| document.and_then(|document| document.get(name));
    ApiResponse {
        status,
        errors: member("errors").map(errors).unwrap_or_default(),
        request_id: member("request_id").and_then(text),
        retry_after: retry_after(headers),
        location: header(headers, "location"),
        body: start(body),
    }
}

fn errors(errors: &Value) -> Vec<ApiError> {
    let errors = errors.as_array().map(Vec::as_slice).unwrap_or_default();
    errors.iter().filter_map(api_error).collect()
}

fn api_error(error: &Value) -> Option<ApiError> {
    Some(ApiError {
        message: error.get("message")?.as_str()?.to_owned(),
        code: error.get("code").and_then(text),
    })
}

/// A string or a number, as text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Nobody waits for longer than a day.
const LONGEST_WAIT: u64 = 24 * 60 * 60;

/// `Retry-After` as seconds, a day at the most. A date is counted from the answer's own `Date`, so that this machine's clock need
/// not be right; one in the past is no wait.
fn retry_after(headers: &HeaderMap) -> Option<u64> {
    let value = header(headers, "retry-after")?;
    if let Ok(seconds) = value.trim().parse::<u64>() {
        return Some(seconds.min(LONGEST_WAIT));
    }
    let seconds = |date: &str| {
        let timestamp = DateTimeParser::new().parse_timestamp(date.trim()).ok();
        timestamp.map(Timestamp::as_second)
    };
    let wait = seconds(&value)? - seconds(&header(headers, "date")?)?;
    Some(u64::try_from(wait).unwrap_or(0).min(LONGEST_WAIT))
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// The first 64 KiB as text, cut between two characters.
fn start(body: &[u8]) -> String {
    // A few bytes more than are kept, so that the last character kept is whole.
    let mut text = String::from_utf8_lossy(&body[..body.len().min(KEPT + 4)]).into_owned();
    if text.len() > KEPT {
        let end = (0..=KEPT).rev().find(|&end| text.is_char_boundary(end));
        text.truncate(end.unwrap_or(0));
    }
    text
}

#[cfg(test)]
mod tests;
