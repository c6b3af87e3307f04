//! What lines mean for the form: an answer to the question for a field, and fields that are named.

use crate::app::Effect;
use crate::app::model::Model;
use crate::app::pages::{customer, form};
use crate::app::suggestion::suggestion;
use crate::customer::{Severity, Slot};

/// Puts an answer into the field that has the focus and goes on to the next one, unless it cannot be right: then the
/// focus stays, so that the question can be asked again.
pub(super) fn answer(model: &mut Model, text: &str) -> Vec<Effect> {
    if !model.page().is_form() {
        return Vec::new();
    }
    let slot = model.form.focus();
    let mut effects = form::put(model, text);
    let proposed = suggestion(model).map(str::to_owned);
    model.line_proposal = proposed.map(|value| (model.form.focus(), value));
    // Several values have become rows: the first that cannot be right is asked for again.
    let last = model.form.focus().row.max(slot.row);
    model.form.go_by(1, &model.rule_context);
    if model.form.leave(&model.rule_context) {
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

/// Gives the focus to a slot of the form.
pub(super) fn go_to(model: &mut Model, slot: Slot) -> Vec<Effect> {
    if model.page().is_form() {
        model.form.go_to(slot);
    }
    Vec::new()
}

/// Shows the customer whom the CRM has with the value of a slot of the form.
pub(super) fn show_known(model: &mut Model, slot: Slot) -> Vec<Effect> {
    let is_form = model.page().is_form();
    let shown = is_form.then(|| customer::open_known(model, slot)).flatten();
    shown.unwrap_or_default()
}
