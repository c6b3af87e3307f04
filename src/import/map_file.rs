//! A saved mapping: which column of a table goes into which field, in a file that people can read and change.

use super::columns::{
    Adjustment, ColumnNames, ColumnTarget, Destination, Mapping, MappingError, REASON_COLUMN, SkippedReason,
};
use crate::customer::RuleContext;
use crate::i18n::Locale;
use crate::os::files::{NewFile, open_regular};
use crate::text::visible;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::ops::Range;
use std::path::Path;
use toml::Value;
use toml::de::{DeTable, DeValue};

/// The name of the one table in the file.
const COLUMNS: &str = "columns";

/// The size of the largest mapping, in bytes.
const MOST_BYTES: u64 = 1024 * 1024;

/// Reads a saved mapping: what it says of the columns of a table, and the headings that the table does not have.
///
/// # Errors
/// In words: what is wrong, with the file and the line.
pub(crate) fn read(
    path: &Path,
    headings: &[String],
    context: &RuleContext,
    locale: &Locale,
) -> Result<(Vec<Adjustment>, Vec<String>), String> {
    let (name, texts) = (visible(&path.to_string_lossy()).into_owned(), locale.texts());
    let text =
        text_of(path).map_err(|error| texts.map_file_unreadable(&name, locale.system_error(&error)))?;
    let at = |place: Range<usize>| text[..place.start].matches('\n').count() + 1;
    let failed = |place: Range<usize>, why: String| texts.map_file_wrong(&name, at(place), visible(&why));
    let parsed = DeTable::parse(&text)
        .map_err(|error| failed(error.span().unwrap_or_default(), error.message().to_owned()))?;
    let names = ColumnNames::new(context);
    let (mut adjustments, mut missing) = (Vec::new(), Vec::new());
    for (key, value) in parsed.get_ref() {
        let DeValue::Table(columns) = value.get_ref() else {
            return Err(failed(key.span(), texts.map_file_key(visible(key.get_ref()))));
        };
        if key.get_ref() != COLUMNS {
            return Err(failed(key.span(), texts.map_file_key(visible(key.get_ref()))));
        }
        for (heading, target) in columns {
            let DeValue::String(target) = target.get_ref() else {
                return Err(failed(target.span(), texts.map_file_not_a_field()));
            };
            if !target.trim().is_empty() {
                names
                    .check_target(target)
                    .map_err(|error| failed(heading.span(), in_words(&error, locale)))?;
            }
            let heading = heading.get_ref().trim();
            if !headings.iter().any(|known| known.trim() == heading) {
                missing.push(heading.to_owned());
                continue;
            }
            adjustments.push(Adjustment {
                heading: heading.to_owned(),
                target: target.to_string(),
            });
        }
    }
    if adjustments.is_empty() {
        return Err(texts.map_file_of_another(&name));
    }
    Ok((adjustments, missing))
}

fn text_of(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    open_regular(path)?
        .take(MOST_BYTES + 1)
        .read_to_string(&mut text)?;
    if text.len() as u64 > MOST_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(text)
}

/// What is wrong with a field's name.
fn in_words(error: &MappingError, locale: &Locale) -> String {
    let texts = locale.texts();
    match error {
        MappingError::Ambiguous { heading, candidates } => {
            let candidates: Vec<String> = candidates.iter().map(ColumnTarget::path).collect();
            texts.map_file_ambiguous(heading, candidates.join(", "))
        }
        MappingError::NoSuchTarget {
            target,
            nearest: Some(nearest),
        } => texts.map_file_no_field_like(target, nearest.path()),
        MappingError::NoSuchTarget { target, .. } => texts.map_file_no_field(target),
        _ => texts.map_file_not_a_field(),
    }
}

/// Saves a mapping, readable for its owner alone. A file that is there and says something else stays as it is.
///
/// # Errors
/// In words.
pub(crate) fn save(path: &Path, mapping: &Mapping, locale: &Locale) -> Result<(), String> {
    let (name, texts) = (visible(&path.to_string_lossy()).into_owned(), locale.texts());
    let text = written(mapping, locale);
    if text_of(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    if fs::symlink_metadata(path).is_ok() {
        return Err(texts.map_file_exists(&name));
    }
    let failed = |error: io::Error| texts.map_file_unwritable(&name, locale.system_error(&error));
    let mut file = NewFile::begin(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    match file.publish(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(texts.map_file_exists(&name)),
        published => published.map_err(failed),
    }
}

/// The mapping as it is saved: every column that goes somewhere or that is left out whatever it holds. One that was left out
/// for what stood in it is a comment only, so that in the next table it is looked at again.
fn written(mapping: &Mapping, locale: &Locale) -> String {
    let columns = mapping.columns().iter();
    let named = columns.filter(|column| !column.heading.trim().is_empty() && column.heading != REASON_COLUMN);
    let mut lines: Vec<(String, String)> = Vec::new();
    for column in named {
        let heading = quoted(column.heading.trim());
        let (key, line) = match &column.destination {
            Destination::Into(target) => (heading.clone(), format!("{heading} = {}", quoted(&target.path()))),
            Destination::LeftOut(
                SkippedReason::Blank | SkippedReason::RowNumbers | SkippedReason::InParts,
            ) => (format!("# {heading}"), format!("# {heading} = \"\"")),
            Destination::LeftOut(_) => (heading.clone(), format!("{heading} = \"\"")),
        };
        // Columns with the same heading go to the same place; the one that is used speaks for all.
        match lines.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) if column.target().is_some() => *known = line,
            Some(_) => {}
            None => lines.push((key, line)),
        }
    }
    let head = locale.texts().map_file_head();
    let head = head.lines().map(|line| format!("# {line}\n"));
    let lines = lines.into_iter().map(|(_, line)| line + "\n");
    format!(
        "{}\n[{COLUMNS}]\n{}",
        head.collect::<String>(),
        lines.collect::<String>()
    )
}

/// A text as a string of TOML, on one line.
fn quoted(text: &str) -> String {
    let written = Value::String(text.to_owned()).to_string();
    if written.contains('\n') || written.starts_with("'''") || written.starts_with("\"\"\"") {
        // JSON's escapes are TOML's, too.
        return Value::String(text.replace('\n', " ")).to_string();
    }
    written
}
