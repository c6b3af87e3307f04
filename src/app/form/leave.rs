//! What the program does for the operator when he leaves a field: it tidies the value, and takes from a PESEL what that
//! says of birthdate and gender. Each is an edit that can be taken back.

use super::Form;
use crate::customer::rules::pesel;
use crate::customer::{Card, Facts, FieldId, Severity, Slot};

const PESEL: FieldId = FieldId::named("pesel");
const BIRTHDATE: FieldId = FieldId::named("birthdate");
const GENDER: FieldId = FieldId::named("gender");

/// Does what is to be done when a slot has been left; true if that changed the card.
pub(super) fn leave(form: &mut Form, slot: Slot, facts: &Facts) -> bool {
    let tidied = tidied(form, slot, facts);
    if let Some(text) = tidied {
        return form.change(facts, |card| {
            card.set(slot, text);
            true
        });
    }
    if slot.field != PESEL {
        return false;
    }
    let known = said_by_pesel(form.card(), facts);
    if known.is_empty() {
        return false;
    }
    let filled: Vec<Slot> = known.iter().map(|(field, _)| Slot::of(*field)).collect();
    form.change(facts, |card| {
        for (field, value) in known {
            card.set(Slot::of(field), value);
        }
        true
    });
    form.mark_filled(filled);
    true
}

/// The value of a slot in the form in which it is sent, if that is to be shown and differs from what was typed.
fn tidied(form: &Form, slot: Slot, facts: &Facts) -> Option<String> {
    let wrong =
        |(at, problem): &(Slot, crate::customer::Problem)| *at == slot && problem.severity == Severity::Error;
    if form.problems().iter().any(wrong) {
        return None;
    }
    let typed = form.card().get(slot);
    let text = form.card().canonical(slot, facts)?;
    (text != typed && (slot.field.field().rule.tidy)(typed, &text)).then_some(text)
}

/// What a PESEL without an error says of the fields that are empty.
fn said_by_pesel(card: &Card, facts: &Facts) -> Vec<(FieldId, String)> {
    let typed = card.value(PESEL).trim();
    let rule = PESEL.field().rule;
    if (rule.check)(typed, card.context(PESEL, facts)).is_some() {
        return Vec::new();
    }
    let birthdate = pesel::birthdate(typed).map(|date| date.to_string());
    let sex = pesel::sex(typed);
    let choices = facts.choices(GENDER.field().path).iter();
    let gender = sex.and_then(|sex| choices.into_iter().find(|choice| choice.sex == Some(sex)));
    let gender = gender.map(|choice| choice.value.clone());
    let known = [(BIRTHDATE, birthdate), (GENDER, gender)];
    known
        .into_iter()
        .filter(|(field, _)| card.value(*field).trim().is_empty())
        .filter_map(|(field, value)| Some((field, value?)))
        .collect()
}
