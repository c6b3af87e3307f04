//! What the review of a card offers besides the send: its customer is one who is there already.

use super::DuplicateDetail;
use crate::app::Effect;
use crate::app::model::{Model, Scroll};
use crate::app::pages::Page;
use crate::app::pages::decision::{prerequisite, settle_duplicate};
use crate::app::update::existing;
use crate::customer::LOOKUP_TIMEOUT;

/// The customer that has the focus is the one on the card. An attempt with an unknown outcome is settled first.
pub(super) fn take_existing(model: &mut Model) -> Vec<Effect> {
    if let Some(effects) = prerequisite(model) {
        return effects;
    }
    let Page::Review(review) = model.page() else {
        return Vec::new();
    };
    let Some(duplicate) = review.chosen() else {
        return Vec::new();
    };
    match duplicate.customer_id {
        Some(id) => existing::keep(model, id),
        None => settle_duplicate(model, &duplicate),
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
            limit: LOOKUP_TIMEOUT,
        });
    }
    effects
}
