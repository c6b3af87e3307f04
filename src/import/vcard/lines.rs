//! The lines of a text, one by one, whatever ends them; what is longer than a megabyte is cut.

use super::super::scanner::LONGEST;
use super::super::text::Pieces;
use std::io;

/// Reads lines.
pub(super) struct Lines<'a> {
    pieces: Pieces<'a>,
    piece: String,
    /// How much of the piece is read.
    at: usize,
    /// Whether the last line ended with a carriage return, so that a line feed belongs to it.
    returned: bool,
    /// How many lines were read.
    pub(super) count: u64,
}

/// A line, without its end.
#[derive(Default)]
pub(super) struct Line {
    /// From 1.
    pub(super) number: u64,
    pub(super) text: String,
    /// Whether it is longer than it is held.
    pub(super) is_cut: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn new(pieces: Pieces<'a>) -> Self {
        Self {
            pieces,
            piece: String::new(),
            at: 0,
            returned: false,
            count: 0,
        }
    }

    /// Reads the next line; none at the end.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn next(&mut self) -> io::Result<Option<Line>> {
        let mut line = Line::default();
        let mut has_any = false;
        loop {
            if self.at == self.piece.len() {
                self.at = 0;
                if !self.pieces.next(&mut self.piece)? {
                    self.piece.clear();
                    break;
                }
            }
            if std::mem::take(&mut self.returned) && self.piece.as_bytes()[self.at] == b'\n' {
                self.at += 1;
                continue;
            }
            has_any = true;
            let rest = &self.piece[self.at..];
            let Some(end) = rest.find(['\r', '\n']) else {
                line.add(rest);
                self.at = self.piece.len();
                continue;
            };
            line.add(&rest[..end]);
            self.returned = rest.as_bytes()[end] == b'\r';
            self.at += end + 1;
            break;
        }
        if !has_any {
            return Ok(None);
        }
        self.count += 1;
        line.number = self.count;
        Ok(Some(line))
    }
}

impl Line {
    fn add(&mut self, text: &str) {
        let room = LONGEST - self.text.len();
        self.is_cut |= text.len() > room;
        let mut end = text.len().min(room);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.text.push_str(&text[..end]);
    }

    /// Whether it goes on with the line before: it is folded, as all versions of the format do it.
    pub(super) fn is_folded(&self) -> bool {
        self.text.starts_with([' ', '\t'])
    }

    /// Whether it is this one, in any case, but for blanks behind it.
    pub(super) fn is(&self, text: &str) -> bool {
        self.text.trim_end().eq_ignore_ascii_case(text)
    }
}
