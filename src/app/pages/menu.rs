//! The leader menu: every action behind one key, without a timeout.

use super::{PageBehaviour, PageContext, Placement};
use crate::app::Effect;
use crate::app::blocks::Block;
use crate::app::model::Model;
use crate::app::update::{from_menu, lay_over};
use crate::keymap::key::Key;
use crate::keymap::{Action, Scope};

/// The leader menu, over the page that it was opened from.
#[derive(Debug)]
pub struct MenuPage {
    /// The scope of the page beneath.
    beneath: Scope,
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
        let rows = rows
            .filter(|row| !row.leader.is_empty() && [Scope::Form, self.beneath].contains(&row.binding.scope));
        let keys = rows.map(|row| {
            let keys = if matches!(row.binding.action, Action::Section(_)) {
                row.leader_keys()
            } else {
                row.leader[0].to_string()
            };
            [keys, row.label(&model.locale)]
        });
        vec![Block::KeyGrid(keys.collect())]
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
