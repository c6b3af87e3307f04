//! The columns of a sheet and where they go, in words.

use super::source::{Source, SourceError};
use crate::customer::sheet::{Mapping, MappingError, Target};
use crate::locale::Locale;
use crate::text::visible;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// A heading that is wider pushes what stands behind it to the right.
const WIDEST: usize = 32;

/// What the sheet is, and where each column goes, a line each.
pub(super) fn shown(name: &str, source: &Source, mapping: &Mapping, locale: &Locale, ascii: bool) -> String {
    let texts = locale.texts();
    let separator = match source.separator {
        b'\t' => texts.import_tab(),
        sign => char::from(sign).to_string(),
    };
    let arrow = if ascii { "->" } else { "→" };
    let mut lines = format!(
        "{name}: {}\n",
        texts.import_sheet(source.encoding.name(), separator)
    );
    let columns = mapping.columns().iter();
    let headings: Vec<_> = columns.map(|column| visible(&column.heading)).collect();
    let widths = headings.iter().map(|heading| heading.width());
    let width = widths.max().unwrap_or_default().min(WIDEST);
    for (heading, column) in headings.iter().zip(mapping.columns()) {
        let target = match &column.target {
            None => texts.import_left_out(),
            Some(target) => visible(&described(target, locale)).into_owned(),
        };
        let blanks = " ".repeat(width.saturating_sub(heading.width()));
        let _ = writeln!(lines, "  {heading}{blanks}  {arrow} {target}");
    }
    lines
}

/// A target by its path, with the label behind it where that says more.
fn described(target: &Target, locale: &Locale) -> String {
    match target {
        Target::Custom(_) => target.path(),
        Target::Field(id) => format!("{} ({})", target.path(), id.field().label(locale)),
    }
}

/// Why the columns cannot be told, and what to do, in one line.
pub(super) fn mapping_error(error: &MappingError, locale: &Locale) -> String {
    let texts = locale.texts();
    let path = |target: &Target| visible(&target.path()).into_owned();
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

/// Why a sheet cannot be read, and what to do.
pub(super) fn source_error(error: &SourceError, locale: &Locale) -> String {
    let texts = locale.texts();
    match error {
        SourceError::Io(error) => texts.import_unreadable(visible(&error.to_string())),
        SourceError::NotAFile => texts.import_not_a_file(),
        SourceError::Empty => texts.import_empty(),
        SourceError::Binary => texts.import_binary(),
        SourceError::Changed => texts.import_changed(),
    }
}
