//! What a table is like as a whole, found by one reading of all of it.

use super::charset::TableCharset;
use super::dialect::{Dialect, Quoting};
use super::scanner::{ScanError, ScanFault, Scanner, TableRecord};
use super::text::Pieces;
use std::fs::File;

/// How many lines are named.
const NAMED: usize = 5;
/// How many words are shown.
const WORDS: usize = 6;

/// Lines of a file, of which the first ones are named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineList {
    /// How many there are.
    pub count: u64,
    /// The first ones.
    pub first: Vec<u64>,
}

impl LineList {
    pub(super) fn add(&mut self, line: u64) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(line);
        }
    }
}

/// What a table is like as a whole.
#[derive(Debug, Clone, Default)]
pub struct TableSurvey {
    /// The lines of the file, the empty ones as well.
    pub lines: u64,
    /// The rows that have something in them, without the heading.
    pub rows: u64,
    /// Rows that are quoted badly.
    pub bad_quoting: LineList,
    /// Rows whose cells hold line breaks and as many separators as a row has: they may be several.
    pub line_breaks: LineList,
    /// Rows in which a character is lost or is none.
    pub undecodable: LineList,
    /// Words with letters that are not ASCII.
    pub words: Vec<String>,
    /// The quoting with which the whole table can be read, where it cannot with the one that it was read with.
    pub better: Option<Quoting>,
    /// How many rows have another number of cells than the heading.
    pub(super) uneven: u64,
    pub(super) width: usize,
    /// The line ends behind the heading: its program ends rows by them.
    pub(super) ends: u8,
}

impl TableSurvey {
    /// Reads a file to its end.
    pub(super) fn of(
        file: &File,
        charset: TableCharset,
        dialect: Dialect,
        skip_line: bool,
    ) -> Result<(Option<TableRecord>, Self), ScanError> {
        let mut scanner = Scanner::new(Pieces::new(file, charset), dialect);
        if skip_line {
            scanner.skip_line()?;
        }
        let mut survey = Self::default();
        let Some(heading) = scanner.read()? else {
            return Ok((None, survey));
        };
        survey.width = heading.cells.len();
        survey.note_words(&heading);
        while let Some(record) = scanner.read()? {
            if survey.ends == 0 {
                survey.ends = record.ends;
            }
            survey.add(&record);
        }
        survey.lines = scanner.lines();
        Ok((Some(heading), survey))
    }

    fn add(&mut self, record: &TableRecord) {
        if is_blank(record) {
            return;
        }
        self.rows += 1;
        if is_undecodable(record) {
            self.undecodable.add(record.line);
        }
        if let Some(ScanFault::Quoting(line)) = record.fault {
            self.bad_quoting.add(line);
        }
        if record.fault.is_none() {
            let width = record.cells.len();
            self.uneven += u64::from(width != self.width);
            if record.last_line > record.line && record.inner_separators + 1 >= self.width {
                self.line_breaks.add(record.line);
            }
        }
        self.note_words(record);
    }

    fn note_words(&mut self, record: &TableRecord) {
        if !record.cells.as_slice().is_ascii() {
            self.note_words_of(record.cells.iter());
        }
    }

    /// Notes the words of some cells that are not ASCII, as long as there is room.
    pub(super) fn note_words_of<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        if self.words.len() == WORDS {
            return;
        }
        let between = |character: char| character.is_whitespace() || character.is_ascii_punctuation();
        let words = cells.flat_map(|cell| cell.split(between));
        for word in words.filter(|word| !word.is_ascii()) {
            if self.words.len() < WORDS && !self.words.iter().any(|other| other == word) {
                self.words.push(word.to_owned());
            }
        }
    }

    /// Whether a reading of the whole file found nothing that speaks against it.
    fn is_clean(&self) -> bool {
        self.bad_quoting.count == 0 && self.line_breaks.count == 0 && self.uneven == 0
    }

    /// The quoting with which the whole file can be read.
    pub(super) fn better(
        file: &File,
        charset: TableCharset,
        dialect: Dialect,
        skip_line: bool,
    ) -> Option<Quoting> {
        let others = Quoting::ALL
            .into_iter()
            .filter(|quoting| *quoting != dialect.quoting);
        let mut clean = others.filter(|quoting| {
            let dialect = Dialect {
                quoting: *quoting,
                ..dialect
            };
            let read = Self::of(file, charset, dialect, skip_line);
            read.is_ok_and(|(heading, survey)| {
                heading.is_some_and(|heading| heading.fault.is_none()) && survey.is_clean()
            })
        });
        clean.next()
    }
}

/// Whether nothing is in a record.
pub(super) fn is_blank(record: &TableRecord) -> bool {
    record.fault.is_none() && record.cells.iter().all(|cell| cell.trim().is_empty())
}

/// Whether a character is lost, or is one that no text has.
pub(super) fn is_undecodable(record: &TableRecord) -> bool {
    let text = if record.fault.is_some() {
        &record.raw
    } else {
        record.cells.as_slice()
    };
    is_lost(text)
}

/// Whether a character of a text is lost, or is one that no text has.
pub(super) fn is_lost(text: &str) -> bool {
    !text.is_ascii()
        && text.contains(|character| matches!(character, '\u{80}'..='\u{9f}' | char::REPLACEMENT_CHARACTER))
}
