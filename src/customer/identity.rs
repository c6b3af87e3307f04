//! The fields that tell one customer from another: what is looked up before a card is sent and when an outcome is
//! unknown, what must not be sent twice, and what is masked in a record that need not name a person any more.

use super::identity_key::{IDENTIFIER, IdentityKey};
use super::{CustomerValues, FieldId};
use std::time::Duration;

/// One value by which a customer is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LookupKey {
    /// A field that has a [`IdentityKey`].
    pub field: FieldId,
    /// The value as it is sent.
    pub value: String,
}

impl LookupKey {
    /// Whether it is the same field with the same value, but for what makes no difference.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.field == other.field && self.normal() == other.normal()
    }

    /// The field's key.
    #[must_use]
    pub fn key(&self) -> IdentityKey {
        self.field.field().key.unwrap_or(IDENTIFIER)
    }

    /// The value to compare with.
    #[must_use]
    pub fn normal(&self) -> String {
        (self.key().normal)(&self.value)
    }

    /// The other forms in which older versions may have written it down.
    #[must_use]
    pub fn older(&self) -> Vec<String> {
        (self.key().older)(&self.value)
    }
}

/// Everything by which the customer of a payload is known: the strongest first, then in the API's order.
///
/// What is no customer, because it is no JSON object, is known by nothing.
#[must_use]
pub fn identity(payload: &str) -> Vec<LookupKey> {
    let document = serde_json::from_str(payload).unwrap_or_default();
    let values = CustomerValues::read(&document);
    let mut known: Vec<LookupKey> = keys()
        .flat_map(|field| {
            let values = values.of(field).iter().cloned();
            values.map(move |value| LookupKey { field, value })
        })
        .filter(|known| !known.normal().is_empty())
        .collect();
    known.sort_by_key(|known| (!known.key().unique, known.field));
    known
}

/// How long the search before a send may take.
pub const LOOKUP_TIMEOUT: Duration = Duration::from_secs(3);

/// The fields that have a key, in the API's order.
pub fn keys() -> impl Iterator<Item = FieldId> {
    FieldId::all().filter(|field| field.field().key.is_some())
}

/// The fields by which the API finds customers, in its order. A field's path is the name of the query's parameter.
pub fn searched() -> impl Iterator<Item = FieldId> {
    FieldId::all().filter(|field| field.field().key.is_some_and(|key| key.searched))
}

/// By what the CRM can be asked for the customer of a payload.
#[must_use]
pub fn lookup_keys(payload: &str) -> Vec<LookupKey> {
    let mut keys = identity(payload);
    keys.retain(|key| key.key().searched);
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_are_the_same() {
        for (path, one, other) in [
            ("phone_number", "+48 (333) 444-555", "333444555"),
            ("phone_number", "0048 333 444 555", "333.444.555"),
            ("phone_number", "+49 30 123456", "004930123456"),
            ("phone_number", "48 333 444 555", "333444555"),
            ("phone_number", "+480333801001", "+48 333 801 001"),
            ("phone_number", "+480333801001", "333801001"),
            ("identifier", "Z\u{307}o\u{301}łc\u{301}-1", "żółć-1"),
            ("email", "Z\u{307}ak@x.pl", "żak@x.pl"),
            ("email", " Jan@Kowalski.PL", "jan@kowalski.pl"),
            ("email", "Jan@Żółw.pl", "jan@XN--W-UGA1V8H.PL"),
            ("email", "a@b@żółw\u{3002}pl", "a@b@xn--w-uga1v8h.pl"),
            ("nip", "pl 123-456-32-18", "1234563218"),
            ("pesel", "44051401359 ", "44051401359"),
            ("identifier", "K-2026/17 ", "k-2026/17"),
        ] {
            let normal = |value: &str| {
                LookupKey {
                    field: FieldId::of(path).unwrap(),
                    value: value.to_owned(),
                }
                .normal()
            };
            assert_eq!(normal(one), normal(other), "{path}");
        }
    }

    #[test]
    fn a_payload_is_known_by_its_keys_and_the_unique_ones_come_first() {
        let payload = r#"{"surname":"Nowak","email":["a@b.pl","c@d.pl"],"phone_number":"333444555",
            "identifier":"K-1","nip":"1234563218","pesel":"44051401359","homepage":"https://b.pl"}"#;
        let found: Vec<(&str, String)> = identity(payload)
            .into_iter()
            .map(|known| (known.field.field().path, known.value))
            .collect();
        let expected = [
            ("identifier", "K-1"),
            ("nip", "1234563218"),
            ("pesel", "44051401359"),
            ("email", "a@b.pl"),
            ("email", "c@d.pl"),
            ("phone_number", "333444555"),
        ];
        assert_eq!(found, expected.map(|(path, value)| (path, value.to_owned())));
        for nothing in ["", "[]", "{}", r#"{"email":"  ","nip":"-"}"#, "{"] {
            assert_eq!(identity(nothing), [], "{nothing:?}");
        }
    }
}
