//! Decides what an answer of the CRM means: its status, its `Content-Type`, and its body behind a line break. The same body
//! as the answer to a look-up.

#![no_main]

use kartoteka::crm::{Outcome, customers_of_answer, outcome_of_answer};
use kartoteka::customer::{LookupFailure, is_usable_id};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|input: (u16, &[u8])| {
    let (status, rest) = input;
    let status = status % 600;
    let end = rest.iter().position(|byte| *byte == b'\n');
    let (content_type, body) = end.map_or((&b""[..], rest), |end| (&rest[..end], &rest[end + 1..]));
    match outcome_of_answer(status, content_type, body) {
        Outcome::Created { customer_id, .. } => {
            assert!(
                (200..300).contains(&status) && is_usable_id(&customer_id),
                "{customer_id:?}"
            );
        }
        Outcome::Rejected { .. } => assert!((300..500).contains(&status)),
        Outcome::Unknown { answer, .. } => assert!(answer.is_some()),
        Outcome::NotSent { .. } => panic!("an answer came"),
    }
    match customers_of_answer(body) {
        Ok(customers) if customers.is_empty() => {
            let document: Value = serde_json::from_slice(body).expect("a list");
            let list = document.get("result").unwrap_or(&document);
            assert_eq!(list, &Value::Array(Vec::new()), "nobody was found");
        }
        Ok(customers) => assert!(customers.iter().all(|found| is_usable_id(&found.customer_id))),
        Err(failure) => assert!(matches!(failure, LookupFailure::Failed(_))),
    }
});
