//! What a line means where the program is.

use super::find::{Places, command, last_row, place};
use super::{Command, Does, END_OF_NOTE, MARK, PAGE};
use crate::app::Msg;
use crate::app::mode::Mode;
use crate::app::model::Model;
use crate::customer::request::Form;
use crate::customer::rules::flag;
use crate::customer::{Kind, Slot, State};
use crate::keymap::key::{Code, Key};
use crate::keymap::{Action, Scope};

/// What came of a line.
#[derive(Debug)]
pub enum Heard {
    /// These are for the model.
    Messages(Vec<Msg>),
    /// This is to be told; nothing changes.
    Tell(Topic),
}

/// What can be told.
#[derive(Debug, Clone)]
pub enum Topic {
    /// The commands that hold here.
    Help,
    /// What is filled in.
    Filled,
    /// The values that the field may take.
    Values,
    /// What is wrong.
    Problems,
    /// The request in this form.
    Request(Form),
    /// No command has this name.
    Unknown(String),
    /// Any of these commands may be meant.
    Several(Vec<&'static Command>),
    /// What the command needs behind it.
    Usage(&'static Command),
    /// The card cannot be changed here.
    NotHere,
    /// Nothing is called so.
    NoPlace(String),
    /// Any of these may be meant.
    Places(Vec<Slot>),
    /// The list has no such row.
    NoRow,
    /// There are no more rows.
    NoMore,
    /// Nothing waits to be settled.
    NothingToSettle,
    /// Only a whole word answers the question.
    WholeWord,
    /// It is neither a number nor a command.
    NotUnderstood,
}

/// Listens to lines.
#[derive(Debug, Default)]
pub struct Listener {
    /// The note that is being given line by line, as far as it has come.
    note: Option<String>,
}

/// Whether lines must wait: something is under way whose end decides what the next line answers.
#[must_use]
pub fn waits(model: &Model) -> bool {
    match &model.mode {
        Mode::Sending => true,
        Mode::Review(review) => {
            review.is_waiting() || review.shown.as_ref().is_some_and(|shown| shown.asking)
        }
        Mode::Settle(settle) => settle.looking && settle.lookups.is_empty(),
        _ => false,
    }
}

impl Listener {
    /// The number of the line that is asked for next, where a note is being given.
    #[must_use]
    pub fn note_line(&self) -> Option<usize> {
        self.note.as_ref().map(|note| note.split('\n').count() + 1)
    }

    /// Whether a line asks to stop waiting: it alone is heard while [something is under way](waits).
    #[must_use]
    pub fn is_stop(&self, model: &Model, line: &str) -> bool {
        matches!(model.mode, Mode::Sending)
            && line.strip_prefix(MARK).is_some_and(|name| {
                let found = command(name.trim(), Scope::Sending);
                matches!(found.as_slice(), [one] if one.does == Does::Act(Action::StopWaiting))
            })
    }

    /// What a line means, which has no line break.
    pub fn hear(&mut self, model: &Model, line: &str) -> Heard {
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
        if matches!(model.mode, Mode::Form) {
            return Heard::Messages(self.answer(model, typed));
        }
        self.note = None;
        answer_elsewhere(model, typed.trim())
    }

    /// An answer in the form. Nothing keeps what stands there.
    fn answer(&mut self, model: &Model, line: &str) -> Vec<Msg> {
        let next = vec![Msg::Do(Action::NextField)];
        if model.form.focus().field.field().kind != Kind::Lines {
            self.note = None;
            return if line.trim().is_empty() {
                next
            } else {
                vec![Msg::Answer(line.to_owned())]
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
        vec![Msg::Type(note)]
    }
}

/// An answer where the program asks for anything but a field.
fn answer_elsewhere(model: &Model, line: &str) -> Heard {
    let act = |action| Heard::Messages(vec![Msg::Do(action)]);
    match &model.mode {
        Mode::Review(review) if line.parse::<usize>().is_ok() => {
            if review.duplicates().is_empty() {
                yes_or_no(model, line, Action::Send)
            } else {
                on_row(model, line, Action::ShowCustomer)
            }
        }
        Mode::Review(_) => yes_or_no(model, line, Action::Send),
        Mode::Ended(_) => yes_or_no(model, line, Action::Settle),
        Mode::Question(..) => yes_or_no(model, line, Action::Yes),
        Mode::Settle(settle) if settle.id.is_some() && line.is_empty() => act(Action::Back),
        Mode::Export(_) if line.is_empty() => act(Action::Yes),
        mode if mode.scope() == Scope::Prompt => {
            Heard::Messages(vec![Msg::Type(line.to_owned()), Msg::Do(Action::Yes)])
        }
        Mode::Settle(_) => on_row(model, line, Action::Accept),
        Mode::Drafts(_) | Mode::History { .. } => on_row(model, line, Action::Open),
        _ if line.is_empty() => act(Action::Back),
        _ => Heard::Tell(Topic::NotUnderstood),
    }
}

/// Only a whole word says yes, or the capital letter that says it elsewhere.
fn yes_or_no(model: &Model, line: &str, yes: Action) -> Heard {
    let mut letters = line.chars();
    let said = match (letters.next(), letters.next()) {
        (None, _) => Some(false),
        (Some(letter), None) => {
            let key = Key::plain(Code::Char(letter));
            let keymap = &model.settings.keymap;
            let capital = keymap.action(Scope::Question, key) == Some(Action::Yes);
            capital
                .then_some(true)
                .or_else(|| flag::parse(line).filter(|yes| !yes))
        }
        _ => flag::parse(line),
    };
    match said {
        Some(true) => Heard::Messages(vec![Msg::Do(yes)]),
        Some(false) => Heard::Messages(vec![Msg::Do(Action::Back)]),
        None => Heard::Tell(Topic::WholeWord),
    }
}

/// What is done to the row of a number; nothing leads back.
fn on_row(model: &Model, number: &str, action: Action) -> Heard {
    if number.is_empty() {
        return Heard::Messages(back(model));
    }
    let Ok(number) = number.parse::<usize>() else {
        return Heard::Tell(Topic::NotUnderstood);
    };
    let rows = match &model.mode {
        Mode::Drafts(drafts) => drafts.rows.len(),
        Mode::History { .. } => model.history.page.rows.len(),
        Mode::Settle(settle) => settle.candidates().len(),
        Mode::Review(review) => review.duplicates().len(),
        _ => 0,
    };
    match number.checked_sub(1).filter(|row| *row < rows) {
        Some(row) => Heard::Messages(vec![Msg::Select(row), Msg::Do(action)]),
        None => Heard::Tell(Topic::NoRow),
    }
}

/// The way back; the first step of it out of a filtered history only drops the filter.
#[must_use]
pub fn back(model: &Model) -> Vec<Msg> {
    let filtered = matches!(model.mode, Mode::History { .. }) && !model.history.filter.text().is_empty();
    vec![Msg::Do(Action::Back); 1 + usize::from(filtered)]
}

fn commanded(model: &Model, name: &str, argument: &str) -> Heard {
    match command(name, model.mode.scope()).as_slice() {
        [] => Heard::Tell(Topic::Unknown(name.to_owned())),
        [one] => perform(model, one, argument),
        several => Heard::Tell(Topic::Several(several.to_vec())),
    }
}

fn perform(model: &Model, command: &'static Command, argument: &str) -> Heard {
    let in_form = matches!(model.mode, Mode::Form);
    let messages = match command.does {
        Does::Act(action) => return act(model, command, action, argument),
        Does::Type(_) | Does::Card if argument.is_empty() => return Heard::Tell(Topic::Usage(command)),
        Does::Type(action) => vec![
            Msg::Do(action),
            Msg::Type(argument.to_owned()),
            Msg::Do(Action::Yes),
        ],
        Does::Help => return Heard::Tell(Topic::Help),
        Does::Filled => return Heard::Tell(Topic::Filled),
        Does::Problems => return Heard::Tell(Topic::Problems),
        Does::Values if in_form => return Heard::Tell(Topic::Values),
        Does::Values => return Heard::Tell(Topic::NotHere),
        Does::Request => return request(command, argument),
        Does::Go => return go(model, command, argument),
        Does::History => vec![Msg::Do(Action::History), Msg::Type(argument.to_owned())],
        Does::More => return more(model),
        Does::Card => return on_row(model, argument, Action::CardFrom),
        Does::Settle => return settle(model),
        Does::Export => {
            let mut messages = vec![Msg::Do(Action::Export)];
            // Of an empty card no file's name is asked for.
            if !argument.is_empty() && !model.form.card().is_empty(&model.facts) {
                messages.extend([Msg::Type(argument.to_owned()), Msg::Do(Action::Yes)]);
            }
            messages
        }
    };
    Heard::Messages(messages)
}

fn act(model: &Model, command: &'static Command, action: Action, argument: &str) -> Heard {
    let scope = model.mode.scope();
    match action {
        Action::Back => Heard::Messages(back(model)),
        Action::Quit if matches!(scope, Scope::Question | Scope::Prompt) => {
            Heard::Messages(vec![Msg::Do(Action::Back), Msg::Do(Action::Quit)])
        }
        Action::Open | Action::Accept | Action::Delete if argument.is_empty() => {
            Heard::Tell(Topic::Usage(command))
        }
        Action::Open | Action::Accept | Action::Delete => on_row(model, argument, action),
        Action::TakeExisting | Action::ShowCustomer => existing(model, command, action, argument),
        action if action.edits() && scope != Scope::Form => Heard::Tell(Topic::NotHere),
        Action::AddRow if !argument.is_empty() => {
            let place = place(model, argument);
            match last_row(model, &place) {
                Some(slot) => Heard::Messages(vec![Msg::GoTo(slot), Msg::Do(action)]),
                None => nowhere(place, argument),
            }
        }
        action => Heard::Messages(vec![Msg::Do(action)]),
    }
}

/// What is done with somebody who may be the customer: with the one that is shown, the only one, or the one of a number.
fn existing(model: &Model, command: &'static Command, action: Action, number: &str) -> Heard {
    let Mode::Review(review) = &model.mode else {
        return Heard::Tell(Topic::NotHere);
    };
    let one = review.shown.is_some() || review.duplicates().len() == 1;
    match (number.is_empty(), one) {
        (true, true) => Heard::Messages(vec![Msg::Do(action)]),
        (true, false) => Heard::Tell(Topic::Usage(command)),
        (false, _) => on_row(model, number, action),
    }
}

fn go(model: &Model, command: &'static Command, argument: &str) -> Heard {
    if argument.is_empty() {
        return Heard::Tell(Topic::Usage(command));
    }
    let into_form = Msg::Do(Action::Section(0));
    let there = match place(model, argument) {
        Places::Slot(slot) => Msg::GoTo(slot),
        Places::Section(section) => {
            let number = crate::customer::Section::ALL
                .iter()
                .position(|known| *known == section)
                .and_then(|number| u8::try_from(number).ok());
            Msg::Do(Action::Section(number.unwrap_or(0)))
        }
        other => return nowhere(other, argument),
    };
    let elsewhere = !matches!(model.mode, Mode::Form);
    Heard::Messages(
        elsewhere
            .then_some(into_form)
            .into_iter()
            .chain([there])
            .collect(),
    )
}

fn nowhere(found: Places, argument: &str) -> Heard {
    Heard::Tell(match found {
        Places::Several(slots) => Topic::Places(slots),
        _ => Topic::NoPlace(argument.to_owned()),
    })
}

/// The request in the form of this name; the payload alone where none is named.
fn request(command: &'static Command, name: &str) -> Heard {
    let form = Form::ALL
        .into_iter()
        .find(|form| form.name().eq_ignore_ascii_case(name));
    Heard::Tell(match form.or(name.is_empty().then(Form::default)) {
        Some(form) => Topic::Request(form),
        None => Topic::Usage(command),
    })
}

/// The next page of the history. Where more rows must be read first, the second time goes to them.
fn more(model: &Model) -> Heard {
    let next = page_start(model) + PAGE;
    if next < model.history.page.total {
        Heard::Messages(vec![Msg::Select(next), Msg::Select(next)])
    } else {
        Heard::Tell(Topic::NoMore)
    }
}

/// The first row of the page of the history that has the focus.
#[must_use]
pub fn page_start(model: &Model) -> usize {
    model.history.selected / PAGE * PAGE
}

/// The newest attempt that waits to be settled; the whole history where it is not at hand.
fn settle(model: &Model) -> Heard {
    if model.unsettled == 0 {
        return Heard::Tell(Topic::NothingToSettle);
    }
    let rows = &model.history.page.rows;
    let mut messages = vec![Msg::Do(Action::History)];
    match rows.iter().position(|row| row.state == State::Unknown) {
        Some(row) => messages.extend([Msg::Select(row), Msg::Do(Action::Open)]),
        None => messages.push(Msg::Type(String::new())),
    }
    Heard::Messages(messages)
}
