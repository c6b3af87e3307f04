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
}

impl Scroll {
    /// The first line to show of a text of this extent.
    #[must_use]
    pub fn first(&self, extent: TextExtent) -> usize {
        self.at.min(extent.most())
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
        self.at = self.at.min(most).saturating_add_signed(lines).min(most);
    }
}

impl TextExtent {
    /// The first line where the last one is seen.
    fn most(self) -> usize {
        self.lines.saturating_sub(self.rows)
    }
}
