//! The help: all keys, by where they hold.

use super::text::text_act;
use super::{PageBehaviour, PageContext};
use crate::app::Effect;
use crate::app::blocks::{Block, Role};
use crate::app::model::{Model, Scroll};
use crate::app::update::lay_over;
use crate::keymap::{Action, Scope};

/// The help, over the page that it was opened from.
#[derive(Debug)]
pub struct HelpPage;

impl PageBehaviour for HelpPage {
    fn opened_by() -> &'static [Action] {
        &[Action::Help]
    }

    fn open(model: &mut Model, _action: Action) -> Vec<Effect> {
        lay_over(model, HelpPage);
        model.scroll = Scroll::default();
        Vec::new()
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_help()
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let locale = &context.model.locale;
        let keymap = &context.model.settings.keymap;
        let next = context.way_to(Scope::Form, Action::NextField);
        let mut blocks = vec![Block::Sentence(context.texts().help_typing(next), Role::Dim)];
        for scope in Scope::ALL {
            let rows = keymap.of(scope).map(|row| {
                let keys = row.key_names().collect::<Vec<_>>().join(", ");
                [keys, keymap.leader_label(row), row.label(locale)]
            });
            blocks.extend([
                Block::Gap,
                Block::Heading(scope.title(locale)),
                Block::Keys(rows.collect()),
            ]);
        }
        blocks
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        if !matches!(action, Action::Back | Action::Help) {
            return text_act(model, action);
        }
        model.pages.pop();
        model.scroll = Scroll::default();
        Vec::new()
    }
}
