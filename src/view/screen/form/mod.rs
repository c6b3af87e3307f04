//! The form: the fields in rows, each with a well that shows where its value is.

mod rows;

use super::frame::Frame;
use super::screen_layout::Pane;
use super::{Canvas, areas, readback};
use crate::app::FrameFacts;
use crate::app::blocks::Role;
use crate::app::label::REQUIRED;
use crate::app::suggestion::suggestion;
use crate::customer::{FieldKind, Slot};
use crate::text::{layout, visible};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use rows::{Cell, FormRow, FormRows, MARKS, RemarkLine, first_well};

use std::borrow::Cow;

/// Rows that the note takes at most.
const NOTE_ROWS: usize = 4;

/// Draws the fields, so that the section in focus begins at the top if it can; gives back where they are, and which value is
/// proposed.
pub fn draw(canvas: &Canvas, pane: Pane, frame: &mut Frame) -> FrameFacts {
    let mut drawn = FrameFacts::default();
    let model = canvas.model();
    let title = canvas.context.texts().title_form();
    canvas.head(&title, model.page().is_form(), pane.head, frame);
    // A column apart from the line beside it.
    let area = Rect {
        width: pane.body.width.saturating_sub(1),
        ..pane.body
    };
    let rows = FormRows::of(canvas, usize::from(area.width));
    let first = first_row(canvas, &rows, usize::from(area.height));
    let shown = rows.lines.iter().skip(first).take(usize::from(area.height));
    for (y, row) in (area.y..).zip(shown) {
        let line = Rect { y, height: 1, ..area };
        match row {
            FormRow::Title(section) => draw_title(canvas, *section, line, frame),
            FormRow::Cells(cells, remark) => {
                for cell in &rows.cells[cells.clone()] {
                    draw_cell(canvas, cell, line, &mut drawn, frame);
                }
                if let Some(remark) = remark {
                    draw_remark(canvas, remark, line, frame);
                }
            }
            FormRow::Note(slot, part) => {
                drawn.hit_areas.note(line.x..line.right(), y, *slot);
                draw_note(canvas, *slot, *part, line, frame);
            }
            FormRow::Remark(remark) => {
                drawn.hit_areas.note(line.x..line.right(), y, remark.slot);
                draw_remark(canvas, remark, line, frame);
            }
        }
    }
    readback::draw(canvas, area, frame);
    drawn
}

/// The first row to show. Sections are paged: those that fit on the screen together stay there while the focus is in one of
/// them, so that little moves.
fn first_row(canvas: &Canvas, rows: &FormRows, height: usize) -> usize {
    let form = &canvas.model().form;
    let here = form.section(&canvas.model().rule_context);
    let count = rows.lines.len();
    let titles = rows.lines.iter().enumerate().filter_map(|(at, row)| match row {
        FormRow::Title(section) => Some((at, *section)),
        _ => None,
    });
    let titles: Vec<(usize, usize)> = titles.collect();
    let mut top = 0;
    for (number, (at, section)) in titles.iter().enumerate() {
        let end = titles.get(number + 1).map_or(count, |(next, _)| *next);
        if end - top > height {
            top = *at;
        }
        if *section == here {
            break;
        }
    }
    let is_focus = |row: &FormRow| rows.is_about(row, form.focus());
    let focus = rows.lines.iter().rposition(is_focus);
    let top = top.min(count.saturating_sub(height));
    // Behind the focus one more row is kept in sight, so that it shows where Tab leads.
    top.max((focus.unwrap_or(0) + 2).min(count).saturating_sub(height))
}

fn draw_title(canvas: &Canvas, section: usize, line: Rect, frame: &mut Frame) {
    let rule = canvas.glyphs.line;
    let room = line.width.saturating_sub(3);
    let model = canvas.model();
    let title = &model.rule_context.layout().sections()[section].title;
    let title = canvas.fit(&title.text(&model.locale), room);
    let title = Line::from(vec![
        Span::raw(format!("{rule}{rule} ")),
        canvas.span(title, Role::Heading),
    ]);
    areas::put([title], line, frame);
}

/// A part of a line, from a column on.
fn part(line: Rect, x: usize, columns: usize) -> Rect {
    let at = u16::try_from(x).unwrap_or(u16::MAX).min(line.width);
    let columns = u16::try_from(columns).unwrap_or(u16::MAX);
    Rect {
        x: line.x + at,
        width: columns.min(line.width - at),
        ..line
    }
}

fn draw_cell(canvas: &Canvas, cell: &Cell, line: Rect, drawn: &mut FrameFacts, frame: &mut Frame) {
    let area = part(line, cell.x, cell.end() - cell.x);
    drawn.hit_areas.note(area.x..area.right(), line.y, cell.slot);
    draw_label(canvas, cell.slot, &cell.label, area, cell.well - cell.x, frame);
    let value = draw_well(part(line, cell.well, cell.value + 2), frame);
    if canvas.model().form.focus() == cell.slot {
        draw_editor(canvas, value, drawn, frame);
    } else {
        put_value(canvas, cell.slot, value, frame);
    }
}

/// Draws the marks of a field and its label, in so many columns.
fn draw_label(canvas: &Canvas, slot: Slot, label: &str, area: Rect, columns: usize, frame: &mut Frame) {
    let model = canvas.model();
    let focused = model.form.focus() == slot;
    let mark = if focused { canvas.glyphs.marker } else { " " };
    let held = if model.held.contains(&slot) { "=" } else { " " };
    let room = columns.saturating_sub(MARKS);
    let label = fit_label(label, room, canvas.glyphs.cut);
    let (label, style) = if focused {
        (layout::pad(&label, room).into(), canvas.style(Role::Chosen))
    } else {
        (label, Style::new())
    };
    let marks = [mark, held].map(|mark| (mark, Style::new()));
    frame.put(marks.into_iter().chain([(&*label, style)]), area);
}

