//! Panes beside and above each other, and lines in them. By plain arithmetic, and without a style for what has none: the
//! general ways of the widgets cost half the time of a key.

use super::frame::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// So many rows at the top, and what is left below them.
pub fn off_top(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    let top = Rect { height: rows, ..area };
    let rest = Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    };
    (top, rest)
}

/// What is left above so many rows at the bottom, and these.
pub fn off_bottom(area: Rect, rows: u16) -> (Rect, Rect) {
    off_top(area, area.height.saturating_sub(rows))
}

/// So many columns at the left, and what is left beside them.
pub fn off_left(area: Rect, columns: u16) -> (Rect, Rect) {
    let columns = columns.min(area.width);
    let left = Rect {
        width: columns,
        ..area
    };
    let rest = Rect {
        x: area.x + columns,
        width: area.width - columns,
        ..area
    };
    (left, rest)
}

/// Puts lines below each other, as many as there is room for.
pub fn put<'a>(lines: impl IntoIterator<Item = Line<'a>>, area: Rect, frame: &mut Frame) {
    let area = area.intersection(frame.area());
    for (row, line) in area.rows().zip(lines) {
        let spans = line.spans.iter();
        frame.put(
            spans.map(|span| (&*span.content, line.style.patch(span.style))),
            row,
        );
    }
}
