//! Answers: the vendor's shape of an error, and the headers that every answer has.

use super::messages::{FieldError, ReplyLanguage};
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Why a request is not fulfilled.
#[derive(Debug)]
pub(super) struct ErrorReply {
    status: StatusCode,
    complaints: Vec<FieldError>,
    header: Option<(HeaderName, HeaderValue)>,
}

impl ErrorReply {
    /// A refusal for one reason.
    pub(super) fn new(status: StatusCode, complaint: FieldError) -> Self {
        Self::of(status, vec![complaint])
    }

    /// A refusal for several reasons.
    pub(super) fn of(status: StatusCode, complaints: Vec<FieldError>) -> Self {
        Self {
            status,
            complaints,
            header: None,
        }
    }

    /// Adds the header that the status asks for.
    pub(super) fn header(mut self, name: HeaderName, value: &'static str) -> Self {
        self.header = Some((name, HeaderValue::from_static(value)));
        self
    }

    /// The answer.
    pub(super) fn response(self, request_id: &str, language: ReplyLanguage) -> Response<String> {
        let errors = self.complaints.iter();
        let errors: Vec<Value> = errors
            .map(|complaint| json!({ "message": complaint.message(language), "code": complaint.code() }))
            .collect();
        let body = json!({ "request_id": request_id, "errors": errors });
        let mut response = response(self.status, body.to_string());
        if let Some((name, value)) = self.header {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// An answer with this JSON document.
pub(super) fn response(status: StatusCode, json: String) -> Response<String> {
    let mut response = Response::new(json);
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}

/// Hands out the ids of requests: 13 hexadecimal digits, seconds and microseconds of the clock as in the vendor's.
#[derive(Debug, Default)]
pub(super) struct RequestIds {
    /// Microseconds since 1970 of the last id.
    last: AtomicU64,
}

impl RequestIds {
    /// An id that no other request has, also where the clock stands still or goes back.
    pub(super) fn next(&self) -> String {
        const SECOND: u64 = 1_000_000;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = u64::try_from(now.as_micros()).unwrap_or_default();
        let following = |last: u64| now.max(last.wrapping_add(1));
        let last = self
            .last
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(following(last)));
        let id = following(last.unwrap_or_else(|last| last));
        format!("{:08x}{:05x}", id / SECOND, id % SECOND)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn request_ids_are_13_hexadecimal_digits_and_never_the_same() {
        let ids = RequestIds::default();
        let drawn: BTreeSet<String> = (0..10_000).map(|_| ids.next()).collect();
        assert_eq!(drawn.len(), 10_000);
        for id in drawn {
            assert_eq!(id.len(), 13, "{id}");
            assert!(id.bytes().all(|digit| digit.is_ascii_hexdigit()), "{id}");
        }
    }
}
