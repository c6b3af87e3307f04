//! The card: what the operator typed, field by field, right or wrong. The payload is computed from it.

mod cross;
mod tenant;

use super::rules::{RuleInput, choice};
use super::{Choice, FIELDS, FieldId, FieldKind, Problem, Reason, RuleContext};
use crate::text::{composed, is_blank};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The field that holds the rows of name and value.
const CUSTOM_FIELDS: FieldId = FieldId::named("custom_fields");
const SURNAME: FieldId = FieldId::named("surname");
const NAME: FieldId = FieldId::named("name");

/// Which half of a row of `custom_fields`; `Value` everywhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlotPart {
    /// The name of a custom field.
    Name,
    /// The value.
    Value,
}

/// One place of the card where text can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// The field.
    pub field: FieldId,
    /// The row, from 0; always 0 in a field that has one row.
    pub row: usize,
    /// The half of the row.
    pub part: SlotPart,
}

impl Slot {
    /// The value in the first row of a field.
    #[must_use]
    pub const fn of(field: FieldId) -> Self {
        Self {
            field,
            row: 0,
            part: SlotPart::Value,
        }
    }

    /// The value in a row of a field.
    #[must_use]
    pub const fn row(field: FieldId, row: usize) -> Self {
        Self {
            field,
            row,
            part: SlotPart::Value,
        }
    }

