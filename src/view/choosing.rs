//! The list of a field's values, or of the profiles, over the lower end of the panes.

use super::theme::Role;
use super::{Canvas, form, overlay};
use crate::app::choosing::{ChoicePage, ChoiceTarget};
use crate::customer::Choice;
use crate::text::layout;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// How many values are shown at once.
const ROWS: usize = 10;

pub fn draw(canvas: &Canvas, list: &ChoicePage, area: Rect, frame: &mut Frame) {
    let columns = usize::from(area.width.saturating_sub(4));
    let title = match list.wanted {
        ChoiceTarget::Value => form::label(canvas, canvas.model.form.focus()),
        ChoiceTarget::Profile => canvas.model.locale.texts().title_profiles(),
    };
    let filter = list.filter();
    let prompt = format!("{} ", canvas.model.locale.texts().choosing_find());
    let room = columns.saturating_sub(Line::raw(&prompt).width());
    let (shown, cursor) = layout::under_cursor(filter.text(), filter.before(), room);
    let mut lines = vec![Line::from(vec![
        canvas.span(prompt.clone(), Role::Dim),
        shown.into(),
    ])];
    // The height follows from all values, so that nothing jumps while they become fewer.
    let height = list
        .total()
        .min(ROWS)
        .min(usize::from(area.height.saturating_sub(3)));
    let first = (list.selected() + 1).saturating_sub(height);
    let rows = list.rows().enumerate().skip(first).take(height);
    lines.extend(rows.map(|(number, choice)| row(canvas, choice, number == list.selected(), columns)));
    if list.rows().len() == 0 {
        lines.push(
            canvas
                .span(canvas.model.locale.texts().choosing_nothing(), Role::Warning)
                .into(),
        );
    }
    lines.resize(height + 1, Line::default());
    let inner = overlay::lay(canvas, title.trim(), lines, area, frame);
    let column = Line::raw(&prompt).width() + cursor;
    overlay::put_cursor(inner, column, frame);
}

fn row(canvas: &Canvas, choice: &Choice, chosen: bool, columns: usize) -> Line<'static> {
    let mark = if chosen { canvas.glyphs.marker } else { " " };
    let line = canvas.fit_to(&format!("{mark} {}", words(choice)), columns);
    let role = if chosen { Role::Focus } else { Role::Plain };
    canvas.span(line, role).into()
}

/// A value with its label, where that says more.
pub fn words(choice: &Choice) -> String {
    match &choice.label {
        Some(label) => format!("{} ({label})", choice.value),
        None => choice.value.clone(),
    }
}
