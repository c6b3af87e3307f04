//! The review: the card once more, and what is known of the customer already.

use super::{attempts, by_key, enter, look_up, pager, perform, send};
use crate::app::Effect;
use crate::app::bindings::{Action, Scope};
use crate::app::keys::Key;
use crate::app::mode::{Mode, Review};
use crate::app::model::{Model, Notice};
use crate::app::settle::searched;
use crate::customer::{Lookup, Precedents, State};
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
    effects.push(Effect::FindPrecedents { who, payload });
    if model.settings.check_duplicates && !known.is_empty() {
        let review = Review {
            looking: Some(Duration::ZERO),
            ..Review::default()
        };
        model.mode = Mode::Review(Box::new(review));
        effects.push(look_up(model, known, Some(Review::PATIENCE)));
    }
    effects
}

pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    by_key(model, Scope::Review, key, act)
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Send => return send_reviewed(model),
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

/// Sends, unless the CRM is still being asked, or an attempt at the same customer must be settled first.
fn send_reviewed(model: &mut Model) -> Vec<Effect> {
    let Mode::Review(review) = &model.mode else {
        return Vec::new();
    };
    if let Some(before) = &review.precedents.unsettled {
        let (attempt, sending) = (before.attempt.clone(), before.state == State::Sending);
        return send::unsettled(model, attempt, sending);
    }
    if review.looking.is_some() {
        model.notice = Some(Notice::StillLooking);
        return Vec::new();
    }
    let seen = attempts(&review.precedents.created);
    send::send(model, seen)
}

/// What the journal says. Where it cannot be read, the send will not begin either, and says why.
pub(super) fn precedents(model: &mut Model, precedents: Result<Precedents, String>) {
    match (precedents, model.mode.innermost_mut()) {
        (Ok(precedents), Mode::Review(review)) => review.precedents = precedents,
        (Ok(precedents), Mode::Settle(settle)) => settle.created = precedents.created,
        (Err(why), _) => model.notice = Some(Notice::Store(why)),
        _ => {}
    }
}

pub(super) fn looked_up(review: &mut Review, lookups: Vec<Lookup>) {
    if review.looking.take().is_some() {
        review.lookups = lookups;
    }
}
