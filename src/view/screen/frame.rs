//! A frame: what is drawn in each row of the screen, from the back to the front. Painting it into cells is the dear part of a
//! frame, and most rows are those of the frame before, so that is left to [`Painter`](super::Painter), who knows that frame.

use crate::text::layout::is_simple;
use crate::view::theme::Glyphs;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::symbols::merge::MergeStrategy;
use std::ops::Range;

/// What is drawn.
#[derive(Debug, Default)]
pub struct Frame {
    area: Rect,
    rows: Vec<FrameRow>,
    cursor: Position,
}

/// What is drawn in a row. Two that are equal look the same.
#[derive(Debug, Default, PartialEq)]
pub struct FrameRow {
    /// The texts of all pieces, one behind the other.
    text: String,
    pieces: Vec<Piece>,
}

/// A piece of a row. Columns are those of the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece {
    /// Text begins here, with so many columns of room.
    Begin { x: u16, room: u16 },
    /// So many bytes of the text in a style, where the text before ends.
    Text { bytes: usize, style: Style },
    /// Nothing, whatever was there.
    Blank { x: u16, columns: u16 },
    /// A symbol, again and again.
    Symbol {
        x: u16,
        columns: u16,
        symbol: &'static str,
    },
    /// A part of a line down, joined to a line across that begins beside it.
    Bar { x: u16, glyphs: &'static Glyphs },
    /// The end of a line down, where it meets a line across.
    End { x: u16, glyphs: &'static Glyphs },
    /// Parts of a border, joined with what is there.
    Border {
        x: u16,
        columns: u16,
        symbol: &'static str,
        merge: MergeStrategy,
    },
}

impl Frame {
    /// Begins a frame of this size, in the place of the one that it was.
    pub(super) fn begin(&mut self, area: Rect) {
        self.area = area;
        self.cursor = Position::ORIGIN;
        self.rows.resize_with(usize::from(area.height), FrameRow::default);
        for row in &mut self.rows {
            row.text.clear();
            row.pieces.clear();
        }
    }

    /// The whole screen.
    pub(super) fn area(&self) -> Rect {
        self.area
    }

    /// The rows from the top down.
    pub(super) fn rows(&self) -> &[FrameRow] {
        &self.rows
    }

    /// Where the cursor is.
    pub(super) fn cursor(&self) -> Position {
        self.cursor
    }

    /// Puts the cursor somewhere.
    pub(super) fn set_cursor_position(&mut self, position: impl Into<Position>) {
        self.cursor = position.into();
    }

    /// Puts pieces of text, one behind the other, into the first row of an area; what is too long is cut.
    pub(super) fn put<'a>(&mut self, pieces: impl IntoIterator<Item = (&'a str, Style)>, area: Rect) {
        let area = area.intersection(self.area);
        let Some(row) = self.row(area.y).filter(|_| !area.is_empty()) else {
            return;
        };
        row.pieces.push(Piece::Begin {
            x: area.x,
            room: area.width,
        });
        for (text, style) in pieces {
            row.text.push_str(text);
            row.pieces.push(Piece::Text {
                bytes: text.len(),
                style,
            });
        }
    }

    /// Makes an area blank.
    pub(super) fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.area);
        let (x, columns) = (area.x, area.width);
        self.add(area.top()..area.bottom(), Piece::Blank { x, columns });
    }

    /// Draws lines across and down, joined where one meets another.
    pub(super) fn grid(&mut self, across: &[Rect], down: &[Rect], glyphs: &'static Glyphs) {
        for line in across {
            let line = line.intersection(self.area);
            self.add_symbol((line.x, line.y), line.width, glyphs.line);
        }
        for line in down {
            let line = line.intersection(self.area);
            if line.is_empty() {
                continue;
            }
            let (x, last) = (line.x, line.bottom());
            self.add(line.top()..last, Piece::Bar { x, glyphs });
            self.add_symbol((x, line.y), 1, glyphs.begin);
            self.add(last..last.saturating_add(1), Piece::End { x, glyphs });
        }
    }

    /// Draws a border along the inside of an area; where it meets one that is there, they are joined, if they can be.
    pub(super) fn border(&mut self, area: Rect, set: &border::Set<'static>, merge: MergeStrategy) {
        let area = area.intersection(self.area);
        if area.is_empty() {
            return;
        }
        let (left, right, top, bottom) = (area.x, area.right() - 1, area.y, area.bottom() - 1);
        let mut add = |x: u16, columns: u16, rows: Range<u16>, symbol| {
            let piece = Piece::Border {
                x,
                columns,
                symbol,
                merge,
            };
            self.add(rows, piece);
        };
        let inside = area.width.saturating_sub(2);
        add(left + 1, inside, top..top + 1, set.horizontal_top);
        add(left + 1, inside, bottom..bottom + 1, set.horizontal_bottom);
        add(left, 1, top + 1..bottom, set.vertical_left);
        add(right, 1, top + 1..bottom, set.vertical_right);
        add(left, 1, top..top + 1, set.top_left);
        add(right, 1, top..top + 1, set.top_right);
        add(left, 1, bottom..bottom + 1, set.bottom_left);
        add(right, 1, bottom..bottom + 1, set.bottom_right);
    }

    fn add_symbol(&mut self, (x, y): (u16, u16), columns: u16, symbol: &'static str) {
        let piece = Piece::Symbol { x, columns, symbol };
        self.add(y..y.saturating_add(1), piece);
    }

    fn add(&mut self, rows: Range<u16>, piece: Piece) {
        for y in rows {
            if let Some(row) = self.row(y) {
                row.pieces.push(piece);
            }
        }
    }

    fn row(&mut self, y: u16) -> Option<&mut FrameRow> {
        self.rows.get_mut(usize::from(y))
    }
}

