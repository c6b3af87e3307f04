//! The pages that lie on each other.

use super::{FormPage, Page, Placement};

/// The page that has the keys, and those beneath that it leads back to. Never empty.
#[derive(Debug)]
pub struct PageStack {
    base: Page,
    above: Vec<Page>,
}

impl Default for PageStack {
    fn default() -> Self {
        Self {
            base: FormPage.into(),
            above: Vec::new(),
        }
    }
}

impl PageStack {
    /// The page that has the keys.
    #[must_use]
    pub fn top(&self) -> &Page {
        self.above.last().unwrap_or(&self.base)
    }

    /// As [`top`](Self::top), to change it.
    pub fn top_mut(&mut self) -> &mut Page {
        self.above.last_mut().unwrap_or(&mut self.base)
    }

    /// All pages, to change them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Page> {
        std::iter::once(&mut self.base).chain(&mut self.above)
    }

    /// The page that the screen is about beneath the menu, a question or the help.
    #[must_use]
    pub fn base(&self) -> &Page {
        &self.base
    }

    /// As [`base`](Self::base), to change it.
    pub fn base_mut(&mut self) -> &mut Page {
        &mut self.base
    }

    /// The page that is drawn beneath an overlay; none where the panes are alone.
    #[must_use]
    pub fn beneath_overlays(&self) -> Option<&Page> {
        let pages = self.above.iter().rev().chain([&self.base]);
        pages
            .into_iter()
            .find(|page| page.placement() != Placement::Overlay)
    }

    /// Puts a page in the place of all.
    pub fn set(&mut self, page: impl Into<Page>) -> Page {
        self.above.clear();
        std::mem::replace(&mut self.base, page.into())
    }

    /// Lays a page over the others.
    pub fn push(&mut self, page: impl Into<Page>) {
        self.above.push(page.into());
    }

    /// Takes the page away that has the keys. The one beneath all stays.
    pub fn pop(&mut self) -> Option<Page> {
        self.above.pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::pages::{DraftsPage, HelpPage, Question, QuestionPage};
    use crate::keymap::Scope;

    #[test]
    fn pages_lie_on_each_other_and_the_lowest_stays() {
        let mut pages = PageStack::default();
        assert!(pages.pop().is_none() && pages.top().is_form());
        pages.set(DraftsPage::default());
        pages.push(HelpPage::about(Scope::Form));
        pages.push(QuestionPage {
            question: Question::ClearCard,
        });
        assert!(matches!(pages.top(), Page::Question(_)));
        assert!(matches!(pages.beneath_overlays(), Some(Page::Help(_))));
        assert!(matches!(pages.base(), Page::Drafts(_)));
        pages.pop();
        assert!(matches!(pages.top(), Page::Help(_)));
        pages.set(FormPage);
        assert!(pages.top().is_form() && pages.pop().is_none());
    }
}
