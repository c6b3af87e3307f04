//! A row that an import is working on, and what keeps two rows from being worked on at the same time.

use super::TableRow;
use super::classifier::ReadyRow;
use super::row_result::RowResult;
use crate::customer::{Card, Outcome, Payload, identity};
use crate::store::AttemptOutcome;
use crate::text::folded;
use std::time::Duration;

/// A row of the table, from when it is read to when its result is reported.
pub(super) struct RowSlot {
    /// Counts the rows of the import.
    pub number: u64,
    pub row: TableRow,
    /// What the row's customer is known by; none where the row has no customer.
    pub keys: Option<RowKeys>,
    /// How often it was classified.
    pub tries: usize,
    pub stage: RowStage,
}

/// How far a row has come.
pub(super) enum RowStage {
    /// It is to be classified, as soon as no row before it is under way that has the same customer.
    Waiting,
    /// It may be sent, and the CRM is being searched for its customer.
    Searching(Box<ReadyRow>),
    /// It may be sent.
    Ready(Box<ReadyRow>),
    /// It is in the journal, and in flight.
    Sending,
    /// The outcome is there, and is not in the journal yet.
    Answered(SentRow),
    /// Nothing more happens to it.
    Done(RowResult),
}

/// A row that was sent.
pub(super) struct SentRow {
    pub attempt: String,
    pub outcome: Outcome,
    pub took: Duration,
}

impl SentRow {
    /// The outcome for the journal.
    pub(super) fn as_outcome(&self) -> AttemptOutcome<'_> {
        AttemptOutcome {
            attempt: &self.attempt,
            outcome: &self.outcome,
            duration: self.took,
        }
    }
}

impl RowSlot {
    pub(super) fn is_done(&self) -> bool {
        matches!(self.stage, RowStage::Done(_))
    }

    /// Whether a request of the row is under way.
    pub(super) fn is_under_way(&self) -> bool {
        matches!(self.stage, RowStage::Searching(_) | RowStage::Sending)
    }

    /// Whether the two rows may be of one customer, or of two that look alike.
    pub(super) fn clashes_with(&self, other: &Self) -> bool {
        let keys = self.keys.as_ref().zip(other.keys.as_ref());
        keys.is_some_and(|(one, other)| one.clash_with(other))
    }
}

/// The values by which the journal and the CRM know a customer, and the payload, in the form in which they are compared.
pub(super) struct RowKeys(Vec<(&'static str, String)>);

impl RowKeys {
    pub(super) fn of(card: &Card, payload: &Payload) -> Self {
        let known = identity(payload.text()).into_iter();
        let known = known.map(|key| (key.field.field().path, key.normal()));
        let who = Some(folded(&card.who())).filter(|who| !who.is_empty());
        let others = [("", Some(payload.fingerprint())), ("surname", who)];
        let others = others
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        Self(known.chain(others).collect())
    }

    fn clash_with(&self, other: &Self) -> bool {
        self.0.iter().any(|key| other.0.contains(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::RuleContext;
    use jiff::civil::date;

    fn keys(document: &str) -> RowKeys {
        let context = RuleContext::on(date(2026, 11, 27));
        let card = Card::read_json(document, &context).unwrap();
        RowKeys::of(&card, &Payload::of(&card, &context))
    }

    #[test]
    fn rows_clash_by_each_value_that_a_customer_is_known_by() {
        let one = keys(
            r#"{"surname":"Żak","name":"Jan","phone_number":["333 444 555","600100200"],"email":"jan@zak.pl","nip":"1234563218"}"#,
        );
        for (document, clashes) in [
            (r#"{"surname":"Nowak","phone_number":"+48 600 100 200"}"#, true),
            (r#"{"surname":"Nowak","email":"JAN@zak.pl"}"#, true),
            (r#"{"surname":"Nowak","nip":"123-456-32-18"}"#, true),
            (r#"{"surname":"ŻAK","name":"Jan"}"#, true),
            (
                r#"{"surname":"Żak","name":"Anna","phone_number":"333444556"}"#,
                false,
            ),
            (r#"{"surname":"Nowak","identifier":"1234563218"}"#, false),
        ] {
            let other = keys(document);
            assert_eq!(one.clash_with(&other), clashes, "{document}");
            assert_eq!(other.clash_with(&one), clashes, "{document}");
        }
    }
}
