//! The preview while it has the keys. Its pane is always there on a wide screen.

use super::text::text_act;
use super::{PageBehaviour, PageContext, Placement, Tab};
use crate::app::Effect;
use crate::app::blocks::Block;
use crate::app::model::{Model, Scroll};
use crate::app::update::{enter, perform};
use crate::keymap::Action;

/// The request that will be sent.
#[derive(Debug)]
pub struct PreviewPage;

impl PageBehaviour for PreviewPage {
    fn opened_by() -> &'static [Action] {
        &[Action::Preview]
    }

    fn open(model: &mut Model, _action: Action) -> Vec<Effect> {
        enter(model, PreviewPage);
        Vec::new()
    }

    fn offers(&self, _model: &Model, action: Action) -> bool {
        !matches!(
            action,
            Action::CardFrom | Action::Settle | Action::Review | Action::Filter
        )
    }

    fn placement(&self) -> Placement {
        Placement::Pane
    }

    fn tab(&self) -> Tab {
        Tab::Preview
    }

    fn title(&self, context: PageContext) -> String {
        let format = context.model.preview.form.name();
        context.dotted(context.texts().title_preview(), format)
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        vec![Block::Document(self.title(context), context.model.preview_text())]
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        match action {
            Action::NextForm => {
                model.scroll = Scroll::default();
                perform(model, action)
            }
            Action::Copy => perform(model, action),
            action => text_act(model, action),
        }
    }
}
