//! A customer's JSON document, from a file or a pipe: read, checked, and its problems reported.

use super::lines::{StreamLine, StreamLines};
use super::stop::{StopSignal, StoppableReader};
use super::{CommandError, Exit};
use crate::customer::{Card, ParsedDocument, Problem, ReadError, Reason, RuleContext, Severity, Slot};
use crate::i18n::Locale;
use crate::import::RowFault;
use crate::import::columns::{RowError, SuspectRow};
use crate::text::visible;
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _, stdin};
use std::os::fd::AsFd as _;
use std::path::Path;

/// A document that is longer is no customer: the API takes no such request.
const MOST_BYTES: usize = 1024 * 1024;

/// What stands for the standard input.
const STDIN: &str = "-";

/// A document, and what is wrong with it.
pub(super) struct Document {
    /// Its name, safe to show.
    name: String,
    /// Which line of its source it is; none where it is all of it.
    pub line: Option<u64>,
    /// The card; none where it could not be read.
    pub card: Option<Card>,
    /// What is wrong: see [`checked`].
    pub problems: Vec<ProblemEntry>,
}

/// One thing that is wrong with a document, as it is reported in JSON.
#[derive(Debug, Serialize)]
pub(super) struct ProblemEntry {
    /// The path of the field; none where it is the document itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    pub severity: Severity,
    /// What is wrong, in a word that stays the same, and more about it.
    #[serde(flatten)]
    reason: Value,
    /// The same, for people.
    message: String,
    /// Where in the document, from 1; none where it is not about the document as text.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
}

#[derive(Debug, Serialize)]
struct Place {
    line: u64,
    column: usize,
}

impl Document {
    /// Reads the document from a file, or from the standard input where the name is `-`, and checks it.
    pub(super) fn read(path: &Path, facts: &RuleContext, locale: &Locale) -> Result<Self, CommandError> {
        let DocumentSource { name, file } = DocumentSource::open(path, locale)?;
        let mut bytes = Vec::new();
        let read = file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| unreadable(&name, &error, locale))?;
        if bytes.len() > MOST_BYTES {
            return Err(CommandError::new(
                Exit::Invalid,
                format!("{name}: {}", locale.texts().document_too_long()),
            ));
        }
        let (card, problems) = checked(&bytes, facts, locale);
        Ok(Self {
            name,
            line: None,
            card,
            problems,
        })
    }

    /// The document that is a line of a source of this name, checked.
    pub(super) fn of_line(name: &str, line: &StreamLine, facts: &RuleContext, locale: &Locale) -> Self {
        let (card, mut problems) = match &line.bytes {
            Some(bytes) => checked(bytes, facts, locale),
            None => (None, vec![ProblemEntry::too_long(locale)]),
        };
        for place in problems.iter_mut().filter_map(|entry| entry.place.as_mut()) {
            place.line = line.number;
        }
        Self {
            name: name.to_owned(),
            line: Some(line.number),
            card,
            problems,
        }
    }

    /// Whether a problem of this severity is among them.
    pub(super) fn has(&self, severity: Severity) -> bool {
        self.problems.iter().any(|entry| entry.severity == severity)
    }

    /// The problems, a line each.
    pub(super) fn lines(&self, locale: &Locale) -> String {
        self.problems.iter().fold(String::new(), |mut lines, entry| {
            // The place of a problem says the line already.
            let name = if entry.place.is_some() {
                self.name.clone()
            } else {
                self.place(locale)
            };
            let _ = writeln!(lines, "{name}: {}", entry.line(locale));
            lines
        })
    }

    /// The problems in one line, behind each other, without the line that the document is.
    pub(super) fn in_a_line(&self, locale: &Locale) -> String {
        let problems: Vec<String> = self.problems.iter().map(|entry| entry.in_line(locale)).collect();
        problems.join("; ")
    }

    /// That nothing is wrong, in a line.
    pub(super) fn all_is_well(&self, locale: &Locale) -> String {
        format!("{}: {}\n", self.place(locale), locale.texts().document_right())
    }

    /// Its name, and its line where it is one.
    fn place(&self, locale: &Locale) -> String {
        match self.line {
            None => self.name.clone(),
            Some(line) => format!("{}: {}", self.name, locale.texts().submit_line(line)),
        }
    }
}

