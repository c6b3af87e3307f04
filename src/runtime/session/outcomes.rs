//! The end of a send: the journal has it before the screen does.

use super::Session;
use super::pending::unless_locked;
use crate::app::Message;
use crate::runtime::workers::{FinishedSend, Workers};
use crate::store::{AttemptOutcome, Error, LockTimeout};
use crate::team::ReportedEnd;
use jiff::Timestamp;
use std::time::Instant;

impl<W: Workers> Session<W> {
    /// Stops waiting for good, and writes down what has become of a send in flight.
    pub fn call_off(&mut self, now: Timestamp) {
        self.call_off_claim();
        if let Some(ended) = self.workers.close() {
            self.conclude(ended, Instant::now(), now);
        }
    }

    /// Writes down how a send ended, and reports it after that; where another program has the store locked, later. It is tried
    /// since this moment.
    pub(super) fn conclude(&mut self, ended: FinishedSend, since: Instant, now: Timestamp) {
        let written = self.write_down_end(&ended, LockTimeout::Typing, now);
        match unless_locked(written, since) {
            Ok(written) => self.report_end(ended, written, now),
            Err(_) => self.pending.ended.push((ended, since)),
        }
        self.set_timers();
    }

    /// Reports how a send ended, which is written down, or cannot be.
    pub(super) fn report_end(&mut self, ended: FinishedSend, written: Result<(), Error>, now: Timestamp) {
        let journal = written.as_ref().copied();
        let message = Message::SendEnded {
            attempt: Some(ended.attempt.clone()),
            outcome: ended.outcome.clone(),
            journal: journal.map_err(|error| self.model.locale.store_error(error)),
        };
        self.note_unwritten(ended, written);
        self.update(message, now);
        // At once: the card of a customer that exists must not come back as a draft. A failure is on the screen, and it is
        // tried again.
        let _ = self.save_if_needed(LockTimeout::Typing, now);
    }

    /// Writes down how a send ended.
    pub(super) fn write_down_end(
        &mut self,
        ended: &FinishedSend,
        timeout: LockTimeout,
        now: Timestamp,
    ) -> Result<(), Error> {
        let ended = AttemptOutcome {
            attempt: &ended.attempt,
            outcome: &ended.outcome,
            duration: ended.took,
        };
        self.store.finish(&ended, timeout, now)
    }

    /// Writes down the outcomes that the journal could not take before.
    pub(super) fn write_down_late(&mut self, now: Timestamp) {
        for ended in std::mem::take(&mut self.unwritten) {
            let written = self.write_down_end(&ended, LockTimeout::Typing, now);
            self.note_unwritten(ended, written);
        }
    }

    /// What the journal did not take is retried later, or reported at the end. The team's store gets the end after the journal.
    fn note_unwritten(&mut self, ended: FinishedSend, written: Result<(), Error>) {
        if matches!(written, Ok(()) | Err(Error::Ended { .. })) {
            self.report_to_team(&ended.attempt, ReportedEnd::from(&ended.outcome));
        }
        match (written, ended.outcome.customer_id()) {
            (Ok(()), _) | (Err(Error::Ended { .. }), None) => {}
            // The journal has no such attempt under way: another try would fail, too.
            (Err(Error::Ended { .. }), Some(id)) => {
                let id = id.to_owned();
                self.unrecorded_ids.push((ended.attempt, id));
            }
            (Err(_), _) => self.unwritten.push(ended),
        }
    }
}
