//! The one executor of effects: what each order of the model does with the store, a file, a worker or the terminal.

use super::pending::{Locked, unless_locked};
use super::{Session, SessionEnd};
use crate::app::{Effect, Message, Notice, Order};
use crate::customer::{FailureReason, Outcome, Settlement, SubmissionState};
use crate::endpoint::Resource;
use crate::runtime::export::export;
use crate::runtime::workers::{SearchQuery, SearchScope, Workers};
use crate::store::{Error, LockTimeout, Store};
use crate::team::ReportedEnd;
use jiff::Timestamp;
use std::collections::VecDeque;
use std::time::Instant;

impl<W: Workers> Session<W> {
    /// Carries out effects, and those that follow from what comes of them.
    pub(super) fn carry_out(&mut self, effects: Vec<Effect>, now: Timestamp) {
        let mut queue: VecDeque<Effect> = effects.into();
        while let Some(effect) = queue.pop_front() {
            let since = Instant::now();
            if let Some(effect) = self.pending.replace(effect, since) {
                queue.extend(self.try_effect(effect, since, now));
            }
        }
    }

    /// Tries again what waits for the store.
    pub(super) fn retry(&mut self, now: Timestamp) {
        self.model.now = now;
        // What is found locked once is not found free a moment later: nobody waits for that twice.
        for (ended, since) in std::mem::take(&mut self.pending.ended) {
            if self.pending.ended.is_empty() {
                self.conclude(ended, since, now);
            } else {
                self.pending.ended.push((ended, since));
            }
        }
        for waiting in self.pending.take_effects() {
            if self.pending.is_empty() {
                let effects = self.try_effect(waiting.effect, waiting.since, now);
                self.carry_out(effects, now);
            } else {
                self.pending.add(waiting.effect, waiting.since);
            }
        }
        if std::mem::take(&mut self.pending.room_due) && self.wants_room() {
            self.carry_out(vec![Effect::Park], now);
        }
    }

    /// Carries out an effect that was tried first at this moment; gives the effects that follow from what has come of it.
    fn try_effect(&mut self, effect: Effect, since: Instant, now: Timestamp) -> Vec<Effect> {
        match self.execute(&effect, since, now) {
            Ok(Some(fact)) => self.model.update(fact),
            Ok(None) => Vec::new(),
            Err(Locked) => {
                self.pending.add(effect, since);
                Vec::new()
            }
        }
    }

    /// Does what an effect says; gives the fact that has come of it, if one has by now.
    fn execute(
        &mut self,
        effect: &Effect,
        since: Instant,
        now: Timestamp,
    ) -> Result<Option<Message>, Locked> {
        Ok(match effect {
            Effect::SaveDraft => {
                self.saving.unsaved = true;
                None
            }
            Effect::Send(order) => self.claim_or_begin((**order).clone(), since, now)?,
            Effect::SendUnclaimed(order) => self.begin_unclaimed((**order).clone(), since, now)?,
            Effect::FindInTeam(question) => self.find_in_team(question),
            Effect::AcceptLoss => self.accept_loss(now),
            Effect::StopWaiting => self.stop_waiting(),
            Effect::FindPriorSubmissions {
                resource,
                who,
                payload,
            } => Some(self.find_prior_submissions(*resource, [who, payload], since, now)?),
            Effect::FindCompanies(text) => Some(self.find_companies(text, since, now)?),
            Effect::Company(effect) => {
                self.do_about_companies(effect, now);
                None
            }
            Effect::LookUp {
                question,
                keys: known,
                limit,
            } => {
                let limit = limit.unwrap_or(self.model.settings.timeout);
                self.workers.look_up(*question, known.clone(), limit);
                None
            }
            Effect::FetchCustomer { question, id, limit } => {
                self.workers.fetch_customer(*question, id.clone(), *limit);
                None
            }
            Effect::KeepExisting(order, id) => Some(self.keep_existing((**order).clone(), id, now)),
            Effect::TakeBackExisting(attempt, draft) => Some(self.take_back_existing(attempt, draft, now)),
            Effect::Settle(attempt, settlement) => Some(self.settle(attempt, settlement, now)),
            Effect::SettleInTeam(attempt, settlement) => self.settle_for_colleague(attempt, settlement),
            Effect::Park => self.park(now),
            Effect::ListDrafts => Some(self.list_drafts(since, now)?),
            Effect::OpenDraft(id) => Some(self.open_draft(id, now)),
            Effect::DeleteDraft(id, saved_at) => Some(self.delete_draft(id, *saved_at, now)),
            Effect::Export { path, text } => Some(self.export(path, text)),
            Effect::WriteForm(form) => Some(Message::FormWritten(self.workers.write_form(form))),
            Effect::LoadHistory { filter, limit } => self.load_history(filter, *limit, since, now)?,
            Effect::FindRecords { text, limit } => self.find_records(text, *limit, since, now)?,
            Effect::LoadValueHistory(group) => Some(self.load_value_history(group, since, now)?),
            Effect::LoadRecord(attempt) => Some(self.load_record(attempt, since, now)?),
            Effect::LoadShift => Some(self.load_shift(since, now)?),
            Effect::EndShift => Some(self.end_shift(now)),
            Effect::Copy(text) => self.copy(text),
            Effect::Redraw => self.draw_again(),
            Effect::Quit => {
                self.leave(now);
                None
            }
        })
    }

