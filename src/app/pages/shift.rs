//! The shift of the operator: what was typed and sent since it began, and a total to compare with the CRM's list at its end.

use super::text::text_act;
use super::{FormPage, Medium, Page, PageBehaviour, PageContext, Question};
use crate::app::Effect;
use crate::app::blocks::{Block, Role};
use crate::app::model::{Model, Notice};
use crate::app::notice::ViewNotice;
use crate::app::update::{ask, enter};
use crate::customer::{Shift, SubmissionState};
use crate::keymap::{Action, Scope};
use jiff::Timestamp;

/// The shift, as it was when the page was opened.
#[derive(Debug, Default)]
pub struct ShiftPage {
    /// What is known of it, and when it was read; none where it could not be read.
    shift: Option<(Shift, Timestamp)>,
}

impl PageBehaviour for ShiftPage {
    fn opened_by() -> &'static [Action] {
        &[Action::Shift]
    }

    fn open(model: &mut Model, _action: Action) -> Vec<Effect> {
        enter(model, ShiftPage::default());
        vec![Effect::LoadShift]
    }

    fn scope(&self) -> Scope {
        Scope::Shift
    }

    fn offers(&self, _model: &Model, action: Action) -> bool {
        self.shift.is_some() || !matches!(action, Action::Copy | Action::EndShift)
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_shift()
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let texts = context.texts();
        let mut blocks = if let Some((shift, now)) = &self.shift {
            entries(context, shift, *now)
        } else {
            let (words, role) = context.empty_list(texts.shift_none());
            vec![Block::Sentence(words, role)]
        };
        blocks.push(Block::Gap);
        blocks.push(Block::Sentence(texts.shift_total_use(), Role::Dim));
        blocks.push(Block::Sentence(texts.shift_rule(), Role::Dim));
        blocks
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        match action {
            Action::Copy => copy(model),
            Action::EndShift if matches!(model.page(), Page::Shift(page) if page.shift.is_some()) => {
                ask(model, Question::EndShift);
                Vec::new()
            }
            Action::EndShift => Vec::new(),
            action => text_act(model, action),
        }
    }

    fn subject(&self, _model: &Model) -> String {
        format!("{:?}", self.shift)
    }
}

/// A name and a value each. What there is always is shown always, so that it stays in its place.
fn entries(context: PageContext, shift: &Shift, now: Timestamp) -> Vec<Block> {
    let (texts, locale) = (context.texts(), &context.model.locale);
    let count = |number: u32| locale.count(usize::try_from(number).unwrap_or(usize::MAX));
    let rate = |number, decimals| {
        let rate = shift.an_hour(number, now);
        rate.map_or_else(
            || context.dash().to_owned(),
            |rate| locale.decimal(rate, decimals),
        )
    };
    let mut entries = vec![
        Block::entry(texts.shift_since(), context.time(shift.began_at)),
        Block::entry(texts.shift_cards(), count(shift.cards)),
    ];
    for (state, label) in [
        (SubmissionState::Created, texts.shift_created()),
        (SubmissionState::Rejected, texts.shift_rejected()),
        (SubmissionState::NotSent, texts.shift_not_sent()),
        (SubmissionState::Unknown, texts.shift_unknown()),
        (SubmissionState::Existing, texts.shift_existing()),
    ] {
        entries.push(Block::entry(label, locale.count(shift.count(state))));
    }
    for (state, label) in [
        (SubmissionState::NotCreated, texts.shift_not_created()),
        (SubmissionState::Sending, texts.shift_sending()),
    ] {
        let found = shift.count(state);
        entries.extend((found > 0).then(|| Block::entry(label, locale.count(found))));
    }
    let companies = shift.companies;
    entries.extend((companies > 0).then(|| Block::entry(texts.shift_companies(), locale.count(companies))));
    entries.extend([
        Block::entry(texts.shift_cards_an_hour(), rate(shift.cards, 1)),
        Block::entry(texts.shift_keys(), count(shift.keys)),
        Block::entry(texts.shift_keys_an_hour(), rate(shift.keys, 0)),
        Block::entry(texts.shift_total(), total(context, shift)),
    ]);
    entries
}

/// Without groups of digits in the sum, as a spreadsheet and the CRM's list have it.
fn total(context: PageContext, shift: &Shift) -> String {
    let (texts, total) = (context.texts(), &shift.total);
    let words = texts.shift_count_and_sum(context.model.locale.count(total.count), total.sum.to_string());
    if total.others == 0 {
        return words;
    }
    let others = texts.shift_no_numbers(context.model.locale.count(total.others));
    context.dotted(words, others)
}

/// Copies what the page says, a line each.
fn copy(model: &mut Model) -> Vec<Effect> {
    let context = PageContext {
        model,
        medium: Medium::Screen,
    };
    let Page::Shift(page) = model.page() else {
        return Vec::new();
    };
    let Some((shift, now)) = &page.shift else {
        return Vec::new();
    };
    let lines = entries(context, shift, *now)
        .into_iter()
        .map(|block| match block {
            Block::Entry(name, value) => format!("{name}: {value}\n"),
            _ => String::new(),
        });
    let text = lines.collect();
    model.notice = Some(Notice::Copied);
    vec![Effect::Copy(text)]
}

/// The shift was read, or is none.
pub(in crate::app) fn loaded(model: &mut Model, shift: Result<Option<Shift>, String>) {
    let now = model.now;
    match shift {
        Ok(shift) => {
            if let Page::Shift(page) = model.pages.base_mut() {
                page.shift = shift.map(|shift| (shift, now));
            }
        }
        Err(why) => model.notice = Some(Notice::Store(why)),
    }
}

/// The shift was ended, or was not and why.
pub(in crate::app) fn ended(model: &mut Model, result: Result<(), String>) {
    match result {
        Ok(()) => {
            enter(model, FormPage);
            model.notice = Some(Notice::View(ViewNotice::ShiftEnded));
        }
        Err(why) => model.notice = Some(Notice::Store(why)),
    }
}
