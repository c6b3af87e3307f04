//! Whatever comes back, it is an outcome.

use super::support::faults::{Act, Faults};
use super::{PATIENT, client, send};
use kartoteka::crm::{FailureReason, Outcome};
use kartoteka::customer::{FieldId, LookupFailure, LookupKey};
use proptest::prelude::*;

/// Bytes that are an answer, nearly one, or none at all.
fn answers() -> impl Strategy<Value = Vec<u8>> {
    let status = prop_oneof![
        Just("200 OK".to_owned()),
        (100..1000u16).prop_map(|n| n.to_string()),
        ".{0,6}"
    ];
    let header = prop_oneof![
        (0..40u8).prop_map(|length| format!("Content-Length: {length}")),
        Just("Transfer-Encoding: chunked".to_owned()),
        Just("Content-Encoding: gzip".to_owned()),
        Just("Connection: close".to_owned()),
        Just("Connection: keep-alive".to_owned()),
        ("[!-~]{0,12}", ".{0,12}").prop_map(|(name, value)| format!("{name}: {value}")),
    ];
    let body = prop_oneof![
        Just(br#"{"customer_id":"324"}"#.to_vec()),
        Just(b"5\r\n[null\r\n1\r\n]\r\n0\r\n\r\n".to_vec()),
        prop::collection::vec(any::<u8>(), 0..40),
    ];
    let whole = (status, prop::collection::vec(header, 0..4), body).prop_map(|(status, headers, body)| {
        let head = format!("HTTP/1.1 {status}\r\n{}\r\n\r\n", headers.join("\r\n"));
        [head.replace("\r\n\r\n\r\n", "\r\n\r\n").as_bytes(), &body].concat()
    });
    let broken = (whole, any::<prop::sample::Index>(), any::<u8>(), 0..4u8);
    broken.prop_map(|(mut bytes, place, byte, how)| {
        let place = place.index(bytes.len());
        match how {
            0 => bytes[place] = byte,
            1 => bytes.truncate(place),
            _ => {}
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn no_answer_makes_a_panic_or_a_creation_that_is_none(bytes in answers()) {
        let server = Faults::start(Act::Answer(bytes));
        let client = client(&server.url(), PATIENT);
        match send(&client) {
            Outcome::Created { customer_id, answer } => {
                prop_assert!((200..300).contains(&answer.status));
                prop_assert!((1..=64).contains(&customer_id.chars().count()));
                prop_assert!(answer.body.contains(&customer_id));
            }
            Outcome::NotSent { failure } => prop_assert!(false, "it was sent: {failure:?}"),
            Outcome::Unknown { failure, .. } => prop_assert_ne!(failure, FailureReason::Interrupted),
            Outcome::Rejected { answer } => prop_assert!((300..500).contains(&answer.status)),
        }
        let nip = LookupKey { field: FieldId::of("nip").unwrap(), value: "1".to_owned() };
        let lookups = client.look_up(&[nip], PATIENT);
        prop_assert_ne!(&lookups[0].result, &Err(LookupFailure::Failed(FailureReason::Interrupted)));
        prop_assert_eq!(server.finish().requests.len(), 2);
    }
}
