//! What is wrong with a row, as problems of its customer.

use super::columns::{RowError, SuspectRow};
use super::table_row::RowFault;
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
    let (reason, line) = match fault {
        RowFault::Quoting(line) => ("quoting", Some(line)),
        RowFault::BeforeQuoting(line) => ("before_quoting", Some(line)),
        RowFault::Cut(line) => ("cut", Some(line)),
        RowFault::TooLong => ("too_long", None),
        RowFault::OutsideCards => ("outside_cards", None),
        RowFault::CardNotClosed => ("card_not_closed", None),
        RowFault::NoProperty(line) => ("no_property", Some(line)),
        RowFault::Undecodable => ("undecodable", None),
    };
    let reason: Value = match line {
        Some(line) => json!({"reason": reason, "detail": line}),
        None => json!({"reason": reason}),
    };
    ProblemEntry::new(Severity::Error, reason, locale.row_fault(fault))
}

impl Locale {
    /// Why a row cannot be read, and what to do. Safe to show.
    pub(super) fn row_fault(&self, fault: RowFault) -> String {
        let texts = self.texts();
        match fault {
            RowFault::Quoting(line) => texts.tables_quoting(line),
            RowFault::BeforeQuoting(line) => texts.tables_before_quoting(line),
            RowFault::Cut(line) => texts.tables_cut(line),
            RowFault::TooLong => texts.tables_too_long(),
            RowFault::OutsideCards => texts.tables_outside_cards(),
            RowFault::CardNotClosed => texts.tables_card_not_closed(),
            RowFault::NoProperty(line) => texts.tables_no_property(line),
            RowFault::Undecodable => texts.tables_undecodable(),
        }
    }
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
