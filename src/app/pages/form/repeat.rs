//! What one card takes from another: the value of the last one, values that are held, another address; and emptying it.

use super::edit;
use crate::app::Effect;
use crate::app::edit::Editor;
use crate::app::model::{Model, Notice};
use crate::app::pages::Question;
use crate::app::update::ask;
use crate::customer::{Card, FieldId, FieldKind, Slot, SlotPart};
use crate::keymap::Action;

pub(super) fn perform(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Duplicate => return duplicate(model),
        Action::Hold => return hold(model),
        Action::SameAddress => return same_address(model),
        _ if model.form.is_blank(&model.rule_context) => {}
        _ => ask(model, Question::ClearCard),
    }
    Vec::new()
}

/// The operator has confirmed; undo brings the card back all the same.
pub(in crate::app) fn clear_card(model: &mut Model) -> Vec<Effect> {
    model.form.empty(&model.rule_context);
    model.notice = Some(Notice::Cleared);
    vec![Effect::SaveDraft]
}

/// The value that the last card had here, and on to the next field. Where it had none, what is typed stays.
fn duplicate(model: &mut Model) -> Vec<Effect> {
    let Some(last) = &model.last_sent else {
        model.notice = Some(Notice::NoLastCard);
        return Vec::new();
    };
    let slot = model.form.focus();
    let value = value_on(last, model.form.card(), slot).to_owned();
    let effects = if value.is_empty() {
        Vec::new()
    } else {
        edit(model, |editor| {
            *editor = Editor::new(&value, editor.is_multiline());
        })
    };
    model.form.go_by(1, &model.rule_context);
    effects
}

/// What is on another card where the focus is on this one. A custom field is known by its name. A value that was
/// masked is none.
fn value_on<'a>(other: &'a Card, card: &Card, slot: Slot) -> &'a str {
    let mut there = slot;
    if slot.field.field().kind == FieldKind::Pairs && slot.part == SlotPart::Value {
        let name = card.get(Slot::name(slot.row));
        let same = |row: &usize| other.get(Slot::name(*row)) == name;
        let Some(row) = (0..other.rows(slot.field)).find(same) else {
            return "";
        };
        there.row = row;
    }
    let value = other.get(there);
    let personal = slot.field.field().key.is_some_and(|key| key.personal);
    if personal && value.contains(['*', '…']) {
        ""
    } else {
        value
    }
}

/// Keeps the value of the field for the next cards, or not any more.
fn hold(model: &mut Model) -> Vec<Effect> {
    let slot = model.form.focus();
    let own_row = slot.field.field().kind == FieldKind::Pairs
        && !model.form.card().row_is_configured(slot.row, &model.rule_context);
    if !slot.field.field().holdable || own_row {
        model.notice = Some(Notice::NotHeld);
        return Vec::new();
    }
    let held = !model.held.remove(&slot);
    model.notice = Some(Notice::Held(held));
    if held {
        model.held.insert(slot);
    }
    // A value that is kept is this one, wherever it came from.
    let decided = held && model.form.mark_typed();
    decided.then_some(Effect::SaveDraft).into_iter().collect()
}

/// Copies the next of the other addresses that have anything in them into the one that has the focus.
fn same_address(model: &mut Model) -> Vec<Effect> {
    let here = model.form.focus().field.field().parent_and_key().0;
    let (Some(here), Some(other)) = (here, other_address(model)) else {
        model.notice = Some(Notice::NoOtherAddress);
        return Vec::new();
    };
    model.form.change(&model.rule_context, |card| {
        for field in parts(here) {
            let key = field.field().parent_and_key().1;
            let twin = parts(other).find(|twin| twin.field().parent_and_key().1 == key);
            let value = twin.map(|twin| card.value(twin).to_owned()).unwrap_or_default();
            card.set(Slot::of(field), value);
        }
        true
    });
    vec![Effect::SaveDraft]
}

/// The address that can be copied into the one that has the focus.
pub(super) fn other_address(model: &Model) -> Option<&'static str> {
    let here = model.form.focus().field.field().parent_and_key().0?;
    next_filled(model.form.card(), here)
}

/// Whether the last card had a value where the focus is.
pub(super) fn has_last_value(model: &Model) -> bool {
    let slot = model.form.focus();
    let last = model.last_sent.as_ref();
    last.is_some_and(|last| !value_on(last, model.form.card(), slot).is_empty())
}

/// The address after this one, round the end, that has anything in it and is not the same already.
fn next_filled(card: &Card, here: &'static str) -> Option<&'static str> {
    let mut addresses: Vec<&str> = FieldId::in_form_order()
        .iter()
        .filter_map(|field| field.field().parent_and_key().0)
        .collect();
    addresses.dedup();
    let at = addresses.iter().position(|address| *address == here)?;
    addresses.rotate_left(at);
    let text = |address: &'static str| -> Vec<&str> { parts(address).map(|part| card.value(part)).collect() };
    let filled = |address: &&'static str| {
        let there = text(address);
        there != text(here) && there.iter().any(|part| !part.is_empty())
    };
    addresses.into_iter().skip(1).find(filled)
}

/// The fields of an address.
fn parts(address: &'static str) -> impl Iterator<Item = FieldId> {
    FieldId::all().filter(move |field| field.field().parent_and_key().0 == Some(address))
}
