//! What the sandbox does with a request: reads it, lets it in, and answers.

use super::lookup::CustomerQuery;
use super::messages::{self, FieldError, ReplyLanguage};
use super::reply::{ErrorReply, RequestIds, response};
use super::request::{BodyError, HEADERS, LARGEST_BODY, LONGEST_HEAD, RequestBody, RequestError};
use super::store::{CustomerStore, StoreFailure};
use super::{auth, intake, openapi};
use crate::customer::RuleContext;
use crate::endpoint::Resource;
use http::header::{
    ACCEPT_LANGUAGE, ALLOW, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, WWW_AUTHENTICATE,
};
use http::{HeaderMap, Method, Request, Response, StatusCode};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Answers requests; shared by all connections.
pub(super) struct Service {
    store: Arc<CustomerStore>,
    /// The value of an `Authorization` header that is let in, after its scheme.
    credentials: String,
    request_ids: RequestIds,
}

/// The JSON document of an answer with status 200, or why there is none.
type ReplyBody = Result<String, ErrorReply>;

impl Service {
    pub(super) fn new(store: Arc<CustomerStore>, user: &str, password: &str) -> Self {
        Self {
            store,
            credentials: auth::credentials(user, password),
            request_ids: RequestIds::default(),
        }
    }

    /// The answer to a request.
    pub(super) fn answer(&self, request: &Request<RequestBody>) -> Response<String> {
        match self.route(request) {
            Ok(json) => response(StatusCode::OK, json),
            Err(refusal) => refusal.response(&self.request_ids.next(), language(request.headers())),
        }
    }

    /// The answer to what is no request, or not one for this server.
    pub(super) fn unreadable(&self, why: &RequestError) -> Response<String> {
        let (status, complaint) = match why {
            RequestError::Malformed(part) => (
                StatusCode::BAD_REQUEST,
                FieldError::new(&messages::MALFORMED).with("part", part),
            ),
            RequestError::TooLong => (
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                FieldError::new(&messages::HEAD_TOO_LONG)
                    .with("limit", LONGEST_HEAD)
                    .with("headers", HEADERS),
            ),
            RequestError::TimedOut => (
                StatusCode::REQUEST_TIMEOUT,
                FieldError::new(&messages::HEAD_TIMED_OUT),
            ),
            RequestError::Expectation => (
                StatusCode::EXPECTATION_FAILED,
                FieldError::new(&messages::WRONG_EXPECTATION),
            ),
            RequestError::Coding => (
                StatusCode::NOT_IMPLEMENTED,
                FieldError::new(&messages::WRONG_CODING),
            ),
            RequestError::OtherHost => (
                StatusCode::MISDIRECTED_REQUEST,
                FieldError::new(&messages::OTHER_HOST),
            ),
        };
        ErrorReply::new(status, complaint).response(&self.request_ids.next(), ReplyLanguage::English)
    }

    fn route(&self, request: &Request<RequestBody>) -> ReplyBody {
        let path = request.uri().path();
        if path == openapi::PATH {
            return match request.method() {
                &Method::GET => Ok(openapi::description().to_string()),
                method => Err(wrong_method(method, "GET")),
            };
        }
        if path == "/api/agents" {
            self.let_in(request.headers())?;
            return match request.method() {
                &Method::GET => Ok(agents().to_string()),
                method => Err(wrong_method(method, "GET")),
            };
        }
        let (resource, id) = place(path).ok_or_else(|| no_such_path(path))?;
        self.let_in(request.headers())?;
        match (request.method(), id) {
            (&Method::GET, Some(id)) => self.show(resource, id),
            (&Method::GET, None) => self.list(resource, request.uri().query().unwrap_or_default()),
            (&Method::POST, None) => self.create(resource, request.headers(), body(request.body())?),
            (method, Some(_)) => Err(wrong_method(method, "GET")),
            (method, None) => Err(wrong_method(method, "GET, POST")),
        }
    }

