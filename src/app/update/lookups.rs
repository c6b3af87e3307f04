//! Questions to the CRM in the background, about the values that were left complete in the form.

use crate::app::lookups::BACKGROUND_QUESTION;
use crate::app::model::Model;
use crate::app::pages::Page;
use crate::app::{Effect, InFlight};
use crate::customer::{LOOKUP_TIMEOUT, Lookup};

/// Asks about each value that is new on the card; of what is gone from it, nothing is known any more. Where a card may be sent
/// for what the CRM says, that is renewed whenever the operator has `moved` to another field.
pub(super) fn ask(model: &mut Model, moved: bool) -> Option<Effect> {
    if !is_filled_in(model) {
        return None;
    }
    let on_card = model.form.lookup_keys(&model.rule_context);
    model.lookups.keep(&on_card, model.now);
    if !model.settings.looks_up_in_background() {
        return None;
    }
    let renewed = if moved && model.settings.form_options.send_when_clean {
        model.lookups.renew(&on_card, model.now)
    } else {
        Vec::new()
    };
    let mut keys = model.lookups.ask_about(on_card);
    keys.extend(renewed);
    (!keys.is_empty()).then_some(Effect::LookUp {
        question: BACKGROUND_QUESTION,
        keys,
        limit: Some(LOOKUP_TIMEOUT),
    })
}

/// Takes an answer: to whatever question, it is one about its values. The page goes on with it.
pub(super) fn take(model: &mut Model, question: u64, lookups: Vec<Lookup>) -> Vec<Effect> {
    model.lookups.take(&lookups, model.now);
    let page = model.pages.base_mut();
    if question == model.questions && question != BACKGROUND_QUESTION {
        page.looked_up(lookups);
    } else {
        page.values_looked_up(&lookups);
    }
    model.page_go_on()
}

/// Whether the form holds a card that is being filled in, and not the one on its way.
fn is_filled_in(model: &Model) -> bool {
    match model.page() {
        Page::Form(_) => true,
        Page::Sending(_) => model.in_flight.as_ref().is_some_and(InFlight::next_begun),
        _ => false,
    }
}

/// What the CRM answered for companies; an answer that is not to the last question is not looked at.
pub(super) fn take_companies(model: &mut Model, question: u64, lookups: Vec<Lookup>) {
    if question == model.questions {
        model.pages.base_mut().looked_up(lookups);
    }
}
