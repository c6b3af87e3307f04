//! Looking customers and companies up: what the CRM has already, before a card is sent and when an outcome is unknown.
//!
//! What is found here decides whether somebody sends a card again. So only a plain list says that nobody was found;
//! every answer that is not understood is a failure, never an empty list.

use super::charset::in_utf8;
use super::client::{LONGEST_TIMEOUT, on_a_thread, read_body};
use super::connections::Connection;
use super::{Client, FailureReason, failure, request_log, response};
use crate::customer::{CustomerValues, FoundCustomer, Lookup, LookupFailure, LookupKey, identity};
use crate::endpoint::{CrmAddress, Resource};
use crate::text::is_blank;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::io;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Who was found, or why that is not known.
type FoundOrNot = Result<Vec<FoundCustomer>, LookupFailure>;

impl Client {
    /// Asks the CRM for customers, as [`look_up_in`](Self::look_up_in).
    #[must_use]
    pub fn look_up(&self, known: &[LookupKey], limit: Duration) -> Vec<Lookup> {
        self.look_up_in(Resource::Customer, known, limit)
    }

    /// Asks the CRM for the customers or companies that have one of these values: one question for each value of a field that the
    /// API searches by, and no question for the others, nor for a blank one. The questions are asked side by side; the answers
    /// are in the order of the values. Blocks, but never longer than the limit: what is not answered by then is too slow.
    ///
    /// A customer who has several of the values is found several times.
    #[must_use]
    pub fn look_up_in(&self, resource: Resource, known: &[LookupKey], limit: Duration) -> Vec<Lookup> {
        let deadline = Instant::now() + limit.min(LONGEST_TIMEOUT);
        // An empty value would ask for all who have none.
        let is_searched =
            |by: &&LookupKey| identity::searched().any(|field| field == by.field) && !by.normal().is_empty();
        let questions: Vec<LookupKey> = known.iter().filter(is_searched).cloned().collect();
        let (sender, answers) = mpsc::channel();
        let mut results: Vec<Option<FoundOrNot>> = vec![None; questions.len()];
        for (number, by) in questions.iter().enumerate() {
            let (client, by, sender) = (self.clone(), by.clone(), sender.clone());
            // On a thread, as a send: nothing interrupts a system that looks for a host, or connects to it.
            let spawned = on_a_thread(move || {
                // Nobody listens any more when the time is over.
                let _ = sender.send((number, client.ask(resource, &by, deadline)));
            });
            let failed = |error: io::Error| {
                Err(LookupFailure::Failed(FailureReason::Connection(
                    error.to_string(),
                )))
            };
            results[number] = spawned.err().map(failed);
        }
        drop(sender);
        let mut late = LookupFailure::TimedOut;
        while results.iter().any(Option::is_none) {
            let left = deadline.saturating_duration_since(Instant::now());
            match answers.recv_timeout(left) {
                Ok((number, result)) => results[number] = Some(result),
                Err(error) => {
                    late = unanswered(error);
                    break;
                }
            }
        }
        let answered = questions.into_iter().zip(results);
        let lookups = answered.map(|(by, result)| Lookup {
            by,
            result: result.unwrap_or_else(|| Err(late.clone())),
        });
        lookups.collect()
    }

    fn ask(
        &self,
        resource: Resource,
        by: &LookupKey,
        deadline: Instant,
    ) -> Result<Vec<FoundCustomer>, LookupFailure> {
        let limit = Lookup::LONGEST_LIST.to_string();
        let mut parameters = vec![(by.field.field().path, by.value.as_str()), ("limit", &limit)];
        if resource == Resource::Company {
            parameters.push(("include_address", "true"));
        }
        found_in_answer(
            resource,
            &self.get(&self.target().url_of(resource), &parameters, deadline)?,
        )
    }

    /// Asks the CRM for the customer of this id, as [`fetch`](Self::fetch).
    ///
    /// # Errors
    ///
    /// If the CRM does not say, or says something else.
    pub fn customer(&self, id: &str, limit: Duration) -> Result<Option<FoundCustomer>, LookupFailure> {
        self.fetch(Resource::Customer, id, limit)
    }

    /// Asks the CRM for the customer or company of this id, with the custom fields and the addresses; none where it has none.
    /// Blocks, but never longer than the limit.
    ///
    /// # Errors
    ///
    /// If the CRM does not say, or says something else.
    pub fn fetch(
        &self,
        resource: Resource,
        id: &str,
        limit: Duration,
    ) -> Result<Option<FoundCustomer>, LookupFailure> {
        if is_blank(id) {
            // Without an id it would be the question for all of them.
            return Ok(None);
        }
        let limit = limit.min(LONGEST_TIMEOUT);
        let deadline = Instant::now() + limit;
        let (sender, answer) = mpsc::channel();
        let (client, asked) = (self.clone(), id.to_owned());
        on_a_thread(move || {
            // Nobody listens any more when the time is over.
            let _ = sender.send(client.ask_for(resource, &asked, deadline));
        })
        .map_err(|error| LookupFailure::Failed(FailureReason::Connection(error.to_string())))?;
        answer
            .recv_timeout(limit)
            .unwrap_or_else(|error| Err(unanswered(error)))
    }

    fn ask_for(
        &self,
        resource: Resource,
        id: &str,
        deadline: Instant,
    ) -> Result<Option<FoundCustomer>, LookupFailure> {
        let url = url_of(self.target(), resource, Some(id));
        match self.get(&url, &INCLUDED.map(|name| (name, "true")), deadline) {
            Err(LookupFailure::Failed(FailureReason::Server(404))) => Ok(None),
            Err(failure) => Err(failure),
            Ok(body) => match found_in_answer(resource, &body)?.into_iter().next() {
                Some(customer) if customer.customer_id != id => {
                    Err(unreadable("the answer is about another customer"))
                }
                customer => Ok(customer),
            },
        }
    }

