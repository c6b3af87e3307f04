//! The announcements of pages: of each once, and again when its subject has changed.

use super::blocks::read_out;
use super::topic;
use crate::app::Model;
use crate::app::lines::CommandMeaning;
use crate::app::pages::{Page, PageContext};
use crate::keymap::Scope;
use crate::text::visible;
use std::mem::{Discriminant, discriminant};

/// Where the operator is: a line of its own before what the page says.
fn title(context: PageContext) -> Option<String> {
    let title = context.model.page().spoken_title(context)?;
    Some(format!("{}.", visible(title.trim())))
}

/// Whether a line begins with a title, but for the title's full stop.
fn begins_like(line: &str, title: &str) -> bool {
    line.starts_with(title.trim_end_matches('.'))
}

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
    /// The commands that have been named since the form had the keys, by their pages.
    named: Vec<(Discriminant<Page>, String)>,
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
            self.named.clear();
        }
        let before = self.last.replace(now.clone());
        if again && !answered {
            let came_back = before.is_some_and(|before| before.kind != now.kind);
            return title(context).filter(|_| came_back).into_iter().collect();
        }
        let known = before
            .as_ref()
            .is_some_and(|before| before.kind == now.kind && !before.waits);
        if known {
            return read_out(context, &page.changed_blocks(context));
        }
        let mut lines = Vec::new();
        if before.is_none_or(|before| before.kind != now.kind) {
            lines.extend(title(context));
        }
        let blocks = read_out(context, &page.blocks(context));
        // A heading of the page's own may say the same.
        lines.retain(|title| !blocks.first().is_some_and(|first| begins_like(first, title)));
        lines.extend(blocks);
        lines.extend(self.commands(context));
        lines
    }

    /// The commands of the page, each time that they are others, unless it asks for no answer.
    fn commands(&mut self, context: PageContext) -> Option<String> {
        let page = context.model.page();
        let commands = page.spoken_commands(context);
        let answers = !page.makes_lines_wait() && !page.needs_no_answer(context.model);
        let named = (discriminant(page), commands);
        if !answers || named.1.is_empty() || self.named.contains(&named) {
            return None;
        }
        let way = topic::way(context, CommandMeaning::Help);
        let words = context.texts().plain_commands(&named.1, way);
        self.named.retain(|(kind, _)| *kind != named.0);
        self.named.push(named);
        Some(words)
    }
}
