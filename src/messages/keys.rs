//! The words for why a key cannot be an action's.

use crate::i18n::Locale;
use crate::keymap::Unfit;
use crate::keymap::key::{Key, Unreliable};
use crate::text::quoted_text;
use crate::text::visible;

impl Locale {
    /// Why an action cannot have the keys that it should have, and what to do. Safe to show.
    #[must_use]
    pub fn unfit(&self, unfit: &Unfit) -> String {
        let texts = self.texts();
        match unfit {
            Unfit::NotAKey(name) => texts.unfit_not_a_key(quoted_text(name)),
            Unfit::NotALetter(name) => texts.unfit_not_a_letter(quoted_text(name)),
            Unfit::Unreliable(key, why) => self.unreliable(*key, *why),
            Unfit::Leader => texts.unfit_leader(),
            Unfit::IsAPlace(name) => texts.unfit_place(visible(name)),
            Unfit::IsAnAction(name) => texts.unfit_action(visible(name)),
            Unfit::NoPlace(names) => texts.unfit_no_place(names.join(", ")),
            Unfit::NoAction(Some(nearest)) => texts.unfit_no_action_like(nearest),
            Unfit::NoAction(None) => texts.unfit_no_action(),
            Unfit::Letters(letters) => texts.unfit_letters(*letters),
            Unfit::NoWay(action) => texts.unfit_no_way(action.name()),
            Unfit::Typed(key) => texts.unfit_typed(key.to_string()),
            Unfit::YesByChance(key) => texts.unfit_yes(key.to_string()),
            Unfit::Taken {
                key,
                place,
                by,
                action,
            } => texts.unfit_taken(key, place.name(), by.name(), action.name()),
        }
    }

    fn unreliable(&self, key: Key, why: Unreliable) -> String {
        let texts = self.texts();
        let key = key.to_string();
        match why {
            Unreliable::BackTab => texts.unreliable_back_tab(key),
            Unreliable::EscTwice => texts.unreliable_esc_twice(key),
            Unreliable::Backspace => texts.unreliable_backspace(key),
            Unreliable::Shifted => texts.unreliable_shifted(key),
            Unreliable::Sequence => texts.unreliable_sequence(key),
            Unreliable::EscAndKey => texts.unreliable_esc_and_key(key),
            Unreliable::Same(other) => texts.unreliable_same(key, other),
            Unreliable::Leaving => texts.unreliable_leaving(key),
            Unreliable::Flow => texts.unreliable_flow(key),
            Unreliable::Kills => texts.unreliable_kills(key),
            Unreliable::Belongs(program) => texts.unreliable_belongs(key, program),
            Unreliable::Never => texts.unreliable_never(key),
        }
    }
}
