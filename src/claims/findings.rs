//! What the others of the team know of a customer.

use crate::customer::{MatchReason, SubmissionState};
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

    /// Those that created a customer who may be this one, and those that may have, by what does not stop a send.
    pub fn possible_duplicates(&self) -> impl Iterator<Item = &(MatchReason, TeamAttempt)> {
        self.0.iter().filter(|(reason, attempt)| {
            attempt.state == SubmissionState::Created || (attempt.is_open() && !reason.is_certain())
        })
    }

    /// The ids of the attempts that created the customer: an operator who has seen them may send all the same.
    pub fn created(&self) -> impl Iterator<Item = &str> {
        let created = |found: &&(MatchReason, TeamAttempt)| found.1.state == SubmissionState::Created;
        self.0
            .iter()
            .filter(created)
            .map(|(_, attempt)| attempt.attempt.as_str())
    }
}
