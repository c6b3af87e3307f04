//! A customer's JSON document, as the API takes it, read into a card. Strict: what the API does not have, what has the
//! wrong type and what would be lost on the way is named with its place, and is not read.

mod shape;
mod words;

use super::card::{Card, Slot};
use super::{FieldId, FieldKind, RuleContext};
use serde::de::DeserializeSeed as _;
use serde_json::error::Category;
use shape::{CardWriter, ShapeError};
pub use words::{Expected, JsonType, ReadError, ReadReason};

/// What could be read of a document, and all that could not.
#[derive(Debug)]
pub struct ParsedDocument {
    /// The card, without what is wrong.
    pub card: Card,
    /// What is wrong with the document, from its beginning to its end; the values are not checked.
    pub errors: Vec<ReadError>,
    /// Whether it was read to its end. Where it is no JSON, nobody knows what is missing.
    pub is_whole: bool,
}

impl ParsedDocument {
    /// Reads as much of one JSON document as can be read: see [`Card::read_json`].
    #[must_use]
    pub fn of(text: &str, context: &RuleContext) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Self::nothing(context, 1, 1, ReadReason::Empty);
        }
        let mut card = Card::new(context);
        let pen = CardWriter::new(text);
        let mut parser = serde_json::Deserializer::from_reader(pen.source());
        let written = pen.document(&mut card).deserialize(&mut parser);
        let is_whole = written.is_ok();
        let stopped = match written {
            Err(error) => Some(of_serde(text, &error)),
            Ok(()) => parser.end().err().map(|error| ReadError {
                reason: ReadReason::Trailing,
                ..of_serde(text, &error)
            }),
        };
        let mut errors = located(text, pen.faults());
        errors.extend(stopped);
        Self {
            card,
            errors,
            is_whole,
        }
    }

    /// As [`of`](Self::of), of a document that may not be text at all.
    #[must_use]
    pub fn of_bytes(bytes: &[u8], context: &RuleContext) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::of(text, context),
            Err(error) => {
                let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                let last = good.split('\n').next_back().unwrap_or_default();
                let column = last.chars().count() + 1;
                Self::nothing(context, good.split('\n').count(), column, ReadReason::NotUtf8)
            }
        }
    }

    fn nothing(context: &RuleContext, line: usize, column: usize, reason: ReadReason) -> Self {
        let path = String::new();
        Self {
            card: Card::new(context),
            errors: vec![ReadError {
                line,
                column,
                path,
                reason,
            }],
            is_whole: false,
        }
    }

    /// Whether the value at a path was left out, so that nothing can be said of it.
    #[must_use]
    pub fn has_left_out(&self, path: &str) -> bool {
        let mut left_out = self.errors.iter().filter(|error| {
            matches!(
                error.reason,
                ReadReason::Type { .. } | ReadReason::Character(_) | ReadReason::Dotted(_)
            )
        });
        left_out.any(|error| {
            let inside = path.strip_prefix(error.path.as_str());
            inside.is_some_and(|rest| error.path.is_empty() || rest.is_empty() || rest.starts_with('.'))
        })
    }
}

impl Card {
    /// Reads the card of one JSON document in the shape of the API's payload. A byte order mark before it is passed
    /// over. A member that is `null`, an empty text and an empty list say nothing, as an empty field says nothing.
    ///
    /// The values are not checked: that is for [`Card::problems`].
    ///
    /// # Errors
    /// If the text is not exactly one JSON object, or if it holds a field that the API does not have, one of another
    /// type, one that is there twice, or characters that cannot be typed into the field.
    ///
    /// ```
    /// use kartoteka::customer::{Card, ReadReason, RuleContext, Severity};
    ///
    /// let context = RuleContext::on(jiff::civil::date(2026, 11, 24));
    /// let card = Card::read_json(r#"{"surname": "Kowalski", "pesel": "4405140135"}"#, &context).unwrap();
    /// let problems = card.problems(&context);
    /// assert_eq!(card.path(problems[0].0), "pesel");
    /// assert_eq!(problems[0].1.severity, Severity::Error);
    ///
    /// let error = Card::read_json(r#"{"surnme": "Kowalski"}"#, &context).unwrap_err();
    /// assert_eq!(error.reason, ReadReason::UnknownField(Some("surname")));
    /// ```
    pub fn read_json(text: &str, context: &RuleContext) -> Result<Self, ReadError> {
        let ParsedDocument { card, mut errors, .. } = ParsedDocument::of(text, context);
        if errors.is_empty() {
            return Ok(card);
        }
        Err(errors.swap_remove(0))
    }

