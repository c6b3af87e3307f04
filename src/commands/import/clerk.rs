//! What is to become of a row: by the rules of the form, and by what the journal knows of the row and of its customer.

use super::content::ContentComparison;
use crate::commands::document::ProblemEntry;
use crate::commands::guard;
use crate::customer::{
    ApiResponse, Card, Outcome, Payload, PriorSubmissions, RowClaim, RowHistory, RowKey, RuleContext,
    Severity, SubmissionState, SubmissionSummary,
};
use crate::i18n::Locale;
use crate::import::columns::Mapping;
use crate::import::{TableRow, doubly_encoded};
use crate::store::handle::StoreHandle;
use crate::store::{Error, Store};
use jiff::Timestamp;

/// Looks at rows. Changes nothing.
pub(super) struct RowClassifier<'a> {
    pub locale: &'a Locale,
    pub facts: &'a RuleContext,
    pub mapping: &'a Mapping,
    /// The sheet's hash.
    pub sheet: &'a str,
    /// Where the rows are to be sent.
    pub url: String,
    pub accept_warnings: bool,
    /// Whether rows that the CRM has rejected are sent again.
    pub retry: bool,
}

/// What is to become of a row.
pub(super) enum RowStatus {
    /// It may be sent.
    Send(Box<ReadyRow>),
    /// It cannot be sent as it is.
    Invalid(InvalidRow),
    /// An attempt at the same customer is in its way.
    Blocked(Box<SubmissionSummary>),
    /// The row was sent before, and its customer was created; the record is purged.
    Purged,
    /// The row was sent before, and its customer was created.
    Created(Box<PriorAttempt>),
    /// The row was sent before, and the CRM has rejected it.
    Rejected(Box<PriorAttempt>),
    /// The row was sent before, and nobody knows what became of it.
    Unknown(Box<PriorAttempt>),
    /// Another import is sending the row at this moment.
    OnItsWay(Box<PriorAttempt>),
    /// The row was handed over to the form.
    InForm,
}

/// The last attempt at a row that is not sent again.
pub(super) struct PriorAttempt {
    pub summary: SubmissionSummary,
    /// Whether the row still says what was sent.
    pub content: ContentComparison,
}

/// A row that may be sent.
pub(super) struct ReadyRow {
    pub card: Card,
    pub payload: Payload,
    pub claim: RowClaim,
    /// The attempts that created customers who are like this one, and that are no reason to hold it back.
    pub aware_of: Vec<String>,
}

/// A row that cannot be sent as it is.
pub(super) struct InvalidRow {
    pub problems: Vec<ProblemEntry>,
    /// Whether its customer was created before, so that there is nothing to put right.
    pub known: bool,
    /// The row's last attempt, if there is one.
    pub seen: Option<String>,
}

