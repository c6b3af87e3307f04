//! Opens a table, and asks what it cannot be sure of.

use super::input;
use crate::cli;
use crate::commands::CommandError;
use crate::commands::output::tell;
use crate::customer::rules::flag;
use crate::i18n::Locale;
use crate::import::{CharsetCandidate, LineList, Quoting, Table, TableError, TableOptions};
use crate::text::visible;
use std::fs::File;
use std::io::{IsTerminal as _, stdin};

/// Opens the table; where it may be in several character sets, the operator chooses one.
pub(super) fn open(
    file: File,
    name: &str,
    options: &cli::ImportArgs,
    locale: &Locale,
) -> Result<Table, CommandError> {
    let mut asked = TableOptions {
        charset: options.encoding,
        separator: options.separator,
        quoting: options.quote,
    };
    let failed = |error: &TableError| CommandError::usage(format!("{name}: {}", table_error(error, locale)));
    let again = file.try_clone().map_err(|error| failed(&error.into()))?;
    match Table::of(file, asked) {
        Err(TableError::Charsets(candidates)) if may_ask(options) => {
            asked.charset = choose(name, &candidates, locale).map(|candidate| candidate.charset);
            if asked.charset.is_none() {
                return Err(failed(&TableError::Charsets(candidates)));
            }
            Table::of(again, asked).map_err(|error| failed(&error))
        }
        opened => opened.map_err(|error| failed(&error)),
    }
}

/// Says which rows cannot be read or are quoted badly, and asks about cells that may be several rows. Where nobody can be
/// asked, they stop the import; a mere look goes on.
pub(super) fn look_at_quotes(
    name: &str,
    table: &Table,
    options: &cli::ImportArgs,
    locale: &Locale,
) -> Result<(), CommandError> {
    let (texts, survey) = (locale.texts(), &table.survey);
    if survey.undecodable.count > 0 {
        let line = texts.tables_lost(table.charset.name(), named(&survey.undecodable, locale));
        tell(&format!("{name}: {line}\n"));
    }
    if survey.bad_quoting.count > 0 {
        let mut line = texts.tables_faults(named(&survey.bad_quoting, locale));
        if let Some(quoting) = survey.better {
            line = format!("{line}; {}", texts.tables_try_quote(quoting.name()));
        }
        tell(&format!("{name}: {line}\n"));
    }
    if survey.line_breaks.count == 0 || options.accept_line_breaks {
        return Ok(());
    }
    tell(&format!(
        "{name}: {}\n",
        texts.tables_line_breaks(named(&survey.line_breaks, locale))
    ));
    if options.check {
        return Ok(());
    }
    if may_ask(options) {
        tell(&format!("{} ", texts.tables_line_breaks_ask()));
        let mut answer = String::new();
        if stdin().read_line(&mut answer).is_ok() && flag::parse(&answer) == Some(true) {
            return Ok(());
        }
    }
    Err(CommandError::usage(format!(
        "{name}: {}",
        texts.tables_line_breaks_stop()
    )))
}

fn may_ask(options: &cli::ImportArgs) -> bool {
    !options.yes && !options.json && !input::is_stdin(options) && stdin().is_terminal()
}

/// Lets the operator choose the character set in which the words are right.
fn choose<'a>(
    name: &str,
    candidates: &'a [CharsetCandidate],
    locale: &Locale,
) -> Option<&'a CharsetCandidate> {
    let texts = locale.texts();
    tell(&format!("{name}: {}\n", texts.tables_charset_question()));
    for (number, candidate) in (1..).zip(candidates) {
        let words = candidate.words.join(" ");
        tell(&format!(
            "  {number}  {:14}  {}\n",
            candidate.charset.name(),
            visible(&words)
        ));
    }
    tell(&format!("{} ", texts.tables_charset_number(candidates.len())));
    let mut answer = String::new();
    stdin().read_line(&mut answer).ok()?;
    let number: usize = answer.trim().parse().ok()?;
    candidates.get(number.checked_sub(1)?)
}

/// Lines by their numbers.
fn named(lines: &LineList, locale: &Locale) -> String {
    let first: Vec<String> = lines.first.iter().map(u64::to_string).collect();
    let (first, more) = (first.join(", "), lines.count - lines.first.len() as u64);
    match more {
        0 => locale.texts().tables_line_list(lines.count, first),
        more => locale.texts().tables_line_list_more(first, more),
    }
}

/// Why a table cannot be read, and what to do.
pub(super) fn table_error(error: &TableError, locale: &Locale) -> String {
    let texts = locale.texts();
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
            texts.tables_not_in_charset(charset.name(), named(lines, locale))
        }
        TableError::Unclosed(line, quoting) => with_hint(texts.tables_unclosed(*line), quoting),
        TableError::LongCell(line, quoting) => with_hint(texts.tables_long_cell(*line), quoting),
        TableError::Heading(line, quoting) => with_hint(texts.tables_heading_quoting(*line), quoting),
        TableError::TooLong => texts.tables_heading_too_long(),
    }
}
