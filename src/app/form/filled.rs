//! What the program fills in automatically: what a PESEL says, and the values that the tenant's new cards begin with.

use super::Form;
use crate::customer::{Card, FieldId, FieldKind, RuleContext, Slot};
use crate::text::is_blank;

/// Where a value comes from that nobody has typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilledBy {
    /// The PESEL says it, and it goes with that.
    Pesel,
    /// The settings say what new cards begin with.
    Default,
}

impl Form {
    /// Whether the program filled in what is in a slot, and nobody has changed it.
    #[must_use]
    pub fn is_filled(&self, slot: Slot) -> bool {
        self.filled.contains_key(&slot)
    }

    /// Where the value of a slot comes from, if the program filled it in and nobody has changed it.
    #[must_use]
    pub fn filled_by(&self, slot: Slot) -> Option<FilledBy> {
        self.filled.get(&slot).copied()
    }

    /// What is in the focused slot is the operator's now, even if it is the same; true if it was the program's.
    pub fn mark_typed(&mut self) -> bool {
        let was = self.filled.remove(&self.focus);
        if was == Some(FilledBy::Default) {
            self.declined.insert(self.focus);
        }
        was.is_some()
    }

    /// What the program took from a PESEL that is another one now goes with it.
    pub(super) fn drop_filled(&mut self) {
        let card = &mut self.card;
        self.filled.retain(|slot, by| {
            let stays = *by != FilledBy::Pesel;
            if !stays {
                card.set(*slot, "");
            }
            stays
        });
    }

    pub(super) fn mark_filled(&mut self, slots: Vec<Slot>, by: FilledBy) {
        self.left.extend(&slots);
        self.filled.extend(slots.into_iter().map(|slot| (slot, by)));
    }

    /// Whether nothing is on the card, or nothing but what new cards begin with.
    #[must_use]
    pub fn is_blank(&self, context: &RuleContext) -> bool {
        if self.card.is_empty(context) {
            return true;
        }
        let is_default = |slot: Slot| self.filled_by(slot) == Some(FilledBy::Default);
        if !self.filled.keys().any(|slot| is_default(*slot)) {
            return false;
        }
        let mut slots = self.card.all_slots(context).into_iter();
        slots.all(|slot| is_default(slot) || self.card.get(slot).is_empty())
    }

    /// Fills in what a new card begins with, where it has nothing. A part of an address follows another part of it.
    pub(super) fn begin_with_defaults(&mut self, context: &RuleContext) {
        self.declined.clear();
        for (slot, value) in self.card.defaults(context) {
            match slot.field.field().parent_and_key().0 {
                Some(_) => drop(self.follow_address(slot, context)),
                None if self.card.get(slot).is_empty() => {
                    self.card.set(slot, value);
                    self.filled.insert(slot, FilledBy::Default);
                }
                None => {}
            }
        }
    }

    /// The card was made by somebody: the parts that its addresses lack are not filled in.
    pub fn decline_defaults(&mut self, context: &RuleContext) {
        for (slot, _) in self.card.defaults(context) {
            if self.card.get(slot).is_empty() && self.has_own_part(slot) {
                self.declined.insert(slot);
            }
        }
    }

    /// Fills in the default parts of the address of a slot as soon as it has a part of its own, and takes them away with the last
    /// one, as an edit; true if that changed the card.
    pub(super) fn complete_address(&mut self, slot: Slot, context: &RuleContext) -> bool {
        if context.form.defaults.is_empty() || slot.field.field().parent_and_key().0.is_none() {
            return false;
        }
        let before = self.moment();
        let changed = self.follow_address(slot, context);
        if changed {
            self.end_with(before, context);
        }
        changed
    }

    /// Does that without an edit, and without what follows from the card.
    fn follow_address(&mut self, slot: Slot, context: &RuleContext) -> bool {
        let Some(parent) = slot.field.field().parent_and_key().0 else {
            return false;
        };
        let mut parts = self.card.defaults(context);
        parts.retain(|(part, _)| part.field.field().parent_and_key().0 == Some(parent));
        let mut changed = false;
        if self.has_own_part(slot) {
            for (part, value) in parts {
                if self.card.get(part).is_empty() && !self.declined.contains(&part) {
                    self.card.set(part, value);
                    self.filled.insert(part, FilledBy::Default);
                    changed = true;
                }
            }
            return changed;
        }
        for (part, _) in parts {
            self.declined.remove(&part);
            if self.filled_by(part) == Some(FilledBy::Default) {
                self.filled.remove(&part);
                self.card.set(part, "");
                changed = true;
            }
        }
        changed
    }

    /// Whether the address of a slot has a part that is no default.
    fn has_own_part(&self, slot: Slot) -> bool {
        let parent = slot.field.field().parent_and_key().0;
        let mut parts = FieldId::all().filter(|field| field.field().parent_and_key().0 == parent);
        parent.is_some()
            && parts.any(|part| {
                let is_default = self.filled_by(Slot::of(part)) == Some(FilledBy::Default);
                !is_default && !is_blank(self.card.value(part))
            })
    }

    /// Puts a set of values into the card as one edit, the rows of each field from its first slot on.
    pub fn put_values(&mut self, values: &[(Slot, Vec<String>)], context: &RuleContext) {
        self.change(context, |card| {
            for (slot, rows) in values {
                put_rows(card, *slot, rows);
            }
            true
        });
        let slots = || values.iter().map(|(slot, _)| *slot);
        self.filled.retain(|slot, _| !slots().any(|put| put == *slot));
        for slot in slots() {
            if self.follow_address(slot, context) {
                self.refresh(context);
            }
        }
        self.leave_filled(context);
    }
}

/// Puts values into the rows of a field, which then has no others with a text.
fn put_rows(card: &mut Card, slot: Slot, rows: &[String]) {
    let first = slot.row;
    for (row, value) in (first..).zip(rows) {
        if row > first && row >= card.rows(slot.field) {
            card.insert_row(slot.field, row);
        }
        card.set(Slot { row, ..slot }, value.clone());
    }
    if slot.field.field().kind == FieldKind::Rows {
        for row in (first + rows.len()..card.rows(slot.field)).rev() {
            card.set(Slot { row, ..slot }, "");
            card.remove_empty_row(slot.field, row);
        }
    }
}
