//! What the others of the team know of a customer.

use crate::customer::MatchReason;
use crate::team::TeamAttempt;

/// The attempts of others at a customer, each with what it shares with them; the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TeamFindings(pub Vec<(MatchReason, TeamAttempt)>);

impl TeamFindings {
    /// The newest attempt that stops a send: it may have created the very customer, or is about to.
    #[must_use]
    pub fn blocking(&self) -> Option<&(MatchReason, TeamAttempt)> {
        self.0
            .iter()
            .find(|(reason, attempt)| reason.is_certain() && attempt.is_open())
    }

    /// Those of a customer who may be this one, created or there already, and those that may have created one, by what does not
    /// stop a send.
    pub fn possible_duplicates(&self) -> impl Iterator<Item = &(MatchReason, TeamAttempt)> {
        self.0
            .iter()
            .filter(|(reason, attempt)| attempt.has_customer() || (attempt.is_open() && !reason.is_certain()))
    }

    /// The ids of the attempts that created the customer, and of the records that it was there already: an operator who has seen
    /// them may send all the same.
    pub fn created(&self) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(|(_, attempt)| attempt.has_customer())
            .map(|(_, attempt)| attempt.attempt.as_str())
    }
}
