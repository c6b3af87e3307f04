//! Draws ratatui's frames with as few bytes as possible, in one write a frame.
//!
//! The place of the cursor, its visibility and the pen (colours and attributes) are remembered across frames, so that a
//! letter typed into a field usually costs one byte. Knows nothing of what is drawn, and never asks the terminal anything.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};

use super::ansi::{self, CellStyle, CursorCell};
use super::screen;
use crate::text;

/// A run of at least this many blanks is erased with one sequence instead of being printed: below that, the sequence and
/// the move over the erased cells may cost more than the blanks.
const ERASE_FROM: u16 = 12;

/// A backend for ratatui that gathers a frame and writes it when it is flushed.
#[derive(Debug)]
pub struct FrameWriter<W: Write> {
    out: W,
    frame: Vec<u8>,
    size: Size,
    color: bool,
    /// Where the terminal's cursor is, as far as that is certain.
    place: CursorCell,
    /// Whether the terminal shows its cursor, `None` when unknown.
    shown: Option<bool>,
    /// Whether the frame begins with an empty screen, and only what is drawn from the top down has been written since.
    cleared: bool,
    /// How the terminal would draw the next letter, `None` when unknown.
    pen: Option<CellStyle>,
    /// Where the cursor has to be, and whether to be seen, when the frame ends.
    wanted: Position,
    wanted_shown: bool,
    /// Blanks in the plain style that were drawn but not yet written.
    blanks: Option<Blanks>,
}

impl<W: Write> FrameWriter<W> {
    /// Draws on `out`, a terminal of the size that the system reports. Without `color`, colours are left out and bold,
    /// underlined and the like stay.
    ///
    /// # Errors
    /// When the size cannot be found out.
    pub fn new(out: W, color: bool) -> io::Result<Self> {
        let (columns, rows) = screen::size()?;
        Ok(Self::with_size(out, Size::new(columns, rows), color))
    }

    /// As [`new`](Self::new), with the size given, in columns and rows.
    pub fn with_size(out: W, size: Size, color: bool) -> Self {
        Self {
            out,
            frame: Vec::with_capacity(16 * 1024),
            size,
            color,
            place: CursorCell::default(),
            shown: None,
            cleared: false,
            pen: None,
            wanted: Position::ORIGIN,
            wanted_shown: true,
            blanks: None,
        }
    }

    /// Takes over a new size of the terminal, in columns and rows. Ratatui notices it at the next frame, and redraws.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        // Terminals that rewrap their lines move the cursor along.
        self.place = CursorCell::default();
    }

    /// Forgets what is known of the terminal, for when somebody else has written to it. What the frame holds already is
    /// dropped with it.
    pub fn reset(&mut self) {
        self.frame.clear();
        self.blanks = None;
        self.place = CursorCell::default();
        self.shown = None;
        self.cleared = false;
        self.pen = None;
    }

    /// What the frames are written to.
    pub fn out(&self) -> &W {
        &self.out
    }

    /// What the frames are written to, for writing something else in between: whatever moves the cursor or changes the
    /// style must be followed by [`reset`](Self::reset).
    pub fn out_mut(&mut self) -> &mut W {
        &mut self.out
    }

    fn draw_cell(&mut self, x: u16, y: u16, cell: &Cell) {
        let pen = CellStyle::of(cell, self.color);
        if cell.symbol() == " " && pen.is_plain_on_blank() {
            self.add_blank(x, y);
            return;
        }
        self.write_blanks();
        self.move_to(x, y);
        self.take(pen);
        self.print(x, y, cell.symbol());
    }

    fn add_blank(&mut self, x: u16, y: u16) {
        match &mut self.blanks {
            Some(run) if run.y == y && run.x + run.count == x => run.count += 1,
            _ => {
                self.write_blanks();
                self.blanks = Some(Blanks { x, y, count: 1 });
            }
        }
    }

    fn write_blanks(&mut self) {
        let Some(Blanks { x, y, count }) = self.blanks.take() else {
            return;
        };
        self.move_to(x, y);
        let erased = count >= ERASE_FROM;
        // Terminals disagree on what an attribute does to a cell without a letter, and on how much of the pen an erased cell gets:
        // PuTTY shows dim ones as grey boxes.
        if !self
            .pen
            .is_some_and(|pen| pen == CellStyle::PLAIN || !erased && pen.is_ink_alone())
        {
            self.take(CellStyle::PLAIN);
        }
        if erased && x + count >= self.size.width {
            self.escape(format_args!("K"));
        } else if erased {
            self.escape(format_args!("{count}X"));
        } else {
            self.frame.resize(self.frame.len() + usize::from(count), b' ');
            self.place = self.place_after(x, y, count);
        }
    }

    /// Writes a symbol at the cursor's place, which is (x, y).
    fn print(&mut self, x: u16, y: u16, symbol: &str) {
        let mut chars = symbol.chars();
        let single = matches!((chars.next(), chars.next()), (Some(c), None) if !text::is_invisible(c));
        if single && symbol.cell_width() == 1 {
            self.frame.extend_from_slice(symbol.as_bytes());
            self.place = self.place_after(x, y, 1);
            return;
        }
        let safe: String = symbol.chars().filter_map(harmless).collect();
        match safe.as_str().cell_width() {
            0 => self.frame.push(b' '),
            // Would wrap into the next line.
            width if x + width > self.size.width => self.frame.extend_from_slice("\u{fffd}".as_bytes()),
            width => {
                if width > 1 && safe.chars().nth(1).is_some() {
                    // A terminal that draws this narrower would leave the old letter beside it.
                    self.frame.resize(self.frame.len() + usize::from(width), b' ');
                    self.place = CursorCell::default();
                    self.move_to(x, y);
                }
                self.frame.extend_from_slice(safe.as_bytes());
            }
        }
        // Terminals disagree on the width of all but plain letters, so the column is no longer certain. Nor is the line,
        // where the letter may have reached the edge.
        let widest = u16::try_from(2 * safe.chars().count()).unwrap_or(u16::MAX);
        let in_line = x.saturating_add(widest.max(1)) < self.size.width;
        self.place = CursorCell {
            x: None,
            y: in_line.then_some(y),
        };
    }

    fn place_after(&self, x: u16, y: u16, columns: u16) -> CursorCell {
        if x + columns < self.size.width {
            CursorCell {
                x: Some(x + columns),
                y: Some(y),
            }
        } else {
            // The terminal may wrap now or at the next letter.
            CursorCell::default()
        }
    }

    fn move_to(&mut self, x: u16, y: u16) {
        if let Some(gap) = self.empty_gap(x, y) {
            self.frame.resize(self.frame.len() + usize::from(gap), b' ');
            self.place.x = Some(x);
            return;
        }
        if self.place.write_move(&mut self.frame, (x, y), self.cleared) {
            self.place = CursorCell {
                x: Some(x),
                y: Some(y),
            };
        }
    }

    /// How many empty cells are between the cursor and a cell in its line, where blanks are the shortest way there: on a screen
    /// that was just cleared, cells that the frame passes over are empty.
    fn empty_gap(&self, x: u16, y: u16) -> Option<u16> {
        let at = self.place.x.filter(|_| self.cleared && self.place.y == Some(y))?;
        let harmless = self.pen.is_some_and(CellStyle::is_ink_alone);
        x.checked_sub(at).filter(|gap| harmless && (1..=3).contains(gap))
    }

    fn take(&mut self, pen: CellStyle) {
        if self.pen != Some(pen) {
            let codes = pen.codes_from(self.pen);
            self.escape(format_args!("{codes}m"));
            self.pen = Some(pen);
        }
    }

    /// Erases with the plain pen, since erased cells get the background of the pen.
    fn erase(&mut self, what: &str) {
        self.write_blanks();
        self.take(CellStyle::PLAIN);
        self.escape(format_args!("{what}"));
    }

    fn escape(&mut self, rest: std::fmt::Arguments<'_>) {
        ansi::escape(&mut self.frame, rest);
    }
}

