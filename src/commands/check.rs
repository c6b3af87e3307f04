//! `kartoteka check`: what is wrong with a customer.

use super::CommandError;
use super::document::{Document, DocumentSource, ProblemEntry, unreadable};
use super::output::{print, print_json};
use super::setup::Setup;
use crate::cli::{CheckArgs, Exit, GlobalArgs};
use crate::customer::Severity;
use crate::i18n::Locale;
use serde::Serialize;

/// The answer in JSON.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    valid: bool,
    problems: &'a [ProblemEntry],
}

pub(super) fn run(global: &GlobalArgs, options: &CheckArgs) -> Result<Exit, CommandError> {
    let setup = Setup::new(global)?;
    let (locale, facts) = (setup.locale(), setup.facts());
    if !options.ndjson {
        let document = Document::read(&options.file, &facts, &locale)?;
        return told(&document, options, &locale);
    }
    let source = DocumentSource::open(&options.file, &locale)?;
    let name = source.name.clone();
    let mut exit = Exit::Done;
    for line in source.lines() {
        let line = line.map_err(|error| unreadable(&name, &error, &locale))?;
        let document = Document::of_line(&name, &line, &facts, &locale);
        exit = exit.or_worse(told(&document, options, &locale)?);
    }
    Ok(exit)
}

/// Tells what is wrong with a document.
fn told(document: &Document, options: &CheckArgs, locale: &Locale) -> Result<Exit, CommandError> {
    let valid = !document.has(Severity::Error);
    if options.json {
        print_json(&Answer {
            line: document.line,
            valid,
            problems: &document.problems,
        })?;
    } else if document.problems.is_empty() {
        print(&document.all_is_well(locale))?;
    } else {
        print(&document.lines(locale))?;
    }
    Ok(if valid { Exit::Done } else { Exit::Invalid })
}