    /// The path of a slot in the document of its card: `address.city`, `email[1]`, `custom_fields.kampania`.
    #[must_use]
    pub fn path(&self, slot: Slot) -> String {
        let path = slot.field.field().path;
        match slot.field.field().kind {
            FieldKind::Pairs => match self.get(Slot::name(slot.row)).trim() {
                "" => path.to_owned(),
                name => format!("{path}.{name}"),
            },
            FieldKind::Rows if self.rows(slot.field) > 1 => format!("{path}[{}]", slot.row),
            _ => path.to_owned(),
        }
    }

    /// Fills a row of a field, which is added where it is the next one.
    pub(crate) fn fill(&mut self, field: FieldId, row: usize, value: String) {
        if row >= self.rows(field) {
            self.insert_row(field, row);
        }
        self.set(Slot::row(field, row), value);
    }

    /// Puts a custom field into the row that has its name, or into a new one.
    pub(crate) fn fill_custom(&mut self, field: FieldId, name: &str, value: String) {
        let rows = 0..self.rows(field);
        let own = rows.clone().find(|row| self.get(Slot::name(*row)) == name);
        let blank =
            |row: &usize| [Slot::name(*row), Slot::row(field, *row)].map(|slot| self.get(slot)) == [""; 2];
        let row = own.or_else(|| rows.clone().find(blank)).unwrap_or(rows.end);
        if row == rows.end {
            self.insert_row(field, row);
        }
        self.set(Slot::name(row), name);
        self.set(Slot::row(field, row), value);
    }
}

/// Whether a text can be typed into a field: the first character that cannot.
pub(crate) fn untypable(kind: FieldKind, text: &str) -> Option<char> {
    let typed = |character: char| kind == FieldKind::Lines && matches!(character, '\n' | '\t');
    text.chars()
        .find(|character| crate::text::is_invisible(*character) && !typed(*character))
}

/// What this module found wrong, with its lines and columns.
fn located(text: &str, faults: Vec<ShapeError>) -> Vec<ReadError> {
    let (mut line, mut column, mut at) = (1, 0, 0);
    let located = faults.into_iter().map(|fault| {
        // Where the parser broke off inside of what is wrong, that may be within a character.
        let whole = |(start, character): &(usize, char)| start + character.len_utf8() <= fault.end;
        let before = text[at..]
            .char_indices()
            .map(|(start, character)| (at + start, character));
        let mut end = at;
        for (start, character) in before.take_while(whole) {
            end = start + character.len_utf8();
            if character == '\n' {
                (line, column) = (line + 1, 0);
            } else {
                column += 1;
            }
        }
        at = end;
        ReadError {
            line,
            column: column.max(1),
            path: fault.path,
            reason: fault.reason,
        }
    });
    located.collect()
}

/// The parser's error with its place.
fn of_serde(text: &str, error: &serde_json::Error) -> ReadError {
    let reason = match error.classify() {
        Category::Eof => ReadReason::Incomplete,
        _ => ReadReason::Syntax(without_place(error)),
    };
    ReadError {
        line: error.line(),
        column: column(text, error),
        path: String::new(),
        reason,
    }
}

/// The column in characters: the parser counts bytes.
fn column(text: &str, error: &serde_json::Error) -> usize {
    let line = text.split('\n').nth(error.line().saturating_sub(1));
    let line = line.unwrap_or_default();
    let before = line.char_indices().take_while(|(byte, _)| *byte < error.column());
    before.count().max(1)
}

/// The parser's words without the place, which is reported separately.
fn without_place(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    words.strip_suffix(&place).unwrap_or(&words).to_owned()
}
