//! What the places of a card are called.

use super::model::Model;
use crate::customer::{FieldKind, Slot, SlotPart};

/// The name of a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The words; with the row's number from the second row on.
    pub text: String,
    /// A card without a value here is not sent.
    pub required: bool,
}

impl Model {
    /// What a slot is called within its section.
    #[must_use]
    pub fn label(&self, slot: Slot) -> Label {
        let texts = self.locale.texts();
        let field = slot.field.field();
        let (text, required) = match (field.kind, slot.part) {
            (FieldKind::Pairs, SlotPart::Name) => (texts.field_custom_name(), false),
            (FieldKind::Pairs, SlotPart::Value) => {
                let configured = self.form.card().row_is_configured(slot.row, &self.rule_context);
                let name = self.form.card().get(Slot::name(slot.row));
                match self.rule_context.custom_field(name).filter(|_| configured) {
                    Some(custom) => {
                        return Label {
                            text: custom.label().to_owned(),
                            required: custom.required,
                        };
                    }
                    None => (texts.field_custom_value(), false),
                }
            }
            _ => (field.label(&self.locale), field.required),
        };
        let number = (slot.row > 0).then(|| format!(" {}", slot.row + 1));
        Label {
            text: format!("{text}{}", number.unwrap_or_default()),
            required: required && slot.row == 0,
        }
    }

    /// What a slot is called in the form, where what belongs to the line above is indented: with the mark of what is required.
    #[must_use]
    pub fn form_label(&self, slot: Slot) -> String {
        let field = slot.field.field();
        let Label { text, required } = self.label(slot);
        let own_value = field.kind == FieldKind::Pairs
            && slot.part == SlotPart::Value
            && !self.form.card().row_is_configured(slot.row, &self.rule_context);
        let label = match field.kind {
            FieldKind::Rows if slot.row > 0 => format!("  {}", slot.row + 1),
            FieldKind::Pairs if slot.part == SlotPart::Name => self.locale.texts().field_custom_name(),
            _ if own_value => format!("  {}", self.locale.texts().field_custom_value()),
            _ => text,
        };
        if required { format!("{label} *") } else { label }
    }
}
