//! What can be wrong with a document. Data: the words are the locale's.

use serde::Serialize;

/// Why a document is not a customer, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters: the end of what is wrong.
    pub column: usize,
    /// The path of what is wrong (`address.city`, `email[1]`); empty where it is the document itself. As it is in
    /// the document: escape it before showing it.
    pub path: String,
    /// What is wrong.
    pub reason: ReadReason,
}

/// What is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "reason", content = "detail")]
pub enum ReadReason {
    /// It is not text in UTF-8.
    NotUtf8,
    /// There is nothing in it.
    Empty,
    /// It ends before the customer does.
    Incomplete,
    /// It is not JSON; the parser's words.
    Syntax(String),
    /// More follows after the customer.
    Trailing,
    /// The API has no such field; the path of the one that it is most like.
    UnknownField(Option<&'static str>),
    /// The field belongs into the object of this name, and is written with a dot.
    Dotted(&'static str),
    /// The name is there twice.
    Duplicate,
    /// The value is of another type.
    Type {
        /// What the API takes.
        expected: Expected,
        /// What is there.
        found: JsonType,
    },
    /// The text holds a character that cannot be typed into this field: an order to a terminal, a mark that hides or
    /// reorders text, or a line break in a field of one line.
    Character(char),
}

impl ReadReason {
    /// Whether it is about the structure of a document, which a [schema](super::super::customer_schema) describes: its names and
    /// its types. The rest is about its text, or makes it no JSON.
    #[must_use]
    pub fn is_structural(&self) -> bool {
        matches!(self, Self::UnknownField(_) | Self::Dotted(_) | Self::Type { .. })
    }
}

/// What the API takes at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// The customer: an object.
    Customer,
    /// The parts of an address: an object.
    Address,
    /// Names and texts: an object.
    Pairs,
    /// A text.
    Text,
    /// A text, or a list of texts.
    Texts,
    /// A whole number, also as a text.
    Number,
    /// `true` or `false`.
    Flag,
}

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JsonType {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}
