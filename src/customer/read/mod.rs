//! A customer's JSON document, as the API takes it, read into a card. Strict: what the API does not have, what has the
//! wrong type and what would be lost on the way is named with its place, and nothing is read then.

mod shape;
mod words;

use super::card::{Card, Slot};
use super::{Facts, FieldId, Kind};
use serde::de::DeserializeSeed as _;
use serde_json::error::Category;
use shape::{Fault, Pen};
pub use words::{Expected, Found, ReadError, ReadReason};

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
    /// use kartoteka::customer::{Card, Facts, ReadReason, Severity};
    ///
    /// let facts = Facts::on(jiff::civil::date(2026, 11, 24));
    /// let card = Card::read_json(r#"{"surname": "Kowalski", "pesel": "4405140135"}"#, &facts).unwrap();
    /// let problems = card.problems(&facts);
    /// assert_eq!(card.path(problems[0].0), "pesel");
    /// assert_eq!(problems[0].1.severity, Severity::Error);
    ///
    /// let error = Card::read_json(r#"{"surnme": "Kowalski"}"#, &facts).unwrap_err();
    /// assert_eq!(error.reason, ReadReason::UnknownField(Some("surname")));
    /// ```
    pub fn read_json(text: &str, facts: &Facts) -> Result<Self, ReadError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(ReadError {
                line: 1,
                column: 1,
                path: String::new(),
                reason: ReadReason::Empty,
            });
        }
        let pen = Pen::new(facts);
        let mut reader = serde_json::Deserializer::from_str(text);
        let written = pen.document().deserialize(&mut reader);
        let written = written.map_err(|error| of_serde(text, &error, pen.fault()))?;
        let trailing = reader.end().map_err(|error| ReadError {
            reason: ReadReason::Trailing,
            ..of_serde(text, &error, None)
        });
        trailing.map(|()| written)
    }

    /// As [`read_json`](Self::read_json), of a document that may not be text at all.
    ///
    /// # Errors
    /// As [`read_json`](Self::read_json), and if the bytes are not UTF-8.
    pub fn read_json_bytes(bytes: &[u8], facts: &Facts) -> Result<Self, ReadError> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let last = good.split('\n').next_back().unwrap_or_default();
            ReadError {
                line: good.split('\n').count(),
                column: last.chars().count() + 1,
                path: String::new(),
                reason: ReadReason::NotUtf8,
            }
        })?;
        Self::read_json(text, facts)
    }

    /// The path of a slot in the document of its card: `address.city`, `email[1]`, `custom_fields.kampania`.
    #[must_use]
    pub fn path(&self, slot: Slot) -> String {
        let path = slot.field.field().path;
        match slot.field.field().kind {
            Kind::Pairs => match self.get(Slot::name(slot.row)).trim() {
                "" => path.to_owned(),
                name => format!("{path}.{name}"),
            },
            Kind::Rows if self.rows(slot.field) > 1 => format!("{path}[{}]", slot.row),
            _ => path.to_owned(),
        }
    }

    /// Fills a row of a field, which is added where it is the next one.
    pub(super) fn fill(&mut self, field: FieldId, row: usize, value: String) {
        if row >= self.rows(field) {
            self.insert_row(field, row);
        }
        self.set(Slot::row(field, row), value);
    }

    /// Puts a custom field into the row that has its name, or into a new one.
    pub(super) fn fill_custom(&mut self, field: FieldId, name: &str, value: String) {
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
pub(super) fn untypable(kind: Kind, text: &str) -> Option<char> {
    let typed = |character: char| kind == Kind::Lines && matches!(character, '\n' | '\t');
    text.chars()
        .find(|character| crate::text::is_invisible(*character) && !typed(*character))
}

/// The parser's error with its place. What this module found wrong itself is in `fault`.
fn of_serde(text: &str, error: &serde_json::Error, fault: Option<Fault>) -> ReadError {
    let (path, reason) = match fault {
        Some(Fault { path, reason }) => (path, reason),
        None if error.classify() == Category::Eof => (String::new(), ReadReason::Incomplete),
        None => (String::new(), ReadReason::Syntax(without_place(error))),
    };
    ReadError {
        line: error.line(),
        column: column(text, error),
        path,
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

/// The parser's words without the place, which is told apart.
fn without_place(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    words.strip_suffix(&place).unwrap_or(&words).to_owned()
}
