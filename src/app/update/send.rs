//! The send, and what it came to.

use super::{enter, load_history, typeahead};
use crate::app::in_flight::{BackgroundResult, InFlight};
use crate::app::model::{Model, Notice};
use crate::app::pages::{FormPage, OutcomePage, Page, Question, SendingPage, company, review};
use crate::app::{Effect, Order};
use crate::customer::{Outcome, Severity, Slot, field_of_error};
use crate::endpoint::Resource;
use std::time::Duration;

/// Orders the send, unless an error stops it; then the focus goes to the first. What is still to be typed twice is asked for.
pub(in crate::app) fn send(model: &mut Model, aware_of: Vec<String>) -> Vec<Effect> {
    let errors = model
        .form
        .problems()
        .iter()
        .filter(|(_, problem)| problem.severity == Severity::Error);
    let errors: Vec<_> = errors.map(|(slot, _)| *slot).collect();
    if let Some(first) = errors.first() {
        model.form.go_to(*first);
        model.form.check_all(&model.rule_context);
        model.notice = Some(Notice::Errors(errors.len()));
        enter(model, FormPage);
        return Vec::new();
    }
    if !model.form.unverified(&model.rule_context).is_empty() {
        return review::open(model);
    }
    let order = order(model, aware_of);
    begin(model, order)
}

/// The card as it is, for the journal.
pub(in crate::app) fn order(model: &Model, aware_of: Vec<String>) -> Order {
    let payload = model.form.payload();
    Order {
        attempt: String::new(),
        profile: model.settings.profile.clone(),
        url: model.settings.url.clone(),
        user: model.settings.user.clone(),
        who: model.form.card().who(),
        card: model.form.card().clone(),
        payload: payload.text().to_owned(),
        payload_hash: payload.fingerprint(),
        resends: None,
        aware_of: Some(aware_of),
    }
}

/// Orders a send, unless another card is on its way: one goes at a time.
pub(in crate::app) fn begin(model: &mut Model, order: Order) -> Vec<Effect> {
    if model.in_flight.is_some() {
        model.notice = Some(Notice::StillSending);
        return Vec::new();
    }
    if order.resource() == Resource::Customer {
        model.last_sent = Some(order.card.clone());
    }
    if model.form.is_of(&order.payload) {
        model.form.forget_rejection(&model.rule_context);
    }
    model.background_result = None;
    model.kept_existing = None;
    model.lookups.forget();
    model.in_flight = Some(InFlight {
        who: order.who.clone(),
        resource: order.resource(),
        again: order.resends.is_some(),
        payload: order.payload.clone(),
        ..InFlight::default()
    });
    enter(model, SendingPage);
    vec![Effect::SaveDraft, Effect::Send(Box::new(order))]
}

/// After `created` the card is cleared for the next customer, if it is the one that was sent; after anything else all
/// that was typed stays. Where the next card has been begun, that stays on the screen, and a notice shows the outcome.
pub(super) fn send_ended(
    model: &mut Model,
    attempt: Option<String>,
    outcome: Outcome,
    journal: Result<(), String>,
) -> Vec<Effect> {
    let in_flight = model.in_flight.take().unwrap_or_default();
    end_the_wait(model);
    model.history.selected = 0;
    let mut effects = vec![load_history(model)];
    if in_flight.is_company() {
        effects.extend(company_ended(model, attempt, &in_flight, outcome));
        if let Err(why) = journal {
            model.notice = Some(Notice::Store(why));
        }
        return effects;
    }
    let created = outcome.customer_id().map(str::to_owned);
    if let Some(id) = &created {
        let notice = || Notice::Created(in_flight.who.clone(), id.clone());
        model.notice = (!in_flight.next_begun()).then(notice);
        model.last_customer = Some((in_flight.who.clone(), id.clone()));
        model.just_created = true;
        model.value_history.forget();
        effects.extend(clear_if_sent(model, &in_flight.payload));
    }
    if in_flight.next_begun() {
        // In a line, for the next card is being filled in.
        model.background_result = Some(BackgroundResult {
            attempt,
            who: in_flight.who,
            outcome,
            draft: in_flight.parked,
        });
    } else if created.is_some() {
        enter(model, FormPage);
        effects.extend(typeahead::replay(model));
    } else {
        show(model, attempt, &in_flight, outcome);
    }
    if let Err(why) = journal {
        let id = created
            .map(|id| format!("customer_id {id}: "))
            .unwrap_or_default();
        model.notice = Some(Notice::Store(format!("{id}{why}")));
    }
    effects
}

