//! The shortest control sequences from one state of the terminal to another: the cursor's place and the pen.

use std::io::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What shows on a cell that has no letter.
const SEEN_ON_BLANK: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// Each attribute with the code that switches it on and the one that switches it off.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// How letters are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CellStyle {
    fg: Color,
    bg: Color,
    attributes: Modifier,
}

impl CellStyle {
    /// The terminal's own colours and no attribute.
    pub const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        attributes: Modifier::empty(),
    };

    /// The pen for a cell, without its colours unless `color`.
    pub fn of(cell: &Cell, color: bool) -> Self {
        let (fg, bg) = if color {
            (cell.fg, cell.bg)
        } else {
            (Color::Reset, Color::Reset)
        };
        Self {
            fg,
            bg,
            attributes: cell.modifier,
        }
    }

    /// Whether a blank drawn with it looks like one drawn with the plain pen.
    pub fn is_plain_on_blank(self) -> bool {
        self.bg == Color::Reset && !self.attributes.intersects(SEEN_ON_BLANK)
    }

    /// Whether it differs from the plain pen in the colour of the letters alone, which a blank does not have.
    pub fn is_ink_alone(self) -> bool {
        self.bg == Color::Reset && self.attributes.is_empty()
    }

    /// The shortest SGR parameters from another pen to this one; from an unknown pen, by way of the plain one.
    pub fn codes_from(self, other: Option<Self>) -> String {
        let mut reset = String::new();
        if self != Self::PLAIN {
            reset.push('0');
            self.push_changes(Self::PLAIN, &mut reset);
        }
        if let Some(other) = other {
            let mut changes = String::new();
            self.push_changes(other, &mut changes);
            if changes.len() < reset.len() {
                return changes;
            }
        }
        reset
    }

    fn push_changes(self, other: Self, codes: &mut String) {
        let mut kept = other.attributes;
        for (attribute, _, off) in ATTRIBUTES {
            if kept.contains(attribute) && !self.attributes.contains(attribute) {
                push(codes, &off.to_string());
                // The code may switch off two attributes.
                for (sibling, ..) in ATTRIBUTES.iter().filter(|row| row.2 == off) {
                    kept.remove(*sibling);
                }
            }
        }
        for (attribute, on, _) in ATTRIBUTES {
            if self.attributes.contains(attribute) && !kept.contains(attribute) {
                push(codes, &on.to_string());
            }
        }
        if self.fg != other.fg {
            push(codes, &color_code(self.fg, 30));
        }
        if self.bg != other.bg {
            push(codes, &color_code(self.bg, 40));
        }
    }
}

fn push(codes: &mut String, code: &str) {
    if !codes.is_empty() {
        codes.push(';');
    }
    codes.push_str(code);
}

/// The parameters for a colour; `base` is 30 for the letter, 40 for what is behind it.
fn color_code(color: Color, base: u8) -> String {
    let bright = base + 60;
    let code = match color {
        Color::Reset => base + 9,
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::DarkGray => bright,
        Color::LightRed => bright + 1,
        Color::LightGreen => bright + 2,
        Color::LightYellow => bright + 3,
        Color::LightBlue => bright + 4,
        Color::LightMagenta => bright + 5,
        Color::LightCyan => bright + 6,
        Color::White => bright + 7,
        Color::Indexed(index) => return format!("{};5;{index}", base + 8),
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", base + 8),
    };
    code.to_string()
}

/// The column and the line of the cursor from 0, each `None` when unknown.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CursorCell {
    pub x: Option<u16>,
    pub y: Option<u16>,
}

impl CursorCell {
    /// Appends the shortest move to (x, y), and returns whether one was needed. Line feeds are used if the place is `certain`: were
    /// the cursor elsewhere, because somebody else has written to the terminal, they could scroll the screen.
    pub fn write_move(self, frame: &mut Vec<u8>, (x, y): (u16, u16), certain: bool) -> bool {
        if self.x == Some(x) && self.y == Some(y) {
            return false;
        }
        let direct = |out: &mut Vec<u8>| write_address(out, (x, y));
        let Some(from) = self.y else {
            direct(frame);
            return true;
        };
        let relative = |out: &mut Vec<u8>| {
            write_steps(out, from, y, b'A', b'B');
            write_column(out, self.x, x);
        };
        match y.checked_sub(from).filter(|down| certain && *down > 0) {
            Some(down) => write_shorter(
                frame,
                |out| write_shorter(out, direct, relative),
                |out| write_line_feeds(out, down, x),
            ),
            None => write_shorter(frame, direct, relative),
        }
        true
    }
}

/// Appends the shorter one of two sequences; the first, where they are as long.
fn write_shorter(out: &mut Vec<u8>, first: impl FnOnce(&mut Vec<u8>), second: impl FnOnce(&mut Vec<u8>)) {
    let begin = out.len();
    first(out);
    let middle = out.len();
    second(out);
    let end = out.len();
    if end - middle < middle - begin {
        out.copy_within(middle..end, begin);
        out.truncate(begin + end - middle);
    } else {
        out.truncate(middle);
    }
}

/// The way to a cell, wherever the cursor is.
fn write_address(out: &mut Vec<u8>, (x, y): (u16, u16)) {
    out.extend_from_slice(b"\x1b[");
    if y > 0 {
        write_number(out, y + 1);
    }
    if x > 0 {
        out.push(b';');
        write_number(out, x + 1);
    }
    out.push(b'H');
}

/// The way down by line feeds. A terminal may be set up to return to the first column with each of them, so the column is said
/// whatever it was.
fn write_line_feeds(out: &mut Vec<u8>, down: u16, x: u16) {
    out.resize(out.len() + usize::from(down), b'\n');
    write_column(out, None, x);
}

/// The shortest way to a column within the line.
fn write_column(out: &mut Vec<u8>, from: Option<u16>, to: u16) {
    let direct = |out: &mut Vec<u8>| {
        if to == 0 {
            out.push(b'\r');
        } else {
            out.extend_from_slice(b"\x1b[");
            write_number(out, to + 1);
            out.push(b'G');
        }
    };
    match from {
        None => direct(out),
        Some(from) if from == to => {}
        Some(from) => write_shorter(out, direct, |out| {
            // Up to three backspaces are no longer than the sequence.
            if to < from && from - to <= 3 {
                out.resize(out.len() + usize::from(from - to), 8);
            } else {
                write_steps(out, from, to, b'D', b'C');
            }
        }),
    }
}

fn write_steps(out: &mut Vec<u8>, from: u16, to: u16, back: u8, forth: u8) {
    let steps = from.abs_diff(to);
    if steps == 0 {
        return;
    }
    out.extend_from_slice(b"\x1b[");
    if steps > 1 {
        write_number(out, steps);
    }
    out.push(if to < from { back } else { forth });
}

/// Appends a number in digits. By hand, for the formatting of the standard library costs more than all else here.
fn write_number(out: &mut Vec<u8>, number: u16) {
    if number >= 10 {
        write_number(out, number / 10);
    }
    out.push(b'0' + u8::try_from(number % 10).unwrap_or_default());
}

/// Appends a control sequence, given without its introducer.
pub(crate) fn escape(out: &mut Vec<u8>, rest: std::fmt::Arguments<'_>) {
    // Writing to memory cannot fail.
    let _ = write!(out, "\x1b[{rest}");
}
