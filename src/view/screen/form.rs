//! The list of sections and the form.

use super::theme;
use super::{Canvas, areas, readback};
use crate::app::blocks::Role;
use crate::app::form::SectionState;
use crate::app::suggestion::suggestion;
use crate::app::{FrameFacts, Remark};
use crate::customer::{FieldKind, Slot};
use crate::text::layout;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Columns from the pane's edge to the value: the focus mark and the label.
const LABEL: u16 = 20;
/// Rows that the note takes.
const NOTE_ROWS: usize = 4;

/// Draws the sections with their states.
pub fn draw_sections(canvas: &Canvas, area: Rect, frame: &mut Frame) {
    let model = canvas.model();
    let inner = canvas.pane(&model.locale.texts().title_sections(), false, area, frame);
    let (context, focused) = (&model.rule_context, model.form.section(&model.rule_context));
    let sections = model.form.sections(context).into_iter();
    let lines = sections.enumerate().map(|(place, section)| {
        let here = section.number == focused;
        let mark = if here { canvas.glyphs.marker } else { " " };
        let room = inner.width.saturating_sub(6);
        let title = context.layout().sections()[section.number]
            .title
            .short(&model.locale);
        let label = format!("{mark}{} {}", place + 1, canvas.fit(&title, room));
        let label = layout::pad(&label, usize::from(inner.width).saturating_sub(3));
        let label = if here {
            canvas.span(label, Role::Focus)
        } else {
            Span::raw(label)
        };
        let state = match model.form.section_state(section.number, context) {
            SectionState::Empty => canvas.span(canvas.glyphs.empty, Role::Dim),
            SectionState::Filled => canvas.span(canvas.glyphs.filled, Role::Usual),
            SectionState::Errors(count) => canvas.span(format!("{count}!"), Role::Error),
            SectionState::Warnings(count) => canvas.span(format!("{count}?"), Role::Warning),
        };
        Line::from(vec![label, Span::raw(" "), state])
    });
    areas::put(lines, inner, frame);
}

/// One line of the form.
#[derive(Clone, Copy)]
enum Row {
    /// The title of the section of this number.
    Title(usize),
    /// The slot, and which of its lines.
    Slot(Slot, usize),
}

/// Draws the fields, so that the section in focus begins at the top if it can; gives back where they are, and which value is
/// proposed.
pub fn draw(canvas: &Canvas, area: Rect, frame: &mut Frame) -> FrameFacts {
    let mut drawn = FrameFacts::default();
    let model = canvas.model();
    let has_keys = model.page().is_form();
    let inner = canvas.pane(&model.locale.texts().title_form(), has_keys, area, frame);
    let rows = rows(canvas);
    let first = first_row(canvas, &rows, usize::from(inner.height));
    let shown = rows.iter().skip(first).take(usize::from(inner.height));
    for (y, row) in (inner.y..).zip(shown) {
        let line = Rect {
            y,
            height: 1,
            ..inner
        };
        match *row {
            Row::Title(section) => draw_title(canvas, section, line, frame),
            Row::Slot(slot, part) => {
                drawn.hit_areas.note(line.x..line.right(), y, slot);
                let proposed = draw_slot(canvas, slot, part, line, frame);
                drawn.proposed.push_str(proposed.unwrap_or_default());
            }
        }
    }
    readback::draw(canvas, inner, frame);
    drawn
}

fn rows(canvas: &Canvas) -> Vec<Row> {
    let model = canvas.model();
    let mut rows = Vec::new();
    for section in model.form.sections(&model.rule_context) {
        rows.push(Row::Title(section.number));
        for slot in section.slots {
            let height = if slot.field.field().kind == FieldKind::Lines {
                NOTE_ROWS
            } else {
                1
            };
            rows.extend((0..height).map(|part| Row::Slot(slot, part)));
        }
    }
    rows
}

fn first_row(canvas: &Canvas, rows: &[Row], height: usize) -> usize {
    let form = &canvas.model().form;
    let here = form.section(&canvas.model().rule_context);
    let title = rows
        .iter()
        .position(|row| matches!(row, Row::Title(section) if *section == here));
    let focus = rows
        .iter()
        .rposition(|row| matches!(row, Row::Slot(slot, _) if *slot == form.focus()));
    let top = title.unwrap_or(0).min(rows.len().saturating_sub(height));
    // Behind the focus one more row is kept in sight, so that it shows where Tab leads.
    top.max((focus.unwrap_or(0) + 2).min(rows.len()).saturating_sub(height))
}

fn draw_title(canvas: &Canvas, section: usize, line: Rect, frame: &mut Frame) {
    let model = canvas.model();
    let title = &model.rule_context.layout().sections()[section].title;
    let title = format!(" {} ", title.text(&model.locale));
    let style = canvas.style(Role::Dim);
    areas::rule(line, canvas.glyphs.line, style, frame.buffer_mut());
    let room = line.width.saturating_sub(1).into();
    frame
        .buffer_mut()
        .set_stringn(line.x + 1, line.y, title, room, style);
}

