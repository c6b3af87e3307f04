//! The card in blocks: what is filled in, and what is wrong.

use crate::app::blocks::{Block, Role};
use crate::app::form::slots;
use crate::app::pages::PageContext;
use crate::customer::{Problem, Slot, SlotPart};

/// What is filled in, section by section.
#[must_use]
pub fn filled_in(context: PageContext) -> Vec<Block> {
    let model = context.model;
    let card = model.form.card();
    let mut filled = slots(card, &model.rule_context);
    filled.retain(|slot| !card.get(*slot).is_empty());
    if filled.is_empty() {
        return vec![Block::Sentence(
            context.texts().notice_nothing_typed(),
            Role::Plain,
        )];
    }
    let mut blocks = Vec::new();
    let mut section = None;
    for slot in filled {
        let here = slot.field.field().place.0;
        if section.replace(here) != Some(here) {
            blocks.push(Block::Heading(here.title(&model.locale)));
        }
        blocks.push(value_block(context, slot));
    }
    blocks
}

/// A slot and its value, with where that comes from: `Birthdate: 1944-05-14, from the PESEL`.
#[must_use]
pub fn value_block(context: PageContext, slot: Slot) -> Block {
    let model = context.model;
    let texts = context.texts();
    let label = model.label(slot).text;
    let typed = model.form.card().get(slot);
    let count = typed.lines().count();
    let mut value = if count == 0 {
        texts.plain_empty()
    } else {
        typed.to_owned()
    };
    if model.form.is_filled(slot) {
        value = format!("{value}, {}", texts.filled_from_pesel());
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
    let label = match (slot.part, context.model.form.card().get(Slot::name(slot.row))) {
        (SlotPart::Value, name)
            if !context.is_spoken() && slot.field == Slot::name(0).field && !name.is_empty() =>
        {
            name.to_owned()
        }
        _ => context.model.label(slot).text,
    };
    Block::Problem {
        severity: problem.severity,
        section: slot.field.field().place.0.title(locale),
        label,
        words: locale.problem(problem),
    }
}
