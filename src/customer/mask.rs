//! Masking: what a record keeps of the values that lead to a person once their customer exists.
//!
//! Which values these are is defined by the column `key` of [`FIELDS`](super::FIELDS). Free text is not looked into: a
//! PESEL that somebody wrote into the note, into an address or into a custom field stays there as it was written. The
//! name stays too, or nobody could say whose record it is.
//!
//! A masked value is never a right one, so that a card made from a masked record cannot be sent by mistake.

use super::payload::string;
use super::{Card, FieldId, FieldKind, Outcome, Slot, identity};
use crate::text::visible_json;
use serde::de::IgnoredAny;

/// What stands for a letter or a digit that is not kept.
const HIDDEN: char = '*';
/// How many letters and digits of a number are kept: enough to recognise the one that is in hand.
const KEPT: usize = 2;
/// A number shorter than this keeps nothing, for what is kept would be too much of it.
const SHORTEST: usize = 6;

/// A value with its shape left: of an e-mail address the first letter and the domain, of a number its separators and
/// its last two digits. What is masked already stays as it is.
#[must_use]
pub fn value(value: &str) -> String {
    match value.rsplit_once('@') {
        Some((local, domain)) => {
            let first = local.chars().next().filter(|first| first.is_alphanumeric());
            let first = first.filter(|_| local.chars().nth(1).is_some());
            // Two dots in a row are in no address, as an asterisk might be.
            format!("{}...@{domain}", first.map(String::from).unwrap_or_default())
        }
        None => number(value),
    }
}

fn number(value: &str) -> String {
    let is_sign = |character: char| character.is_alphanumeric() || character == HIDDEN;
    let signs = value.chars().filter(|character| is_sign(*character)).count();
    let mut hidden = if signs < SHORTEST { signs } else { signs - KEPT };
    let masked = value.chars().map(|character| {
        if !is_sign(character) || hidden == 0 {
            return character;
        }
        hidden -= 1;
        HIDDEN
    });
    masked.collect()
}

/// The fields whose values lead to a person.
pub fn personal() -> impl Iterator<Item = FieldId> {
    identity::keys().filter(|field| field.field().key.is_some_and(|key| key.personal))
}

/// Masks what a card has in the fields that lead to a person.
pub fn card(card: &mut Card) {
    for field in personal() {
        for row in 0..card.rows(field) {
            let slot = Slot::row(field, row);
            card.set(slot, value(card.get(slot)));
        }
    }
}

/// A payload with the fields that lead to a person masked, and laid out as it was. What is no JSON cannot be told
/// apart, so nothing of it is kept but an empty object.
#[must_use]
pub fn payload(payload: &str) -> String {
    if serde_json::from_str::<IgnoredAny>(payload).is_err() {
        return "{}".to_owned();
    }
    rewritten(payload, |token| visible_json(&string(&value(&text(token)))))
}

/// A masked payload with these values in the places that are masked, laid out as it was; none where it has not as many.
/// Whether the result has the hash of what was masked tells whether the values are the same.
#[must_use]
pub fn filled(masked: &str, values: &[String]) -> Option<String> {
    let mut rest = values.iter();
    let mut missing = false;
    let filled = rewritten(masked, |_| {
        let value = rest.next();
        missing |= value.is_none();
        visible_json(&string(value.map_or("", String::as_str)))
    });
    (!missing && rest.next().is_none()).then_some(filled)
}

/// A document with other scalars for those that lead to a person.
fn rewritten(document: &str, mut other: impl FnMut(&str) -> String) -> String {
    let mut written = String::with_capacity(document.len());
    let mut levels: Vec<MaskLevel> = Vec::new();
    let mut rest = document;
    while let Some(first) = rest.chars().next() {
        let (token, after) = rest.split_at(token_length(rest, first));
        rest = after;
        if !is_mark(first) && takes_value(&mut levels, token) {
            written.push_str(&other(token));
            continue;
        }
        match first {
            '{' | '[' => levels.push(MaskLevel {
                is_object: first == '{',
                member: None,
            }),
            '}' | ']' => drop(levels.pop()),
            ',' => {
                if let Some(level) = levels.last_mut() {
                    level.member = None;
                }
            }
            _ => {}
        }
        written.push_str(token);
    }
    written
}

/// An object or array that is open at some place of a document.
struct MaskLevel {
    is_object: bool,
    /// The name of the member that is being read; none before it, and in an array.
    member: Option<String>,
}

/// Takes note of a scalar: true if it is a value that leads to a person, and not the name of a member.
fn takes_value(levels: &mut [MaskLevel], token: &str) -> bool {
    match levels.last_mut() {
        Some(level) if level.is_object && level.member.is_none() => {
            level.member = Some(text(token));
            false
        }
        _ => token != "null" && leads_to_a_person(levels),
    }
}

/// Whether a token that starts like this is no scalar.
fn is_mark(first: char) -> bool {
    matches!(
        first,
        '{' | '}' | '[' | ']' | ',' | ':' | ' ' | '\t' | '\r' | '\n'
    )
}

/// The length of the token that text starts with: a scalar whole, everything else by the character.
fn token_length(rest: &str, first: char) -> usize {
    match first {
        '"' => {
            let mut escaped = false;
            let end = rest.bytes().skip(1).position(|byte| {
                let ends = byte == b'"' && !escaped;
                escaped = byte == b'\\' && !escaped;
                ends
            });
            end.map_or(rest.len(), |end| end + 2)
        }
        '{' | '}' | '[' | ']' | ',' | ':' | ' ' | '\t' | '\r' | '\n' => 1,
        _ => rest
            .find([',', '}', ']', ' ', '\t', '\r', '\n'])
            .unwrap_or(rest.len()),
    }
}

