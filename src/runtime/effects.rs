//! What each effect does: with the store, with a file, or by asking the owner of the terminal and the threads.

use super::export::export;
use super::session::{Request, Session};
use crate::app::{Effect, Message, Notice, Order};
use crate::customer::{Draft, FailureReason, Outcome, Settlement, SubmissionState};
use crate::store::{Error, LockTimeout, Store, attempt_id};
use jiff::Timestamp;

/// What came of an effect.
pub(crate) enum EffectResult {
    /// A fact for the model.
    Fact(Box<Message>),
    /// Something to do for somebody else.
    Request(Request),
    /// Nothing to tell.
    Nothing,
}

impl From<Message> for EffectResult {
    fn from(fact: Message) -> Self {
        Self::Fact(Box::new(fact))
    }
}

impl Session {
    /// Carries out an effect, or returns what is to be done.
    pub(crate) fn perform(&mut self, effect: Effect, now: Timestamp) -> EffectResult {
        match effect {
            Effect::SaveDraft => {
                self.unsaved = true;
                EffectResult::Nothing
            }
            Effect::Send(_) => {
                // The card is in the journal's row too: a draft that cannot be saved does not stop the send.
                let _ = self.save_if_needed(LockTimeout::Typing, now);
                self.with_patience(effect, now)
            }
            Effect::FindPriorSubmissions { .. }
            | Effect::ListDrafts
            | Effect::LoadHistory { .. }
            | Effect::LoadValueHistory(_)
            | Effect::LoadRecord(_) => self.with_patience(effect, now),
            Effect::AcceptLoss => {
                // Where that fails, the send is not begun, and the operator is asked again.
                let _ = self
                    .shelf
                    .within(LockTimeout::Asking, now, |store| store.accept_loss(now));
                EffectResult::Nothing
            }
            Effect::StopWaiting => match self.take_back_send() {
                Some(taken_back) => taken_back.into(),
                None => EffectResult::Request(Request::StopWaiting),
            },
            Effect::LookUp {
                question,
                known,
                limit,
            } => EffectResult::Request(Request::LookUp {
                question,
                known,
                limit,
            }),
            Effect::FetchCustomer { question, id, limit } => {
                EffectResult::Request(Request::FetchCustomer { question, id, limit })
            }
            Effect::KeepExisting(order, id) => self.keep_existing(*order, id, now).into(),
            Effect::TakeBackExisting(attempt, draft) => self.take_back_existing(&attempt, &draft, now).into(),
            Effect::Copy(text) => EffectResult::Request(Request::Copy(text)),
            Effect::Redraw => EffectResult::Request(Request::Redraw),
            Effect::Quit => EffectResult::Request(Request::Quit),
            Effect::Export { path, text } => {
                let written = export(&path, &text).map(|path| path.display().to_string());
                Message::Exported(written.map_err(|error| self.model.locale.export_error(&error))).into()
            }
            Effect::Settle(attempt, settlement) => self.settle(&attempt, settlement, now).into(),
            Effect::Park => self.park(now),
            Effect::OpenDraft(id) => self.open_draft(&id, now).into(),
            Effect::DeleteDraft(id, saved_at) => {
                let work = |store: &mut Store| store.delete_draft(&id, saved_at);
                let done = self.shelf.within(LockTimeout::Asking, now, work);
                Message::DraftDeleted(self.told(done)).into()
            }
        }
    }

    /// Carries out an effect that may wait for the store: tried for a moment.
    pub(crate) fn attempt(&mut self, effect: &Effect, now: Timestamp) -> Result<EffectResult, Error> {
        let fact = match effect {
            Effect::Send(order) => return self.begin((**order).clone(), now),
            Effect::FindPriorSubmissions { who, payload } => {
                let url = self.model.settings.url.clone();
                let found = self.briefly(now, |store| store.prior_submissions(&url, who, payload));
                for notice in self.shelf.take_log_notices() {
                    let words = self.model.locale.log_notice(&notice);
                    self.model.notice = Some(Notice::Warning(words));
                }
                Message::PriorSubmissionsFound(Ok(found?))
            }
            Effect::ListDrafts => {
                self.save_if_needed(LockTimeout::Typing, now)?;
                Message::DraftsListed(Ok(self.briefly(now, Store::drafts)?))
            }
            // By the names of states in the operator's language, too.
            Effect::LoadHistory { filter, limit } => {
                self.reading.last += 1;
                let is_apart = self.reading.is_apart && !filter.trim().is_empty();
                if is_apart && self.briefly(now, |store| store.is_long())? {
                    return Ok(EffectResult::Request(Request::SearchHistory {
                        question: self.reading.last,
                        filter: filter.clone(),
                        limit: *limit,
                    }));
                }
                let states = self.model.locale.states();
                let load = |store: &mut Store| {
                    let page = store.history_by(filter, &states, *limit)?;
                    Ok((page, store.unknown_count()?))
                };
                Message::HistoryLoaded(Ok(self.briefly(now, load)?))
            }
            Effect::LoadValueHistory(pool) => {
                let load = |store: &mut Store| store.value_history(pool);
                Message::ValueHistoryLoaded(pool, Ok(self.briefly(now, load)?))
            }
            Effect::LoadRecord(attempt) => {
                let load = |store: &mut Store| store.submission(attempt);
                let record = self.briefly(now, load)?;
                Message::RecordLoaded(Ok(record.map(Box::new)))
            }
            _ => return Ok(EffectResult::Nothing),
        };
        Ok(fact.into())
    }

