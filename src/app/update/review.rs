//! The review: the card once more, and what is known of the customer already.

use super::{Scroll, attempts, by_key, enter, existing, look_up, moved, pager, perform, send};
use crate::app::Effect;
use crate::app::mode::{DuplicateDetail, FetchedCustomer, Mode, ReviewPage};
use crate::app::model::{Model, Notice};
use crate::app::settle::searched;
use crate::customer::{Duplicate, Lookup, PriorSubmissions, SubmissionState};
use crate::keymap::key::Key;
use crate::keymap::{Action, Scope};
use std::time::Duration;

/// Opens the review. The value in focus is finished as if it were left, so that what follows from it is reviewed. Every problem shows from now on; of a card that can be sent it is asked who has it already.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let finished = model.form.finish(&model.facts).then_some(Effect::SaveDraft);
    let mut effects: Vec<Effect> = finished.into_iter().collect();
    model.form.check_all(&model.facts);
    enter(model, Mode::Review(Box::default()));
    if model.form.has_errors() {
        return effects;
    }
    let payload = model.form.payload().text().to_owned();
    let known = searched(&payload);
    let who = model.form.card().who();
    effects.push(Effect::FindPriorSubmissions { who, payload });
    let asks = model.settings.check_duplicates && !known.is_empty();
    model.mode = Mode::Review(Box::new(ReviewPage {
        reading: true,
        looking: asks.then_some(Duration::ZERO),
        ..ReviewPage::default()
    }));
    if asks {
        effects.push(look_up(model, known, Some(ReviewPage::PATIENCE)));
    }
    effects
}

pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    by_key(model, Scope::Review, key, act)
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Mode::Review(review) = &mut model.mode else {
        return Vec::new();
    };
    match action {
        Action::Send => return send_reviewed(model, false),
        Action::SendAnyway => return send_reviewed(model, true),
        Action::TakeExisting => return take(model),
        Action::ShowCustomer => return show(model),
        Action::Up | Action::Down if review.shown.is_none() && !review.duplicates().is_empty() => {
            let row = moved(action, review.selected, review.duplicates().len());
            select(model, row);
        }
        Action::Back if review.shown.is_some() => {
            review.shown = None;
            model.scroll = Scroll::default();
        }
        Action::Back => enter(model, Mode::Form),
        Action::NextError => {
            enter(model, Mode::Form);
            return perform(model, action);
        }
        Action::Leader | Action::Help => return perform(model, action),
        action => pager::scroll(model, action),
    }
    Vec::new()
}

/// Gives the focus to somebody who may be the customer.
pub(super) fn select(model: &mut Model, row: usize) {
    if let Mode::Review(review) = &mut model.mode {
        review.shown = None;
        review.selected = row.min(review.duplicates().len().saturating_sub(1));
    }
}

/// What must come before any decision: an attempt at the same customer is settled, or the CRM's answer awaited.
fn first(model: &mut Model) -> Option<Vec<Effect>> {
    let Mode::Review(review) = &model.mode else {
        return Some(Vec::new());
    };
    if let Some(before) = &review.precedents.unsettled {
        let (attempt, sending) = (before.attempt.clone(), before.state == SubmissionState::Sending);
        return Some(send::unsettled(model, attempt, sending));
    }
    if review.is_waiting() {
        model.notice = Some(if review.reading {
            Notice::StillReading
        } else {
            Notice::StillLooking
        });
        return Some(Vec::new());
    }
    None
}

/// Sends; where somebody is likely the customer, only if that is `decided`.
fn send_reviewed(model: &mut Model, decided: bool) -> Vec<Effect> {
    if let Some(effects) = first(model) {
        return effects;
    }
    let Mode::Review(review) = &model.mode else {
        return Vec::new();
    };
    if !decided && review.needs_decision() {
        model.notice = Some(Notice::Decide);
        return Vec::new();
    }
    let seen = attempts(&review.precedents.created);
    let accepted = review.precedents.lost.map(|_| Effect::AcceptLoss);
    accepted.into_iter().chain(send::send(model, seen)).collect()
}

/// The customer that has the focus is the one on the card. An attempt whose outcome nobody knows is settled first.
fn take(model: &mut Model) -> Vec<Effect> {
    if let Some(effects) = first(model) {
        return effects;
    }
    let Mode::Review(review) = &model.mode else {
        return Vec::new();
    };
    match review.chosen() {
        None => Vec::new(),
        Some(Duplicate {
            customer_id: Some(id),
            ..
        }) => existing::keep(model, id),
        Some(open) => {
            let attempt = open
                .record()
                .map(|record| (record.attempt.clone(), record.state == SubmissionState::Sending));
            attempt.map_or_else(Vec::new, |(attempt, sending)| {
                send::unsettled(model, attempt, sending)
            })
        }
    }
}

/// Shows the customer that has the focus beside the card, and asks the CRM for the rest that it knows.
fn show(model: &mut Model) -> Vec<Effect> {
    if let Some(effects) = first(model) {
        return effects;
    }
    let Mode::Review(review) = &mut model.mode else {
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
            limit: ReviewPage::PATIENCE,
        });
    }
    effects
}

/// What the CRM says of the customer that is shown.
pub(super) fn fetched(model: &mut Model, question: u64, fetched: FetchedCustomer) {
    if question == model.questions
        && let Mode::Review(review) = model.mode.innermost_mut()
        && let Some(shown) = &mut review.shown
    {
        shown.asking = false;
        shown.fetched = Some(fetched);
    }
}

/// What the journal says. Where it cannot be read, the send will not begin either, and says why.
pub(super) fn precedents(model: &mut Model, precedents: Result<PriorSubmissions, String>) {
    if let Mode::Review(review) = model.mode.innermost_mut() {
        review.reading = false;
        review.unreadable = precedents.is_err();
    }
    match (precedents, model.mode.innermost_mut()) {
        (Ok(precedents), Mode::Review(review)) => review.precedents = precedents,
        (Ok(precedents), Mode::Settle(settle)) => {
            (settle.created, settle.lost) = (precedents.created, precedents.lost);
        }
        (Err(why), _) => model.notice = Some(Notice::Store(why)),
        _ => {}
    }
}

pub(super) fn looked_up(review: &mut ReviewPage, lookups: Vec<Lookup>) {
    if review.looking.take().is_some() {
        review.lookups = lookups;
    }
}
