//! Panes beside and above each other, and lines in them. By plain arithmetic, and without a style for what has none: the
//! general ways of the widgets cost half the time of a key.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::symbols::merge::MergeStrategy;
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

/// The same area with the last column or row of its neighbour, for panes that share a border.
pub fn sharing_left(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_sub(1),
        width: area.width + 1,
        ..area
    }
}

/// As [`sharing_left`], with the row above.
pub fn sharing_top(area: Rect) -> Rect {
    Rect {
        y: area.y.saturating_sub(1),
        height: area.height + 1,
        ..area
    }
}

/// Puts lines below each other, as many as there is room for.
pub fn put<'a>(lines: impl IntoIterator<Item = Line<'a>>, area: Rect, frame: &mut Frame) {
    let area = area.intersection(frame.area());
    for (y, line) in (area.top()..area.bottom()).zip(lines) {
        frame.buffer_mut().set_line(area.x, y, &line, area.width);
    }
}

/// Draws a line across.
pub fn rule(area: Rect, symbol: &str, style: Style, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    for x in area.left()..area.right() {
        buffer[(x, area.y)].set_symbol(symbol).set_style(style);
    }
}

/// Draws a border along the inside of an area; where it meets one that is there, they are joined, if they can be.
pub fn border(area: Rect, set: &border::Set, merge: MergeStrategy, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let (left, right, top, bottom) = (area.x, area.right() - 1, area.y, area.bottom() - 1);
    let mut put = |x: u16, y: u16, symbol: &str| {
        let cell = &mut buffer[(x, y)];
        // Only a line can be joined, and most places are blank.
        if cell.symbol() == " " {
            cell.set_symbol(symbol);
        } else {
            cell.merge_symbol(symbol, merge);
        }
    };
    for x in left + 1..right {
        put(x, top, set.horizontal_top);
        put(x, bottom, set.horizontal_bottom);
    }
    for y in top + 1..bottom {
        put(left, y, set.vertical_left);
        put(right, y, set.vertical_right);
    }
    put(left, top, set.top_left);
    put(right, top, set.top_right);
    put(left, bottom, set.bottom_left);
    put(right, bottom, set.bottom_right);
}
