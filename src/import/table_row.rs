//! One row of a table, or why it cannot be read.

use csv::StringRecord;

/// One row that has something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The line of the file on which it begins, from 1, with the empty lines counted.
    pub line: u64,
    /// The number by which the journal knows it, which may be another one.
    pub number: u64,
    /// Its cells, as many as the heading has; more where there is something in those behind. None where it
    /// is quoted badly or too long.
    pub cells: StringRecord,
    /// Why it cannot be read.
    pub fault: Option<RowFault>,
    /// What it says, where nobody can tell its cells.
    pub raw: Option<String>,
}

/// Why a row cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFault {
    /// It is quoted badly; the line on which the quotes open.
    Quoting(u64),
    /// It may be a part of a cell that is quoted badly further down; the line on which those quotes open.
    BeforeQuoting(u64),
    /// It may be a piece of a row that a line break without quotes has cut; the line on which the second piece begins.
    Cut(u64),
    /// It is longer than a megabyte.
    TooLong,
    /// Lines are outside of the cards of an address book.
    OutsideCards,
    /// A card has no last line.
    CardNotClosed,
    /// A line of a card is none of a property.
    NoProperty(u64),
    /// A character is lost: its bytes stand for none, or another program put U+FFFD in its place.
    Undecodable,
}

impl TableRow {
    /// Refuses a row that may be a piece of another one, so that its cells are nobody's.
    pub(super) fn condemn(&mut self, fault: RowFault, separator: u8) {
        if self.raw.is_some() {
            return;
        }
        let separator = char::from(separator).to_string();
        self.raw = Some(self.cells.iter().collect::<Vec<_>>().join(&separator));
        self.fault = Some(fault);
    }
}
