//! `[keys]`: other keys for the program's actions. A list of keys is for an action wherever there is it; a table is for one
//! place.

use super::SettingsProblem;
use super::invalid_value::InvalidValue;
use crate::keymap::{Action, Key, Keymap};
use crate::keymap::{BindingConflict, BindingContext, BindingError, Rebinding};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A name is like another from this likeness on, where 1 is the same.
const ALIKE: f64 = 0.5;

/// The section as it is written: names of actions with their keys, and of places with a table of those.
pub type KeysSection = BTreeMap<String, KeysEntry>;

/// What may be behind a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(
    untagged,
    // The name of the rule, as `SettingsProblem::of_parser` knows it.
    expecting = "KeysEntry"
)]
pub enum KeysEntry {
    /// One key of an action.
    Key(String),
    /// The keys of an action.
    Keys(Vec<String>),
    /// The actions of a place.
    Place(BTreeMap<String, Vec<String>>),
}

/// The keymap that the section asks for, or what is wrong with it.
pub(super) fn keymap(keys: &KeysSection) -> Result<Keymap, InvalidValue> {
    if keys.is_empty() {
        return Ok(Keymap::default());
    }
    let mut rebindings = Vec::new();
    let mut written = Vec::new();
    for (name, entry) in keys {
        let (place, actions): (_, Vec<(&String, &[String])>) = match entry {
            KeysEntry::Key(key) => (
                BindingContext::Everywhere,
                vec![(name, std::slice::from_ref(key))],
            ),
            KeysEntry::Keys(keys) => (BindingContext::Everywhere, vec![(name, keys)]),
            KeysEntry::Place(actions) => {
                let place = BindingContext::tables().find(|place| place.name() == *name);
                let place = place.ok_or_else(|| {
                    InvalidValue::new(&["keys", name], SettingsProblem::Keys(unknown_table(name)))
                })?;
                let rows = actions.iter().map(|(action, keys)| (action, keys.as_slice()));
                (place, rows.collect())
            }
        };
        for (action, keys) in actions {
            rebindings.push(rebinding(place, action, keys).map_err(|error| wrong(place, action, error))?);
            written.push((place, action));
        }
    }
    Keymap::with(&rebindings).map_err(|BindingConflict { rebinding, error }| {
        let (place, action) = written[rebinding];
        wrong(place, action, error)
    })
}

fn wrong(place: BindingContext, action: &str, error: BindingError) -> InvalidValue {
    let problem = SettingsProblem::Keys(error);
    match place {
        BindingContext::Everywhere => InvalidValue::new(&["keys", action], problem),
        place => InvalidValue::new(&["keys", &place.name(), action], problem),
    }
}

fn rebinding(place: BindingContext, name: &str, keys: &[String]) -> Result<Rebinding, BindingError> {
    let action = place.actions().find(|action| action.name() == name);
    let action = action.ok_or_else(|| unknown_action(place, name))?;
    let keys = keys.iter().map(|key| match place {
        BindingContext::Menu => letter(key),
        _ => bindable(key),
    });
    Ok(Rebinding {
        place,
        action,
        keys: keys.collect::<Result<_, _>>()?,
    })
}

/// A key that reaches the program from every terminal, and is not another one's other name.
fn bindable(name: &str) -> Result<Key, BindingError> {
    let key: Key = name
        .parse()
        .map_err(|()| BindingError::NotAKey(name.to_owned()))?;
    key.unreliable()
        .map_or(Ok(key), |why| Err(BindingError::Unreliable(key, why)))
}

/// A key of the menu.
fn letter(name: &str) -> Result<Key, BindingError> {
    let key = name
        .parse()
        .ok()
        .filter(|key: &Key| key.typed().is_some_and(|letter| letter != ' '));
    key.ok_or_else(|| BindingError::NotALetter(name.to_owned()))
}

fn unknown_action(place: BindingContext, name: &str) -> BindingError {
    if name == Action::Leader.name() {
        return BindingError::Leader;
    }
    if place == BindingContext::Everywhere && BindingContext::tables().any(|place| place.name() == name) {
        return BindingError::IsAPlace(name.to_owned());
    }
    let names: Vec<String> = place.actions().map(Action::name).collect();
    BindingError::NoAction(nearest(name, &names))
}

fn unknown_table(name: &str) -> BindingError {
    if Action::named(name).is_some() {
        return BindingError::IsAnAction(name.to_owned());
    }
    BindingError::NoPlace(BindingContext::tables().map(BindingContext::name).collect())
}

/// The name that was meant, as it seems.
fn nearest(written: &str, names: &[String]) -> Option<String> {
    let alike = names
        .iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(name, written), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(a, _), (b, _)| a.total_cmp(b));
    alike.map(|(_, name)| name.clone())
}
