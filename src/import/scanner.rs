//! Tells the records of a text apart, strictly by RFC 4180: a quoted cell opens directly behind a separator and closes
//! directly before one, but for blanks. What is quoted badly has no cells, and a record that is ends where the line does of
//! which it is certain that it ends outside of quotes: no other record begins inside of what may be quoted.

use super::dialect::{Dialect, Quoting};
use super::text::Pieces;
use csv::{ByteRecord, StringRecord};
use std::io;

/// The longest record, in bytes. What is longer is no customer, and is not taken into memory.
pub(super) const LONGEST: usize = 1024 * 1024;

/// A line feed.
const LF: u8 = 1;
/// A carriage return with a line feed.
const CRLF: u8 = 2;
/// A carriage return alone.
const CR: u8 = 4;

/// One record: a line of the text, or several where a quoted cell has line breaks.
#[derive(Debug, Clone, Default)]
pub(super) struct TableRecord {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// The line on which it ends.
    pub last_line: u64,
    /// How many bytes of line ends come before it: where it is, whatever the character set.
    pub breaks: u64,
    /// Which line ends are between it and the record before: [`LF`], [`CRLF`] and [`CR`], added up.
    pub ends: u8,
    /// None where it has a fault.
    pub cells: StringRecord,
    /// How many separators are within quotes.
    pub inner_separators: usize,
    pub fault: Option<ScanFault>,
    /// What it says, where it has a fault.
    pub raw: String,
}

/// Why a record has no cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ScanFault {
    /// Something else than a separator comes before or behind quotes; the line on which they open.
    Quoting(u64),
    /// It is longer than any record.
    TooLong,
}

/// Why there are no more records.
#[derive(Debug)]
pub(super) enum ScanError {
    /// The system's words.
    Io(io::Error),
    /// Quotes that are not closed have taken the rest of the file; the line on which they open.
    Unclosed(u64),
    /// What is in quotes is longer than a record may be: they are not closed, or it is no cell of a customer. The line on
    /// which they open.
    LongCell(u64),
}

/// Where in a record a byte stands. In a record that is quoted well it is one place; from the first fault on it may be
/// several, depending on what was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the beginning of a cell.
    Start = 1,
    /// In a cell without quotes.
    Text = 2,
    /// Within quotes.
    Quoted = 4,
    /// Behind a quote within quotes: the last one, or the first of two.
    Quote = 8,
    /// Behind quotes.
    After = 16,
    /// Behind a backslash within quotes.
    Escape = 32,
}

const PLACES: [Place; 6] = [
    Place::Start,
    Place::Text,
    Place::Quoted,
    Place::Quote,
    Place::After,
    Place::Escape,
];
/// The places that are within quotes.
const WITHIN: u8 = Place::Quoted as u8 | Place::Escape as u8;

/// Reads records one by one.
pub(super) struct Scanner<'a> {
    pieces: Pieces<'a>,
    piece: String,
    /// How much of the piece is read.
    at: usize,
    dialect: Dialect,
    line: u64,
    breaks: u64,
    /// Whether the last byte was a carriage return, so that a line feed belongs to it.
    returned: bool,
    /// Whether the last byte ended a line.
    ended: bool,
    current: Current,
}

/// The record that is being read.
#[derive(Default)]
struct Current {
    /// One of [`PLACES`] without a fault, and all that are possible with one.
    places: u8,
    cell: Vec<u8>,
    cells: ByteRecord,
    raw: Vec<u8>,
    inner_separators: usize,
    /// The line on which the last quotes were opened.
    opened: u64,
    fault: Option<ScanFault>,
}

impl<'a> Scanner<'a> {
    /// Reads a text from its beginning.
    pub(super) fn new(pieces: Pieces<'a>, dialect: Dialect) -> Self {
        Self {
            pieces,
            piece: String::new(),
            at: 0,
            dialect,
            line: 1,
            breaks: 0,
            returned: false,
            ended: true,
            current: Current::default(),
        }
    }

