//! From what came back to what it means: the one place that decides the outcome of a send. Pure.

use super::{Answer, ApiError, Failure, Outcome};
use crate::text::is_invisible;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use serde_json::Value;
use unicode_width::UnicodeWidthChar as _;
use ureq::http::HeaderMap;

/// How many bytes of an answer are kept.
const KEPT: usize = 64 * 1024;

/// How many characters a customer's id can have.
const LONGEST_ID: usize = 64;

/// The byte order mark in UTF-8: it is no part of a document.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Decides what it means that no answer came: surely nothing happened as long as the payload was not read.
pub(super) fn unanswered(sent: bool, failure: Failure) -> Outcome {
    if sent {
        Outcome::Unknown {
            failure,
            answer: None,
        }
    } else {
        Outcome::NotSent { failure }
    }
}

/// Decides what an answer means. `cut_by` is why the body is not whole, if it is not.
///
/// A status that says no is believed whatever the body looks like; one that says yes only with a whole body and an id.
pub(super) fn decide(status: u16, headers: &HeaderMap, body: &[u8], cut_by: Option<Failure>) -> Outcome {
    let body = body.strip_prefix(BOM).unwrap_or(body);
    // Nesting too deep for the parser, as any other junk, is no document.
    let document: Option<Value> = serde_json::from_slice(body).ok();
    let answer = read(status, headers, body, document.as_ref());
    let unknown = |failure, answer| Outcome::Unknown {
        failure,
        answer: Some(answer),
    };
    match (status, cut_by) {
        (300..=499, _) => Outcome::Rejected { answer },
        (200..=299, Some(failure)) => unknown(failure, answer),
        (200..=299, None) => match document.as_ref().and_then(customer_id) {
            Some(customer_id) => Outcome::Created { customer_id, answer },
            None => unknown(Failure::NoCustomerId, answer),
        },
        _ => unknown(Failure::Server(status), answer),
    }
}

/// The id of the new customer: text that can be shown and typed, or a number. Zero is no id, however it is written.
fn customer_id(document: &Value) -> Option<String> {
    let id = match document.get("customer_id")? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_u64()?.to_string(),
        _ => return None,
    };
    let usable = |character: char| {
        !character.is_whitespace()
            && !is_invisible(character)
            && character.width().is_some_and(|width| width > 0)
    };
    let zero = id.chars().all(|character| character == '0');
    (!zero && id.chars().count() <= LONGEST_ID && id.chars().all(usable)).then_some(id)
}

