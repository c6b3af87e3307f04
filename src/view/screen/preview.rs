//! The preview: the very document that will be sent, the focused field's line marked.

use super::{Canvas, areas};
use crate::app::Page;
use crate::app::blocks::Role;
use crate::app::frame::TextExtent;
use crate::customer::Slot;
use crate::customer::request::RequestFormat;
use crate::text::layout;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Draws the request; gives back its extent where it scrolls.
pub fn draw(canvas: &Canvas, area: Rect, frame: &mut Frame) -> Option<TextExtent> {
    let model = canvas.model();
    let has_keys = matches!(model.page(), Page::Preview(_));
    let title = format!(
        "{} {} {}",
        model.locale.texts().title_preview(),
        canvas.glyphs.dot,
        model.preview.form.name()
    );
    let inner = canvas.pane(&title, has_keys, area, frame);
    let (lines, focus) = lines(canvas, usize::from(inner.width.saturating_sub(1)));
    if has_keys {
        return Some(canvas.scrolled(lines, None, 0, inner, frame));
    }
    let first = around(focus, lines.len(), usize::from(inner.height));
    areas::put(lines.into_iter().skip(first), inner, frame);
    None
}

/// The first of so many lines to show on so many rows so that this one is in the middle, or all are seen.
fn around(line: usize, lines: usize, rows: usize) -> usize {
    line.saturating_sub(rows / 2).min(lines.saturating_sub(rows))
}

/// Method, URL and the body's size, in the lower border: after the border of the pane below.
pub fn draw_footer(canvas: &Canvas, area: Rect, frame: &mut Frame) {
    let model = canvas.model();
    let size = format!(" {} {} B ", canvas.glyphs.dot, model.form.payload().text().len());
    let room = area
        .width
        .saturating_sub(4 + u16::try_from(size.len()).unwrap_or(u16::MAX));
    let line = format!(
        " POST {}{size}",
        canvas.fit(&model.settings.url, room.saturating_sub(6))
    );
    let line = Span::raw(line);
    let width = u16::try_from(line.width())
        .unwrap_or(area.width)
        .min(area.width.saturating_sub(2));
    let at = Rect {
        x: area.x + 1,
        y: area.bottom() - 1,
        width,
        height: 1,
    };
    frame.render_widget(line, at);
}

fn lines(canvas: &Canvas, columns: usize) -> (Vec<Line<'static>>, usize) {
    let model = canvas.model();
    if model.preview.form != RequestFormat::Json {
        let text = model.preview_text();
        let lines = layout::wrap(&text, columns)
            .into_iter()
            .map(|line| Line::from(format!(" {line}")));
        return (lines.collect(), 0);
    }
    let payload = model.form.payload();
    let mut lines = Vec::new();
    let mut focus = 0;
    for (line, slot) in payload.text().lines().zip(payload.lines()) {
        let marked = slot.is_some_and(|slot| is_same_field(slot, model.form.focus()));
        if marked {
            focus = lines.len();
        }
        coloured(canvas, line, marked, columns, &mut lines);
    }
    (lines, focus)
}

/// The name of a custom field is on the line of its value.
fn is_same_field(slot: Slot, focus: Slot) -> bool {
    slot.field == focus.field && slot.row == focus.row
}

/// Colours the key and the literal of a line, and breaks it where it is too wide.
fn coloured(canvas: &Canvas, line: &str, marked: bool, columns: usize, lines: &mut Vec<Line<'static>>) {
    let key_end = key_end(line);
    let value = line[key_end..].trim_start_matches([':', ' ']);
    let literal = value.starts_with(|first: char| first.is_ascii_alphanumeric());
    let mut at = 0;
    for piece in layout::wrap(line, columns) {
        let mark = if marked && at == 0 {
            canvas.glyphs.marker
        } else {
            " "
        };
        let in_key = key_end.saturating_sub(at).min(piece.len());
        let (key, rest) = piece.split_at(in_key);
        let rest = if literal {
            canvas.span(rest, Role::JsonLiteral)
        } else {
            Span::raw(rest.to_owned())
        };
        lines.push(Line::from(vec![
            Span::raw(mark),
            canvas.span(key, Role::JsonKey),
            rest,
        ]));
        at += piece.len();
    }
}

/// Where the key of a line of the document ends; 0 where the line has none.
fn key_end(line: &str) -> usize {
    let Some(start) = line.find('"') else { return 0 };
    let mut escaped = false;
    for (at, character) in line.char_indices().skip_while(|(at, _)| *at <= start) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => {
                return if line[at + 1..].starts_with(": ") {
                    at + 1
                } else {
                    0
                };
            }
            _ => {}
        }
    }
    0
}
