//! A customer who is in the CRM already: the card is kept in the history with the id, and is not sent.

use super::{enter, load_history, send};
use crate::app::Effect;
use crate::app::model::{DraftState, KeptExisting, Model, Notice};
use crate::app::pages::FormPage;

/// Orders to keep the card as the customer of this id.
pub(in crate::app) fn keep(model: &Model, id: String) -> Vec<Effect> {
    let order = send::order(model, Vec::new());
    vec![Effect::KeepExisting(Box::new(order), id)]
}

/// The card is kept, so the next one begins, and the id is what the operator was after.
pub(super) fn kept(model: &mut Model, id: String, kept: Result<String, String>) -> Vec<Effect> {
    let attempt = match kept {
        Ok(attempt) => attempt,
        Err(why) => {
            model.notice = Some(Notice::Store(why));
            return Vec::new();
        }
    };
    let who = model.form.card().who();
    let form = model.begin_blank();
    model.kept_existing = Some(KeptExisting {
        attempt,
        form,
        last_customer: model.last_customer.replace((who.clone(), id.clone())),
    });
    model.just_created = true;
    model.draft = DraftState::None;
    model.history.selected = 0;
    enter(model, FormPage);
    model.notice = Some(Notice::Existing(who, id.clone()));
    vec![Effect::Copy(id), Effect::SaveDraft, load_history(model)]
}

/// Orders to make the card the draft again, and to delete its record.
pub(in crate::app) fn take_back(model: &Model) -> Vec<Effect> {
    let order = model.kept_existing.as_ref().map(|taken| {
        let draft = model.draft_of(&taken.form);
        Effect::TakeBackExisting(taken.attempt.clone(), Box::new(draft))
    });
    order.into_iter().collect()
}

/// The card is the draft again, and comes back as it was.
pub(super) fn taken_back(model: &mut Model, done: Result<(), String>) -> Vec<Effect> {
    if let Err(why) = done {
        model.notice = Some(Notice::Store(why));
        return Vec::new();
    }
    if let Some(taken) = model.kept_existing.take() {
        model.form = taken.form;
        model.last_customer = taken.last_customer;
        model.just_created = false;
        model.draft = DraftState::Saved;
        model.notice = Some(Notice::TakenBack);
    }
    vec![Effect::SaveDraft, load_history(model)]
}
