//! `kartoteka check`: what is wrong with a customer.

use super::CommandError;
use super::output::{print, print_json};
use super::setup::Setup;
use crate::cli::{CheckArgs, Exit, GlobalArgs};
use crate::i18n::Locale;
use crate::submit::{Document, DocumentSource, ProblemEntry};
use schemars::JsonSchema;
use serde::Serialize;

/// The problems of a document, in JSON.
#[derive(Serialize, JsonSchema)]
pub(super) struct CheckResult<'a> {
    /// The line of the document in a stream, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    /// Whether none of the problems is an error.
    valid: bool,
    /// All that is wrong with it, and what asks for a second look.
    problems: &'a [ProblemEntry],
}

pub(super) fn run(global: &GlobalArgs, args: &CheckArgs) -> Result<Exit, CommandError> {
    let setup = Setup::new(global)?;
    let (locale, context) = (setup.locale(), setup.rule_context(global)?);
    let source = DocumentSource::open(&args.file)?;
    if !args.ndjson {
        return print_problems(&source.document(&context, &locale)?, args, &locale);
    }
    let mut exit = Exit::Done;
    for document in source.documents(None, &context, &locale) {
        exit = exit.or_worse(print_problems(&document?, args, &locale)?);
    }
    Ok(exit)
}

/// Prints the problems of a document.
fn print_problems(document: &Document, args: &CheckArgs, locale: &Locale) -> Result<Exit, CommandError> {
    let valid = document.is_valid();
    if args.json {
        print_json(&CheckResult {
            line: document.line,
            valid,
            problems: &document.problems,
        })?;
    } else if document.problems.is_empty() {
        print(&document.valid_line(locale))?;
    } else {
        print(&document.lines(locale))?;
    }
    Ok(if valid { Exit::Done } else { Exit::Invalid })
}
