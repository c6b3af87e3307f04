//! Rows of an import in one transaction: how attempts have ended, and which begin. The disk is waited for once.

use super::journal::{AttemptOutcome, begin, finish};
use super::{Durability, Error, Store, attempt_end, clock};
use crate::customer::{NewSubmission, RowClaim};
use jiff::Timestamp;

/// What came of the rows of one transaction, in the order in which they were given.
#[derive(Debug)]
pub struct WrittenRows {
    /// Whether the end of each attempt was written.
    pub ended: Vec<Result<(), Error>>,
    /// Whether each attempt may be sent now.
    pub begun: Vec<Result<(), Error>>,
}

impl Store {
    /// Writes down how attempts have ended, as [`finish`](Self::finish) does, and then which rows go out now, each
    /// for itself: what forbids one is in the way of no other. When this returns, the disk has all of it. A row is refused as
    /// [`begin`](Self::begin) refuses an attempt, and with [`Error::RowTaken`] if it was sent since it was looked at, or may not
    /// be sent.
    ///
    /// # Errors
    ///
    /// If the database cannot be written. Nothing of it is written then, and no row may be sent.
    pub fn write_rows(
        &mut self,
        ended: &[AttemptOutcome],
        beginning: &[(NewSubmission, RowClaim)],
        now: Timestamp,
    ) -> Result<WrittenRows, Error> {
        let detail = self.detail;
        let written = self.write_logged(Durability::Power, |transaction, session, log| {
            attempt_end::interrupt(transaction, session)?;
            clock::advance(transaction, now)?;
            let mut written = WrittenRows {
                ended: Vec::with_capacity(ended.len()),
                begun: Vec::with_capacity(beginning.len()),
            };
            for ended in ended {
                written
                    .ended
                    .push(finish(transaction, session, log, ended, detail)?);
            }
            for (new, claim) in beginning {
                let begun = begin(transaction, session, log, (new, Some(claim)), (now, detail))?;
                written.begun.push(begun);
            }
            Ok(written)
        })?;
        self.forget(ended.iter().any(|ended| ended.outcome.customer_id().is_some()));
        Ok(written)
    }
}
