//! What the log says of requests: method, path, status, time. Never a header, a value that is asked for, or what is in an
//! answer.

use crate::customer::{FailureReason, LookupFailure, Outcome};
use crate::endpoint::Resource;
use log::{debug, info, warn};
use serde_json::Value;
use std::time::{Duration, Instant};

/// Sends a payload, and logs what came of it; with the outcome it says whether the connection was a kept one.
pub(super) fn sending(resource: Resource, send: impl FnOnce() -> (Outcome, bool)) -> (Outcome, bool) {
    let began = Instant::now();
    let (outcome, was_kept) = send();
    sent(resource, &outcome, was_kept, began.elapsed());
    (outcome, was_kept)
}

fn sent(resource: Resource, outcome: &Outcome, was_kept: bool, took: Duration) {
    let (path, ms) = (resource.path(), took.as_millis());
    let status = outcome.answer().map_or(0, |answer| answer.status);
    let over = over(was_kept);
    match outcome {
        Outcome::Created { .. } => info!("POST {path}: {status}, created, {ms} ms, {over}"),
        Outcome::Rejected { .. } => warn!("POST {path}: {status}, rejected, {ms} ms, {over}"),
        Outcome::NotSent { failure } => {
            warn!("POST {path}: not sent, {}, {ms} ms, {over}", kind(failure));
        }
        Outcome::Unknown { failure, .. } => {
            warn!(
                "POST {path}: {status}, unknown, {}, {ms} ms, {over}",
                kind(failure)
            );
        }
    }
}

/// A payload goes out once more, on a new connection: the kept one was closed and had taken nothing of it.
pub(super) fn sends_again(resource: Resource) {
    warn!(
        "POST {}: the kept connection was closed; once more on a new one",
        resource.path()
    );
}

/// A question was answered with so many bytes, or was not.
pub(super) fn asked(url: &str, answer: Result<usize, &LookupFailure>, was_kept: bool, took: Duration) {
    let (path, ms, over) = (path(url), took.as_millis(), over(was_kept));
    match answer {
        Ok(bytes) => info!("GET {path}: {bytes} bytes, {ms} ms, {over}"),
        Err(LookupFailure::NotPermitted) => warn!("GET {path}: not permitted, {ms} ms, {over}"),
        Err(LookupFailure::TimedOut) => warn!("GET {path}: too slow, {ms} ms, {over}"),
        Err(LookupFailure::Failed(failure)) => warn!("GET {path}: {}, {ms} ms, {over}", kind(failure)),
    }
}

/// A connection is made, or one that is kept is used.
pub(super) fn connects(host: &str, is_kept: bool) {
    debug!(
        "connection to {host}: {}",
        if is_kept { "a kept one" } else { "a new one" }
    );
}

fn over(was_kept: bool) -> &'static str {
    if was_kept {
        "kept connection"
    } else {
        "new connection"
    }
}

/// The path of the API in a URL, without what is asked for: neither a query nor the id of a customer.
fn path(url: &str) -> String {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    let path = rest.find('/').map_or("/", |at| &rest[at..]);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let lists = [Resource::Customer, Resource::Company].map(Resource::path);
    for list in lists {
        if let Some((_, id)) = path.rsplit_once(list)
            && id.starts_with('/')
        {
            return format!("{}/…", &path[..path.len() - id.len()]);
        }
    }
    path.to_owned()
}

/// What kind of failure it is, as the journal names it. Its details are a library's words, which may quote anything.
fn kind(failure: &FailureReason) -> String {
    let value = serde_json::to_value(failure).unwrap_or_default();
    let kind = value.get("kind").and_then(Value::as_str);
    kind.unwrap_or("failed").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_nothing_that_was_asked_for() {
        for (url, expected) in [
            ("https://acme.example/api/customers", "/api/customers"),
            (
                "https://acme.example/x/api/customers?email=a@b.pl",
                "/x/api/customers",
            ),
            ("http://127.0.0.1:80/api/customers/324", "/api/customers/…"),
            (
                "http://127.0.0.1:80/api/companies/7?include_address=true",
                "/api/companies/…",
            ),
            ("https://acme.example/api/agents", "/api/agents"),
            ("https://acme.example", "/"),
        ] {
            assert_eq!(path(url), expected, "{url}");
        }
    }

    #[test]
    fn a_failure_is_named_without_its_words() {
        assert_eq!(kind(&FailureReason::Tls("secret".to_owned())), "tls");
        assert_eq!(kind(&FailureReason::Cut), "cut");
    }
}
