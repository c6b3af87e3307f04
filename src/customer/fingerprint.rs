//! What tells one payload from another: what it states about a customer, not how it is written.

use super::payload::{Payload, hash};
use super::{FieldId, IdentityKey};
use crate::text::folded;
use serde_json::Value;

/// How many [older forms](super::IdentityKey::older) a key has at most.
const MOST_FORMS: usize = 2;

/// The SHA-256, in hexadecimal, of what a payload says of its customer. It is the same for all spellings of one customer:
/// each value counts in the form in which its field is compared (see [`IdentityKey::normal`](super::IdentityKey::normal) and
/// [`folded`]), members and items in any order, one item as a list of it, a number as its digits. Members without a value count for
/// nothing. Of what is no JSON, the folded text counts.
#[must_use]
pub fn fingerprint(document: &str) -> String {
    by(document, |key, text| (key.normal)(text))
}

impl Payload {
    /// What the same customer has in any spelling, see [`fingerprint`].
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint(self.text())
    }
}

/// The fingerprints that older versions may have written down for the same customer, as far as they are others: with the
/// [older forms](super::IdentityKey::older) of its keys.
#[must_use]
pub fn older_fingerprints(document: &str) -> Vec<String> {
    let own = fingerprint(document);
    let mut older = Vec::new();
    for number in 0..MOST_FORMS {
        let print = by(document, |key, text| {
            let older = (key.older)(text).into_iter().nth(number);
            older.unwrap_or_else(|| (key.normal)(text))
        });
        if print != own && !older.contains(&print) {
            older.push(print);
        }
    }
    older
}

fn by(document: &str, form: impl Fn(&IdentityKey, &str) -> String + Copy) -> String {
    let Ok(document) = serde_json::from_str(document) else {
        return hash(&folded(document));
    };
    let mut values = Vec::new();
    collect(&document, "", form, &mut values);
    values.sort_unstable();
    values.dedup();
    let values: Value = values
        .into_iter()
        .map(|(path, value)| vec![path, value])
        .collect();
    hash(&values.to_string())
}

/// All values of a document with their paths, in a form in which they are compared.
fn collect(
    value: &Value,
    path: &str,
    form: impl Fn(&IdentityKey, &str) -> String + Copy,
    values: &mut Vec<(String, String)>,
) {
    let text = match value {
        Value::Null => return,
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => return items.iter().for_each(|item| collect(item, path, form, values)),
        Value::Object(members) => {
            for (name, value) in members {
                let name = folded(name);
                let path = if path.is_empty() {
                    name
                } else {
                    format!("{path}.{name}")
                };
                collect(value, &path, form, values);
            }
            return;
        }
    };
    let key = FieldId::of(path).and_then(|field| field.field().key);
    let normal = key
        .map(|key| form(&key, &text))
        .filter(|normal| !normal.is_empty());
    let normal = normal.unwrap_or_else(|| folded(&text));
    if !normal.is_empty() {
        values.push((path.to_owned(), normal));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_customer_in_any_spelling_has_one_fingerprint() {
        let payload = r#"{"name":"Żaneta","surname":"Nowak","phone_number":"+48333444555","pesel":"44051401359","email":
            ["a@b.pl","c@d.pl"],"address":{"city":"Łódź"},"custom_fields":{"Kod":"K-1"}}"#;
        for other in [
            payload.replace('Ż', "Z\u{307}"),
            payload.replace("Żaneta", "ŻANETA"),
            payload.replace("Żaneta", "Ż\u{200b}aneta "),
            payload.replace("+48333444555", "333 444 555"),
            payload.replace("44051401359", "\u{ff14}4051401359"),
            payload.replace("\"44051401359\"", "44051401359"),
            payload.replace(r#""a@b.pl","c@d.pl""#, r#""C@D.pl","a@b.pl""#),
            payload.replace("K-1", "k\u{2011}1"),
            payload.replace('{', "{\"note\":\" \","),
            payload.replace(r#""Łódź""#, r#"["Łódź"]"#),
            payload.replace(
                r#""name":"Żaneta","surname":"Nowak""#,
                r#""surname":"Nowak","name":"Żaneta""#,
            ),
        ] {
            assert_ne!(other, payload);
            assert_eq!(fingerprint(&other), fingerprint(payload), "{other}");
        }
        for (before, now) in [
            ("Nowak", "Nowacki"),
            ("\"name\"", "\"note\""),
            ("a@b.pl", "a.b@b.pl"),
            ("a@b.pl", "a@xn--b-9ga.pl"),
            ("Łódź", "Lodz"),
            ("K-1", "K1"),
            ("\"city\"", "\"street\""),
            ("Kod", "Kot"),
        ] {
            let other = payload.replace(before, now);
            assert_ne!(other, payload);
            assert_ne!(fingerprint(&other), fingerprint(payload), "{other}");
        }
    }

    #[test]
    fn what_is_no_customer_has_one_too() {
        assert_eq!(fingerprint("{\"a"), fingerprint("{\"A "));
        assert_ne!(fingerprint("{\"a"), fingerprint("{\"b"));
        assert_ne!(fingerprint("{}"), fingerprint(r#"{"surname":"-"}"#));
        assert_ne!(fingerprint(r#"{"nip":"-"}"#), fingerprint(r#"{"nip":"+"}"#));
    }
}
