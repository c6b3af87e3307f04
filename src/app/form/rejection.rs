//! Why the CRM rejected the card: its words stay beside the fields that they are about until these change.

use super::Form;
use crate::customer::{Card, FieldId, Problem, Reason, RuleContext, Slot};

/// What the CRM said against a card.
#[derive(Debug, Default)]
pub struct Rejection {
    /// By field: its values at that time, and the words.
    fields: Vec<(FieldId, Vec<String>, String)>,
    /// The words that are about no field, as far as is known.
    general: Option<String>,
}

impl Form {
    /// Notes why the CRM rejected the card: the words about each field, and those about none.
    pub fn reject(&mut self, fields: Vec<(FieldId, String)>, general: Option<String>, context: &RuleContext) {
        let fields = fields.into_iter().map(|(field, words)| {
            let values = values(&self.card, field, context);
            (field, values, words)
        });
        self.rejection = Rejection {
            fields: fields.collect(),
            general,
        };
        let slots: Vec<Slot> = self
            .rejection
            .fields
            .iter()
            .map(|(field, ..)| Slot::of(*field))
            .collect();
        self.left.extend(slots);
        self.refresh(context);
    }

    /// The card goes out once more: what was said against it before is over.
    pub fn forget_rejection(&mut self, context: &RuleContext) {
        self.rejection = Rejection::default();
        self.refresh(context);
    }

    /// The words of a rejection that are about no field.
    #[must_use]
    pub fn rejection(&self) -> Option<&str> {
        self.rejection.general.as_deref()
    }

    /// Puts the CRM's words among the problems, of the fields that are as they were. They only warn: what the CRM refuses
    /// once it may take later.
    pub(super) fn add_rejection(&mut self, context: &RuleContext) {
        let card = &self.card;
        let unchanged = self
            .rejection
            .fields
            .iter()
            .filter(|(field, then, _)| values(card, *field, context) == *then);
        let mut problems: Vec<(Slot, Problem)> = unchanged
            .map(|(field, _, words)| (Slot::of(*field), Problem::warning(Reason::Refused(words.clone()))))
            .collect();
        if problems.is_empty() {
            return;
        }
        problems.append(&mut self.problems);
        let slots = card.all_slots(context);
        // Stable: where a slot has a problem of its own, the CRM's words come first.
        problems.sort_by_key(|(slot, _)| slots.iter().position(|known| known == slot));
        self.problems = problems;
    }
}

/// All that is typed into a field.
fn values(card: &Card, field: FieldId, context: &RuleContext) -> Vec<String> {
    let slots = card.slots(field, context);
    slots.map(|slot| card.get(slot).to_owned()).collect()
}
