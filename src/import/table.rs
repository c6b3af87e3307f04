//! A table in a file that was opened and looked at once, to its end.

use super::charset::{CharsetCandidate, CharsetEvidence, CharsetGuess, TableCharset};
use super::dialect::{Dialect, Quoting};
use super::old_count::LegacyRowNumbers;
use super::scanner::{LONGEST, ScanError, ScanFault, Scanner};
use super::separator;
use super::survey::{LineList, TableSurvey};
use super::table_row::RowFault;
use super::text::{PIECE, Pieces, read_at};
use super::vcard;
use crate::customer::payload::hex;
use sha2::{Digest as _, Sha256};
use std::fs::{File, Metadata};
use std::io;

/// So many bytes without a line end are no heading, in any character set.
const HEADING_BYTES: u64 = 2 * LONGEST as u64 + 4;

/// How the cards that were not sent are written: as a table that spreadsheets in Poland open as it is.
const REJECTED_CARDS: Dialect = Dialect {
    separator: b';',
    quoting: Quoting::Double,
};

/// What the operator specifies about a table.
#[derive(Debug, Clone, Copy, Default)]
pub struct TableOptions {
    /// Its character set; found out where that is not said.
    pub charset: Option<TableCharset>,
    /// What separates its cells; found out where that is not said.
    pub separator: Option<u8>,
    /// What quotes mean in it.
    pub quoting: Quoting,
}

/// What a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// A table in text.
    Csv,
    /// Cards of an address book.
    Vcard,
}

/// A table of which the heading was read.
pub struct Table {
    file: File,
    seen: Metadata,
    head: String,
    /// The SHA-256 of the file, in hexadecimal.
    pub hash: String,
    /// What it is written in.
    pub format: TableFormat,
    /// Its character set.
    pub charset: TableCharset,
    /// How its cells are separated.
    pub dialect: Dialect,
    /// The names of its columns.
    pub headings: Vec<String>,
    /// What all rows are like.
    pub survey: TableSurvey,
    /// Whether the first line names the separator only.
    names_separator: bool,
}

/// Why a table cannot be read.
#[derive(Debug)]
pub enum TableError {
    /// The system's words.
    Io(io::Error),
    /// It is no file that can be read twice.
    NotAFile,
    /// There is no heading in it.
    Empty,
    /// It is something else than a table in text.
    Binary,
    /// It was changed while it was read.
    Changed,
    /// It may be in several character sets.
    Charsets(Vec<CharsetCandidate>),
    /// Its byte order mark names another character set than the operator.
    Marked(TableCharset),
    /// There are bytes that stand for no character in the character set that the operator names; the lines.
    Undecodable(TableCharset, LineList),
    /// Quotes are not closed; the line on which they open, and the quoting with which the whole file can be read.
    Unclosed(u64, Option<Quoting>),
    /// Quotes hold more than a megabyte, so that they may not be closed; likewise.
    LongCell(u64, Option<Quoting>),
    /// The heading is quoted badly; likewise.
    Heading(u64, Option<Quoting>),
    /// The heading is longer than a megabyte.
    TooLong,
    /// None of the cards can be read; the line on which the first begins, and why not.
    Cards(u64, RowFault),
}

impl From<io::Error> for TableError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<ScanError> for TableError {
    fn from(error: ScanError) -> Self {
        match error {
            ScanError::Io(error) => Self::Io(error),
            ScanError::Unclosed(line) => Self::Unclosed(line, None),
            ScanError::LongCell(line) => Self::LongCell(line, None),
        }
    }
}

impl Table {
    /// Finds out what a table is. It is read to the end, and never held in memory.
    ///
    /// # Errors
    /// If it cannot be read for sure.
    pub fn of(file: File, options: TableOptions) -> Result<Self, TableError> {
        let seen = file.metadata()?;
        if !seen.is_file() {
            return Err(TableError::NotAFile);
        }
        let (hash, charset) = inspect(&file, options.charset)?;
        let mut head = String::new();
        Pieces::new(&file, charset).next(&mut head)?;
        let named = separator::named(&head);
        let body = named.map_or(head.as_str(), |(_, length)| &head[length..]);
        let found = || separator::found(body, options.quoting);
        let dialect = Dialect {
            separator: options
                .separator
                .or(named.map(|(separator, _)| separator))
                .unwrap_or_else(found),
            quoting: options.quoting,
        };
        let mut table = Self {
            names_separator: named.is_some(),
            file,
            seen,
            format: if vcard::is_vcard(&head) {
                TableFormat::Vcard
            } else {
                TableFormat::Csv
            },
            head,
            hash,
            charset,
            dialect,
            headings: Vec::new(),
            survey: TableSurvey::default(),
        };
        match table.format {
            TableFormat::Csv => table.look()?,
            TableFormat::Vcard => table.look_at_cards()?,
        }
        Ok(table)
    }

