//! Many documents, one a line, each sent when it is read.

use super::document::Document;
use super::document_sender::{DocumentOutcome, DocumentSender};
use super::retry::{self, MAX_ATTEMPTS};
use super::stop::StopSignal;
use crate::customer::Outcome;
use crate::i18n::Locale;
use crate::text::visible;
use std::convert::Infallible;

/// Sends the documents of a stream.
pub(crate) struct StreamSender<'a> {
    pub sender: DocumentSender<'a>,
    pub stop: StopSignal,
    /// Whether no document is sent any more. The others are still checked.
    pub halted: bool,
}

impl StreamSender<'_> {
    /// Sends a document, again where the CRM asks for later.
    pub(crate) fn send(&mut self, document: &mut Document) -> DocumentOutcome {
        if self.halted {
            return if self.sender.is_stopped(document) {
                DocumentOutcome::Invalid
            } else {
                DocumentOutcome::Left
            };
        }
        for _ in 0..MAX_ATTEMPTS {
            let mut tried = document.clone();
            let token = || Ok::<_, Infallible>(self.stop.token());
            let Ok(ended) = self.sender.send(&mut tried, token);
            match ended.outcome().and_then(retry::retry_wait) {
                Some(wait) if self.stop.wait(wait) => {}
                Some(_) => return DocumentOutcome::Left,
                None => {
                    self.halted = matches!(ended, DocumentOutcome::NotBegun(_))
                        || ended.outcome().is_some_and(retry::halts);
                    *document = tried;
                    return ended;
                }
            }
        }
        self.halted = true;
        DocumentOutcome::Left
    }
}

impl DocumentOutcome {
    /// The outcome of a document of a stream, in one line. Safe to show.
    pub(crate) fn line(&self, document: &Document, locale: &Locale) -> String {
        match self.outcome().and_then(Outcome::customer_id) {
            Some(id) => locale.texts().submit_created(visible(id)),
            None if matches!(self, Self::Invalid) => document.one_line(locale),
            None => visible(&self.failure(document, locale).unwrap_or_default()).into_owned(),
        }
    }
}
