//! Why an import ends before the last row.

use super::columns::{ColumnTarget, CombinedContent, MappingError};
use super::rejected_table::RejectedTableError;
use super::{CharsetCandidate, LineList, Quoting, TableError};
use crate::i18n::Locale;
use crate::store;
use crate::text::visible;

/// Why an import ends before the last row.
#[derive(Debug)]
pub(crate) enum Error {
    /// The table cannot be read.
    Table(TableError),
    /// The journal cannot be read.
    Store(store::Error),
}

impl From<TableError> for Error {
    fn from(error: TableError) -> Self {
        Self::Table(error)
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl Locale {
    /// Why a table cannot be read, and what to do. Safe to show.
    pub(crate) fn table_error(&self, error: &TableError) -> String {
        let texts = self.texts();
        let with_hint = |words: String, quoting: &Option<Quoting>| match quoting {
            Some(quoting) => format!("{words}; {}", texts.tables_try_quote(quoting.name())),
            None => words,
        };
        match error {
            TableError::Io(error) => texts.import_unreadable(visible(&error.to_string())),
            TableError::NotAFile => texts.import_not_a_file(),
            TableError::Empty => texts.import_empty(),
            TableError::Binary => texts.import_binary(),
            TableError::Changed => texts.import_changed(),
            TableError::Charsets(candidates) => {
                let words = |candidate: &CharsetCandidate| {
                    let words = candidate.words.join(" ");
                    format!("{} ({})", candidate.charset.name(), visible(&words))
                };
                texts.tables_charsets(candidates.iter().map(words).collect::<Vec<_>>().join(", "))
            }
            TableError::Marked(marked) => texts.tables_marked(marked.name()),
            TableError::Undecodable(charset, lines) => {
                texts.tables_not_in_charset(charset.name(), self.line_list(lines))
            }
            TableError::Unclosed(line, quoting) => with_hint(texts.tables_unclosed(*line), quoting),
            TableError::LongCell(line, quoting) => with_hint(texts.tables_long_cell(*line), quoting),
            TableError::Heading(line, quoting) => with_hint(texts.tables_heading_quoting(*line), quoting),
            TableError::TooLong => texts.tables_heading_too_long(),
            TableError::Cards(line, fault) => texts.tables_no_card(*line, self.row_fault(*fault)),
        }
    }

    /// Lines of a file by their numbers.
    pub(super) fn line_list(&self, lines: &LineList) -> String {
        let first: Vec<String> = lines.first.iter().map(u64::to_string).collect();
        let (first, more) = (first.join(", "), lines.count - lines.first.len() as u64);
        match more {
            0 => self.texts().tables_line_list(lines.count, first),
            more => self.texts().tables_line_list_more(first, more),
        }
    }

    /// Why there is no table of the rows that were not sent. Safe to show.
    pub(crate) fn rejected_table_error(&self, error: &RejectedTableError) -> String {
        let texts = self.texts();
        match error {
            RejectedTableError::Foreign(path) => texts.import_foreign_file(visible(&path.to_string_lossy())),
            RejectedTableError::Io(path, error) => {
                texts.import_unwritable(visible(&path.to_string_lossy()), visible(&error.to_string()))
            }
        }
    }

    /// Why a column has no field, and what to do, in one line. Safe to show.
    pub(crate) fn mapping_error(&self, error: &MappingError) -> String {
        let texts = self.texts();
        let path = |target: &ColumnTarget| visible(&target.path()).into_owned();
        match error {
            MappingError::Unknown {
                heading,
                nearest: None,
            } => texts.import_unknown_heading(visible(heading)),
            MappingError::Unknown {
                heading,
                nearest: Some(nearest),
            } => texts.import_unknown_heading_like(visible(heading), path(nearest)),
            MappingError::Ambiguous { heading, candidates } => {
                let candidates: Vec<String> = candidates.iter().map(path).collect();
                texts.import_ambiguous(visible(heading), candidates.join(", "))
            }
            MappingError::Together { heading, what } => {
                let words = match what {
                    CombinedContent::Names => texts.columns_names_together(visible(heading)),
                    CombinedContent::Customer => texts.columns_customer_together(visible(heading)),
                    CombinedContent::Address => texts.columns_address_together(visible(heading)),
                    CombinedContent::Contacts => texts.columns_contacts_together(visible(heading)),
                };
                format!("{words} {}", texts.columns_or_leave_out(visible(heading)))
            }
            MappingError::Twice {
                heading,
                other,
                target,
            } => texts.import_twice(visible(heading), visible(other), path(target)),
            MappingError::NoSuchColumn { heading } => texts.import_no_such_column(visible(heading)),
            MappingError::NoSuchTarget {
                target,
                nearest: None,
            } => texts.import_no_such_field(visible(target)),
            MappingError::NoSuchTarget {
                target,
                nearest: Some(nearest),
            } => texts.import_no_such_field_like(visible(target), path(nearest)),
            MappingError::Nothing => texts.import_no_columns(),
        }
    }
}
