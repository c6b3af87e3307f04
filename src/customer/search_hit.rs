//! Who was found by a search: in the CRM and among the cards that were sent from here, each customer once.

use super::{FoundCustomer, Lookup, PriorSubmissions, SubmissionSummary, candidates};

/// Somebody who was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchHit {
    /// The id in the CRM; none of an attempt whose outcome nobody knows.
    pub customer_id: Option<String>,
    /// Surname and name, as the CRM has them, or as they were typed here; empty where nobody knows them.
    pub who: String,
    /// The newest record of this machine, if there is one.
    pub record: Option<SubmissionSummary>,
    /// What the CRM's search has shown, if it has found the customer.
    pub found: Option<FoundCustomer>,
    /// The CRM shows another value than the one that was searched for: it has not understood the question.
    pub unlike: bool,
}

impl SearchHit {
    /// A customer whom the CRM's search has shown.
    #[must_use]
    pub fn of_customer(found: &FoundCustomer) -> Self {
        Self {
            customer_id: Some(found.customer_id.clone()),
            who: found.who(),
            record: None,
            found: Some(found.clone()),
            unlike: false,
        }
    }

    fn of_record(record: &SubmissionSummary) -> Self {
        Self {
            customer_id: record.customer_id.clone(),
            who: record.who.clone(),
            record: Some(record.clone()),
            found: None,
            unlike: false,
        }
    }

    /// Whether it is the same customer, or the same attempt where that has none.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let attempt = |hit: &Self| hit.record.as_ref().map(|record| record.attempt.clone());
        match (&self.customer_id, &other.customer_id) {
            (None, None) => attempt(self) == attempt(other),
            (one, other) => one == other,
        }
    }
}

/// Everybody who was found: by words in the cards that were sent to this CRM, by a value that the journal of this machine knows,
/// and by the CRM. In this order, so that rows stay where they are when answers come; only those whose value is another one
/// are last.
#[must_use]
pub fn search_hits(
    records: &[SubmissionSummary],
    priors: &PriorSubmissions,
    lookups: &[Lookup],
) -> Vec<SearchHit> {
    let mut hits: Vec<SearchHit> = Vec::new();
    let known = priors
        .unsettled
        .iter()
        .chain(priors.all().map(|(_, record)| record));
    for record in records.iter().chain(known) {
        let new = SearchHit::of_record(record);
        match hits.iter_mut().find(|hit| hit.is_same(&new)) {
            Some(hit) => note_record(hit, record),
            None => hits.push(new),
        }
    }
    for candidate in candidates(lookups) {
        let new = SearchHit {
            unlike: candidate.is_unlike(lookups),
            ..SearchHit::of_customer(&candidate.found)
        };
        match hits.iter_mut().find(|hit| hit.is_same(&new)) {
            Some(hit) => {
                // The CRM knows the name as it is today.
                if !new.who.is_empty() {
                    hit.who = new.who;
                }
                hit.found = new.found;
            }
            None => hits.push(new),
        }
    }
    hits.sort_by_key(|hit| hit.unlike);
    hits
}

/// Keeps the newer of two records of a customer. One that is deleted says nothing but that there was one.
fn note_record(hit: &mut SearchHit, record: &SubmissionSummary) {
    if hit.who.is_empty() {
        hit.who.clone_from(&record.who);
    }
    let order = |record: &SubmissionSummary| (!record.deleted, record.sent_at);
    if hit
        .record
        .as_ref()
        .is_none_or(|known| order(known) < order(record))
    {
        hit.record = Some(record.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::{CustomerValues, FieldId, LookupKey, MatchReason, SubmissionState};
    use crate::endpoint::Resource;
    use jiff::Timestamp;
    use serde_json::json;

    fn record(attempt: &str, second: i64, id: Option<&str>) -> SubmissionSummary {
        let state = id.map_or(SubmissionState::Unknown, |_| SubmissionState::Created);
        SubmissionSummary {
            attempt: attempt.into(),
            sent_at: Timestamp::from_second(second).unwrap().into(),
            who: format!("typed {attempt}"),
            state,
            outcome: None,
            customer_id: id.map(str::to_owned),
            settled_at: None,
            deleted: false,
            resource: Resource::Customer,
        }
    }

    fn lookup(customers: &[(&str, &str, &str)]) -> Lookup {
        let found = customers.iter().map(|(id, surname, phone)| FoundCustomer {
            customer_id: (*id).into(),
            values: CustomerValues::read(&json!({"surname": surname, "phone_number": phone})),
        });
        Lookup {
            by: LookupKey {
                field: FieldId::named("phone_number"),
                value: "601234567".into(),
            },
            result: Ok(found.collect()),
        }
    }

    #[test]
    fn a_customer_is_there_once_wherever_it_was_found() {
        let records = [
            record("a", 5, Some("324")),
            record("open", 4, None),
            record("b", 3, Some("324")),
        ];
        let known = |record| (MatchReason::Payload, record);
        let deleted = SubmissionSummary {
            deleted: true,
            who: String::new(),
            ..record("gone", 9, Some("17"))
        };
        let priors = PriorSubmissions {
            unsettled: Some(record("open", 4, None)),
            created: vec![known(record("c", 7, Some("324"))), known(deleted)],
            ..PriorSubmissions::default()
        };
        let lookups = [lookup(&[
            ("9", "Obcy", "999999999"),
            ("8", "Nowak", "601234567"),
            ("324", "Kowalski", "+48601234567"),
            ("17", "", "601234567"),
        ])];
        let row = |hit: &SearchHit| {
            let attempt = hit.record.as_ref().map(|record| record.attempt.clone());
            (
                hit.customer_id.clone().unwrap_or_default(),
                hit.who.clone(),
                attempt.unwrap_or_default(),
                hit.found.is_some(),
                hit.unlike,
            )
        };
        let rows: Vec<_> = search_hits(&records, &priors, &lookups).iter().map(row).collect();
        let expected = [
            ("324", "Kowalski", "c", true, false),
            ("", "typed open", "open", false, false),
            ("17", "", "gone", true, false),
            ("8", "Nowak", "", true, false),
            ("9", "Obcy", "", true, true),
        ];
        let expected = expected.map(|(id, who, attempt, found, unlike)| {
            (id.to_owned(), who.to_owned(), attempt.to_owned(), found, unlike)
        });
        assert_eq!(rows, expected);
    }
}
