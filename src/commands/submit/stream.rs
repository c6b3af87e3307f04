//! Many customers, one a line: each is sent when its line is read, and its outcome reported before the next one.

use super::sender::{DocumentOutcome, DocumentSender};
use crate::commands::document::{Document, DocumentSource, unreadable};
use crate::commands::lines::StreamLine;
use crate::commands::output::{print, print_json, tell};
use crate::commands::retry::{MOST_TRIES, wait_for};
use crate::commands::stop::StopSignal;
use crate::commands::{CommandError, Exit};
use crate::customer::Outcome;
use crate::text::visible;
use serde_json::{Map, Value, json};
use std::time::Duration;

/// Customers that are read and sent line by line.
struct Stream<'a, 'b> {
    sender: &'a mut DocumentSender<'b>,
    stop: StopSignal,
    name: String,
    /// Whether no line is sent any more. The others are read to the end, so that all are reported.
    halted: bool,
}

pub(super) fn run(sender: &mut DocumentSender) -> Result<Exit, CommandError> {
    let locale = sender.locale;
    // Before the signals are heard: opening a pipe waits for its writer, and a password may be asked for.
    let source = DocumentSource::open(&sender.options.file, locale)?;
    sender.courier()?;
    let stop = StopSignal::by_signals()?;
    let name = source.name.clone();
    let lines = source.lines_until(&stop);
    let mut stream = Stream {
        sender,
        stop,
        name,
        halted: false,
    };
    let mut exit = Exit::Done;
    for line in lines {
        match line {
            Ok(line) => exit = exit.or_worse(stream.line(&line)?),
            Err(_) if stream.stop.is_asked() => {}
            Err(error) => {
                unreadable(&stream.name, &error, locale).tell(locale);
                return Ok(exit.or_worse(Exit::NotSent));
            }
        }
        if stream.stop.is_asked() {
            tell(&format!("kartoteka: {}\n", locale.texts().submit_stopped()));
            return Ok(exit.or_worse(Exit::NotSent));
        }
    }
    Ok(exit)
}

impl Stream<'_, '_> {
    /// Sends the customer of a line, where it may be sent, and reports the outcome.
    fn line(&mut self, line: &StreamLine) -> Result<Exit, CommandError> {
        for _ in 0..MOST_TRIES {
            let mut document = Document::of_line(&self.name, line, self.sender.facts, self.sender.locale);
            let fate = if self.halted {
                (!self.sender.may_go(&document)).then(|| self.sender.held(&document))
            } else {
                let stop = &self.stop;
                self.sender.submit(&mut document, || Ok(stop.cancel()))?
            };
            let Some(fate) = fate else {
                return self.left(line);
            };
            let Some(wait) = wait(fate.outcome.as_ref()) else {
                self.halted |= halts(fate.outcome.as_ref());
                return self.told(line, &document, fate);
            };
            if !self.stop.wait(wait) {
                return self.left(line);
            }
        }
        self.halted = true;
        self.left(line)
    }

    /// A line that could be sent and is not.
    fn left(&self, line: &StreamLine) -> Result<Exit, CommandError> {
        let words = self.sender.locale.texts().submit_left();
        self.print(line, json!({"state": "left"}), &words)?;
        Ok(Exit::NotSent)
    }

    /// What became of a line.
    fn told(
        &self,
        line: &StreamLine,
        document: &Document,
        fate: DocumentOutcome,
    ) -> Result<Exit, CommandError> {
        let locale = self.sender.locale;
        let id = fate.outcome.as_ref().and_then(Outcome::customer_id);
        let words = match (id, fate.outcome.is_none() && fate.exit == Exit::Invalid) {
            (Some(id), _) => locale.texts().submit_created(visible(id)),
            (None, true) => document.in_a_line(locale),
            (None, false) => visible(&fate.words.unwrap_or_default()).into_owned(),
        };
        self.print(line, fate.told, &words)?;
        Ok(fate.exit)
    }

    fn print(&self, line: &StreamLine, told: Value, words: &str) -> Result<(), CommandError> {
        if !self.sender.options.json {
            return print(&format!(
                "{}: {words}\n",
                self.sender.locale.texts().submit_line(line.number)
            ));
        }
        let mut members = Map::new();
        members.insert("line".to_owned(), line.number.into());
        if let Value::Object(told) = told {
            members.extend(told);
        }
        print_json(&members)
    }
}

/// How long to wait before the same customer is sent again; none where it is not to be.
fn wait(outcome: Option<&Outcome>) -> Option<Duration> {
    match outcome {
        Some(Outcome::Rejected { answer }) if answer.asks_for_later() => wait_for(answer),
        _ => None,
    }
}

/// Whether no other customer is sent after this: the outcome is unknown, or it is the line or the user that is wrong.
fn halts(outcome: Option<&Outcome>) -> bool {
    match outcome {
        Some(Outcome::Unknown { .. } | Outcome::NotSent { .. }) => true,
        Some(Outcome::Rejected { answer }) => !answer.is_about_the_customer(),
        Some(Outcome::Created { .. }) | None => false,
    }
}
