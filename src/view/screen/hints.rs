//! The line of the keys that help now. In the form: what the focused field can do, then how to send, and the menu.

use super::Canvas;
use crate::app::Model;
use crate::app::blocks::Role;
use crate::app::pages::{ChoiceUse, choice_use};
use crate::keymap::key::Key;
use crate::keymap::{Action, KeymapRow};
use crate::text::layout;
use ratatui::text::Line;

/// A key with what it does.
struct Hint {
    rank: u8,
    /// It is the way back from a page: nobody is to look for it.
    leaves: bool,
    key: String,
    label: String,
}

impl Hint {
    /// Its columns, with the gap behind it.
    fn columns(&self) -> usize {
        layout::width(&self.key) + layout::width(&self.label) + 3
    }
}

/// The keys that fit into so many columns. Where not all do, those at the end give way, in the form those that are the same
/// in every field. The way back from a page always has its place.
pub fn line(canvas: &Canvas, scrolls: bool, columns: u16) -> Line<'static> {
    let model = canvas.model();
    let page = model.page();
    let rows = model.settings.keymap.of(page.hint_scope());
    let rows = rows.filter(|row| {
        let action = row.binding.action;
        row.binding.hint && page.offers(model, action) && (scrolls || action != Action::PageDown)
    });
    let mut hints: Vec<Hint> = rows.map(|row| hint(canvas, row)).collect();
    // Those of one rank stay in the order of the table.
    hints.sort_by_key(|hint| hint.rank);
    let mut room = usize::from(columns) + 1;
    let mut kept: Vec<(usize, Hint)> = Vec::new();
    let mut by_need: Vec<(usize, Hint)> = hints.into_iter().enumerate().collect();
    by_need.sort_by_key(|(_, hint)| (!hint.leaves, need(hint.rank)));
    for (place, hint) in by_need {
        let Some(left) = room.checked_sub(hint.columns()) else {
            break;
        };
        room = left;
        kept.push((place, hint));
    }
    kept.sort_by_key(|(place, _)| *place);
    let mut line = Line::from(" ");
    for (_, hint) in kept {
        line.push_span(canvas.span(hint.key, Role::Key));
        line.push_span(format!(" {}  ", hint.label));
    }
    line
}

/// The place of a key in the form's line: what the field can do, how to send, the menu, how to find a customer, and the rest.
fn rank(action: Action) -> u8 {
    match action {
        Action::NextError => 1,
        action if action.edits() => 0,
        Action::Review => 2,
        Action::Leader => 3,
        Action::Find => 4,
        Action::Help => 5,
        _ => 6,
    }
}

/// The order in which keys get room: nobody can do without sending and the menu.
fn need(rank: u8) -> u8 {
    match rank {
        2 => 0,
        3 => 1,
        rank => rank + 2,
    }
}

/// What the key that sends does in a review where something must come first.
fn instead_of_send(model: &Model, action: Action) -> Option<String> {
    let check = model.page().duplicate_check();
    let check = check.filter(|_| action == Action::Send);
    check.and_then(|check| check.instead_of_send(model.locale.texts()))
}

fn hint(canvas: &Canvas, row: &KeymapRow) -> Hint {
    let model = canvas.model();
    let texts = model.locale.texts();
    let action = row.binding.action;
    let used = (action == Action::Choose).then(|| choice_use(model)).flatten();
    let label = match used {
        Some(ChoiceUse::List) => texts.hint_list(),
        Some(ChoiceUse::YesOrNo) => texts.hint_yes_no(),
        Some(ChoiceUse::Company) => texts.hint_company(),
        Some(ChoiceUse::Customer) => texts.hint_customer(),
        None if action == Action::Find && model.page().is_form() => texts.hint_find(),
        None => instead_of_send(model, action).unwrap_or_else(|| row.label(&model.locale)),
    };
    let in_form = model.page().is_form();
    Hint {
        rank: if in_form { rank(action) } else { 0 },
        leaves: !in_form && action == Action::Back,
        key: row
            .shown_key(&model.locale)
            .map(Key::to_string)
            .unwrap_or_default(),
        label,
    }
}