    /// The body of a 2xx answer.
    pub(super) fn get(
        &self,
        url: &str,
        parameters: &[(&str, &str)],
        deadline: Instant,
    ) -> Result<Vec<u8>, LookupFailure> {
        let left = left_until(deadline);
        if left.is_zero() {
            return Err(LookupFailure::TimedOut);
        }
        let connection = self.connection().map_err(LookupFailure::Failed)?;
        let answer = self.get_over(&connection, url, parameters, deadline, left);
        let was_kept = connection.was_kept();
        let bytes = answer.as_ref().map(Vec::len);
        request_log::asked(url, bytes, was_kept, left.saturating_sub(left_until(deadline)));
        let is_closed = matches!(
            answer,
            Err(LookupFailure::Failed(
                FailureReason::Cut | FailureReason::Connection(_)
            ))
        );
        connection.end(!is_closed, true);
        // The connection was closed since its last request; to ask again changes nothing.
        if is_closed && was_kept {
            return self.get(url, parameters, deadline);
        }
        answer
    }

    fn get_over(
        &self,
        connection: &Connection,
        url: &str,
        parameters: &[(&str, &str)],
        deadline: Instant,
        left: Duration,
    ) -> Result<Vec<u8>, LookupFailure> {
        let failed = |error| self.failed(failure::of_lookup(error, left));
        let request = connection.get(url).config().timeout_global(Some(left)).build();
        let request = self.with_headers(request).map_err(failed)?;
        let request = request.query_pairs(parameters.iter().copied());
        let (head, body) = request.call().map_err(failed)?.into_parts();
        match head.status.as_u16() {
            401 | 403 => Err(LookupFailure::NotPermitted),
            200..=299 => match read_body(body.into_reader(), deadline, left) {
                (_, Some(failure)) => Err(self.failed(failure)),
                (_, None) if connection.ending().cut_body(&head.headers) => {
                    Err(self.failed(FailureReason::Cut))
                }
                (body, None) => Ok(in_utf8(&head.headers, &body).into_owned()),
            },
            status => Err(LookupFailure::Failed(FailureReason::Server(status))),
        }
    }

    fn failed(&self, failure: FailureReason) -> LookupFailure {
        match failure {
            FailureReason::TimedOut(_) => LookupFailure::TimedOut,
            failure => LookupFailure::Failed(self.through_proxy(failure)),
        }
    }
}

/// What a customer is shown with only if it is asked for.
const INCLUDED: [&str; 4] = [
    "include_custom_fields",
    "include_address",
    "include_invoice_address",
    "include_mail_drop_address",
];

/// What is percent-encoded in a part of a path: all but letters, digits and a few signs. A dot could be a step of the path.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'~');

/// The address of the customers or companies, or of the one of an id.
pub(super) fn url_of(target: &CrmAddress, resource: Resource, id: Option<&str>) -> String {
    let list = target.url_of(resource);
    match id {
        Some(id) => format!("{list}/{}", utf8_percent_encode(id, ENCODED)),
        None => list,
    }
}

fn left_until(deadline: Instant) -> Duration {
    deadline.saturating_duration_since(Instant::now())
}

fn unanswered(error: RecvTimeoutError) -> LookupFailure {
    match error {
        RecvTimeoutError::Timeout => LookupFailure::TimedOut,
        RecvTimeoutError::Disconnected => LookupFailure::Failed(FailureReason::Interrupted),
    }
}

/// The customers in the body of a 2xx answer, which is in UTF-8. Pure.
///
/// The list's envelope is not documented: a bare array is taken, an object that holds the array under `result` (as the
/// vendor's list of tickets does), and one customer alone, as `GET /api/customers/:id` answers. Of customers without a
/// usable id nothing can be said; where there are no others, that is no empty list.
///
/// # Errors
///
/// If it is no list, or nobody in it has a usable id.
pub fn customers_of_answer(body: &[u8]) -> Result<Vec<FoundCustomer>, LookupFailure> {
    found_in_answer(Resource::Customer, body)
}

/// As [`customers_of_answer`], of customers or of companies. A company's answer may have the id of a customer, too.
fn found_in_answer(resource: Resource, body: &[u8]) -> Result<Vec<FoundCustomer>, LookupFailure> {
    let unreadable = || unreadable("the answer is no list of customers");
    let document: Value = serde_json::from_slice(body).map_err(|_| unreadable())?;
    let list = list(resource, &document).ok_or_else(unreadable)?;
    let customers = list.iter().filter_map(|customer| {
        Some(FoundCustomer {
            customer_id: response::id(resource, customer)?,
            values: CustomerValues::read(customer),
        })
    });
    let customers: Vec<FoundCustomer> = customers.take(Lookup::LONGEST_LIST).collect();
    if customers.is_empty() && !list.is_empty() {
        return Err(LookupFailure::Failed(response::no_id(resource)));
    }
    Ok(customers)
}

pub(super) fn unreadable(words: &str) -> LookupFailure {
    LookupFailure::Failed(FailureReason::Unreadable(words.to_owned()))
}

/// The list in an answer: a bare array, one under `result`, or one customer or company alone.
pub(super) fn list(resource: Resource, document: &Value) -> Option<&[Value]> {
    match document {
        Value::Array(list) => Some(list),
        Value::Object(members) => match members.get("result") {
            Some(Value::Array(list)) => Some(list),
            None if members.contains_key(resource.id_member()) => Some(std::slice::from_ref(document)),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests;
