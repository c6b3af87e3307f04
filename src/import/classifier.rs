//! The classification of rows: by the rules of the form, and by what the journal knows of the row and of its customer.

use super::columns::Mapping;
use super::content::ContentComparison;
use super::problems;
use super::{TableRow, doubly_encoded};
use crate::customer::{
    ApiResponse, Card, Outcome, Payload, PriorSubmissions, RowClaim, RowHistory, RowKey, RuleContext,
    Severity, SubmissionState, SubmissionSummary,
};
use crate::i18n::Locale;
use crate::store::handle::StoreHandle;
use crate::store::{Error, Store};
use crate::submit::{ProblemEntry, duplicates, stops};
use jiff::Timestamp;
use std::ops::ControlFlow;

/// Classifies rows. Changes nothing.
pub(crate) struct RowClassifier<'a> {
    pub locale: &'a Locale,
    pub context: &'a RuleContext,
    pub mapping: &'a Mapping,
    /// The hash of the table's file.
    pub table: &'a str,
    /// The address of the CRM's customers.
    pub url: String,
    pub accept_warnings: bool,
    /// Whether rows that the CRM has rejected are sent again.
    pub retry: bool,
}

/// What is to become of a row.
pub(crate) enum RowStatus {
    /// It may be sent.
    Ready(Box<ReadyRow>),
    /// It cannot be sent as it is.
    Invalid(InvalidRow),
    /// An earlier attempt at the same customer must have an outcome first.
    Blocked(Box<SubmissionSummary>),
    /// It was sent before, and its customer was created; the record is deleted.
    Purged,
    /// It was sent before, and its customer was created.
    Created(Box<PriorAttempt>),
    /// It was sent before, and the CRM rejected it.
    Rejected(Box<PriorAttempt>),
    /// It was sent before, and the outcome is unknown.
    Unknown(Box<PriorAttempt>),
    /// Another import is sending it.
    InFlight(Box<PriorAttempt>),
    /// It was parked in the form, as a draft.
    InForm,
}

/// The last attempt at a row that is not sent again.
pub(crate) struct PriorAttempt {
    pub summary: SubmissionSummary,
    /// What was sent compared with the row.
    pub content: ContentComparison,
}

/// A row that may be sent.
pub(crate) struct ReadyRow {
    pub card: Card,
    pub payload: Payload,
    pub claim: RowClaim,
    /// The attempts that created customers like this one and do not stop it.
    pub aware_of: Vec<String>,
}

/// A row that cannot be sent as it is.
pub(crate) struct InvalidRow {
    pub problems: Vec<ProblemEntry>,
    /// Whether its customer was surely created before, so that there is nothing to correct.
    pub created_before: bool,
    /// The row's last attempt; none where there is none.
    pub last_attempt: Option<String>,
}