    fn let_in(&self, headers: &HeaderMap) -> Result<(), ErrorReply> {
        let text = match headers.get(AUTHORIZATION) {
            Some(header) if auth::matches(header.as_bytes(), &self.credentials) => return Ok(()),
            Some(_) => &messages::WRONG_CREDENTIALS,
            None => &messages::NO_CREDENTIALS,
        };
        let refusal = ErrorReply::new(StatusCode::UNAUTHORIZED, FieldError::new(text));
        Err(refusal.header(WWW_AUTHENTICATE, r#"Basic realm="api", charset="UTF-8""#))
    }

    fn create(&self, resource: Resource, headers: &HeaderMap, body: &[u8]) -> ReplyBody {
        check_media_type(headers)?;
        let sent = object(body)?;
        let context = RuleContext::on(jiff::ZonedDateTime::now().date());
        let customer = intake::intake(resource, &sent, &context)
            .map_err(|complaints| ErrorReply::of(StatusCode::UNPROCESSABLE_ENTITY, complaints))?;
        let id = self
            .store
            .insert(resource, &customer)
            .map_err(|failure| broken(&failure))?;
        // Spaced as the vendor's own, for clients that look for these very bytes.
        Ok(format!("{{ \"{}\": \"{id}\" }}", resource.id_member()))
    }

    fn show(&self, resource: Resource, id: &str) -> ReplyBody {
        let none = || {
            let text = match resource {
                Resource::Customer => &messages::NO_SUCH_CUSTOMER,
                Resource::Company => &messages::NO_SUCH_COMPANY,
            };
            let complaint = FieldError::new(text).with("id", id);
            ErrorReply::new(StatusCode::NOT_FOUND, complaint)
        };
        let number = id.parse().map_err(|_| none())?;
        let found = self
            .store
            .get(resource, number)
            .map_err(|failure| broken(&failure))?;
        found.map(|document| document.to_string()).ok_or_else(none)
    }

    fn list(&self, resource: Resource, query: &str) -> ReplyBody {
        let query = CustomerQuery::parse(query)
            .map_err(|complaints| ErrorReply::of(StatusCode::BAD_REQUEST, complaints))?;
        let found = self
            .store
            .find(resource, &query)
            .map_err(|failure| broken(&failure))?;
        Ok(json!({ "result": found }).to_string())
    }
}

/// What a path leads to: a list, or what has an id in it.
fn place(path: &str) -> Option<(Resource, Option<&str>)> {
    Resource::ALL.into_iter().find_map(|resource| {
        let rest = path.strip_prefix(resource.path())?;
        match rest.strip_prefix('/') {
            Some(id) => Some((resource, Some(id))),
            None => rest.is_empty().then_some((resource, None)),
        }
    })
}

fn body(body: &RequestBody) -> Result<&[u8], ErrorReply> {
    let (status, complaint) = match body {
        Ok(bytes) => return Ok(bytes),
        Err(BodyError::TooLarge) => (
            StatusCode::PAYLOAD_TOO_LARGE,
            FieldError::new(&messages::BODY_TOO_LARGE).with("limit", LARGEST_BODY),
        ),
        Err(BodyError::TimedOut) => (
            StatusCode::REQUEST_TIMEOUT,
            FieldError::new(&messages::BODY_TIMED_OUT),
        ),
        Err(BodyError::Cut) => (StatusCode::BAD_REQUEST, FieldError::new(&messages::BODY_CUT)),
    };
    Err(ErrorReply::new(status, complaint))
}

/// The agents of this CRM, as the vendor's documentation shows one.
fn agents() -> Value {
    json!([
        {"agent_id": 1, "login": "anna.nowak", "name": "Anna", "surname": "Nowak", "active": true},
        {"agent_id": 2, "login": "jkowalski", "name": "Jan", "surname": "Kowalski", "active": true},
    ])
}

fn language(headers: &HeaderMap) -> ReplyLanguage {
    let values = headers.get_all(ACCEPT_LANGUAGE).iter();
    let values: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
    ReplyLanguage::preferred(&values.join(","))
}

fn check_media_type(headers: &HeaderMap) -> Result<(), ErrorReply> {
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
    Err(ErrorReply::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        FieldError::new(text),
    ))
}

/// The JSON object that a body holds.
fn object(body: &[u8]) -> Result<Map<String, Value>, ErrorReply> {
    let malformed = |complaint| ErrorReply::new(StatusCode::BAD_REQUEST, complaint);
    let text = std::str::from_utf8(body).map_err(|error| {
        malformed(FieldError::new(&messages::NOT_UTF8).with("byte", error.valid_up_to() + 1))
    })?;
    let value = serde_json::from_str(text).map_err(|error| {
        let column = column(text, &error);
        let complaint = FieldError::new(&messages::NOT_JSON).with("line", error.line());
        malformed(complaint.with("column", column))
    })?;
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(ErrorReply::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            FieldError::new(&messages::NOT_AN_OBJECT),
        )),
    }
}

/// The column of an error in characters: the library counts bytes.
fn column(text: &str, error: &serde_json::Error) -> usize {
    let line = text.split('\n').nth(error.line().saturating_sub(1));
    let before = line.unwrap_or_default().char_indices();
    before.take_while(|(index, _)| *index < error.column()).count()
}

fn no_such_path(path: &str) -> ErrorReply {
    let complaint = FieldError::new(&messages::NO_SUCH_PATH).with("path", path);
    ErrorReply::new(StatusCode::NOT_FOUND, complaint)
}

fn wrong_method(method: &Method, allowed: &'static str) -> ErrorReply {
    let complaint = FieldError::new(&messages::WRONG_METHOD)
        .with("method", method)
        .with("allowed", allowed);
    ErrorReply::new(StatusCode::METHOD_NOT_ALLOWED, complaint).header(ALLOW, allowed)
}

fn broken(failure: &StoreFailure) -> ErrorReply {
    let complaint = FieldError::new(&messages::DATABASE).with("reason", failure);
    ErrorReply::new(StatusCode::INTERNAL_SERVER_ERROR, complaint)
}
