//! The import of rows, one at a time: from the table to the CRM.

use super::classifier::{InvalidRow, ReadyRow, RowClassifier, RowStatus};
use super::error::Error;
use super::rate_limit::RateLimit;
use super::rejected_table::{RejectedTable, RejectedTableError};
use super::row_status::with_line;
use super::summary::{ImportSummary, RowOutcome};
use super::{Table, TableRow};
use crate::customer::Outcome;
use crate::i18n::Locale;
use crate::store;
use crate::store::handle::StoreHandle;
use crate::submit::{
    MAX_ATTEMPTS, NotBegun, StopSignal, SubmitResult, Submitter, duplicates, outcome, retry_wait, stops,
};
use crate::text::visible;
use serde_json::{Value, json};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

/// What an import reports while a row is under way.
pub(crate) trait ImportReporter {
    /// Lines for people, safe to show.
    fn print(&self, lines: &str);
    /// The CRM asks for later: nothing happens for so long.
    fn waiting(&self, time: Duration);
}

/// A table with its columns, and how its rows are classified.
pub(crate) struct Import<'a> {
    pub locale: &'a Locale,
    pub table: &'a Table,
    pub classifier: RowClassifier<'a>,
}

impl Import<'_> {
    /// The rows of the table and their status, from the first one. Without a journal nothing was ever sent from here.
    ///
    /// # Errors
    /// If the table or the journal cannot be read.
    pub(crate) fn statuses(
        &self,
        mut journal: Option<&mut StoreHandle>,
        print: &dyn Fn(&str),
    ) -> Result<impl Iterator<Item = Result<(TableRow, RowStatus), Error>>, Error> {
        let rows = self.table.rows()?;
        Ok(rows.map(move |row| {
            let row = row?;
            let status = self.classify(&row, journal.as_deref_mut(), print)?;
            Ok((row, status))
        }))
    }

    /// The status of a row, with the notices of the key log printed.
    fn classify(
        &self,
        row: &TableRow,
        mut journal: Option<&mut StoreHandle>,
        print: &dyn Fn(&str),
    ) -> Result<RowStatus, store::Error> {
        let status = self.classifier.classify(row, journal.as_deref_mut());
        let notices = journal.map(StoreHandle::take_log_notices).unwrap_or_default();
        if !notices.is_empty() {
            print(&outcome::log_notices(&notices, self.locale));
        }
        status
    }
}

/// How rows are sent.
pub(crate) struct RunOptions {
    /// Whether the CRM is searched before a send.
    pub check_duplicates: bool,
    /// Whether rows are sent after one whose outcome is unknown.
    pub past_unknown: bool,
    /// At most so many sends a minute.
    pub per_minute: Option<NonZeroU32>,
}

/// One import under way.
pub(crate) struct ImportRun<'a> {
    import: &'a Import<'a>,
    options: RunOptions,
    journal: ImportJournal,
    stop: StopSignal,
    reporter: &'a dyn ImportReporter,
    rejected: Option<RejectedTable>,
    rate: RateLimit,
    summary: ImportSummary,
    /// Whether no row is sent any more. The others are still classified.
    halted: bool,
    /// Whether a failed search was reported.
    lookups_failed: bool,
    /// How many rows have no place for rejected rows.
    not_kept: u64,
}

/// The journal, and the connection to the CRM where rows are sent.
pub(crate) enum ImportJournal {
    /// Rows are sent.
    Send(Box<Submitter>),
    /// Nothing is sent; none where nothing ever was.
    Read(Option<Box<StoreHandle>>),
}

impl ImportJournal {
    fn store(&mut self) -> Option<&mut StoreHandle> {
        match self {
            Self::Send(submitter) => Some(&mut submitter.store),
            Self::Read(store) => store.as_deref_mut(),
        }
    }
}

/// What became of a row.
pub(crate) struct RowResult {
    pub outcome: RowOutcome,
    /// The members of its JSON object.
    pub json: Value,
    /// Why it is among the rejected rows; none where it is not.
    reason: Option<String>,
}

