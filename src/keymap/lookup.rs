//! The table as it holds in this run: its keys are read once, at the start.

use super::key::Key;
use super::{Action, BINDINGS, Binding, Scope};
use crate::i18n::Locale;

/// What every key means. Dispatch, the hint bar, the leader menu and the help ask it and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    pub(super) rows: Vec<KeymapRow>,
}

/// A row of the table with its keys.
#[derive(Debug, Clone)]
pub struct KeymapRow {
    /// What the keys are for.
    pub binding: &'static Binding,
    /// The keys.
    pub keys: Vec<Key>,
    /// The keys behind the leader, one character each.
    pub leader: Vec<char>,
}

impl PartialEq for KeymapRow {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.binding, other.binding) && self.keys == other.keys && self.leader == other.leader
    }
}

impl Eq for KeymapRow {}

impl Default for Keymap {
    /// The keys of [`BINDINGS`].
    fn default() -> Self {
        let rows = BINDINGS.iter().map(|binding| KeymapRow {
            binding,
            keys: binding.keys.iter().flat_map(|key| key.parse()).collect(),
            leader: binding.leader.to_vec(),
        });
        Self { rows: rows.collect() }
    }
}

impl Keymap {
    /// All rows, in the order of the table.
    #[must_use]
    pub fn rows(&self) -> &[KeymapRow] {
        &self.rows
    }

    /// The rows of a scope.
    pub fn of(&self, scope: Scope) -> impl Iterator<Item = &KeymapRow> {
        self.rows.iter().filter(move |row| row.binding.scope == scope)
    }

    /// What a key means in a scope.
    ///
    /// ```
    /// use kartoteka::i18n::{Language, Locale};
    /// use kartoteka::keymap::{Action, Keymap, Scope};
    ///
    /// let keymap = Keymap::default();
    /// assert_eq!(keymap.action(Scope::Form, "F8".parse().unwrap()), Some(Action::Review));
    /// let locale = Locale::new(Language::En);
    /// assert_eq!(keymap.way_to(&locale, Scope::Form, Action::Undo), "Ctrl+X z");
    /// ```
    #[must_use]
    pub fn action(&self, scope: Scope, key: Key) -> Option<Action> {
        let row = self.of(scope).find(|row| row.keys.contains(&key))?;
        Some(row.binding.action)
    }

    /// What a key means behind the leader.
    #[must_use]
    pub fn leader(&self, key: Key) -> Option<Action> {
        let typed = key.typed()?;
        let (row, place) = self.rows.iter().find_map(|row| {
            let place = row.leader.iter().position(|known| *known == typed)?;
            Some((row, place))
        })?;
        Some(match row.binding.action {
            Action::Section(first) => Action::Section(first + u8::try_from(place).unwrap_or(0)),
            action => action,
        })
    }

    /// The [key](KeymapRow::shown_key) of an action in a scope, or its way through the leader menu; empty where it has neither.
    #[must_use]
    pub fn way_to(&self, locale: &Locale, scope: Scope, action: Action) -> String {
        let Some(row) = self.of(scope).find(|row| row.binding.action == action) else {
            return String::new();
        };
        let menu = || Some(format!("{} {}", self.leader_key(), row.leader.first()?));
        let key = row.shown_key(locale).map(Key::to_string);
        key.or_else(menu).unwrap_or_default()
    }

    /// The whole way through the leader menu: `Ctrl+X n`, `Ctrl+X + =`; empty where there is none.
    #[must_use]
    pub fn leader_label(&self, row: &KeymapRow) -> String {
        if row.leader.is_empty() {
            String::new()
        } else {
            format!("{} {}", self.leader_key(), row.leader_keys())
        }
    }

    /// The key that opens the leader menu.
    fn leader_key(&self) -> String {
        let row = self
            .of(Scope::Form)
            .find(|row| row.binding.action == Action::Leader);
        row.and_then(|row| row.keys.first())
            .map(Key::to_string)
            .unwrap_or_default()
    }
}

impl KeymapRow {
    /// The keys behind the leader: `n`, `1-7`, `+ =`.
    #[must_use]
    pub fn leader_keys(&self) -> String {
        match (self.binding.action, self.leader.as_slice()) {
            (Action::Section(_), [first, .., last]) => format!("{first}-{last}"),
            (_, keys) => keys.iter().map(char::to_string).collect::<Vec<_>>().join(" "),
        }
    }

    /// The names of the keys.
    pub fn key_names(&self) -> impl Iterator<Item = String> {
        self.keys.iter().map(Key::to_string)
    }

    /// The key that is shown where there is room for one: the first, or, where that is a letter, the letter that the operator's
    /// word for the action begins with (`T` for *tak*).
    #[must_use]
    pub fn shown_key(&self, locale: &Locale) -> Option<&Key> {
        let first = self.keys.first()?;
        let initial = self.label(locale).chars().next()?;
        let begins_word = |key: &&Key| {
            let typed = key.typed();
            typed.is_some_and(|typed| typed.to_lowercase().eq(initial.to_lowercase()))
        };
        let letter = first.typed().and_then(|_| self.keys.iter().find(begins_word));
        letter.or(Some(first))
    }

    /// What it does, in a few words.
    #[must_use]
    pub fn label(&self, locale: &Locale) -> String {
        self.binding.label(locale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn every_key_of_the_table_is_one_and_means_one_thing() {
        let keymap = Keymap::default();
        for row in keymap.rows() {
            let names: Vec<String> = row.key_names().collect();
            assert_eq!(
                names, row.binding.keys,
                "each key is known, and written as it is shown"
            );
            for key in &row.keys {
                let action = keymap.action(row.binding.scope, *key);
                assert_eq!(
                    action,
                    Some(row.binding.action),
                    "{key} in {:?}",
                    row.binding.scope
                );
            }
            for (place, letter) in row.leader.iter().enumerate() {
                let wanted = match row.binding.action {
                    Action::Section(_) => Action::Section(u8::try_from(place).unwrap()),
                    action => action,
                };
                let key = letter.to_string().parse().unwrap();
                assert_eq!(keymap.leader(key), Some(wanted), "{letter}");
            }
        }
    }

    #[test]
    fn the_way_to_an_action_is_a_key_or_leads_through_the_menu() {
        let keymap = Keymap::default();
        let locale = Locale::new(Language::En);
        let way = |scope, action| keymap.way_to(&locale, scope, action);
        assert_eq!(way(Scope::Form, Action::Review), "F8");
        assert_eq!(way(Scope::Form, Action::Quit), "Ctrl+X q");
        assert_eq!(way(Scope::Prompt, Action::Quit), "");
    }

    #[test]
    fn of_several_letters_the_initial_of_the_word_is_shown() {
        for (language, yes) in [(Language::En, "Y"), (Language::Pl, "T")] {
            let locale = Locale::new(language);
            let way = |scope, action| Keymap::default().way_to(&locale, scope, action);
            assert_eq!(way(Scope::Question, Action::Yes), yes);
            assert_eq!(way(Scope::Question, Action::Back), "n");
            assert_eq!(
                way(Scope::Pager, Action::Up),
                "Up",
                "no letter comes before a named key"
            );
        }
    }
}
