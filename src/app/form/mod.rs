//! The form: the card being filled in, the field that has the focus, and which problems are shown.

mod advance;
mod company;
mod edits;
mod filled;
mod leave;
mod lookup_keys;
mod rejection;
mod shown;
mod undo;
mod verified;
mod words;

pub use filled::FilledBy;
pub use shown::ShownSection;
pub use words::{filled_in, problem_block, spoken_label, spoken_value, value_block};

use super::cursor_position::CursorPosition;
use super::edit::Editor;
use crate::customer::{
    Card, FieldId, FieldKind, KnownCompany, Payload, Problem, RuleContext, Severity, Slot, SlotPart,
};
use crate::text::composed;
use rejection::Rejection;
use std::collections::{BTreeMap, BTreeSet};
use undo::{UndoHistory, UndoStep};
use verified::VerifiedValue;

/// What the list of sections says of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionState {
    /// Nothing is typed.
    Empty,
    /// Something is, and no problem is shown.
    Filled,
    /// So many errors are shown.
    Errors(usize),
    /// So many warnings are shown, and no error.
    Warnings(usize),
}

/// The card with the focus in it.
#[derive(Debug)]
pub struct Form {
    card: Card,
    focus: Slot,
    editor: Editor,
    /// The slots that were left since they were last changed: only their problems are shown.
    left: BTreeSet<Slot>,
    problems: Vec<(Slot, Problem)>,
    /// The problem that was shown at the focused slot until it was typed into.
    faded: Option<Problem>,
    payload: Payload,
    undo: UndoHistory,
    /// The card that it began with, if that was one for the next customer: nothing is typed as long as it is the same.
    began: Option<Card>,
    /// The slots that the program filled in, until they are changed.
    filled: BTreeMap<Slot, FilledBy>,
    /// The slots whose default the operator does not want on this card.
    declined: BTreeSet<Slot>,
    /// Why the CRM rejected this card, if it did.
    rejection: Rejection,
    /// The slot that the operator has gone away from, until [`leave`](Self::leave) has seen to it.
    just_left: Option<Slot>,
    /// What is typed of a company that is not added yet.
    new_company: Option<Box<Card>>,
    /// The company that was put into its field.
    company: Option<KnownCompany>,
    /// The key before this one has completed a value, and the focus has gone on automatically.
    has_advanced: bool,
    /// The values that were typed twice.
    verified: Vec<VerifiedValue>,
}

impl Form {
    /// A form of this card. What is filled in already is taken as left, so that its problems show.
    #[must_use]
    pub fn new(card: Card, place: Option<CursorPosition>, context: &RuleContext) -> Self {
        let slots = card.all_slots(context);
        let place = place.filter(|place| slots.contains(&place.slot));
        let focus = place.map_or(slots[0], |place| place.slot);
        let payload = Payload::of(&card, context);
        let mut form = Self {
            card,
            focus,
            editor: Editor::default(),
            left: BTreeSet::new(),
            problems: Vec::new(),
            faded: None,
            payload,
            undo: UndoHistory::default(),
            began: None,
            filled: BTreeMap::new(),
            declined: BTreeSet::new(),
            rejection: Rejection::default(),
            just_left: None,
            new_company: None,
            company: None,
            has_advanced: false,
            verified: Vec::new(),
        };
        form.leave_filled(context);
        form.decline_defaults(context);
        form.refresh(context);
        form.load();
        if let Some(place) = place {
            form.editor.put_cursor(place.cursor);
        }
        form
    }

    /// A form for the next customer, whose card begins with what is held, and with the tenant's defaults.
    #[must_use]
    pub fn blank(card: Card, context: &RuleContext) -> Self {
        let mut form = Self::new(card, None, context);
        form.begin_with_defaults(context);
        form.began = Some(form.card.clone());
        form.refresh(context);
        form.load();
        form
    }

    /// Whether nothing is typed: the card is empty, or as it began.
    #[must_use]
    pub fn is_untouched(&self, context: &RuleContext) -> bool {
        let is_same = self.is_blank(context) || self.began.as_ref() == Some(&self.card);
        is_same && self.new_company.is_none()
    }

    /// Where the operator is.
    #[must_use]
    pub fn cursor_position(&self) -> CursorPosition {
        CursorPosition {
            slot: self.focus,
            cursor: self.editor.before().chars().count(),
        }
    }

    /// The card as typed.
    #[must_use]
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// The slot that has the focus.
    #[must_use]
    pub fn focus(&self) -> Slot {
        self.focus
    }

    /// The text being edited.
    #[must_use]
    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    /// The payload of the card as it is.
    #[must_use]
    pub fn payload(&self) -> &Payload {
        &self.payload
    }

    /// Whether the card is the one of this payload to the letter: what is typed differently, the same customer or not, is
    /// more to be kept.
    #[must_use]
    pub fn is_of(&self, payload: &str) -> bool {
        self.payload.text() == composed(payload)
    }

    /// All problems, shown or not, in the order of the form.
    #[must_use]
    pub fn problems(&self) -> &[(Slot, Problem)] {
        &self.problems
    }

    /// The problem that is shown at a slot.
    #[must_use]
    pub fn shown(&self, slot: Slot) -> Option<&Problem> {
        let shown = self.left.contains(&slot);
        self.problems
            .iter()
            .find(|(at, _)| shown && *at == slot)
            .map(|(_, problem)| problem)
    }