/// A file or pipe that documents are read from.
pub(super) struct DocumentSource {
    /// Its name, safe to show.
    pub name: String,
    file: File,
}

impl DocumentSource {
    /// Opens a file, or the standard input where the name is `-`. A pipe waits for its writer.
    pub(super) fn open(path: &Path, locale: &Locale) -> Result<Self, CommandError> {
        let (name, file) = if path == Path::new(STDIN) {
            let stdin = stdin().as_fd().try_clone_to_owned();
            ("stdin".to_owned(), stdin.map(File::from))
        } else {
            (visible(&path.to_string_lossy()).into_owned(), File::open(path))
        };
        match file {
            Ok(file) => Ok(Self { name, file }),
            Err(error) => Err(unreadable(&name, &error, locale)),
        }
    }

    /// Its lines.
    pub(super) fn lines(self) -> StreamLines<File> {
        StreamLines::new(self.file, MOST_BYTES)
    }

    /// Its lines, until it is asked to stop.
    pub(super) fn lines_until(self, stop: &StopSignal) -> StreamLines<StoppableReader> {
        StreamLines::new(stop.reading(self.file), MOST_BYTES)
    }
}

/// That a source cannot be read.
pub(super) fn unreadable(name: &str, error: &io::Error, locale: &Locale) -> CommandError {
    let why = locale.texts().document_unreadable(visible(&error.to_string()));
    CommandError::usage(format!("{name}: {why}"))
}

/// The card of a document, where it can be read whole, and everything that is wrong: with the document from its beginning
/// to its end, and then with the values that could be read, in the order of the form. Of a document that breaks off
/// nobody knows what would come, so that its values are not checked.
pub(super) fn checked(
    bytes: &[u8],
    facts: &RuleContext,
    locale: &Locale,
) -> (Option<Card>, Vec<ProblemEntry>) {
    let reading = ParsedDocument::of_bytes(bytes, facts);
    let errors = reading.errors.iter();
    let mut entries: Vec<ProblemEntry> = errors
        .map(|error| ProblemEntry::of_read_error(error, locale))
        .collect();
    if reading.is_whole {
        let problems = reading.card.problems(facts).into_iter();
        let problems = problems.filter(|(slot, _)| !reading.has_left_out(&reading.card.path(*slot)));
        entries.extend(
            problems.map(|(slot, problem)| ProblemEntry::of(&reading.card, slot, &problem, facts, locale)),
        );
    }
    (reading.errors.is_empty().then_some(reading.card), entries)
}

impl ProblemEntry {
    /// A problem of a card.
    pub(super) fn of(
        card: &Card,
        slot: Slot,
        problem: &Problem,
        facts: &RuleContext,
        locale: &Locale,
    ) -> Self {
        let message = match problem.reason {
            // The words of the form name a key that opens the list; here it is shown.
            Reason::NotAChoice => {
                let values = card.choices(slot, facts).iter();
                let values: Vec<&str> = values.map(|choice| choice.value.as_str()).collect();
                locale.texts().document_not_a_choice(values.join(", "))
            }
            _ => locale.problem(problem),
        };
        Self {
            field: Some(card.path(slot)),
            severity: problem.severity,
            reason: serde_json::to_value(&problem.reason).unwrap_or_default(),
            message,
            place: None,
        }
    }

    /// Something that asks for a second look, and is not about a field.
    pub(super) fn warning(reason: &str, detail: &Value, message: String) -> Self {
        Self {
            field: None,
            severity: Severity::Warning,
            reason: json!({"reason": reason, "detail": detail}),
            message,
            place: None,
        }
    }