/// A label in so many columns: where it is too long, its words are cut, and never the mark of what is required.
fn fit_label<'a>(label: &'a str, columns: usize, cut: &str) -> Cow<'a, str> {
    if layout::width(label) <= columns {
        return Cow::Borrowed(label);
    }
    let mark = if label.ends_with(REQUIRED) { REQUIRED } else { "" };
    let words = label.strip_suffix(mark).unwrap_or(label);
    let words = layout::fit(words, columns.saturating_sub(mark.len()), cut);
    Cow::Owned(format!("{words}{mark}"))
}

/// Draws the edges of a well; gives back what is between them.
fn draw_well(area: Rect, frame: &mut Frame) -> Rect {
    let columns = area.width.saturating_sub(2);
    let end = part(area, usize::from(columns) + 1, 1);
    for (edge, place) in [("[", area), ("]", end)] {
        frame.put([(edge, Style::new())], place);
    }
    Rect {
        x: area.x + 1,
        width: columns,
        ..area
    }
}

/// Draws the text that is being edited, with what is proposed for it, and the cursor.
fn draw_editor(canvas: &Canvas, area: Rect, drawn: &mut FrameFacts, frame: &mut Frame) {
    let editor = canvas.model().form.editor();
    let (shown, cursor) = layout::under_cursor(editor.text(), editor.before(), usize::from(area.width));
    let room = area
        .width
        .saturating_sub(u16::try_from(layout::width(&shown)).unwrap_or(u16::MAX));
    let proposed = proposal(canvas, room);
    let words = proposed.map(|value| proposal_words(editor.text(), value));
    let words = canvas.span(words.unwrap_or_default(), Role::Dim);
    drawn.proposed.push_str(proposed.unwrap_or_default());
    areas::put([Line::from(vec![shown.into(), words])], area, frame);
    place_cursor(canvas, area, cursor);
}

/// The value that the program proposes for the text in focus, if there is room for all of it: one that is cut says what it is
/// not.
fn proposal<'a>(canvas: &Canvas<'a>, columns: u16) -> Option<&'a str> {
    let typed = canvas.model().form.editor().text();
    let fits = |value: &&str| layout::width(&proposal_words(typed, value)) <= usize::from(columns);
    suggestion(canvas.model()).filter(fits)
}

/// How the text goes on, or the whole value where that begins otherwise; in brackets, for a terminal may show no dim letters.
fn proposal_words(typed: &str, value: &str) -> String {
    match value.strip_prefix(typed) {
        Some(rest) => format!("[{rest}]"),
        None => format!(" [{value}]"),
    }
}

fn put_value(canvas: &Canvas, slot: Slot, area: Rect, frame: &mut Frame) {
    let model = canvas.model();
    let typed = model.form.card().get(slot);
    if !typed.is_empty() {
        frame.put([(&*canvas.fit(typed, area.width), Style::new())], area);
    } else if slot.field.field().kind == FieldKind::Flag {
        let unset = model.locale.texts().flag_unset();
        frame.put([(&*unset, canvas.style(Role::Dim))], area);
    }
}

fn draw_remark(canvas: &Canvas, remark: &RemarkLine, line: Rect, frame: &mut Frame) {
    if !remark.faded {
        let area = part(line, remark.x, usize::MAX);
        areas::put(
            [canvas.span(remark.words.clone(), remark.role).into()],
            area,
            frame,
        );
    }
}

/// Draws one line of the note: around the cursor if it is being edited, from its beginning otherwise.
fn draw_note(canvas: &Canvas, slot: Slot, number: usize, line: Rect, frame: &mut Frame) {
    let form = &canvas.model().form;
    let label = canvas.model().form_label(slot);
    let label = visible(&label);
    let well = first_well(&label, usize::from(line.width));
    if number == 0 {
        draw_label(canvas, slot, &label, line, well, frame);
    }
    let area = draw_well(part(line, well, usize::MAX), frame);
    let focused = form.focus() == slot;
    let columns = usize::from(area.width.saturating_sub(1));
    let lines = layout::wrap(form.card().get(slot), columns);
    let before = layout::wrap(if focused { form.editor().before() } else { "" }, columns);
    let cursor_row = before.len() - 1;
    let first = (cursor_row + 1).saturating_sub(NOTE_ROWS);
    if let Some(line) = lines.get(first + number) {
        let more = number + 1 == NOTE_ROWS && lines.len() > first + NOTE_ROWS;
        let line = if more && !focused {
            format!("{line} {}", canvas.glyphs.cut)
        } else {
            line.clone()
        };
        areas::put([Line::raw(canvas.fit(&line, area.width))], area, frame);
    }
    if focused && cursor_row == first + number {
        place_cursor(canvas, area, layout::width(&before[cursor_row]));
    }
}

fn place_cursor(canvas: &Canvas, area: Rect, column: usize) {
    if canvas.is_typing() {
        canvas.put_cursor(area, (0, column));
    }
}

#[cfg(test)]
mod tests {
    use super::fit_label;

    #[test]
    fn the_mark_of_what_is_required_is_never_cut() {
        for (label, columns, expected) in [
            ("Nazwisko *", 16, "Nazwisko *"),
            ("Nazwisko, firma *", 17, "Nazwisko, firma *"),
            ("Nazwisko, firma *", 16, "Nazwisko, fir… *"),
            ("Nazwisko, firma", 14, "Nazwisko, fir…"),
        ] {
            assert_eq!(fit_label(label, columns, "…"), expected);
        }
    }
}