/// The send of a company ended: its id goes into the card, or how it ended is shown.
fn company_ended(
    model: &mut Model,
    attempt: Option<String>,
    in_flight: &InFlight,
    outcome: Outcome,
) -> Vec<Effect> {
    if let Some(id) = outcome.customer_id() {
        return company::added(model, &in_flight.payload, id);
    }
    show(model, attempt, in_flight, outcome);
    Vec::new()
}

/// The screen is not about the wait any more, and neither is what is asked on it.
fn end_the_wait(model: &mut Model) {
    if matches!(model.page(), Page::Question(page) if page.question == Question::StopWaiting) {
        model.pages.pop();
    }
    if matches!(model.pages.base(), Page::Sending(_)) {
        model.pages.set(FormPage);
    }
}

/// Shows how it ended, and what can be done.
fn show(model: &mut Model, attempt: Option<String>, in_flight: &InFlight, outcome: Outcome) {
    model.notice = None;
    typeahead::forget_moves(model);
    let in_form = !in_flight.is_company() && model.form.is_of(&in_flight.payload);
    if in_form {
        note_rejection(model, &outcome);
    }
    let ended = OutcomePage {
        attempt,
        outcome,
        resource: in_flight.resource,
        again: in_flight.again,
        who: in_flight.who.clone(),
        in_form,
        since: Duration::ZERO,
    };
    enter(model, ended);
}

/// Keeps the reason of a rejection in the form, and puts the focus into the field that it is about, where that is known.
pub(in crate::app) fn note_rejection(model: &mut Model, outcome: &Outcome) {
    let Outcome::Rejected { answer } = outcome else {
        return;
    };
    let (mut fields, mut others) = (Vec::new(), Vec::new());
    for error in &answer.errors {
        let words = error.message.trim().trim_end_matches('.').to_owned();
        match field_of_error(error) {
            Some(field) => fields.push((field, words)),
            None => others.push(words),
        }
    }
    let general = if fields.is_empty() && others.is_empty() {
        Some(format!(
            "{} {}",
            model.locale.texts().label_status(),
            answer.status
        ))
    } else {
        (!others.is_empty()).then(|| others.join("; "))
    };
    let first = fields.first().map(|(field, _)| *field);
    model.form.reject(fields, general, &model.rule_context);
    if let Some(field) = first {
        model.form.go_to(Slot::of(field));
    }
}

/// Clears the card for the next customer, if this payload is its own: the customer exists.
pub(in crate::app) fn clear_if_sent(model: &mut Model, payload: &str) -> Option<Effect> {
    model.form.is_of(payload).then(|| {
        model.begin_blank();
        Effect::SaveDraft
    })
}

/// Something speaks against the send that the operator has not seen: it is shown, and they decide again.
pub(super) fn decide_again(model: &mut Model, resends: Option<String>, why: Notice) -> Vec<Effect> {
    let is_company = model.in_flight.as_ref().is_some_and(InFlight::is_company);
    typeahead::did_not_begin(model);
    enter(model, FormPage);
    if is_company && resends.is_none() {
        let effects = company::review_again(model);
        model.notice = Some(why);
        return effects;
    }
    let mut effects = resends.map_or_else(
        || review::open(model),
        |attempt| vec![Effect::LoadRecord(attempt)],
    );
    model.notice = Some(why);
    effects.push(load_history(model));
    effects
}

/// Shows what is known of an attempt that must be settled before this card may go out; one that is on its way must be
/// waited for.
pub(in crate::app) fn unsettled(model: &mut Model, attempt: String, sending: bool) -> Vec<Effect> {
    typeahead::did_not_begin(model);
    enter(model, FormPage);
    if sending {
        model.notice = Some(Notice::SentByAnotherSession);
        return vec![load_history(model)];
    }
    model.notice = Some(Notice::SettleFirst);
    vec![load_history(model), Effect::LoadRecord(attempt)]
}
