//! The help: all keys, by where they hold, first those of the page that it was opened from. It can be searched.

use super::text::text_act;
use super::{Page, PageBehaviour, PageContext};
use crate::app::Effect;
use crate::app::blocks::{Block, Role};
use crate::app::edit::Editor;
use crate::app::model::{Model, Scroll};
use crate::app::update::{by_key, lay_over};
use crate::keymap::key::{Key, KeyCode};
use crate::keymap::{Action, Scope};
use crate::text::plain_letters;

/// The help, over the page that it was opened from.
#[derive(Debug)]
pub struct HelpPage {
    /// The scope of the page beneath, whose keys come first.
    beneath: Scope,
    /// The words that a row must have.
    words: Editor,
    /// Whether they are being typed.
    searching: bool,
}

impl HelpPage {
    /// The help for a page of this scope.
    #[must_use]
    pub fn about(beneath: Scope) -> Self {
        Self {
            beneath,
            words: Editor::default(),
            searching: false,
        }
    }

    /// The scopes, in the order in which they are shown.
    fn scopes(&self) -> impl Iterator<Item = Scope> {
        let others = Scope::ALL.into_iter().filter(|scope| *scope != self.beneath);
        std::iter::once(self.beneath).chain(others)
    }

    /// What is searched for, or how to search.
    fn search_block(&self, context: PageContext) -> Block {
        let texts = context.texts();
        let words = self.words.text();
        if self.searching {
            return Block::Input {
                prompt: format!("{} ", texts.choosing_find()),
                text: words.to_owned(),
                before: self.words.before().to_owned(),
            };
        }
        if !words.is_empty() {
            return Block::Line(format!("{} {words}", texts.choosing_find()), Role::Plain);
        }
        let next = context.way_to(Scope::Form, Action::NextField);
        Block::Sentence(texts.help_typing(next), Role::Dim)
    }
}

impl PageBehaviour for HelpPage {
    fn opened_by() -> &'static [Action] {
        &[Action::Help]
    }

    fn open(model: &mut Model, _action: Action) -> Vec<Effect> {
        let beneath = model.page().hint_scope();
        lay_over(model, HelpPage::about(beneath));
        model.scroll = Scroll::default();
        Vec::new()
    }

    fn hint_scope(&self) -> Scope {
        if self.searching {
            Scope::Prompt
        } else {
            Scope::Pager
        }
    }

    fn offers(&self, _model: &Model, action: Action) -> bool {
        self.searching || action == Action::Filter || !super::text::TEXT_ONLY.contains(&action)
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_help()
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let locale = &context.model.locale;
        let keymap = &context.model.settings.keymap;
        let words = plain_letters(self.words.text().trim());
        let mut blocks = vec![self.search_block(context)];
        for scope in self.scopes() {
            let rows = keymap.of(scope).map(|row| {
                let keys = row.key_names().collect::<Vec<_>>().join(", ");
                [keys, keymap.leader_label(row), row.label(locale)]
            });
            let rows: Vec<_> = rows
                .filter(|row| row.iter().any(|cell| plain_letters(cell).contains(&words)))
                .collect();
            if !rows.is_empty() {
                let title = Block::Heading(scope.title(locale));
                blocks.extend([Block::Gap, title, Block::Keys(rows)]);
            }
        }
        if blocks.len() == 1 {
            blocks.push(Block::Line(context.texts().choosing_nothing(), Role::Warning));
        }
        blocks
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let Page::Help(page) = model.pages.top_mut() else {
            return Vec::new();
        };
        match action {
            Action::Filter => page.searching = true,
            // One level back: first to all keys.
            Action::Back if !page.words.text().is_empty() => page.words = Editor::default(),
            Action::Back | Action::Help => {
                model.pages.pop();
            }
            action => return text_act(model, action),
        }
        model.scroll = Scroll::default();
        Vec::new()
    }

    fn key(model: &mut Model, key: Key) -> Vec<Effect> {
        let prompt = model.settings.keymap.action(Scope::Prompt, key);
        let page = match model.pages.top_mut() {
            Page::Help(page) if page.searching => page,
            _ => return by_key(model, key),
        };
        match (prompt, key.code) {
            (Some(Action::Yes), _)
            | (None, KeyCode::Down | KeyCode::Up | KeyCode::PageDown | KeyCode::PageUp | KeyCode::Tab) => {
                page.searching = false;
            }
            (Some(_), _) => {
                page.searching = false;
                page.words = Editor::default();
            }
            _ => page.words.prompt_key(key),
        }
        model.scroll = Scroll::default();
        Vec::new()
    }

    fn editor<'a>(&'a self, _model: &'a Model) -> Option<&'a Editor> {
        self.searching.then_some(&self.words)
    }

    fn editor_mut(&mut self) -> Option<&mut Editor> {
        self.searching.then_some(&mut self.words)
    }
}
