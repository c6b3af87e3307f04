//! Panes beside and above each other, and lines in them. By plain arithmetic, and without a style for what has none: the
//! general ways of the widgets cost half the time of a key.

use crate::view::theme::Glyphs;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
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

/// Puts lines below each other, as many as there is room for.
pub fn put<'a>(lines: impl IntoIterator<Item = Line<'a>>, area: Rect, frame: &mut Frame) {
    let area = area.intersection(frame.area());
    for (y, line) in (area.top()..area.bottom()).zip(lines) {
        frame.buffer_mut().set_line(area.x, y, &line, area.width);
    }
}

/// Draws lines across and down, joined where one meets another.
pub fn grid(across: &[Rect], down: &[Rect], glyphs: &Glyphs, buffer: &mut Buffer) {
    for line in across {
        let line = line.intersection(buffer.area);
        for x in line.left()..line.right() {
            buffer[(x, line.y)].set_symbol(glyphs.line);
        }
    }
    for line in down {
        let line = line.intersection(buffer.area);
        let (last, beside) = (line.bottom(), line.right());
        for y in line.top()..last {
            buffer[(line.x, y)].set_symbol(glyphs.bar);
            if beside < buffer.area.right() && buffer[(beside, y)].symbol() == glyphs.line {
                buffer[(line.x, y)].set_symbol(glyphs.fork);
            }
        }
        if !line.is_empty() {
            buffer[(line.x, line.y)].set_symbol(glyphs.begin);
        }
        if last < buffer.area.bottom() && buffer[(line.x, last)].symbol() == glyphs.line {
            buffer[(line.x, last)].set_symbol(glyphs.end);
        }
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
