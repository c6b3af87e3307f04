//! `kartoteka submit`: sends one customer, or one a line, and reports the outcome.

mod sender;
mod stream;

use super::courier::called_off_by_signals;
use super::document::Document;
use super::output::{print, print_json, tell};
use super::setup::Setup;
use super::{CommandError, Exit};
use crate::cli::{GlobalArgs, SubmitArgs};
use crate::text::visible;
use sender::{DocumentOutcome, DocumentSender};

pub(super) fn run(global: &GlobalArgs, options: &SubmitArgs) -> Result<Exit, CommandError> {
    let setup = Setup::new(global)?;
    let (locale, facts) = (setup.locale(), setup.facts());
    let (_, profile) = setup.profile(global)?;
    let mut sender = DocumentSender {
        global,
        options,
        setup: &setup,
        profile,
        locale: &locale,
        facts: &facts,
        courier: None,
    };
    if options.ndjson {
        return stream::run(&mut sender);
    }
    let mut document = Document::read(&options.file, &facts, &locale)?;
    let fate = sender.submit(&mut document, || called_off_by_signals().map(Some))?;
    match fate {
        Some(fate) => told(&sender, &document, fate),
        None => Ok(Exit::NotSent),
    }
}

/// Tells what became of the only document.
fn told(sender: &DocumentSender, document: &Document, fate: DocumentOutcome) -> Result<Exit, CommandError> {
    if fate.outcome.is_none() && fate.exit == Exit::Invalid {
        tell(&document.lines(sender.locale));
    }
    let id = fate.outcome.as_ref().and_then(|outcome| outcome.customer_id());
    let printed = match id {
        _ if sender.options.json => print_json(&fate.told),
        Some(id) => print(&format!("{}\n", visible(id))),
        None => Ok(()),
    };
    // The outcome of the customer matters more than the reader of the output.
    if let Err(failure) = printed {
        failure.tell(sender.locale);
    }
    match fate.words {
        None => Ok(fate.exit),
        Some(words) => Err(CommandError::new(fate.exit, words)),
    }
}
