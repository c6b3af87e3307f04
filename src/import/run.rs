//! The import of rows, several at a time: from the table to the CRM.
//!
//! A window moves over the table. In it, rows are classified, searched for, written to the journal, sent and reported; all but
//! the requests to the CRM is done by one thread. A row waits while a row before it is under way that may be of the same
//! customer, so that what becomes of each row is what would become of it if they were sent one by one. What is ready at the same
//! time is written to the journal in one transaction: how rows have ended, and which go out now.

mod journal;
mod writes;

pub(crate) use journal::ImportJournal;

use super::classifier::{InvalidRow, ReadyRow, RowClassifier, RowStatus};
use super::crm_requests::CrmRequests;
use super::error::Error;
use super::rate_limit::RateLimit;
use super::rejected_table::{RejectedTable, RejectedTableError};
use super::row_result::RowResult;
use super::row_slot::{RowKeys, RowSlot, RowStage};
use super::row_status::with_line;
use super::summary::{ImportSummary, RowOutcome};
use super::{Table, TableRow};
use crate::customer::{FailureReason, Lookup, LookupFailure, Payload};
use crate::i18n::Locale;
use crate::store;
use crate::store::handle::StoreHandle;
use crate::submit::{DEFAULT_WAIT, MAX_ATTEMPTS, StopSignal, duplicates, outcome, stops};
use std::collections::VecDeque;
use std::io;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

/// What an import reports while rows are under way.
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

/// How many rows the window has: the rows that are looked up ahead of those that are sent.
const WINDOW: usize = 16;
/// How long other ends are waited for at most once there is one, so that one transaction has them all; and which part of the
/// time that the last transaction took, for where that is short there is little to be saved.
const GATHERING: (Duration, u32) = (Duration::from_millis(1), 4);

/// How rows are sent.
pub(crate) struct RunOptions {
    /// Whether the CRM is searched before a send.
    pub check_duplicates: bool,
    /// Whether rows are sent after one whose outcome is unknown.
    pub past_unknown: bool,
    /// At most so many sends a minute.
    pub per_minute: Option<NonZeroU32>,
    /// At most so many rows in flight.
    pub jobs: usize,
}

