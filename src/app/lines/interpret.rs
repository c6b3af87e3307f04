//! What a line means where the program is.

use super::commands::commanded;
use super::find::command;
use super::rows::{on_row, on_row_called};
use super::which::{self, Alternative};
use super::{CommandMeaning, END_OF_NOTE, LineCommand, MARK};
use crate::app::Message;
use crate::app::model::Model;
use crate::customer::FieldKind;
use crate::customer::request::RequestFormat;
use crate::customer::rules::flag;
use crate::keymap::key::{Key, KeyCode};
use crate::keymap::{Action, Scope};

/// What came of a line.
#[derive(Debug)]
pub enum LineResult {
    /// These are for the model.
    Messages(Vec<Message>),
    /// This is to be announced; nothing changes.
    Announce(Topic),
}

/// What can be announced.
#[derive(Debug, Clone)]
pub enum Topic {
    /// The commands that hold here.
    Help,
    /// What is filled in.
    Filled,
    /// The field takes yes or no.
    YesOrNo,
    /// What is wrong.
    Problems,
    /// The request in this form.
    Request(RequestFormat),
    /// No command has this name.
    Unknown(String),
    /// Any of these may be meant.
    Which(Vec<Alternative>),
    /// Nothing: it is only asked again.
    Nothing,
    /// The customer who was dealt with last.
    LastId,
    /// Nothing is proposed.
    NoProposal,
    /// What the command needs behind it.
    Usage(&'static LineCommand),
    /// The card cannot be changed here.
    NotHere,
    /// Nothing is called so.
    NoPlace(String),
    /// The list has no such row: so many rows it has.
    NoRow(usize),
    /// Any of these rows may be meant, each a number and its words.
    Rows(Vec<(usize, String)>),
    /// No row of the list begins so.
    NotInList,
    /// There are no more rows.
    NoMore,
    /// Of no value on the card it is known that a customer in the CRM has it.
    NobodyKnown,
    /// Nothing waits to be settled.
    NothingToSettle,
    /// Only a whole word answers the question.
    WholeWord,
    /// It is neither a number nor a command.
    NotUnderstood,
}

/// The parser of lines: what each means where the program is.
#[derive(Debug, Default)]
pub struct LineParser {
    /// The note that is being given line by line, as far as it has come.
    note: Option<String>,
    /// What was asked about: any of these may be meant.
    which: Vec<Alternative>,
}

/// Whether lines must wait: something is under way whose end decides what the next line answers.
#[must_use]
pub fn waits(model: &Model) -> bool {
    model.page().makes_lines_wait()
}

impl LineParser {
    /// The number of the line that is asked for next, where a note is being given.
    #[must_use]
    pub fn note_line(&self) -> Option<usize> {
        self.note.as_ref().map(|note| note.split('\n').count() + 1)
    }

    /// Whether it is asked which of several was meant.
    #[must_use]
    pub fn asks_which(&self) -> bool {
        !self.which.is_empty()
    }

    /// Whether a line asks to stop waiting: it alone is taken while [something is under way](waits).
    #[must_use]
    pub fn is_stop(&self, model: &Model, line: &str) -> bool {
        model.page().scope() == Scope::Sending
            && line.strip_prefix(MARK).is_some_and(|name| {
                let found = command(name.trim(), Scope::Sending);
                matches!(found.as_slice(), [one] if one.does == CommandMeaning::Act(Action::StopWaiting))
            })
    }

    /// What a line means, which has no line break.
    pub fn parse(&mut self, model: &Model, line: &str) -> LineResult {
        let line = line.trim_end_matches('\r');
        let which = std::mem::take(&mut self.which);
        let result = if which.is_empty() || line.starts_with(MARK) {
            self.meaning(model, line)
        } else {
            which::answer(model, &which, line)
        };
        match &result {
            LineResult::Announce(Topic::Which(alternatives)) => self.which.clone_from(alternatives),
            LineResult::Announce(Topic::NoRow(_)) => self.which = which,
            _ => {}
        }
        result
    }

    fn meaning(&mut self, model: &Model, line: &str) -> LineResult {
        let typed = match line.strip_prefix(MARK) {
            Some(rest) if rest.starts_with(MARK) => rest,
            Some(rest) => {
                self.note = None;
                let (name, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
                return commanded(model, name, argument.trim());
            }
            None => line,
        };
        if model.page().is_form() {
            return LineResult::Messages(self.answer(model, typed));
        }
        self.note = None;
        answer_elsewhere(model, typed.trim())
    }

    /// An answer in the form. Nothing keeps what is there.
    fn answer(&mut self, model: &Model, line: &str) -> Vec<Message> {
        let next = vec![Message::Do(Action::NextField)];
        if model.form.focus().field.field().kind != FieldKind::Lines {
            self.note = None;
            return if line.trim().is_empty() {
                next
            } else {
                vec![Message::Answer(line.to_owned())]
            };
        }
        if line == END_OF_NOTE || (self.note.is_none() && line.trim().is_empty()) {
            self.note = None;
            return next;
        }
        let only_dots = line.len() > END_OF_NOTE.len() && line.chars().all(|letter| letter == '.');
        let line = if only_dots { &line[1..] } else { line };
        let note = match self.note.take() {
            Some(note) => format!("{note}\n{line}"),
            None => line.to_owned(),
        };
        self.note = Some(note.clone());
        vec![Message::Type(note)]
    }
}

/// An answer where the program asks for anything but a field.
fn answer_elsewhere(model: &Model, line: &str) -> LineResult {
    let page = model.page();
    let number = line.parse::<usize>();
    let is_row = |number: usize| !page.types_lines() || (1..=page.row_count(model)).contains(&number);
    let is_number = number.is_ok_and(is_row);
    let typed = page.editor(model).is_some();
    match (page.row_action(model), page.yes_action()) {
        (Some(action), _) if is_number => on_row(model, line, action),
        (_, Some(yes)) => yes_or_no(model, line, yes),
        _ if line.is_empty() => act_or_leave(model, page.empty_line_action()),
        (Some(action), None) if !page.types_lines() => on_row_called(model, line, action),
        _ if typed => {
            let take = page.typed_action().map(Message::Do);
            LineResult::Messages(
                std::iter::once(Message::Type(line.to_owned()))
                    .chain(take)
                    .collect(),
            )
        }
        _ => LineResult::Announce(Topic::NotUnderstood),
    }
}

fn act_or_leave(model: &Model, action: Action) -> LineResult {
    LineResult::Messages(if action == Action::Back {
        back(model)
    } else {
        vec![Message::Do(action)]
    })
}

/// Only a whole word says yes, or the capital letter that says it elsewhere.
fn yes_or_no(model: &Model, line: &str, yes: Action) -> LineResult {
    let mut letters = line.chars();
    let is_yes = match (letters.next(), letters.next()) {
        (None, _) => Some(false),
        (Some(letter), None) => {
            let key = Key::plain(KeyCode::Char(letter));
            let keymap = &model.settings.keymap;
            let capital = keymap.action(Scope::Question, key) == Some(Action::Yes);
            capital
                .then_some(true)
                .or_else(|| flag::parse(line).filter(|yes| !yes))
        }
        _ => flag::parse(line),
    };
    match is_yes {
        Some(true) => LineResult::Messages(vec![Message::Do(yes)]),
        Some(false) => LineResult::Messages(vec![Message::Do(Action::Back)]),
        None => LineResult::Announce(Topic::WholeWord),
    }
}

/// The way back out of the page.
#[must_use]
pub fn back(model: &Model) -> Vec<Message> {
    vec![Message::Do(Action::Back); model.page().steps_back(model)]
}
