//! Breaks blocks into lines of so many columns.

use super::Canvas;
use crate::app::blocks::{Block, ListBlock, ListRow, Role, Sides};
use crate::app::pages::comparison_label;
use crate::customer::{FieldComparison, ValueMatch};
use crate::text::{layout, visible};
use crate::view::theme;
use ratatui::text::{Line, Span};

/// Columns of the names before the values.
const NAMES: usize = 16;

/// Columns of a key with what it does, at least.
const GRID_CELL: usize = 36;

/// In a list of fewer columns, when and who get no more than they need.
const NARROW_LIST: usize = 60;

/// Blocks in lines.
#[derive(Debug, Default)]
pub struct LaidOut {
    /// The lines.
    pub lines: Vec<Line<'static>>,
    /// Line and column where a text is typed.
    input: Option<(usize, usize)>,
    /// The line of the row that has the focus.
    focus: Option<usize>,
    /// The line where what the page is about begins.
    subject: usize,
}

impl LaidOut {
    /// Line and column of what has the focus: the text that is typed, or the row that Enter takes. Where a page has both, the
    /// row, unless the operator has gone back into the text.
    pub fn focus(&self) -> Option<(usize, usize)> {
        self.input.or(self.focus.map(|line| (line, 0)))
    }

    /// Line and column where the cursor belongs: at what has the focus, or else where what the page is about begins.
    pub fn cursor(&self) -> (usize, usize) {
        self.focus().unwrap_or((self.subject, 0))
    }
}

/// The room for lines: columns, and how many rows are seen; `usize::MAX` where the lines scroll.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    pub columns: usize,
    pub rows: usize,
}

/// Lays blocks out.
pub fn lay_out(canvas: &Canvas, blocks: &[Block], room: Room) -> LaidOut {
    let mut laid = LaidOut::default();
    let has_row = blocks.iter().any(|block| match block {
        Block::List(list) => list.focus.is_some_and(|focus| focus < list.rows.len()),
        Block::Choice { chosen, .. } => *chosen,
        _ => false,
    });
    for block in blocks {
        let above = laid.lines.len();
        let left = Room {
            rows: room.rows.saturating_sub(above),
            ..room
        };
        match block {
            Block::Input { prompt, text, before } => {
                let at_end = text.len() == before.len();
                let (line, column) = input(canvas, prompt, text, before, has_row && at_end, room.columns);
                if !(has_row && at_end) {
                    laid.input = Some((above, column));
                }
                laid.lines.push(line);
                continue;
            }
            Block::List(list) => {
                let (lines, focus) = list_lines(canvas, list, left);
                laid.focus = laid.focus.or(focus.map(|line| above + line));
                laid.lines.extend(lines);
                continue;
            }
            Block::Choice { chosen: true, .. } => laid.focus = Some(above),
            Block::Subject => laid.subject = above,
            _ => {}
        }
        laid.lines.extend(block_lines(canvas, block, left));
    }
    laid
}

/// A line that is typed, and the column of the cursor in it. Where the real cursor is elsewhere, one is drawn.
fn input(
    canvas: &Canvas,
    prompt: &str,
    text: &str,
    before: &str,
    draws_cursor: bool,
    columns: usize,
) -> (Line<'static>, usize) {
    let begin = layout::width(prompt);
    let (shown, cursor) = layout::under_cursor(text, before, columns.saturating_sub(begin));
    let mut line = Line::from(vec![canvas.span(prompt, Role::Dim), shown.into()]);
    if draws_cursor {
        line.push_span(canvas.span(" ", Role::Chosen));
    }
    (line, begin + cursor)
}