impl FrameRow {
    /// Paints the row into cells, which are blank.
    pub(super) fn paint(&self, y: u16, buffer: &mut Buffer) {
        let (mut text, mut at, mut end) = (self.text.as_str(), 0, 0);
        for piece in &self.pieces {
            match *piece {
                Piece::Begin { x, room } => (at, end) = (x, x.saturating_add(room)),
                Piece::Text { bytes, style } => {
                    let (part, rest) = text.split_at(bytes);
                    text = rest;
                    at = put_text(buffer, (at, y), end, part, style);
                }
                Piece::Blank { x, columns } => {
                    cells(x, columns).for_each(|x| buffer[(x, y)].reset());
                }
                Piece::Symbol { x, columns, symbol } => {
                    for x in cells(x, columns) {
                        buffer[(x, y)].set_symbol(symbol);
                    }
                }
                Piece::Bar { x, glyphs } => {
                    let is_line = |x: u16| x < buffer.area.right() && buffer[(x, y)].symbol() == glyphs.line;
                    let joins = is_line(x.saturating_add(1));
                    let symbol = if joins { glyphs.fork } else { glyphs.bar };
                    buffer[(x, y)].set_symbol(symbol);
                }
                Piece::End { x, glyphs } => {
                    let cell = &mut buffer[(x, y)];
                    if cell.symbol() == glyphs.line {
                        cell.set_symbol(glyphs.end);
                    }
                }
                Piece::Border {
                    x,
                    columns,
                    symbol,
                    merge,
                } => {
                    for x in cells(x, columns) {
                        let cell = &mut buffer[(x, y)];
                        // Only a line can be joined, and most places are blank.
                        if cell.symbol() == " " {
                            cell.set_symbol(symbol);
                        } else {
                            cell.merge_symbol(symbol, merge);
                        }
                    }
                }
            }
        }
    }
}

/// Puts a text into the cells of a row, which begins at the left edge, up to a column; gives back the column behind it.
fn put_text(buffer: &mut Buffer, (x, y): (u16, u16), end: u16, text: &str, style: Style) -> u16 {
    if !is_simple(text) {
        return buffer
            .set_stringn(x, y, text, usize::from(end.saturating_sub(x)), style)
            .0;
    }
    let room = usize::from(x)..usize::from(end).min(buffer.content.len());
    let cells = buffer.content.get_mut(room).unwrap_or_default();
    let mut at = x;
    for (cell, character) in cells.iter_mut().zip(text.chars()) {
        cell.set_char(character).set_style(style);
        at += 1;
    }
    at
}

fn cells(x: u16, columns: u16) -> Range<u16> {
    x..x.saturating_add(columns)
}
