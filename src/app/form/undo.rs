//! The edits of a card that can be taken back, and taken back again.

use super::FilledBy;
use crate::app::cursor_position::CursorPosition;
use crate::customer::{Card, Slot};
use std::collections::BTreeMap;

/// How many edits can be taken back.
const MOST: usize = 200;

/// A card as it was, and where the operator was in it.
#[derive(Debug, Clone)]
pub struct UndoStep {
    /// The card.
    pub card: Card,
    /// The place.
    pub place: CursorPosition,
    /// The slots that the program filled in.
    pub filled: BTreeMap<Slot, FilledBy>,
}

/// The moments before each edit. An edit is all that is typed into a field without leaving it, or one other change.
#[derive(Debug, Default)]
pub struct UndoHistory {
    done: Vec<UndoStep>,
    undone: Vec<UndoStep>,
    /// The slot that is being typed into.
    typing: Option<Slot>,
}

impl UndoHistory {
    /// Whether what is typed into a slot now goes on with the edit before it.
    #[must_use]
    pub fn goes_on(&self, slot: Slot) -> bool {
        self.typing == Some(slot)
    }

    /// Notes the moment before an edit: of typing into a slot, or another one. What was taken back is gone then.
    pub fn begin(&mut self, before: UndoStep, typing: Option<Slot>) {
        if self.done.len() == MOST {
            self.done.remove(0);
        }
        self.done.push(before);
        self.undone.clear();
        self.typing = typing;
    }

    /// The edit is over: what is typed from now on is another one.
    pub fn end(&mut self) {
        self.typing = None;
    }

    /// Takes the last edit back: gives the moment before it for the one of now.
    pub fn back(&mut self, now: UndoStep) -> Option<UndoStep> {
        let before = self.done.pop()?;
        // Where it is done again is where it was done, wherever the operator has gone since.
        let slot = before.place.slot;
        let place = CursorPosition {
            slot,
            cursor: usize::MAX,
        };
        self.undone.push(UndoStep { place, ..now });
        self.typing = None;
        Some(before)
    }

    /// Does an edit again that was taken back.
    pub fn forth(&mut self, now: UndoStep) -> Option<UndoStep> {
        let after = self.undone.pop()?;
        self.done.push(now);
        self.typing = None;
        Some(after)
    }
}