fn read(status: u16, headers: &HeaderMap, body: &[u8], document: Option<&Value>) -> Answer {
    let member = |name| document.and_then(|document| document.get(name));
    Answer {
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

/// `Retry-After` as seconds. A date is counted from the answer's own `Date`, so that this machine's clock need not be
/// right; one in the past is no wait.
fn retry_after(headers: &HeaderMap) -> Option<u64> {
    let value = header(headers, "retry-after")?;
    if let Ok(seconds) = value.trim().parse() {
        return Some(seconds);
    }
    let seconds = |date: &str| {
        let timestamp = DateTimeParser::new().parse_timestamp(date.trim()).ok();
        timestamp.map(Timestamp::as_second)
    };
    let wait = seconds(&value)? - seconds(&header(headers, "date")?)?;
    Some(u64::try_from(wait).unwrap_or(0))
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
mod tests {
    use super::*;

    fn ask(status: u16, headers: &[(&'static str, &str)], body: &[u8]) -> Outcome {
        let headers = headers.iter().map(|(name, value)| {
            let name = ureq::http::HeaderName::from_static(name);
            (name, value.parse().unwrap())
        });
        decide(status, &headers.collect(), body, None)
    }

    #[test]
    fn an_id_is_usable_or_it_is_none() {
        let longest = format!("\"{}\"", "9".repeat(64));
        let too_long = format!("\"{}\"", "9".repeat(65));
        for (id, expected) in [
            ("\"324\"", Some("324")),
            ("324", Some("324")),
            ("18446744073709551615", Some("18446744073709551615")),
            ("\"KL-7/ż\"", Some("KL-7/ż")),
            (&longest, Some(longest.trim_matches('"'))),
            (&too_long, None),
            ("\"\"", None),
            ("\" \"", None),
            ("\"3 4\"", None),
            ("\"324\\n\"", None),
            ("\"3\\u001b[31m\"", None),
            ("\"3\\u202e4\"", None),
            ("\"3\\u200b4\"", None),
            ("0", None),
            ("\"0\"", None),
            ("-1", None),
            ("1.5", None),
            ("18446744073709551616", None),
            ("null", None),
            ("true", None),
            ("[324]", None),
            ("{\"customer_id\":324}", None),
        ] {
            let outcome = ask(200, &[], format!("{{\"customer_id\":{id}}}").as_bytes());
            assert_eq!(outcome.customer_id(), expected, "{id}");
        }
    }

    #[test]
    fn errors_are_read_as_far_as_they_have_the_vendors_shape() {
        for (body, request_id, errors) in [
            (
                r#"{"request_id":"5f","errors":[{"message":"A","code":1},{"message":"B","code":"x"}]}"#,
                Some("5f"),
                "A/1 B/x",
            ),
            (
                r#"{"request_id":7,"errors":[{"message":"A"},{"code":2},"C",null]}"#,
                Some("7"),
                "A/-",
            ),
            (r#"{"request_id":null,"errors":{"message":"A"}}"#, None, ""),
            (r#"{"errors":[]}"#, None, ""),
            (r#"["A"]"#, None, ""),
            ("<html>", None, ""),
            ("", None, ""),
        ] {
            let Outcome::Rejected { answer } = ask(422, &[], body.as_bytes()) else {
                panic!("{body}: not rejected");
            };
            let seen = answer.errors.iter();
            let seen =
                seen.map(|error| format!("{}/{}", error.message, error.code.as_deref().unwrap_or("-")));
            assert_eq!(seen.collect::<Vec<_>>().join(" "), errors, "{body}");
            assert_eq!(
                (answer.request_id.as_deref(), answer.body.as_str()),
                (request_id, body)
            );
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let date = ("date", "Tue, 24 Nov 2026 10:00:00 GMT");
        for (value, with_date, expected) in [
            ("120", false, Some(120)),
            (" 7 ", false, Some(7)),
            ("Tue, 24 Nov 2026 10:01:30 GMT", true, Some(90)),
            ("Tue, 24 Nov 2026 09:00:00 GMT", true, Some(0)),
            ("Tue, 24 Nov 2026 10:01:30 GMT", false, None),
            ("-5", true, None),
            ("soon", true, None),
        ] {
            let mut headers = vec![("retry-after", value)];
            headers.extend(with_date.then_some(date));
            let outcome = ask(429, &headers, b"");
            assert_eq!(outcome.answer().unwrap().retry_after, expected, "{value}");
        }
    }

    #[test]
    fn nesting_does_not_exhaust_the_stack() {
        let body = format!("{{\"customer_id\":\"324\",\"x\":{}", "[".repeat(500_000));
        let outcome = ask(200, &[], body.as_bytes());
        assert!(matches!(
            outcome,
            Outcome::Unknown {
                failure: Failure::NoCustomerId,
                ..
            }
        ));
    }

    #[test]
    fn the_start_of_a_long_body_is_kept_in_whole_characters() {
        for (name, body, kept) in [
            ("just short enough", "a".repeat(KEPT).into_bytes(), KEPT),
            ("too long", "a".repeat(KEPT + 1).into_bytes(), KEPT),
            (
                "a character across the end",
                format!("{}漢漢", "a".repeat(KEPT - 1)).into_bytes(),
                KEPT - 1,
            ),
            ("not UTF-8", vec![0xff; KEPT], KEPT - 1),
        ] {
            let outcome = ask(500, &[], &body);
            assert_eq!(outcome.answer().unwrap().body.len(), kept, "{name}");
        }
    }

    #[test]
    fn a_body_cut_short_takes_back_a_yes_but_not_a_no() {
        let body = br#"{"customer_id":"324"}"#;
        let decide = |status| decide(status, &HeaderMap::new(), body, Some(Failure::Cut));
        assert!(matches!(
            decide(200),
            Outcome::Unknown {
                failure: Failure::Cut,
                answer: Some(_)
            }
        ));
        assert!(matches!(decide(400), Outcome::Rejected { .. }));
        assert!(matches!(
            decide(500),
            Outcome::Unknown {
                failure: Failure::Server(500),
                ..
            }
        ));
    }

    #[test]
    fn a_status_that_is_neither_yes_nor_no_leaves_it_open() {
        for status in [101, 199, 500, 599, 600, 999] {
            let outcome = ask(status, &[], br#"{"customer_id":"324"}"#);
            assert!(
                matches!(outcome, Outcome::Unknown { failure: Failure::Server(seen), .. } if seen == status)
            );
        }
    }
}
