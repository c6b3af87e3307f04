//! The rows of a table, one by one.

use super::old_count::OldCount;
use super::scanner::{Record, ScanFault, Scanner};
use super::survey::{is_blank, is_undecodable};
use super::table::{Table, TableError};
use csv::StringRecord;
use std::collections::VecDeque;

/// How many rows are held back at most because the next ones may be quoted badly.
const HELD_BACK: usize = 100;

/// One row that has something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which it begins, from 1, with the empty lines counted.
    pub line: u64,
    /// The number by which the journal knows it, which may be another one.
    pub number: u64,
    /// Its cells, as many as the heading has; more where there is something in those behind. None where `raw` is there.
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
    /// It is longer than a megabyte.
    TooLong,
    /// A character is lost: its bytes stand for none, or another program put U+FFFD in its place.
    Undecodable,
}

/// The rows of a table from the first to the last.
pub struct Rows<'a> {
    table: &'a Table,
    scanner: Scanner<'a>,
    old_count: OldCount<'a>,
    /// Rows that were read and not given out.
    ready: VecDeque<Row>,
    /// Rows behind these that are short or have several lines: parts of another one, if that is quoted badly.
    doubtful: VecDeque<Row>,
    over: bool,
}

impl<'a> Rows<'a> {
    pub(super) fn new(table: &'a Table, scanner: Scanner<'a>, old_count: OldCount<'a>) -> Self {
        Self {
            table,
            scanner,
            old_count,
            ready: VecDeque::new(),
            doubtful: VecDeque::new(),
            over: false,
        }
    }

    fn read(&mut self) -> Result<Option<Row>, TableError> {
        loop {
            if let Some(row) = self.ready.pop_front() {
                self.table.check()?;
                return Ok(Some(row));
            }
            if self.over {
                self.table.check()?;
                return Ok(None);
            }
            match self.scanner.read()? {
                None => {
                    self.over = true;
                    self.release();
                }
                Some(record) if is_blank(&record) => {}
                Some(record) => self.add(record)?,
            }
        }
    }

    fn add(&mut self, record: Record) -> Result<(), TableError> {
        let number = self.old_count.number(&record)?;
        let is_doubtful = record.cells.len() < self.table.headings.len() || record.last_line > record.line;
        let fault = record.fault;
        let row = self.row(record, number);
        match fault {
            Some(ScanFault::Quoting(line)) => {
                for row in &mut self.doubtful {
                    row.condemn(line, self.table.dialect.separator);
                }
                self.release();
                self.ready.push_back(row);
            }
            None if is_doubtful => {
                self.doubtful.push_back(row);
                if self.doubtful.len() > HELD_BACK {
                    self.ready.extend(self.doubtful.pop_front());
                }
            }
            _ => {
                self.release();
                self.ready.push_back(row);
            }
        }
        Ok(())
    }

    /// Nothing is wrong with the rows that were held back.
    fn release(&mut self) {
        self.ready.append(&mut self.doubtful);
    }

    fn row(&self, record: Record, number: u64) -> Row {
        let undecodable = is_undecodable(&record);
        let fault = match record.fault {
            Some(ScanFault::Quoting(line)) => Some(RowFault::Quoting(line)),
            Some(ScanFault::TooLong) => Some(RowFault::TooLong),
            None => undecodable.then_some(RowFault::Undecodable),
        };
        Row {
            line: record.line,
            number,
            cells: self.fitted(record.cells),
            fault,
            raw: record.fault.map(|_| record.raw),
        }
    }

    /// Cells as wide as the heading: missing ones are empty, and those behind that are empty are nothing. Where they are as
    /// many as those of two rows between which a line end is lost, they stay, unless other rows are uneven, too.
    fn fitted(&self, mut cells: StringRecord) -> StringRecord {
        let width = self.table.headings.len();
        let is_filled = |index| cells.get(index).is_some_and(|cell: &str| !cell.trim().is_empty());
        let of_two_rows = cells.len() + 1 == 2 * width && is_filled(width - 1);
        let survey = &self.table.survey;
        let may_be_two = of_two_rows && survey.uneven == 1 && survey.rows > 1;
        if cells.len() > width && !may_be_two && !(width..cells.len()).any(is_filled) {
            cells.truncate(width);
        }
        while cells.len() < width {
            cells.push_field("");
        }
        cells
    }
}

impl Row {
    fn condemn(&mut self, line: u64, separator: u8) {
        let separator = char::from(separator).to_string();
        self.raw = Some(self.cells.iter().collect::<Vec<_>>().join(&separator));
        self.fault = Some(RowFault::BeforeQuoting(line));
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}
