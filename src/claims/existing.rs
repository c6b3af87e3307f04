//! Customers who were in the CRM already: their card was not sent, and the others of the team must know of them all the same.

use super::guard::State;
use super::{Error, TeamGuard};
use crate::customer::NewSubmission;
use crate::store::handle::StoreHandle;
use crate::team::Claim;
use jiff::Timestamp;

impl TeamGuard {
    /// Notes in the team's store a customer who was in the CRM already under this id, as the journal has it by now, in the record
    /// of this order. What the team's store misses, a [`sync`](Self::sync) makes up for.
    pub fn note_existing(&self, journal: &mut StoreHandle, order: &NewSubmission, id: &str) {
        let mut state = self.state();
        if state.journal_id(journal).is_ok() {
            let _ = self.note_existing_in(&mut state, journal, (&self.of(order), id));
        }
    }

    pub(super) fn note_existing_in(
        &self,
        state: &mut State,
        journal: &mut StoreHandle,
        (existing, id): (&Claim, &str),
    ) -> Result<(), Error> {
        let attempt = existing.attempt.as_str();
        let store = self.store(state)?;
        store.note_existing(existing, id)?;
        let now = Timestamp::now();
        if journal.with(now, |store| store.submission(attempt))?.is_none() {
            // It was undone meanwhile, maybe by another session, which found nothing to withdraw.
            store.withdraw(attempt)?;
        }
        journal.with(now, |store| store.forget_claims([attempt]))?;
        Ok(())
    }

    /// Withdraws such a customer, whose record is not in the journal any more. What the team's store misses, a
    /// [`sync`](Self::sync) makes up for.
    pub fn withdraw(&self, journal: &mut StoreHandle, attempt: &str) {
        let mut state = self.state();
        if state.journal_id(journal).is_ok() {
            let _ = self.withdraw_in(&mut state, journal, attempt);
        }
    }

    pub(super) fn withdraw_in(
        &self,
        state: &mut State,
        journal: &mut StoreHandle,
        attempt: &str,
    ) -> Result<(), Error> {
        self.store(state)?.withdraw(attempt)?;
        journal.with(Timestamp::now(), |store| store.forget_claims([attempt]))?;
        Ok(())
    }
}
