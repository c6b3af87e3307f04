//! Double keying: a value that the tenant's settings name is typed again, without a look at the first time, before its card is
//! sent. Where the two differ, the source decides, and never the program.

use super::{FormPage, Page, PageBehaviour, PageContext, review};
use crate::app::Effect;
use crate::app::blocks::{Block, ListBlock, ListRow, Role};
use crate::app::edit::Editor;
use crate::app::model::{Model, Notice};
use crate::app::update::{enter, perform};
use crate::customer::Slot;
use crate::keymap::{Action, Scope};

/// A value that is typed again.
#[derive(Debug)]
pub struct VerifyPage {
    slot: Slot,
    typed: Editor,
    /// What was typed again, where that differs from the card.
    other: Option<String>,
    /// The operator is asked which of the two is right.
    asks: bool,
    /// Which answer a line has chosen.
    selected: usize,
}

impl VerifyPage {
    fn new(slot: Slot) -> Self {
        Self {
            slot,
            typed: Editor::default(),
            other: None,
            asks: false,
            selected: 0,
        }
    }

    /// The two readings and the way to a third one.
    fn question(&self, context: PageContext) -> Vec<Block> {
        let texts = context.texts();
        let card = context.model.form.card().get(self.slot).trim();
        let other = self.other.as_deref().unwrap_or_default().trim();
        let answers = [
            texts.verify_first(card),
            texts.verify_second(other),
            texts.verify_third(),
        ];
        let numbered = (1..).zip(answers).map(|(number, words)| {
            let number = if context.is_spoken() {
                String::new()
            } else {
                format!("{number}  ")
            };
            ListRow::Value(format!("{number}{words}"))
        });
        let list = ListBlock::new(numbered.collect(), None, (String::new(), Role::Plain));
        vec![
            Block::Sentence(texts.verify_differs(), Role::Warning),
            Block::Gap,
            Block::List(list),
        ]
    }
}

impl PageBehaviour for VerifyPage {
    fn scope(&self) -> Scope {
        if self.asks { Scope::Verify } else { Scope::Prompt }
    }

    fn title(&self, context: PageContext) -> String {
        let model = context.model;
        let all = model.form.card().slots_to_verify(&model.rule_context).len();
        let left = model.form.unverified(&model.rule_context).len();
        context.texts().title_verify(all + 1 - left.max(1), all)
    }

    /// The field and what is to be done; never what is in the card, until the two differ.
    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let label = context.model.label(self.slot).text;
        let mut blocks = vec![Block::Heading(label)];
        if self.asks {
            blocks.extend(self.question(context));
            return blocks;
        }
        blocks.push(Block::Sentence(context.texts().verify_again(), Role::Plain));
        if !context.is_spoken() {
            blocks.extend([Block::Gap, Block::input(&self.typed)]);
        }
        blocks
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let Page::Verify(page) = model.pages.top_mut() else {
            return Vec::new();
        };
        let answers = [Action::TakeFirst, Action::TakeSecond, Action::TypeAgain];
        let action = match action {
            Action::Take => answers.get(page.selected).copied().unwrap_or(Action::TypeAgain),
            action => action,
        };
        match action {
            Action::Yes if !page.asks => return compare(model),
            Action::TakeFirst if page.asks => return keep(model),
            Action::TakeSecond if page.asks => return correct(model),
            Action::TypeAgain if page.asks => {
                page.asks = false;
                page.typed = Editor::default();
            }
            Action::Back => {
                let slot = page.slot;
                enter(model, FormPage);
                model.form.go_to(slot);
            }
            Action::Help => return perform(model, action),
            _ => {}
        }
        Vec::new()
    }

    fn editor<'a>(&'a self, _model: &'a Model) -> Option<&'a Editor> {
        (!self.asks).then_some(&self.typed)
    }

    fn editor_mut(&mut self) -> Option<&mut Editor> {
        (!self.asks).then_some(&mut self.typed)
    }

    /// Nothing: what is pasted is no second reading.
    fn paste(model: &mut Model, _text: &str) -> Vec<Effect> {
        model.notice = Some(Notice::NotPasted);
        Vec::new()
    }

    fn row_count(&self, _model: &Model) -> usize {
        if self.asks { 3 } else { 0 }
    }

    fn select(model: &mut Model, row: usize) -> Vec<Effect> {
        if let Page::Verify(page) = model.pages.top_mut() {
            page.selected = row;
        }
        Vec::new()
    }

    fn asks(&self) -> bool {
        self.asks
    }

    fn is_about_card(&self) -> bool {
        true
    }

    fn subject(&self, _model: &Model) -> String {
        format!("{:?} {} {:?}", self.slot, self.asks, self.other)
    }

    fn prompt(&self, context: PageContext) -> String {
        if self.asks {
            context.texts().plain_ask_number()
        } else {
            context.texts().verify_prompt(context.model.label(self.slot).text)
        }
    }

    fn row_action(&self, _model: &Model) -> Option<Action> {
        self.asks.then_some(Action::Take)
    }
}

/// Asks for the next value that is to be typed again, if one is; the card must have no errors.
pub(super) fn open(model: &mut Model) -> bool {
    let slot = model.form.unverified(&model.rule_context).first().copied();
    if let Some(slot) = slot {
        enter(model, VerifyPage::new(slot));
    }
    slot.is_some()
}

/// Compares what was typed with the card, and with what was typed before that.
fn compare(model: &mut Model) -> Vec<Effect> {
    let Page::Verify(page) = model.page() else {
        return Vec::new();
    };
    let (slot, typed) = (page.slot, page.typed.text().to_owned());
    if typed.trim().is_empty() {
        model.notice = Some(Notice::NothingTyped);
        return Vec::new();
    }
    let sent = |text: &str| {
        let mut card = model.form.card().clone();
        card.set(slot, text);
        card.canonical(slot, &model.rule_context)
    };
    if sent(&typed) == sent(model.form.card().get(slot)) {
        return keep(model);
    }
    if page
        .other
        .as_deref()
        .is_some_and(|other| sent(other) == sent(&typed))
    {
        return correct(model);
    }
    if let Page::Verify(page) = model.pages.top_mut() {
        page.other = Some(typed);
        page.asks = true;
    }
    Vec::new()
}

/// What is in the card is right.
fn keep(model: &mut Model) -> Vec<Effect> {
    if let Page::Verify(page) = model.page() {
        let slot = page.slot;
        model.form.mark_verified(slot, &model.rule_context);
    }
    review::open(model)
}

/// What was typed again is right: it takes the place of what is in the card, and what follows from that follows.
fn correct(model: &mut Model) -> Vec<Effect> {
    let Page::Verify(page) = model.page() else {
        return Vec::new();
    };
    let (slot, other) = (page.slot, page.other.clone().unwrap_or_default());
    let context = &model.rule_context;
    model.form.go_to(slot);
    model.form.change(context, |card| {
        card.set(slot, other);
        true
    });
    model.form.finish(context);
    model.form.mark_verified(slot, context);
    let mut effects = vec![Effect::SaveDraft];
    effects.extend(review::open(model));
    effects
}