fn block_lines(canvas: &Canvas, block: &Block, room: Room) -> Vec<Line<'static>> {
    let columns = room.columns;
    match block {
        Block::Heading(words) => one_line(canvas, words, Role::Heading, columns),
        Block::Line(words, role) => one_line(canvas, words, *role, columns),
        Block::Sentence(words, role) | Block::Progress(words, role) => {
            sentence(canvas, words, *role, columns)
        }
        Block::Finding(severity, words) => {
            let (mark, role) = theme::severity(*severity);
            sentence(canvas, &format!("{mark} {words}"), role, columns)
        }
        Block::Choice { chosen, words, .. } => {
            let (mark, role) = marked(canvas, *chosen, Role::Dim);
            sentence(canvas, &format!("{mark} {}", visible(words)), role, columns)
        }
        Block::Problem {
            severity,
            section,
            label,
            words,
        } => {
            let (mark, role) = theme::severity(*severity);
            let words = format!(" {mark} {section} / {label}: {words}");
            one_line(canvas, &words, role, columns)
        }
        Block::Entry(name, value) => entry(name, value, columns),
        Block::Document(title, body) => {
            let mut lines = vec![Line::default(), canvas.span(title.clone(), Role::Heading).into()];
            lines.extend(layout::wrap(body, columns).into_iter().map(Line::from));
            lines
        }
        Block::Comparison(sides, rows) => table(canvas, *sides, rows, columns),
        Block::Keys(rows) => rows
            .iter()
            .map(|[keys, menu, label]| Line::from(format!("  {keys:<20}  {menu:<12}  {label}")))
            .collect(),
        Block::KeyGrid(rows) => key_grid(canvas, rows, room),
        Block::Gap => vec![Line::default()],
        // Laid out with the page.
        Block::Input { .. } | Block::List(_) | Block::Subject => Vec::new(),
    }
}

fn one_line(canvas: &Canvas, words: &str, role: Role, columns: usize) -> Vec<Line<'static>> {
    vec![canvas.span(canvas.fit_to(words, columns), role).into()]
}

fn sentence(canvas: &Canvas, words: &str, role: Role, columns: usize) -> Vec<Line<'static>> {
    let broken = layout::wrap_words(words, columns).into_iter();
    broken.map(|line| canvas.span(line, role).into()).collect()
}

/// The mark before what has the focus, and the role of its line.
fn marked(canvas: &Canvas, chosen: bool, otherwise: Role) -> (&'static str, Role) {
    if chosen {
        (canvas.glyphs.marker, Role::Focus)
    } else {
        (" ", otherwise)
    }
}

fn entry(name: &str, value: &str, columns: usize) -> Vec<Line<'static>> {
    let broken = layout::wrap_words(value, columns.saturating_sub(NAMES)).into_iter();
    let lines = broken.enumerate().map(|(number, line)| {
        let name = if number == 0 { name } else { "" };
        Line::from(vec![Span::raw(layout::pad(name, NAMES)), Span::raw(line)])
    });
    lines.collect()
}

/// The rows around the one that has the focus, as many as there is room for; and the line where that one begins.
pub fn list_lines(canvas: &Canvas, list: &ListBlock, room: Room) -> (Vec<Line<'static>>, Option<usize>) {
    let most = list.most.min(room.rows);
    let first = list.focus.map_or(0, |focus| (focus + 1).saturating_sub(most));
    let rows = list.rows.iter().enumerate().skip(first).take(most);
    let mut lines: Vec<Line> = Vec::new();
    let mut focus = None;
    for (number, row) in rows {
        let chosen = list.focus == Some(number);
        if chosen {
            focus = Some(lines.len());
        }
        lines.extend(row_lines(canvas, list, row, chosen, room.columns));
    }
    if list.rows.is_empty() {
        let (words, role) = &list.empty;
        lines.push(canvas.span(words.clone(), *role).into());
    }
    // The height follows from all rows, so that nothing jumps while they become fewer.
    if lines.len() < list.total.min(most) {
        lines.resize(list.total.min(most), Line::default());
    }
    (lines, focus)
}

fn row_lines(
    canvas: &Canvas,
    list: &ListBlock,
    row: &ListRow,
    chosen: bool,
    columns: usize,
) -> Vec<Line<'static>> {
    let lines = match row {
        ListRow::Value(value) => {
            let (mark, _) = marked(canvas, chosen, Role::Plain);
            one_line(canvas, &format!("{mark} {value}"), Role::Plain, columns)
        }
        ListRow::Finding(severity, words) => {
            let (mark, role) = theme::severity(*severity);
            let (focus, _) = marked(canvas, chosen, role);
            let broken = layout::wrap_words(&format!("{mark} {words}"), columns.saturating_sub(2));
            let lines = broken.into_iter().enumerate().map(|(number, line)| {
                let focus = if number == 0 { focus } else { " " };
                canvas.span(format!("{focus} {line}"), role).into()
            });
            lines.collect()
        }
        ListRow::Record {
            when,
            who,
            what,
            role,
        } => {
            let [when_columns, who_columns] = record_columns(list, columns);
            let who = layout::pad(&canvas.fit_to(who, who_columns), who_columns);
            let head = format!(" {when:<when_columns$}  {who}  ");
            let indent = layout::width(&head);
            let left = columns.saturating_sub(indent);
            // Where no row has the focus, the rows are all that is seen of them.
            let what = match list.focus {
                Some(_) => vec![canvas.fit_to(what, left)],
                None => layout::wrap_words(what, left),
            };
            let lines = what.into_iter().enumerate().map(|(number, what)| {
                let head = if number == 0 {
                    head.clone()
                } else {
                    " ".repeat(indent)
                };
                Line::from(vec![Span::raw(head), canvas.span(what, *role)])
            });
            lines.collect()
        }
    };
    if !chosen {
        return lines;
    }
    let lines = lines.into_iter().map(|line| highlighted(canvas, &line, columns));
    lines.collect()
}

