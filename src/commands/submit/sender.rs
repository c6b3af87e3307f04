//! The way of a document to the CRM: checked, held against the journal and the CRM, sent, and its outcome in words, in
//! JSON and as an exit code.

use crate::cli::{GlobalArgs, SubmitArgs};
use crate::commands::courier::{SubmitResult, Submitter};
use crate::commands::document::Document;
use crate::commands::output::tell;
use crate::commands::setup::Setup;
use crate::commands::{CommandError, Exit, guard};
use crate::config::Profile;
use crate::crm::CancelToken;
use crate::customer::{
    FailureReason as Why, Lookup, Loss, Outcome, Payload, PriorSubmissions, RuleContext, Severity,
    SubmissionSummary,
};
use crate::i18n::Locale;
use crate::store::Error;
use jiff::Timestamp;
use serde_json::{Value, json};

/// Sends documents, one after the other.
pub(super) struct DocumentSender<'a> {
    pub global: &'a GlobalArgs,
    pub options: &'a SubmitArgs,
    pub setup: &'a Setup,
    pub profile: &'a Profile,
    pub locale: &'a Locale,
    pub facts: &'a RuleContext,
    /// The way to the CRM; none before the first document that may go.
    pub courier: Option<Submitter>,
}

/// What became of a document.
pub(super) struct DocumentOutcome {
    pub exit: Exit,
    /// The members of its JSON object.
    pub told: Value,
    /// Why it was not created, in one line for people; none where it was.
    pub words: Option<String>,
    /// How the send ended; none where nothing was sent.
    pub outcome: Option<Outcome>,
}