    /// Whether any error stops the sending.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.problems
            .iter()
            .any(|(_, problem)| problem.severity == Severity::Error)
    }

    /// Gives the focus to a slot. The one that loses it is checked.
    pub fn go_to(&mut self, slot: Slot) {
        self.has_advanced = false;
        if slot != self.focus {
            self.undo.end();
            self.left.insert(self.focus);
            self.just_left = Some(self.focus);
            self.faded = None;
            self.focus = slot;
            self.load();
        }
    }

    /// Gives the focus to the next slot that has a problem, errors before warnings; false if none has. It stays where it is
    /// if there is an error here that was not shown yet.
    pub fn go_to_next_problem(&mut self, context: &RuleContext) -> bool {
        let news = self.left.insert(self.focus);
        let is_wrong =
            |(slot, problem): &(Slot, Problem)| *slot == self.focus && problem.severity == Severity::Error;
        if news && self.problems.iter().any(is_wrong) {
            return true;
        }
        let slots = self.card.all_slots(context);
        let here = slots.iter().position(|slot| *slot == self.focus).unwrap_or(0);
        let round = || (1..=slots.len()).map(|step| slots[(here + step) % slots.len()]);
        let with = |severity| {
            round().find(|slot| {
                self.problems
                    .iter()
                    .any(|(at, problem)| at == slot && problem.severity == severity)
            })
        };
        let Some(slot) = with(Severity::Error).or_else(|| with(Severity::Warning)) else {
            return false;
        };
        self.go_to(slot);
        self.left.insert(slot);
        true
    }

    /// Shows the problems of what is filled in, as if each of these fields had been left.
    pub fn leave_filled(&mut self, context: &RuleContext) {
        let filled = self.card.all_slots(context).into_iter();
        self.left
            .extend(filled.filter(|slot| !self.card.get(*slot).is_empty()));
    }

    /// Shows every problem, as if each field had been left.
    pub fn check_all(&mut self, context: &RuleContext) {
        self.left.extend(self.card.all_slots(context));
    }

    /// Edits the focused text; what the closure gives is given back. Typing on in one field is one edit.
    pub fn edit<T>(&mut self, context: &RuleContext, change: impl FnOnce(&mut Editor) -> T) -> T {
        self.has_advanced = false;
        let before = self.editor.text().to_owned();
        let place = self.cursor_position();
        let result = change(&mut self.editor);
        if self.editor.text() != before {
            if !self.undo.goes_on(self.focus) {
                let (card, filled) = (self.card.clone(), self.filled.clone());
                self.undo
                    .begin(UndoStep { card, place, filled }, Some(self.focus));
            }
            self.faded = self.shown(self.focus).cloned().or(self.faded.take());
            self.card.set(self.focus, self.editor.text());
            self.left.remove(&self.focus);
            self.mark_typed();
            if self.focus.field == leave::PESEL {
                self.drop_filled();
            }
            self.refresh(context);
        }
        result
    }

    /// Adds a row below the focused one and goes there; false where the field has one row only.
    pub fn add_row(&mut self, context: &RuleContext) -> bool {
        let Slot { field, row, .. } = self.focus;
        let configured = context.custom_fields.len();
        let at = if field.field().kind == FieldKind::Pairs {
            (row + 1).max(configured)
        } else {
            row + 1
        };
        let before = self.moment();
        if !self.card.insert_row(field, at) {
            return false;
        }
        self.undo.begin(before, None);
        self.shift_left(field, at, 1);
        let part = if field.field().kind == FieldKind::Pairs {
            SlotPart::Name
        } else {
            SlotPart::Value
        };
        self.go_to(Slot { field, row: at, part });
        self.refresh(context);
        true
    }

    /// Takes the focused row away if it is empty and not the last; false if it is not.
    pub fn remove_row(&mut self, context: &RuleContext) -> bool {
        let Slot { field, row, part } = self.focus;
        let before = self.moment();
        if !self.card.remove_empty_row(field, row) {
            return false;
        }
        self.undo.begin(before, None);
        self.left.retain(|slot| slot.field != field || slot.row != row);
        self.shift_left(field, row + 1, -1);
        self.focus = Slot {
            field,
            row: row.min(self.card.rows(field) - 1),
            part,
        };
        if !self.card.slots(field, context).any(|slot| slot == self.focus) {
            self.focus.part = SlotPart::Value;
        }
        self.load();
        self.refresh(context);
        true
    }

    /// Moves the marks of the rows from this one on.
    fn shift_left(&mut self, field: FieldId, from: usize, by: isize) {
        let moved = self.left.iter().map(|slot| {
            let mut slot = *slot;
            if slot.field == field && slot.row >= from {
                slot.row = slot.row.saturating_add_signed(by);
            }
            slot
        });
        self.left = moved.collect();
    }

    fn load(&mut self) {
        let multiline = self.focus.field.field().kind == FieldKind::Lines;
        self.editor = Editor::new(self.card.get(self.focus), multiline);
    }

    /// Recomputes what follows from the card.
    pub fn refresh(&mut self, context: &RuleContext) {
        self.problems = self.card.problems(context);
        self.add_rejection(context);
        self.payload = Payload::of(&self.card, context);
    }
}