/// The columns of when and who in a list of records: no more than they need where there is little room.
fn record_columns(list: &ListBlock, columns: usize) -> [usize; 2] {
    if columns >= NARROW_LIST {
        return [11, (columns.saturating_sub(18) * 2 / 5).min(40)];
    }
    let (mut when_columns, mut who_columns) = (0, 0);
    for row in &list.rows {
        if let ListRow::Record { when, who, .. } = row {
            when_columns = when_columns.max(layout::width(when));
            who_columns = who_columns.max(layout::width(who));
        }
    }
    [
        when_columns,
        who_columns.min(columns.saturating_sub(when_columns) * 2 / 5),
    ]
}

/// A line as a row that has the focus, over all columns. In one style: a colour that is reversed is hard to read.
fn highlighted(canvas: &Canvas, line: &Line, columns: usize) -> Line<'static> {
    let words: String = line.spans.iter().map(|span| span.content.as_ref()).collect();
    Line::from(canvas.span(layout::pad(&words, columns), Role::Chosen))
}

/// Two customers below their heads, a field a line, with a mark as well as a colour for each.
fn table(canvas: &Canvas, sides: Sides, rows: &[FieldComparison], columns: usize) -> Vec<Line<'static>> {
    let texts = canvas.context.texts();
    let cell = columns.saturating_sub(NAMES + 4) / 2;
    let (left, right) = match sides {
        Sides::SentAndFound | Sides::CompanySentAndFound => (texts.settle_sent(), texts.settle_in_crm()),
        Sides::CardAndCustomer => (texts.review_card(), texts.review_there()),
    };
    let mut lines = vec![cells(canvas, ["", &left, " ", &right], cell, Role::Heading)];
    for row in rows {
        let (mark, role) = match row.value_match {
            ValueMatch::Equal => ("=", Role::Usual),
            ValueMatch::Different => (canvas.glyphs.unequal, Role::Error),
            ValueMatch::OnlySent | ValueMatch::OnlyFound => (" ", Role::Dim),
        };
        let label = comparison_label(canvas.context, sides, row.field);
        let (sent, found) = (row.sent.join(", "), row.found.join(", "));
        lines.push(cells(canvas, [&label, &sent, mark, &found], cell, role));
    }
    lines
}

fn cells(canvas: &Canvas, texts: [&str; 4], cell: usize, role: Role) -> Line<'static> {
    let padded = |text: &str, columns: usize| {
        let text = canvas.fit_to(&text.replace('\n', " "), columns);
        layout::pad(&text, columns)
    };
    let [label, left, mark, right] = texts;
    Line::from(vec![
        Span::raw(padded(label, NAMES)),
        Span::raw(padded(left, cell)),
        canvas.span(format!(" {mark} "), role),
        canvas.span(padded(right, cell).trim_end(), role),
    ])
}

/// Keys with what they do, in as many columns as the width allows and the height asks for.
fn key_grid(canvas: &Canvas, rows: &[[String; 2]], room: Room) -> Vec<Line<'static>> {
    // All of it must be seen, also where that cuts the labels short.
    let least = rows.len().div_ceil(room.rows.max(1));
    let across = (room.columns / GRID_CELL).clamp(1, 4).max(least);
    let down = rows.len().div_ceil(across);
    let cell = room.columns / across;
    let lines = (0..down).map(|number| {
        let mut line = Line::default();
        for [keys, label] in rows.iter().skip(number).step_by(down) {
            let label = canvas.fit_to(label, cell.saturating_sub(6));
            line.push_span(canvas.span(format!("{keys:<4} "), Role::Key));
            line.push_span(layout::pad(&label, cell.saturating_sub(5)));
        }
        line
    });
    lines.collect()
}
