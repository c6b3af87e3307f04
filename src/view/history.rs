//! The history: when, who, and what became of it.

use super::theme::Role;
use super::{Canvas, areas};
use crate::app::Mode;
use crate::app::model::SearchState;
use crate::customer::{SubmissionState, SubmissionSummary};
use crate::keymap::{Action, Scope};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

pub fn draw(canvas: &Canvas, area: Rect, frame: &mut Frame) {
    let model = canvas.model;
    let texts = model.locale.texts();
    let has_keys = matches!(model.mode, Mode::History { .. });
    let history = &model.history;
    let mut title = format!(
        "{} {} {}",
        texts.title_history(),
        canvas.glyphs.dot,
        texts.history_count(history.page.total, model.locale.count(history.page.total))
    );
    let filtering = matches!(model.mode, Mode::History { filtering: true });
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
            let column = u16::try_from(place)
                .unwrap_or(u16::MAX)
                .min(area.width.saturating_sub(3));
            frame.set_cursor_position((area.x + 1 + column, area.y));
        }
    }
    let inner = canvas.pane(&title, has_keys, area, frame);
    if history.page.rows.is_empty() {
        let empty = if history.search == SearchState::Failed {
            texts.list_unreadable()
        } else if history.filter.text().is_empty() {
            texts.history_empty()
        } else {
            texts.history_nothing_found()
        };
        frame.render_widget(canvas.empty_list(empty), inner);
        return;
    }
    let height = usize::from(inner.height);
    let first = if has_keys {
        (history.selected + 1).saturating_sub(height)
    } else {
        0
    };
    let rows = history.page.rows.iter().enumerate().skip(first).take(height);
    let lines = rows.map(|(number, row)| {
        let line = row_line(canvas, row, inner.width);
        if has_keys && number == history.selected && history.search == SearchState::Done {
            line.style(canvas.style(Role::Chosen))
        } else {
            line
        }
    });
    areas::put(lines, inner, frame);
}

fn row_line(canvas: &Canvas, row: &SubmissionSummary, columns: u16) -> Line<'static> {
    let head = canvas.dated(row.sent_at, &row.who, columns);
    let room = columns.saturating_sub(u16::try_from(Span::raw(&head).width()).unwrap_or(u16::MAX));
    let mut what = what(canvas, row);
    if row.state == SubmissionState::Unknown {
        let way = canvas.way_to(Scope::History, Action::Open);
        let hint = canvas.model.locale.texts().enter_settles(way);
        what = format!("{what} {} {hint}", canvas.glyphs.dash);
    }
    let what = canvas.fit(&what, room);
    Line::from(vec![Span::raw(head), canvas.span(what, role(row.state))])
}

/// The role of a state.
pub fn role(state: SubmissionState) -> Role {
    match state {
        SubmissionState::Created | SubmissionState::Existing => Role::Good,
        SubmissionState::Rejected | SubmissionState::NotCreated => Role::Error,
        SubmissionState::Sending | SubmissionState::NotSent | SubmissionState::Unknown => Role::Warning,
    }
}

/// The outcome in a line: the id, or why there is none.
pub fn what(canvas: &Canvas, row: &SubmissionSummary) -> String {
    let locale = &canvas.model.locale;
    let texts = locale.texts();
    let state = locale.state(row.state);
    if row.settled_at.is_some() {
        let id = row.customer_id.as_deref().unwrap_or_default();
        return format!(
            "{} {}",
            format!("{state} {id}").trim_end(),
            texts.settled_by_hand()
        );
    }
    if let Some(customer_id) = &row.customer_id {
        return format!("{state} {customer_id}");
    }
    match row.outcome.as_ref().and_then(|outcome| locale.why(outcome)) {
        Some(why) => format!("{state}: {why}"),
        None => state,
    }
}
