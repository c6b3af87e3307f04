//! The preview: the very document that will be sent, the focused field's line marked.

use super::frame::Frame;
use super::screen_layout::Pane;
use super::{Canvas, areas};
use crate::app::Page;
use crate::app::blocks::Role;
use crate::app::frame::TextExtent;
use crate::customer::Slot;
use crate::customer::request::RequestFormat;
use crate::text::{layout, visible};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// The columns of the URL that are to be seen at least.
const URL: usize = 10;

/// Draws the request; gives back its extent where it scrolls.
pub fn draw(canvas: &Canvas, pane: Pane, frame: &mut Frame) -> Option<TextExtent> {
    let has_keys = matches!(canvas.model().page(), Page::Preview(_));
    draw_head(canvas, has_keys, pane.head, frame);
    let area = pane.body;
    let (lines, focus) = lines(canvas, usize::from(area.width.saturating_sub(1)));
    if has_keys {
        return Some(canvas.scrolled(lines, None, 0, area, frame));
    }
    let first = around(focus, lines.len(), usize::from(area.height));
    areas::put(lines.into_iter().skip(first), area, frame);
    None
}

/// The first of so many lines to show on so many rows so that this one is in the middle, or all are seen.
fn around(line: usize, lines: usize, rows: usize) -> usize {
    line.saturating_sub(rows / 2).min(lines.saturating_sub(rows))
}

/// The form of the request, method, URL and the body's size, above the preview. Where there is little room, the URL is cut.
fn draw_head(canvas: &Canvas, has_keys: bool, rule: Rect, frame: &mut Frame) {
    let model = canvas.model();
    let dot = canvas.glyphs.dot;
    let room = usize::from(rule.width.saturating_sub(2));
    let size = format!("{dot} {} B", model.form.payload().text().len());
    let format = model.preview.form.name();
    let words = format!(
        "{} {dot} {format} {dot} POST",
        model.locale.texts().title_preview()
    );
    let least = format!("{format} {dot} POST");
    let url = &model.settings.url;
    let left = |words: &str| room.saturating_sub(layout::width(words) + layout::width(&size) + 2);
    let words = if left(&words) >= URL { words } else { least };
    let title = format!("{words} {} {size}", end_of(url, left(&words), canvas.glyphs.cut));
    canvas.head(&title, has_keys, rule, frame);
}

/// The end of a URL, which says more than its beginning, in at most so many columns.
fn end_of(url: &str, columns: usize, cut: &str) -> String {
    let url = visible(url);
    if layout::width(&url) <= columns {
        return url.into_owned();
    }
    let room = columns.saturating_sub(layout::width(cut));
    let mut start = url.len();
    for (byte, _) in url.char_indices().rev() {
        if layout::width(&url[byte..]) > room {
            break;
        }
        start = byte;
    }
    format!("{cut}{}", &url[start..])
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
    let focused = model.form.focus();
    let mut lines = Vec::new();
    let mut focus = 0;
    for (line, slot) in payload.text().lines().zip(payload.lines()) {
        let marked = slot.is_some_and(|slot| is_same_field(slot, focused));
        // Where the field is empty, its line would be behind the last of those before it.
        if marked || slot.is_some_and(|slot| slot.field < focused.field) {
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
