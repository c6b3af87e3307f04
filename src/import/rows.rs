//! The rows of a table, one by one.

use super::old_count::LegacyRowNumbers;
use super::scanner::{ScanFault, Scanner, TableRecord};
use super::survey::{is_blank, is_undecodable};
use super::table::{Table, TableError, TableFormat};
use super::table_row::{RowFault, TableRow};
use super::vcard::CardRows;
use csv::StringRecord;
use std::collections::VecDeque;

/// How many rows are held back at most because the next ones may be quoted badly.
const HELD_BACK: usize = 100;
/// How many bytes their cells have at most, for a row may have a megabyte.
const HELD_BYTES: usize = 4 * 1024 * 1024;

/// The rows of a table from the first to the last.
pub struct TableRows<'a> {
    table: &'a Table,
    source: RowSource<'a>,
}

/// What rows are read from.
enum RowSource<'a> {
    /// A table in text.
    Csv(Box<CsvRows<'a>>),
    /// Cards of an address book.
    Vcard(Box<CardRows<'a>>),
}

/// The rows of a table in text.
struct CsvRows<'a> {
    table: &'a Table,
    scanner: Scanner<'a>,
    old_count: LegacyRowNumbers<'a>,
    /// Rows that were read and not given out.
    ready: VecDeque<TableRow>,
    /// Rows behind these that are short or have several lines: parts of another one, if that is quoted badly.
    doubtful: VecDeque<TableRow>,
    /// How many bytes the cells of these have.
    doubtful_bytes: usize,
    /// How many rows were read.
    count: u64,
    /// The row that was read last; none where nothing but empty cells is between it and the next one.
    last: Option<LastRow>,
    over: bool,
}

/// What the next row is held against.
#[derive(Clone, Copy)]
struct LastRow {
    last_line: u64,
    is_short: bool,
}

impl Table {
    /// The rows from the first to the last.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn rows(&self) -> Result<TableRows<'_>, TableError> {
        let source = match self.format {
            TableFormat::Csv => RowSource::Csv(Box::new(CsvRows::new(self)?)),
            TableFormat::Vcard => RowSource::Vcard(Box::new(self.cards())),
        };
        Ok(TableRows { table: self, source })
    }
}

impl TableRows<'_> {
    fn read(&mut self) -> Result<Option<TableRow>, TableError> {
        match &mut self.source {
            RowSource::Csv(rows) => rows.read(),
            RowSource::Vcard(rows) => {
                let row = rows.next()?;
                self.table.check()?;
                Ok(row)
            }
        }
    }
}

impl<'a> CsvRows<'a> {
    fn new(table: &'a Table) -> Result<Self, TableError> {
        Ok(Self {
            table,
            scanner: table.records()?,
            old_count: table.old_count(),
            ready: VecDeque::new(),
            doubtful: VecDeque::new(),
            doubtful_bytes: 0,
            count: 0,
            last: None,
            over: false,
        })
    }

    fn read(&mut self) -> Result<Option<TableRow>, TableError> {
        loop {
            // The next row may show that one is cut.
            if self.over || self.ready.len() > 1 {
                self.table.check()?;
                return Ok(self.ready.pop_front());
            }
            match self.scanner.read()? {
                None => {
                    self.over = true;
                    self.release();
                }
                Some(record) if is_blank(&record) => self.last = None,
                Some(record) => self.add(record)?,
            }
        }
    }

    fn add(&mut self, record: TableRecord) -> Result<(), TableError> {
        let number = self.old_count.number(&record)?;
        self.count += 1;
        let is_cut = self.is_cut(&record);
        self.last = Some(LastRow {
            last_line: record.last_line,
            is_short: self.is_short(&record),
        });
        let cut = RowFault::Cut(record.line);
        let separator = self.table.dialect.separator;
        if is_cut && let Some(row) = self.doubtful.back_mut().or(self.ready.back_mut()) {
            row.condemn(cut, separator);
        }
        let is_doubtful = record.cells.len() < self.table.headings.len() || record.last_line > record.line;
        let fault = record.fault;
        let mut row = self.row(record, number);
        if is_cut {
            row.condemn(cut, separator);
        }
        match fault {
            Some(ScanFault::Quoting(line)) => {
                for row in &mut self.doubtful {
                    row.condemn(RowFault::BeforeQuoting(line), separator);
                }
                self.release();
                self.ready.push_back(row);
            }
            None if is_doubtful => {
                self.doubtful_bytes += row.cells.as_slice().len();
                self.doubtful.push_back(row);
                while (self.doubtful.len() > HELD_BACK || self.doubtful_bytes > HELD_BYTES)
                    && let Some(first) = self.doubtful.pop_front()
                {
                    self.doubtful_bytes -= first.cells.as_slice().len();
                    self.ready.push_back(first);
                }
            }
            _ => {
                self.release();
                self.ready.push_back(row);
            }
        }
        Ok(())
    }

    fn is_short(&self, record: &TableRecord) -> bool {
        record.fault.is_none() && record.cells.len() < self.table.headings.len()
    }

    /// Whether a line break without quotes may have cut a row in two, of which a record is the second. It is no end of a row
    /// where it is another line end than that of the heading, or where one cell follows it that is no name. A line
    /// below the table, which has a number in it, is for others to judge.
    fn is_cut(&self, record: &TableRecord) -> bool {
        let Some(last) = self.last else {
            return false;
        };
        let survey = &self.table.survey;
        let unlike_heading = record.ends & !survey.ends != 0;
        if unlike_heading && (last.is_short || self.is_short(record)) {
            return true;
        }
        let alone = record.fault.is_none() && record.cells.len() == 1 && self.table.headings.len() > 2;
        let text = record.cells.get(0).unwrap_or_default().trim();
        let is_last = self.count == survey.rows;
        alone
            && record.line == last.last_line + 1
            && !is_one_name(text)
            && !(is_last && text.contains(|character: char| character.is_ascii_digit()))
    }

    /// Nothing is wrong with the rows that were held back.
    fn release(&mut self) {
        self.ready.append(&mut self.doubtful);
        self.doubtful_bytes = 0;
    }

    fn row(&self, record: TableRecord, number: u64) -> TableRow {
        let undecodable = is_undecodable(&record);
        let fault = match record.fault {
            Some(ScanFault::Quoting(line)) => Some(RowFault::Quoting(line)),
            Some(ScanFault::TooLong) => Some(RowFault::TooLong),
            None => undecodable.then_some(RowFault::Undecodable),
        };
        TableRow {
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

/// One word that begins with a capital letter, or several with hyphens between them.
fn is_one_name(text: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(char::is_uppercase)
            && part
                .chars()
                .all(|character| character.is_alphabetic() || character == '\'')
    };
    text.split('-').all(part)
}

impl Iterator for TableRows<'_> {
    type Item = Result<TableRow, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::TableOptions;
    use super::*;
    use std::io::{Seek as _, Write as _};

    #[test]
    fn long_rows_are_not_held_back_by_the_hundred() {
        let mut file = tempfile::tempfile().unwrap();
        // Each row lacks its last cell, as spreadsheets write them.
        let row = format!("N;{}\n", "x".repeat(HELD_BYTES / 5));
        write!(file, "Nazwisko;Notatka;Telefon\n{}", row.repeat(8)).unwrap();
        file.rewind().unwrap();
        let table = Table::of(file, TableOptions::default()).unwrap();
        let mut rows = CsvRows::new(&table).unwrap();
        assert_eq!(rows.read().unwrap().unwrap().fault, None);
        assert!(!rows.over, "the whole table is held back");
        assert_eq!(table.rows().unwrap().count(), 8);
    }
}
