//! Documents that are almost right: a good one, changed at random places.

use crate::support::dice::Dice;
use serde_json::{Map, Value, json};

/// Texts of every kind: plain, blank, of hidden characters, long, in other scripts, and what looks like another type.
const TEXTS: [&str; 16] = [
    "Nowak",
    "",
    " ",
    "\u{a0}\u{3000}",
    "\u{200b}",
    "\u{2028}",
    "\t",
    "a\nb",
    "\u{85}",
    "\u{e0041}",
    "Żółć \u{1f600}",
    "null",
    "true",
    "17",
    "-1.5",
    "[\"x\"]",
];

/// Names that no object has, or another one has.
const NAMES: [&str; 12] = [
    "",
    " ",
    "surnme",
    "Surname",
    "address.city",
    "city",
    "__proto__",
    "constructor",
    "custom_fields.kampania",
    "imię",
    "$schema",
    "x\u{200b}",
];

/// A text.
pub fn text(dice: &mut Dice) -> String {
    match dice.below(20) {
        0 => "ą".repeat(dice.between(100, 5000)),
        _ => dice.pick(&TEXTS).to_owned(),
    }
}

/// Any value, nested to this depth at most.
pub fn any(dice: &mut Dice, depth: usize) -> Value {
    match dice.below(if depth == 0 { 6 } else { 9 }) {
        0 => Value::Null,
        1 => json!(dice.percent(50)),
        2 => json!(dice.pick(&[0, 1, 17, -1, 601, i64::MAX, i64::MIN])),
        3 => json!(dice.pick(&[1.5, -0.25, 1e300, 1e-300])),
        6 | 7 => {
            let count = dice.below(4);
            (0..count).map(|_| any(dice, depth - 1)).collect()
        }
        8 => {
            let count = dice.below(4);
            let members = (0..count).map(|_| (name(dice, &[]), any(dice, depth - 1)));
            Value::Object(members.collect::<Map<String, Value>>())
        }
        _ => json!(text(dice)),
    }
}

/// A name: one that objects have elsewhere, or none that any has.
fn name(dice: &mut Dice, known: &[String]) -> String {
    if !known.is_empty() && dice.percent(50) {
        return known[dice.below(known.len())].clone();
    }
    dice.pick(&NAMES).to_owned()
}

/// Changes a document at a place that chance finds.
pub fn change(document: &mut Value, known: &[String], dice: &mut Dice) {
    let goes_in = dice.percent(70);
    match document {
        Value::Object(members) if goes_in && !members.is_empty() => {
            let key = members.keys().nth(dice.below(members.len())).unwrap().clone();
            change(&mut members[&key], known, dice);
        }
        Value::Array(items) if goes_in && !items.is_empty() => {
            let at = dice.below(items.len());
            change(&mut items[at], known, dice);
        }
        here => change_here(here, known, dice),
    }
}

fn change_here(here: &mut Value, known: &[String], dice: &mut Dice) {
    match (dice.below(6), &mut *here) {
        (0 | 1, Value::Object(members)) => {
            members.insert(name(dice, known), any(dice, 2));
        }
        (2, Value::Object(members)) if !members.is_empty() => {
            let key = members.keys().nth(dice.below(members.len())).unwrap().clone();
            let value = members.shift_remove(&key).unwrap();
            if dice.percent(50) {
                members.insert(name(dice, known), value);
            }
        }
        (0 | 1, Value::Array(items)) => items.push(any(dice, 1)),
        (2, Value::Array(items)) => drop(items.pop()),
        (3, _) => *here = json!([here.take()]),
        (4, _) => *here = json!({name(dice, known): here.take()}),
        _ => *here = any(dice, 2),
    }
}

/// The names of all members, at any depth.
pub fn names(document: &Value, found: &mut Vec<String>) {
    match document {
        Value::Object(members) => {
            found.extend(members.keys().cloned());
            members.values().for_each(|value| names(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| names(value, found)),
        _ => {}
    }
}
