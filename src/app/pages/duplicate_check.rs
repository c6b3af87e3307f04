//! What a review knows of duplicates: from the journal, from the team's store and from the CRM.

use super::TeamCheck;
use crate::customer::{
    Duplicate, LOOKUP_TIMEOUT, Lookup, LookupFailure, LookupKey, PriorSubmissions, SubmissionState,
    duplicates_in_team,
};
use crate::i18n::Texts;
use std::time::Duration;

/// What is known of those who may be the customer or the company that a review is about.
#[derive(Debug, Default)]
pub struct DuplicateCheck {
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
    /// Which of the [`duplicates`](Self::duplicates) has the focus.
    pub selected: usize,
}

impl DuplicateCheck {
    /// Whether it is not known yet who there is, so that nothing can be decided.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.reading || self.looking.is_some() || self.team.asking
    }

    /// Everybody who may be the same, each once.
    #[must_use]
    pub fn duplicates(&self) -> Vec<Duplicate> {
        duplicates_in_team(&self.priors, &self.team.priors, &self.lookups)
    }

    /// Whether an attempt of which nobody knows yet what became of it stops the send.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.priors.unsettled.is_some() || self.team.held().is_some()
    }

    /// What the key that sends does instead while something must come first, in a few words; none where it sends, or only waits.
    #[must_use]
    pub fn instead_of_send(&self, texts: &Texts) -> Option<String> {
        match &self.priors.unsettled {
            Some(before) => (before.state == SubmissionState::Unknown).then(|| texts.key_settle()),
            None => (!self.is_waiting() && self.team.is_stopping()).then(|| texts.key_ask_again()),
        }
    }

    /// Whether there must be a decision: somebody is likely the same, or the send would go out without a claim.
    #[must_use]
    pub fn needs_decision(&self) -> bool {
        self.team.may_go_without() || self.duplicates().iter().any(Duplicate::is_likely)
    }

    /// Whether the journal could not be read, or the CRM did not answer everything.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.unreadable || self.lookups.iter().any(|lookup| lookup.result.is_err())
    }

    /// Waits for the CRM's answers by what is [missing](Self::missing), if it is asked by anything.
    pub(super) fn wait(&mut self) {
        self.looking = (!self.missing.is_empty()).then_some(Duration::ZERO);
    }

    /// Counts the time; gives the failures of what the CRM is not waited for any longer.
    pub(super) fn count(&mut self, passed: Duration) -> Vec<Lookup> {
        let Some(waited) = &mut self.looking else {
            return Vec::new();
        };
        *waited += passed;
        // The answer ends the wait as a rule; this is for one that is late itself.
        if *waited < LOOKUP_TIMEOUT + Duration::from_secs(1) {
            return Vec::new();
        }
        let slow = |by: &LookupKey| Lookup {
            by: by.clone(),
            result: Err(LookupFailure::TimedOut),
        };
        self.missing.iter().map(slow).collect()
    }

    /// Takes the answers that are waited for, in the order of the keys; with the last of them the wait is over.
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

    /// Takes what the journal says.
    pub(super) fn take_priors(&mut self, priors: Result<&PriorSubmissions, ()>) {
        self.reading = false;
        self.unreadable = priors.is_err();
        if let Ok(priors) = priors {
            self.priors = priors.clone();
        }
    }

    /// Gives the focus to one of the duplicates; the last one where there are fewer.
    pub(super) fn select(&mut self, row: usize) {
        self.selected = row.min(self.duplicates().len().saturating_sub(1));
    }
}