impl<W: Write> Backend for FrameWriter<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        // The cells that the last wide letter covers; drawing them would cut it in half.
        let mut covered = (0, 0..0);
        for (x, y, cell) in content {
            if x >= self.size.width || y >= self.size.height || (covered.0 == y && covered.1.contains(&x)) {
                continue;
            }
            self.draw_cell(x, y, cell);
            if !cell.symbol().is_ascii() {
                covered = (y, x + 1..x.saturating_add(cell.symbol().cell_width()));
            }
        }
        self.write_blanks();
        self.cleared = false;
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.wanted_shown = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.wanted_shown = true;
        Ok(())
    }

    /// Where the cursor was last put, without asking the terminal.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.wanted)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.wanted = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        let what = match region {
            // Ratatui clears twice when the terminal gets narrower.
            ClearType::All if self.frame.ends_with(b"\x1b[2J") => return Ok(()),
            ClearType::All => "2J",
            ClearType::AfterCursor => "J",
            ClearType::BeforeCursor => "1J",
            ClearType::CurrentLine => "2K",
            ClearType::UntilNewLine => "K",
        };
        if region != ClearType::All {
            self.move_to(self.wanted.x, self.wanted.y);
        }
        self.erase(what);
        if region == ClearType::All {
            self.cleared = true;
            // It stays where it was by the standard, and somebody may have moved it.
            self.place = CursorCell::default();
        }
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    /// Puts the cursor where it has to be and writes the frame; a frame that changes nothing is not written.
    fn flush(&mut self) -> io::Result<()> {
        if self.wanted_shown {
            // An old size's place may lie outside; the terminal would put the cursor at the edge.
            let x = self.wanted.x.min(self.size.width.saturating_sub(1));
            let y = self.wanted.y.min(self.size.height.saturating_sub(1));
            self.move_to(x, y);
        }
        if self.shown != Some(self.wanted_shown) {
            self.escape(format_args!("?25{}", if self.wanted_shown { 'h' } else { 'l' }));
            self.shown = Some(self.wanted_shown);
        }
        if self.frame.is_empty() {
            return Ok(());
        }
        self.cleared = false;
        let written = self.out.write_all(&self.frame).and_then(|()| self.out.flush());
        self.frame.clear();
        if written.is_err() {
            self.reset();
        }
        written
    }
}

/// Plain blanks side by side in a line.
#[derive(Debug, Clone, Copy)]
struct Blanks {
    x: u16,
    y: u16,
    count: u16,
}

/// The character if a terminal may get it: control characters are replaced, one column for one, as ratatui counts them;
/// those without a width that hide or reorder text are left out.
fn harmless(character: char) -> Option<char> {
    if character.is_control() {
        Some('\u{fffd}')
    } else {
        (!text::is_invisible(character)).then_some(character)
    }
}
