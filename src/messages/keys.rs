//! The words for why a key cannot be an action's.

use crate::i18n::Locale;
use crate::keymap::BindingError;
use crate::keymap::key::{Key, UnreliableKey};
use crate::text::quoted_text;
use crate::text::visible;

impl Locale {
    /// Why an action cannot have the keys that it should have, and what to do. Safe to show.
    #[must_use]
    pub fn binding_error(&self, error: &BindingError) -> String {
        let texts = self.texts();
        match error {
            BindingError::NotAKey(name) => texts.binding_not_a_key(quoted_text(name)),
            BindingError::NotALetter(name) => texts.binding_not_a_letter(quoted_text(name)),
            BindingError::Unreliable(key, why) => self.unreliable(*key, *why),
            BindingError::Leader => texts.binding_leader(),
            BindingError::IsAPlace(name) => texts.binding_place(visible(name)),
            BindingError::IsAnAction(name) => texts.binding_action(visible(name)),
            BindingError::NoPlace(names) => texts.binding_no_place(names.join(", ")),
            BindingError::NoAction(Some(nearest)) => texts.binding_no_action_like(nearest),
            BindingError::NoAction(None) => texts.binding_no_action(),
            BindingError::Letters(letters) => texts.binding_letters(*letters),
            BindingError::NoWay(action) => texts.binding_no_way(action.name()),
            BindingError::Typed(key) => texts.binding_typed(key.to_string()),
            BindingError::YesByChance(key) => texts.binding_yes(key.to_string()),
            BindingError::Taken {
                key,
                place,
                by,
                action,
            } => texts.binding_taken(key, place.name(), by.name(), action.name()),
        }
    }

    fn unreliable(&self, key: Key, why: UnreliableKey) -> String {
        let texts = self.texts();
        let key = key.to_string();
        match why {
            UnreliableKey::BackTab => texts.unreliable_back_tab(key),
            UnreliableKey::EscTwice => texts.unreliable_esc_twice(key),
            UnreliableKey::Backspace => texts.unreliable_backspace(key),
            UnreliableKey::Shifted => texts.unreliable_shifted(key),
            UnreliableKey::Sequence => texts.unreliable_sequence(key),
            UnreliableKey::EscAndKey => texts.unreliable_esc_and_key(key),
            UnreliableKey::Same(other) => texts.unreliable_same(key, other),
            UnreliableKey::Leaving => texts.unreliable_leaving(key),
            UnreliableKey::Flow => texts.unreliable_flow(key),
            UnreliableKey::Kills => texts.unreliable_kills(key),
            UnreliableKey::Belongs(program) => texts.unreliable_belongs(key, program),
            UnreliableKey::Never => texts.unreliable_never(key),
        }
    }
}
