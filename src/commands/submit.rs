//! `kartoteka submit`: sends one customer, and tells what became of it.

use super::courier::{Courier, Sent, called_off_by_signals};
use super::document::{Document, Entry};
use super::output::{print, print_json, tell};
use super::setup::{Setup, time};
use super::{Exit, Failure};
use crate::app::Review;
use crate::app::settle::{candidates, searched};
use crate::cli::{Global, Submit};
use crate::customer::{
    Answer, Failure as Why, Lookup, LookupFailure, Outcome, Payload, Precedents, Severity, State, Summary,
};
use crate::locale::Locale;
use crate::store::{Error, Store};
use crate::text::visible;
use jiff::Timestamp;
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
    let precedents = precedents(&mut courier, &card.who(), &payload);
    let precedents = match precedents {
        Ok(precedents) => precedents,
        Err(error) => return submission.not_begun(&error),
    };
    if let Some(before) = &precedents.unsettled {
        return submission.blocked(before);
    }
    let known = searched(payload.text());
    let lookups = if check_duplicates && !known.is_empty() {
        courier.client.look_up(&known, Review::PATIENCE)
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
    match courier.send(card, &payload, seen.collect(), &cancel) {
        Ok(sent) => submission.ended(&sent),
        Err(error) => submission.refused(&mut courier, &payload, &error),
    }
}

/// What the journal says of the customer.
fn precedents(courier: &mut Courier, who: &str, payload: &Payload) -> Result<Precedents, Error> {
    let url = courier.url().to_owned();
    let find = |store: &mut Store| store.precedents(&url, who, payload.text());
    courier.shelf.with(Timestamp::now(), find)
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
        let texts = self.locale.texts();
        let (who, when) = (visible(&before.who), time(before.sent_at, &self.locale));
        let words = if before.state == State::Sending {
            texts.submit_on_its_way(who, when)
        } else {
            texts.submit_unsettled(who, when, &before.attempt)
        };
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
        let now = precedents(courier, "", payload);
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
        match self.words(attempt, outcome) {
            None => Ok(exit),
            Some(words) => Err(Failure::new(exit, words)),
        }
    }

    /// Why it did not create, and what to do; none where it did.
    fn words(&self, attempt: &str, outcome: &Outcome) -> Option<String> {
        let texts = self.locale.texts();
        Some(match outcome {
            Outcome::Created { .. } => return None,
            Outcome::Rejected { answer } => self.rejected(answer),
            Outcome::NotSent { failure } => texts.submit_not_sent(self.locale.failure(failure)),
            Outcome::Unknown { failure, .. } => texts.submit_unknown(self.locale.failure(failure), attempt),
        })
    }

    fn rejected(&self, answer: &Answer) -> String {
        let texts = self.locale.texts();
        let errors = answer.errors.iter().map(|error| match &error.code {
            Some(code) => format!("{} ({code})", error.message),
            None => error.message.clone(),
        });
        let mut parts: Vec<String> = errors.collect();
        parts.extend(answer.request_id.iter().map(|id| format!("request_id {id}")));
        parts.extend(
            answer
                .location
                .iter()
                .map(|location| format!("Location: {location}")),
        );
        parts.extend(
            answer
                .retry_after
                .iter()
                .map(|seconds| texts.submit_wait(*seconds)),
        );
        texts.submit_rejected(answer.status, parts.join("; "))
    }

    /// Adds a warning for everybody who may be this customer already.
    fn note_who_is_there(&mut self, precedents: &Precedents, lookups: &[Lookup]) {
        let texts = self.locale.texts();
        let mut noted: Vec<Entry> = Vec::new();
        for (likeness, before) in &precedents.open {
            let what = texts.precedent_unsettled(time(before.sent_at, &self.locale), &before.who);
            let message = format!("{what}: {}", self.locale.likeness(likeness));
            noted.push(Entry::warning(
                "unknown_before",
                &json!({"attempt": before.attempt}),
                message,
            ));
        }
        for (likeness, before) in &precedents.created {
            let id = before.customer_id.as_deref().unwrap_or_default();
            let (when, same) = (time(before.sent_at, &self.locale), self.locale.likeness(likeness));
            let message = texts.precedent_created(id, &before.who, when, same);
            let detail = json!({"attempt": before.attempt, "customer_id": id});
            noted.push(Entry::warning("created_before", &detail, message));
        }
        let found = candidates(lookups).into_iter();
        for candidate in found.filter(|candidate| !candidate.is_unlike(lookups)) {
            let by: Vec<String> = candidate
                .by
                .iter()
                .map(|known| self.locale.known(known))
                .collect();
            let (id, who) = (&candidate.found.customer_id, candidate.found.who());
            let message = texts.duplicate_found(id, who, by.join(", "));
            noted.push(Entry::warning(
                "found_in_crm",
                &json!({"customer_id": id}),
                message,
            ));
        }
        for lookup in lookups {
            if let Err(failure) = &lookup.result {
                tell(&format!(
                    "kartoteka: {}\n",
                    visible(&self.unanswered(lookup, failure))
                ));
            }
        }
        self.document.problems.extend(noted);
    }

    /// Why the CRM could not be searched: that stops nobody.
    fn unanswered(&self, lookup: &Lookup, failure: &LookupFailure) -> String {
        let texts = self.locale.texts();
        let label = lookup.by.field.field().label(&self.locale);
        match failure {
            LookupFailure::NotPermitted => texts.lookup_not_permitted(),
            LookupFailure::TooSlow => texts.lookup_too_slow(label),
            LookupFailure::Failed(failure) => texts.lookup_failed(label, self.locale.failure(failure)),
        }
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
