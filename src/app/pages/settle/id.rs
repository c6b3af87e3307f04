//! Typing the id of a customer that the program did not find.

use super::super::{Page, PageBehaviour, PageContext, Placement, Question, Tab};
use crate::app::Effect;
use crate::app::blocks::Block;
use crate::app::edit::Editor;
use crate::app::model::{Model, Notice};
use crate::app::update::ask;
use crate::customer::{Settlement, is_usable_id};
use crate::keymap::{Action, Scope};

/// An id is typed, over the page on which an attempt is settled.
#[derive(Debug, Default)]
pub struct CustomerIdPage {
    id: Editor,
}

impl PageBehaviour for CustomerIdPage {
    fn scope(&self) -> Scope {
        Scope::Prompt
    }

    fn placement(&self) -> Placement {
        Placement::Overlay
    }

    fn tab(&self) -> Tab {
        Tab::History
    }

    fn title(&self, context: PageContext) -> String {
        match context.model.pages.base() {
            Page::Settle(settle) if settle.is_company() => context.texts().title_company_id(),
            _ => context.texts().title_id(),
        }
    }

    fn blocks(&self, _context: PageContext) -> Vec<Block> {
        vec![Block::input(&self.id)]
    }

    /// Takes the id that is typed, or gives it up.
    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let Page::CustomerId(page) = model.page() else {
            return Vec::new();
        };
        let id = page.id.text().trim().to_owned();
        if action == Action::Yes && !is_usable_id(&id) {
            model.notice = Some(Notice::NotAnId);
            return Vec::new();
        }
        model.pages.pop();
        if action == Action::Yes {
            ask(model, Question::Settle(Settlement::Created(id)));
        }
        Vec::new()
    }

    fn editor<'a>(&'a self, _model: &'a Model) -> Option<&'a Editor> {
        Some(&self.id)
    }

    fn editor_mut(&mut self) -> Option<&mut Editor> {
        Some(&mut self.id)
    }

    fn prompt(&self, context: PageContext) -> String {
        self.title(context)
    }
}
