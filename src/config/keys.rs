//! `[keys]`: other keys for the program's actions. A list of keys is for an action wherever there is it; a table is for one
//! place.

use super::Mistake;
use super::checks::Wrong;
use crate::keymap::{Action, Key, Keymap};
use crate::keymap::{Clash, Place, Rebinding, Unfit};
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
    // The name of the rule, as `Mistake::of_parser` knows it.
    expecting = "KeysEntry"
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
    if keys.is_empty() {
        return Ok(Keymap::default());
    }
    let mut rebindings = Vec::new();
    let mut written = Vec::new();
    for (name, entry) in keys {
        let (place, actions): (_, Vec<(&String, &[String])>) = match entry {
            Entry::Key(key) => (Place::Everywhere, vec![(name, std::slice::from_ref(key))]),
            Entry::Keys(keys) => (Place::Everywhere, vec![(name, keys)]),
            Entry::Place(actions) => {
                let place = Place::tables().find(|place| place.name() == *name);
                let place =
                    place.ok_or_else(|| Wrong::new(&["keys", name], Mistake::Keys(unknown_table(name))))?;
                let rows = actions.iter().map(|(action, keys)| (action, keys.as_slice()));
                (place, rows.collect())
            }
        };
        for (action, keys) in actions {
            rebindings.push(rebinding(place, action, keys).map_err(|unfit| wrong(place, action, unfit))?);
            written.push((place, action));
        }
    }
    Keymap::with(&rebindings).map_err(|Clash { rebinding, unfit }| {
        let (place, action) = written[rebinding];
        wrong(place, action, unfit)
    })
}

fn wrong(place: Place, action: &str, unfit: Unfit) -> Wrong {
    let mistake = Mistake::Keys(unfit);
    match place {
        Place::Everywhere => Wrong::new(&["keys", action], mistake),
        place => Wrong::new(&["keys", &place.name(), action], mistake),
    }
}

fn rebinding(place: Place, name: &str, keys: &[String]) -> Result<Rebinding, Unfit> {
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
fn bindable(name: &str) -> Result<Key, Unfit> {
    let key: Key = name.parse().map_err(|()| Unfit::NotAKey(name.to_owned()))?;
    key.unreliable()
        .map_or(Ok(key), |why| Err(Unfit::Unreliable(key, why)))
}

/// A key of the menu.
fn letter(name: &str) -> Result<Key, Unfit> {
    let key = name
        .parse()
        .ok()
        .filter(|key: &Key| key.typed().is_some_and(|letter| letter != ' '));
    key.ok_or_else(|| Unfit::NotALetter(name.to_owned()))
}

fn unknown_action(place: Place, name: &str) -> Unfit {
    if name == Action::Leader.name() {
        return Unfit::Leader;
    }
    if place == Place::Everywhere && Place::tables().any(|place| place.name() == name) {
        return Unfit::IsAPlace(name.to_owned());
    }
    let names: Vec<String> = place.actions().map(Action::name).collect();
    Unfit::NoAction(nearest(name, &names))
}

fn unknown_table(name: &str) -> Unfit {
    if Action::named(name).is_some() {
        return Unfit::IsAnAction(name.to_owned());
    }
    Unfit::NoPlace(Place::tables().map(Place::name).collect())
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