    /// The name in a row of `custom_fields`.
    #[must_use]
    pub const fn name(row: usize) -> Self {
        Self {
            field: CUSTOM_FIELDS,
            row,
            part: SlotPart::Name,
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct CardRow {
    name: String,
    value: String,
}

/// What was typed. Every field has at least one row, and only `email`, `phone_number` and `custom_fields` can have more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "StoredCard", from = "StoredCard")]
pub struct Card {
    /// By the field's index in [`FIELDS`].
    rows: Vec<Vec<CardRow>>,
    /// What a later version of the program has typed into fields that this one does not have: it goes with the card.
    later: BTreeMap<String, Vec<String>>,
}

impl Default for Card {
    fn default() -> Self {
        Self {
            rows: vec![vec![CardRow::default()]; FIELDS.len()],
            later: BTreeMap::new(),
        }
    }
}

impl Card {
    /// An empty card that has a row for each custom field of the tenant.
    #[must_use]
    pub fn new(context: &RuleContext) -> Self {
        let mut card = Self::default();
        card.adopt(context);
        card
    }

    /// Gives each custom field of the tenant a row, before the rows of the operator's own. Loses nothing.
    pub fn adopt(&mut self, context: &RuleContext) {
        let mut own = std::mem::take(&mut self.rows[CUSTOM_FIELDS.index()]);
        let mut rows = Vec::new();
        for field in &context.custom_fields {
            let is_known = |row: &CardRow| composed(row.name.trim()) == composed(field.name.trim());
            let known = own.iter().position(is_known);
            let value = known.map(|index| own.remove(index).value).unwrap_or_default();
            rows.push(CardRow {
                name: field.name.clone(),
                value,
            });
        }
        if !rows.is_empty() && own.len() == 1 && own[0] == CardRow::default() {
            own.clear();
        }
        rows.append(&mut own);
        if rows.is_empty() {
            rows.push(CardRow::default());
        }
        self.rows[CUSTOM_FIELDS.index()] = rows;
    }

    /// The text in a slot; empty where there is no such row.
    #[must_use]
    pub fn get(&self, slot: Slot) -> &str {
        let row = self.rows[slot.field.index()].get(slot.row);
        row.map_or("", |row| match slot.part {
            SlotPart::Name => &row.name,
            SlotPart::Value => &row.value,
        })
    }

    /// The text of a field that has one row.
    #[must_use]
    pub fn value(&self, field: FieldId) -> &str {
        self.get(Slot::of(field))
    }

    /// Puts text into a slot, exactly as typed. Does nothing where there is no such row.
    pub fn set(&mut self, slot: Slot, text: impl Into<String>) {
        if let Some(row) = self.rows[slot.field.index()].get_mut(slot.row) {
            match slot.part {
                SlotPart::Name => row.name = text.into(),
                SlotPart::Value => row.value = text.into(),
            }
        }
    }

    /// Whose card it is, for people to read: surname and name, as far as they are typed and can be seen.
    #[must_use]
    pub fn who(&self) -> String {
        let names = [SURNAME, NAME].map(|field| self.value(field).trim());
        let seen: Vec<&str> = names.into_iter().filter(|name| !is_blank(name)).collect();
        composed(&seen.join(" ")).into_owned()
    }

    /// How many rows a field has: one or more.
    #[must_use]
    pub fn rows(&self, field: FieldId) -> usize {
        self.rows[field.index()].len()
    }

    /// Adds an empty row to a field that can have several, at this place or at the end. False where it cannot.
    ///
    /// The tenant's rows of `custom_fields` are known by their place: put the operator's own behind them.
    pub fn insert_row(&mut self, field: FieldId, at: usize) -> bool {
        if !matches!(field.field().kind, FieldKind::Rows | FieldKind::Pairs) {
            return false;
        }
        let rows = &mut self.rows[field.index()];
        rows.insert(at.min(rows.len()), CardRow::default());
        true
    }

    /// Takes a row away if nothing is in it and another one remains. False where it did not.
    pub fn remove_empty_row(&mut self, field: FieldId, at: usize) -> bool {
        let rows = &mut self.rows[field.index()];
        let empty = rows
            .get(at)
            .is_some_and(|row| row.name.is_empty() && row.value.is_empty());
        if rows.len() < 2 || !empty {
            return false;
        }
        rows.remove(at);
        true
    }

    /// Whether nothing has been typed. The names of the tenant's own custom fields do not count.
    #[must_use]
    pub fn is_empty(&self, context: &RuleContext) -> bool {
        FieldId::all().all(|field| self.field_is_empty(field, context))
    }

    /// Whether nothing has been typed into a field.
    #[must_use]
    pub fn field_is_empty(&self, field: FieldId, context: &RuleContext) -> bool {
        self.rows[field.index()].iter().all(|row| {
            row.value.is_empty() && (row.name.is_empty() || context.custom_field(&row.name).is_some())
        })
    }

    /// Whether a row of `custom_fields` is one of the tenant's own, so that its name is not the operator's to change.
    #[must_use]
    pub fn row_is_configured(&self, row: usize, context: &RuleContext) -> bool {
        context
            .custom_fields
            .get(row)
            .is_some_and(|field| field.name == self.get(Slot::name(row)))
    }

    /// All the places of a field where the operator can type, top to bottom.
    pub fn slots<'a>(
        &'a self,
        field: FieldId,
        context: &'a RuleContext,
    ) -> impl Iterator<Item = Slot> + use<'a> {
        let is_pairs = field.field().kind == FieldKind::Pairs;
        let names_and_values = (0..self.rows(field) * 2).map(|place| (place / 2, place % 2 == 0));
        names_and_values.filter_map(move |(row, is_name)| {
            if !is_name {
                return Some(Slot::row(field, row));
            }
            let is_typed = is_pairs && !self.row_is_configured(row, context);
            is_typed.then(|| Slot::name(row))
        })
    }

    /// What the rule of a field may look at.
    #[must_use]
    pub fn rule_input<'a>(&'a self, field: FieldId, context: &'a RuleContext) -> RuleInput<'a> {
        let path = field.field().path;
        let country = field.field().parent_and_key().0.and_then(|parent| {
            let country = FieldId::all().find(|id| id.field().parent_and_key() == (Some(parent), "country"));
            country.map(|country| self.value(country).trim())
        });
        RuleInput {
            context,
            path,
            country: country.unwrap_or_default(),
        }
    }

    /// The values that a slot may take, as configured; empty where it is free text.
    #[must_use]
    pub fn choices<'a>(&self, slot: Slot, context: &'a RuleContext) -> &'a [Choice] {
        let field = slot.field.field();
        match (field.kind, slot.part) {
            (FieldKind::Pairs, SlotPart::Value) => {
                let custom = context.custom_field(self.get(Slot::name(slot.row)).trim());
                custom.map_or(&[], |custom| &custom.choices)
            }
            (FieldKind::Choice, _) => context.choices(field.path),
            _ => &[],
        }
    }

    /// The value of a slot as it is sent; none where it is blank.
    #[must_use]
    pub fn canonical(&self, slot: Slot, context: &RuleContext) -> Option<String> {
        let field = slot.field.field();
        let typed = self.get(slot);
        let trimmed = if field.kind == FieldKind::Lines {
            typed.trim_end()
        } else {
            typed.trim()
        };
        if is_blank(trimmed) {
            return None;
        }
        let text = composed(trimmed);
        let sent = if field.kind == FieldKind::Pairs {
            choice::canonical(self.choices(slot, context), &text)
        } else {
            (field.rule.canonical)(&text, self.rule_input(slot.field, context))
        };
        Some(composed(&sent).into_owned())
    }

    /// Everything that is wrong, in the order of the form; within a slot the errors come first.
    #[must_use]
    pub fn problems(&self, context: &RuleContext) -> Vec<(Slot, Problem)> {
        let mut problems = cross::problems(self, context);
        for field in FieldId::all() {
            for slot in self.slots(field, context) {
                let found = self.slot_problems(slot, context).into_iter();
                problems.extend(found.map(|problem| (slot, problem)));
            }
        }
        let place = |slot: &Slot| (self.place(*slot, context), slot.row, slot.part);
        problems.sort_by(|(a, x), (b, y)| place(a).cmp(&place(b)).then(y.severity.cmp(&x.severity)));
        problems
    }

    fn slot_problems(&self, slot: Slot, context: &RuleContext) -> Vec<Problem> {
        let field = slot.field.field();
        let typed = composed(self.get(slot).trim());
        if is_blank(&typed) {
            // Custom fields that are required are a matter of the whole card.
            let required = field.kind != FieldKind::Pairs
                && self.is_required(slot, context)
                && self
                    .slots(slot.field, context)
                    .all(|slot| is_blank(self.get(slot)));
            return required
                .then(|| Problem::error(Reason::Required))
                .into_iter()
                .collect();
        }
        let choices = self.choices(slot, context);
        let is_choice = !choices.is_empty() && choice::find(choices, &typed).is_some();
        let mut problems = field.problems(&typed, is_choice, self.rule_input(slot.field, context));
        problems.extend(self.length_problem(slot, context));
        problems
    }
}

