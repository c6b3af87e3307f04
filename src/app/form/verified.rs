//! The values of a card that were typed twice. They are known by what is sent, so that a value that was changed is to be typed
//! again, and one that was moved is not. Nothing keeps them: a card that comes back as a draft is asked for again.

use super::Form;
use crate::customer::{FieldId, FieldKind, RuleContext, Slot};

/// A value that was typed twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VerifiedValue {
    field: FieldId,
    /// The name, of a custom field.
    name: Option<String>,
    /// The value as it is sent.
    sent: Option<String>,
}

impl Form {
    /// The slots whose values are still to be typed again before the card is sent, in the order of the form.
    #[must_use]
    pub fn unverified(&self, context: &RuleContext) -> Vec<Slot> {
        let mut slots = self.card.slots_to_verify(context);
        slots.retain(|slot| !self.verified.contains(&self.verified_value(*slot, context)));
        slots
    }

    /// Notes that the value in a slot was typed twice.
    pub fn mark_verified(&mut self, slot: Slot, context: &RuleContext) {
        let value = self.verified_value(slot, context);
        self.verified.push(value);
    }

    fn verified_value(&self, slot: Slot, context: &RuleContext) -> VerifiedValue {
        let is_named = slot.field.field().kind == FieldKind::Pairs;
        let name = is_named.then(|| self.card.get(Slot::name(slot.row)).to_owned());
        VerifiedValue {
            field: slot.field,
            name,
            sent: self.card.canonical(slot, context),
        }
    }
}