impl DocumentSender<'_> {
    /// Takes a document as far as it goes. None where there is no cancel for it by then: nothing is sent.
    ///
    /// # Errors
    /// Where nothing can be sent at all, such as without a password.
    pub(super) fn submit(
        &mut self,
        document: &mut Document,
        cancel: impl FnOnce() -> Result<Option<CancelToken>, CommandError>,
    ) -> Result<Option<DocumentOutcome>, CommandError> {
        let Some(card) = document.card.take().filter(|_| self.may_go(document)) else {
            return Ok(Some(self.held(document)));
        };
        let payload = Payload::of(&card, self.facts);
        let courier = self.courier()?;
        let precedents = match courier.precedents(&card.who(), &payload) {
            Ok(precedents) => precedents,
            Err(error) => return Ok(Some(self.not_begun(&error))),
        };
        if let Some(before) = &precedents.unsettled {
            return Ok(Some(self.blocked(before)));
        }
        let lookups = if self.profile.check_duplicates {
            self.courier()?.look_up(&payload)
        } else {
            Vec::new()
        };
        self.note_who_is_there(document, &precedents, &lookups);
        if !self.may_go(document) {
            return Ok(Some(self.held(document)));
        }
        if let Some(error) = self.loss(precedents.lost)? {
            return Ok(Some(self.not_begun(&error)));
        }
        let Some(cancel) = cancel()? else {
            return Ok(None);
        };
        tell(&document.lines(self.locale));
        let seen = precedents.created.into_iter().map(|(_, summary)| summary.attempt);
        let sent = self
            .courier()?
            .send(card, &payload, seen.collect(), None, &cancel);
        Ok(Some(match sent {
            Ok(sent) => self.ended(sent),
            Err(error) => self.refused(document, &payload, &error)?,
        }))
    }

    /// Records are lost, which stops the send unless warnings are accepted: then that is noted, and not asked again.
    ///
    /// # Errors
    /// As [`courier`](Self::courier).
    fn loss(&mut self, found: Option<Loss>) -> Result<Option<Error>, CommandError> {
        let Some(loss) = found else { return Ok(None) };
        if !self.options.accept_warnings {
            return Ok(Some(Error::RecordsLost(loss)));
        }
        tell(&format!("kartoteka: {}\n", self.locale.loss(&loss)));
        let now = Timestamp::now();
        let accepted = self.courier()?.shelf.with(now, |store| store.accept_loss(now));
        Ok(accepted.err())
    }

    /// The way to the CRM, with the password that it needs.
    ///
    /// # Errors
    /// Where there is none, such as without a password.
    pub(super) fn courier(&mut self) -> Result<&mut Submitter, CommandError> {
        if self.courier.is_none() && self.profile.insecure {
            tell(&format!(
                "kartoteka: {}\n",
                self.locale.texts().insecure_in_full()
            ));
        }
        let courier = match self.courier.take() {
            Some(courier) => courier,
            None => Submitter::new(self.global, self.setup)?,
        };
        Ok(self.courier.insert(courier))
    }

    /// Whether the problems known so far let it go.
    pub(super) fn may_go(&self, document: &Document) -> bool {
        !document.has(Severity::Error) && (self.options.accept_warnings || !document.has(Severity::Warning))
    }

    /// Problems hold it back.
    pub(super) fn held(&self, document: &Document) -> DocumentOutcome {
        let texts = self.locale.texts();
        let words = if document.has(Severity::Error) {
            texts.submit_errors()
        } else {
            texts.submit_warnings()
        };
        DocumentOutcome {
            exit: Exit::Invalid,
            told: json!({"state": "invalid", "problems": document.problems}),
            words: Some(words),
            outcome: None,
        }
    }

    /// An earlier attempt at the same customer is in its way.
    fn blocked(&self, before: &SubmissionSummary) -> DocumentOutcome {
        let words = guard::in_the_way(before, self.locale);
        DocumentOutcome {
            exit: Exit::Unknown,
            told: json!({"state": "blocked", "by": before.attempt, "message": words}),
            words: Some(words),
            outcome: None,
        }
    }

    /// The journal could not be read or written, so that nothing was sent.
    fn not_begun(&self, error: &Error) -> DocumentOutcome {
        let failure = Why::Journal(self.locale.store_error(error));
        let words = match error {
            Error::RecordsLost(_) => self.locale.store_error(error),
            _ => self.locale.texts().submit_not_sent(self.locale.failure(&failure)),
        };
        DocumentOutcome {
            exit: Exit::NotSent,
            told: json!({"state": "not_sent", "failure": failure, "message": words}),
            words: Some(words),
            outcome: Some(Outcome::NotSent { failure }),
        }
    }

    /// The journal did not let it begin: another session was faster.
    fn refused(
        &mut self,
        document: &mut Document,
        payload: &Payload,
        error: &Error,
    ) -> Result<DocumentOutcome, CommandError> {
        let now = self.courier()?.precedents("", payload);
        Ok(match (error, now) {
            (
                Error::Unsettled { .. },
                Ok(PriorSubmissions {
                    unsettled: Some(before),
                    ..
                }),
            ) => self.blocked(&before),
            (Error::CreatedMeanwhile { .. }, Ok(now)) => {
                self.note_who_is_there(document, &now, &[]);
                self.held(document)
            }
            _ => self.not_begun(error),
        })
    }

    /// It was sent, or nearly.
    fn ended(&self, sent: SubmitResult) -> DocumentOutcome {
        let (exit, told) = (Exit::of(&sent.outcome), sent.json());
        if let Some(words) = sent.unwritten(self.locale) {
            CommandError::new(exit, words).tell(self.locale);
        }
        DocumentOutcome {
            exit,
            told,
            words: guard::ended(&sent.attempt, &sent.outcome, self.locale),
            outcome: Some(sent.outcome),
        }
    }

    /// Adds a problem for everybody who may be this customer already.
    fn note_who_is_there(&self, document: &mut Document, precedents: &PriorSubmissions, lookups: &[Lookup]) {
        tell(&guard::unanswered(lookups, self.locale));
        // Nobody looks at each of many, and the same file may be sent again.
        let certain = if self.options.ndjson {
            Severity::Error
        } else {
            Severity::Warning
        };
        let before = guard::known_before(precedents, certain, self.locale);
        document.problems.extend(before.map(|(_, entry)| entry));
        document.problems.extend(guard::found(lookups, self.locale));
    }
}
