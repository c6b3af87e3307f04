//! Settling the attempt of a colleague, from the review of a card that it stops. Only the team's store has the attempt; the
//! decision is written by a worker, so that nothing waits for it. Then the review says what the card may become.

use super::{SettlePage, look_up};
use crate::app::Effect;
use crate::app::message::TeamSettlement;
use crate::app::model::{Model, Notice};
use crate::app::notice::{CompanyNotice, TeamNotice};
use crate::app::pages::{Page, company, review};
use crate::app::update::{enter, order};
use crate::customer::{Settlement, SubmissionState};

/// Begins to settle the attempt that stops the card under review; nothing where there is none.
pub(in crate::app::pages) fn open(model: &mut Model) -> Vec<Effect> {
    let Some(check) = model.page().duplicate_check().filter(|check| check.may_settle()) else {
        return Vec::new();
    };
    let priors = check.team.priors.clone();
    let card = match model.page() {
        Page::CompanyReview(_) => company::order(model, Vec::new()),
        _ => Some(order(model, Vec::new())),
    };
    let (Some((reason, record)), Some(card)) = (priors.unsettled, card) else {
        return Vec::new();
    };
    let mut settle = SettlePage::for_colleague(card, reason, record);
    settle.team.priors.others = priors.others;
    settle.rounds = usize::from(!settle.searched().is_empty());
    enter(model, settle);
    look_up(model)
}

/// Back to the review, which asks the team's store once more.
pub(super) fn review_again(model: &mut Model) -> Vec<Effect> {
    if matches!(model.page(), Page::Settle(settle) if settle.is_company()) {
        company::open_review(model)
    } else {
        review::open(model)
    }
}

/// The operator has confirmed the decision about a colleague's attempt: the order for the team's store; none of an attempt
/// of one's own.
pub(super) fn decide(settle: &mut SettlePage, settlement: &Settlement) -> Option<Effect> {
    let colleague = settle.colleague.as_mut()?;
    colleague.settling = true;
    let attempt = colleague.record.attempt.clone();
    Some(Effect::SettleInTeam(attempt, settlement.clone()))
}

/// The team's store has answered. The operator may be elsewhere by now, and sees the result all the same.
pub(in crate::app) fn settled_for_colleague(
    model: &mut Model,
    attempt: &str,
    settlement: Settlement,
    result: TeamSettlement,
) -> Vec<Effect> {
    let asking = Notice::Team(TeamNotice::StillAsking);
    model.notice.take_if(|notice| *notice == asking);
    let mut effects = Vec::new();
    let mut is_company = false;
    if let Page::Settle(settle) = model.pages.base_mut()
        && let Some(colleague) = settle
            .colleague
            .as_mut()
            .filter(|one| one.record.attempt == attempt)
    {
        colleague.settling = false;
        is_company = settle.is_company();
        if !matches!(result, TeamSettlement::Away(_)) {
            effects = review_again(model);
        }
    }
    match (result, settlement) {
        (TeamSettlement::Done(None), Settlement::Created(id)) if is_company => {
            model.queue(vec![Notice::Company(CompanyNotice::Settled(id))]);
        }
        (TeamSettlement::Done(None), settlement) => model.queue(vec![Notice::Settled(settlement)]),
        (
            TeamSettlement::Done(Some(words)) | TeamSettlement::Away(words) | TeamSettlement::Refused(words),
            _,
        ) => model.warn(vec![words]),
    }
    effects
}

impl crate::app::pages::DuplicateCheck {
    /// Whether an attempt of a colleague whose outcome is unknown stops the card, and can be settled for them. One of one's own
    /// comes first.
    #[must_use]
    pub fn may_settle(&self) -> bool {
        let is_unknown = self
            .team
            .held()
            .is_some_and(|held| held.state == SubmissionState::Unknown);
        is_unknown && !self.reading && self.priors.unsettled.is_none()
    }
}
