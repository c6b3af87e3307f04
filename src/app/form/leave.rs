//! What the program does for the operator when they leave a field: it makes rows of a list, tidies the value, and takes from a
//! PESEL what that says of birthdate and gender. Each is an edit that can be taken back.

use super::{FilledBy, Form};
use crate::customer::rules::{choice, pesel};
use crate::customer::{Card, FieldId, FieldKind, RuleContext, Severity, Slot, list};

/// What the program fills in from it.
pub(super) const PESEL: FieldId = FieldId::named("pesel");
const BIRTHDATE: FieldId = FieldId::named("birthdate");
const GENDER: FieldId = FieldId::named("gender");

/// Does what is to be done when a slot has been left; true if that changed the card.
pub(super) fn leave(form: &mut Form, slot: Slot, context: &RuleContext) -> bool {
    if make_rows(form, slot, context) {
        return true;
    }
    let tidied = tidied(form, slot, context);
    if let Some(text) = tidied {
        return form.change(context, |card| {
            card.set(slot, text);
            true
        });
    }
    if slot.field != PESEL {
        return false;
    }
    let card = form.card();
    let mut known = implied_by_pesel(card, context);
    known.retain(|(field, _)| card.value(*field).trim().is_empty());
    if known.is_empty() {
        return false;
    }
    let filled: Vec<Slot> = known.iter().map(|(field, _)| Slot::of(*field)).collect();
    form.change(context, |card| {
        for (field, value) in known {
            card.set(Slot::of(field), value);
        }
        true
    });
    form.mark_filled(filled, FilledBy::Pesel);
    true
}

/// Makes a row of each value where several were typed, and drops a separator that nothing follows; true if that changed
/// the card.
fn make_rows(form: &mut Form, slot: Slot, context: &RuleContext) -> bool {
    let text = form.card().get(slot);
    if slot.field.field().kind != FieldKind::Rows || !text.contains([',', ';', ':']) {
        return false;
    }
    let values: Vec<String> = list::split(text).map(str::to_owned).collect();
    if values.is_empty() || values == [text] {
        return false;
    }
    form.put_rows(slot, slot.row, values, context);
    true
}

/// The value of a slot in the form in which it is sent, if that is to be shown and differs from what was typed.
fn tidied(form: &Form, slot: Slot, context: &RuleContext) -> Option<String> {
    let typed = form.card().get(slot);
    let choices = form.card().choices(slot, context);
    if !choices.is_empty() && choice::find(choices, typed).is_none() {
        // The only value that begins so; anything else is no value, and stays as an error.
        return choice::begun(choices, typed).map(|choice| choice.value.clone());
    }
    let wrong =
        |(at, problem): &(Slot, crate::customer::Problem)| *at == slot && problem.severity == Severity::Error;
    if form.problems().iter().any(wrong) {
        return None;
    }
    let sent = form.card().canonical(slot, context)?;
    let is_shown = match slot.field.field().kind {
        FieldKind::Choice | FieldKind::Pairs => !choices.is_empty(),
        _ => (slot.field.field().rule.tidy)(typed, &sent),
    };
    (is_shown && sent != typed).then_some(sent)
}

/// What a PESEL without an error says of other fields.
pub(super) fn implied_by_pesel(card: &Card, context: &RuleContext) -> Vec<(FieldId, String)> {
    let typed = card.value(PESEL).trim();
    let rule = PESEL.field().rule;
    if (rule.check)(typed, card.rule_input(PESEL, context)).is_some() {
        return Vec::new();
    }
    let birthdate = pesel::birthdate(typed).map(|date| date.to_string());
    let sex = pesel::sex(typed);
    let choices = context.choices(GENDER.field().path).iter();
    let gender = sex.and_then(|sex| choices.into_iter().find(|choice| choice.sex == Some(sex)));
    let gender = gender.map(|choice| choice.value.clone());
    let known = [(BIRTHDATE, birthdate), (GENDER, gender)];
    known
        .into_iter()
        .filter_map(|(field, value)| Some((field, value?)))
        .collect()
}