    /// Where that fails, the send is not begun, and the operator is asked again.
    fn accept_loss(&mut self, now: Timestamp) -> Option<Message> {
        let work = |store: &mut Store| store.accept_loss(now);
        let _ = self.store.within(LockTimeout::Asking, now, work);
        None
    }

    fn draw_again(&mut self) -> Option<Message> {
        self.redraw = true;
        None
    }

    fn copy(&mut self, text: &str) -> Option<Message> {
        self.clipboard = Some(text.to_owned());
        None
    }

    /// Writes the journal's row. Only then does the request go out. Where there is a team, the attempt is claimed, and released if
    /// it does not begin.
    pub(super) fn begin(
        &mut self,
        mut order: Order,
        since: Instant,
        now: Timestamp,
    ) -> Result<Message, Locked> {
        if !self.saving.is_locked() {
            // The card is in the journal's row too: a draft that cannot be saved does not stop the send.
            let _ = self.save_if_needed(LockTimeout::Typing, now);
        }
        let locale = &self.model.locale;
        let words = |error: &Error| locale.store_error(error);
        let begun = self.store.begin(&mut order, words, LockTimeout::Typing, now);
        let begun = unless_locked(begun, since)?;
        if begun.is_err() {
            self.report_to_team(&order.attempt, ReportedEnd::NotSent);
        }
        Ok(match begun {
            Ok(()) => {
                if let Some(repeated) = &order.resends {
                    // The journal has settled it with the beginning.
                    self.report_to_team(repeated, ReportedEnd::NotCreated);
                }
                let resource = order.resource();
                self.workers.send(order.attempt, resource, order.payload);
                Message::SendBegun
            }
            Err(Error::Unsettled { attempt, state, .. }) => {
                let sending = state == SubmissionState::Sending;
                Message::Unsettled { attempt, sending }
            }
            Err(Error::NotUnknown { .. }) => Message::SettledMeanwhile,
            Err(Error::CreatedMeanwhile { .. }) => Message::CreatedMeanwhile(order.resends),
            Err(Error::RecordsLost(_)) => Message::RecordsLost(order.resends),
            Err(error) => not_sent(FailureReason::Journal(self.model.locale.store_error(&error))),
        })
    }

    /// Takes back a send that waits for the team's store or the journal, where one does: nothing has left. Otherwise the end is
    /// reported as if it had come.
    fn stop_waiting(&mut self) -> Option<Message> {
        if self.call_off_claim() {
            return Some(not_sent(FailureReason::Cancelled));
        }
        if let Some(order) = self.pending.take_back_send() {
            self.report_to_team(&order.attempt, ReportedEnd::NotSent);
            return Some(not_sent(FailureReason::Cancelled));
        }
        self.workers.stop_waiting();
        None
    }

    fn find_prior_submissions(
        &mut self,
        resource: Resource,
        [who, payload]: [&str; 2],
        since: Instant,
        now: Timestamp,
    ) -> Result<Message, Locked> {
        let url = resource.url_beside(&self.model.settings.url);
        let found = self.briefly(now, |store| store.prior_submissions(&url, who, payload));
        for notice in self.store.take_log_notices() {
            let words = self.model.locale.log_notice(&notice);
            self.model.notice = Some(Notice::Warning(words));
        }
        Ok(Message::PriorSubmissionsFound(self.finally(found, since)?))
    }

    fn settle(&mut self, attempt: &str, settlement: &Settlement, now: Timestamp) -> Message {
        let work = |store: &mut Store| store.settle(attempt, settlement, now);
        match self.store.with(now, work) {
            Err(Error::NotUnknown { .. }) => Message::SettledMeanwhile,
            settled => {
                if settled.is_ok() {
                    self.settle_in_team(attempt, settlement);
                }
                Message::Settled(settlement.clone(), self.in_words(settled))
            }
        }
    }

    /// Puts the card aside. To make room for what is typed ahead, that is tried again for as long as it is wanted.
    fn park(&mut self, now: Timestamp) -> Option<Message> {
        let makes_room = self.wants_room();
        let timeout = if makes_room {
            LockTimeout::Typing
        } else {
            LockTimeout::Asking
        };
        let saved = self.save_if_needed(timeout, now);
        let parked = saved.and_then(|()| self.store.park_draft(timeout, now));
        self.pending.room_due = makes_room && parked.as_ref().is_err_and(Error::is_busy);
        (!self.pending.room_due).then(|| Message::Parked(self.in_words(parked)))
    }

