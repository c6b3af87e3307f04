//! What a page shows, before it is laid out. A page is described once, as blocks; the screen breaks them into lines, the linear
//! front end reads them out. A block knows no columns and no colours. Its texts may come from outside: both renderers make
//! them safe to show.

use super::edit::Editor;
use crate::customer::{FieldComparison, Severity};

/// The meaning of a text's style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Plain,
    /// What can be overlooked.
    Dim,
    /// The label of the field that has the focus, and titles of panes that have the keys.
    Focus,
    /// A title within a text, and the heads of columns.
    Heading,
    /// What stops the sending, and what went wrong.
    Error,
    /// What asks for a second look.
    Warning,
    /// What went well, and is news.
    Good,
    /// What is as it should be, among rows of which only the others need a look.
    Usual,
    /// The keys of the JSON.
    JsonKey,
    /// Numbers and flags of the JSON.
    JsonLiteral,
    /// A key on the keyboard.
    Key,
    /// The chosen row.
    Chosen,
}

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A title above other blocks.
    Heading(String),
    /// Words, broken between words where they are too wide.
    Sentence(String, Role),
    /// Words that take one line, and are cut where they are too wide.
    Line(String, Role),
    /// Words about work under way, with the dots that show it.
    Progress(String, Role),
    /// Words with the mark of how much they matter.
    Finding(Severity, String),
    /// One of several candidates, which other blocks tell more about.
    Choice {
        /// Its number, from 1.
        number: usize,
        /// Whether it has the focus.
        chosen: bool,
        /// What it is.
        words: String,
    },
    /// A problem of the card.
    Problem {
        /// How much it matters.
        severity: Severity,
        /// The title of the section.
        section: String,
        /// The label of the field.
        label: String,
        /// What is wrong.
        words: String,
    },
    /// A name and its value.
    Entry(String, String),
    /// A text from elsewhere below its title, line by line.
    Document(String, String),
    /// Rows, of which one may have the focus.
    List(ListBlock),
    /// Two customers side by side, a field a row.
    Comparison(Sides, Vec<FieldComparison>),
    /// Keys with their way through the menu and what they do, a row each.
    Keys(Vec<[String; 3]>),
    /// Keys with what they do, in as many columns as fit.
    KeyGrid(Vec<[String; 2]>),
    /// A line that is typed.
    Input {
        /// The words before it; may be empty.
        prompt: String,
        /// The text.
        text: String,
        /// The part of the text before the cursor.
        before: String,
    },
    /// An empty line.
    Gap,
    /// Nothing that is seen or read out: what follows is what the page is about, so that the cursor goes there where nothing
    /// has the focus. Without it, a page is about its beginning.
    Subject,
}

impl Block {
    /// An [`Entry`](Self::Entry).
    pub fn entry(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::Entry(name.into(), value.into())
    }

    /// An [`Input`](Self::Input) without words before it.
    #[must_use]
    pub fn input(editor: &Editor) -> Self {
        Self::Input {
            prompt: String::new(),
            text: editor.text().to_owned(),
            before: editor.before().to_owned(),
        }
    }
}

/// Rows to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListBlock {
    /// The rows, in their order.
    pub rows: Vec<ListRow>,
    /// The number of the first row, from 1.
    pub first: usize,
    /// The index of the row that has the focus, if one has it.
    pub focus: Option<usize>,
    /// The most rows to show at once; `usize::MAX` shows as many as fit.
    pub most: usize,
    /// How many rows the list has when nothing is filtered out, so that its height stays the same.
    pub total: usize,
    /// What is shown where there are no rows.
    pub empty: (String, Role),
}

impl ListBlock {
    /// Rows numbered from 1, as many of them at once as fit.
    #[must_use]
    pub fn new(rows: Vec<ListRow>, focus: Option<usize>, empty: (String, Role)) -> Self {
        Self {
            total: rows.len(),
            rows,
            first: 1,
            focus,
            most: usize::MAX,
            empty,
        }
    }
}

/// A row of a [`ListBlock`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListRow {
    /// A value, cut where it is too wide.
    Value(String),
    /// Words with the mark of how much they matter, broken where they are too wide.
    Finding(Severity, String),
    /// A card of the past.
    Record {
        /// When it was saved or sent.
        when: String,
        /// Surname and name.
        who: String,
        /// What became of it.
        what: String,
        /// How that matters.
        role: Role,
    },
}

/// What the two columns of a [`Block::Comparison`] hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// What was sent, and what the CRM has.
    SentAndFound,
    /// The same of a company.
    CompanySentAndFound,
    /// The card, and the customer who may be the one on it.
    CardAndCustomer,
}
