//! What the program proposes for the text that is being typed: one of the field's values, or the value of an earlier card.

use super::Effect;
use super::model::Model;
use crate::customer::rules::choice;
use crate::customer::{Choice, place_group};
use crate::text::plain_letters;
use std::collections::BTreeMap;

/// The values of earlier cards by their groups (see [`Field::suggestion_group`](crate::customer::Field::suggestion_group)), as far
/// as they were asked for.
#[derive(Debug, Default)]
pub struct ValueHistory {
    groups: BTreeMap<String, Vec<SuggestedValue>>,
}

#[derive(Debug)]
struct SuggestedValue {
    text: String,
    plain: String,
}

impl ValueHistory {
    /// Whether the values of a group have not been asked for yet; from now on they have.
    fn is_new(&mut self, group: &str) -> bool {
        let new = !self.groups.contains_key(group);
        if new {
            self.groups.insert(group.to_owned(), Vec::new());
        }
        new
    }

    /// Takes the values of a group, the best first. Without them there are no suggestions; a store that fails is reported
    /// elsewhere.
    pub(super) fn loaded(&mut self, group: String, values: Result<Vec<String>, String>) {
        let values = values.unwrap_or_default().into_iter().map(|text| SuggestedValue {
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

/// The groups of values that are proposed where the focus is, the best first: those of the same postcode, and all.
fn groups(model: &Model) -> Vec<String> {
    let options = &model.settings.form_options;
    let field = model.form.focus().field;
    let place = options.postcode_suggestions && options.suggestions;
    let place = place.then(|| place_group(model.form.card(), field)).flatten();
    let all = field.field().suggestion_group().filter(|_| options.suggestions);
    place.into_iter().chain(all.map(str::to_owned)).collect()
}

/// Has the values read that are proposed where the focus is, as far as they have not been yet.
pub(super) fn wanted_values(model: &mut Model) -> Vec<Effect> {
    let mut groups = groups(model);
    groups.retain(|group| model.value_history.is_new(group));
    groups.into_iter().map(Effect::LoadValueHistory).collect()
}

/// The value that the operator sees proposed, and may take.
#[must_use]
pub fn displayed_suggestion(model: &Model) -> Option<&str> {
    suggestion(model).filter(|value| model.frame.proposed == *value)
}

/// The best value of earlier cards that begins as typed; of those of all places, where something is typed.
fn begun<'a>(model: &'a Model, typed: &str) -> Option<&'a str> {
    let group = model.form.focus().field.field().suggestion_group()?;
    let mut groups = groups(model);
    groups.retain(|other| !typed.is_empty() || other != group);
    groups
        .iter()
        .find_map(|group| model.value_history.begun(group, typed))
}

/// The value that is proposed for the focused field: the best of those that begin as typed, where a plain letter stands
/// for one with a mark, too. Where nothing is typed, what another card with the same postcode has. None where the cursor is not
/// at the end, and where none is wanted.
#[must_use]
pub fn suggestion(model: &Model) -> Option<&str> {
    let editor = model.form.editor();
    let typed = editor.text();
    let at_end = editor.before().len() == typed.len();
    if !model.settings.form_options.suggestions || !model.page().is_form() || !at_end {
        return None;
    }
    let plain = plain_letters(typed.trim_start());
    let slot = model.form.focus();
    let choices = model.form.card().choices(slot, &model.rule_context);
    let found = if choices.is_empty() {
        begun(model, &plain)
    } else if plain.is_empty() || choice::find(choices, typed).is_some() {
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
