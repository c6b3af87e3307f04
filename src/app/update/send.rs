//! The send, and what it came to.

use super::{ask, enter, load_history, review};
use crate::app::bindings::{Action, Scope};
use crate::app::keys::Key;
use crate::app::mode::{Ended, Mode, Question, Sending};
use crate::app::model::{Model, Notice};
use crate::app::{Effect, Form, Order};
use crate::customer::{Outcome, Severity, Slot, field_of};
use std::time::Duration;

/// Orders the send, unless an error stops it; then the focus goes to the first.
pub(super) fn send(model: &mut Model, aware_of: Vec<String>) -> Vec<Effect> {
    let errors = model
        .form
        .problems()
        .iter()
        .filter(|(_, problem)| problem.severity == Severity::Error);
    let errors: Vec<_> = errors.map(|(slot, _)| *slot).collect();
    if let Some(first) = errors.first() {
        model.form.go_to(*first);
        model.form.check_all(&model.facts);
        model.notice = Some(Notice::Errors(errors.len()));
        enter(model, Mode::Form);
        return Vec::new();
    }
    let payload = model.form.payload();
    let order = Order {
        attempt: String::new(),
        profile: model.settings.profile.clone(),
        url: model.settings.url.clone(),
        user: model.settings.user.clone(),
        who: model.form.card().who(),
        card: model.form.card().clone(),
        payload: payload.text().to_owned(),
        payload_hash: payload.hash(),
        resends: None,
        aware_of: Some(aware_of),
    };
    begin(model, order)
}

/// Orders a send, and waits for its answer.
pub(super) fn begin(model: &mut Model, order: Order) -> Vec<Effect> {
    model.last_sent = Some(order.card.clone());
    let sending = Sending {
        who: order.who.clone(),
        again: order.resends.is_some(),
        payload_hash: order.payload_hash.clone(),
        ..Sending::default()
    };
    enter(model, Mode::Sending(sending));
    vec![Effect::SaveDraft, Effect::Send(Box::new(order))]
}

/// While a card is on its way, the keys wait; but the waiting can be stopped, after a question.
pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    model
        .settings
        .keymap
        .action(Scope::Sending, key)
        .map_or_else(Vec::new, |action| act(model, action))
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    if action == Action::StopWaiting {
        ask(model, Question::StopWaiting);
    }
    Vec::new()
}

/// After `created` the card is cleared for the next customer, if it is the one that was sent; after anything else all
/// that was typed stays.
pub(super) fn answered(
    model: &mut Model,
    attempt: Option<String>,
    outcome: Outcome,
    journal: Result<(), String>,
) -> Vec<Effect> {
    let sent = match std::mem::replace(&mut model.mode, Mode::Form).into_innermost() {
        Mode::Sending(sending) => sending,
        _ => Sending::default(),
    };
    model.history.selected = 0;
    model.notice = None;
    let mut effects = vec![load_history(model)];
    let created = outcome.customer_id().map(str::to_owned);
    if let Some(customer_id) = &created {
        model.notice = Some(Notice::Created(sent.who, customer_id.clone()));
        model.last_id = Some(customer_id.clone());
        model.earlier.forget();
        effects.extend(clear_if_sent(model, &sent.payload_hash));
        enter(model, Mode::Form);
    } else {
        let in_form = model.form.payload().hash() == sent.payload_hash;
        if in_form {
            go_to_what_it_is_about(model, &outcome);
        }
        let ended = Ended {
            attempt,
            outcome,
            again: sent.again,
            in_form,
            since: Duration::ZERO,
        };
        enter(model, Mode::Ended(Box::new(ended)));
    }
    if let Err(why) = journal {
        let id = created
            .map(|id| format!("customer_id {id}: "))
            .unwrap_or_default();
        model.notice = Some(Notice::Store(format!("{id}{why}")));
    }
    effects
}

/// Puts the focus into the field that a refusal is about, where it can be told.
fn go_to_what_it_is_about(model: &mut Model, outcome: &Outcome) {
    let errors = outcome
        .answer()
        .map_or(&[][..], |answer| answer.errors.as_slice());
    if let (Outcome::Rejected { .. }, Some(field)) = (outcome, errors.iter().find_map(field_of)) {
        model.form.go_to(Slot::of(field));
    }
}

/// Clears the card for the next customer, if the payload of this hash is its own: the customer exists.
pub(super) fn clear_if_sent(model: &mut Model, payload_hash: &str) -> Option<Effect> {
    (model.form.payload().hash() == payload_hash).then(|| {
        model.form = Form::blank(model.blank(), &model.facts);
        Effect::SaveDraft
    })
}

/// A customer who may be this one was created since the operator looked: he is shown it, and decides anew.
pub(super) fn created_meanwhile(model: &mut Model, resends: Option<String>) -> Vec<Effect> {
    enter(model, Mode::Form);
    let mut effects = resends.map_or_else(
        || review::open(model),
        |attempt| vec![Effect::LoadRecord(attempt)],
    );
    model.notice = Some(Notice::CreatedMeanwhile);
    effects.push(load_history(model));
    effects
}

/// Shows what is known of an attempt that must be settled before this card may go out; one that is on its way must be
/// waited for.
pub(super) fn unsettled(model: &mut Model, attempt: String, sending: bool) -> Vec<Effect> {
    enter(model, Mode::Form);
    if sending {
        model.notice = Some(Notice::OnItsWay);
        return vec![load_history(model)];
    }
    model.notice = Some(Notice::SettleFirst);
    vec![load_history(model), Effect::LoadRecord(attempt)]
}
