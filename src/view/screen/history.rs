//! The history: when, who, and what became of it.

use super::frame::Frame;
use super::screen_layout::Pane;
use super::{Canvas, areas};
use crate::app::blocks::{ListBlock, ListRow};
use crate::app::model::SearchState;
use crate::app::pages::{Page, history_empty, history_row};
use crate::text::layout;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Draws the history in its pane.
pub fn draw(canvas: &Canvas, place: Pane, frame: &mut Frame) {
    let model = canvas.model();
    let texts = model.locale.texts();
    let page = match model.page() {
        Page::History(page) => Some(page),
        _ => None,
    };
    let has_keys = page.is_some();
    let history = &model.history;
    let mut title = format!(
        "{} {} {}",
        texts.title_history(),
        canvas.glyphs.dot,
        texts.history_count(history.page.total, model.locale.count(history.page.total))
    );
    let mut title_cursor = None;
    let filtering = page.is_some_and(|page| page.filtering);
    if filtering || !history.filter.text().is_empty() {
        title = format!("{} {} ", texts.title_history(), canvas.glyphs.dot);
        let before = texts.history_filter(history.filter.before());
        let place = layout::width(&format!(" {title}{before}"));
        title += &texts.history_filter(history.filter.text());
        if history.search == SearchState::Running {
            title = format!("{title} {} {}", canvas.glyphs.dot, texts.history_searching());
        }
        if filtering {
            title_cursor = Some(place);
        }
    }
    canvas.head(&title, has_keys, place.head, frame);
    let inner = place.body;
    let height = usize::from(inner.height);
    let first = if has_keys {
        (history.selected + 1).saturating_sub(height)
    } else {
        0
    };
    let rows = history.page.rows.iter().skip(first).take(height);
    let rows = rows.map(|row| history_row(canvas.context, row)).collect();
    let focus = (has_keys && history.search == SearchState::Done).then(|| history.selected - first);
    let list = ListBlock::new(rows, focus, history_empty(canvas.context));
    canvas.records(&list, has_keys, inner, frame);
    if let Some(column) = title_cursor {
        canvas.put_cursor(place.head, (0, column));
    }
}

/// Draws the last record into a rule.
pub fn draw_last(canvas: &Canvas, rule: Rect, frame: &mut Frame) {
    let Some(last) = canvas.model().history.page.rows.first() else {
        return;
    };
    let ListRow::Record {
        when,
        who,
        what,
        role,
    } = history_row(canvas.context, last)
    else {
        return;
    };
    let dot = canvas.glyphs.dot;
    let room = usize::from(rule.width).saturating_sub(2);
    let what = canvas.fit_to(&what, room / 2);
    let room = room.saturating_sub(layout::width(&what) + 3);
    let who = canvas.fit_to(&format!("{when} {who}"), room);
    let line = Line::from(vec![
        Span::raw(format!(" {who} {dot} ")),
        canvas.span(what, role),
        Span::raw(" "),
    ]);
    areas::put([line], rule, frame);
}
