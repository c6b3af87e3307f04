//! The state of the review: what else is known of the customer on the card.

use super::DuplicateDetail;
use crate::app::pages::TeamCheck;
use crate::customer::{
    Duplicate, LOOKUP_TIMEOUT, Lookup, LookupFailure, LookupKey, PriorSubmissions, duplicates_in_team,
};
use jiff::Timestamp;
use std::time::Duration;

/// The card before it is sent: what else is known of the customer.
#[derive(Debug, Default)]
pub struct ReviewPage {
    /// What the journal of this machine says.
    pub priors: PriorSubmissions,
    /// The journal has not answered yet.
    pub reading: bool,
    /// The journal cannot be read.
    pub unreadable: bool,
    /// What the team's store says.
    pub team: TeamCheck,
    /// How long the CRM has been asked; none when it is not, or not any more.
    pub looking: Option<Duration>,
    /// What the CRM found.
    pub lookups: Vec<Lookup>,
    /// By what else the CRM is being asked.
    pub missing: Vec<LookupKey>,
    /// The moment of the key that has the card sent, if the journal knows nobody by then either.
    pub sends_at: Option<Timestamp>,
    /// Which of the [`duplicates`](Self::duplicates) has the focus.
    pub selected: usize,
    /// The duplicate that is shown beside the card, over the review.
    pub shown: Option<Box<DuplicateDetail>>,
}

impl ReviewPage {
    /// How long the CRM may take to say whether it has the customer. A second later, at the latest, nothing waits for it.
    pub const TIMEOUT: Duration = LOOKUP_TIMEOUT;

    /// Whether it is not known yet who may be the customer on the card, so that nothing can be decided.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.reading || self.looking.is_some() || self.team.asking
    }

    /// Counts the time; gives the failures of what the CRM is not waited for any longer.
    pub(super) fn count(&mut self, passed: Duration) -> Vec<Lookup> {
        let Some(waited) = &mut self.looking else {
            return Vec::new();
        };
        *waited += passed;
        // The answer ends the wait as a rule; this is for one that is late itself.
        if *waited < Self::TIMEOUT + Duration::from_secs(1) {
            return Vec::new();
        }
        let slow = |by: &LookupKey| Lookup {
            by: by.clone(),
            result: Err(LookupFailure::TimedOut),
        };
        self.missing.iter().map(slow).collect()
    }

    /// Takes the answers that the review waits for, in the order of the card's keys; with the last of them the wait is over.
    pub(super) fn take(&mut self, lookups: &[Lookup]) {
        for lookup in lookups {
            if let Some(place) = self.missing.iter().position(|key| key.is_same(&lookup.by)) {
                let by = self.missing.remove(place);
                let result = lookup.result.clone();
                self.lookups.push(Lookup { by, result });
            }
        }
        let rank = |lookup: &Lookup| (!lookup.by.key().unique, lookup.by.field);
        self.lookups.sort_by_key(rank);
        if self.missing.is_empty() {
            self.looking = None;
        }
    }

    /// Everybody who may be the customer on the card, each once.
    #[must_use]
    pub fn duplicates(&self) -> Vec<Duplicate> {
        duplicates_in_team(&self.priors, &self.team.priors, &self.lookups)
    }

    /// The duplicate that has the focus, or is shown.
    #[must_use]
    pub fn chosen(&self) -> Option<Duplicate> {
        match &self.shown {
            Some(shown) => Some(shown.duplicate.clone()),
            None => self.duplicates().into_iter().nth(self.selected),
        }
    }

    /// Whether an attempt of which nobody knows yet what became of it stops the send.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.priors.unsettled.is_some() || self.team.held().is_some()
    }

    /// Whether the card needs a decision: somebody is likely the customer on it, or it would go out without a claim.
    #[must_use]
    pub fn needs_decision(&self) -> bool {
        self.shown.is_some()
            || self.team.may_go_without()
            || self.duplicates().iter().any(Duplicate::is_likely)
    }

    /// Whether the journal or the CRM could not be searched completely, and no likely customer was found otherwise.
    #[must_use]
    pub fn is_unchecked(&self) -> bool {
        let failed = self.unreadable || self.lookups.iter().any(|lookup| lookup.result.is_err());
        failed && !self.needs_decision()
    }
}
