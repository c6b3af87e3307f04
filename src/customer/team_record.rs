//! What is known of a customer from the others of the team.

use super::{MatchReason, SubmissionState};
use jiff::Timestamp;

/// An attempt that somebody else in the team made. Of its customer only the id is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamRecord {
    /// The attempt's id.
    pub attempt: String,
    /// Its state: on its way, unknown, created, or existing, where the customer was there already and nothing was sent.
    pub state: SubmissionState,
    /// The id that the customer has in the CRM, if one was created or was there.
    pub customer_id: Option<String>,
    /// Who made it: the login name, and the host behind an `@`.
    pub member: String,
    /// When it began.
    pub since: Timestamp,
}

/// What the team's store says of a card that is about to be sent, by the attempts of others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TeamPriors {
    /// The newest attempt at the same customer of which nobody knows yet what became of it: as long as there is one, the card
    /// must not be sent.
    pub unsettled: Option<(MatchReason, TeamRecord)>,
    /// Those of the customer or a similar one, created or there already, and those that may have created a similar one; newest
    /// first.
    pub others: Vec<(MatchReason, TeamRecord)>,
}

impl TeamPriors {
    /// The ids of the attempts that created a customer who may be this one, and of the records that one was there.
    pub fn created(&self) -> impl Iterator<Item = &str> {
        let others = self.others.iter();
        let created = others.filter(|(_, record)| record.state.has_customer());
        created.map(|(_, record)| record.attempt.as_str())
    }

    /// Whether nobody else knows anybody who may be the customer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.unsettled.is_none() && self.others.is_empty()
    }
}
