//! What lies over the lower end of the panes: the leader menu, the wait for the answer, a question, a list of values, a line that
//! is typed.

use super::frame::Frame;
use super::layout::{Room, lay_out};
use super::{Canvas, areas};
use crate::app::pages::Placement;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Draws the page that has the keys, if it is an overlay.
pub fn draw(canvas: &Canvas, area: Rect, frame: &mut Frame) {
    let page = canvas.model().page();
    if page.placement() != Placement::Overlay {
        return;
    }
    let room = Room {
        columns: usize::from(area.width.saturating_sub(4)),
        rows: usize::from(area.height.saturating_sub(2)),
    };
    let laid = lay_out(canvas, &page.blocks(canvas.context), room);
    let cursor = laid.cursor();
    let inner = lay(canvas, &page.title(canvas.context), laid.lines, area, frame);
    // The next card is typed beneath the wait for the answer.
    if !canvas.is_typing() {
        canvas.put_cursor(inner, cursor);
    }
}

/// Lays lines over the lower end of the panes; gives back where they are.
pub fn lay(canvas: &Canvas, title: &str, lines: Vec<Line>, area: Rect, frame: &mut Frame) -> Rect {
    let height = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2)
        .min(area.height);
    let at = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    frame.clear(at);
    let inner = canvas.page_pane(title, at, frame);
    areas::put(lines, inner, frame);
    inner
}
