//! What the sandbox does with a request: reads it, lets it in, and answers.

use super::connection::{BodyError, LARGEST_BODY};
use super::lookup::Query;
use super::messages::{self, Complaint, Language};
use super::reply::{Refusal, RequestIds, response};
use super::request::{HEADERS, LONGEST_HEAD, Unreadable};
use super::store::{Failure, Store};
use super::{auth, intake};
use crate::customer::Facts;
use http::header::{
    ACCEPT_LANGUAGE, ALLOW, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, WWW_AUTHENTICATE,
};
use http::{HeaderMap, Method, Request, Response, StatusCode};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// The body of a request, or why there is none.
type Body = Result<Vec<u8>, BodyError>;

/// Answers requests; shared by all connections.
pub(super) struct Service {
    store: Arc<Store>,
    /// The value of an `Authorization` header that is let in, after its scheme.
    credentials: String,
    request_ids: RequestIds,
}

/// The JSON document of an answer with status 200, or why there is none.
type Answer = Result<String, Refusal>;

impl Service {
    pub(super) fn new(store: Arc<Store>, user: &str, password: &str) -> Self {
        Self {
            store,
            credentials: auth::credentials(user, password),
            request_ids: RequestIds::default(),
        }
    }

    /// The answer to a request.
    pub(super) fn answer(&self, request: &Request<Body>) -> Response<String> {
        match self.route(request) {
            Ok(json) => response(StatusCode::OK, json),
            Err(refusal) => refusal.response(&self.request_ids.next(), language(request.headers())),
        }
    }

    /// The answer to what is no request, or not one for this server.
    pub(super) fn unreadable(&self, why: &Unreadable) -> Response<String> {
        let (status, complaint) = match why {
            Unreadable::Malformed(part) => (
                StatusCode::BAD_REQUEST,
                Complaint::new(&messages::MALFORMED).with("part", part),
            ),
            Unreadable::TooLong => (
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                Complaint::new(&messages::HEAD_TOO_LONG)
                    .with("limit", LONGEST_HEAD)
                    .with("headers", HEADERS),
            ),
            Unreadable::TimedOut => (
                StatusCode::REQUEST_TIMEOUT,
                Complaint::new(&messages::HEAD_TIMED_OUT),
            ),
            Unreadable::Expectation => (
                StatusCode::EXPECTATION_FAILED,
                Complaint::new(&messages::WRONG_EXPECTATION),
            ),
            Unreadable::Coding => (
                StatusCode::NOT_IMPLEMENTED,
                Complaint::new(&messages::WRONG_CODING),
            ),
            Unreadable::OtherHost => (
                StatusCode::MISDIRECTED_REQUEST,
                Complaint::new(&messages::OTHER_HOST),
            ),
        };
        Refusal::new(status, complaint).response(&self.request_ids.next(), Language::English)
    }

    fn route(&self, request: &Request<Body>) -> Answer {
        let path = request.uri().path();
        let id = match path.strip_prefix("/api/customers") {
            Some("") => None,
            Some(rest) if rest.starts_with('/') => Some(&rest[1..]),
            _ => return Err(no_such_path(path)),
        };
        self.let_in(request.headers())?;
        match (request.method(), id) {
            (&Method::GET, Some(id)) => self.show(id),
            (&Method::GET, None) => self.list(request.uri().query().unwrap_or_default()),
            (&Method::POST, None) => self.create(request.headers(), body(request.body())?),
            (method, Some(_)) => Err(wrong_method(method, "GET")),
            (method, None) => Err(wrong_method(method, "GET, POST")),
        }
    }

