//! The keymap in the words of the settings.

use super::{Action, BindingContext, Keymap, KeymapRow, Scope};
use std::fmt::Write as _;

impl Keymap {
    /// All keys as a `[keys]` section, which asks for this keymap when it is read.
    #[must_use]
    pub fn section(&self) -> String {
        let leader = self
            .of(Scope::Form)
            .filter(|row| row.binding.action == Action::Leader);
        let mut text = "[keys]\n".to_owned();
        leader.for_each(|row| line(&mut text, row, row.key_names()));
        for place in BindingContext::tables() {
            let _ = writeln!(text, "\n[keys.{}]", place.name());
            let (scope, in_menu) = match place {
                BindingContext::In(scope) => (scope, false),
                BindingContext::Everywhere | BindingContext::Menu => (Scope::Form, true),
            };
            let rows = self
                .of(scope)
                .filter(|row| place.actions().any(|action| action == row.binding.action));
            for row in rows {
                if in_menu {
                    line(&mut text, row, row.leader.iter().map(char::to_string));
                } else {
                    line(&mut text, row, row.key_names());
                }
            }
        }
        text
    }

    /// What a key does, by the names of the settings: the place and the action there; the form and the menu first.
    pub fn meanings(&self, key: crate::keymap::Key) -> impl Iterator<Item = (String, String)> {
        let of_place = move |place| {
            let action = match place {
                BindingContext::In(scope) => self.action(scope, key),
                BindingContext::Everywhere | BindingContext::Menu => self.leader(key),
            };
            action.map(|action| (place.name(), action.name()))
        };
        let first = [BindingContext::In(Scope::Form), BindingContext::Menu];
        let others = BindingContext::tables().filter(move |place| !first.contains(place));
        first.into_iter().chain(others).filter_map(of_place)
    }
}

fn line(text: &mut String, row: &KeymapRow, keys: impl Iterator<Item = String>) {
    // Between quotation marks Rust writes what TOML reads.
    let keys: Vec<String> = keys.map(|key| format!("{key:?}")).collect();
    let _ = writeln!(text, "{} = [{}]", row.binding.action.name(), keys.join(", "));
}
