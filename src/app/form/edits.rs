//! Edits of the whole card: changes, and taking them back.

use super::undo::Moment;
use super::{Form, leave, slots};
use crate::customer::{Card, Facts, Slot};

impl Form {
    /// Does what is to be done for the operator when he has left a slot; true if that changed the card.
    pub fn leave(&mut self, facts: &Facts) -> bool {
        let slot = self.just_left.take();
        slot.is_some_and(|slot| leave::leave(self, slot, facts))
    }

    /// Whether the program filled in what stands in a slot, and nobody has changed it.
    #[must_use]
    pub fn is_filled(&self, slot: Slot) -> bool {
        self.filled.contains(&slot)
    }

    /// What stands in the focused slot is the operator's now, even if it is the same.
    pub fn mark_typed(&mut self) {
        self.filled.remove(&self.focus);
    }

    pub(super) fn mark_filled(&mut self, slots: Vec<Slot>) {
        self.left.extend(&slots);
        self.filled.extend(slots);
    }

    /// What is typed from now on is an edit of its own.
    pub fn end_edit(&mut self) {
        self.undo.end();
    }

    /// Changes the card as one edit: the closure says whether it did. The focus stays, if its slot does.
    pub fn change(&mut self, facts: &Facts, change: impl FnOnce(&mut Card) -> bool) -> bool {
        let before = self.moment();
        if !change(&mut self.card) {
            return false;
        }
        self.undo.begin(before, None);
        self.put(None, facts);
        true
    }

    /// Takes the last edit back; false if there is none.
    pub fn undo(&mut self, facts: &Facts) -> bool {
        let now = self.moment();
        let before = self.undo.back(now);
        self.put(before, facts)
    }

    /// Does the edit again that was taken back last; false if there is none.
    pub fn redo(&mut self, facts: &Facts) -> bool {
        let now = self.moment();
        let after = self.undo.forth(now);
        self.put(after, facts)
    }

    pub(super) fn moment(&self) -> Moment {
        Moment {
            card: self.card.clone(),
            place: self.place(),
        }
    }

    /// Puts the card of a moment in the place of this one, if one is given, and computes anew what follows from the card.
    fn put(&mut self, moment: Option<Moment>, facts: &Facts) -> bool {
        let given = moment.is_some();
        let mut place = self.place();
        if let Some(moment) = moment {
            (self.card, place) = (moment.card, moment.place);
        }
        let slots = slots(&self.card, facts);
        self.left.retain(|slot| slots.contains(slot));
        let card = &self.card;
        self.filled.retain(|slot| !card.get(*slot).is_empty());
        self.focus = if slots.contains(&place.slot) {
            place.slot
        } else {
            slots[0]
        };
        self.load();
        self.editor.put_cursor(place.cursor);
        self.refresh(facts);
        given
    }
}
