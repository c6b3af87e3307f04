//! Customers who were in the CRM already: their card was not sent, and is kept in the history with the customer's id. Such
//! a record is no attempt: it is not in the way of any customer, and says nothing of what this machine created.

use super::journal::{self, NewRecord};
use super::key_log::EndedAttempt;
use super::{Durability, Error, Store, drafts, retention};
use crate::customer::{Draft, NewSubmission, StoredDetail, SubmissionState};
use jiff::Timestamp;

impl Store {
    /// Keeps a card in the history as an existing customer with this id, and takes the session's draft away, in one
    /// transaction: the card is the one or the other. When this returns, the disk has it. The record is masked, if
    /// records are.
    ///
    /// # Errors
    ///
    /// If the database cannot be written; the draft is still there then.
    pub fn keep_existing(&mut self, card: &NewSubmission, id: &str, now: Timestamp) -> Result<(), Error> {
        let detail = self.detail;
        self.write_logged(Durability::Power, |transaction, session, log| {
            let beginning = NewRecord {
                state: SubmissionState::Existing,
                customer_id: Some(id),
                now,
            };
            journal::insert(transaction, session, card, &beginning, detail)?;
            log.begin(transaction, card, now)?;
            log.end(transaction, &card.attempt, EndedAttempt::Existing(id))?;
            drafts::clear(transaction, session)?;
            match detail {
                StoredDetail::Full => Ok(()),
                StoredDetail::Masked => retention::mask_unless_owed(transaction, &card.attempt),
            }
        })?;
        self.forget(true);
        Ok(())
    }

    /// Takes such a record back, and makes its card the session's draft again, in one transaction. What is no such record
    /// is not touched.
    ///
    /// # Errors
    ///
    /// If the database cannot be written; the record is still there then.
    pub fn take_back_existing(&mut self, attempt: &str, draft: &Draft, now: Timestamp) -> Result<(), Error> {
        self.write_logged(Durability::Power, |transaction, session, log| {
            let mut delete =
                transaction.prepare_cached("DELETE FROM submissions WHERE attempt = ?1 AND state = ?2")?;
            if delete.execute([attempt, SubmissionState::Existing.name()])? > 0 {
                log.take_back(transaction, attempt)?;
            }
            drafts::put(transaction, session, draft, now)?;
            Ok(())
        })
    }
}
