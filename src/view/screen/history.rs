//! The history: when, who, and what became of it.

use super::Canvas;
use crate::app::blocks::ListBlock;
use crate::app::model::SearchState;
use crate::app::pages::{Page, history_empty, history_row};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

pub fn draw(canvas: &Canvas, area: Rect, frame: &mut Frame) {
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
        let place = Span::raw(format!(
            " {title}{}",
            texts.history_filter(history.filter.before())
        ))
        .width();
        title += &texts.history_filter(history.filter.text());
        if history.search == SearchState::Running {
            title = format!("{title} {} {}", canvas.glyphs.dot, texts.history_searching());
        }
        if filtering {
            title_cursor = Some(place);
        }
    }
    let inner = canvas.pane(&title, has_keys, area, frame);
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
        let line = Rect { y: area.y, ..inner };
        canvas.put_cursor(line, (0, column));
    }
}
