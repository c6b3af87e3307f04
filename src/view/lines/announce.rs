//! The announcements of pages: of each once, and again when its subject has changed.

use super::blocks::read_out;
use crate::app::Model;
use crate::app::pages::{Page, PageContext};
use crate::keymap::Scope;
use std::mem::{Discriminant, discriminant};

/// A page as it was announced.
#[derive(Debug, Clone, PartialEq, Eq)]
struct AnnouncedPage {
    kind: Discriminant<Page>,
    subject: String,
    /// Only that something is under way was announced.
    waits: bool,
}

impl AnnouncedPage {
    fn of(model: &Model) -> Self {
        let page = model.page();
        Self {
            kind: discriminant(page),
            subject: page.subject(model),
            waits: page.makes_lines_wait(),
        }
    }
}

/// The pages that have been announced.
#[derive(Debug, Default)]
pub struct PageAnnouncer {
    last: Option<AnnouncedPage>,
    /// The last of those that stay announced.
    kept: Option<AnnouncedPage>,
    /// The page that is announced again once the CRM has answered.
    asked: Option<Discriminant<Page>>,
}

impl PageAnnouncer {
    /// Has the page that has the keys announced again once the CRM has answered.
    pub fn await_answer(&mut self, model: &Model) {
        self.asked = Some(discriminant(model.page()));
    }

    /// The announcement of the page that has the keys, if anything is new.
    pub fn announcement(&mut self, context: PageContext) -> Vec<String> {
        let model = context.model;
        let page = model.page();
        // A line that is typed over a page is only asked for.
        if page.scope() == Scope::Prompt {
            return Vec::new();
        }
        let now = AnnouncedPage::of(model);
        let answered = !page.is_asking() && self.asked.take_if(|kind| *kind == now.kind).is_some();
        let again = self.last.as_ref() == Some(&now) || self.kept.as_ref() == Some(&now);
        if page.stays_announced() {
            self.kept = Some(now.clone());
        } else if page.is_form() {
            self.kept = None;
        }
        let before = self.last.replace(now.clone());
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