    /// How many lines were read, with one that has no end.
    pub(super) fn lines(&self) -> u64 {
        self.line - u64::from(self.ended)
    }

    /// Passes over the rest of the line.
    pub(super) fn skip_line(&mut self) -> Result<(), ScanError> {
        while let Some(byte) = self.peek()? {
            if matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.at += 1;
        }
        Ok(())
    }

    /// The next record that is no empty line.
    pub(super) fn read(&mut self) -> Result<Option<TableRecord>, ScanError> {
        let ends = self.skip_ends()?;
        if self.peek()?.is_none() {
            return Ok(None);
        }
        let (line, breaks) = (self.line, self.breaks);
        self.current = Current {
            places: Place::Start as u8,
            ..Current::default()
        };
        while let Some(byte) = self.peek()? {
            if matches!(byte, b'\r' | b'\n') && self.current.places & WITHIN == 0 {
                return Ok(Some(self.finish(line, breaks, ends)));
            }
            self.current.take(byte, self.line, self.dialect);
            self.advance(byte);
            self.limit()?;
        }
        if self.current.places & WITHIN != 0 {
            return Err(ScanError::Unclosed(self.opened()));
        }
        Ok(Some(self.finish(line, breaks, ends)))
    }

    /// Passes over the line ends before a record, and says which they are.
    fn skip_ends(&mut self) -> Result<u8, ScanError> {
        let (mut ends, mut returned) = (0, false);
        while let Some(byte) = self.peek()? {
            ends |= match byte {
                b'\n' if returned => CRLF,
                b'\n' => LF,
                _ if returned => CR,
                _ => 0,
            };
            returned = byte == b'\r';
            if !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.advance(byte);
        }
        Ok(ends)
    }

    fn peek(&mut self) -> Result<Option<u8>, ScanError> {
        if self.at == self.piece.len() {
            self.at = 0;
            if !self.pieces.next(&mut self.piece).map_err(ScanError::Io)? {
                return Ok(None);
            }
        }
        Ok(self.piece.as_bytes().get(self.at).copied())
    }

    fn advance(&mut self, byte: u8) {
        self.at += 1;
        if matches!(byte, b'\r' | b'\n') {
            self.breaks += 1;
            self.line += u64::from(byte == b'\r' || !self.returned);
        }
        self.ended = matches!(byte, b'\r' | b'\n');
        self.returned = byte == b'\r';
    }

    /// Keeps what is too long out of the memory.
    fn limit(&mut self) -> Result<(), ScanError> {
        let current = &mut self.current;
        if current.raw.len() <= LONGEST {
            return Ok(());
        }
        if current.places & WITHIN != 0 {
            return Err(ScanError::LongCell(self.opened()));
        }
        current.fault = Some(ScanFault::TooLong);
        current.raw.clear();
        current.cell.clear();
        Ok(())
    }

    /// The line on which the quotes open that are open.
    fn opened(&self) -> u64 {
        match self.current.fault {
            Some(ScanFault::Quoting(line)) => line,
            _ => self.current.opened,
        }
    }

    fn finish(&mut self, line: u64, breaks: u64, ends: u8) -> TableRecord {
        let current = &mut self.current;
        let mut record = TableRecord {
            line,
            last_line: self.line,
            breaks,
            ends,
            inner_separators: current.inner_separators,
            fault: current.fault,
            ..TableRecord::default()
        };
        if current.fault.is_some() {
            record.raw = String::from_utf8_lossy(&current.raw).into_owned();
        } else {
            current.cells.push_field(&current.cell);
            // The text is UTF-8, and was cut at ASCII characters only.
            record.cells = StringRecord::from_byte_record_lossy(std::mem::take(&mut current.cells));
        }
        record
    }
}

