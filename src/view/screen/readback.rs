//! The id of the customer that was just created, large, to be read to a caller.

use super::frame::Frame;
use super::{Canvas, overlay};
use crate::app::blocks::Role;
use crate::keymap::{Action, Scope};
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Rows of the form that are left above it at least.
const FORM_ROWS: u16 = 6;

/// The digits as a display of seven segments has them: characters that every terminal can draw.
const DIGITS: [[&str; 3]; 10] = [
    [" _ ", "| |", "|_|"],
    ["   ", "  |", "  |"],
    [" _ ", " _|", "|_ "],
    [" _ ", " _|", " _|"],
    ["   ", "|_|", "  |"],
    [" _ ", "|_ ", " _|"],
    [" _ ", "|_ ", "|_|"],
    [" _ ", "  |", "  |"],
    [" _ ", "|_|", "|_|"],
    [" _ ", "|_|", " _|"],
];

/// Draws it over the lower end of the form, until the next card is begun.
pub fn draw(canvas: &Canvas, area: Rect, frame: &mut Frame) {
    let model = canvas.model();
    let Some((who, id)) = model.last_customer.as_ref().filter(|_| model.reads_back()) else {
        return;
    };
    let who = model.locale.who(who);
    let columns = usize::from(area.width.saturating_sub(4));
    let mut lines: Vec<Line> = large(id, columns)
        .into_iter()
        .map(|line| canvas.span(line, Role::Usual).into())
        .collect();
    let key = canvas.way_to(Scope::Form, Action::CopyId);
    let texts = model.locale.texts();
    lines.push(
        canvas
            .span(canvas.fit_to(&texts.readback_copy(id, key), columns), Role::Dim)
            .into(),
    );
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
    if model.page().is_form() && area.height >= height.saturating_add(FORM_ROWS) {
        let title = if model.kept_existing.is_some() {
            texts.title_readback_existing(who)
        } else {
            texts.title_readback(who)
        };
        overlay::lay(canvas, &title, lines, area, frame);
    }
}

/// The id in large digits, or in one line where it has other characters, or there is no room.
fn large(id: &str, columns: usize) -> Vec<String> {
    let grouped = grouped(id);
    let digits: Option<Vec<Option<u32>>> = grouped
        .chars()
        .map(|character| match character {
            ' ' => Some(None),
            other => other.to_digit(10).map(Some),
        })
        .collect();
    let Some(digits) = digits.filter(|digits| digits.len() * 4 <= columns) else {
        return vec![grouped];
    };
    let row = |number: usize| {
        let digits = digits.iter().map(|digit| match digit {
            Some(digit) => DIGITS[*digit as usize][number],
            None => "  ",
        });
        digits.collect::<Vec<_>>().join(" ").trim_end().to_owned()
    };
    (0..3).map(row).collect()
}

/// The digits of a number in groups of three, from the right, as they are read out; anything else as it is.
fn grouped(id: &str) -> String {
    if !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return crate::text::visible(id).into_owned();
    }
    let mut grouped = String::new();
    for (place, digit) in id.chars().enumerate() {
        if place > 0 && (id.len() - place).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_out_in_groups() {
        let rows = [
            ("7", "7"),
            ("324", "324"),
            ("1324", "1 324"),
            ("1234567", "1 234 567"),
            ("K-1234", "K-1234"),
            ("\u{1b}[1m", "\\u{1b}[1m"),
        ];
        for (id, expected) in rows {
            assert_eq!(grouped(id), expected);
        }
    }

    #[test]
    fn digits_are_large_where_there_is_room() {
        assert_eq!(
            large("1024", 40),
            ["        _   _", "  |    | |  _| |_|", "  |    |_| |_    |",]
        );
        assert_eq!(large("1024", 10), ["1 024"]);
        assert_eq!(large("K-17", 40), ["K-17"]);
    }
}