    fn let_in(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let text = match headers.get(AUTHORIZATION) {
            Some(header) if auth::matches(header.as_bytes(), &self.credentials) => return Ok(()),
            Some(_) => &messages::WRONG_CREDENTIALS,
            None => &messages::NO_CREDENTIALS,
        };
        let refusal = Refusal::new(StatusCode::UNAUTHORIZED, Complaint::new(text));
        Err(refusal.header(WWW_AUTHENTICATE, r#"Basic realm="api", charset="UTF-8""#))
    }

    fn create(&self, headers: &HeaderMap, body: &[u8]) -> Answer {
        check_media_type(headers)?;
        let sent = object(body)?;
        let facts = Facts::on(jiff::ZonedDateTime::now().date());
        let customer = intake::customer(&sent, &facts)
            .map_err(|complaints| Refusal::of(StatusCode::UNPROCESSABLE_ENTITY, complaints))?;
        let id = self.store.insert(&customer).map_err(|failure| broken(&failure))?;
        // Spaced as the vendor's own, for clients that look for these very bytes.
        Ok(format!("{{ \"customer_id\": \"{id}\" }}"))
    }

    fn show(&self, id: &str) -> Answer {
        let none = || {
            let complaint = Complaint::new(&messages::NO_SUCH_CUSTOMER).with("id", id);
            Refusal::new(StatusCode::NOT_FOUND, complaint)
        };
        let number = id.parse().map_err(|_| none())?;
        let customer = self.store.get(number).map_err(|failure| broken(&failure))?;
        customer.map(|customer| customer.to_string()).ok_or_else(none)
    }

    fn list(&self, query: &str) -> Answer {
        let query =
            Query::parse(query).map_err(|complaints| Refusal::of(StatusCode::BAD_REQUEST, complaints))?;
        let found = self.store.find(&query).map_err(|failure| broken(&failure))?;
        Ok(json!({ "result": found }).to_string())
    }
}

fn body(body: &Body) -> Result<&[u8], Refusal> {
    let (status, complaint) = match body {
        Ok(bytes) => return Ok(bytes),
        Err(BodyError::TooLarge) => (
            StatusCode::PAYLOAD_TOO_LARGE,
            Complaint::new(&messages::BODY_TOO_LARGE).with("limit", LARGEST_BODY),
        ),
        Err(BodyError::TimedOut) => (
            StatusCode::REQUEST_TIMEOUT,
            Complaint::new(&messages::BODY_TIMED_OUT),
        ),
        Err(BodyError::Cut) => (StatusCode::BAD_REQUEST, Complaint::new(&messages::BODY_CUT)),
    };
    Err(Refusal::new(status, complaint))
}

fn language(headers: &HeaderMap) -> Language {
    let values = headers.get_all(ACCEPT_LANGUAGE).iter();
    let values: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
    Language::preferred(&values.join(","))
}

fn check_media_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let plain = |name: HeaderName| {
        let value = headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        value.map(|value| {
            value
                .split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase()
        })
    };
    let text = if plain(CONTENT_TYPE).as_deref() != Some("application/json") {
        &messages::WRONG_MEDIA_TYPE
    } else if plain(CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
        &messages::WRONG_ENCODING
    } else {
        return Ok(());
    };
    Err(Refusal::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Complaint::new(text),
    ))
}

/// The JSON object that a body holds.
fn object(body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    let malformed = |complaint| Refusal::new(StatusCode::BAD_REQUEST, complaint);
    let text = std::str::from_utf8(body).map_err(|error| {
        malformed(Complaint::new(&messages::NOT_UTF8).with("byte", error.valid_up_to() + 1))
    })?;
    let value = serde_json::from_str(text).map_err(|error| {
        let column = column(text, &error);
        let complaint = Complaint::new(&messages::NOT_JSON).with("line", error.line());
        malformed(complaint.with("column", column))
    })?;
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(Refusal::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            Complaint::new(&messages::NOT_AN_OBJECT),
        )),
    }
}

/// The column of an error in characters: the library counts bytes.
fn column(text: &str, error: &serde_json::Error) -> usize {
    let line = text.split('\n').nth(error.line().saturating_sub(1));
    let before = line.unwrap_or_default().char_indices();
    before.take_while(|(index, _)| *index < error.column()).count()
}

fn no_such_path(path: &str) -> Refusal {
    let complaint = Complaint::new(&messages::NO_SUCH_PATH).with("path", path);
    Refusal::new(StatusCode::NOT_FOUND, complaint)
}

fn wrong_method(method: &Method, allowed: &'static str) -> Refusal {
    let complaint = Complaint::new(&messages::WRONG_METHOD)
        .with("method", method)
        .with("allowed", allowed);
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, complaint).header(ALLOW, allowed)
}

fn broken(failure: &Failure) -> Refusal {
    let complaint = Complaint::new(&messages::DATABASE).with("reason", failure);
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, complaint)
}