impl Current {
    /// Takes the next byte of the record.
    fn take(&mut self, byte: u8, line: u64, dialect: Dialect) {
        self.raw.push(byte);
        let within = self.places & WITHIN != 0;
        self.inner_separators += usize::from(within && byte == dialect.separator);
        if self.fault.is_some() {
            let places = PLACES.into_iter().filter(|place| self.places & *place as u8 != 0);
            self.places = places.fold(0, |after, place| {
                after
                    | self
                        .step(place, byte, dialect)
                        .unwrap_or_else(|| self.doubtful(byte, line))
            });
        } else {
            let place = PLACES.into_iter().find(|place| self.places == *place as u8);
            let place = place.unwrap_or(Place::Text);
            if let Some(next) = self.step(place, byte, dialect) {
                self.put(place, byte, dialect);
                self.places = next;
            } else {
                let opened = if place == Place::Text { line } else { self.opened };
                self.fault = Some(ScanFault::Quoting(opened));
                self.places = match place {
                    Place::Text => Place::Text as u8,
                    Place::Escape => WITHIN,
                    _ => self.doubtful(byte, line),
                };
            }
        }
        let opens = self.places & Place::Quoted as u8 != 0 && !within;
        if opens {
            self.opened = line;
        }
    }

    /// Where the next byte stands; none where quotes make no sense with this one.
    fn step(&self, place: Place, byte: u8, dialect: Dialect) -> Option<u8> {
        let is_blank = byte == b' ' || (byte == b'\t' && dialect.separator != b'\t');
        let is_quote = byte == b'"' && dialect.quoting != Quoting::None;
        let next = match place {
            // Of the places that are possible after a fault, those outside of quotes begin with the next line.
            Place::Start | Place::Text | Place::Quote | Place::After if matches!(byte, b'\r' | b'\n') => {
                Place::Start
            }
            Place::Start | Place::Text | Place::Quote | Place::After if byte == dialect.separator => {
                Place::Start
            }
            Place::Start if is_quote => Place::Quoted,
            Place::Start if is_blank => Place::Start,
            Place::Text if is_quote && self.fault.is_none() => return None,
            Place::Start | Place::Text => Place::Text,
            Place::Quoted if is_quote => Place::Quote,
            Place::Quoted if byte == b'\\' && dialect.quoting == Quoting::Backslash => Place::Escape,
            Place::Quote if is_quote && dialect.quoting == Quoting::Double => Place::Quoted,
            Place::Quote | Place::After if is_blank => Place::After,
            Place::Quote | Place::After => return None,
            // One program writes a backslash twice, another one does not.
            Place::Escape if byte == b'\\' && self.fault.is_none() => return None,
            Place::Escape if byte == b'\\' => return Some(WITHIN),
            Place::Quoted | Place::Escape => Place::Quoted,
        };
        Some(next as u8)
    }

    /// The places where the next byte may be after something follows quotes that does not belong there. They were
    /// closed where they were opened on the same line: nobody would take what is on the next one for a part of the cell.
    fn doubtful(&self, byte: u8, line: u64) -> u8 {
        let within = if byte == b'"' { Place::Quote } else { Place::Quoted };
        Place::Text as u8 | if self.opened < line { within as u8 } else { 0 }
    }

    /// Puts a byte into its cell.
    fn put(&mut self, place: Place, byte: u8, dialect: Dialect) {
        match place {
            Place::Quoted if byte == b'"' && dialect.quoting != Quoting::None => {}
            Place::Quoted if byte == b'\\' && dialect.quoting == Quoting::Backslash => {}
            Place::Escape if byte != b'"' => self.cell.extend([b'\\', byte]),
            Place::Quoted | Place::Escape => self.cell.push(byte),
            Place::Quote if byte == b'"' => self.cell.push(byte),
            _ if byte == dialect.separator => {
                self.cells.push_field(&self.cell);
                self.cell.clear();
            }
            Place::Start if byte == b'"' && dialect.quoting != Quoting::None => self.cell.clear(),
            Place::Start | Place::Text => self.cell.push(byte),
            Place::Quote | Place::After => {}
        }
    }
}
