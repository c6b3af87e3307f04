//! One document from its check to its outcome.

use super::document::Document;
use super::document_outcome::UnsentDocument;
use super::submitter::{NotBegun, SendRefused, SubmitResult, Submitter, accept_loss};
use super::{duplicates, outcome, problem};
use crate::claims::TeamFindings;
use crate::crm::CancelToken;
use crate::customer::{
    Lookup, MatchReason, Outcome, Payload, PriorSubmissions, RuleContext, Severity, SubmissionSummary,
};
use crate::i18n::Locale;
use crate::store::Error;
use crate::team::{ClaimRefused, TeamAttempt};
use serde_json::Value;

/// Sends documents, one after the other.
pub(crate) struct DocumentSender<'a> {
    pub submitter: Submitter,
    pub locale: &'a Locale,
    pub context: &'a RuleContext,
    /// Whether the CRM is searched before a send.
    pub check_duplicates: bool,
    pub accept_warnings: bool,
    /// The severity of a customer who was surely created before.
    pub certain: Severity,
    /// Prints lines for people while a document is sent.
    pub print: &'a dyn Fn(&str),
}

/// What became of a document.
#[derive(Debug)]
pub(crate) enum DocumentOutcome {
    /// Its problems stop it.
    Invalid,
    /// An earlier attempt at the same customer must have an outcome first.
    Blocked(Box<SubmissionSummary>),
    /// Another member of the team is at the same customer, or it is unknown what became of their attempt.
    Held(Box<(MatchReason, TeamAttempt)>),
    /// The journal failed, or the team's store.
    NotBegun(NotBegun),
    /// It was sent, or nearly.
    Sent(Box<SubmitResult>),
    /// It may be sent, and the program was asked to stop.
    Left,
}

