//! The numbers of rows by which a half imported table is continued.
//!
//! The journal knows a row by the number that the first version of the program gave it: that of a record of the `csv` crate,
//! which forgives bad quoting, empty lines left out. Such a number must never mean another row, so that the old reading runs
//! beside the strict one, and a row has the number of the old record that begins where it begins.

use super::charset::TableCharset;
use super::scanner::TableRecord;
use super::text::Pieces;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::fs::File;
use std::io;

/// Added to the line of a row that begins where no old record did: a number that no old record has.
const BEYOND: u64 = 1 << 40;
/// What the first version told apart, in this order.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// Counts as the first version did.
pub(super) struct LegacyRowNumbers<'a> {
    pieces: Pieces<'a>,
    piece: String,
    at: usize,
    reader: Reader,
    breaks: u64,
    count: u64,
    /// Where the last record that was counted begins; none before the first, and behind the last.
    start: Option<u64>,
    over: bool,
}

impl<'a> LegacyRowNumbers<'a> {
    /// Begins at the beginning. Line ends, quotes and separators are the same bytes in all character sets, but for those that
    /// take two bytes a character: the numbers depend on no option.
    pub(super) fn new(file: &'a File, charset: TableCharset, head: &str) -> Self {
        let charset = if charset.is_wide() {
            charset
        } else {
            TableCharset::UTF_8
        };
        let mut builder = ReaderBuilder::new();
        builder.delimiter(separator(head));
        Self {
            pieces: Pieces::new(file, charset),
            piece: String::new(),
            at: 0,
            reader: builder.build(),
            breaks: 0,
            count: 0,
            start: None,
            over: false,
        }
    }

    /// The number of a record. They are asked for in the order of the file.
    pub(super) fn number(&mut self, record: &TableRecord) -> io::Result<u64> {
        while !self.over && self.start.is_none_or(|start| start < record.breaks) {
            self.start = self.advance()?;
        }
        Ok(match self.start {
            Some(start) if start == record.breaks => self.count,
            _ => BEYOND + record.line,
        })
    }

    /// Reads the next record; where it begins.
    fn advance(&mut self) -> io::Result<Option<u64>> {
        while let Some(b'\r' | b'\n') = self.peek()? {
            self.at += 1;
            self.breaks += 1;
        }
        let start = self.breaks;
        let (mut output, mut ends) = ([0; 1024], [0; 64]);
        loop {
            self.peek()?;
            let input = &self.piece.as_bytes()[self.at..];
            let (result, count, ..) = self.reader.read_record(input, &mut output, &mut ends);
            let breaks = input[..count].iter().filter(|byte| matches!(byte, b'\r' | b'\n'));
            self.breaks += breaks.fold(0, |breaks, _| breaks + 1);
            self.at += count;
            match result {
                ReadRecordResult::Record => {
                    self.count += 1;
                    return Ok(Some(start));
                }
                ReadRecordResult::End => {
                    self.over = true;
                    return Ok(None);
                }
                _ => {}
            }
        }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        if self.at == self.piece.len() {
            self.at = 0;
            self.pieces.next(&mut self.piece)?;
        }
        Ok(self.piece.as_bytes().get(self.at).copied())
    }
}

/// What the first version took for the separator: what is in the heading most often, outside of quotes.
fn separator(head: &str) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in head.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            byte => {
                if let Some(index) = SEPARATORS.iter().position(|separator| *separator == byte) {
                    counts[index] += 1;
                }
            }
        }
    }
    let best = counts.iter().copied().max().unwrap_or_default();
    let index = counts.iter().position(|count| *count == best).unwrap_or_default();
    SEPARATORS[index]
}
