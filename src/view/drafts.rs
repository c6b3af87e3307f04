//! The list of drafts: when, who, and who has them.

use super::theme::Role;
use super::{Canvas, areas};
use crate::app::DraftsPage;
use crate::customer::{DraftSummary, Holder};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

pub fn draw(canvas: &Canvas, drafts: &DraftsPage, area: Rect, frame: &mut Frame) {
    let texts = canvas.model.locale.texts();
    let inner = canvas.pane(&texts.title_drafts(), true, area, frame);
    if drafts.rows.is_empty() {
        frame.render_widget(canvas.empty_list(texts.drafts_empty()), inner);
        return;
    }
    let height = usize::from(inner.height);
    let first = (drafts.selected + 1).saturating_sub(height);
    let rows = drafts.rows.iter().enumerate().skip(first).take(height);
    let lines = rows.map(|(number, row)| {
        let line = row_line(canvas, row, inner.width);
        if number == drafts.selected {
            line.style(canvas.style(Role::Chosen))
        } else {
            line
        }
    });
    areas::put(lines, inner, frame);
}

/// Whose draft it is.
pub fn who(canvas: &Canvas, row: &DraftSummary) -> String {
    if row.who.is_empty() {
        canvas.model.locale.texts().draft_nameless()
    } else {
        row.who.clone()
    }
}

/// Who has it; and its profile, if that is another one.
pub fn what(canvas: &Canvas, row: &DraftSummary) -> String {
    let texts = canvas.model.locale.texts();
    let holder = match row.holder {
        Holder::Own => texts.draft_own(),
        Holder::Parked => texts.draft_parked(),
        Holder::Gone => texts.draft_left(),
        Holder::Other(process) => texts.draft_other(process.id.to_string(), canvas.time(process.since)),
    };
    if row.profile == canvas.model.settings.profile {
        holder
    } else {
        format!("{} {} {holder}", row.profile, canvas.glyphs.dot)
    }
}

fn row_line(canvas: &Canvas, row: &DraftSummary, columns: u16) -> Line<'static> {
    let (who, what) = (who(canvas, row), what(canvas, row));
    let head = canvas.dated(row.saved_at, &who, columns);
    let room = columns.saturating_sub(u16::try_from(Span::raw(&head).width()).unwrap_or(u16::MAX));
    let role = match row.holder {
        Holder::Own | Holder::Parked => Role::Dim,
        Holder::Gone | Holder::Other(_) => Role::Warning,
    };
    Line::from(vec![Span::raw(head), canvas.span(canvas.fit(&what, room), role)])
}
