//! Customers who were in the CRM already: their card is kept in the history, and after that noted in the team's store.

use super::Session;
use crate::app::{Message, Order};
use crate::customer::Draft;
use crate::runtime::workers::{TeamTask, Workers};
use crate::store::{Error, Store, attempt_id};
use jiff::Timestamp;

impl<W: Workers> Session<W> {
    /// In the place of the draft: what is not saved yet is in the record, and is not saved behind it.
    pub(super) fn keep_existing(&mut self, mut order: Order, id: &str, now: Timestamp) -> Message {
        let kept = attempt_id().and_then(|attempt| {
            order.attempt = attempt;
            // Noted first, so that the team's store learns of it also where the program ends in between.
            self.note_for_team(&order.attempt, now)?;
            let work = |store: &mut Store| store.keep_existing(&order, id, now);
            self.store.with(now, work)
        });
        let attempt = order.attempt.clone();
        if kept.is_ok() {
            self.ask_team(TeamTask::NoteExisting(Box::new(order), id.to_owned()));
        }
        let kept = kept.map(|()| attempt);
        Message::ExistingKept(id.to_owned(), self.in_words(kept))
    }

    /// Makes the card the draft again, and deletes its record, which the team then does not have any more either.
    pub(super) fn take_back_existing(&mut self, attempt: &str, draft: &Draft, now: Timestamp) -> Message {
        let noted = self.note_for_team(attempt, now);
        let work = |store: &mut Store| store.take_back_existing(attempt, draft, now);
        let done = noted.and_then(|()| self.store.with(now, work));
        if done.is_ok() {
            self.ask_team(TeamTask::Withdraw(attempt.to_owned()));
        }
        Message::ExistingTakenBack(self.in_words(done))
    }

    /// Notes in the journal what the team's store is about to learn, where there is a team.
    fn note_for_team(&mut self, attempt: &str, now: Timestamp) -> Result<(), Error> {
        if self.model.settings.team.is_none() {
            return Ok(());
        }
        let work = |store: &mut Store| store.note_claims([attempt], true, now);
        self.store.with(now, work)
    }
}