/// The card as a draft keeps it: by the fields' paths, so that a later table still reads it.
#[derive(Serialize, Deserialize)]
struct StoredCard {
    #[serde(default)]
    fields: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    custom_fields: Vec<(String, String)>,
}

impl From<Card> for StoredCard {
    fn from(card: Card) -> Self {
        let mut fields = card.later;
        for id in FieldId::all().filter(|id| *id != CUSTOM_FIELDS) {
            let rows: Vec<String> = card.rows[id.index()]
                .iter()
                .map(|row| row.value.clone())
                .collect();
            if rows.len() > 1 || !rows[0].is_empty() {
                fields.insert(id.field().path.to_owned(), rows);
            }
        }
        let pairs = card.rows[CUSTOM_FIELDS.index()].iter();
        Self {
            fields,
            custom_fields: pairs.map(|row| (row.name.clone(), row.value.clone())).collect(),
        }
    }
}

impl From<StoredCard> for Card {
    fn from(stored: StoredCard) -> Self {
        let mut card = Self::default();
        for (path, values) in stored.fields {
            let Some(field) = FieldId::of(&path) else {
                card.later.insert(path, values);
                continue;
            };
            if values.is_empty() {
                continue;
            }
            // A field that had several rows in another version's table, and has one in this, keeps all its text.
            let values = match field.field().kind {
                FieldKind::Rows => values,
                _ => vec![values.join(" ")],
            };
            let row = |value| CardRow {
                name: String::new(),
                value,
            };
            card.rows[field.index()] = values.into_iter().map(row).collect();
        }
        if !stored.custom_fields.is_empty() {
            card.rows[CUSTOM_FIELDS.index()] = stored
                .custom_fields
                .into_iter()
                .map(|(name, value)| CardRow { name, value })
                .collect();
        }
        card
    }
}
