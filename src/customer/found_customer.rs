//! A customer that is there already: in the CRM, where it was looked up, or among the cards sent from this machine.

use super::identity::LookupKey;
use super::{CustomerValues, FailureReason, FieldId};
use crate::text::folded;

/// A customer that a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundCustomer {
    /// The id, as usable as that of a new customer.
    pub customer_id: String,
    /// What is known of the customer.
    pub values: CustomerValues,
}

impl FoundCustomer {
    /// Surname and name.
    #[must_use]
    pub fn who(&self) -> String {
        let parts =
            ["surname", "name"].map(|path| FieldId::of(path).map_or(&[][..], |field| self.values.of(field)));
        parts.concat().join(" ")
    }
}

/// One question to the CRM, and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup {
    /// What was searched for.
    pub by: LookupKey,
    /// The customers that have it, or why that is not known.
    pub result: Result<Vec<FoundCustomer>, LookupFailure>,
}

impl Lookup {
    /// How many customers are asked for: more than one looks through, and few enough to stay far below the longest
    /// answer. Where so many came, there may be more.
    pub const LONGEST_LIST: usize = 20;

    /// Whether a customer who was found has another value than the one that was searched for. A CRM that does not tell
    /// the value is believed.
    #[must_use]
    pub fn is_unlike(&self, found: &FoundCustomer) -> bool {
        let values = found.values.of(self.by.field);
        !values.is_empty() && !contains(self.by.field, values, std::slice::from_ref(&self.by.value))
    }
}

/// Why a search has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookupFailure {
    /// The API user may not search (401, 403).
    NotPermitted,
    /// It took longer than it may.
    TimedOut,
    /// Anything else.
    Failed(FailureReason),
}

/// How a field of the customer that was sent compares with one that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueMatch {
    /// All that was sent is there.
    Equal,
    /// Something else is there.
    Different,
    /// It was sent, and no outcome is known.
    OnlySent,
    /// It was not sent, and is there.
    OnlyFound,
}

/// One field of two customers, side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldComparison {
    /// The field.
    pub field: FieldId,
    /// What was sent.
    pub sent: Vec<String>,
    /// What was found.
    pub found: Vec<String>,
    /// How they compare.
    pub value_match: ValueMatch,
}

/// Compares what was sent with what was found, in the API's order. Fields that neither has are left out.
#[must_use]
pub fn compare(sent: &CustomerValues, found: &CustomerValues) -> Vec<FieldComparison> {
    let rows = FieldId::all().filter_map(|field| {
        let (sent, found) = (sent.of(field), found.of(field));
        let value_match = match (sent.is_empty(), found.is_empty()) {
            (true, true) => return None,
            (false, true) => ValueMatch::OnlySent,
            (true, false) => ValueMatch::OnlyFound,
            (false, false) if contains(field, found, sent) => ValueMatch::Equal,
            (false, false) => ValueMatch::Different,
        };
        Some(FieldComparison {
            field,
            sent: sent.to_vec(),
            found: found.to_vec(),
            value_match,
        })
    });
    rows.collect()
}

/// Whether all that was sent is among what was found, but for what makes no difference.
fn contains(field: FieldId, found: &[String], sent: &[String]) -> bool {
    let key = field.field().key;
    let normal = key.map_or(folded as fn(&str) -> String, |key| key.normal);
    let found: Vec<String> = found.iter().map(|value| normal(value)).collect();
    sent.iter().all(|value| found.contains(&normal(value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_are_told_apart() {
        let sent = json!({"surname": "Z\u{307}ak", "name": "Anna", "phone_number": "333444555", "nip": "1234563218"});
        let found =
            json!({"surname": "ŻAK ", "name": "Ewa", "phone_numbers": ["+48333444555", "1"], "job": "X"});
        let matches: Vec<(&str, ValueMatch)> =
            compare(&CustomerValues::read(&sent), &CustomerValues::read(&found))
                .into_iter()
                .map(|row| (row.field.field().path, row.value_match))
                .collect();
        let expected = [
            ("name", ValueMatch::Different),
            ("surname", ValueMatch::Equal),
            ("phone_number", ValueMatch::Equal),
            ("nip", ValueMatch::OnlySent),
            ("job", ValueMatch::OnlyFound),
        ];
        assert_eq!(matches, expected);
    }
}
