//! `[keys]`: other keys for the program's actions. A list of keys is for an action wherever there is it; a table is for one
//! place.

use super::checks::Wrong;
use crate::app::bindings::{Clash, Place, Rebinding};
use crate::app::{Action, Key, Keymap};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A name is like another from this likeness on, where 1 is the same.
const ALIKE: f64 = 0.5;

/// The section as it is written: names of actions with their keys, and of places with a table of those.
pub type Keys = BTreeMap<String, Entry>;

/// What may stand behind a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "a list of keys such as [\"F8\", \"Ctrl+G\"], or a table of actions and their keys"
)]
pub enum Entry {
    /// One key of an action.
    Key(String),
    /// The keys of an action.
    Keys(Vec<String>),
    /// The actions of a place.
    Place(BTreeMap<String, Vec<String>>),
}

/// The keymap that the section asks for, or what is wrong with it.
pub(super) fn keymap(keys: &Keys) -> Result<Keymap, Wrong> {
    let mut rebindings = Vec::new();
    let mut written = Vec::new();
    for (name, entry) in keys {
        let (place, actions): (_, Vec<(&String, &[String])>) = match entry {
            Entry::Key(key) => (Place::Everywhere, vec![(name, std::slice::from_ref(key))]),
            Entry::Keys(keys) => (Place::Everywhere, vec![(name, keys)]),
            Entry::Place(actions) => {
                let place = Place::tables().find(|place| place.name() == *name);
                let place =
                    place.ok_or_else(|| Wrong::new(&format!("keys.{name}"), "", unknown_table(name)))?;
                let rows = actions.iter().map(|(action, keys)| (action, keys.as_slice()));
                (place, rows.collect())
            }
        };
        for (action, keys) in actions {
            let wrong = |message| Wrong::new(&table(place), action, message);
            rebindings.push(rebinding(place, action, keys).map_err(wrong)?);
            written.push((place, action));
        }
    }
    Keymap::with(&rebindings).map_err(|Clash { rebinding, message }| {
        let (place, action) = written[rebinding];
        Wrong::new(&table(place), action, message)
    })
}

/// The name of a place's table in the file.
fn table(place: Place) -> String {
    match place {
        Place::Everywhere => "keys".to_owned(),
        place => format!("keys.{}", place.name()),
    }
}

fn rebinding(place: Place, name: &str, keys: &[String]) -> Result<Rebinding, String> {
    let action = place.actions().find(|action| action.name() == name);
    let action = action.ok_or_else(|| unknown_action(place, name))?;
    let keys = keys.iter().map(|key| match place {
        Place::Menu => letter(key),
        _ => bindable(key),
    });
    Ok(Rebinding {
        place,
        action,
        keys: keys.collect::<Result<_, _>>()?,
    })
}

/// A key that reaches the program from every terminal, and is not another one's other name.
fn bindable(name: &str) -> Result<Key, String> {
    let key: Key = name.parse()?;
    key.unreliable()
        .map_or(Ok(key), |why| Err(format!("{key} {why}")))
}

/// A key of the menu.
fn letter(name: &str) -> Result<Key, String> {
    let key = name
        .parse()
        .ok()
        .filter(|key: &Key| key.typed().is_some_and(|letter| letter != ' '));
    key.ok_or_else(|| format!("{name:?} is not one letter, digit or sign, as the menu needs it"))
}

fn unknown_action(place: Place, name: &str) -> String {
    if name == Action::Leader.name() {
        return "the leader is one key everywhere: write it in [keys] itself".to_owned();
    }
    if place == Place::Everywhere && Place::tables().any(|place| place.name() == name) {
        return format!("this is a place: write its actions in [keys.{name}]");
    }
    let names: Vec<String> = place.actions().map(Action::name).collect();
    format!("no such action here{}", nearest(name, &names))
}

fn unknown_table(name: &str) -> String {
    if Action::named(name).is_some() {
        return format!("this is an action: write its keys as {name} = [\"F8\"] in [keys]");
    }
    let names: Vec<String> = Place::tables().map(Place::name).collect();
    format!("no such place: it is one of {}", names.join(", "))
}

/// The advice behind a name that is none.
fn nearest(written: &str, names: &[String]) -> String {
    let alike = names
        .iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(name, written), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(a, _), (b, _)| a.total_cmp(b));
    alike.map_or_else(
        || ": kartoteka keys shows them all".to_owned(),
        |(_, name)| format!(": did you mean {name}?"),
    )
}
