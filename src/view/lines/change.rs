//! What a line has changed on the card, besides what was typed.

use super::blocks::read_out;
use super::{context, edits};
use crate::app::form::{spoken_value, value_block};
use crate::app::pages::PageContext;
use crate::app::{Message, Model, Page};
use crate::customer::{Card, Slot};
use crate::keymap::Action;

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
    /// The page's kind and subject.
    page: (&'static str, String),
    /// The line was to do something, rather than to type or to go somewhere.
    acts: bool,
    /// The line gives a value or asks for a send or an error, so that it is said why a value is refused, also where that was
    /// said before.
    pub is_about_problems: bool,
    /// The words that are announced at once for an action whose result comes later.
    pub announcement: Option<String>,
}

impl ModelSnapshot {
    /// What is there now, before these messages.
    #[must_use]
    pub fn new(model: &Model, messages: &[Message]) -> Self {
        let in_form = model.page().is_form();
        let typed = messages.iter().find_map(|message| match message {
            Message::Answer(text) if in_form => Some(text.clone()),
            _ => None,
        });
        let goes_on =
            |message: &Message| matches!(message, Message::Answer(_) | Message::Do(Action::NextField));
        // A value that is taken from the list of a field.
        let takes = |message: &Message| matches!(message, Message::Do(Action::Take));
        let takes = matches!(model.page(), Page::Choice(_)) && messages.iter().any(takes);
        let may_change = takes
            || model.page().changes_card()
            || messages.iter().any(|message| edits(message) || goes_on(message));
        Self {
            answered: typed.as_ref().map(|_| model.form.focus()),
            focus: model.form.focus(),
            card: may_change.then(|| model.form.card().clone()),
            goes_on: in_form && messages.iter().any(goes_on),
            page: place(model),
            is_about_problems: typed.is_some()
                || messages
                    .iter()
                    .any(|message| matches!(message, Message::Do(Action::Review | Action::NextError))),
            acts: messages
                .iter()
                .all(|message| matches!(message, Message::Do(_) | Message::Select(_))),
            typed,
            announcement: messages.iter().find_map(|message| match message {
                Message::Do(action) => model.page().announcement(context(model), *action),
                _ => None,
            }),
        }
    }

    /// Whether the line was to do something, and has done nothing that would be noticed.
    #[must_use]
    pub fn is_unchanged(&self, model: &Model) -> bool {
        let page = model.page();
        let card = self.card.as_ref().is_none_or(|card| card == model.form.card());
        let under_way = page.makes_lines_wait() || page.is_asking();
        self.acts && card && !under_way && self.focus == model.form.focus() && self.page == place(model)
    }

    /// Whether the line led from the last field round to the first.
    #[must_use]
    pub fn was_last(&self, model: &Model) -> bool {
        let slots = model.form.slots(&model.rule_context);
        let first = slots.first() == Some(&model.form.focus());
        self.goes_on && slots.len() > 1 && slots.last() == Some(&self.focus) && first
    }
}

/// What the operator is at: the page, and what it is about.
fn place(model: &Model) -> (&'static str, String) {
    (model.page().name(), model.page().subject(model))
}

/// The slots whose value is another one than the one that was typed. A card that has been put in the place of this one is
/// announced otherwise.
pub fn changed_values(context: PageContext, before: &ModelSnapshot) -> Vec<String> {
    let model = context.model;
    let Some(card) = before.card.as_ref().filter(|_| model.page().is_form()) else {
        return Vec::new();
    };
    if model.form.is_blank(&model.rule_context) {
        return Vec::new();
    }
    let typed = before.typed.as_deref().map(str::trim);
    let slots = model.form.slots(&model.rule_context).into_iter();
    let changed = slots.filter(|slot| {
        let now = model.form.card().get(*slot);
        // A flag is the same in every word for it.
        let same = |typed: &str| {
            let spoken = |text| spoken_value(context, slot.field, text);
            typed == now.trim() || spoken(typed) == spoken(now)
        };
        let as_typed = before.answered == Some(*slot) && typed.is_some_and(same);
        // The question has the value that it asks about.
        let asked = *slot == model.form.focus() && !now.is_empty();
        now != card.get(*slot) && !as_typed && !asked
    });
    let blocks: Vec<_> = changed.map(|slot| value_block(context, slot)).collect();
    read_out(context, &blocks)
}
