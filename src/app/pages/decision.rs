//! What is decided in a review, of a customer and of a company alike: it is sent, or it is one who is there already.

use super::{Page, PageContext, company, review};
use crate::app::Effect;
use crate::app::model::{Model, Notice};
use crate::app::notice::TeamNotice;
use crate::app::update::team::without_claim;
use crate::app::update::{attempts, send, unsettled};
use crate::customer::{Duplicate, SubmissionState, SubmissionSummary};
use crate::keymap::{Action, Scope};

/// What must come before any decision: an attempt at the same customer is settled, or an answer awaited.
pub(super) fn prerequisite(model: &mut Model) -> Option<Vec<Effect>> {
    let Some(check) = model.page().duplicate_check() else {
        return Some(Vec::new());
    };
    if let Some(before) = &check.priors.unsettled {
        let before = before.clone();
        return Some(settle(model, &before));
    }
    if check.is_waiting() {
        model.notice = Some(if check.reading {
            Notice::StillReading
        } else if check.looking.is_some() {
            Notice::StillLooking
        } else {
            Notice::Team(TeamNotice::StillAsking)
        });
        return Some(Vec::new());
    }
    // It may be over by now.
    check.team.held().is_some().then(|| ask_again(model))
}

/// Asks about everything again, and says so: the answer may be the one before.
fn ask_again(model: &mut Model) -> Vec<Effect> {
    let effects = match model.page() {
        Page::CompanyReview(_) => company::open_review(model),
        _ => review::open(model),
    };
    model.notice = Some(Notice::Team(TeamNotice::AskedAgain(model.now)));
    effects
}

/// Sends; where somebody is likely the same, only if that is `decided`.
pub(super) fn send_reviewed(model: &mut Model, decided: bool) -> Vec<Effect> {
    if let Some(effects) = prerequisite(model) {
        return effects;
    }
    let page = model.page();
    let Some(check) = page.duplicate_check() else {
        return Vec::new();
    };
    if check.team.is_stopping() {
        return ask_again(model);
    }
    let is_shown = matches!(page, Page::Review(review) if review.shown.is_some());
    if !decided && (is_shown || check.needs_decision()) {
        model.notice = Some(Notice::Decide);
        return Vec::new();
    }
    let mut seen = attempts(&check.priors.created);
    seen.extend(check.team.priors.created().map(str::to_owned));
    let accepted = check.priors.lost.map(|_| Effect::AcceptLoss);
    let unclaimed = check.team.may_go_without();
    let send = match page {
        Page::CompanyReview(_) => company::send(model, seen),
        _ => send(model, seen),
    };
    let send = if unclaimed { without_claim(send) } else { send };
    accepted.into_iter().chain(send).collect()
}

/// What becomes of a duplicate that has no id: its attempt is settled, or, where it is somebody else's, said whose it is.
pub(super) fn settle_duplicate(model: &mut Model, duplicate: &Duplicate) -> Vec<Effect> {
    if let Some(record) = duplicate.record() {
        return settle(model, record);
    }
    let record = duplicate.team_record().cloned();
    model.notice = record.map(|record| Notice::Team(TeamNotice::Held(Box::new(record))));
    Vec::new()
}

fn settle(model: &mut Model, before: &SubmissionSummary) -> Vec<Effect> {
    let is_sending = before.state == SubmissionState::Sending;
    unsettled(model, before.attempt.clone(), is_sending)
}

/// What can be decided where somebody may be the same, and how.
#[must_use]
pub fn decision_words(context: PageContext) -> String {
    let texts = context.texts();
    let base = context.model.pages.base();
    let is_alone = base
        .duplicate_check()
        .is_some_and(|check| check.duplicates().is_empty());
    let is_shown = matches!(base, Page::Review(review) if review.shown.is_some());
    let is_company = matches!(base, Page::CompanyReview(_));
    let scope = if is_company {
        Scope::CompanyReview
    } else {
        Scope::Review
    };
    let actions = [Action::TakeExisting, Action::ShowCustomer, Action::SendAnyway];
    let choices = actions.into_iter().filter(|action| match action {
        Action::ShowCustomer => !is_company && !is_shown && !is_alone,
        Action::TakeExisting => !is_alone,
        _ => true,
    });
    let choices: Vec<String> = choices
        .map(|action| choice_words(context, scope, action))
        .collect();
    let choices = choices.join(", ");
    if is_alone {
        texts.review_team_decide(choices)
    } else if is_company {
        texts.company_decide(choices)
    } else {
        texts.review_decide(choices)
    }
}

/// The way to an action, and its name. That a letter is a capital is said, for it is easily overlooked.
fn choice_words(context: PageContext, scope: Scope, action: Action) -> String {
    let model = context.model;
    let way = context.way_to(scope, action);
    let is_capital = way.chars().count() == 1 && way.chars().all(char::is_uppercase);
    let way = if is_capital {
        context.texts().capital_letter(way)
    } else {
        way
    };
    let row = model
        .settings
        .keymap
        .of(scope)
        .find(|row| row.binding.action == action);
    let label = row.map(|row| row.label(&model.locale)).unwrap_or_default();
    format!("{way}: {label}")
}
