//! Which of several was meant: a name that may stand for more than one is asked about, and a number or more of the name answers.

use super::commands::{from_here, perform};
use super::interpret::{LineResult, Topic};
use super::{LineCommand, fold};
use crate::app::Message;
use crate::app::model::Model;
use crate::customer::Slot;
use crate::keymap::Action;
use crate::text::visible;

/// One of several that a name may stand for.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// What it is called.
    pub words: String,
    meaning: AlternativeMeaning,
}

#[derive(Debug, Clone)]
enum AlternativeMeaning {
    /// Going to a slot, and what is done there.
    Place(Slot, Option<Action>),
    /// A command with what follows it.
    Command(&'static LineCommand, String),
}

impl Alternative {
    /// A slot, and what is done once it has the focus.
    pub(super) fn place(model: &Model, slot: Slot, action: Option<Action>) -> Self {
        let section = model.section_title(slot);
        Self {
            words: format!("{} {}", visible(&section), visible(&model.label(slot).text)),
            meaning: AlternativeMeaning::Place(slot, action),
        }
    }

    /// A command, and what was typed behind it.
    pub(super) fn command(model: &Model, command: &'static LineCommand, argument: &str) -> Self {
        Self {
            words: command.usage(&model.locale),
            meaning: AlternativeMeaning::Command(command, argument.to_owned()),
        }
    }

    fn choose(&self, model: &Model) -> LineResult {
        match &self.meaning {
            AlternativeMeaning::Place(slot, action) => {
                let elsewhere = !model.page().is_form();
                let into_form = elsewhere.then_some(Message::Do(Action::Section(0)));
                let there = [Message::GoTo(*slot)].into_iter().chain(action.map(Message::Do));
                LineResult::Messages(into_form.into_iter().chain(there).collect())
            }
            AlternativeMeaning::Command(command, argument) => {
                from_here(model, command, perform(model, command, argument))
            }
        }
    }
}

/// What the answer means: a number, or words that one of them alone has; nothing chooses none.
pub(super) fn answer(model: &Model, alternatives: &[Alternative], line: &str) -> LineResult {
    let line = line.trim();
    if line.is_empty() {
        return LineResult::Announce(Topic::Nothing);
    }
    let numbered = line
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1));
    if let Some(row) = numbered {
        return match alternatives.get(row) {
            Some(one) => one.choose(model),
            None => LineResult::Announce(Topic::NoRow(alternatives.len())),
        };
    }
    let typed = fold(line);
    let begins = |one: &&Alternative| {
        let words = fold(&one.words);
        words.starts_with(&typed) || words.split(' ').any(|word| word.starts_with(&typed))
    };
    let mut found = alternatives.iter().filter(begins);
    match (found.next(), found.next()) {
        (Some(one), None) => one.choose(model),
        _ => LineResult::Announce(Topic::NoRow(alternatives.len())),
    }
}
