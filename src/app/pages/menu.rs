//! The leader menu: every action behind one key, without a timeout.

use super::{PageBehaviour, PageContext, Placement};
use crate::app::Effect;
use crate::app::blocks::Block;
use crate::app::model::Model;
use crate::app::update::{acts_from_menu, from_menu, lay_over};
use crate::i18n::Texts;
use crate::keymap::key::Key;
use crate::keymap::{Action, Binding, KeymapRow, Scope};

/// Two actions that share a cell.
struct Pair {
    actions: [Action; 2],
    label: fn(&Texts) -> String,
}

const fn pair(actions: [Action; 2], label: fn(&Texts) -> String) -> Pair {
    Pair { actions, label }
}

/// Opposites share a cell, so that 24 rows of 80 columns have room for the whole menu without a label cut short.
const PAIRS: [Pair; 4] = [
    pair([Action::NextField, Action::PreviousField], Texts::menu_fields),
    pair(
        [Action::NextSection, Action::PreviousSection],
        Texts::menu_sections,
    ),
    pair([Action::AddRow, Action::RemoveRow], Texts::menu_rows),
    pair([Action::Undo, Action::Redo], Texts::menu_undo),
];

/// The leader menu, over the page that it was opened from.
#[derive(Debug)]
pub struct MenuPage {
    /// The scope of the page beneath.
    beneath: Scope,
}

impl MenuPage {
    /// Whether the menu has a key for an action, and it does something on the page beneath.
    fn shows(&self, model: &Model, row: &KeymapRow) -> bool {
        let Binding { action, scope, .. } = *row.binding;
        let is_of_page = scope == self.beneath && scope != Scope::Form;
        !row.leader.is_empty()
            && [Scope::Form, self.beneath].contains(&scope)
            && acts_from_menu(self.beneath, action)
            && (!is_of_page || model.pages.base().offers(model, action))
    }
}

/// The first of the keys, which is enough to know; of the sections all.
fn menu_keys(row: &KeymapRow) -> String {
    if matches!(row.binding.action, Action::Section(_)) {
        row.leader_keys()
    } else {
        row.leader[0].to_string()
    }
}

impl PageBehaviour for MenuPage {
    fn opened_by() -> &'static [Action] {
        &[Action::Leader]
    }

    fn open(model: &mut Model, _action: Action) -> Vec<Effect> {
        let beneath = model.page().scope();
        lay_over(model, MenuPage { beneath });
        Vec::new()
    }

    fn scope(&self) -> Scope {
        self.beneath
    }

    /// Nothing: the menu itself shows what its keys do.
    fn offers(&self, _model: &Model, _action: Action) -> bool {
        false
    }

    fn placement(&self) -> Placement {
        Placement::Overlay
    }

    fn title(&self, context: PageContext) -> String {
        let back = context.way_to(Scope::Form, Action::Back);
        context.texts().title_menu(back)
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let model = context.model;
        let rows = model.settings.keymap.rows().iter();
        let mut rows = rows.filter(|row| self.shows(model, row)).peekable();
        let mut cells = Vec::new();
        while let Some(row) = rows.next() {
            let pair = PAIRS.iter().find(|pair| pair.actions[0] == row.binding.action);
            let other = pair.and_then(|pair| rows.next_if(|other| other.binding.action == pair.actions[1]));
            cells.push(match (pair, other) {
                (Some(pair), Some(other)) => [
                    format!("{} {}", row.leader[0], other.leader[0]),
                    (pair.label)(context.texts()),
                ],
                _ => [menu_keys(row), row.label(&model.locale)],
            });
        }
        vec![Block::KeyGrid(cells)]
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        if action == Action::Back {
            model.pages.pop();
        }
        Vec::new()
    }

    fn key(model: &mut Model, key: Key) -> Vec<Effect> {
        let keymap = &model.settings.keymap;
        if let Some(action) = keymap.leader(key) {
            model.pages.pop();
            return from_menu(model, action);
        }
        if keymap.action(Scope::Form, key) == Some(Action::Back) {
            model.pages.pop();
        }
        Vec::new()
    }
}
