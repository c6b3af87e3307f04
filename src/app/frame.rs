//! What the model has to know of the frame that was drawn last. Drawing gives it back, and it comes in as a message.

use crate::customer::Slot;
use std::ops::Range;

/// What was drawn where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrameFacts {
    /// Where the fields are.
    pub hit_areas: HitAreas,
    /// The value proposed for the field that has the focus; empty where none is.
    pub proposed: String,
    /// The extent of the text that scrolls; none where none was drawn.
    pub text: Option<TextExtent>,
}

/// How long a text is, and how much of it is seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TextExtent {
    /// How many lines the text has.
    pub lines: usize,
    /// How many rows there are for it.
    pub rows: usize,
    /// The first line that is seen, from 0.
    pub first: usize,
}

/// Where the fields are on the screen, so that a click finds them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HitAreas {
    rows: Vec<(Range<u16>, u16, Slot)>,
}

impl HitAreas {
    /// Notes that a field is at these columns of a row, from 0.
    pub fn note(&mut self, columns: Range<u16>, row: u16, slot: Slot) {
        self.rows.push((columns, row, slot));
    }

    /// The field at a column and row.
    #[must_use]
    pub fn at(&self, column: u16, row: u16) -> Option<Slot> {
        let hit = self
            .rows
            .iter()
            .find(|(columns, at, _)| *at == row && columns.contains(&column));
        hit.map(|(_, _, slot)| *slot)
    }
}

/// How far a text is scrolled: never past its last line, as far as the last frame knows.
#[derive(Debug, Default)]
pub struct Scroll {
    at: usize,
    extent: TextExtent,
    /// The first line that the last step has brought into sight; none where the operator has not scrolled.
    revealed: Option<usize>,
}

/// The part of a text that is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextView {
    /// Its first line, from 0.
    pub first: usize,
    /// The line for the cursor.
    pub cursor: usize,
}

impl Scroll {
    /// What to show of a text of so many lines on so many rows. As long as the operator has not scrolled, the line that has the
    /// focus is in sight and has the cursor; then, the first line that came into sight last.
    #[must_use]
    pub fn view(&self, lines: usize, rows: usize, focus: usize) -> TextView {
        let extent = TextExtent {
            lines,
            rows,
            first: 0,
        };
        let (first, cursor) = match self.revealed {
            Some(line) => (self.at, line),
            None => (self.at.max((focus + 1).saturating_sub(rows.max(1))), focus),
        };
        let first = first.min(extent.most());
        TextView {
            first,
            cursor: cursor.clamp(first, (first + rows.min(lines).max(1)) - 1),
        }
    }

    /// Takes the extent of the text as it was drawn.
    pub(super) fn measure(&mut self, extent: TextExtent) {
        self.extent = extent;
    }

    /// Scrolls by so many pages: as many lines as the screen shows, but for one, so that the operator does not lose the place.
    pub fn by_page(&mut self, pages: isize) {
        let lines = self.extent.rows.saturating_sub(1).max(1);
        self.by(pages.saturating_mul(lines.try_into().unwrap_or(isize::MAX)));
    }

    /// Scrolls by so many lines.
    pub fn by(&mut self, lines: isize) {
        let most = self.extent.most();
        let before = match self.revealed {
            Some(_) => self.at.min(most),
            None => self.extent.first.min(most),
        };
        let after = before.saturating_add_signed(lines).min(most);
        if after != before {
            self.at = after;
            self.revealed = Some(if after > before {
                (before + self.extent.rows).max(after)
            } else {
                after
            });
        }
    }
}

impl TextExtent {
    /// The first line where the last one is seen.
    fn most(self) -> usize {
        self.lines.saturating_sub(self.rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A scrolled text of so many lines on ten rows, and the line that has the focus.
    struct Page(Scroll, usize, usize);

    impl Page {
        /// Takes a step; gives the first line that is seen, and the one for the cursor.
        fn step(&mut self, step: impl FnOnce(&mut Scroll)) -> (usize, usize) {
            step(&mut self.0);
            let view = self.0.view(self.1, 10, self.2);
            self.0.measure(TextExtent {
                lines: self.1,
                rows: 10,
                first: view.first,
            });
            (view.first, view.cursor)
        }
    }

    #[test]
    fn the_cursor_is_where_a_step_has_brought_something_new() {
        let mut page = Page(Scroll::default(), 30, 0);
        assert_eq!(page.step(|_| ()), (0, 0));
        assert_eq!(
            page.step(|scroll| scroll.by(-1)),
            (0, 0),
            "there is nothing above"
        );
        assert_eq!(
            page.step(|scroll| scroll.by(1)),
            (1, 10),
            "the new line is the last one"
        );
        assert_eq!(
            page.step(|scroll| scroll.by_page(1)),
            (10, 11),
            "a line is seen twice"
        );
        assert_eq!(page.step(|scroll| scroll.by_page(1)), (19, 20));
        assert_eq!(page.step(|scroll| scroll.by_page(1)), (20, 29));
        assert_eq!(
            page.step(|scroll| scroll.by(1)),
            (20, 29),
            "there is nothing below"
        );
        assert_eq!(
            page.step(|scroll| scroll.by(-1)),
            (19, 19),
            "the new line is the first one"
        );
        assert_eq!(page.step(|scroll| scroll.by_page(-1)), (10, 10));
    }

    #[test]
    fn what_has_the_focus_is_in_sight_until_the_operator_scrolls() {
        let mut page = Page(Scroll::default(), 30, 14);
        assert_eq!(page.step(|_| ()), (5, 14));
        assert_eq!(page.step(|scroll| scroll.by(1)), (6, 15));
        assert_eq!(page.step(|scroll| *scroll = Scroll::default()), (5, 14));
        let mut short = Page(Scroll::default(), 3, 1);
        assert_eq!(short.step(|_| ()), (0, 1));
        assert_eq!(short.step(|scroll| scroll.by_page(1)), (0, 1));
        assert_eq!(Scroll::default().view(0, 10, 0), TextView { first: 0, cursor: 0 });
        assert_eq!(Scroll::default().view(5, 0, 3).cursor, 3);
    }
}
