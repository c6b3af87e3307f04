//! Edits of the whole card: changes, taking them back, and what follows from them.

use super::undo::UndoStep;
use super::{FilledBy, Form, leave};
use crate::app::cursor_position::CursorPosition;
use crate::customer::{Card, FieldId, Problem, RuleContext, Slot};
use std::fmt::Write as _;

/// In what is noted of a draft: the fields that the program filled in follow.
const FILLED: &str = " filled";

/// Among these, what the settings had it fill in follows what the PESEL had.
const BY_DEFAULT: &str = " by-default";

impl Form {
    /// A form of a card as a draft keeps it, with what was noted of it.
    #[must_use]
    pub fn restored(card: Card, noted: &str, context: &RuleContext) -> Self {
        let (noted, company) = Self::company_of(noted);
        let (place, filled) = noted.split_once(FILLED).unwrap_or((noted, ""));
        let mut form = Self::new(card, place.parse::<CursorPosition>().ok(), context);
        form.put_new_company(company);
        let (by_pesel, by_default) = filled.split_once(BY_DEFAULT).unwrap_or((filled, ""));
        for (noted, by) in [(by_pesel, FilledBy::Pesel), (by_default, FilledBy::Default)] {
            let slots = noted.split_whitespace().filter_map(noted_slot);
            let slots = slots.filter(|slot| !form.card.get(*slot).is_empty()).collect();
            form.mark_filled(slots, by);
        }
        form
    }

    /// A form of a new card that another one's values were taken over into. What its PESEL says follows it here: nobody has typed
    /// that on this card.
    #[must_use]
    pub fn taken_over(card: Card, context: &RuleContext) -> Self {
        let mut form = Self::new(card, None, context);
        let implied = leave::implied_by_pesel(&form.card, context).into_iter();
        let same = implied.filter(|(field, value)| form.card.value(*field) == value);
        let filled = same.map(|(field, _)| Slot::of(field)).collect();
        form.mark_filled(filled, FilledBy::Pesel);
        form
    }

    /// What a draft keeps beside the card: where the operator is, and what the program filled in.
    #[must_use]
    pub fn noted(&self) -> String {
        let mut noted = self.cursor_position().to_string();
        if !self.filled.is_empty() {
            noted += FILLED;
        }
        for (by, mark) in [(FilledBy::Pesel, ""), (FilledBy::Default, BY_DEFAULT)] {
            let mut slots = self.filled.iter().filter(|(_, filled)| **filled == by).peekable();
            if slots.peek().is_some() {
                noted += mark;
            }
            for (slot, _) in slots {
                let _ = match slot.row {
                    0 => write!(noted, " {}", slot.field.field().path),
                    row => write!(noted, " {}#{row}", slot.field.field().path),
                };
            }
        }
        noted + &self.noted_company()
    }

    /// Does what is to be done for the operator when they have left a slot; true if that changed the card.
    pub fn leave(&mut self, context: &RuleContext) -> bool {
        let slot = self.just_left.take();
        slot.is_some_and(|slot| self.leave_slot(slot, context))
    }

    fn leave_slot(&mut self, slot: Slot, context: &RuleContext) -> bool {
        let changed = leave::leave(self, slot, context);
        self.complete_address(slot, context) || changed
    }

    /// Does the same for the slot that has the focus, where the card is about to be used as it is; true if that changed it.
    pub fn finish(&mut self, context: &RuleContext) -> bool {
        self.leave_slot(self.focus, context)
    }

    /// The problem that was shown at a slot until it was typed into, for as long as it has the focus.
    #[must_use]
    pub fn faded(&self, slot: Slot) -> Option<&Problem> {
        self.faded.as_ref().filter(|_| slot == self.focus)
    }

    /// What is typed from now on is an edit of its own.
    pub fn end_edit(&mut self) {
        self.undo.end();
    }

    /// Changes the card as one edit: the closure says whether it did. The focus stays, if its slot does.
    pub fn change(&mut self, context: &RuleContext, change: impl FnOnce(&mut Card) -> bool) -> bool {
        let before = self.moment();
        if !change(&mut self.card) {
            return false;
        }
        let (old, card) = (&before.card, &self.card);
        self.filled.retain(|slot, _| old.get(*slot) == card.get(*slot));
        if old.value(leave::PESEL) != card.value(leave::PESEL) {
            self.drop_filled();
        }
        self.end_with(before, context);
        true
    }