/// Draws one line of a slot; gives back the value that is proposed for it, if one is.
fn draw_slot<'a>(
    canvas: &Canvas<'a>,
    slot: Slot,
    part: usize,
    line: Rect,
    frame: &mut Frame,
) -> Option<&'a str> {
    let mut proposed = None;
    let focused = canvas.model().form.focus() == slot;
    if part == 0 {
        let label = canvas.model().form_label(slot);
        let mark = if focused { canvas.glyphs.marker } else { " " };
        let held = if canvas.model().held.contains(&slot) {
            "="
        } else {
            " "
        };
        let label = format!("{mark}{held}{}", canvas.fit(&label, LABEL - 3));
        let label = if focused {
            canvas.span(label, Role::Focus)
        } else {
            Span::raw(label)
        };
        areas::put([label.into()], line, frame);
    }
    let value = Rect {
        x: line.x + LABEL,
        width: line.width.saturating_sub(LABEL + 1),
        ..line
    };
    let value = if part == 0 {
        draw_message(canvas, slot, value, frame)
    } else {
        value
    };
    if slot.field.field().kind == FieldKind::Lines {
        draw_note(canvas, slot, part, value, frame);
    } else if focused {
        let editor = canvas.model().form.editor();
        let (shown, cursor) = layout::under_cursor(editor.text(), editor.before(), usize::from(value.width));
        let shown = Span::raw(shown);
        let room = value
            .width
            .saturating_sub(u16::try_from(shown.width()).unwrap_or(u16::MAX));
        let value_proposed = proposal(canvas, room);
        let words = value_proposed.map(|value| proposal_words(editor.text(), value));
        let words = canvas.span(words.unwrap_or_default(), Role::Dim);
        proposed = value_proposed;
        areas::put([Line::from(vec![shown, words])], value, frame);
        place_cursor(canvas, value, cursor);
    } else {
        areas::put([shown_value(canvas, slot, value.width).into()], value, frame);
    }
    proposed
}

/// The value that the program proposes for the text in focus, if there is room for all of it: one that is cut says what it is
/// not.
fn proposal<'a>(canvas: &Canvas<'a>, columns: u16) -> Option<&'a str> {
    let typed = canvas.model().form.editor().text();
    let fits = |value: &&str| Span::raw(proposal_words(typed, value)).width() <= usize::from(columns);
    suggestion(canvas.model()).filter(fits)
}

/// How the text goes on, or the whole value where that begins otherwise; in brackets, which set it apart from what was typed.
fn proposal_words(typed: &str, value: &str) -> String {
    match value.strip_prefix(typed) {
        Some(rest) => format!("[{rest}]"),
        None => format!(" [{value}]"),
    }
}

fn shown_value(canvas: &Canvas, slot: Slot, columns: u16) -> Span<'static> {
    let model = canvas.model();
    let typed = model.form.card().get(slot);
    if typed.is_empty() && slot.field.field().kind == FieldKind::Flag {
        return canvas.span(model.locale.texts().flag_unset(), Role::Dim);
    }
    Span::raw(canvas.fit(typed, columns))
}

/// Draws the problem that is shown at a slot; gives back what remains for the value.
fn draw_message(canvas: &Canvas, slot: Slot, area: Rect, frame: &mut Frame) -> Rect {
    let form = &canvas.model().form;
    let (message, role) = match form.shown(slot) {
        Some(problem) => {
            let (mark, role) = theme::severity(problem.severity);
            (format!("{mark} {}", canvas.model().locale.problem(problem)), role)
        }
        None => match canvas.model().remark(slot) {
            Some(Remark { words, role }) => (words, role),
            None => return area,
        },
    };
    let typed = canvas.model().form.card().get(slot);
    let focused = canvas.model().form.focus() == slot;
    let wanted = u16::try_from(Span::raw(typed).width())
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    if focused && wanted > area.width / 2 {
        // The text needs the room while it is put right; the status line has the message.
        return area;
    }
    // Half of the room, and what the message leaves of the other.
    let message_width = u16::try_from(Span::raw(&*message).width()).unwrap_or(u16::MAX);
    let most = (area.width / 2).max((area.width + 1).saturating_sub(message_width));
    let value = wanted.clamp(11, most.max(11)).min(area.width);
    // Up to the pane's edge. What is too long even so is in the status line, in full, as soon as the field has the focus.
    let room = area.width - value + 1;
    let message = layout::fit_words(&message, usize::from(room), canvas.glyphs.cut);
    frame.render_widget(
        canvas.span(message, role),
        Rect {
            x: area.x + value,
            width: room,
            ..area
        },
    );
    Rect {
        width: value - 1,
        ..area
    }
}

/// Draws one line of the note: around the cursor if it is being edited, from its beginning otherwise.
fn draw_note(canvas: &Canvas, slot: Slot, part: usize, area: Rect, frame: &mut Frame) {
    let form = &canvas.model().form;
    let focused = form.focus() == slot;
    let columns = usize::from(area.width.saturating_sub(1));
    let lines = layout::wrap(form.card().get(slot), columns);
    let before = layout::wrap(if focused { form.editor().before() } else { "" }, columns);
    let cursor_row = before.len() - 1;
    let first = (cursor_row + 1).saturating_sub(NOTE_ROWS);
    if let Some(line) = lines.get(first + part) {
        let more = part + 1 == NOTE_ROWS && lines.len() > first + NOTE_ROWS;
        let line = if more && !focused {
            format!("{line} {}", canvas.glyphs.cut)
        } else {
            line.clone()
        };
        areas::put([Line::raw(canvas.fit(&line, area.width))], area, frame);
    }
    if focused && cursor_row == first + part {
        place_cursor(canvas, area, Span::raw(&before[cursor_row]).width());
    }
}

fn place_cursor(canvas: &Canvas, area: Rect, column: usize) {
    if canvas.is_typing() {
        canvas.put_cursor(area, (0, column));
    }
}
