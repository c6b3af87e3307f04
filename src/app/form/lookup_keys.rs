//! The values on the card by which the CRM finds customers.

use super::Form;
use crate::customer::{FieldId, FieldKind, FormField, LookupKey, RuleContext, Severity, Slot, SlotPart};

impl Form {
    /// By what the CRM can be asked for the customer, as far as the operator has typed it: of a slot that was left with a value
    /// that can be right. None anywhere else.
    #[must_use]
    pub fn lookup_key(&self, slot: Slot, context: &RuleContext) -> Option<LookupKey> {
        let is_asked = is_searched(slot.field) && slot.part == SlotPart::Value;
        if !is_asked || !self.left.contains(&slot) {
            return None;
        }
        let is_wrong = |(at, problem): &(Slot, crate::customer::Problem)| {
            *at == slot && problem.severity == Severity::Error
        };
        if self.problems.iter().any(is_wrong) {
            return None;
        }
        let key = LookupKey {
            field: slot.field,
            value: self.card.canonical(slot, context)?,
        };
        // The API takes an empty value for "customers who have none".
        (!key.normal().is_empty()).then_some(key)
    }

    /// All of them, in the order of the form.
    #[must_use]
    pub fn lookup_keys(&self, context: &RuleContext) -> Vec<LookupKey> {
        let sections = context.layout().sections().iter();
        let fields = sections.flat_map(|section| &section.fields);
        // The others, which are most, are not even looked at: this is done with each key.
        let searched = fields.filter(|field| matches!(field, FormField::Api(field) if is_searched(*field)));
        let slots = searched.flat_map(|field| self.card.slots_of(*field, context));
        slots.filter_map(|slot| self.lookup_key(slot, context)).collect()
    }
}

/// Whether the CRM can be searched by a field.
fn is_searched(field: FieldId) -> bool {
    let field = field.field();
    field.key.is_some_and(|key| key.searched) && field.kind != FieldKind::Pairs
}
