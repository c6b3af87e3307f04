//! What is decided in the review of a company: it is sent, or it is one that is there already.

use super::super::{send, take};
use super::open;
use crate::app::Effect;
use crate::app::model::{Model, Notice};
use crate::app::notice::TeamNotice;
use crate::app::pages::{Page, PageContext};
use crate::app::update::team::without_claim;
use crate::app::update::{attempts, unsettled};
use crate::customer::{KnownCompany, SubmissionState};
use crate::keymap::{Action, Scope};

/// What can be decided where there may be such a company already, and how.
pub(in crate::app::pages) fn decision_words(context: PageContext) -> String {
    let keymap = &context.model.settings.keymap;
    let is_alone =
        matches!(context.model.pages.base(), Page::CompanyReview(page) if page.duplicates().is_empty());
    let choices = [Action::TakeExisting, Action::SendAnyway].into_iter();
    let choices = choices.filter(|action| !is_alone || *action == Action::SendAnyway);
    let choices = choices.map(|action| {
        let way = context.way_to(Scope::CompanyReview, action);
        let row = keymap
            .of(Scope::CompanyReview)
            .find(|row| row.binding.action == action);
        let label = row
            .map(|row| row.label(&context.model.locale))
            .unwrap_or_default();
        let is_capital = way.chars().count() == 1 && way.chars().all(char::is_uppercase);
        let way = if is_capital {
            context.texts().capital_letter(way)
        } else {
            way
        };
        format!("{way}: {label}")
    });
    let choices = choices.collect::<Vec<_>>().join(", ");
    if is_alone {
        context.texts().review_team_decide(choices)
    } else {
        context.texts().company_decide(choices)
    }
}

/// What must come before any decision: an attempt at the same company is settled, or the CRM's answer awaited.
fn prerequisite(model: &mut Model) -> Option<Vec<Effect>> {
    let Page::CompanyReview(page) = model.page() else {
        return Some(Vec::new());
    };
    if let Some(before) = &page.priors.unsettled {
        let (attempt, sending) = (before.attempt.clone(), before.state == SubmissionState::Sending);
        return Some(unsettled(model, attempt, sending));
    }
    if page.is_waiting() {
        model.notice = Some(if page.reading {
            Notice::StillReading
        } else if page.looking.is_some() {
            Notice::StillLooking
        } else {
            Notice::Team(TeamNotice::StillAsking)
        });
        return Some(Vec::new());
    }
    // It may be over by now.
    page.team.held().is_some().then(|| open(model))
}

/// Sends; where there is likely such a company, only if that is `decided`.
pub(super) fn send_reviewed(model: &mut Model, decided: bool) -> Vec<Effect> {
    if let Some(effects) = prerequisite(model) {
        return effects;
    }
    let Page::CompanyReview(page) = model.page() else {
        return Vec::new();
    };
    if !decided && page.needs_decision() {
        model.notice = Some(Notice::Decide);
        return Vec::new();
    }
    let mut seen = attempts(&page.priors.created);
    seen.extend(page.team.priors.created().map(str::to_owned));
    let accepted = page.priors.lost.map(|_| Effect::AcceptLoss);
    let unclaimed = page.team.may_go_without();
    let send = send(model, seen);
    let send = if unclaimed { without_claim(send) } else { send };
    accepted.into_iter().chain(send).collect()
}

/// The company that has the focus is the one that is meant. An attempt with an unknown outcome is settled first.
pub(super) fn take_existing(model: &mut Model) -> Vec<Effect> {
    if let Some(effects) = prerequisite(model) {
        return effects;
    }
    let Page::CompanyReview(page) = model.page() else {
        return Vec::new();
    };
    let Some(chosen) = page.duplicates().into_iter().nth(page.selected) else {
        return Vec::new();
    };
    if let Some(id) = &chosen.customer_id {
        let company = match &chosen.found {
            Some(found) => KnownCompany::of_found(found),
            None => KnownCompany {
                id: id.clone(),
                name: chosen.who.clone(),
                ..KnownCompany::default()
            },
        };
        return take(model, company);
    }
    if let Some(record) = chosen.team_record().filter(|_| chosen.record().is_none()) {
        model.notice = Some(Notice::Team(TeamNotice::Held(Box::new(record.clone()))));
        return Vec::new();
    }
    let record = chosen.record();
    let attempt = record.map(|record| (record.attempt.clone(), record.state == SubmissionState::Sending));
    attempt.map_or_else(Vec::new, |(attempt, sending)| unsettled(model, attempt, sending))
}
