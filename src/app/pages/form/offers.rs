//! What the field that has the focus can do, so that the hint line shows the keys of that and of nothing else.

use super::repeat;
use crate::app::model::Model;
use crate::app::suggestion::displayed_suggestion;
use crate::customer::{FieldId, FieldKind};
use crate::keymap::Action;

/// The company of the customer, which is found.
const COMPANY: FieldId = FieldId::named("company_id");

/// What the list of values is for in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceUse {
    /// One of several values.
    List,
    /// Yes or no.
    YesOrNo,
    /// The company is found.
    Company,
    /// The customers are shown whom the CRM has with the value.
    Customer,
}

/// What the key that lists values does in the field that has the focus; none where it does nothing.
#[must_use]
pub fn choice_use(model: &Model) -> Option<ChoiceUse> {
    let slot = model.form.focus();
    if slot.field == COMPANY {
        Some(ChoiceUse::Company)
    } else if slot.field.field().kind == FieldKind::Flag {
        Some(ChoiceUse::YesOrNo)
    } else if !model.form.card().choices(slot, &model.rule_context).is_empty() {
        Some(ChoiceUse::List)
    } else if !model.known_customers(slot).is_empty() {
        Some(ChoiceUse::Customer)
    } else {
        None
    }
}

/// Whether an action does anything in the field that has the focus.
pub fn offers(model: &Model, action: Action) -> bool {
    let slot = model.form.focus();
    let is_empty = model.form.card().get(slot).is_empty();
    match action {
        Action::AddRow => matches!(slot.field.field().kind, FieldKind::Rows | FieldKind::Pairs) && !is_empty,
        Action::Choose => choice_use(model).is_some(),
        Action::Complete => displayed_suggestion(model).is_some(),
        Action::SameAddress => is_empty && repeat::other_address(model).is_some(),
        Action::Duplicate => is_empty && repeat::has_last_value(model),
        // The work with a caller begins there; on a card that is begun, other keys help more.
        Action::Find => model.form.is_untouched(&model.rule_context),
        Action::NextError => {
            let mut problems = model.form.problems().iter();
            problems.any(|(slot, _)| model.form.shown(*slot).is_some())
        }
        _ => true,
    }
}
