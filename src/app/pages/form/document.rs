//! A whole customer that is pasted as JSON.

use super::paste_text;
use crate::app::Effect;
use crate::app::model::{Model, Notice};
use crate::app::pages::Question;
use crate::app::update::ask;
use crate::customer::{Card, FieldKind};

/// Pastes into the form. A JSON document fills an empty card, after a question; in the note it is text as any.
pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if model.form.focus().field.field().kind == FieldKind::Lines || !is_document(text) {
        return paste_text(model, text);
    }
    if !model.form.is_untouched(&model.rule_context) {
        model.notice = Some(Notice::NotEmpty);
        return Vec::new();
    }
    match Card::read_json(text, &model.rule_context) {
        Ok(card) => ask(model, Question::Fill(Box::new(card))),
        Err(error) => model.notice = Some(Notice::NotACustomer(error)),
    }
    Vec::new()
}

/// Whether a text is meant to be a JSON object.
fn is_document(text: &str) -> bool {
    let inside = text.trim_start_matches('\u{feff}').trim_start().strip_prefix('{');
    inside.is_some_and(|inside| inside.trim_start().starts_with(['"', '}']))
}

/// The operator has confirmed: the card is filled in, as one edit. Values that are held stay where the document has none.
pub(in crate::app) fn fill(model: &mut Model, mut card: Card) -> Vec<Effect> {
    for slot in &model.held {
        if card.get(*slot).is_empty() {
            card.set(*slot, model.form.card().get(*slot));
        }
    }
    model.form.change(&model.rule_context, |on_screen| {
        *on_screen = card;
        true
    });
    model.form.leave_filled(&model.rule_context);
    model.form.decline_defaults(&model.rule_context);
    vec![Effect::SaveDraft]
}
