//! Tells the cards of a file apart. A card is the lines from `BEGIN:VCARD` to `END:VCARD`; what is outside of cards is
//! nobody's, and is refused.

use super::super::scanner::LONGEST;
use super::super::table_row::RowFault;
use super::super::text::Pieces;
use super::head::{Encoding, PropertyHead};
use super::lines::{Line, Lines};
use std::io;

/// The first line of each card.
pub(super) const BEGIN: &str = "BEGIN:VCARD";
/// The last line of each card.
pub(super) const END: &str = "END:VCARD";

/// Properties whose values are pictures, sounds or keys: they may be megabytes long, and are left out where they are read.
const BINARY: [&str; 4] = ["PHOTO", "LOGO", "SOUND", "KEY"];

/// The text of one card.
#[derive(Default)]
pub(super) struct CardText {
    /// The line of the file on which it begins, from 1.
    pub(super) line: u64,
    /// Its lines, with their encodings named as the parser needs them; each ends with a line feed.
    pub(super) text: String,
    /// The line of the file for each line of the text, for what is said about them.
    pub(super) numbers: Vec<u64>,
    /// The names of the properties that were left out.
    pub(super) binary: Vec<&'static str>,
    /// Why it is no card.
    pub(super) fault: Option<RowFault>,
}

/// Reads cards.
pub(super) struct CardReader<'a> {
    lines: Lines<'a>,
    /// A line that was read, and belongs to the next card.
    ahead: Option<Line>,
}

/// What the next line is.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Continues {
    /// A property, unless it is folded.
    #[default]
    Nothing,
    /// The value before it, in quoted-printable with a soft line break.
    Quoted,
    /// A property that is left out, as long as lines are folded.
    LeftOut,
    /// Likewise, in quoted-printable.
    LeftOutQuoted,
}

impl<'a> CardReader<'a> {
    pub(super) fn new(pieces: Pieces<'a>) -> Self {
        Self {
            lines: Lines::new(pieces),
            ahead: None,
        }
    }

    /// How many lines were read.
    pub(super) fn lines(&self) -> u64 {
        self.lines.count
    }

    /// The next card, or the next lines that are in none; none at the end.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn next(&mut self) -> io::Result<Option<CardText>> {
        while let Some(line) = self.line()? {
            if line.is(BEGIN) {
                return self.card(&line).map(Some);
            }
            if !line.text.trim().is_empty() {
                return self.stray(&line).map(Some);
            }
        }
        Ok(None)
    }

    fn line(&mut self) -> io::Result<Option<Line>> {
        match self.ahead.take() {
            Some(line) => Ok(Some(line)),
            None => self.lines.next(),
        }
    }

    /// The lines up to the next card.
    fn stray(&mut self, first: &Line) -> io::Result<CardText> {
        let mut stray = CardText {
            line: first.number,
            fault: Some(RowFault::OutsideCards),
            ..CardText::default()
        };
        stray.add(&first.text, first.number);
        while let Some(line) = self.line()? {
            if line.is(BEGIN) {
                self.ahead = Some(line);
                break;
            }
            stray.add(&line.text, line.number);
        }
        Ok(stray)
    }

    /// The card that begins with a line.
    fn card(&mut self, first: &Line) -> io::Result<CardText> {
        let mut card = CardText {
            line: first.number,
            ..CardText::default()
        };
        card.add(BEGIN, first.number);
        let mut state = Continues::Nothing;
        while let Some(line) = self.line()? {
            let is_property = match state {
                Continues::Quoted | Continues::LeftOutQuoted => false,
                Continues::Nothing | Continues::LeftOut => !line.is_folded(),
            };
            if is_property && line.is(BEGIN) {
                // The card before it was cut off.
                self.ahead = Some(line);
                break;
            }
            if is_property && line.is(END) {
                card.add(END, line.number);
                return Ok(card);
            }
            state = card.take(&line, is_property, state);
        }
        card.fault.get_or_insert(RowFault::CardNotClosed);
        Ok(card)
    }
}

impl CardText {
    /// Takes a line of the card; gives what the next one is.
    fn take(&mut self, line: &Line, is_property: bool, state: Continues) -> Continues {
        let goes_on = line.text.ends_with('=');
        if !is_property {
            return match state {
                Continues::LeftOut => state,
                Continues::LeftOutQuoted if goes_on => state,
                Continues::LeftOutQuoted => Continues::LeftOut,
                Continues::Nothing | Continues::Quoted => {
                    self.add_value(&line.text, line);
                    if state == Continues::Quoted && !goes_on {
                        Continues::Nothing
                    } else {
                        state
                    }
                }
            };
        }
        let head = PropertyHead::of(&line.text);
        let is_quoted = head.encoding == Some(Encoding::QuotedPrintable);
        if let Some(name) = BINARY
            .into_iter()
            .find(|name| head.name.eq_ignore_ascii_case(name))
        {
            if !self.binary.contains(&name) {
                self.binary.push(name);
            }
            return if is_quoted && goes_on {
                Continues::LeftOutQuoted
            } else {
                Continues::LeftOut
            };
        }
        self.add_value(&head.normal(&line.text), line);
        if is_quoted && goes_on {
            Continues::Quoted
        } else {
            Continues::Nothing
        }
    }

    fn add_value(&mut self, text: &str, line: &Line) {
        if line.is_cut || self.text.len() + text.len() > LONGEST {
            self.fault = Some(RowFault::TooLong);
            return;
        }
        self.add(text, line.number);
    }

    fn add(&mut self, text: &str, number: u64) {
        if self.text.len() + text.len() > LONGEST {
            return;
        }
        self.text.push_str(text);
        self.text.push('\n');
        self.numbers.push(number);
    }
}
