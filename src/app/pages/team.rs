//! What a page from which something may be sent knows from the team's store: the attempts of others at the same customer.

use super::PageContext;
use crate::app::Effect;
use crate::app::blocks::{Block, Role};
use crate::app::message::{TeamFailure, TeamQuestion};
use crate::app::model::Model;
use crate::customer::{MatchReason, Severity, SubmissionState, TeamPriors, TeamRecord};
use crate::endpoint::Resource;
use crate::keymap::{Action, Scope};

/// What the team's store has said of a card. Without a team it is never asked.
#[derive(Debug, Default)]
pub struct TeamCheck {
    /// It has not answered yet.
    pub asking: bool,
    /// What it knows.
    pub priors: TeamPriors,
    /// Why it did not answer.
    pub failure: Option<TeamFailure>,
    /// Why the last claim of the card failed, which needs more of the store than an answer does.
    claim_failure: Option<TeamFailure>,
}

impl TeamCheck {
    /// Asks the team's store, where there is one, about what is to be created, of whom, and the payload. The answer goes to the
    /// page beneath all others.
    pub(super) fn ask(
        &mut self,
        questions: &mut TeamQuestions,
        resource: Resource,
        [who, payload]: [&str; 2],
    ) -> Option<Effect> {
        let number = questions.next()?;
        self.asking = true;
        self.claim_failure = questions.claim_failure.take().or(self.claim_failure.take());
        Some(Effect::FindInTeam(TeamQuestion {
            number,
            resource,
            who: who.to_owned(),
            payload: payload.to_owned(),
        }))
    }

    /// Takes the answer.
    pub(super) fn take(&mut self, found: Result<TeamPriors, TeamFailure>) {
        self.asking = false;
        match found {
            Ok(priors) => (self.priors, self.failure) = (priors, None),
            Err(failure) => (self.priors, self.failure) = (TeamPriors::default(), Some(failure)),
        }
    }

    /// The attempt of somebody else that stops the send.
    #[must_use]
    pub fn held(&self) -> Option<&TeamRecord> {
        self.priors.unsettled.as_ref().map(|(_, record)| record)
    }

    /// Whether the store is away, and the operator may send without it.
    #[must_use]
    pub fn may_go_without(&self) -> bool {
        let mut failures = self.failures();
        failures.next().is_some_and(|failure| failure.may_go_without)
    }

    /// Whether somebody else or the store itself stops the send.
    pub(super) fn is_stopping(&self) -> bool {
        let is_away = |failure: &TeamFailure| !failure.may_go_without;
        self.held().is_some() || self.failure.as_ref().is_some_and(is_away)
    }

    fn failures(&self) -> impl Iterator<Item = &TeamFailure> {
        self.failure.iter().chain(&self.claim_failure)
    }

    /// Whether the store has answered that nobody else knows the customer, or there is none.
    pub(super) fn has_nobody(&self) -> bool {
        !self.asking && self.failure.is_none() && self.priors.is_empty()
    }

    /// Whether somebody else created a customer who may be the same, or may have.
    pub(super) fn has_somebody(&self) -> bool {
        !self.priors.is_empty()
    }

    /// Who else is at the customer, and why the store did not answer.
    pub(super) fn blocks(&self, context: PageContext) -> Vec<Block> {
        let held = self.priors.unsettled.as_ref();
        let held =
            held.map(|(reason, record)| Block::Finding(Severity::Error, held_words(context, reason, record)));
        let failure = self.failures().next();
        let failure = failure.map(|failure| Block::Finding(failure.severity(), failure.words.clone()));
        held.into_iter().chain(failure).collect()
    }

    /// What must be done before the card can be sent, where somebody else or the store itself stops it; on the screen with the
    /// key that asks again. The scope is that of the review.
    pub(super) fn obstacle(&self, context: PageContext, scope: Scope) -> Option<(String, Role)> {
        let texts = context.texts();
        let words = match (self.held(), &self.failure) {
            (Some(record), _) if record.state == SubmissionState::Sending => {
                texts.review_team_sending(&record.member)
            }
            (Some(record), _) => {
                let settles = context.way_to(scope, Action::Settle);
                texts.review_team_unknown(&record.member, settles)
            }
            (None, Some(failure)) if !failure.may_go_without => texts.review_team_refused(),
            _ => return None,
        };
        let again = || texts.review_team_again(context.way_to(scope, Action::Send));
        let again = (!context.is_spoken()).then(again);
        let words: Vec<String> = [words].into_iter().chain(again).collect();
        Some((words.join(" "), Role::Error))
    }
}

impl TeamFailure {
    /// How much it stands in the way.
    fn severity(&self) -> Severity {
        if self.may_go_without {
            Severity::Warning
        } else {
            Severity::Error
        }
    }
}

/// The questions to the team's store: an answer that is not to the last one is not looked at.
#[derive(Debug, Default)]
pub struct TeamQuestions {
    /// The number of the last one; none where there is no team.
    last: Option<u64>,
    /// Why a claim has failed, for the page that is opened for that.
    claim_failure: Option<TeamFailure>,
}

impl TeamQuestions {
    /// No question yet.
    #[must_use]
    pub fn new(has_team: bool) -> Self {
        Self {
            last: has_team.then_some(0),
            claim_failure: None,
        }
    }

    /// Has the page that is opened next know that a claim failed.
    pub(in crate::app) fn note_failed_claim(&mut self, failure: TeamFailure) {
        self.claim_failure = Some(failure);
    }

    fn next(&mut self) -> Option<u64> {
        let last = self.last.as_mut()?;
        *last += 1;
        Some(*last)
    }
}

/// The team's store has answered a question.
pub(in crate::app) fn found(
    model: &mut Model,
    question: u64,
    found: Result<TeamPriors, TeamFailure>,
) -> Vec<Effect> {
    if model.team_questions.last != Some(question) {
        return Vec::new();
    }
    model.pages.base_mut().team_found(found);
    let mut effects = super::review::send_if_team_has_nobody(model);
    effects.extend(model.page_go_on());
    effects
}

/// An attempt of somebody else that stops the send.
pub(super) fn held_words(context: PageContext, reason: &MatchReason, record: &TeamRecord) -> String {
    let texts = context.texts();
    let (when, same) = (context.time(record.since), context.model.locale.likeness(reason));
    if record.state == SubmissionState::Sending {
        texts.team_record_sending(&record.member, when, same)
    } else {
        texts.team_record_unknown(&record.member, when, same)
    }
}