    /// Reads all rows once.
    fn look(&mut self) -> Result<(), TableError> {
        let read = TableSurvey::of(&self.file, self.charset, self.dialect, self.names_separator);
        let (heading, survey) = match read {
            Ok((Some(heading), survey)) => (heading, survey),
            Ok((None, _)) => return Err(TableError::Empty),
            Err(ScanError::Unclosed(line)) => return Err(TableError::Unclosed(line, self.better())),
            Err(ScanError::LongCell(line)) => return Err(TableError::LongCell(line, self.better())),
            Err(ScanError::Io(error)) => return Err(error.into()),
        };
        match heading.fault {
            Some(ScanFault::Quoting(line)) => return Err(TableError::Heading(line, self.better())),
            Some(ScanFault::TooLong) => return Err(TableError::TooLong),
            None => {}
        }
        if heading.cells.iter().all(|heading| heading.trim().is_empty()) {
            return Err(TableError::Empty);
        }
        if survey.undecodable.count > 0 && self.charset.is_single_byte() {
            return Err(TableError::Undecodable(self.charset, survey.undecodable));
        }
        self.headings = heading.cells.iter().map(str::to_owned).collect();
        self.survey = survey;
        if self.survey.bad_quoting.count > 0 {
            self.survey.better = self.better();
        }
        Ok(())
    }

    /// Reads all cards once.
    fn look_at_cards(&mut self) -> Result<(), TableError> {
        let (headings, survey) = vcard::survey(&self.file, self.charset)?;
        if survey.undecodable.count > 0 && self.charset.is_single_byte() {
            return Err(TableError::Undecodable(self.charset, survey.undecodable));
        }
        if headings.is_empty() {
            let first = vcard::CardRows::new(&self.file, self.charset, &headings).next()?;
            return Err(match first.and_then(|card| Some((card.line, card.fault?))) {
                Some((line, fault)) => TableError::Cards(line, fault),
                None => TableError::Empty,
            });
        }
        self.headings = headings;
        self.survey = survey;
        self.dialect = REJECTED_CARDS;
        Ok(())
    }

    /// The cards, from the first to the last.
    pub(super) fn cards(&self) -> vcard::CardRows<'_> {
        vcard::CardRows::new(&self.file, self.charset, &self.headings)
    }

    /// The quoting with which the whole file can be read.
    fn better(&self) -> Option<Quoting> {
        TableSurvey::better(&self.file, self.charset, self.dialect, self.names_separator)
    }

    /// The records behind the heading.
    pub(super) fn records(&self) -> Result<Scanner<'_>, ScanError> {
        let mut scanner = Scanner::new(Pieces::new(&self.file, self.charset), self.dialect);
        if self.names_separator {
            scanner.skip_line()?;
        }
        scanner.read()?;
        Ok(scanner)
    }

    /// The numbers by which the journal knows the rows.
    pub(super) fn old_count(&self) -> LegacyRowNumbers<'_> {
        LegacyRowNumbers::new(&self.file, self.charset, &self.head)
    }

    /// Whether the file is still what was looked at: other rows under the same numbers must not be sent.
    pub(super) fn check(&self) -> Result<(), TableError> {
        let now = self.file.metadata()?;
        let same = now.len() == self.seen.len() && now.modified()? == self.seen.modified()?;
        if same { Ok(()) } else { Err(TableError::Changed) }
    }
}

/// The SHA-256 of a file, and its character set: the one that was asked for, or the one that is proved. What is no table for
/// sure is not read to its end.
fn inspect(file: &File, asked: Option<TableCharset>) -> Result<(String, TableCharset), TableError> {
    let (mut hash, mut evidence) = (Sha256::new(), CharsetEvidence::default());
    let mut buffer = vec![0; PIECE];
    let (mut offset, mut has_lines) = (0, false);
    loop {
        let count = read_at(file, &mut buffer, offset)?;
        if count == 0 {
            break;
        }
        offset += count as u64;
        hash.update(&buffer[..count]);
        evidence.add(&buffer[..count]);
        has_lines |= buffer[..count].iter().any(|byte| matches!(byte, b'\r' | b'\n'));
        if evidence.is_surely_binary() {
            return Err(TableError::Binary);
        }
        if !has_lines && offset > HEADING_BYTES {
            return Err(TableError::TooLong);
        }
    }
    if offset == 0 {
        return Err(TableError::Empty);
    }
    let charset = match asked {
        None => match evidence.conclude() {
            CharsetGuess::Proved(charset) => charset,
            CharsetGuess::Several(candidates) => return Err(TableError::Charsets(candidates)),
            CharsetGuess::Binary => return Err(TableError::Binary),
        },
        Some(asked) => match evidence.marked() {
            Some(marked) if marked != asked => return Err(TableError::Marked(marked)),
            _ => asked,
        },
    };
    Ok((hex(&hash.finalize()), charset))
}
