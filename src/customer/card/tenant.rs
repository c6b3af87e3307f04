//! What the tenant's settings say of the places of a card.

use super::{CUSTOM_FIELDS, Card, Slot, SlotPart};
use crate::customer::form_layout::FormField;
use crate::customer::{FieldKind, FormValue, Problem, Reason, RuleContext};
use crate::text::is_blank;
use std::borrow::Cow;
use std::collections::BTreeMap;

impl Card {
    /// The field of the form that a slot belongs to.
    #[must_use]
    pub fn form_field(&self, slot: Slot, context: &RuleContext) -> FormField {
        let has_place = slot.field == CUSTOM_FIELDS
            && context.layout().has_place(slot.row)
            && self.row_is_configured(slot.row, context);
        if has_place {
            FormField::Custom(slot.row)
        } else {
            FormField::Api(slot.field)
        }
    }

    /// The numbers of a slot's section and of its field in that section, from 0.
    #[must_use]
    pub fn place(&self, slot: Slot, context: &RuleContext) -> (usize, usize) {
        context.layout().place(self.form_field(slot, context))
    }

    /// All the places where the operator can type, in the order of the form, shown or not.
    #[must_use]
    pub fn all_slots(&self, context: &RuleContext) -> Vec<Slot> {
        let sections = context.layout().sections().iter();
        let fields = sections.flat_map(|section| &section.fields);
        fields.flat_map(|field| self.slots_of(*field, context)).collect()
    }

    /// The places of a field of the form, top to bottom.
    pub fn slots_of<'a>(
        &'a self,
        field: FormField,
        context: &'a RuleContext,
    ) -> impl Iterator<Item = Slot> + use<'a> {
        let id = match field {
            FormField::Api(id) => id,
            FormField::Custom(_) => CUSTOM_FIELDS,
        };
        let slots = self.slots(id, context);
        slots.filter(move |slot| id != CUSTOM_FIELDS || self.form_field(*slot, context) == field)
    }

    /// The path by which the settings name the field of a slot.
    fn setting_path<'a>(&self, slot: Slot, context: &'a RuleContext) -> Cow<'a, str> {
        let path = slot.field.field().path;
        if slot.field != CUSTOM_FIELDS || slot.part == SlotPart::Name {
            return path.into();
        }
        match context.custom_field(self.get(Slot::name(slot.row)).trim()) {
            Some(custom) => format!("{path}.{}", custom.name).into(),
            None => path.into(),
        }
    }

    /// Whether a list of the settings names the field of a slot.
    fn is_listed(&self, slot: Slot, list: &[String], context: &RuleContext) -> bool {
        if list.is_empty() {
            return false;
        }
        let path = self.setting_path(slot, context);
        list.iter().any(|listed| *listed == path)
    }

    /// Whether a card without a value in a slot is not sent.
    #[must_use]
    pub fn is_required(&self, slot: Slot, context: &RuleContext) -> bool {
        let field = slot.field.field();
        let row = if field.kind == FieldKind::Rows {
            slot.row
        } else {
            0
        };
        let custom = || context.custom_field(self.get(Slot::name(slot.row)).trim());
        let by_itself = match (field.kind, slot.part) {
            (FieldKind::Pairs, SlotPart::Name) => return false,
            (FieldKind::Pairs, SlotPart::Value) => custom().is_some_and(|custom| custom.required),
            _ => field.required,
        };
        row == 0 && (by_itself || self.is_listed(slot, &context.form.required, context))
    }

    /// The values that new cards of the tenant begin with. Their fields have one row each.
    #[must_use]
    pub fn defaults(&self, context: &RuleContext) -> Vec<(Slot, String)> {
        let values = Self::values_of(&context.form.defaults, context).into_iter();
        values
            .filter_map(|(slot, rows)| Some((slot, rows.into_iter().next()?)))
            .collect()
    }

    /// Values of the settings, by the first slot of each field; of a card that has [adopted](Self::adopt) the tenant's fields.
    #[must_use]
    pub fn values_of(
        values: &BTreeMap<String, FormValue>,
        context: &RuleContext,
    ) -> Vec<(Slot, Vec<String>)> {
        let slot = |path: &str| match FormField::of_path(path, &context.custom_fields)? {
            FormField::Api(field) => Some(Slot::of(field)),
            FormField::Custom(row) => Some(Slot::row(CUSTOM_FIELDS, row)),
        };
        let values = values.iter();
        values
            .filter_map(|(path, value)| Some((slot(path)?, value.rows())))
            .collect()
    }

    /// The label that the tenant has given to a slot; none where it has the program's own.
    #[must_use]
    pub fn own_label<'a>(&self, slot: Slot, context: &'a RuleContext) -> Option<&'a str> {
        let labels = &context.form.labels;
        if labels.is_empty() || slot.part == SlotPart::Name {
            return None;
        }
        labels.get(&*self.setting_path(slot, context)).map(String::as_str)
    }

    /// The slots whose values are to be typed twice, in the order of the form: those that have a value.
    #[must_use]
    pub fn slots_to_verify(&self, context: &RuleContext) -> Vec<Slot> {
        if context.form.verify.is_empty() {
            return Vec::new();
        }
        let mut slots = self.all_slots(context);
        slots.retain(|slot| !is_blank(self.get(*slot)) && self.is_verified(*slot, context));
        slots
    }

    /// Whether the value of a slot is to be typed twice.
    #[must_use]
    pub fn is_verified(&self, slot: Slot, context: &RuleContext) -> bool {
        slot.part == SlotPart::Value && self.is_listed(slot, &context.form.verify, context)
    }

    /// What is wrong with a slot by the tenant's settings alone: it has more characters than allowed.
    pub(super) fn length_problem(&self, slot: Slot, context: &RuleContext) -> Option<Problem> {
        let most = &context.form.max_length;
        if most.is_empty() || slot.part == SlotPart::Name {
            return None;
        }
        let most = most.get(&*self.setting_path(slot, context))?;
        let most = usize::try_from(*most).unwrap_or(usize::MAX);
        let length = self.canonical(slot, context)?.chars().count();
        (length > most).then(|| Problem::error(Reason::ValueTooLong { length, most }))
    }
}