impl RowClassifier<'_> {
    /// What is to become of a row. Without a journal nothing was ever sent from here.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub(super) fn examine(
        &self,
        row: &TableRow,
        mut journal: Option<&mut StoreHandle>,
    ) -> Result<RowStatus, Error> {
        let claimed = RowKey {
            sheet: self.sheet.to_owned(),
            number: row.number,
        };
        let seen = match self.trace(row, &claimed, journal.as_deref_mut())? {
            Ok(attempt) => attempt,
            Err(verdict) => return Ok(verdict),
        };
        let card = match self.card(row) {
            Ok(card) => card,
            Err(problem) => return Ok(RowStatus::Invalid(InvalidRow::of(vec![*problem], seen))),
        };
        let payload = Payload::of(&card, self.facts);
        let precedents = match journal.as_deref_mut() {
            None => PriorSubmissions::default(),
            Some(journal) => {
                let find =
                    |store: &mut Store| store.prior_submissions(&self.url, &card.who(), payload.text());
                journal.with(Timestamp::now(), find)?
            }
        };
        let claim = RowClaim {
            row: claimed.clone(),
            seen,
        };
        let verdict = self.of_customer(card, payload, claim, precedents, self.suspicions(row));
        if let RowStatus::Send(_) = verdict {
            return Ok(verdict);
        }
        // Where another import has sent the row between the two looks into the journal, it was the row itself that stood
        // in the way.
        Ok(self.trace(row, &claimed, journal)?.err().unwrap_or(verdict))
    }

    /// The row's last attempt, where it may be sent, and what forbids that elsewhere.
    fn trace(
        &self,
        row: &TableRow,
        claimed: &RowKey,
        journal: Option<&mut StoreHandle>,
    ) -> Result<Result<Option<String>, RowStatus>, Error> {
        let Some(journal) = journal else {
            return Ok(Ok(None));
        };
        let now = Timestamp::now();
        let summary = match journal.with(now, |store| store.row(&self.url, claimed))? {
            None => return Ok(Ok(None)),
            Some(RowHistory::Created) => return Ok(Err(RowStatus::Purged)),
            Some(RowHistory::InForm) => return Ok(Err(RowStatus::InForm)),
            Some(RowHistory::Sent(summary)) => *summary,
        };
        let kind = match summary.state {
            SubmissionState::Created | SubmissionState::Existing => RowStatus::Created,
            SubmissionState::Unknown => RowStatus::Unknown,
            SubmissionState::Sending => RowStatus::OnItsWay,
            SubmissionState::Rejected if !self.retry && is_final(summary.outcome.as_ref()) => {
                RowStatus::Rejected
            }
            SubmissionState::Rejected | SubmissionState::NotSent | SubmissionState::NotCreated => {
                return Ok(Ok(Some(summary.attempt)));
            }
        };
        let sent = journal.with(now, |store| store.sent_content(&summary.attempt))?;
        let content = sent.map_or_else(ContentComparison::default, |sent| match self.card(row) {
            Ok(card) => ContentComparison::of(&sent, &card, self.facts),
            Err(problem) => ContentComparison::unreadable(*problem),
        });
        Ok(Err(kind(Box::new(PriorAttempt { summary, content }))))
    }

    /// The card of a row.
    pub(super) fn card(&self, row: &TableRow) -> Result<Card, Box<ProblemEntry>> {
        if let Some(fault) = row.fault {
            return Err(Box::new(ProblemEntry::of_row_fault(fault, self.locale)));
        }
        let cells: Vec<&str> = row.cells.iter().collect();
        let card = self.mapping.card(&cells, self.facts);
        card.map_err(|error| Box::new(ProblemEntry::of_row_error(&error, self.locale)))
    }

    /// That a row is hardly a customer, or not as it was written.
    fn suspicions(&self, row: &TableRow) -> Vec<ProblemEntry> {
        let cells: Vec<&str> = row.cells.iter().collect();
        let suspect = self.mapping.suspect(&cells);
        let suspect = suspect.map(|suspect| ProblemEntry::of_suspect(suspect, self.locale));
        let before = row.cells.iter().find_map(doubly_encoded);
        let encoded = before.map(|before| ProblemEntry::of_double_encoding(&before, self.locale));
        suspect.into_iter().chain(encoded).collect()
    }

    /// What forbids a card with these problems to be sent; none where nothing does.
    pub(super) fn forbids(&self, problems: &[ProblemEntry]) -> bool {
        let worst = problems.iter().map(|entry| entry.severity).max();
        worst.is_some_and(|worst| worst == Severity::Error || !self.accept_warnings)
    }

    fn of_customer(
        &self,
        card: Card,
        payload: Payload,
        claim: RowClaim,
        precedents: PriorSubmissions,
        suspicions: Vec<ProblemEntry>,
    ) -> RowStatus {
        if let Some(before) = precedents.unsettled {
            return RowStatus::Blocked(Box::new(before));
        }
        let problems = card.problems(self.facts).into_iter();
        let mut problems: Vec<ProblemEntry> = problems
            .map(|(slot, problem)| ProblemEntry::of(&card, slot, &problem, self.facts, self.locale))
            .collect();
        problems.extend(suspicions);
        let mut known = false;
        for (likeness, entry) in guard::known_before(&precedents, Severity::Error, self.locale) {
            known |= likeness.is_certain();
            problems.push(entry);
        }
        if self.forbids(&problems) {
            let seen = claim.seen;
            return RowStatus::Invalid(InvalidRow {
                problems,
                known,
                seen,
            });
        }
        let created = precedents.created.into_iter();
        RowStatus::Send(Box::new(ReadyRow {
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
            known: false,
            seen,
        }
    }
}

/// Whether the CRM refused the customer, and not the moment or the caller.
fn is_final(outcome: Option<&Outcome>) -> bool {
    let answer = outcome.and_then(Outcome::answer);
    answer.is_none_or(ApiResponse::is_about_the_customer)
}
