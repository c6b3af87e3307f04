//! What the commands mean where the program is.

use super::find::{SlotMatch, command, is_closed, last_row, place};
use super::interpret::{LineResult, Topic, back};
use super::known;
use super::rows::on_row;
use super::which::Alternative;
use super::{CommandMeaning, CommandPlace, LineCommand, fold};
use crate::app::model::Model;
use crate::app::pages::{Page, SPOKEN_ROWS, spoken_from};
use crate::app::suggestion::suggestion;
use crate::app::{ExportPlace, Message};
use crate::customer::request::RequestFormat;
use crate::customer::{FieldKind, SubmissionState};
use crate::keymap::{Action, BINDINGS, Scope};

/// What a command means; a page that no command opens is opened by its action's name in the settings.
pub(super) fn commanded(model: &Model, name: &str, argument: &str) -> LineResult {
    match command(name, model.page().scope()).as_slice() {
        [] => page_of(model, name),
        [one] => from_here(model, one, perform(model, one, argument)),
        several => {
            let several = several.iter();
            let which = several.map(|command| Alternative::command(model, command, argument));
            LineResult::Announce(Topic::Which(which.collect()))
        }
    }
}

/// The messages of a command of the form, where there is no menu to reach it: then the page is left first.
pub(super) fn from_here(model: &Model, command: &LineCommand, result: LineResult) -> LineResult {
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

pub(super) fn perform(model: &Model, command: &'static LineCommand, argument: &str) -> LineResult {
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
        CommandMeaning::LastId => return LineResult::Announce(Topic::LastId),
        CommandMeaning::Accept | CommandMeaning::Values | CommandMeaning::Known if !in_form => {
            return LineResult::Announce(Topic::NotHere);
        }
        CommandMeaning::Accept => return accept(model),
        CommandMeaning::Filled => return LineResult::Announce(Topic::Filled),
        CommandMeaning::Problems => return LineResult::Announce(Topic::Problems),
        CommandMeaning::Values if model.form.focus().field.field().kind == FieldKind::Flag => {
            return LineResult::Announce(Topic::YesOrNo);
        }
        CommandMeaning::Values => vec![Message::Do(Action::Choose)],
        CommandMeaning::Known => return known::show(model, argument),
        CommandMeaning::Request => return request(command, argument),
        CommandMeaning::Go => return go(model, command, argument),
        CommandMeaning::Find if argument.is_empty() => vec![Message::Do(Action::Find)],
        CommandMeaning::Find => vec![Message::Do(Action::Find), Message::Type(argument.to_owned())],
        CommandMeaning::History => vec![Message::Do(Action::History), Message::Type(argument.to_owned())],
        CommandMeaning::More => return more(model),
        CommandMeaning::Card => return on_row(model, argument, Action::CardFrom),
        CommandMeaning::Settle => return settle(model),
        CommandMeaning::Export => {
            let mut messages = vec![Message::Do(Action::Export)];
            // Of an empty card no file's name is asked for, nor where there are no files.
            let asks = !model.form.is_blank(&model.rule_context)
                && model.settings.export_place != ExportPlace::Nowhere;
            if !argument.is_empty() && asks {
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
        // Nothing of a colleague's stops the card: the newest outcome of one's own is meant.
        Action::Settle if !model.page().offers(model, action) => settle(model),
        action if action.edits() && scope != Scope::Form => LineResult::Announce(Topic::NotHere),
        Action::AddRow if !argument.is_empty() => {
            let place = place(model, argument);
            match last_row(model, &place) {
                Some(slot) => LineResult::Messages(vec![Message::GoTo(slot), Message::Do(action)]),
                None => nowhere(model, place, argument, Some(action)),
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
        other => return nowhere(model, other, argument, None),
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

pub(super) fn nowhere(model: &Model, found: SlotMatch, argument: &str, then: Option<Action>) -> LineResult {
    LineResult::Announce(match found {
        SlotMatch::Several(slots) => {
            let slots = slots.into_iter();
            Topic::Which(slots.map(|slot| Alternative::place(model, slot, then)).collect())
        }
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

/// Takes what was proposed for the last answer, or is proposed where the focus is.
fn accept(model: &Model) -> LineResult {
    let earlier = model.line_proposal.as_ref();
    let earlier = earlier.filter(|(slot, value)| model.form.card().get(*slot) != value);
    if let Some((slot, value)) = earlier {
        return LineResult::Messages(vec![Message::GoTo(*slot), Message::Answer(value.clone())]);
    }
    match suggestion(model) {
        Some(value) => LineResult::Messages(vec![Message::Answer(value.to_owned())]),
        None => LineResult::Announce(Topic::NoProposal),
    }
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
