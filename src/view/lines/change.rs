//! What a line has changed on the card, besides what was typed.

use super::{edits, words};
use crate::app::form::slots;
use crate::app::{Message, Mode, Model};
use crate::customer::{Card, Slot};
use crate::keymap::Action;
use crate::view::Canvas;

/// What was there before a line was worked on.
#[derive(Debug)]
pub struct ModelSnapshot {
    /// The slot that is being answered.
    pub answered: Option<Slot>,
    /// What is typed into it.
    typed: Option<String>,
    focus: Slot,
    /// The card, where it may be changed.
    card: Option<Card>,
    goes_on: bool,
    /// The CRM is to be asked again.
    pub looks: bool,
}

impl ModelSnapshot {
    /// What is there now, before these messages.
    #[must_use]
    pub fn new(model: &Model, messages: &[Message]) -> Self {
        let in_form = matches!(model.mode, Mode::Form);
        let typed = messages.iter().find_map(|message| match message {
            Message::Answer(text) if in_form => Some(text.clone()),
            _ => None,
        });
        let goes_on =
            |message: &Message| matches!(message, Message::Answer(_) | Message::Do(Action::NextField));
        let may_change = messages.iter().any(|message| edits(message) || goes_on(message));
        Self {
            answered: typed.as_ref().map(|_| model.form.focus()),
            typed,
            focus: model.form.focus(),
            card: may_change.then(|| model.form.card().clone()),
            goes_on: in_form && messages.iter().any(goes_on),
            looks: matches!(&model.mode, Mode::Settle(settle) if settle.here && !settle.searched().is_empty())
                && messages
                    .iter()
                    .any(|message| matches!(message, Message::Do(Action::LookAgain))),
        }
    }

    /// Whether the line led from the last field round to the first.
    #[must_use]
    pub fn was_last(&self, model: &Model) -> bool {
        let slots = slots(model.form.card(), &model.facts);
        let first = slots.first() == Some(&model.form.focus());
        self.goes_on && slots.len() > 1 && slots.last() == Some(&self.focus) && first
    }
}

/// The slots whose value is another one than the one that was typed. A card that has been put in the place of this one is
/// told otherwise.
pub fn told(canvas: &Canvas, before: &ModelSnapshot) -> Vec<String> {
    let model = canvas.model;
    let Some(card) = before.card.as_ref().filter(|_| matches!(model.mode, Mode::Form)) else {
        return Vec::new();
    };
    if model.form.card().is_empty(&model.facts) {
        return Vec::new();
    }
    let typed = before.typed.as_deref().map(str::trim);
    let changed = slots(model.form.card(), &model.facts).into_iter().filter(|slot| {
        let now = model.form.card().get(*slot);
        let as_typed = before.answered == Some(*slot) && typed == Some(now.trim());
        now != card.get(*slot) && !as_typed
    });
    changed.map(|slot| words::value(canvas, slot)).collect()
}