/// What a scalar says. A string that is no text, for half a surrogate is in it, says nothing.
fn text(token: &str) -> String {
    match token.strip_prefix('"') {
        Some(_) => serde_json::from_str(token).unwrap_or_default(),
        None => token.to_owned(),
    }
}

/// Whether the place where these levels are open belongs to a field whose values lead to a person. Lists may have the
/// name that the API shows them by: see [`CustomerValues::read`](super::CustomerValues::read).
fn leads_to_a_person(levels: &[MaskLevel]) -> bool {
    personal().any(|field| {
        let field = field.field();
        let (parent, key) = field.parent_and_key();
        let mut names = levels.iter().filter_map(|level| level.member.as_deref());
        let inside = parent.is_none_or(|parent| names.next() == Some(parent));
        inside
            && names.next().is_some_and(|name| {
                name == key || (field.kind == FieldKind::Rows && name.strip_suffix('s') == Some(key))
            })
    })
}

/// Empties what the CRM said: its words may repeat what they are about. Status and request id stay.
pub fn outcome(outcome: &mut Outcome) {
    let answer = match outcome {
        Outcome::Created { answer, .. } | Outcome::Rejected { answer } => Some(answer),
        Outcome::Unknown { answer, .. } => answer.as_mut(),
        Outcome::NotSent { .. } => None,
    };
    if let Some(answer) = answer {
        answer.body.clear();
        answer.errors.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::RuleContext;
    use jiff::civil::date;

    #[test]
    fn the_shape_stays_and_masking_twice_is_masking_once() {
        for (plain, masked) in [
            ("44051401359", "*********59"),
            ("123-456-32-18", "***-***-**-18"),
            ("+48 (333) 444-555", "+** (***) ***-*55"),
            ("PL1234563218", "**********18"),
            ("12345", "*****"),
            ("", ""),
            ("jan.kowalski@kowalski.pl", "j...@kowalski.pl"),
            ("j@kowalski.pl", "...@kowalski.pl"),
            ("@", "...@"),
            ("żółć@gęś.pl", "ż...@gęś.pl"),
        ] {
            assert_eq!(value(plain), masked);
            assert_eq!(value(masked), masked, "twice");
        }
    }

    #[test]
    fn a_masked_payload_is_filled_with_as_many_values_as_it_had() {
        let sent = "{\n  \"surname\": \"N\",\n  \"email\": [\n    \"jan@k.pl\",\n    \"ewa@k.pl\"\n  ]\n}";
        let masked = payload(sent);
        for (values, same) in [
            (["jan@k.pl", "ewa@k.pl"].as_slice(), Some(true)),
            (&["jan@k.pl", "eva@k.pl"], Some(false)),
            (&["jan@k.pl"], None),
            (&["a@k.pl", "b@k.pl", "c@k.pl"], None),
        ] {
            let text: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
            let filled = filled(&masked, &text);
            assert_eq!(filled.map(|filled| filled == sent), same, "{values:?}");
        }
    }

    #[test]
    fn a_masked_card_cannot_be_sent() {
        let context = RuleContext::on(date(2026, 11, 24));
        for field in personal() {
            let (path, slot) = (field.field().path, Slot::of(field));
            let mut masked = Card::default();
            masked.set(slot, field.field().sample);
            card(&mut masked);
            assert_ne!(masked.get(slot), field.field().sample, "{path}");
            let problems = masked.problems(&context);
            assert!(problems.iter().any(|(place, _)| *place == slot), "{path}");
        }
    }

    #[test]
    fn a_payload_keeps_its_layout_and_all_that_names_nobody() {
        for (plain, masked) in [
            (
                "{\n  \"surname\": \"No,wak\",\n  \"email\": [\n    \"jan@k.pl\",\n    \"ewa@k.pl\"\n  ],\n  \"vip\": true\n}",
                "{\n  \"surname\": \"No,wak\",\n  \"email\": [\n    \"j...@k.pl\",\n    \"e...@k.pl\"\n  ],\n  \"vip\": true\n}",
            ),
            (
                r#"{"pesel":44051401359,"nip":null ,"identifier":"44051401359"}"#,
                r#"{"pesel":"*********59","nip":null ,"identifier":"44051401359"}"#,
            ),
            (
                r#"{"phone_numbers":["333444555"],"note":"\"pesel\":\"1\"","address":{"pesel":"123456"}}"#,
                r#"{"phone_numbers":["*******55"],"note":"\"pesel\":\"1\"","address":{"pesel":"123456"}}"#,
            ),
            (
                r#"{"\u0070esel":"\u0034405140135\\"}"#,
                r#"{"\u0070esel":"********35\\"}"#,
            ),
            (
                r#"[{"pesel":{"a":"123456","b":[1234567]}}]"#,
                r#"[{"pesel":{"a":"****56","b":["*****67"]}}]"#,
            ),
            (r#"{"pesel":"\ud83412345678"}"#, r#"{"pesel":""}"#),
            ("{\"pesel\":\"44051401359\"", "{}"),
            ("", "{}"),
        ] {
            assert_eq!(payload(plain), masked);
        }
    }
}
