//! What the program proposes for the text that is being typed: one of the field's values, or the value of an earlier card.

use super::model::Model;
use crate::customer::Choice;
use crate::customer::rules::choice;
use crate::text::plain_letters;
use std::collections::BTreeMap;

/// The values of earlier cards by their groups (see [`Field::suggestion_group`](crate::customer::Field::suggestion_group)), as far as they were
/// asked for.
#[derive(Debug, Default)]
pub struct ValueHistory {
    groups: BTreeMap<&'static str, Vec<Value>>,
}

#[derive(Debug)]
struct Value {
    text: String,
    plain: String,
}

impl ValueHistory {
    /// Whether the values of a group have not been asked for yet; from now on they have.
    pub(super) fn is_new(&mut self, group: &'static str) -> bool {
        let new = !self.groups.contains_key(group);
        if new {
            self.groups.insert(group, Vec::new());
        }
        new
    }

    /// Takes the values of a group, the best first.
    pub(super) fn put(&mut self, group: &'static str, values: Vec<String>) {
        let values = values.into_iter().map(|text| Value {
            plain: plain_letters(&text),
            text,
        });
        self.groups.insert(group, values.collect());
    }

    /// Forgets everything, because there is more now: it is loaded again.
    pub(super) fn forget(&mut self) {
        self.groups.clear();
    }

    fn begun(&self, group: &str, typed: &str) -> Option<&str> {
        let values = self.groups.get(group)?;
        let found = values.iter().find(|value| value.plain.starts_with(typed))?;
        Some(&found.text)
    }
}

/// The value that the operator sees proposed, and may take.
#[must_use]
pub fn displayed_suggestion(model: &Model) -> Option<&str> {
    suggestion(model).filter(|value| model.frame.proposed == *value)
}

/// The value that is proposed for the focused field: the best of those that begin as typed, where a plain letter stands
/// for one with a mark, too. None where nothing is typed, where the cursor is not at the end, and where none is wanted.
#[must_use]
pub fn suggestion(model: &Model) -> Option<&str> {
    let editor = model.form.editor();
    let typed = editor.text();
    let at_end = editor.before().len() == typed.len();
    if !model.settings.form_options.suggestions || !model.page().is_form() || !at_end {
        return None;
    }
    let plain = plain_letters(typed.trim_start());
    if plain.is_empty() {
        return None;
    }
    let slot = model.form.focus();
    let choices = model.form.card().choices(slot, &model.rule_context);
    let found = if choices.is_empty() {
        model
            .value_history
            .begun(slot.field.field().suggestion_group()?, &plain)
    } else if choice::find(choices, typed).is_some() {
        None
    } else {
        let begins = |choice: &&Choice| {
            [&choice.value, choice.label()]
                .into_iter()
                .any(|text| plain_letters(text).starts_with(&plain))
        };
        choices.iter().find(begins).map(|choice| choice.value.as_str())
    };
    // Who has typed it with marks does not want it without.
    let plainer = |value: &str| plain_letters(value) == plain && typed.trim().to_lowercase() != plain;
    found.filter(|value| *value != typed && !plainer(value))
}