    /// Whether something is typed for the next card, and the one in flight is in its place.
    fn wants_room(&self) -> bool {
        let in_flight = self.model.in_flight.as_ref();
        !self.model.typeahead.is_empty() && in_flight.is_some_and(|card| !card.next_begun())
    }

    fn list_drafts(&mut self, since: Instant, now: Timestamp) -> Result<Message, Locked> {
        let saved = self.save_if_needed(LockTimeout::Typing, now);
        let drafts = saved.and_then(|()| self.briefly(now, Store::drafts));
        Ok(Message::DraftsListed(self.finally(drafts, since)?))
    }

    /// Opens a draft in the place of the card on the screen, which is saved first and parked with that.
    fn open_draft(&mut self, id: &str, now: Timestamp) -> Message {
        let saved = self.save_if_needed(LockTimeout::Asking, now);
        let open = |()| {
            self.store
                .within(LockTimeout::Asking, now, |store| store.open_draft(id))
        };
        match saved.and_then(open) {
            Err(Error::Held { process }) => Message::DraftElsewhere(process),
            opened => Message::DraftOpened(self.in_words(opened.map(Box::new))),
        }
    }

    fn delete_draft(&mut self, id: &str, saved_at: Timestamp, now: Timestamp) -> Message {
        let work = |store: &mut Store| store.delete_draft(id, saved_at);
        let deleted = self.store.within(LockTimeout::Asking, now, work);
        Message::DraftDeleted(self.in_words(deleted))
    }

    fn export(&self, path: &str, text: &str) -> Message {
        let place = &self.model.settings.export_place;
        let written = export(place, path, text).map(|path| path.display().to_string());
        Message::Exported(written.map_err(|error| self.model.locale.export_error(&error)))
    }

    /// Reads the newest rows, by the names of states in the operator's language too. A long history is left to a worker.
    fn load_history(
        &mut self,
        filter: &str,
        limit: usize,
        since: Instant,
        now: Timestamp,
    ) -> Result<Option<Message>, Locked> {
        self.history_search.last += 1;
        self.history_search.pane = self.history_search.last;
        let states = self.model.locale.states();
        if self.history_search.by_worker && !filter.trim().is_empty() {
            let search = self.briefly(now, |store| store.is_long()?.then(|| store.search()).transpose());
            match unless_locked(search, since)? {
                Ok(None) => {}
                Ok(Some(search)) => {
                    let query = SearchQuery {
                        question: self.history_search.pane,
                        scope: SearchScope::History,
                        filter: filter.to_owned(),
                        states,
                        limit,
                    };
                    self.workers.search_history(search, query);
                    return Ok(None);
                }
                Err(error) => return Ok(Some(Message::HistoryLoaded(self.in_words(Err(error))))),
            }
        }
        let loaded = self.briefly(now, |store| {
            let rows = store.history_by(filter, &states, limit)?;
            Ok((rows, store.unknown_count()?))
        });
        Ok(Some(Message::HistoryLoaded(self.finally(loaded, since)?)))
    }

    fn load_value_history(&mut self, group: &str, since: Instant, now: Timestamp) -> Result<Message, Locked> {
        let values = self.briefly(now, |store| store.value_history(group));
        Ok(Message::ValueHistoryLoaded(
            group.to_owned(),
            self.finally(values, since)?,
        ))
    }

    fn load_record(&mut self, attempt: &str, since: Instant, now: Timestamp) -> Result<Message, Locked> {
        let record = self.briefly(now, |store| store.submission(attempt));
        let record = self.finally(record, since)?;
        Ok(Message::RecordLoaded(record.map(|record| record.map(Box::new))))
    }

    /// Ends the session, unless the operator must know first that what was typed cannot be kept. Where the terminal is gone, it
    /// has ended already.
    fn leave(&mut self, now: Timestamp) {
        if self.end == Some(SessionEnd::HungUp) {
            return;
        }
        self.end = self.may_leave(now).then_some(SessionEnd::Left);
        if self.end.is_none() {
            self.model.next_profile = None;
        }
    }

    /// Does some work with the store, and waits for other programs for a moment only.
    pub(super) fn briefly<T>(
        &mut self,
        now: Timestamp,
        work: impl FnOnce(&mut Store) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.store.within(LockTimeout::Typing, now, work)
    }

    /// What has come of something that was tried first at this moment, with a failure in words.
    pub(super) fn finally<T>(
        &self,
        result: Result<T, Error>,
        since: Instant,
    ) -> Result<Result<T, String>, Locked> {
        Ok(self.in_words(unless_locked(result, since)?))
    }
}

/// The end of a send of which nothing has left.
pub(super) fn not_sent(failure: FailureReason) -> Message {
    Message::SendEnded {
        attempt: None,
        outcome: Outcome::NotSent { failure },
        journal: Ok(()),
    }
}