/// One import under way.
pub(crate) struct ImportRun<'a> {
    import: &'a Import<'a>,
    options: RunOptions,
    journal: ImportJournal,
    requests: Option<CrmRequests>,
    window: VecDeque<RowSlot>,
    stop: StopSignal,
    reporter: &'a dyn ImportReporter,
    rejected: Option<RejectedTable>,
    rate: RateLimit,
    summary: ImportSummary,
    rows: u64,
    /// How long the last transaction took.
    write_took: Duration,
    /// Whether no row is sent any more. The others are still classified.
    halted: bool,
    /// The row with an unknown outcome of an earlier import, behind which none is sent.
    last: Option<u64>,
    /// Whether a failed search was reported.
    lookups_failed: bool,
    /// How many rows have no place for rejected rows.
    not_kept: u64,
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
        let requests = match &journal {
            ImportJournal::Send(submitter) => {
                Some(CrmRequests::new(submitter.client.clone().renewing_connections()))
            }
            ImportJournal::Read(_) => None,
        };
        Self {
            rate: RateLimit::new(options.per_minute),
            halted: requests.is_none(),
            last: None,
            import,
            options,
            journal,
            requests,
            window: VecDeque::with_capacity(WINDOW),
            stop,
            reporter,
            rejected,
            summary: ImportSummary::default(),
            rows: 0,
            write_took: Duration::ZERO,
            lookups_failed: false,
            not_kept: 0,
        }
    }

    /// The outcomes so far.
    pub(crate) fn summary(&self) -> &ImportSummary {
        &self.summary
    }

    /// Why outcomes wait for the audit feed; none where none do.
    pub(crate) fn audit_failure(&self) -> Option<&io::Error> {
        self.journal.audit_failure()
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

    /// Takes the next row of the table. Works on until the window has room for another one.
    pub(crate) fn add(&mut self, row: TableRow) {
        self.window.push_back(RowSlot {
            number: self.rows,
            row,
            keys: None,
            tries: 0,
            stage: RowStage::Waiting,
        });
        self.rows += 1;
        self.work_until(|window| window.len() < WINDOW || window.front().is_some_and(RowSlot::is_done));
    }

    /// Works until nothing is under way any more, and all rows that were added are done.
    pub(crate) fn finish_rows(&mut self) {
        self.work_until(|window| window.iter().all(RowSlot::is_done));
    }

    /// The next row in the order of the table, if it is done, with its result. `report_rejected` says whether a rejected row is
    /// reported where there is no table for it.
    ///
    /// # Errors
    /// If the row cannot be added to the table of the rejected ones.
    pub(crate) fn take_done(
        &mut self,
        report_rejected: bool,
    ) -> Result<Option<(TableRow, RowResult)>, RejectedTableError> {
        if !self.window.front().is_some_and(RowSlot::is_done) {
            return Ok(None);
        }
        let Some(RowSlot {
            row,
            stage: RowStage::Done(result),
            ..
        }) = self.window.pop_front()
        else {
            return Ok(None);
        };
        self.summary.add(result.outcome);
        if let Some(reason) = &result.reason {
            let reason = with_line(row.line, reason, self.import.locale);
            if let Some(rejected) = &mut self.rejected {
                rejected.add(self.import.table, &row, &reason)?;
            } else {
                self.not_kept += 1;
                if report_rejected {
                    self.reporter.print(&format!("kartoteka: {reason}\n"));
                }
            }
        }
        Ok(Some((row, result)))
    }

    fn work_until(&mut self, is_enough: impl Fn(&VecDeque<RowSlot>) -> bool) {
        while !is_enough(&self.window) {
            let began = self.begin_rows();
            if is_enough(&self.window) {
                return;
            }
            let wrote = self.write_rows();
            if !began && !wrote {
                self.wait();
            }
        }
    }

    /// Classifies the rows that nothing before them is in the way of; whether there were any.
    fn begin_rows(&mut self) -> bool {
        let mut any = false;
        for index in 0..self.window.len() {
            if matches!(self.window[index].stage, RowStage::Waiting)
                && !self.searches_enough()
                && !self.must_wait(index)
            {
                let stage = self.classify(index);
                self.window[index].stage = stage;
                any = true;
            }
        }
        any
    }

    /// Whether the CRM is being searched for as many rows as it is to be: twice as many as are sent, so that these never wait.
    fn searches_enough(&self) -> bool {
        let is_searching = |slot: &&RowSlot| matches!(slot.stage, RowStage::Searching(_));
        self.window.iter().filter(is_searching).count() >= 2 * self.options.jobs
    }

    /// Whether a row before this one is not done that may be of the same customer.
    fn must_wait(&mut self, index: usize) -> bool {
        if self.window.iter().take(index).all(RowSlot::is_done) {
            return false;
        }
        if self.window[index].keys.is_none() {
            let classifier = &self.import.classifier;
            let card = classifier.card(&self.window[index].row);
            let keys = card.map(|card| RowKeys::of(&card, &Payload::of(&card, classifier.context)));
            // A row without a card is sent under no circumstances.
            self.window[index].keys = keys.ok();
        }
        let row = &self.window[index];
        let mut before = self.window.iter().take(index);
        before.any(|other| !other.is_done() && row.clashes_with(other))
    }

    /// The stage of a row after it was classified.
    fn classify(&mut self, index: usize) -> RowStage {
        self.window[index].tries += 1;
        let slot = &self.window[index];
        if slot.tries > MAX_ATTEMPTS {
            let line = slot.row.line;
            self.halt_at(line, &self.import.locale.texts().import_tries());
            return RowStage::Done(RowResult::left());
        }
        let reporter = self.reporter;
        let print = |lines: &str| reporter.print(lines);
        match self.import.classify(&slot.row, self.journal.store(), &print) {
            Err(error) => RowStage::Done(self.journal_failed(self.window[index].row.line, &error)),
            Ok(RowStatus::Ready(_)) if self.is_left(slot.number) => RowStage::Done(RowResult::left()),
            Ok(RowStatus::Ready(ready)) => self.search(index, ready),
            Ok(status) => RowStage::Done(self.not_sent(index, &status)),
        }
    }

    /// Whether a row is not sent although it could be.
    fn is_left(&self, number: u64) -> bool {
        self.is_halted(number) || self.stop.is_asked()
    }

    fn is_halted(&self, number: u64) -> bool {
        self.halted || self.last.is_some_and(|last| last < number)
    }

    /// Has the CRM searched for the customer of a row, where that is wanted.
    fn search(&mut self, index: usize, ready: Box<ReadyRow>) -> RowStage {
        let slot = &mut self.window[index];
        if slot.keys.is_none() {
            slot.keys = Some(RowKeys::of(&ready.card, &ready.payload));
        }
        let Some(requests) = self.requests.as_ref().filter(|_| self.options.check_duplicates) else {
            return RowStage::Ready(ready);
        };
        match requests.search(slot.number, ready.payload.text()) {
            None => RowStage::Searching(ready),
            Some(lookups) => self.searched(index, ready, &lookups),
        }
    }

    /// The stage of a row once the CRM was searched for its customer.
    fn searched(&mut self, index: usize, ready: Box<ReadyRow>, lookups: &[Lookup]) -> RowStage {
        let locale = self.import.locale;
        if lookups.iter().any(asks_for_later) {
            self.hold(DEFAULT_WAIT);
            return RowStage::Waiting;
        }
        let failed = duplicates::failed_lookups(lookups, locale);
        if !failed.is_empty() && !self.lookups_failed {
            self.lookups_failed = true;
            self.reporter.print(&failed);
        }
        let found = duplicates::found_in_crm(lookups, locale);
        if stops(&found, self.import.classifier.accept_warnings) {
            let status = RowStatus::Invalid(InvalidRow::of(found, ready.claim.last_attempt));
            return RowStage::Done(self.not_sent(index, &status));
        }
        RowStage::Ready(ready)
    }

    /// A row that is not to be sent.
    fn not_sent(&mut self, index: usize, status: &RowStatus) -> RowResult {
        let locale = self.import.locale;
        let (number, line) = (self.window[index].number, self.window[index].row.line);
        let (outcome, reason) = (status.outcome(), status.reason(locale));
        self.summary.not_compared += u64::from(status.has_nothing_to_compare());
        if let (RowOutcome::CreatedOtherwise, Some(reason)) = (outcome, &reason) {
            self.note(&with_line(line, reason, locale));
        }
        if outcome == RowOutcome::Unknown && !self.is_halted(number) && !self.options.past_unknown {
            self.last = Some(number);
            self.note(&with_line(line, reason.as_deref().unwrap_or_default(), locale));
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
}

/// Whether the CRM has not searched because it is asked too much.
fn asks_for_later(lookup: &Lookup) -> bool {
    matches!(
        lookup.result,
        Err(LookupFailure::Failed(FailureReason::Server(429)))
    )
}
