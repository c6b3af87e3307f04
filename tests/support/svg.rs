//! A frame as an SVG picture: a `text` for each run of one style, held to its columns by `textLength`.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

const COLUMN: u16 = 9;
const ROW: u16 = 19;
const INK: &str = "#d8dee9";
const PAPER: &str = "#1d2129";

/// The picture of a frame, with its cursor.
pub fn render(buffer: &Buffer, cursor: Option<(u16, u16)>) -> String {
    let mut svg = head(buffer);
    svg.extend(pieces(buffer));
    svg.extend(cursor.map(block));
    svg.push_str("</svg>\n");
    svg
}

/// The beginning of a picture as large as this frame, up to its ground.
pub fn head(buffer: &Buffer) -> String {
    let (width, height) = (buffer.area.width * COLUMN + 20, buffer.area.height * ROW + 20);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"15\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{PAPER}\"/>\n"
    )
}

/// What is drawn on the ground: a piece for each run of one style that is more than blank.
pub fn pieces(buffer: &Buffer) -> Vec<String> {
    let mut pieces = Vec::new();
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let mut piece = String::new();
            x = run(buffer, x, y, &mut piece);
            pieces.push(piece);
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The cursor at a column and a row.
pub fn block((x, y): (u16, u16)) -> String {
    let (x, y) = (10 + x * COLUMN, 10 + y * ROW);
    format!(
        "<rect x=\"{x}\" y=\"{y}\" width=\"{COLUMN}\" height=\"{ROW}\" fill=\"{INK}\" fill-opacity=\"0.5\"/>\n"
    )
}

/// Draws the cells from here on that have one style; gives back where the next run begins.
fn run(buffer: &Buffer, start: u16, y: u16, svg: &mut String) -> u16 {
    let style = buffer[(start, y)].style();
    let mut text = String::new();
    let mut x = start;
    // Behind a gap the text begins again, at its own column: not every viewer heeds `textLength`.
    while x < buffer.area.width && buffer[(x, y)].style() == style && !text.ends_with("  ") {
        let symbol = buffer[(x, y)].symbol();
        text.push_str(symbol);
        x += u16::try_from(symbol.width().max(1)).unwrap();
    }
    let (ink, paper) = colours(&buffer[(start, y)]);
    let (left, top, width) = (10 + start * COLUMN, 10 + y * ROW, (x - start) * COLUMN);
    if paper != PAPER {
        let _ = writeln!(
            svg,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{ROW}\" fill=\"{paper}\"/>"
        );
    }
    if text.trim().is_empty() {
        return x;
    }
    let decoration = if buffer[(start, y)].modifier.contains(Modifier::UNDERLINED) {
        " text-decoration=\"underline\""
    } else {
        ""
    };
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let base = top + 14;
    let _ = writeln!(
        svg,
        "<text x=\"{left}\" y=\"{base}\" textLength=\"{width}\" xml:space=\"preserve\" fill=\"{ink}\"{decoration}>{text}</text>"
    );
    x
}

fn colours(cell: &Cell) -> (&'static str, &'static str) {
    let (ink, paper) = (colour(cell.fg, INK), colour(cell.bg, PAPER));
    if cell.modifier.contains(Modifier::REVERSED) {
        (paper, ink)
    } else {
        (ink, paper)
    }
}

fn colour(colour: Color, otherwise: &'static str) -> &'static str {
    match colour {
        Color::Reset => otherwise,
        Color::Black => "#15181e",
        Color::White => "#ffffff",
        Color::Red => "#b02a37",
        Color::LightGreen => "#98c379",
        Color::LightYellow => "#e5c07b",
        other => panic!("the pictures have no colour for {other}"),
    }
}