    /// The card was changed by an edit that began at this moment.
    pub(super) fn end_with(&mut self, before: UndoStep, context: &RuleContext) {
        self.undo.begin(before, None);
        self.put(None, context);
    }

    /// Makes a row of each value, as one edit, from this row on: those behind the slot's row are new ones. Each is shown as it
    /// would be when it is left. The focus stays on the value that it is on.
    pub fn put_rows(&mut self, slot: Slot, first: usize, values: Vec<String>, context: &RuleContext) {
        let before = self.moment();
        let mut added = 0;
        for (row, value) in (first..).zip(values) {
            if row > slot.row {
                self.card.insert_row(slot.field, row);
                added += 1;
            }
            let input = self.card.rule_input(slot.field, context);
            let shown = slot.field.field().shown(&value, input);
            self.card.set(Slot::row(slot.field, row), shown.unwrap_or(value));
        }
        self.undo.begin(before, None);
        self.shift_left(slot.field, slot.row + 1, added);
        if self.focus.field == slot.field && self.focus.row > slot.row {
            self.focus.row = self.focus.row.saturating_add_signed(added);
        }
        self.left
            .extend((slot.row..=slot.row.saturating_add_signed(added)).map(|row| Slot::row(slot.field, row)));
        self.put(None, context);
    }

    /// Empties the card as one edit, and goes to the first slot: a new card begins, of which nothing is wrong yet.
    pub fn empty(&mut self, context: &RuleContext) {
        let before = self.moment();
        self.undo.begin(before, None);
        self.card = Card::new(context);
        self.filled.clear();
        self.left.clear();
        self.begin_with_defaults(context);
        let mut now = self.moment();
        now.place = CursorPosition {
            slot: self.card.all_slots(context)[0],
            cursor: 0,
        };
        self.put(Some(now), context);
    }

    /// Takes the last edit back; false if there is none.
    pub fn undo(&mut self, context: &RuleContext) -> bool {
        let now = self.moment();
        let was_empty = self.is_blank(context);
        let defaults: Vec<Slot> = self.filled.keys().copied().collect();
        let before = self.undo.back(now);
        let undone = self.put(before, context);
        // What is taken back is not filled in again.
        self.declined.extend(
            defaults
                .into_iter()
                .filter(|slot| self.card.get(*slot).is_empty()),
        );
        if undone && was_empty {
            // What was wrong before the card was emptied is wrong again.
            self.leave_filled(context);
        }
        undone
    }

    /// Does the edit again that was taken back last; false if there is none.
    pub fn redo(&mut self, context: &RuleContext) -> bool {
        let now = self.moment();
        let after = self.undo.forth(now);
        self.put(after, context)
    }

    pub(super) fn moment(&self) -> UndoStep {
        UndoStep {
            card: self.card.clone(),
            place: self.cursor_position(),
            filled: self.filled.clone(),
        }
    }

    /// Puts the card of a moment in the place of this one, if one is given, and recomputes what follows from the card.
    fn put(&mut self, moment: Option<UndoStep>, context: &RuleContext) -> bool {
        let given = moment.is_some();
        let mut place = self.cursor_position();
        if let Some(moment) = moment {
            (self.card, place, self.filled) = (moment.card, moment.place, moment.filled);
        }
        let slots = self.card.all_slots(context);
        self.left.retain(|slot| slots.contains(slot));
        let card = &self.card;
        self.filled.retain(|slot, _| !card.get(*slot).is_empty());
        self.focus = if slots.contains(&place.slot) {
            place.slot
        } else {
            slots[0]
        };
        self.load();
        self.editor.put_cursor(place.cursor);
        self.refresh(context);
        given
    }
}

/// A slot as a draft notes it: the path, and the row behind it from the second row on.
fn noted_slot(noted: &str) -> Option<Slot> {
    let (path, row) = noted.split_once('#').unwrap_or((noted, "0"));
    Some(Slot::row(FieldId::of(path)?, row.parse().ok()?))
}