impl RowResult {
    /// A row that could be sent and is not.
    fn left() -> Self {
        Self {
            outcome: RowOutcome::Left,
            json: json!({"state": RowOutcome::Left.name()}),
            reason: None,
        }
    }
}

/// What came of one try to send a row.
enum SendAttempt {
    Done(RowResult),
    /// The row has to be classified again.
    Again,
}

impl<'a> ImportRun<'a> {
    /// An import that begins now. Rejected rows go into a table, where there is one, and are reported elsewhere.
    pub(crate) fn new(
        import: &'a Import<'a>,
        options: RunOptions,
        journal: ImportJournal,
        rejected: Option<RejectedTable>,
        stop: StopSignal,
        reporter: &'a dyn ImportReporter,
    ) -> Self {
        Self {
            rate: RateLimit::new(options.per_minute),
            halted: matches!(journal, ImportJournal::Read(_)),
            import,
            options,
            journal,
            stop,
            reporter,
            rejected,
            summary: ImportSummary::default(),
            lookups_failed: false,
            not_kept: 0,
        }
    }

    /// The outcomes so far.
    pub(crate) fn summary(&self) -> &ImportSummary {
        &self.summary
    }

    /// Whether a signal has stopped it before the last row.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.is_asked() && self.summary.of(RowOutcome::Left) > 0
    }

    /// Whether rejected rows were reported because there is no table for them.
    pub(crate) fn has_reported_rejected(&self) -> bool {
        self.not_kept > 0
    }

    /// Puts the table of the rejected rows in its place; its path, where a row is in it.
    ///
    /// # Errors
    /// If the table cannot be put there.
    pub(crate) fn publish_rejected(self) -> Result<Option<PathBuf>, RejectedTableError> {
        self.rejected.map_or(Ok(None), RejectedTable::publish)
    }

    /// Classifies a row, and sends it where it may be sent. `report_rejected` says whether a rejected row is reported where
    /// there is no table for it.
    ///
    /// # Errors
    /// If the row cannot be added to the table of the rejected ones.
    pub(crate) fn row(
        &mut self,
        row: &TableRow,
        report_rejected: bool,
    ) -> Result<RowResult, RejectedTableError> {
        let result = self.result(row);
        self.summary.add(result.outcome);
        if let Some(reason) = &result.reason {
            let reason = with_line(row.line, reason, self.import.locale);
            if let Some(rejected) = &mut self.rejected {
                rejected.add(self.import.table, row, &reason)?;
            } else {
                self.not_kept += 1;
                if report_rejected {
                    self.reporter.print(&format!("kartoteka: {reason}\n"));
                }
            }
        }
        Ok(result)
    }

    fn result(&mut self, row: &TableRow) -> RowResult {
        for _ in 0..MAX_ATTEMPTS {
            let reporter = self.reporter;
            let print = |lines: &str| reporter.print(lines);
            let status = match self.import.classify(row, self.journal.store(), &print) {
                Ok(status) => status,
                Err(error) => return self.journal_failed(row, &error),
            };
            let attempt = match status {
                RowStatus::Ready(ready) => self.send(row, *ready),
                status => return self.not_sent(row, &status),
            };
            if let SendAttempt::Done(result) = attempt {
                return result;
            }
        }
        self.halt_at(row, &self.import.locale.texts().import_tries());
        RowResult::left()
    }

    /// A row that is not to be sent.
    fn not_sent(&mut self, row: &TableRow, status: &RowStatus) -> RowResult {
        let locale = self.import.locale;
        let (outcome, reason) = (status.outcome(), status.reason(locale));
        self.summary.not_compared += u64::from(status.has_nothing_to_compare());
        if let (RowOutcome::CreatedOtherwise, Some(reason)) = (outcome, &reason) {
            self.note(&with_line(row.line, reason, locale));
        }
        if outcome == RowOutcome::Unknown && !self.halted && !self.options.past_unknown {
            self.halt_at(row, reason.as_deref().unwrap_or_default());
        }
        let listed = matches!(
            outcome,
            RowOutcome::Invalid | RowOutcome::Blocked | RowOutcome::Rejected
        );
        RowResult {
            outcome,
            json: status.json(locale),
            reason: reason.filter(|_| listed),
        }
    }

    fn send(&mut self, row: &TableRow, ready: ReadyRow) -> SendAttempt {
        let locale = self.import.locale;
        let waited = !self.halted && self.rate.wait(&self.stop);
        let token = if waited { self.stop.token() } else { None };
        let (Some(cancel), ImportJournal::Send(submitter)) = (token, &mut self.journal) else {
            return SendAttempt::Done(RowResult::left());
        };
        if self.options.check_duplicates {
            let lookups = submitter.look_up(&ready.payload);
            let failed = duplicates::failed_lookups(&lookups, locale);
            if !failed.is_empty() && !self.lookups_failed {
                self.lookups_failed = true;
                self.reporter.print(&failed);
            }
            let found = duplicates::found_in_crm(&lookups, locale);
            if stops(&found, self.import.classifier.accept_warnings) {
                let status = RowStatus::Invalid(InvalidRow::of(found, ready.claim.last_attempt));
                return SendAttempt::Done(self.not_sent(row, &status));
            }
        }
        let claim = Some(&ready.claim);
        match submitter.send(ready.card, &ready.payload, ready.aware_of, claim, &cancel) {
            Ok(sent) => self.ended(row, &sent),
            Err(
                store::Error::RowTaken
                | store::Error::Unsettled { .. }
                | store::Error::CreatedMeanwhile { .. },
            ) => SendAttempt::Again,
            Err(error) => SendAttempt::Done(self.journal_failed(row, &error)),
        }
    }

    /// The row was sent, or nearly.
    fn ended(&mut self, row: &TableRow, sent: &SubmitResult) -> SendAttempt {
        let locale = self.import.locale;
        let words = sent.failure(locale).unwrap_or_default();
        if let Some(words) = sent.unwritten(locale) {
            self.halt(&words);
        }
        let done = |outcome, reason| {
            SendAttempt::Done(RowResult {
                outcome,
                json: sent.json(),
                reason,
            })
        };
        match &sent.outcome {
            Outcome::Created { .. } => done(RowOutcome::Created, None),
            Outcome::Rejected { answer } if answer.is_about_the_customer() => {
                done(RowOutcome::Rejected, Some(visible(&words).into_owned()))
            }
            Outcome::Rejected { .. } => {
                if let Some(wait) = retry_wait(&sent.outcome) {
                    return self.retry(wait);
                }
                self.halt_at(row, &words);
                SendAttempt::Done(RowResult::left())
            }
            Outcome::NotSent { .. } => {
                self.halt_at(row, &words);
                done(RowOutcome::NotSent, None)
            }
            Outcome::Unknown { .. } => {
                if self.options.past_unknown {
                    self.note(&with_line(row.line, &words, locale));
                } else {
                    self.halt_at(row, &words);
                }
                done(RowOutcome::Unknown, None)
            }
        }
    }

    fn retry(&self, wait: Duration) -> SendAttempt {
        self.reporter.waiting(wait);
        if self.stop.wait(wait) {
            SendAttempt::Again
        } else {
            SendAttempt::Done(RowResult::left())
        }
    }

    /// The journal cannot be used, so nothing may be sent.
    fn journal_failed(&mut self, row: &TableRow, error: &store::Error) -> RowResult {
        let locale = self.import.locale;
        let failure = NotBegun::of(error, locale);
        if !self.halted {
            self.halt_at(row, &failure.words(locale));
        }
        RowResult {
            outcome: RowOutcome::NotSent,
            json: failure.json(locale),
            reason: None,
        }
    }

    /// Sends no more, and says at which row and why.
    fn halt_at(&mut self, row: &TableRow, why: &str) {
        self.halt(&with_line(row.line, why, self.import.locale));
    }

    /// Sends no more, and says why.
    fn halt(&mut self, why: &str) {
        self.halted = true;
        self.note(&visible(why));
    }

    fn note(&self, line: &str) {
        self.reporter.print(&format!("kartoteka: {line}\n"));
    }
}