impl DocumentSender<'_> {
    /// Sends a document, where nothing stops it. The cancel token is asked for right before the send; without one nothing
    /// is sent. Duplicates are added to the document's problems.
    ///
    /// # Errors
    /// If there is no way to get a cancel token.
    pub(crate) fn send<E>(
        &mut self,
        document: &mut Document,
        token: impl FnOnce() -> Result<Option<CancelToken>, E>,
    ) -> Result<DocumentOutcome, E> {
        let Some(card) = document.card.clone().filter(|_| !self.is_stopped(document)) else {
            return Ok(DocumentOutcome::Invalid);
        };
        let payload = Payload::of(&card, self.context);
        let prior = match self.submitter.prior(&card.who(), &payload, self.print) {
            Ok(prior) => prior,
            Err(error) => return Ok(self.not_begun(&error)),
        };
        if let Some(before) = prior.unsettled {
            return Ok(DocumentOutcome::Blocked(Box::new(before)));
        }
        let team = match self.submitter.team_findings(&card.who(), &payload) {
            Ok(team) => team,
            Err(error) => {
                return Ok(DocumentOutcome::NotBegun(NotBegun::unclaimed(
                    &error,
                    self.locale,
                )));
            }
        };
        if let Some(held) = team.blocking() {
            return Ok(DocumentOutcome::Held(Box::new(held.clone())));
        }
        let lookups = if self.check_duplicates {
            self.submitter.look_up(&payload)
        } else {
            Vec::new()
        };
        self.add_duplicates(document, &prior, &lookups);
        self.add_team(document, &team);
        if self.is_stopped(document) {
            return Ok(DocumentOutcome::Invalid);
        }
        let store = &mut self.submitter.store;
        if let Err(error) = accept_loss(store, prior.lost, self.accept_warnings, self.locale, self.print) {
            return Ok(self.not_begun(&error));
        }
        let Some(cancel) = token()? else {
            return Ok(DocumentOutcome::Left);
        };
        (self.print)(&document.lines(self.locale));
        let created = prior.created.into_iter().map(|(_, summary)| summary.attempt);
        let aware_of = created.chain(team.created().map(str::to_owned)).collect();
        let sent = self.submitter.send(card, &payload, aware_of, &cancel);
        Ok(match sent {
            Ok(sent) => DocumentOutcome::Sent(Box::new(sent)),
            Err(SendRefused::ByJournal(error)) => self.refused(document, &payload, &error),
            Err(SendRefused::Unclaimed(error)) => {
                DocumentOutcome::NotBegun(NotBegun::unclaimed(&error, self.locale))
            }
            Err(SendRefused::ByTeam(refused)) => self.held(document, refused),
        })
    }

    /// Whether the problems found so far stop a document.
    pub(crate) fn is_stopped(&self, document: &Document) -> bool {
        problem::stops(&document.problems, self.accept_warnings)
    }

    fn not_begun(&self, error: &Error) -> DocumentOutcome {
        DocumentOutcome::NotBegun(NotBegun::of(error, self.locale))
    }

    /// The journal did not let the send begin: another session was faster.
    fn refused(&mut self, document: &mut Document, payload: &Payload, error: &Error) -> DocumentOutcome {
        let prior = self.submitter.prior("", payload, self.print);
        match (error, prior) {
            (
                Error::Unsettled { .. },
                Ok(PriorSubmissions {
                    unsettled: Some(before),
                    ..
                }),
            ) => DocumentOutcome::Blocked(Box::new(before)),
            (Error::CreatedMeanwhile { .. }, Ok(prior)) => {
                self.add_duplicates(document, &prior, &[]);
                DocumentOutcome::Invalid
            }
            _ => self.not_begun(error),
        }
    }

    /// Another member of the team was faster.
    fn held(&self, document: &mut Document, refused: ClaimRefused) -> DocumentOutcome {
        match refused {
            ClaimRefused::Open(reason, attempt) => DocumentOutcome::Held(Box::new((reason, *attempt))),
            ClaimRefused::Known(attempt) => DocumentOutcome::Held(Box::new((MatchReason::Payload, *attempt))),
            ClaimRefused::Created(found) => {
                self.add_team(document, &TeamFindings(found));
                DocumentOutcome::Invalid
            }
        }
    }

    fn add_team(&self, document: &mut Document, team: &TeamFindings) {
        let found = duplicates::found_in_team(team, self.certain, self.locale);
        document.problems.extend(found);
    }

    fn add_duplicates(&self, document: &mut Document, prior: &PriorSubmissions, lookups: &[Lookup]) {
        (self.print)(&duplicates::failed_lookups(lookups, self.locale));
        let known = duplicates::found_in_journal(prior, self.certain, self.locale);
        document.problems.extend(known);
        let found = duplicates::found_in_crm(lookups, self.locale);
        document.problems.extend(found);
    }
}

impl DocumentOutcome {
    /// How the send ended; none where nothing was to be sent.
    pub(crate) fn outcome(&self) -> Option<&Outcome> {
        match self {
            Self::Sent(sent) => Some(&sent.outcome),
            _ => None,
        }
    }

    /// The members of the document's JSON object.
    pub(crate) fn json(&self, document: &Document, locale: &Locale) -> Value {
        let unsent = match self {
            Self::NotBegun(failure) => return failure.json(locale),
            Self::Sent(sent) => return sent.json(),
            Self::Invalid => UnsentDocument::Invalid {
                problems: &document.problems,
            },
            Self::Blocked(before) => UnsentDocument::Blocked {
                by: &before.attempt,
                login: None,
                host: None,
                message: outcome::blocked(before, locale),
            },
            Self::Held(held) => UnsentDocument::held(&held.1, locale.team_attempt(&held.0, &held.1)),
            Self::Left => UnsentDocument::Left,
        };
        serde_json::to_value(unsent).unwrap_or_default()
    }

    /// Why the customer was not created, in one line; none where it was. Not yet safe to show.
    pub(crate) fn failure(&self, document: &Document, locale: &Locale) -> Option<String> {
        let texts = locale.texts();
        match self {
            Self::Invalid if document.is_valid() => Some(texts.submit_warnings()),
            Self::Invalid => Some(texts.submit_errors()),
            Self::Blocked(before) => Some(outcome::blocked(before, locale)),
            Self::Held(held) => Some(locale.team_attempt(&held.0, &held.1)),
            Self::NotBegun(failure) => Some(failure.words(locale)),
            Self::Sent(sent) => sent.failure(locale),
            Self::Left => Some(texts.submit_left()),
        }
    }
}
