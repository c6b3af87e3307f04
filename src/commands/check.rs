//! `kartoteka check`: what is wrong with a customer.

use super::document::{Document, Entry};
use super::output::{print, print_json};
use super::setup::Setup;
use super::{Exit, Failure};
use crate::cli::{Check, Global};
use crate::customer::Severity;
use serde::Serialize;

/// The answer in JSON.
#[derive(Serialize)]
struct Answer<'a> {
    valid: bool,
    problems: &'a [Entry],
}

pub(super) fn run(global: &Global, options: &Check) -> Result<Exit, Failure> {
    let setup = Setup::new(global)?;
    let locale = setup.locale();
    let document = Document::read(&options.file, &setup.facts(), &locale)?;
    let valid = !document.has(Severity::Error);
    if options.json {
        print_json(&Answer {
            valid,
            problems: &document.problems,
        })?;
    } else if document.problems.is_empty() {
        print(&document.all_is_well(&locale))?;
    } else {
        print(&document.lines(&locale))?;
    }
    Ok(if valid { Exit::Done } else { Exit::Invalid })
}
