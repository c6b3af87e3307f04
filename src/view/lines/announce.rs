//! What is told of the pages: a page once, and again when its subject has changed.

use super::blocks::read_out;
use crate::app::Model;
use crate::app::pages::{Page, PageContext};
use crate::keymap::Scope;
use std::mem::{Discriminant, discriminant};

/// A page as it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ToldPage {
    kind: Discriminant<Page>,
    subject: String,
    /// Only that something is under way was told.
    waits: bool,
}

impl ToldPage {
    fn of(model: &Model) -> Self {
        let page = model.page();
        Self {
            kind: discriminant(page),
            subject: page.subject(model),
            waits: page.makes_lines_wait(),
        }
    }
}

/// Knows which pages have been told.
#[derive(Debug, Default)]
pub struct PageAnnouncer {
    told: Option<ToldPage>,
    /// The page that was told last of those that stay told.
    kept: Option<ToldPage>,
    /// The page that is told again once the CRM has answered.
    asked: Option<Discriminant<Page>>,
}

impl PageAnnouncer {
    /// The page that has the keys is told again once the CRM has answered.
    pub fn await_answer(&mut self, model: &Model) {
        self.asked = Some(discriminant(model.page()));
    }

    /// What is told of the page that has the keys, if anything is new.
    pub fn news(&mut self, context: PageContext) -> Vec<String> {
        let model = context.model;
        let page = model.page();
        // A line that is typed over a page is asked for, and not told.
        if page.scope() == Scope::Prompt {
            return Vec::new();
        }
        let now = ToldPage::of(model);
        let answered = !page.is_asking() && self.asked.take_if(|kind| *kind == now.kind).is_some();
        let again = self.told.as_ref() == Some(&now) || self.kept.as_ref() == Some(&now);
        if page.stays_told() {
            self.kept = Some(now.clone());
        } else if page.is_form() {
            self.kept = None;
        }
        let before = self.told.replace(now.clone());
        if again && !answered {
            return Vec::new();
        }
        let known = before.is_some_and(|before| before.kind == now.kind && !before.waits);
        let blocks = if known {
            page.changed_blocks(context)
        } else {
            page.blocks(context)
        };
        read_out(context, &blocks)
    }
}
