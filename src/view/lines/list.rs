//! Lists: what is filled in, what is wrong, drafts, history.

use super::words;
use crate::app::DraftsPage;
use crate::app::form::slots;
use crate::app::lines::{PAGE, page_start};
use crate::app::model::SearchState;
use crate::customer::Holder;
use crate::text::visible;
use crate::view::{Canvas, drafts as draft_list, history as history_list};

/// What is filled in, section by section.
pub fn filled(canvas: &Canvas) -> Vec<String> {
    let model = canvas.model;
    let card = model.form.card();
    let filled: Vec<_> = slots(card, &model.facts)
        .into_iter()
        .filter(|slot| !card.get(*slot).is_empty())
        .collect();
    if filled.is_empty() {
        return vec![model.locale.texts().notice_nothing_typed()];
    }
    let mut lines = Vec::new();
    let mut section = None;
    for slot in filled {
        let here = slot.field.field().place.0;
        if section != Some(here) {
            section = Some(here);
            lines.push(format!("{}.", here.title(&model.locale)));
        }
        lines.push(words::value(canvas, slot));
    }
    lines
}

/// What is wrong, in the order of the form.
pub fn problems(canvas: &Canvas) -> Vec<String> {
    let model = canvas.model;
    let problems = model.form.problems().iter();
    problems
        .map(|(slot, problem)| {
            let section = slot.field.field().place.0.title(&model.locale);
            let label = model.label(*slot).text;
            let what = words::problem(canvas, problem);
            format!("{section}, {}: {what}", visible(&label))
        })
        .collect()
}

pub fn drafts(canvas: &Canvas, drafts: &DraftsPage) -> Vec<String> {
    let texts = canvas.model.locale.texts();
    if drafts.rows.is_empty() {
        return vec![words::empty_list(canvas, texts.drafts_empty())];
    }
    let rows = (1..).zip(&drafts.rows);
    let rows = rows.map(|(number, row): (usize, _)| {
        let what = match row.holder {
            Holder::Own => texts.plain_draft_own(),
            _ => draft_list::what(canvas, row),
        };
        let who = draft_list::who(canvas, row);
        line(number, &canvas.time(row.saved_at), &who, &what)
    });
    rows.collect()
}

/// The rows of the history from the one that has the focus on, as many as are announced at once.
pub fn history(canvas: &Canvas) -> Vec<String> {
    let model = canvas.model;
    let texts = model.locale.texts();
    let page = &model.history.page;
    let filter = model.history.filter.text();
    if page.rows.is_empty() {
        let empty = if model.history.search == SearchState::Failed {
            texts.list_unreadable()
        } else if filter.is_empty() {
            texts.history_empty()
        } else {
            texts.history_nothing_found()
        };
        return vec![words::empty_list(canvas, empty)];
    }
    let first = page_start(model);
    let last = (first + PAGE).min(page.rows.len());
    let mut lines = vec![texts.plain_history(first + 1, last, page.total)];
    let rows = (first + 1..).zip(&page.rows[first..last]);
    lines.extend(rows.map(|(number, row)| {
        let what = history_list::what(canvas, row);
        line(number, &canvas.time(row.sent_at), &row.who, &what)
    }));
    lines
}

fn line(number: usize, when: &str, who: &str, what: &str) -> String {
    format!("{number}: {when} {}, {}", visible(who), visible(what))
}
