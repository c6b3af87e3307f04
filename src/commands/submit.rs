//! `kartoteka submit`: sends one customer, or one a line, and prints what became of it.

use super::output::{print, print_error, print_json};
use super::setup::Setup;
use super::{CommandError, reader};
use crate::cli::{Exit, GlobalArgs, SubmitArgs};
use crate::customer::{Outcome, RuleContext, Severity};
use crate::i18n::Locale;
use crate::submit::{
    Document, DocumentOutcome, DocumentSender, DocumentSource, FirstSignal, StreamSender, outcome, stops,
};
use crate::text::visible;
use serde_json::{Map, Value};

pub(super) fn run(global: &GlobalArgs, args: &SubmitArgs) -> Result<Exit, CommandError> {
    let setup = Setup::new(global)?;
    let (locale, context) = (setup.locale(), setup.rule_context(global)?);
    let (_, profile) = setup.profile(global)?;
    let sender = || {
        setup.warn_insecure(profile);
        let mut submitter = setup.submitter(global)?;
        setup.join_team(&mut submitter, args.without_team)?;
        Ok::<_, CommandError>(DocumentSender {
            submitter,
            locale: &locale,
            context: &context,
            check_duplicates: profile.check_duplicates,
            accept_warnings: args.accept_warnings,
            // Nobody looks at each document of a stream, and the same file may be sent again.
            certain: if args.ndjson {
                Severity::Error
            } else {
                Severity::Warning
            },
            print: &print_error,
        })
    };
    let source = DocumentSource::open(&args.file)?;
    if args.ndjson {
        return send_stream(source, sender()?, args);
    }
    let mut document = source.document(&context, &locale)?;
    // A document that is not sent needs no password.
    let outcome = if stops(&document.problems, args.accept_warnings) {
        DocumentOutcome::Invalid
    } else {
        let token = || reader::listen(FirstSignal::Cancels).map(|stop| stop.token());
        let mut sender = sender()?;
        let outcome = sender.send(&mut document, token)?;
        print_unreported(&sender);
        outcome
    };
    print_document(&document, &outcome, args, &locale)
}

/// Prints what became of the only document.
fn print_document(
    document: &Document,
    ended: &DocumentOutcome,
    args: &SubmitArgs,
    locale: &Locale,
) -> Result<Exit, CommandError> {
    if matches!(ended, DocumentOutcome::Invalid) {
        print_error(&document.lines(locale));
    }
    print_unwritten(ended, locale);
    let printed = match ended.outcome().and_then(Outcome::customer_id) {
        _ if args.json => print_json(&ended.json(document, locale)),
        Some(id) => print(&format!("{}\n", visible(id))),
        None => Ok(()),
    };
    // The outcome of the customer matters more than whether it could be printed.
    if let Err(error) = printed {
        error.print(locale);
    }
    match ended.failure(document, locale) {
        None => Ok(exit_of(ended)),
        Some(words) => Err(CommandError::new(exit_of(ended), words)),
    }
}

fn send_stream(
    source: DocumentSource,
    sender: DocumentSender,
    args: &SubmitArgs,
) -> Result<Exit, CommandError> {
    let mut stream = StreamSender {
        sender,
        stop: reader::listen(FirstSignal::Stops)?,
        halted: false,
    };
    let ended = send_documents(source, &mut stream, args);
    print_unreported(&stream.sender);
    ended
}

fn send_documents(
    source: DocumentSource,
    stream: &mut StreamSender,
    args: &SubmitArgs,
) -> Result<Exit, CommandError> {
    let (locale, context): (&Locale, &RuleContext) = (stream.sender.locale, stream.sender.context);
    let documents = source.documents(Some(&stream.stop), context, locale);
    let mut exit = Exit::Done;
    for document in documents {
        match document {
            Ok(mut document) => {
                let ended = stream.send(&mut document);
                print_unwritten(&ended, locale);
                print_line(&document, &ended, args, locale)?;
                exit = exit.or_worse(exit_of(&ended));
            }
            Err(_) if stream.stop.is_asked() => {}
            Err(error) => {
                CommandError::from(error).print(locale);
                return Ok(exit.or_worse(Exit::NotSent));
            }
        }
        if stream.stop.is_asked() {
            print_error(&format!("kartoteka: {}\n", locale.texts().submit_stopped()));
            return Ok(exit.or_worse(Exit::NotSent));
        }
    }
    Ok(exit)
}

/// Prints what became of a document of a stream.
fn print_line(
    document: &Document,
    ended: &DocumentOutcome,
    args: &SubmitArgs,
    locale: &Locale,
) -> Result<(), CommandError> {
    let line = document.line.unwrap_or_default();
    if !args.json {
        let words = ended.line(document, locale);
        return print(&format!("{}: {words}\n", locale.texts().submit_line(line)));
    }
    let mut members = Map::new();
    members.insert("line".to_owned(), line.into());
    if let Value::Object(json) = ended.json(document, locale) {
        members.extend(json);
    }
    print_json(&members)
}

/// Warns that outcomes wait for the audit feed.
fn print_unreported(sender: &DocumentSender) {
    let failure = sender.submitter.store.audit_failure();
    print_error(&outcome::audit_failure(failure, sender.locale));
}

/// Warns that the journal does not have the outcome.
fn print_unwritten(ended: &DocumentOutcome, locale: &Locale) {
    if let DocumentOutcome::Sent(sent) = ended
        && let Some(words) = sent.unwritten(locale)
    {
        CommandError::new(exit_of(ended), words).print(locale);
    }
}

/// How a document ends the program.
fn exit_of(ended: &DocumentOutcome) -> Exit {
    match ended {
        DocumentOutcome::Invalid => Exit::Invalid,
        DocumentOutcome::Blocked(_) | DocumentOutcome::Held(_) => Exit::Unknown,
        DocumentOutcome::NotBegun(_) | DocumentOutcome::Left => Exit::NotSent,
        DocumentOutcome::Sent(sent) => Exit::of(&sent.outcome),
    }
}
