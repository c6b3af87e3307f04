//! Where the focus goes without a key of its own: on from a value that is whole, and to the next row behind a separator.

use super::Form;
use crate::customer::{FieldKind, RuleContext, Severity, Slot};

impl Form {
    /// Goes on to the next slot if the text in focus, which was this before the last letter, has become whole and right by
    /// that letter at its end; true if it has. In the last slot the focus stays: what follows is the review.
    pub fn advance_if_whole(&mut self, before: &str, context: &RuleContext) -> bool {
        let field = self.focus.field.field();
        let text = self.editor.text();
        let input = self.card.rule_input(self.focus.field, context);
        let letter = text.strip_prefix(before).map(|added| added.chars().count());
        let at_end = letter == Some(1) && self.editor.before() == text;
        let whole = at_end && (field.is_whole)(text, input) && !(field.is_whole)(before, input);
        if !whole || self.is_at_end(context) {
            return false;
        }
        self.go_by(1, context);
        self.has_advanced = true;
        true
    }

    /// Whether the focus has gone on automatically, and no key has come since then; from now on one has.
    pub fn take_advanced(&mut self) -> bool {
        std::mem::take(&mut self.has_advanced)
    }

    /// Whether a letter right after the focus has gone on automatically is one digit too many of the value that is whole: it is
    /// left out where it would change a value that is there already, and so are the digits that follow it.
    pub fn leaves_out(&mut self, letter: Option<char>) -> bool {
        let is_digit = letter.is_some_and(|letter| letter.is_ascii_digit());
        self.has_advanced = is_digit && !self.editor.text().is_empty();
        self.has_advanced
    }

    /// Whether the focus is in the last slot.
    #[must_use]
    pub fn is_at_end(&self, context: &RuleContext) -> bool {
        self.slots(context).last() == Some(&self.focus)
    }

    /// Goes to the next row of the field, which is made where none is empty, if the text in focus is a whole value of a field
    /// with rows and the cursor stands behind it; false if not.
    pub fn begin_row(&mut self, context: &RuleContext) -> bool {
        let Slot { field, row, .. } = self.focus;
        let text = self.editor.text();
        let value = text.trim();
        if field.field().kind != FieldKind::Rows || value.is_empty() || self.editor.before() != text {
            return false;
        }
        let problem = (field.field().rule.check)(value, self.card.rule_input(field, context));
        if problem.is_some_and(|problem| problem.severity == Severity::Error) {
            return false;
        }
        let next = Slot::row(field, row + 1);
        if row + 1 < self.card.rows(field) && self.card.get(next).is_empty() {
            self.go_to(next);
            return true;
        }
        self.add_row(context)
    }

    /// Gives the focus to the next slot that is empty, and round the end; false if none is.
    pub fn go_to_next_empty(&mut self, context: &RuleContext) -> bool {
        let slots = self.slots(context);
        let here = slots.iter().position(|slot| *slot == self.focus).unwrap_or(0);
        let mut round = (1..slots.len()).map(|step| slots[(here + step) % slots.len()]);
        let empty = round.find(|slot| self.card.get(*slot).is_empty());
        if let Some(slot) = empty {
            self.go_to(slot);
        }
        empty.is_some()
    }
}
