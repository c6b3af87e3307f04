//! The sections with their states: in a line above the form, or in a list beside it.

use super::frame::Frame;
use super::screen_layout::Pane;
use super::{Canvas, areas};
use crate::app::blocks::Role;
use crate::app::form::SectionState;
use crate::text::{layout, visible};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// A title is cut to so many columns before the line scrolls.
const LEAST_TITLE: usize = 4;
/// The columns of an item without its title, its number and its state: the mark before, and the blank behind the title.
const AROUND: usize = 2;

/// A section as it is shown.
struct Item {
    number: String,
    title: String,
    state: Span<'static>,
    here: bool,
}

impl Item {
    /// The columns that it takes when its title is cut to so many; one that has the focus is not cut.
    fn columns(&self, most: usize) -> usize {
        let title = layout::width(&self.title);
        let title = if self.here { title } else { title.min(most) };
        AROUND + layout::width(&self.number) + 1 + title + self.state.width()
    }
}

fn items(canvas: &Canvas) -> Vec<Item> {
    let model = canvas.model();
    let context = &model.rule_context;
    let focused = model.form.section(context);
    let items = canvas.sections().iter().enumerate().map(|(place, section)| {
        let title = &context.layout().sections()[section.number].title;
        let state = match model.form.section_state(section.number, context) {
            SectionState::Empty => canvas.span(canvas.glyphs.empty, Role::Dim),
            SectionState::Filled => canvas.span(canvas.glyphs.filled, Role::Usual),
            SectionState::Errors(count) => canvas.span(format!("{count}!"), Role::Error),
            SectionState::Warnings(count) => canvas.span(format!("{count}?"), Role::Warning),
        };
        Item {
            number: (place + 1).to_string(),
            title: visible(&title.short(&model.locale)).into_owned(),
            state,
            here: section.number == focused,
        }
    });
    items.collect()
}

/// Draws the sections in a line. Where there is no room for the titles they are cut, all but that of the section in focus;
/// where there is none even so, the sections around that one are shown.
pub fn draw_strip(canvas: &Canvas, area: Rect, frame: &mut Frame) {
    let items = items(canvas);
    let columns = usize::from(area.width);
    let widest = items
        .iter()
        .map(|item| layout::width(&item.title))
        .max()
        .unwrap_or(0);
    let total = |most: usize| items.iter().map(|item| item.columns(most)).sum::<usize>();
    let most = (LEAST_TITLE..=widest).rev().find(|most| total(*most) <= columns);
    let (first, last) = match most {
        Some(_) => (0, items.len()),
        // A mark at either end says that there are more.
        None => around_focus(&items, columns.saturating_sub(2)),
    };
    let mut line = Line::default();
    if first > 0 {
        line.push_span(canvas.glyphs.cut);
    }
    for item in &items[first..last] {
        let mark = if item.here { canvas.glyphs.marker } else { " " };
        let room = if item.here {
            columns.saturating_sub(AROUND + item.number.len() + 1 + item.state.width())
        } else {
            most.unwrap_or(LEAST_TITLE)
        };
        let title = canvas.fit_to(&item.title, room);
        let words = format!("{} {title}", item.number);
        line.push_span(mark);
        line.push_span(if item.here {
            canvas.span(words, Role::Chosen)
        } else {
            Span::raw(words)
        });
        line.push_span(" ");
        line.push_span(item.state.clone());
    }
    if last < items.len() {
        line.push_span(canvas.glyphs.cut);
    }
    areas::put([line], area, frame);
}

/// The sections around the one in focus that fit into so many columns: the index of the first, and the one behind the last.
fn around_focus(items: &[Item], columns: usize) -> (usize, usize) {
    let here = items.iter().position(|item| item.here).unwrap_or(0);
    let (mut first, mut last) = (here, here + 1);
    let fits = |first: usize, last: usize| {
        let widths = items[first..last].iter().map(|item| item.columns(LEAST_TITLE));
        widths.sum::<usize>() <= columns
    };
    loop {
        let before = (first, last);
        if last < items.len() && fits(first, last + 1) {
            last += 1;
        }
        if first > 0 && fits(first - 1, last) {
            first -= 1;
        }
        if (first, last) == before {
            return before;
        }
    }
}

/// Draws the sections in a list, so that the one in focus is seen.
pub fn draw_list(canvas: &Canvas, pane: Pane, frame: &mut Frame) {
    let title = canvas.context.texts().title_sections();
    canvas.head(&title, false, pane.head, frame);
    let columns = usize::from(pane.body.width);
    let items = items(canvas);
    let here = items.iter().position(|item| item.here).unwrap_or(0);
    let first = (here + 1).saturating_sub(usize::from(pane.body.height));
    for (item, line) in items.iter().skip(first).zip(pane.body.rows()) {
        let mark = if item.here { canvas.glyphs.marker } else { " " };
        let room = columns.saturating_sub(4);
        let words = canvas.fit_to(&format!("{} {}", item.number, item.title), room);
        let words = layout::pad(&words, room);
        let style = if item.here {
            canvas.style(Role::Chosen)
        } else {
            Style::new()
        };
        let state = (&*item.state.content, item.state.style);
        frame.put(
            [(mark, Style::new()), (&words, style), (" ", Style::new()), state],
            line,
        );
    }
}
