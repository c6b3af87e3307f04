//! What the places of a card are called.

use super::model::Model;
use crate::customer::{FieldKind, Slot, SlotPart};

/// The mark behind the label of a field without which no card is sent.
pub const REQUIRED: &str = " *";

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
        let (card, context) = (self.form.card(), &self.rule_context);
        let own = card.own_label(slot, context).map(str::to_owned);
        Label {
            required: card.is_required(slot, context),
            text: match own {
                // Its row says nothing of a custom field that has a label.
                Some(own) if slot.field.field().kind == FieldKind::Pairs => own,
                Some(own) => numbered(own, slot),
                None => self.usual_label(slot),
            },
        }
    }

    /// The title of the section that a slot is in.
    #[must_use]
    pub fn section_title(&self, slot: Slot) -> String {
        let (number, _) = self.form.card().place(slot, &self.rule_context);
        self.rule_context.layout().sections()[number]
            .title
            .text(&self.locale)
    }

    /// What a slot is called where the settings of the form give it no other label.
    fn usual_label(&self, slot: Slot) -> String {
        let texts = self.locale.texts();
        let field = slot.field.field();
        if field.kind != FieldKind::Pairs {
            return numbered(field.label(&self.locale), slot);
        }
        if slot.part == SlotPart::Name {
            return numbered(texts.field_custom_name(), slot);
        }
        let configured = self.form.card().row_is_configured(slot.row, &self.rule_context);
        let name = self.form.card().get(Slot::name(slot.row));
        match self.rule_context.custom_field(name).filter(|_| configured) {
            Some(custom) => custom.label().to_owned(),
            None => numbered(texts.field_custom_value(), slot),
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
            FieldKind::Pairs if slot.part == SlotPart::Name => self.locale.texts().field_custom_name(),
            _ if own_value => format!("  {}", self.locale.texts().field_custom_value()),
            _ => text,
        };
        if required {
            format!("{label}{REQUIRED}")
        } else {
            label
        }
    }
}

/// A label with the number of the row, from the second row on.
fn numbered(label: String, slot: Slot) -> String {
    if slot.row == 0 {
        return label;
    }
    format!("{label} {}", slot.row + 1)
}