    /// What it means that such an effect failed.
    pub(crate) fn failed(&self, effect: &Effect, error: &Error) -> EffectResult {
        let why = self.model.locale.store_error(error);
        match effect {
            Effect::Send(_) => Message::Answered {
                attempt: None,
                outcome: Outcome::NotSent {
                    failure: FailureReason::Journal(why),
                },
                journal: Ok(()),
            },
            Effect::FindPriorSubmissions { .. } => Message::PriorSubmissionsFound(Err(why)),
            Effect::ListDrafts => Message::DraftsListed(Err(why)),
            Effect::LoadHistory { .. } => Message::HistoryLoaded(Err(why)),
            Effect::LoadValueHistory(pool) => Message::ValueHistoryLoaded(pool, Err(why)),
            Effect::LoadRecord(_) => Message::RecordLoaded(Err(why)),
            _ => return EffectResult::Nothing,
        }
        .into()
    }

    fn settle(&mut self, attempt: &str, settlement: Settlement, now: Timestamp) -> Message {
        let work = |store: &mut Store| store.settle(attempt, &settlement, now);
        match self.shelf.with(now, work) {
            Err(Error::NotUnknown { .. }) => Message::SettledMeanwhile,
            settled => Message::Settled(settlement, self.told(settled)),
        }
    }

    /// In the place of the draft: what is not saved yet is in the record, and is not saved behind it.
    fn keep_existing(&mut self, mut order: Order, id: String, now: Timestamp) -> Message {
        let kept = attempt_id().and_then(|attempt| {
            order.attempt = attempt;
            self.shelf
                .with(now, |store| store.keep_existing(&order, &id, now))
        });
        let kept = kept.map(|()| order.attempt);
        Message::ExistingKept(id, self.told(kept))
    }

    fn take_back_existing(&mut self, attempt: &str, draft: &Draft, now: Timestamp) -> Message {
        let work = |store: &mut Store| store.take_back_existing(attempt, draft, now);
        let done = self.shelf.with(now, work);
        Message::ExistingTakenBack(self.told(done))
    }

    /// Puts the card aside. To make room for what is typed ahead, that is tried again for as long as it is wanted.
    fn park(&mut self, now: Timestamp) -> EffectResult {
        let makes_room = self.wants_room();
        let patience = if makes_room {
            LockTimeout::Typing
        } else {
            LockTimeout::Asking
        };
        let saved = self.save_if_needed(patience, now);
        let parked = saved.and_then(|()| self.shelf.within(patience, now, Store::park_draft));
        self.backlog.room_due = makes_room && parked.as_ref().is_err_and(Error::is_busy);
        if self.backlog.room_due {
            return EffectResult::Nothing;
        }
        Message::Parked(self.told(parked)).into()
    }

    /// Opens a draft in the place of the card on the screen, which is saved first and parked with that.
    fn open_draft(&mut self, id: &str, now: Timestamp) -> Message {
        let saved = self.save_if_needed(LockTimeout::Asking, now);
        let open = |()| {
            self.shelf
                .within(LockTimeout::Asking, now, |store| store.open_draft(id))
        };
        match saved.and_then(open) {
            Err(Error::Held { process }) => Message::DraftElsewhere(process),
            opened => Message::DraftOpened(self.told(opened.map(Box::new))),
        }
    }

    fn save_if_needed(&mut self, patience: LockTimeout, now: Timestamp) -> Result<(), Error> {
        if self.unsaved {
            self.save_within(patience, now)
        } else {
            Ok(())
        }
    }

    /// Does some work with the store, and waits for other programs for a moment only.
    fn briefly<T>(
        &mut self,
        now: Timestamp,
        work: impl FnOnce(&mut Store) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.shelf.within(LockTimeout::Typing, now, work)
    }

    /// Writes the journal's row. Only then may the request go out.
    fn begin(&mut self, mut order: Order, now: Timestamp) -> Result<EffectResult, Error> {
        let resends = order.resends.clone();
        let locale = &self.model.locale;
        let words = |error: &Error| locale.store_error(error);
        let begun = self.shelf.begin(&mut order, words, LockTimeout::Typing, now);
        let refused = match begun {
            Ok(()) => {
                return Ok(EffectResult::Request(Request::Send {
                    attempt: order.attempt,
                    payload: order.payload,
                }));
            }
            Err(Error::Unsettled { attempt, state, .. }) => {
                let sending = state == SubmissionState::Sending;
                Message::Unsettled { attempt, sending }
            }
            Err(Error::NotUnknown { .. }) => Message::SettledMeanwhile,
            Err(Error::CreatedMeanwhile { .. }) => Message::CreatedMeanwhile(resends),
            Err(Error::RecordsLost(_)) => Message::RecordsLost(resends),
            Err(error) => return Err(error),
        };
        Ok(refused.into())
    }
}
