//! Claims in words.

use super::Error;
use crate::customer::{MatchReason, SubmissionState};
use crate::i18n::Locale;
use crate::team::{ClaimRefused, TeamAttempt};
use crate::text::visible;

impl Locale {
    /// Why something about claims was not done, and what to do, in one line. Safe to show.
    #[must_use]
    pub fn claims_error(&self, error: &Error) -> String {
        match error {
            Error::Team(error) => self.team_error(error),
            Error::Journal(error) => self.store_error(error),
        }
    }

    /// An attempt of somebody else in the team at the customer: who, where, since when, and what it shares. Safe to show.
    #[must_use]
    pub fn team_attempt(&self, reason: &MatchReason, attempt: &TeamAttempt) -> String {
        let texts = self.texts();
        let member = visible(&attempt.member.to_string()).into_owned();
        let since = self.local_minute(attempt.since);
        let shared = self.likeness(reason);
        match (attempt.state, &attempt.customer_id) {
            (SubmissionState::Created, id) => {
                let id = visible(id.as_deref().unwrap_or("-")).into_owned();
                texts.team_created(member, id, since, shared)
            }
            (SubmissionState::Existing, id) => {
                let id = visible(id.as_deref().unwrap_or("-")).into_owned();
                texts.team_existing(member, id, since, shared)
            }
            (SubmissionState::Sending, _) => texts.team_in_flight(member, since, shared),
            _ => texts.team_unknown(member, since, shared, visible(&attempt.attempt)),
        }
    }

    /// Why a claim was refused. Safe to show.
    #[must_use]
    pub fn claim_refused(&self, refused: &ClaimRefused) -> String {
        match refused {
            ClaimRefused::Open(reason, attempt) => self.team_attempt(reason, attempt),
            ClaimRefused::Created(found) => found
                .first()
                .map(|(reason, attempt)| self.team_attempt(reason, attempt))
                .unwrap_or_default(),
            ClaimRefused::Known(attempt) => self.team_attempt(&MatchReason::Payload, attempt),
        }
    }
}
