//! Where the real cursor is put: what reads the screen out follows it, so it is always at what the next key is about.

use super::Canvas;
use crate::app::InFlight;
use ratatui::layout::{Position, Rect};
use std::cell::Cell;

/// Where the cursor goes when the frame is drawn.
#[derive(Debug, Default)]
pub struct CursorPlaces {
    /// What was put last lies over all else.
    cursor: Cell<Position>,
    /// Where the notice begins, if there is one.
    notice: Cell<Option<Position>>,
}

impl CursorPlaces {
    /// The place for the cursor.
    pub fn position(&self) -> Position {
        self.cursor.get()
    }
}

impl Canvas<'_> {
    /// Whether letters go into the card, and the cursor is in the field that has the focus.
    pub(super) fn is_typing(&self) -> bool {
        let model = self.model();
        let typing_ahead = model.in_flight.as_ref().is_some_and(InFlight::next_begun);
        model.page().is_form() || (model.page().fills_in() && typing_ahead)
    }

    /// Puts the cursor to a line and a column of an area, or to its edge.
    pub(super) fn put_cursor(&self, area: Rect, (line, column): (usize, usize)) {
        let within = |at: usize, length: u16| {
            let at = u16::try_from(at).unwrap_or(u16::MAX);
            at.min(length.saturating_sub(1))
        };
        self.cursor.cursor.set(Position {
            x: area.x + within(column, area.width),
            y: area.y + within(line, area.height),
        });
    }

    /// As [`put_cursor`](Self::put_cursor), where nothing has the focus: what a notice says is newer.
    pub(super) fn put_cursor_unless_notice(&self, area: Rect, place: (usize, usize)) {
        match self.cursor.notice.get() {
            Some(notice) => self.cursor.cursor.set(notice),
            None => self.put_cursor(area, place),
        }
    }

    /// Notes where the notice begins.
    pub(super) fn note_notice(&self, area: Rect) {
        self.cursor.notice.set(Some(area.as_position()));
    }
}
