//! Keys in the form.

use super::perform as perform_anywhere;
use crate::app::Effect;
use crate::app::bindings::{self, Action, Scope};
use crate::app::edit::Editor;
use crate::app::keys::{Code, Key};
use crate::app::model::{Model, Notice};
use crate::customer::{Kind, Part, Section};

pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    if belongs_to_text(model, key) {
        return typed(model, key);
    }
    match bindings::action(Scope::Form, key) {
        Some(action) => perform_anywhere(model, action),
        None => typed(model, key),
    }
}

/// Keys that have a binding, and yet are the text's own where the focus is.
fn belongs_to_text(model: &Model, key: Key) -> bool {
    let kind = model.form.focus().field.field().kind;
    let plain = !key.ctrl && !key.alt && !key.shift;
    let note = kind == Kind::Lines && plain && matches!(key.code, Code::Enter | Code::Up | Code::Down);
    let deletes = key.code == Code::Delete && !model.form.editor().text().is_empty();
    note || deletes
}

fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    let kind = model.form.focus().field.field().kind;
    if kind == Kind::Flag && key.typed() == Some(' ') {
        return choose(model);
    }
    let mut taken = true;
    let effects = edit(model, |editor| taken = editor.key(key).is_some());
    if !taken && kind == Kind::Lines {
        // Up in the note's first line and Down in its last go on to the next field.
        return bindings::action(Scope::Form, key).map_or(effects, |action| perform(model, action));
    }
    effects
}

/// Edits the focused text, and has the draft saved if that changed anything.
pub(super) fn edit(model: &mut Model, change: impl FnOnce(&mut Editor)) -> Vec<Effect> {
    let before = model.form.editor().text().to_owned();
    model.form.edit(&model.facts, change);
    if model.form.editor().text() == before {
        Vec::new()
    } else {
        vec![Effect::SaveDraft]
    }
}

pub(super) fn perform(model: &mut Model, action: Action) -> Vec<Effect> {
    let facts = &model.facts;
    match action {
        Action::NextField => model.form.go_by(1, facts),
        Action::PreviousField => model.form.go_by(-1, facts),
        Action::NextSection => model.form.go_by_section(1, facts),
        Action::PreviousSection => model.form.go_by_section(-1, facts),
        Action::Section(number) => {
            if let Some(section) = Section::ALL.get(usize::from(number)) {
                model.form.go_to_section(*section, facts);
            }
        }
        Action::NextError if model.form.go_to_next_problem(facts) => {}
        Action::NextError => model.notice = Some(Notice::NoProblems),
        Action::Choose => return choose(model),
        Action::ClearField => return edit(model, |editor| *editor = Editor::new("", editor.is_multiline())),
        Action::ClearToEnd => {
            let effects = edit(model, Editor::clear_to_end);
            model.form.go_by(1, &model.facts);
            return effects;
        }
        Action::AddRow if model.form.add_row(facts) => return vec![Effect::SaveDraft],
        Action::AddRow => model.notice = Some(Notice::OneRowOnly),
        Action::RemoveRow if model.form.remove_row(facts) => return vec![Effect::SaveDraft],
        _ => {}
    }
    Vec::new()
}

/// Puts the next of the values that the focused field may take into it; after the last one it is empty again.
fn choose(model: &mut Model) -> Vec<Effect> {
    let slot = model.form.focus();
    let name = model.form.card().get(crate::customer::Slot::name(slot.row));
    let values: Vec<String> = match slot.field.field().kind {
        Kind::Flag => vec!["true".to_owned(), "false".to_owned()],
        Kind::Pairs if slot.part == Part::Value => {
            let configured = model.facts.custom_field(name.trim());
            configured
                .map_or(&[][..], |field| &field.choices)
                .iter()
                .map(|choice| choice.value.clone())
                .collect()
        }
        _ => {
            let choices = model.facts.choices(slot.field.field().path);
            choices.iter().map(|choice| choice.value.clone()).collect()
        }
    };
    if values.is_empty() {
        model.notice = Some(Notice::NoChoices);
        return Vec::new();
    }
    let typed = model.form.editor().text().to_lowercase();
    let place = values.iter().position(|value| value.to_lowercase() == typed);
    let begun = values
        .iter()
        .position(|value| value.to_lowercase().starts_with(&typed));
    let value = match (place, begun) {
        (Some(place), _) => values.get(place + 1).cloned().unwrap_or_default(),
        (None, Some(begun)) => values[begun].clone(),
        (None, None) => {
            // What was typed is not thrown away for a value that it is not the beginning of.
            model.notice = Some(Notice::NotInList);
            return Vec::new();
        }
    };
    edit(model, |editor| *editor = Editor::new(&value, false))
}
