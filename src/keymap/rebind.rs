//! Other keys than the table's, as the settings ask for them: under which names, and what cannot be.

use super::key::{Key, KeyCode, UnreliableKey};
use super::{Action, BINDINGS, Binding, Keymap, KeymapRow, Scope};
use std::fmt::Debug;

/// How many letters lead to sections at least: the program's own form has so many.
const LEAST_SECTIONS: usize = 7;

/// Where other keys hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BindingContext {
    /// Wherever there is the action.
    Everywhere,
    /// In one scope.
    In(Scope),
    /// Behind the leader.
    Menu,
}

/// Other keys for an action, in the place of all that it has there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebinding {
    /// Where.
    pub place: BindingContext,
    /// What they do.
    pub action: Action,
    /// The keys.
    pub keys: Vec<Key>,
}

/// Why a rebinding cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BindingConflict {
    /// Which of the rebindings, from 0.
    pub rebinding: usize,
    /// What is wrong.
    pub error: BindingError,
}

/// Why an action cannot have the keys that it should have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BindingError {
    /// There is no key of this name.
    NotAKey(String),
    /// The menu takes one letter, digit or sign.
    NotALetter(String),
    /// The key does not arrive, or arrives as another one.
    Unreliable(Key, UnreliableKey),
    /// The leader is one key everywhere.
    Leader,
    /// This is the name of a place, where an action should be.
    IsAPlace(String),
    /// This is the name of an action, where a place should be.
    IsAnAction(String),
    /// There is no such place, but these.
    NoPlace(Vec<String>),
    /// There is no such action here. One has a name that is much like it.
    NoAction(Option<String>),
    /// There must be so many letters at least, one for each section.
    Letters(usize),
    /// Nothing would lead to this action any more.
    NoWay(Action),
    /// The key types or edits there.
    Typed(Key),
    /// The key may come by chance, and would say yes.
    YesByChance(Key),
    /// Another action has the key already.
    Taken {
        /// The key.
        key: String,
        /// Where.
        place: BindingContext,
        /// Whose it is.
        by: Action,
        /// Whose it should be.
        action: Action,
    },
}

impl Action {
    /// The name in the settings: `next-field`. It is the variant's own, so that no list of names can be wrong.
    #[must_use]
    pub fn name(self) -> String {
        kebab(self)
    }

    /// The action of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut actions = BINDINGS.iter().map(|row| row.action);
        actions.find(|action| action.name() == name)
    }
}

impl BindingContext {
    /// The name of the place's table in the settings, behind `keys.`; empty for everywhere.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Everywhere => String::new(),
            Self::In(scope) => kebab(scope),
            Self::Menu => kebab(self),
        }
    }

    /// The places that have a table of their own.
    pub fn tables() -> impl Iterator<Item = Self> {
        Scope::ALL.into_iter().map(Self::In).chain([Self::Menu])
    }

    /// The actions that can be given other keys here.
    pub fn actions(self) -> impl Iterator<Item = Action> {
        let here = move |row: &&Binding| match self {
            Self::Everywhere => true,
            Self::In(scope) => row.scope == scope && row.action != Action::Leader,
            Self::Menu => row.is_in_menu() && !matches!(row.action, Action::Leader | Action::Back),
        };
        BINDINGS.iter().filter(here).map(|row| row.action)
    }
}

/// A variant's name as it is written in the settings.
fn kebab(variant: impl Debug) -> String {
    let name = format!("{variant:?}");
    let mut kebab = String::new();
    for letter in name.chars().take_while(|letter| *letter != '(') {
        if letter.is_ascii_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
    }
    kebab
}

/// A row, and which rebindings it has its keys and its letters from.
struct BoundKeys {
    row: KeymapRow,
    keys_from: Option<usize>,
    leader_from: Option<usize>,
}

impl Keymap {
    /// The table with other keys. What is specified about one scope goes before what is specified about all.
    ///
    /// # Errors
    /// If two actions of a scope would have the same key, a key is needed for typing, or nothing would lead to an action
    /// any more.
    pub fn with(rebindings: &[Rebinding]) -> Result<Self, BindingConflict> {
        let rows = Self::default().rows.into_iter();
        let mut rows: Vec<BoundKeys> = rows
            .map(|row| BoundKeys {
                row,
                keys_from: None,
                leader_from: None,
            })
            .collect();
        let numbered = || rebindings.iter().enumerate();
        let everywhere = numbered().filter(|(_, rebinding)| rebinding.place == BindingContext::Everywhere);
        let narrower = numbered().filter(|(_, rebinding)| rebinding.place != BindingContext::Everywhere);
        for (number, rebinding) in everywhere.chain(narrower) {
            for bound in &mut rows {
                bound.take(number, rebinding);
            }
        }
        rows.iter().try_for_each(BoundKeys::check)?;
        for (place, bound) in rows.iter().enumerate() {
            for other in &rows[..place] {
                bound.clash(other)?;
            }
        }
        Ok(Self {
            rows: rows.into_iter().map(|bound| bound.row).collect(),
        })
    }
}

