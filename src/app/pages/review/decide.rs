//! What is decided in the review: the card is sent, or its customer is one who is there already.

use super::{DuplicateDetail, ReviewPage, open};
use crate::app::Effect;
use crate::app::model::{Model, Notice, Scroll};
use crate::app::notice::TeamNotice;
use crate::app::pages::{Page, PageContext, company};
use crate::app::update::team::without_claim;
use crate::app::update::{attempts, existing, send, unsettled};
use crate::customer::{Duplicate, SubmissionState};
use crate::keymap::{Action, Scope};

/// What must come before any decision: an attempt at the same customer is settled, or the CRM's answer awaited.
fn prerequisite(model: &mut Model) -> Option<Vec<Effect>> {
    let Page::Review(review) = model.page() else {
        return Some(Vec::new());
    };
    if let Some(before) = &review.priors.unsettled {
        let (attempt, sending) = (before.attempt.clone(), before.state == SubmissionState::Sending);
        return Some(unsettled(model, attempt, sending));
    }
    if review.is_waiting() {
        model.notice = Some(if review.reading {
            Notice::StillReading
        } else if review.looking.is_some() {
            Notice::StillLooking
        } else {
            Notice::Team(TeamNotice::StillAsking)
        });
        return Some(Vec::new());
    }
    // It may be over by now.
    review.team.held().is_some().then(|| open(model))
}

/// Sends; where somebody is likely the customer, only if that is `decided`.
pub(super) fn send_reviewed(model: &mut Model, decided: bool) -> Vec<Effect> {
    if let Some(effects) = prerequisite(model) {
        return effects;
    }
    let Page::Review(review) = model.page() else {
        return Vec::new();
    };
    if !decided && review.needs_decision() {
        model.notice = Some(Notice::Decide);
        return Vec::new();
    }
    let mut seen = attempts(&review.priors.created);
    seen.extend(review.team.priors.created().map(str::to_owned));
    let accepted = review.priors.lost.map(|_| Effect::AcceptLoss);
    let unclaimed = review.team.may_go_without();
    let send = send(model, seen);
    let send = if unclaimed { without_claim(send) } else { send };
    accepted.into_iter().chain(send).collect()
}

/// The customer that has the focus is the one on the card. An attempt with an unknown outcome is settled first.
pub(super) fn take_existing(model: &mut Model) -> Vec<Effect> {
    if let Some(effects) = prerequisite(model) {
        return effects;
    }
    let Page::Review(review) = model.page() else {
        return Vec::new();
    };
    match review.chosen() {
        None => Vec::new(),
        Some(Duplicate {
            customer_id: Some(id),
            ..
        }) => existing::keep(model, id),
        Some(open) if open.record().is_none() => {
            let record = open.team_record().cloned();
            model.notice = record.map(|record| Notice::Team(TeamNotice::Held(Box::new(record))));
            Vec::new()
        }
        Some(open) => {
            let attempt = open
                .record()
                .map(|record| (record.attempt.clone(), record.state == SubmissionState::Sending));
            attempt.map_or_else(Vec::new, |(attempt, sending)| unsettled(model, attempt, sending))
        }
    }
}

/// Shows the customer that has the focus beside the card, and asks the CRM for the rest that it knows.
pub(super) fn show_customer(model: &mut Model) -> Vec<Effect> {
    if let Some(effects) = prerequisite(model) {
        return effects;
    }
    let Page::Review(review) = model.pages.top_mut() else {
        return Vec::new();
    };
    let Some(duplicate) = review.chosen().filter(|_| review.shown.is_none()) else {
        return Vec::new();
    };
    let id = duplicate.customer_id.clone();
    let attempt = duplicate.record().map(|record| record.attempt.clone());
    review.shown = Some(Box::new(DuplicateDetail {
        duplicate,
        record: None,
        fetched: None,
        asking: id.is_some(),
    }));
    model.scroll = Scroll::default();
    let mut effects: Vec<Effect> = attempt.map(Effect::LoadRecord).into_iter().collect();
    if let Some(id) = id {
        model.questions += 1;
        effects.push(Effect::FetchCustomer {
            question: model.questions,
            id,
            limit: ReviewPage::TIMEOUT,
        });
    }
    effects
}

/// What can be decided where somebody may be the customer already, and how.
#[must_use]
pub fn decision_words(context: PageContext) -> String {
    let model = context.model;
    if matches!(model.pages.base(), Page::CompanyReview(_)) {
        return company::decision_words(context);
    }
    let texts = context.texts();
    let is_shown = matches!(model.pages.base(), Page::Review(review) if review.shown.is_some());
    let is_alone = matches!(model.pages.base(), Page::Review(review) if review.duplicates().is_empty());
    let choices = [Action::TakeExisting, Action::ShowCustomer, Action::SendAnyway].into_iter();
    let choices = choices.filter(|action| match action {
        Action::ShowCustomer => !is_shown && !is_alone,
        Action::TakeExisting => !is_alone,
        _ => true,
    });
    let choices = choices.map(|action| {
        let way = context.way_to(Scope::Review, action);
        let mut letters = way.chars();
        let capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
        let way = if capital { texts.capital_letter(way) } else { way };
        let row = model
            .settings
            .keymap
            .of(Scope::Review)
            .find(|row| row.binding.action == action);
        format!(
            "{way}: {}",
            row.map(|row| row.label(&model.locale)).unwrap_or_default()
        )
    });
    let choices = choices.collect::<Vec<_>>().join(", ");
    if is_alone {
        texts.review_team_decide(choices)
    } else {
        texts.review_decide(choices)
    }
}
