//! What a line means where the program is.

use super::find::{SlotMatch, command, is_closed, last_row, place};
use super::rows::{on_row, on_row_called};
use super::{CommandMeaning, CommandPlace, END_OF_NOTE, LineCommand, MARK, fold};
use crate::app::Message;
use crate::app::model::Model;
use crate::app::pages::{Page, SPOKEN_ROWS, spoken_from};
use crate::customer::request::RequestFormat;
use crate::customer::rules::flag;
use crate::customer::{FieldKind, Slot, SubmissionState};
use crate::keymap::key::{Key, KeyCode};
use crate::keymap::{Action, BINDINGS, Scope};

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
    /// Any of these commands may be meant.
    Several(Vec<&'static LineCommand>),
    /// What the command needs behind it.
    Usage(&'static LineCommand),
    /// The card cannot be changed here.
    NotHere,
    /// Nothing is called so.
    NoPlace(String),
    /// Any of these may be meant.
    Places(Vec<Slot>),
    /// The list has no such row: so many rows it has.
    NoRow(usize),
    /// Any of these rows may be meant, each a number and its words.
    Rows(Vec<(usize, String)>),
    /// No row of the list begins so.
    NotInList,
    /// There are no more rows.
    NoMore,
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
    match (page.row_action(model), page.yes_action()) {
        (Some(action), _) if is_number => on_row(model, line, action),
        (_, Some(yes)) => yes_or_no(model, line, yes),
        _ if line.is_empty() => act_or_leave(model, page.empty_line_action()),
        (Some(action), None) if !page.types_lines() => on_row_called(model, line, action),
        _ if page.editor(model).is_some() => {
            LineResult::Messages(vec![Message::Type(line.to_owned()), Message::Do(Action::Yes)])
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

/// What a command means; a page that no command opens is opened by its action's name in the settings.
fn commanded(model: &Model, name: &str, argument: &str) -> LineResult {
    match command(name, model.page().scope()).as_slice() {
        [] => page_of(model, name),
        [one] => from_here(model, one, perform(model, one, argument)),
        several => LineResult::Announce(Topic::Several(several.to_vec())),
    }
}

/// The messages of a command of the form, where there is no menu to reach it: then the page is left first.
fn from_here(model: &Model, command: &LineCommand, result: LineResult) -> LineResult {
    let scope = model.page().scope();
    let is_of_form = scope != Scope::Form && command.place == CommandPlace::In(Scope::Form);
    match result {
        LineResult::Messages(messages) if is_of_form && !has_menu(scope) => {
            LineResult::Messages(back(model).into_iter().chain(messages).collect())
        }
        result => result,
    }
}

fn has_menu(scope: Scope) -> bool {
    BINDINGS
        .iter()
        .any(|row| row.scope == scope && row.action == Action::Leader)
}

/// Opens the page whose action has this name. The menu is for keys.
fn page_of(model: &Model, name: &str) -> LineResult {
    let scope = model.page().scope();
    let action = Page::action_opening(name).filter(|action| !is_closed(scope) && *action != Action::Leader);
    match action {
        Some(action) if action.edits() && scope != Scope::Form => LineResult::Announce(Topic::NotHere),
        Some(action) => LineResult::Messages(vec![Message::Do(action)]),
        None => LineResult::Announce(Topic::Unknown(name.to_owned())),
    }
}

fn perform(model: &Model, command: &'static LineCommand, argument: &str) -> LineResult {
    let in_form = model.page().is_form();
    let messages = match command.does {
        CommandMeaning::Act(action) => return act(model, command, action, argument),
        CommandMeaning::Type(_) | CommandMeaning::Card if argument.is_empty() => {
            return LineResult::Announce(Topic::Usage(command));
        }
        CommandMeaning::Type(action) => vec![
            Message::Do(action),
            Message::Type(argument.to_owned()),
            Message::Do(Action::Yes),
        ],
        CommandMeaning::Help => return LineResult::Announce(Topic::Help),
        CommandMeaning::Filled => return LineResult::Announce(Topic::Filled),
        CommandMeaning::Problems => return LineResult::Announce(Topic::Problems),
        CommandMeaning::Values if !in_form => return LineResult::Announce(Topic::NotHere),
        CommandMeaning::Values if model.form.focus().field.field().kind == FieldKind::Flag => {
            return LineResult::Announce(Topic::YesOrNo);
        }
        CommandMeaning::Values => vec![Message::Do(Action::Choose)],
        CommandMeaning::Request => return request(command, argument),
        CommandMeaning::Go => return go(model, command, argument),
        CommandMeaning::History => vec![Message::Do(Action::History), Message::Type(argument.to_owned())],
        CommandMeaning::More => return more(model),
        CommandMeaning::Card => return on_row(model, argument, Action::CardFrom),
        CommandMeaning::Settle => return settle(model),
        CommandMeaning::Export => {
            let mut messages = vec![Message::Do(Action::Export)];
            // Of an empty card no file's name is asked for.
            if !argument.is_empty() && !model.form.card().is_empty(&model.rule_context) {
                messages.extend([Message::Type(argument.to_owned()), Message::Do(Action::Yes)]);
            }
            messages
        }
    };
    LineResult::Messages(messages)
}

fn act(model: &Model, command: &'static LineCommand, action: Action, argument: &str) -> LineResult {
    let scope = model.page().scope();
    match action {
        Action::Back => LineResult::Messages(back(model)),
        Action::Quit if matches!(scope, Scope::Question | Scope::Prompt) => {
            LineResult::Messages(vec![Message::Do(Action::Back), Message::Do(Action::Quit)])
        }
        Action::Open | Action::Accept | Action::Delete | Action::TakeExisting | Action::ShowCustomer => {
            match (argument.is_empty(), model.page().has_single_choice()) {
                (true, true) => LineResult::Messages(vec![Message::Do(action)]),
                (true, false) => LineResult::Announce(Topic::Usage(command)),
                (false, _) => on_row(model, argument, action),
            }
        }
        action if action.edits() && scope != Scope::Form => LineResult::Announce(Topic::NotHere),
        Action::AddRow if !argument.is_empty() => {
            let place = place(model, argument);
            match last_row(model, &place) {
                Some(slot) => LineResult::Messages(vec![Message::GoTo(slot), Message::Do(action)]),
                None => nowhere(place, argument),
            }
        }
        action => LineResult::Messages(vec![Message::Do(action)]),
    }
}

fn go(model: &Model, command: &'static LineCommand, argument: &str) -> LineResult {
    if argument.is_empty() {
        return LineResult::Announce(Topic::Usage(command));
    }
    let into_form = Message::Do(Action::Section(0));
    let there = match place(model, argument) {
        SlotMatch::Slot(slot) => Message::GoTo(slot),
        SlotMatch::Section(section) => {
            let (card, context) = (model.form.card(), &model.rule_context);
            let mut slots = card.all_slots(context).into_iter();
            let first = slots.find(|slot| card.place(*slot, context).0 == section);
            Message::GoTo(first.unwrap_or(model.form.focus()))
        }
        other => return nowhere(other, argument),
    };
    let elsewhere = !model.page().is_form();
    LineResult::Messages(
        elsewhere
            .then_some(into_form)
            .into_iter()
            .chain([there])
            .collect(),
    )
}

fn nowhere(found: SlotMatch, argument: &str) -> LineResult {
    LineResult::Announce(match found {
        SlotMatch::Several(slots) => Topic::Places(slots),
        _ => Topic::NoPlace(argument.to_owned()),
    })
}

/// The request in the form of this name; the payload alone where none is named.
fn request(command: &'static LineCommand, name: &str) -> LineResult {
    let typed = fold(name);
    let mut begun = RequestFormat::ALL
        .into_iter()
        .filter(|form| !typed.is_empty() && fold(form.name()).starts_with(&typed));
    let same = RequestFormat::ALL
        .into_iter()
        .find(|form| fold(form.name()) == typed);
    let form = same.or_else(|| begun.next().filter(|_| begun.next().is_none()));
    LineResult::Announce(match form.or(name.is_empty().then(RequestFormat::default)) {
        Some(form) => Topic::Request(form),
        None => Topic::Usage(command),
    })
}

/// The next page of the history. Where more rows must be read first, the second time goes to them.
fn more(model: &Model) -> LineResult {
    let next = spoken_from(model) + SPOKEN_ROWS;
    if next < model.history.page.total {
        LineResult::Messages(vec![Message::Select(next), Message::Select(next)])
    } else {
        LineResult::Announce(Topic::NoMore)
    }
}

/// The newest attempt that waits to be settled; the whole history where it is not at hand.
fn settle(model: &Model) -> LineResult {
    if model.unknown_count == 0 {
        return LineResult::Announce(Topic::NothingToSettle);
    }
    let rows = &model.history.page.rows;
    let mut messages = vec![Message::Do(Action::History)];
    match rows.iter().position(|row| row.state == SubmissionState::Unknown) {
        Some(row) => messages.extend([Message::Select(row), Message::Do(Action::Open)]),
        None => messages.push(Message::Type(String::new())),
    }
    LineResult::Messages(messages)
}
