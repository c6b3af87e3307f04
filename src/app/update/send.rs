//! The review, the send, and what it came to.

use super::{enter, load_history};
use crate::app::model::{Mode, Model, Notice};
use crate::app::{Effect, Form, Order};
use crate::customer::{Card, FieldId, Outcome, Severity};
use std::time::Duration;

const SURNAME: FieldId = FieldId::named("surname");
const NAME: FieldId = FieldId::named("name");

/// Opens the review. Every problem shows from now on.
pub(super) fn review(model: &mut Model) {
    model.form.check_all(&model.facts);
    enter(model, Mode::Review);
}

/// Orders the send, unless an error stops it; then the focus goes to the first.
pub(super) fn send(model: &mut Model) -> Vec<Effect> {
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
    enter(model, Mode::Sending(Duration::ZERO));
    vec![Effect::SaveDraft, Effect::Send(Box::new(order(model)))]
}

fn order(model: &Model) -> Order {
    let card = model.form.card();
    let payload = model.form.payload();
    let who = format!("{} {}", card.value(SURNAME).trim(), card.value(NAME).trim());
    Order {
        attempt: String::new(),
        profile: model.settings.profile.clone(),
        url: model.settings.url.clone(),
        user: model.settings.user.clone(),
        who: who.trim().to_owned(),
        card: card.clone(),
        payload: payload.text().to_owned(),
        payload_hash: payload.hash(),
        resends: None,
    }
}

/// After `created` the card is cleared for the next customer; after anything else all that was typed stays.
pub(super) fn answered(model: &mut Model, outcome: Outcome, journal: Result<(), String>) -> Vec<Effect> {
    model.history.selected = 0;
    let mut effects = vec![load_history(model)];
    let created = outcome.customer_id().map(str::to_owned);
    if let Outcome::Created { customer_id, .. } = &outcome {
        let who = order(model).who;
        model.notice = Some(Notice::Created(who, customer_id.clone()));
        model.form = Form::new(Card::new(&model.facts), None, &model.facts);
        enter(model, Mode::Form);
        effects.push(Effect::SaveDraft);
    } else {
        enter(model, Mode::Outcome(Box::new(outcome)));
    }
    if let Err(why) = journal {
        let id = created
            .map(|id| format!("customer_id {id}: "))
            .unwrap_or_default();
        model.notice = Some(Notice::Store(format!("{id}{why}")));
    }
    effects
}