impl RowClassifier<'_> {
    /// The status of a row. Without a journal nothing was ever sent from here.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub(super) fn classify(
        &self,
        row: &TableRow,
        mut journal: Option<&mut StoreHandle>,
    ) -> Result<RowStatus, Error> {
        let key = self.key(row);
        let seen = match self.journal_entry(row, &key, journal.as_deref_mut())? {
            ControlFlow::Continue(attempt) => attempt,
            ControlFlow::Break(status) => return Ok(status),
        };
        let card = match self.card(row) {
            Ok(card) => card,
            Err(problem) => return Ok(RowStatus::Invalid(InvalidRow::of(vec![*problem], seen))),
        };
        let payload = Payload::of(&card, self.context);
        let prior = match journal.as_deref_mut() {
            None => PriorSubmissions::default(),
            Some(journal) => {
                let find =
                    |store: &mut Store| store.prior_submissions(&self.url, &card.who(), payload.text());
                journal.with(Timestamp::now(), find)?
            }
        };
        let claim = RowClaim {
            row: key.clone(),
            last_attempt: seen,
        };
        let status = self.of_customer(card, payload, claim, prior, self.suspicions(row));
        if let RowStatus::Ready(_) = status {
            return Ok(status);
        }
        // Where another import has sent the row between the two looks into the journal, the row itself is what stops it.
        Ok(self
            .journal_entry(row, &key, journal)?
            .break_value()
            .unwrap_or(status))
    }

    /// The key by which the journal knows a row.
    pub(super) fn key(&self, row: &TableRow) -> RowKey {
        RowKey {
            table: self.table.to_owned(),
            number: row.number,
        }
    }

    /// What the journal has of a row: goes on with its last attempt, if there is one, where the row may be sent; otherwise breaks
    /// off with its status.
    fn journal_entry(
        &self,
        row: &TableRow,
        key: &RowKey,
        journal: Option<&mut StoreHandle>,
    ) -> Result<ControlFlow<RowStatus, Option<String>>, Error> {
        let Some(journal) = journal else {
            return Ok(ControlFlow::Continue(None));
        };
        let now = Timestamp::now();
        let summary = match journal.with(now, |store| store.row(&self.url, key))? {
            None => return Ok(ControlFlow::Continue(None)),
            Some(RowHistory::Created) => return Ok(ControlFlow::Break(RowStatus::Purged)),
            Some(RowHistory::InForm) => return Ok(ControlFlow::Break(RowStatus::InForm)),
            Some(RowHistory::Sent(summary)) => *summary,
        };
        let status = match summary.state {
            SubmissionState::Created | SubmissionState::Existing => RowStatus::Created,
            SubmissionState::Unknown => RowStatus::Unknown,
            SubmissionState::Sending => RowStatus::InFlight,
            SubmissionState::Rejected if !self.retry && is_final(summary.outcome.as_ref()) => {
                RowStatus::Rejected
            }
            SubmissionState::Rejected | SubmissionState::NotSent | SubmissionState::NotCreated => {
                return Ok(ControlFlow::Continue(Some(summary.attempt)));
            }
        };
        let sent = journal.with(now, |store| store.sent_content(&summary.attempt))?;
        let content = sent.map_or_else(ContentComparison::default, |sent| match self.card(row) {
            Ok(card) => ContentComparison::of(&sent, &card, self.context),
            Err(problem) => ContentComparison::unreadable(*problem),
        });
        Ok(ControlFlow::Break(status(Box::new(PriorAttempt {
            summary,
            content,
        }))))
    }

    /// The card of a row.
    ///
    /// # Errors
    /// Why it has none.
    pub(super) fn card(&self, row: &TableRow) -> Result<Card, Box<ProblemEntry>> {
        if let Some(fault) = row.fault {
            return Err(Box::new(problems::of_row_fault(fault, self.locale)));
        }
        let cells: Vec<&str> = row.cells.iter().collect();
        let card = self.mapping.card(&cells, self.context);
        card.map_err(|error| Box::new(problems::of_row_error(&error, self.locale)))
    }

    /// Warnings that a row is hardly a customer, or not as it was written.
    fn suspicions(&self, row: &TableRow) -> Vec<ProblemEntry> {
        let cells: Vec<&str> = row.cells.iter().collect();
        let suspect = self.mapping.suspect(&cells);
        let suspect = suspect.map(|suspect| problems::of_suspect(suspect, self.locale));
        let meant = row.cells.iter().find_map(doubly_encoded);
        let encoded = meant.map(|meant| problems::of_double_encoding(&meant, self.locale));
        suspect.into_iter().chain(encoded).collect()
    }

    fn of_customer(
        &self,
        card: Card,
        payload: Payload,
        claim: RowClaim,
        prior: PriorSubmissions,
        suspicions: Vec<ProblemEntry>,
    ) -> RowStatus {
        if let Some(before) = prior.unsettled {
            return RowStatus::Blocked(Box::new(before));
        }
        let mut problems = ProblemEntry::of_card(&card, self.context, self.locale);
        problems.extend(suspicions);
        problems.extend(duplicates::found_in_journal(&prior, Severity::Error, self.locale));
        if stops(&problems, self.accept_warnings) {
            return RowStatus::Invalid(InvalidRow {
                problems,
                created_before: prior.all().any(|(reason, _)| reason.is_certain()),
                last_attempt: claim.last_attempt,
            });
        }
        let created = prior.created.into_iter();
        RowStatus::Ready(Box::new(ReadyRow {
            card,
            payload,
            claim,
            aware_of: created.map(|(_, summary)| summary.attempt).collect(),
        }))
    }
}

impl InvalidRow {
    pub(super) fn of(problems: Vec<ProblemEntry>, seen: Option<String>) -> Self {
        Self {
            problems,
            created_before: false,
            last_attempt: seen,
        }
    }
}

/// Whether the CRM refused the customer, and not the moment or the user.
fn is_final(outcome: Option<&Outcome>) -> bool {
    let answer = outcome.and_then(Outcome::answer);
    answer.is_none_or(ApiResponse::is_about_the_customer)
}
