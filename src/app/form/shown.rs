//! Which sections and fields the form shows: those of the tenant's form, and each that has a value, a problem or the focus.

use super::{FilledBy, Form, SectionState};
use crate::customer::{Card, FieldKind, Problem, RuleContext, Severity, Slot, SlotPart};

/// A section that the form shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownSection {
    /// Its number in the [layout](RuleContext::layout), from 0.
    pub number: usize,
    /// Its slots that are shown, top to bottom.
    pub slots: Vec<Slot>,
}

impl Form {
    /// The sections that are shown, top to bottom. There is always one.
    #[must_use]
    pub fn sections(&self, context: &RuleContext) -> Vec<ShownSection> {
        let sections = context.layout().sections().iter().enumerate();
        let sections = sections.map(|(number, section)| {
            let slots = section.fields.iter();
            let slots = slots.flat_map(|field| self.card.slots_of(*field, context));
            let all = context.layout().shows(number);
            ShownSection {
                number,
                slots: slots
                    .filter(|slot| all || self.is_needed(*slot, context))
                    .collect(),
            }
        });
        sections.filter(|section| !section.slots.is_empty()).collect()
    }

    /// The places to type that are shown, in the order of the form.
    #[must_use]
    pub fn slots(&self, context: &RuleContext) -> Vec<Slot> {
        let sections = self.sections(context).into_iter();
        sections.flat_map(|section| section.slots).collect()
    }

    /// Whether a slot must be shown although no section of the tenant lists its field.
    fn is_needed(&self, slot: Slot, context: &RuleContext) -> bool {
        let beside = |other: Slot| {
            let same_row = slot.field.field().kind != FieldKind::Pairs || other.row == slot.row;
            other.field == slot.field && same_row
        };
        let has_text = |card: &Card| match slot.field.field().kind {
            FieldKind::Pairs => {
                let named = !card.row_is_configured(slot.row, context);
                let halves = [SlotPart::Name, SlotPart::Value].into_iter();
                let mut halves = halves.filter(|part| named || *part == SlotPart::Value);
                halves.any(|part| !card.get(Slot { part, ..slot }).is_empty())
            }
            _ => !card.field_is_empty(slot.field, context),
        };
        beside(self.focus)
            || has_text(&self.card)
            || self.card.is_required(slot, context)
            || self.problems.iter().any(|(at, _)| beside(*at))
    }

    /// The number of the section that has the focus.
    #[must_use]
    pub fn section(&self, context: &RuleContext) -> usize {
        self.card.place(self.focus, context).0
    }

    /// What the list of sections says of the one of this number.
    #[must_use]
    pub fn section_state(&self, number: usize, context: &RuleContext) -> SectionState {
        let is_here = |slot: Slot| self.card.place(slot, context).0 == number;
        let shown = |severity| {
            let is_shown = |(slot, problem): &&(Slot, Problem)| {
                problem.severity == severity && self.left.contains(slot) && is_here(*slot)
            };
            self.problems.iter().filter(is_shown).count()
        };
        match (shown(Severity::Error), shown(Severity::Warning)) {
            (0, 0) if self.has_nothing(number, context) => SectionState::Empty,
            (0, 0) => SectionState::Filled,
            (0, count) => SectionState::Warnings(count),
            (count, _) => SectionState::Errors(count),
        }
    }

    /// Whether nothing is typed into a section.
    fn has_nothing(&self, number: usize, context: &RuleContext) -> bool {
        let fields = context.layout().sections().get(number);
        let fields = fields.into_iter().flat_map(|section| &section.fields);
        let mut slots = fields.flat_map(|field| self.card.slots_of(*field, context));
        slots.all(|slot| self.card.get(slot).is_empty() || self.filled_by(slot) == Some(FilledBy::Default))
    }

    /// Gives the focus to the next slot (+1) or the one before (-1), and round the ends.
    pub fn go_by(&mut self, step: isize, context: &RuleContext) {
        let slots = self.slots(context);
        let here = slots.iter().position(|slot| *slot == self.focus).unwrap_or(0);
        let there = here.checked_add_signed(step).unwrap_or(slots.len() - 1);
        self.go_to(slots[there % slots.len()]);
    }

    /// Gives the focus to the first slot of the section that is shown at this place, from 0; it stays where it is if there
    /// are fewer.
    pub fn go_to_section(&mut self, place: usize, context: &RuleContext) {
        let section = self.sections(context).into_iter().nth(place);
        if let Some(slot) = section.and_then(|section| section.slots.into_iter().next()) {
            self.go_to(slot);
        }
    }

    /// Gives the focus to the first slot of the next section (+1) or the one before (-1), and round the ends.
    pub fn go_by_section(&mut self, step: isize, context: &RuleContext) {
        let (sections, focused) = (self.sections(context), self.section(context));
        let here = sections.iter().position(|section| section.number == focused);
        let there = here.unwrap_or(0).checked_add_signed(step);
        let there = there.unwrap_or(sections.len() - 1) % sections.len();
        self.go_to(sections[there].slots[0]);
    }
}