    /// A row of a sheet that cannot be a card.
    pub(super) fn of_row_error(error: &RowError, locale: &Locale) -> Self {
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
        Self {
            field,
            severity: Severity::Error,
            reason,
            message,
            place: None,
        }
    }

    /// A row of a sheet that is hardly a customer.
    pub(super) fn of_suspect(suspect: SuspectRow, locale: &Locale) -> Self {
        let texts = locale.texts();
        let (reason, message) = match suspect {
            SuspectRow::Heading => ("heading_again", texts.columns_heading_again()),
            SuspectRow::Totals => ("totals", texts.columns_totals()),
            SuspectRow::Joined => ("joined", texts.columns_joined()),
            SuspectRow::DayFirst(date) => ("day_first", texts.columns_day_first(date.to_string())),
        };
        Self {
            field: None,
            severity: Severity::Warning,
            reason: json!({"reason": reason}),
            message,
            place: None,
        }
    }

    /// A line that no customer has.
    fn too_long(locale: &Locale) -> Self {
        Self {
            field: None,
            severity: Severity::Error,
            reason: json!({"reason": "too_long"}),
            message: locale.texts().document_line_too_long(),
            place: None,
        }
    }

    /// Why a row cannot be read, as a problem.
    pub(super) fn of_row_fault(fault: RowFault, locale: &Locale) -> Self {
        let texts = locale.texts();
        let (reason, message) = match fault {
            RowFault::Quoting(line) => (
                json!({"reason": "quoting", "detail": line}),
                texts.tables_quoting(line),
            ),
            RowFault::BeforeQuoting(line) => (
                json!({"reason": "before_quoting", "detail": line}),
                texts.tables_before_quoting(line),
            ),
            RowFault::Cut(line) => (json!({"reason": "cut", "detail": line}), texts.tables_cut(line)),
            RowFault::TooLong => (json!({"reason": "too_long"}), texts.tables_too_long()),
            RowFault::Undecodable => (json!({"reason": "undecodable"}), texts.tables_undecodable()),
        };
        Self {
            field: None,
            severity: Severity::Error,
            reason,
            message,
            place: None,
        }
    }

    /// That a row was decoded wrongly before, with what a cell of it was likely to say, as a problem.
    pub(super) fn of_double_encoding(before: &str, locale: &Locale) -> Self {
        Self {
            field: None,
            severity: Severity::Warning,
            reason: json!({"reason": "doubly_encoded", "detail": before}),
            message: locale.texts().tables_doubly_encoded(visible(before)),
            place: None,
        }
    }

    fn of_read_error(error: &ReadError, locale: &Locale) -> Self {
        Self {
            field: (!error.path.is_empty()).then(|| error.path.clone()),
            severity: Severity::Error,
            reason: serde_json::to_value(&error.reason).unwrap_or_default(),
            message: locale.read_reason(&error.reason),
            place: Some(Place {
                line: error.line as u64,
                column: error.column,
            }),
        }
    }

    /// Where, how bad and what, for people. Safe to show.
    pub(super) fn line(&self, locale: &Locale) -> String {
        let place = self.place.as_ref();
        let place = place.map(|place| locale.texts().read_place(place.line, place.column));
        self.behind(place, locale)
    }

    /// As [`line`](Self::line), where the line of the document is known.
    fn in_line(&self, locale: &Locale) -> String {
        let place = self.place.as_ref();
        let place = place.map(|place| locale.texts().read_column(place.column));
        self.behind(place, locale)
    }

    fn behind(&self, place: Option<String>, locale: &Locale) -> String {
        let texts = locale.texts();
        let mut parts = Vec::from_iter(place);
        parts.push(match self.severity {
            Severity::Error => texts.severity_error(),
            Severity::Warning => texts.severity_warning(),
        });
        parts.extend(self.field.as_deref().map(|field| visible(field).into_owned()));
        parts.push(visible(&self.message).into_owned());
        parts.join(": ")
    }
}
