//! The card in blocks: what is filled in, and what is wrong.

use crate::app::blocks::{Block, Role};
use crate::app::model::Model;
use crate::app::pages::PageContext;
use crate::customer::rules::flag;
use crate::customer::{FieldId, FieldKind, Problem, Slot, SlotPart};

/// What is filled in, section by section.
#[must_use]
pub fn filled_in(context: PageContext) -> Vec<Block> {
    let model = context.model;
    let card = model.form.card();
    let mut filled = card.all_slots(&model.rule_context);
    // The name of a custom field stands before its value.
    let named_by_value = |slot: &Slot| {
        slot.field == Slot::name(0).field
            && slot.part == SlotPart::Name
            && !card
                .get(Slot {
                    part: SlotPart::Value,
                    ..*slot
                })
                .is_empty()
    };
    filled.retain(|slot| !card.get(*slot).is_empty() && !named_by_value(slot));
    if filled.is_empty() {
        return vec![Block::Sentence(
            context.texts().notice_nothing_typed(),
            Role::Plain,
        )];
    }
    let mut blocks = Vec::new();
    let mut section = None;
    for slot in filled {
        let here = card.place(slot, &model.rule_context).0;
        if section.replace(here) != Some(here) {
            blocks.push(Block::Heading(model.section_title(slot)));
        }
        blocks.push(value_block(context, slot));
    }
    blocks
}

/// What a slot is called where it stands alone: the value of a custom field by the field's name.
#[must_use]
pub fn spoken_label(model: &Model, slot: Slot) -> String {
    let name = model.form.card().get(Slot::name(slot.row));
    let is_value = slot.field == Slot::name(0).field && slot.part == SlotPart::Value;
    let configured = || model.form.card().row_is_configured(slot.row, &model.rule_context);
    if is_value && !name.is_empty() && !configured() {
        name.to_owned()
    } else {
        model.label(slot).text
    }
}

/// A value as it is read out: a flag as a word.
#[must_use]
pub fn spoken_value(context: PageContext, field: FieldId, typed: &str) -> String {
    let is_flag = field.field().kind == FieldKind::Flag;
    match flag::parse(typed).filter(|_| is_flag) {
        Some(true) => context.texts().key_yes(),
        Some(false) => context.texts().key_no(),
        None => typed.to_owned(),
    }
}

/// A slot and its value, with where that comes from: `Birthdate: 1944-05-14, from the PESEL`.
#[must_use]
pub fn value_block(context: PageContext, slot: Slot) -> Block {
    let model = context.model;
    let texts = context.texts();
    let label = spoken_label(model, slot);
    let typed = model.form.card().get(slot);
    let count = typed.lines().count();
    let mut value = if count == 0 {
        texts.plain_empty()
    } else {
        spoken_value(context, slot.field, typed)
    };
    if let Some(by) = model.form.filled_by(slot) {
        value = format!("{value}, {}", model.filled_words(by));
    }
    if model.held.contains(&slot) {
        value = format!("{value}, {}", texts.plain_held());
    }
    if count > 1 {
        return Block::Document(format!("{label}, {}", texts.plain_count_lines(count)), value);
    }
    Block::Entry(label, value)
}

/// A problem of the card, with where it is.
#[must_use]
pub fn problem_block(context: PageContext, slot: Slot, problem: &Problem) -> Block {
    let locale = &context.model.locale;
    Block::Problem {
        severity: problem.severity,
        section: context.model.section_title(slot),
        label: spoken_label(context.model, slot),
        words: locale.problem(problem),
    }
}
