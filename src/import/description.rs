//! A table and its columns in words: what it is, and which field each column goes into.

use super::columns::{ColumnTarget, Destination, Mapping, SkippedReason, TableCells, marks};
use super::{Quoting, Table, TableFormat};
use crate::customer::rules::RuleInput;
use crate::customer::{FieldKind, RuleContext, list};
use crate::i18n::Locale;
use crate::text::layout::{fit, pad, width, wrap_words};
use crate::text::visible;
use std::fmt::Write as _;

/// A heading that is wider is cut, in columns of the screen.
const WIDEST: usize = 32;
/// A target that is wider pushes what follows it to the right.
const WIDEST_TARGET: usize = 34;
/// The screen that the lines are made for.
const SCREEN: usize = 80;
/// A sample that would be shorter is not shown.
const LEAST_SAMPLE: usize = 8;
/// The sample of a column that is left out.
const SHORT: usize = 20;

/// What the table is, and where each column goes, a line each.
pub(crate) fn describe(
    name: &str,
    table: &Table,
    mapping: &Mapping,
    cells: &TableCells,
    context: &RuleContext,
    locale: &Locale,
    ascii: bool,
) -> String {
    let texts = locale.texts();
    let head = match table.format {
        TableFormat::Csv => dialect(table, locale),
        TableFormat::Vcard => texts.tables_vcard(table.charset.name()),
    };
    let counts = match table.format {
        TableFormat::Csv => texts.tables_counts(table.survey.lines, table.survey.rows),
        TableFormat::Vcard => texts.tables_cards(table.survey.lines, table.survey.rows),
    };
    format!(
        "{name}: {head} ({counts})\n{}{}{}",
        words(table, locale),
        destinations(mapping, cells, context, locale, ascii),
        left_out(mapping, cells, locale, ascii)
    )
}

/// How a table in text is written.
fn dialect(table: &Table, locale: &Locale) -> String {
    let texts = locale.texts();
    let separator = match table.dialect.separator {
        b'\t' => texts.import_tab(),
        sign => char::from(sign).to_string(),
    };
    let head = texts.import_table(table.charset.name(), separator);
    match table.dialect.quoting {
        Quoting::Double => head,
        Quoting::Backslash => format!("{head}, {}", texts.tables_quotes_backslash()),
        Quoting::None => format!("{head}, {}", texts.tables_quotes_none()),
    }
}

/// Words with letters that are not ASCII, by which a person sees whether the character set is the right one.
fn words(table: &Table, locale: &Locale) -> String {
    let words = visible(&table.survey.words.join(" ")).into_owned();
    if words.is_empty() {
        return String::new();
    }
    format!("  {}\n", locale.texts().tables_words(words))
}

/// Where each column goes that goes somewhere, with what stands first in it where there is room, a line each.
fn destinations(
    mapping: &Mapping,
    cells: &TableCells,
    context: &RuleContext,
    locale: &Locale,
    ascii: bool,
) -> String {
    let (arrow, mark) = if ascii { ("->", "...") } else { ("→", "…") };
    let columns = (0..).zip(mapping.columns());
    let rows: Vec<[String; 3]> = columns
        .filter_map(|(index, column)| {
            let target = column.target()?;
            let sample = sample(mapping, cells, index).unwrap_or_default();
            let sample = as_sent(target, sample, context);
            let target = visible(&described(target, locale)).into_owned();
            Some([fit(&column.heading, WIDEST, mark), target, sample])
        })
        .collect();
    let widest = |part: usize| rows.iter().map(|row| width(&row[part])).max().unwrap_or_default();
    let (headings, targets) = (widest(0), widest(1).min(WIDEST_TARGET));
    rows.iter()
        .fold(String::new(), |mut lines, [heading, target, sample]| {
            let mut line = format!("  {}  {arrow} {}", pad(heading, headings), pad(target, targets));
            let room = SCREEN.saturating_sub(width(&line) + 2);
            if room >= LEAST_SAMPLE {
                line = format!("{line}  {}", fit(sample, room, mark));
            }
            let _ = writeln!(lines, "{}", line.trim_end());
            lines
        })
}

/// The columns that go nowhere, by the reason.
fn left_out(mapping: &Mapping, cells: &TableCells, locale: &Locale, ascii: bool) -> String {
    let mark = if ascii { "..." } else { "…" };
    let texts = locale.texts();
    let reasons = [
        (SkippedReason::Asked, texts.columns_asked()),
        (SkippedReason::RowNumbers, texts.columns_row_numbers()),
        (SkippedReason::NoField, texts.columns_no_field()),
        (SkippedReason::InParts, texts.columns_in_parts()),
        (SkippedReason::Label, texts.columns_labels()),
        (SkippedReason::Reason, texts.columns_reason()),
        (SkippedReason::NoHeading, texts.columns_no_heading()),
        (SkippedReason::Blank, texts.columns_blank()),
    ];
    let mut lines = String::new();
    for (reason, words) in reasons {
        let columns = (0..).zip(mapping.columns());
        let columns = columns.filter(|(_, column)| column.destination == Destination::LeftOut(reason));
        let named: Vec<String> = columns
            .map(|(index, column)| match (reason, sample(mapping, cells, index)) {
                _ if column.heading.trim().is_empty() => texts.columns_number(index + 1),
                (SkippedReason::NoField | SkippedReason::Asked | SkippedReason::InParts, Some(sample)) => {
                    let (heading, sample) = (fit(&column.heading, WIDEST, mark), fit(&sample, SHORT, mark));
                    format!("{heading} ({sample})")
                }
                _ => fit(&column.heading, WIDEST, mark),
            })
            .collect();
        if !named.is_empty() {
            let sentence = format!("{words}: {}", named.join(", "));
            let mut broken = wrap_words(&sentence, SCREEN - 4).into_iter();
            let first = broken.next().unwrap_or_default();
            let _ = writeln!(lines, "  {first}");
            broken.for_each(|line| {
                let _ = writeln!(lines, "    {line}");
            });
        }
    }
    lines
}

/// What stands first in a column.
fn sample(mapping: &Mapping, cells: &TableCells, column: usize) -> Option<String> {
    let sample = cells.sample(column)?;
    let sample = if mapping.is_marked() {
        marks::unmark(sample)
    } else {
        sample
    };
    // A cell of several lines is shown as one.
    Some(sample.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A sample as it is read, with what is in the cell behind it where that is another text. What the other cells of its row
/// decide, as the country does, is left out.
fn as_sent(target: &ColumnTarget, sample: String, context: &RuleContext) -> String {
    let ColumnTarget::Field(id) = target else {
        return sample;
    };
    let field = id.field();
    if field.parent_and_key().0.is_some() {
        return sample;
    }
    let input = RuleInput {
        context,
        path: field.path,
        country: "",
    };
    let values: Vec<&str> = match field.kind {
        FieldKind::Rows => list::split(&sample).collect(),
        _ => vec![&sample],
    };
    let shown = |value: &&str| field.shown(value, input);
    if !values.iter().any(|value| shown(value).is_some()) {
        return sample;
    }
    let read = values
        .iter()
        .map(|value| shown(value).unwrap_or_else(|| (*value).to_owned()));
    format!("{} ({sample})", read.collect::<Vec<_>>().join(", "))
}

/// A target by its path, with the label behind it where that says more.
fn described(target: &ColumnTarget, locale: &Locale) -> String {
    match target {
        ColumnTarget::Custom(_) => target.path(),
        ColumnTarget::Field(id) => format!("{} ({})", target.path(), id.field().label(locale)),
    }
}
