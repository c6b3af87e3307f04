//! Ratatui on our backend with a terminal emulator behind it, and the comparison of the two screens.

use std::io::{self, Write};
use std::num::NonZeroU16;

use kartoteka::tty::backend::FrameWriter;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Size;
use ratatui::style::{Color, Modifier, Style};

pub const SIZE: Size = Size { width: 40, height: 8 };

/// Keeps what was written, and how often.
#[derive(Default)]
pub struct Log {
    pub bytes: Vec<u8>,
    pub writes: usize,
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        self.writes += 1;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A ratatui terminal whose bytes go to an emulator.
pub struct Rig {
    pub terminal: Terminal<FrameWriter<Log>>,
    pub emulator: vt100::Parser,
}

impl Rig {
    pub fn new(color: bool) -> Self {
        let backend = FrameWriter::with_size(Log::default(), SIZE, color);
        Self {
            terminal: Terminal::new(backend).unwrap(),
            emulator: vt100::Parser::new(nonzero(SIZE.height), nonzero(SIZE.width), 0),
        }
    }

    /// Draws a frame; gives the frame and what was written for it.
    pub fn draw(&mut self, cells: &[Put], cursor: Option<(u16, u16)>) -> (Buffer, Vec<u8>) {
        let frame = self.terminal.draw(|frame| {
            for put in cells {
                put.draw(frame.buffer_mut());
            }
            if let Some(cursor) = cursor {
                frame.set_cursor_position(cursor);
            }
        });
        let buffer = frame.unwrap().buffer.clone();
        let log = std::mem::take(self.terminal.backend_mut().out_mut());
        assert!(log.writes <= 1, "one write a frame");
        self.emulator.process(&log.bytes);
        (buffer, log.bytes)
    }

    pub fn assert_shows(&self, buffer: &Buffer, cursor: Option<(u16, u16)>) -> Result<(), TestCaseError> {
        let screen = self.emulator.screen();
        let mut covered = 0;
        for y in 0..SIZE.height {
            for x in 0..SIZE.width {
                let shown = screen.cell(y, x).unwrap();
                if covered > 0 {
                    covered -= 1;
                    continue;
                }
                let cell = &buffer[(x, y)];
                covered = cell.cell_width().max(1) - 1;
                let text = if shown.has_contents() {
                    shown.contents()
                } else {
                    " "
                };
                prop_assert_eq!(text, cell.symbol(), "the text at {},{}", x, y);
                prop_assert_eq!(
                    seen_in_emulator(shown),
                    seen_in_buffer(cell),
                    "the style at {},{}",
                    x,
                    y
                );
            }
        }
        prop_assert_eq!(screen.hide_cursor(), cursor.is_none());
        if let Some((x, y)) = cursor {
            prop_assert_eq!(screen.cursor_position(), (y, x));
        }
        Ok(())
    }
}

/// What a person sees of a cell's style; on a blank, the letter's colour and weight are not seen unless the blank is
/// underlined or reversed.
type Seen = (vt100::Color, vt100::Color, [bool; 5]);

fn seen(blank: bool, (fg, bg, [bold, dim, italic, underlined, reversed]): Seen) -> Seen {
    if blank && !underlined && !reversed {
        (vt100::Color::Default, bg, [false; 5])
    } else {
        (fg, bg, [bold, dim, italic, underlined, reversed])
    }
}

fn seen_in_emulator(cell: &vt100::Cell) -> Seen {
    let blank = matches!(cell.contents(), "" | " ");
    let attributes = [
        cell.bold(),
        cell.dim(),
        cell.italic(),
        cell.underline(),
        cell.inverse(),
    ];
    seen(blank, (cell.fgcolor(), cell.bgcolor(), attributes))
}

fn seen_in_buffer(cell: &Cell) -> Seen {
    let all = [
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::ITALIC,
        Modifier::UNDERLINED,
        Modifier::REVERSED,
    ];
    let attributes = all.map(|one| cell.modifier.contains(one));
    seen(
        cell.symbol() == " ",
        (emulated(cell.fg), emulated(cell.bg), attributes),
    )
}

fn emulated(color: Color) -> vt100::Color {
    match color {
        Color::Reset => vt100::Color::Default,
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        named => {
            let index = NAMED.iter().position(|one| *one == named).unwrap();
            vt100::Color::Idx(u8::try_from(index).unwrap())
        }
    }
}

/// In the order of their numbers in the palette.
pub const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// A text put on the screen; letters that would pass the right edge are left out, as ratatui does.
#[derive(Debug, Clone)]
pub struct Put {
    pub x: u16,
    pub y: u16,
    pub text: String,
    pub style: Style,
}

impl Put {
    pub fn draw(&self, buffer: &mut Buffer) {
        // A wide letter that would be cut in half goes: ratatui does not draw what lies on its other half.
        if let Some(left) = self.x.checked_sub(1).map(|x| &mut buffer[(x, self.y)])
            && left.cell_width() > 1
        {
            left.set_symbol(" ");
        }
        let room = usize::from(SIZE.width - self.x);
        buffer.set_stringn(self.x, self.y, &self.text, room, self.style);
    }
}

pub fn put(x: u16, y: u16, text: &str, style: impl Into<Style>) -> Put {
    Put {
        x,
        y,
        text: text.into(),
        style: style.into(),
    }
}

pub fn nonzero(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}
