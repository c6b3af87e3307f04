//! The journal and the requests of an import: which rows go out, and what follows from their ends.

mod team;

use super::{GATHERING, ImportJournal, ImportRun};
use crate::crm::CancelToken;
use crate::customer::{NewSubmission, RowClaim};
use crate::import::crm_requests::RequestEnd;
use crate::import::row_result::{AfterSend, RowResult};
use crate::import::row_slot::{RowSlot, RowStage, SentRow};
use crate::import::row_status::with_line;
use crate::import::summary::RowOutcome;
use crate::store::{self, AttemptOutcome, LockTimeout};
use crate::submit::{NotBegun, SubmitResult, Submitter};
use crate::team::ReportedEnd;
use crate::text::visible;
use jiff::Timestamp;
use std::time::{Duration, Instant};

/// A row that is to go out.
struct OutgoingRow {
    index: usize,
    cancel: CancelToken,
}

impl ImportRun<'_> {
    /// Writes the ends that are there and the rows that can go out, and sends these; whether there were any.
    pub(super) fn write_rows(&mut self) -> bool {
        let ended = self.take_answered();
        let past_unknown = self.options.past_unknown;
        let may_begin = ended
            .iter()
            .all(|(_, sent)| AfterSend::lets_others_begin(&sent.outcome, past_unknown));
        let beginning = if may_begin { self.next_rows() } else { Vec::new() };
        if ended.is_empty() && beginning.is_empty() {
            return false;
        }
        let (beginning, orders) = self.orders(beginning);
        let (beginning, mut orders) = self.claimed(beginning, orders);
        let ImportJournal::Send(submitter) = &mut self.journal else {
            return false;
        };
        let outcomes: Vec<AttemptOutcome> = ended.iter().map(|(_, sent)| sent.as_outcome()).collect();
        let since = Instant::now();
        let (written, begun) = write(submitter, &outcomes, &mut orders);
        self.write_took = since.elapsed();
        let is_written = ended.iter().zip(&written).filter(|(_, written)| written.is_ok());
        let reported: Vec<_> = is_written
            .map(|((_, sent), _)| (sent.attempt.as_str(), ReportedEnd::from(&sent.outcome)))
            .collect();
        submitter.report_to_team(&reported);
        for ((number, sent), written) in ended.into_iter().zip(written) {
            let SentRow { attempt, outcome, .. } = sent;
            self.ended(
                number,
                &SubmitResult {
                    attempt,
                    outcome,
                    written,
                },
            );
        }
        self.take_begun(beginning, orders, begun);
        true
    }

    /// Sends the rows that the journal has, and ends or holds those that it does not let out.
    fn take_begun(
        &mut self,
        beginning: Vec<OutgoingRow>,
        orders: Vec<(NewSubmission, RowClaim)>,
        begun: Result<Written, store::Error>,
    ) {
        let begun = match begun {
            Ok(begun) => begun,
            Err(error) => {
                self.release(orders.iter().map(|(order, _)| order));
                for OutgoingRow { index, .. } in beginning {
                    let result = self.journal_failed(self.window[index].row.line, &error);
                    self.window[index].stage = RowStage::Done(result);
                }
                return;
            }
        };
        let refused = orders.iter().zip(&begun).filter(|(_, begun)| begun.is_err());
        self.release(refused.map(|((order, _), _)| order));
        for ((row, (order, _)), begun) in beginning.into_iter().zip(orders).zip(begun) {
            self.begun(row, order, begun);
        }
    }

    /// The rows whose outcome is there.
    fn take_answered(&mut self) -> Vec<(u64, SentRow)> {
        let take = |slot: &mut RowSlot| match std::mem::replace(&mut slot.stage, RowStage::Waiting) {
            RowStage::Answered(sent) => Some((slot.number, sent)),
            other => {
                slot.stage = other;
                None
            }
        };
        self.window.iter_mut().filter_map(take).collect()
    }

    /// The rows that may go out now. Where none may go out any more, those that could are left.
    fn next_rows(&mut self) -> Vec<OutgoingRow> {
        let is_ready = |slot: &RowSlot| matches!(slot.stage, RowStage::Ready(_));
        let in_flight = |slot: &&RowSlot| matches!(slot.stage, RowStage::Sending);
        let free = self
            .options
            .jobs
            .saturating_sub(self.window.iter().filter(in_flight).count());
        let ready: Vec<usize> = (0..self.window.len())
            .filter(|index| is_ready(&self.window[*index]))
            .collect();
        let mut beginning = Vec::new();
        for (count, index) in ready.into_iter().enumerate() {
            if self.is_left(self.window[index].number) {
                self.window[index].stage = RowStage::Done(RowResult::left());
            } else if count < self.rate.allowed(Instant::now(), free) {
                match self.stop.token() {
                    Some(cancel) => beginning.push(OutgoingRow { index, cancel }),
                    None => self.window[index].stage = RowStage::Done(RowResult::left()),
                }
            }
        }
        beginning
    }

    /// The orders of rows that go out, which wait for the journal until then.
    fn orders(&mut self, beginning: Vec<OutgoingRow>) -> (Vec<OutgoingRow>, Vec<(NewSubmission, RowClaim)>) {
        let ImportJournal::Send(submitter) = &self.journal else {
            return (Vec::new(), Vec::new());
        };
        let window = &mut self.window;
        let with_orders = beginning.into_iter().filter_map(|row| {
            let stage = std::mem::replace(&mut window[row.index].stage, RowStage::Waiting);
            let RowStage::Ready(ready) = stage else {
                return None;
            };
            let order = submitter.order(ready.card, &ready.payload, ready.aware_of);
            Some((row, (order, ready.claim)))
        });
        with_orders.unzip()
    }

    /// A row is in the journal, so that it goes out; or it may not go out now, so that it is classified again.
    fn begun(&mut self, row: OutgoingRow, order: NewSubmission, begun: Result<(), store::Error>) {
        let slot = &mut self.window[row.index];
        match begun {
            Ok(()) => {
                let Some(requests) = &mut self.requests else {
                    return;
                };
                requests.send(slot.number, &order.attempt, order.payload, row.cancel);
                slot.stage = RowStage::Sending;
                self.rate.begun(Instant::now());
            }
            Err(
                store::Error::RowTaken
                | store::Error::Unsettled { .. }
                | store::Error::CreatedMeanwhile { .. },
            ) => slot.stage = RowStage::Waiting,
            Err(error) => {
                let line = slot.row.line;
                let result = self.journal_failed(line, &error);
                self.window[row.index].stage = RowStage::Done(result);
            }
        }
    }

    /// A row was sent, or nearly, and the journal has the outcome, if it could.
    fn ended(&mut self, number: u64, sent: &SubmitResult) {
        let locale = self.import.locale;
        if let Some(words) = sent.unwritten(locale) {
            self.halt(&words);
        }
        let Some(index) = self.index_of(number) else {
            return;
        };
        let line = self.window[index].row.line;
        let after = AfterSend::of(sent, line, self.options.past_unknown, locale);
        self.window[index].stage = match after {
            AfterSend::Done(result) => RowStage::Done(result),
            AfterSend::Noted(result, words) => {
                self.note(&words);
                RowStage::Done(result)
            }
            AfterSend::Halt(result, words) => {
                self.halt(&words);
                RowStage::Done(result)
            }
            AfterSend::Later(wait) => {
                self.hold(wait);
                RowStage::Waiting
            }
        };
    }

    /// Waits for the end of a request, or until rows may go out again.
    pub(super) fn wait(&mut self) {
        let until = self.rate.wait(Instant::now());
        let under_way = self.window.iter().any(RowSlot::is_under_way);
        match (under_way, until) {
            (true, _) => {
                let first = self.requests.as_ref().and_then(|requests| requests.next(until));
                let Some(first) = first else { return };
                self.take_end(first);
                // What comes with it goes into the journal with it.
                let (most, part) = GATHERING;
                let gathering = most.min(self.write_took / part);
                while self.window.iter().any(RowSlot::is_under_way)
                    && let Some(next) = self
                        .requests
                        .as_ref()
                        .and_then(|requests| requests.next(Some(gathering)))
                {
                    self.take_end(next);
                }
            }
            (false, Some(wait)) => {
                let _ = self.stop.wait(wait);
            }
            // Nothing can come any more: a row that is not done never will be.
            (false, None) => {
                for slot in self.window.iter_mut().filter(|slot| !slot.is_done()) {
                    slot.stage = RowStage::Done(RowResult::left());
                }
            }
        }
    }

    fn take_end(&mut self, end: RequestEnd) {
        match end {
            RequestEnd::Searched(number, lookups) => {
                if let Some(requests) = &mut self.requests {
                    requests.keep(&lookups);
                }
                let Some(index) = self.index_of(number) else {
                    return;
                };
                let stage = std::mem::replace(&mut self.window[index].stage, RowStage::Waiting);
                self.window[index].stage = match stage {
                    RowStage::Searching(ready) => self.searched(index, ready, &lookups),
                    other => other,
                };
            }
            RequestEnd::Sent(number, sent) => {
                if let Some(index) = self.index_of(number) {
                    self.window[index].stage = RowStage::Answered(sent);
                }
            }
        }
    }

    fn index_of(&self, number: u64) -> Option<usize> {
        self.window.iter().position(|slot| slot.number == number)
    }

    /// Has nothing go out for so long.
    pub(super) fn hold(&mut self, wait: Duration) {
        self.reporter.waiting(wait);
        self.rate.hold_until(Instant::now() + wait);
    }

    /// The journal cannot be used, so nothing may be sent.
    pub(super) fn journal_failed(&mut self, line: u64, error: &store::Error) -> RowResult {
        self.not_begun(line, &NotBegun::of(error, self.import.locale))
    }

    /// Nothing may be sent: the import stops at this row, and says why.
    pub(super) fn not_begun(&mut self, line: u64, failure: &NotBegun) -> RowResult {
        let locale = self.import.locale;
        if !self.halted {
            self.halt_at(line, &failure.words(locale));
        }
        RowResult {
            outcome: RowOutcome::NotSent,
            json: failure.json(locale),
            reason: None,
        }
    }

    /// Sends no more, and says at which row and why.
    pub(super) fn halt_at(&mut self, line: u64, why: &str) {
        self.halt(&with_line(line, why, self.import.locale));
    }

    /// Sends no more, and says why.
    fn halt(&mut self, why: &str) {
        self.halted = true;
        self.note(&visible(why));
    }

    pub(super) fn note(&self, line: &str) {
        self.reporter.print(&format!("kartoteka: {line}\n"));
    }
}

/// Whether each of several rows was written.
type Written = Vec<Result<(), store::Error>>;

/// Writes how rows have ended and which go out, all at once. Where that fails, each end is written for itself: what cannot be
/// written of one must not be lost of all; none goes out then.
fn write(
    submitter: &mut Submitter,
    ended: &[AttemptOutcome],
    orders: &mut [(NewSubmission, RowClaim)],
) -> (Written, Result<Written, store::Error>) {
    let words = |error: &store::Error| submitter.locale.store_error(error);
    let now = Timestamp::now();
    match submitter.store.write_rows(ended, orders, words, now) {
        Ok(written) => (written.ended, Ok(written.begun)),
        Err(error) => {
            let finish = |end: &AttemptOutcome| submitter.store.finish(end, LockTimeout::Sending, now);
            (ended.iter().map(finish).collect(), Err(error))
        }
    }
}
