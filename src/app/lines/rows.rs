//! Rows of a list, chosen by a number or by the beginning of their words.

use super::fold;
use super::interpret::{LineResult, Topic, back};
use crate::app::Message;
use crate::app::blocks::{Block, ListRow};
use crate::app::model::Model;
use crate::app::pages::{Medium, PageContext};
use crate::keymap::Action;

/// What is done to the row of a number; nothing leads back.
pub(super) fn on_row(model: &Model, number: &str, action: Action) -> LineResult {
    if number.is_empty() {
        return LineResult::Messages(back(model));
    }
    let Ok(number) = number.parse::<usize>() else {
        return LineResult::Announce(Topic::NotUnderstood);
    };
    let rows = model.page().row_count(model);
    match number.checked_sub(1).filter(|row| *row < rows) {
        Some(row) => LineResult::Messages(vec![Message::Select(row), Message::Do(action)]),
        None => LineResult::Announce(Topic::NoRow(rows)),
    }
}

/// What is done to the row that begins with these words, or has a word that does.
pub(super) fn on_row_called(model: &Model, words: &str, action: Action) -> LineResult {
    let typed = fold(words);
    let rows = spoken_rows(model);
    let matching = |fits: &dyn Fn(&str) -> bool| -> Vec<(usize, String)> {
        let found = rows.iter().filter(|(_, row)| fits(&fold(row)));
        found.cloned().collect()
    };
    let mut found = matching(&|row| row == typed);
    if found.is_empty() {
        found = matching(&|row| row.starts_with(&typed));
    }
    if found.is_empty() {
        let begins = |row: &str| {
            let ends = row.match_indices([' ', '(']).map(|(at, _)| &row[at + 1..]);
            ends.into_iter().any(|end| end.starts_with(&typed))
        };
        found = matching(&begins);
    }
    match found.as_slice() {
        [] if model.page().editor(model).is_some() => LineResult::Announce(Topic::NotInList),
        [] => LineResult::Announce(Topic::NotUnderstood),
        [(number, _)] => on_row(model, &number.to_string(), action),
        _ => LineResult::Announce(Topic::Rows(found)),
    }
}

/// The rows of the page as they are read out, with their numbers.
fn spoken_rows(model: &Model) -> Vec<(usize, String)> {
    let context = PageContext {
        model,
        medium: Medium::Lines,
    };
    let blocks = model.page().blocks(context);
    let lists = blocks.iter().filter_map(|block| match block {
        Block::List(list) => Some((list.first..).zip(&list.rows)),
        _ => None,
    });
    let words = |row: &ListRow| match row {
        ListRow::Value(words) | ListRow::Finding(_, words) => words.clone(),
        ListRow::Record { who, .. } => who.clone(),
    };
    lists
        .flatten()
        .map(|(number, row)| (number, words(row)))
        .collect()
}
