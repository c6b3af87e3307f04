//! Decides what an answer of the CRM means: as it was received (status, `Content-Type`, body), and as it comes over a
//! socket, in every framing, compressed, in packets, cut anywhere. The same body as the answer to a look-up.

#![no_main]

mod wire;

use arbitrary::Arbitrary;
use kartoteka::crm::{Outcome, customers_of_answer, outcome_of_answer};
use kartoteka::customer::{LookupFailure, is_usable_id};
use kartoteka::i18n::{Language, Locale};
use kartoteka::text::is_invisible;
use libfuzzer_sys::{arbitrary, fuzz_target};
use serde_json::Value;
use wire::Answer;

#[derive(Debug, Arbitrary)]
enum Input<'a> {
    Received {
        status: u16,
        content_type: &'a [u8],
        body: &'a [u8],
    },
    Wire(Answer<'a>),
    /// Whatever a server may write.
    Bytes(&'a [u8]),
}

fuzz_target!(|input: Input<'_>| match input {
    Input::Received {
        status,
        content_type,
        body,
    } => {
        let status = status % 600;
        let outcome = outcome_of_answer(status, content_type, body);
        is_right(status, &outcome);
        looked_up(body);
    }
    Input::Wire(answer) => wire::exchanged(&answer),
    Input::Bytes(bytes) => {
        let outcome = wire::outcome_of(bytes.to_vec());
        let status = outcome.answer().map_or(0, |answer| answer.status);
        is_right(status, &outcome);
    }
});

/// What an outcome says fits the status, and can be shown.
fn is_right(status: u16, outcome: &Outcome) {
    match outcome {
        Outcome::Created { customer_id, .. } => assert!(
            (200..300).contains(&status) && is_usable_id(customer_id),
            "{customer_id:?}"
        ),
        Outcome::Rejected { .. } => assert!((300..500).contains(&status)),
        Outcome::Unknown { answer, .. } => {
            assert!(answer.as_ref().is_none_or(|answer| answer.status == status));
        }
        Outcome::NotSent { failure } => panic!("it was sent: {failure:?}"),
    }
    for language in [Language::En, Language::Pl] {
        let why = Locale::new(language).why(outcome);
        assert!(!why.is_some_and(|why| why.contains(is_invisible)));
    }
}

/// The body as the answer to a look-up.
fn looked_up(body: &[u8]) {
    match customers_of_answer(body) {
        Ok(customers) if customers.is_empty() => {
            let document: Value = serde_json::from_slice(body).expect("a list");
            let list = document.get("result").unwrap_or(&document);
            assert_eq!(list, &Value::Array(Vec::new()), "nobody was found");
        }
        Ok(customers) => assert!(customers.iter().all(|found| is_usable_id(&found.customer_id))),
        Err(failure) => assert!(matches!(failure, LookupFailure::Failed(_))),
    }
}
