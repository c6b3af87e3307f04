//! What is wrong with a row, as problems of its customer.

use super::columns::{RowError, SuspectRow};
use super::rows::RowFault;
use crate::customer::Severity;
use crate::i18n::Locale;
use crate::submit::ProblemEntry;
use crate::text::visible;
use serde_json::{Value, json};

/// A row that cannot be a card.
pub(super) fn of_row_error(error: &RowError, locale: &Locale) -> ProblemEntry {
    let texts = locale.texts();
    let (field, reason, message) = match error {
        RowError::Cells { found, expected } => (
            None,
            json!({"reason": "cells", "detail": {"found": found, "expected": expected}}),
            texts.import_cells(*found, *expected),
        ),
        RowError::NoHeading(column) => (
            None,
            json!({"reason": "no_heading", "detail": column}),
            texts.import_no_heading(*column),
        ),
        RowError::Several(path) => (
            Some(path.clone()),
            json!({"reason": "several_values"}),
            texts.columns_several_values(),
        ),
        RowError::Cell { path, reason } => (
            Some(path.clone()),
            serde_json::to_value(reason).unwrap_or_default(),
            locale.read_reason(reason),
        ),
    };
    let problem = ProblemEntry::new(Severity::Error, reason, message);
    match field {
        Some(path) => problem.in_field(path),
        None => problem,
    }
}

/// A row that cannot be read.
pub(super) fn of_row_fault(fault: RowFault, locale: &Locale) -> ProblemEntry {
    let texts = locale.texts();
    let with_line = |reason: &str, line: u64| json!({"reason": reason, "detail": line});
    let (reason, message): (Value, String) = match fault {
        RowFault::Quoting(line) => (with_line("quoting", line), texts.tables_quoting(line)),
        RowFault::BeforeQuoting(line) => (
            with_line("before_quoting", line),
            texts.tables_before_quoting(line),
        ),
        RowFault::Cut(line) => (with_line("cut", line), texts.tables_cut(line)),
        RowFault::TooLong => (json!({"reason": "too_long"}), texts.tables_too_long()),
        RowFault::Undecodable => (json!({"reason": "undecodable"}), texts.tables_undecodable()),
    };
    ProblemEntry::new(Severity::Error, reason, message)
}

/// A row that is hardly a customer.
pub(super) fn of_suspect(suspect: SuspectRow, locale: &Locale) -> ProblemEntry {
    let texts = locale.texts();
    let (reason, message) = match suspect {
        SuspectRow::Heading => ("heading_again", texts.columns_heading_again()),
        SuspectRow::Totals => ("totals", texts.columns_totals()),
        SuspectRow::Joined => ("joined", texts.columns_joined()),
        SuspectRow::DayFirst(date) => ("day_first", texts.columns_day_first(date.to_string())),
    };
    ProblemEntry::new(Severity::Warning, json!({"reason": reason}), message)
}

/// A row that was decoded wrongly before it came into the table; the text that its cell is likely to mean.
pub(super) fn of_double_encoding(meant: &str, locale: &Locale) -> ProblemEntry {
    let reason = json!({"reason": "doubly_encoded", "detail": meant});
    let message = locale.texts().tables_doubly_encoded(visible(meant));
    ProblemEntry::new(Severity::Warning, reason, message)
}
