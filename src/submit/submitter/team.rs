//! The team guard around sends without a screen.

use super::Submitter;
use crate::claims::{self, TeamFindings, TeamGuard};
use crate::customer::{NewSubmission, Payload};
use crate::team::{ClaimRefused, GrantedClaim, ReportedEnd};
use jiff::Timestamp;

/// The team guard, and what happens while its store is away.
pub(crate) struct TeamClaims {
    pub guard: TeamGuard,
    /// Whether customers are sent without a claim then.
    pub without: bool,
}

/// What came of the claims of several sends, each for itself.
pub(crate) type ClaimedSends = Vec<Result<GrantedClaim, ClaimRefused>>;

impl Submitter {
    /// What the others of the team know of a customer; nothing without a team.
    ///
    /// # Errors
    /// If the team's store cannot be asked, and customers are not sent without it.
    pub(in crate::submit) fn team_findings(
        &mut self,
        who: &str,
        payload: &Payload,
    ) -> Result<TeamFindings, claims::Error> {
        let Some(team) = &self.team else {
            return Ok(TeamFindings::default());
        };
        match team.guard.find(&mut self.store, &self.url, who, payload.text()) {
            Err(error) if error.is_away() && team.without => Ok(TeamFindings::default()),
            found => found,
        }
    }

    /// Claims the customers of sends that are about to begin; each is granted without a team. While the team's store is away
    /// and customers are sent without it, that is noted in the journal, so that they are claimed later.
    ///
    /// # Errors
    /// If nothing can be claimed, and customers are not sent without. None may begin then.
    pub(crate) fn claim(&mut self, orders: &[&NewSubmission]) -> Result<ClaimedSends, claims::Error> {
        let granted = || orders.iter().map(|_| Ok(GrantedClaim::default())).collect();
        let Some(team) = &self.team else {
            return Ok(granted());
        };
        match team.guard.claim(&mut self.store, orders) {
            Err(error) if error.is_away() && team.without => {
                let attempts = orders.iter().map(|order| order.attempt.as_str());
                let now = Timestamp::now();
                self.store
                    .with(now, |store| store.note_claims(attempts, true, now))?;
                Ok(granted())
            }
            claimed => claimed,
        }
    }

    /// Reports to the team how attempts ended, which the journal has by now.
    pub(crate) fn report_to_team(&mut self, ended: &[(&str, ReportedEnd)]) {
        if let Some(team) = &self.team
            && !ended.is_empty()
        {
            team.guard.report(&mut self.store, ended);
        }
    }
}
