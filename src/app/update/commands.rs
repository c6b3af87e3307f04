//! What is asked for line by line: an action by its name, and texts that are there at once.

use super::{choosing, drafts, export, form, from_menu, history, pager, question, review, settle, typeahead};
use crate::app::Effect;
use crate::app::mode::Mode;
use crate::app::model::Model;
use crate::customer::{Severity, Slot};
use crate::keymap::{Action, BINDINGS, Scope};

/// Carries out an action as its key would, and what no key here does as the menu would.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let scope = model.mode.scope();
    let at_hand = BINDINGS
        .iter()
        .any(|row| row.scope == scope && row.action == action);
    match (scope, &model.mode) {
        (Scope::Form, _) => super::perform(model, action),
        (Scope::Question, _) => question::act(model, Some(action)),
        (Scope::Sending, _) => typeahead::act(model, action),
        (Scope::Prompt, Mode::Settle(_)) => settle::act_on_id(model, action),
        (Scope::Prompt, _) => export::act(model, action),
        _ if !at_hand => from_menu(model, action),
        (Scope::Choosing, _) => choosing::act(model, action),
        (Scope::Review, _) => review::act(model, action),
        (Scope::Settle, _) => settle::act(model, action),
        (Scope::Drafts, _) => drafts::act(model, action),
        (Scope::History, _) => history::act(model, action),
        (Scope::Pager, _) => pager::act(model, action),
    }
}

/// Puts a text in the place of the one that is being typed.
pub(super) fn type_over(model: &mut Model, text: &str) -> Vec<Effect> {
    match &mut model.mode {
        Mode::Form => return form::put(model, text),
        Mode::History { filtering } => {
            *filtering = false;
            model.history.filter.paste_over(text);
            return history::filter_changed(model);
        }
        Mode::Export(path) => path.paste_over(text),
        Mode::Choosing(list) => list.edit(|editor| editor.paste_over(text)),
        Mode::Settle(settle) => {
            if let Some(id) = &mut settle.id {
                id.paste_over(text);
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Puts an answer into the field that has the focus and goes on to the next one, unless it cannot be right: then the
/// focus stays, so that the question can be asked again.
pub(super) fn answer(model: &mut Model, text: &str) -> Vec<Effect> {
    if !matches!(model.mode, Mode::Form) {
        return Vec::new();
    }
    let slot = model.form.focus();
    let mut effects = form::put(model, text);
    // Several values have become rows: the first that cannot be right is asked for again.
    let last = model.form.focus().row.max(slot.row);
    model.form.go_by(1, &model.facts);
    if model.form.leave(&model.facts) {
        effects.push(Effect::SaveDraft);
    }
    let is_wrong = |slot: &Slot| {
        let shown = model.form.shown(*slot);
        shown.is_some_and(|problem| problem.severity == Severity::Error)
    };
    let mut rows = (slot.row..=last).map(|row| Slot { row, ..slot });
    if let Some(wrong) = rows.find(is_wrong) {
        model.form.go_to(wrong);
    }
    effects
}

pub(super) fn go_to(model: &mut Model, slot: Slot) -> Vec<Effect> {
    if matches!(model.mode, Mode::Form) {
        model.form.go_to(slot);
    }
    Vec::new()
}

pub(super) fn select(model: &mut Model, row: usize) -> Vec<Effect> {
    match &mut model.mode {
        Mode::History { .. } => return history::select(model, row),
        Mode::Drafts(drafts) => drafts.selected = row.min(drafts.rows.len().saturating_sub(1)),
        Mode::Settle(_) => settle::select(model, row),
        Mode::Review(_) => review::select(model, row),
        Mode::Choosing(list) => list.select(row),
        _ => {}
    }
    Vec::new()
}
