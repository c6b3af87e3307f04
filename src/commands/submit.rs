//! `kartoteka submit`: sends one customer, and tells what became of it.

use super::courier::{Courier, Sent, called_off_by_signals};
use super::document::Document;
use super::output::{print, print_json, tell};
use super::setup::Setup;
use super::{Exit, Failure, guard};
use crate::cli::{Global, Submit};
use crate::customer::{Failure as Why, Lookup, Outcome, Payload, Precedents, Severity, Summary};
use crate::locale::Locale;
use crate::store::Error;
use crate::text::visible;
use serde::Serialize;
use serde_json::json;

/// The answer in JSON, where an attempt was made.
#[derive(Serialize)]
struct Told<'a> {
    attempt: &'a str,
    #[serde(flatten)]
    outcome: &'a Outcome,
}

/// One `kartoteka submit`.
struct Submission<'a> {
    options: &'a Submit,
    locale: Locale,
    document: Document,
}

pub(super) fn run(global: &Global, options: &Submit) -> Result<Exit, Failure> {
    let setup = Setup::new(global)?;
    let (locale, facts) = (setup.locale(), setup.facts());
    let (_, profile) = setup.profile(global)?;
    let (check_duplicates, insecure) = (profile.check_duplicates, profile.insecure);
    let mut document = Document::read(&options.file, &facts, &locale)?;
    let card = document.card.take();
    let mut submission = Submission {
        options,
        locale,
        document,
    };
    let Some(card) = card.filter(|_| submission.may_go()) else {
        return submission.stop();
    };
    if insecure {
        tell(&format!(
            "kartoteka: {}\n",
            submission.locale.texts().insecure_in_full()
        ));
    }
    let payload = Payload::of(&card, &facts);
    let mut courier = Courier::new(global, &setup)?;
    let precedents = match courier.precedents(&card.who(), &payload) {
        Ok(precedents) => precedents,
        Err(error) => return submission.not_begun(&error),
    };
    if let Some(before) = &precedents.unsettled {
        return submission.blocked(before);
    }
    let lookups = if check_duplicates {
        courier.look_up(&payload)
    } else {
        Vec::new()
    };
    submission.note_who_is_there(&precedents, &lookups);
    if !submission.may_go() {
        return submission.stop();
    }
    tell(&submission.document.lines(&submission.locale));
    let seen = precedents.created.into_iter().map(|(_, summary)| summary.attempt);
    let cancel = called_off_by_signals()?;
    match courier.send(card, &payload, seen.collect(), None, &cancel) {
        Ok(sent) => submission.ended(&sent),
        Err(error) => submission.refused(&mut courier, &payload, &error),
    }
}

impl Submission<'_> {
    /// Whether the problems known so far let it go.
    fn may_go(&self) -> bool {
        let document = &self.document;
        !document.has(Severity::Error) && (self.options.accept_warnings || !document.has(Severity::Warning))
    }

    /// A problem stops it.
    fn stop(&self) -> Result<Exit, Failure> {
        let texts = self.locale.texts();
        tell(&self.document.lines(&self.locale));
        let words = if self.document.has(Severity::Error) {
            texts.submit_errors()
        } else {
            texts.submit_warnings()
        };
        self.json(&json!({"state": "invalid", "problems": self.document.problems}))?;
        Err(Failure::new(Exit::Invalid, words))
    }

    /// An earlier attempt at the same customer stands in its way.
    fn blocked(&self, before: &Summary) -> Result<Exit, Failure> {
        let words = guard::in_the_way(before, &self.locale);
        self.json(&json!({"state": "blocked", "by": before.attempt, "message": words}))?;
        Err(Failure::new(Exit::Unknown, words))
    }

    /// The journal could not be read or written, so that nothing was sent.
    fn not_begun(&self, error: &Error) -> Result<Exit, Failure> {
        let failure = Why::Journal(self.locale.store_error(error));
        let words = self.locale.texts().submit_not_sent(self.locale.failure(&failure));
        let told = json!({"state": "not_sent", "failure": failure, "message": words});
        self.json(&told)?;
        Err(Failure::new(Exit::NotSent, words))
    }

    /// The journal did not let it begin: another session was faster.
    fn refused(self, courier: &mut Courier, payload: &Payload, error: &Error) -> Result<Exit, Failure> {
        let now = courier.precedents("", payload);
        match (error, now) {
            (
                Error::Unsettled { .. },
                Ok(Precedents {
                    unsettled: Some(before),
                    ..
                }),
            ) => self.blocked(&before),
            (Error::CreatedMeanwhile { .. }, Ok(now)) => {
                let mut this = self;
                this.note_who_is_there(&now, &[]);
                this.stop()
            }
            _ => self.not_begun(error),
        }
    }

    /// It was sent, or nearly.
    fn ended(&self, sent: &Sent) -> Result<Exit, Failure> {
        let exit = Exit::of(&sent.outcome);
        let Sent {
            attempt,
            outcome,
            written,
        } = sent;
        let printed = self
            .json(&Told { attempt, outcome })
            .and_then(|()| match outcome.customer_id() {
                Some(id) if !self.options.json => print(&format!("{}\n", visible(id))),
                _ => Ok(()),
            });
        // What became of the customer matters more than who was told.
        if let Err(failure) = printed {
            failure.tell(&self.locale);
        }
        if let Err(error) = written {
            let id = outcome.customer_id().unwrap_or("-");
            let words =
                self.locale
                    .texts()
                    .submit_unwritten(attempt, visible(id), self.locale.store_error(error));
            Failure::new(exit, words).tell(&self.locale);
        }
        match guard::ended(attempt, outcome, &self.locale) {
            None => Ok(exit),
            Some(words) => Err(Failure::new(exit, words)),
        }
    }

    /// Adds a warning for everybody who may be this customer already.
    fn note_who_is_there(&mut self, precedents: &Precedents, lookups: &[Lookup]) {
        tell(&guard::unanswered(lookups, &self.locale));
        let problems = &mut self.document.problems;
        problems.extend(guard::sent_before(precedents, &self.locale).map(|(_, entry)| entry));
        problems.extend(guard::found(lookups, &self.locale));
    }

    /// Prints the answer in JSON, if that is wanted.
    fn json(&self, told: &impl Serialize) -> Result<(), Failure> {
        if self.options.json {
            print_json(told)
        } else {
            Ok(())
        }
    }
}
