//! Choosing a field's value: from its list, or in turn where it is a flag.

use super::form::edit;
use super::{moved, perform};
use crate::app::Effect;
use crate::app::choosing::{ChoicePage, ChoiceTarget};
use crate::app::edit::Editor;
use crate::app::mode::Mode;
use crate::app::model::{Model, Notice};
use crate::customer::rules::flag;
use crate::customer::{Choice, FieldKind};
use crate::keymap::key::Key;
use crate::keymap::{Action, Scope};

/// Opens the list of the focused field's values; a flag goes on to its next value.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let slot = model.form.focus();
    if slot.field.field().kind == FieldKind::Flag {
        return next_flag(model);
    }
    let choices = model.form.card().choices(slot, &model.facts);
    if choices.is_empty() {
        model.notice = Some(Notice::NoChoices);
    } else {
        let list = ChoicePage::new(ChoiceTarget::Value, choices.to_vec(), model.form.editor().text());
        model.mode = Mode::Choosing(Box::new(list));
    }
    Vec::new()
}

pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    if let Some(action) = model.settings.keymap.action(Scope::Choosing, key) {
        return act(model, action);
    }
    if let Mode::Choosing(list) = &mut model.mode {
        list.edit(|editor| editor.prompt_key(key));
    }
    Vec::new()
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Mode::Choosing(list) = &mut model.mode else {
        return Vec::new();
    };
    match action {
        Action::Take => return take(model),
        Action::Back => model.mode = Mode::Form,
        Action::Help => return perform(model, action),
        action => {
            let rows = list.rows().len();
            list.select(moved(action, list.selected(), rows));
        }
    }
    Vec::new()
}

/// Opens the list of profiles; not while a card is on its way, for its answer comes to this one.
pub(super) fn open_profiles(model: &mut Model) {
    let profiles = &model.settings.profiles;
    if model.in_flight.is_some() {
        model.notice = Some(Notice::StillSending);
    } else if profiles.len() < 2 {
        model.notice = Some(Notice::NoOtherProfile);
    } else {
        let choices = profiles.iter().map(|name| Choice {
            value: name.clone(),
            label: None,
            sex: None,
        });
        let list = ChoicePage::new(ChoiceTarget::Profile, choices.collect(), &model.settings.profile);
        model.mode = Mode::Choosing(Box::new(list));
    }
}

/// Takes what is chosen. Where nothing fits, the list stays.
fn take(model: &mut Model) -> Vec<Effect> {
    let Mode::Choosing(list) = &model.mode else {
        return Vec::new();
    };
    let Some(value) = list.chosen().map(|choice| choice.value.clone()) else {
        model.notice = Some(Notice::NotInList);
        return Vec::new();
    };
    let wanted = list.wanted;
    model.mode = Mode::Form;
    if wanted == ChoiceTarget::Profile {
        return switch(model, value);
    }
    let effects = edit(model, |editor| *editor = Editor::new(&value, false));
    model.form.go_by(1, &model.facts);
    effects
}

/// Leaves for another profile. The draft stays with the one that it was typed for.
fn switch(model: &mut Model, profile: String) -> Vec<Effect> {
    if profile == model.settings.profile {
        return Vec::new();
    }
    model.next_profile = Some(profile);
    vec![Effect::Quit]
}

/// Unset, yes, no, and unset again. What was typed is not thrown away for a value that it is not the beginning of.
fn next_flag(model: &mut Model) -> Vec<Effect> {
    let typed = model.form.editor().text().trim().to_lowercase();
    let next = match flag::parse(&typed) {
        Some(true) => "false",
        Some(false) => "",
        None if "true".starts_with(&typed) => "true",
        None if "false".starts_with(&typed) => "false",
        None => {
            model.notice = Some(Notice::NotInList);
            return Vec::new();
        }
    };
    edit(model, |editor| *editor = Editor::new(next, false))
}