impl BoundKeys {
    fn take(&mut self, number: usize, rebinding: &Rebinding) {
        let binding = self.row.binding;
        if binding.action != rebinding.action {
            return;
        }
        match rebinding.place {
            BindingContext::In(scope) if scope != binding.scope => {}
            BindingContext::Menu if !binding.is_in_menu() => {}
            BindingContext::Menu => {
                self.row.leader = rebinding.keys.iter().filter_map(|key| key.typed()).collect();
                self.leader_from = Some(number);
            }
            BindingContext::In(_) | BindingContext::Everywhere => {
                self.row.keys.clone_from(&rebinding.keys);
                self.keys_from = Some(number);
            }
        }
    }

    /// Whether the row can have these keys at all.
    fn check(&self) -> Result<(), BindingConflict> {
        let binding = self.row.binding;
        let wrong = |from: Option<usize>, error: BindingError| {
            from.map_or(Ok(()), |rebinding| Err(BindingConflict { rebinding, error }))
        };
        let letters = LEAST_SECTIONS..=binding.leader.len();
        if let Action::Section(_) = binding.action
            && !letters.contains(&self.row.leader.len())
        {
            return wrong(self.leader_from, BindingError::Letters(LEAST_SECTIONS));
        }
        if self.row.keys.is_empty() && self.row.leader.is_empty() {
            return wrong(
                self.keys_from.or(self.leader_from),
                BindingError::NoWay(binding.action),
            );
        }
        let own = |key: &&Key| binding.keys.contains(&key.to_string().as_str());
        for key in self.row.keys.iter().filter(|key| !own(key)) {
            if let Some(error) = needed(binding, *key) {
                return wrong(self.keys_from, error);
            }
        }
        Ok(())
    }

    /// Whether two rows can be beside each other.
    fn clash(&self, other: &Self) -> Result<(), BindingConflict> {
        let twice = |key: String, place: BindingContext, mine: Option<usize>, theirs: Option<usize>| {
            let actions = [self, other].map(|bound| bound.row.binding.action);
            let [action, by] = if mine >= theirs {
                actions
            } else {
                [actions[1], actions[0]]
            };
            let error = BindingError::Taken {
                key,
                place,
                by,
                action,
            };
            let rebinding = mine.max(theirs).unwrap_or_default();
            Err(BindingConflict { rebinding, error })
        };
        if self.row.binding.scope == other.row.binding.scope
            && let Some(key) = self.row.keys.iter().find(|key| other.row.keys.contains(key))
        {
            let place = BindingContext::In(self.row.binding.scope);
            return twice(key.to_string(), place, self.keys_from, other.keys_from);
        }
        if let Some(letter) = self
            .row
            .leader
            .iter()
            .find(|letter| other.row.leader.contains(letter))
        {
            return twice(
                letter.to_string(),
                BindingContext::Menu,
                self.leader_from,
                other.leader_from,
            );
        }
        Ok(())
    }
}

/// What a scope needs a key for itself.
fn needed(binding: &Binding, key: Key) -> Option<BindingError> {
    let plain = !key.ctrl && !key.alt && !key.shift;
    match (binding.scope, binding.action) {
        (Scope::Form | Scope::Choosing | Scope::Prompt | Scope::Find, _)
            if plain && (key.typed().is_some() || key.edits()) =>
        {
            Some(BindingError::Typed(key))
        }
        (Scope::Question, Action::Yes) | (Scope::Review, Action::SendAnyway) if plain && is_typed_on(key) => {
            Some(BindingError::YesByChance(key))
        }
        _ => None,
    }
}

/// Whether a key comes with the next value, for who does not look.
fn is_typed_on(key: Key) -> bool {
    let small = key.typed().is_some_and(|letter| !letter.is_uppercase());
    small || matches!(key.code, KeyCode::Enter | KeyCode::Tab)
}
