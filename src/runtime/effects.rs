//! What each effect does: with the store, with a file, or by asking whoever owns the terminal and the threads.

use super::export::export;
use super::session::{Request, Session};
use crate::app::{Effect, Msg, Notice, Order};
use crate::customer::{Draft, Failure, Outcome, Settlement, State};
use crate::store::{Error, Patience, Store, attempt_id};
use jiff::Timestamp;

/// What came of an effect.
pub(crate) enum Done {
    /// A fact for the model.
    Fact(Box<Msg>),
    /// Something to do for somebody else.
    Request(Request),
    /// Nothing to tell.
    Nothing,
}

impl From<Msg> for Done {
    fn from(fact: Msg) -> Self {
        Self::Fact(Box::new(fact))
    }
}

impl Session {
    /// Carries out an effect, or says what is to be done.
    pub(crate) fn perform(&mut self, effect: Effect, now: Timestamp) -> Done {
        match effect {
            Effect::SaveDraft => {
                self.unsaved = true;
                Done::Nothing
            }
            Effect::Send(_) => {
                // The card stands in the journal's row too: a draft that cannot be saved does not stop the send.
                let _ = self.save_if_needed(Patience::Typing, now);
                self.with_patience(effect, now)
            }
            Effect::FindPrecedents { .. }
            | Effect::ListDrafts
            | Effect::LoadHistory { .. }
            | Effect::LoadEarlier(_)
            | Effect::LoadRecord(_) => self.with_patience(effect, now),
            Effect::AcceptLoss => {
                // Where that fails, the send is not begun, and the operator is asked again.
                let _ = self
                    .shelf
                    .within(Patience::Asking, now, |store| store.accept_loss(now));
                Done::Nothing
            }
            Effect::StopWaiting => match self.take_back_send() {
                Some(taken_back) => taken_back.into(),
                None => Done::Request(Request::StopWaiting),
            },
            Effect::LookUp {
                question,
                known,
                limit,
            } => Done::Request(Request::LookUp {
                question,
                known,
                limit,
            }),
            Effect::FetchCustomer { question, id, limit } => {
                Done::Request(Request::FetchCustomer { question, id, limit })
            }
            Effect::KeepExisting(order, id) => self.keep_existing(*order, id, now).into(),
            Effect::TakeBackExisting(attempt, draft) => self.take_back_existing(&attempt, &draft, now).into(),
            Effect::Copy(text) => Done::Request(Request::Copy(text)),
            Effect::Redraw => Done::Request(Request::Redraw),
            Effect::Quit => Done::Request(Request::Quit),
            Effect::Export { path, text } => {
                let written = export(&path, &text).map(|path| path.display().to_string());
                Msg::Exported(written.map_err(|error| self.model.locale.export_error(&error))).into()
            }
            Effect::Settle(attempt, settlement) => self.settle(&attempt, settlement, now).into(),
            Effect::Park => self.park(now),
            Effect::OpenDraft(id) => self.open_draft(&id, now).into(),
            Effect::DeleteDraft(id, saved_at) => {
                let work = |store: &mut Store| store.delete_draft(&id, saved_at);
                let done = self.shelf.within(Patience::Asking, now, work);
                Msg::DraftDeleted(self.told(done)).into()
            }
        }
    }

    /// Carries out an effect that may wait for the store: tried for a moment.
    pub(crate) fn attempt(&mut self, effect: &Effect, now: Timestamp) -> Result<Done, Error> {
        let fact = match effect {
            Effect::Send(order) => return self.begin((**order).clone(), now),
            Effect::FindPrecedents { who, payload } => {
                let url = self.model.settings.url.clone();
                let found = self.briefly(now, |store| store.precedents(&url, who, payload));
                for notice in self.shelf.take_log_notices() {
                    let words = self.model.locale.log_notice(&notice);
                    self.model.notice = Some(Notice::Warning(words));
                }
                Msg::PrecedentsFound(Ok(found?))
            }
            Effect::ListDrafts => {
                self.save_if_needed(Patience::Typing, now)?;
                Msg::DraftsListed(Ok(self.briefly(now, Store::drafts)?))
            }
            // By the names of states in the operator's language, too.
            Effect::LoadHistory { filter, limit } => {
                self.reading.last += 1;
                let is_apart = self.reading.is_apart && !filter.trim().is_empty();
                if is_apart && self.briefly(now, |store| store.is_long())? {
                    return Ok(Done::Request(Request::SearchHistory {
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
                Msg::HistoryLoaded(Ok(self.briefly(now, load)?))
            }
            Effect::LoadEarlier(pool) => {
                let load = |store: &mut Store| store.earlier(pool);
                Msg::EarlierLoaded(pool, Ok(self.briefly(now, load)?))
            }
            Effect::LoadRecord(attempt) => {
                let load = |store: &mut Store| store.submission(attempt);
                let record = self.briefly(now, load)?;
                Msg::RecordLoaded(Ok(record.map(Box::new)))
            }
            _ => return Ok(Done::Nothing),
        };
        Ok(fact.into())
    }

    /// What it means that such an effect failed.
    pub(crate) fn failed(&self, effect: &Effect, error: &Error) -> Done {
        let why = self.model.locale.store_error(error);
        match effect {
            Effect::Send(_) => Msg::Answered {
                attempt: None,
                outcome: Outcome::NotSent {
                    failure: Failure::Journal(why),
                },
                journal: Ok(()),
            },
            Effect::FindPrecedents { .. } => Msg::PrecedentsFound(Err(why)),
            Effect::ListDrafts => Msg::DraftsListed(Err(why)),
            Effect::LoadHistory { .. } => Msg::HistoryLoaded(Err(why)),
            Effect::LoadEarlier(pool) => Msg::EarlierLoaded(pool, Err(why)),
            Effect::LoadRecord(_) => Msg::RecordLoaded(Err(why)),
            _ => return Done::Nothing,
        }
        .into()
    }

    fn settle(&mut self, attempt: &str, settlement: Settlement, now: Timestamp) -> Msg {
        let work = |store: &mut Store| store.settle(attempt, &settlement, now);
        match self.shelf.with(now, work) {
            Err(Error::NotUnknown { .. }) => Msg::SettledMeanwhile,
            settled => Msg::Settled(settlement, self.told(settled)),
        }
    }

    /// In the place of the draft: what is not saved yet stands in the record, and is not saved behind it.
    fn keep_existing(&mut self, mut order: Order, id: String, now: Timestamp) -> Msg {
        let kept = attempt_id().and_then(|attempt| {
            order.attempt = attempt;
            self.shelf
                .with(now, |store| store.keep_existing(&order, &id, now))
        });
        let kept = kept.map(|()| order.attempt);
        Msg::ExistingKept(id, self.told(kept))
    }

    fn take_back_existing(&mut self, attempt: &str, draft: &Draft, now: Timestamp) -> Msg {
        let work = |store: &mut Store| store.take_back_existing(attempt, draft, now);
        let done = self.shelf.with(now, work);
        Msg::ExistingTakenBack(self.told(done))
    }

    /// Puts the card aside. To make room for what is typed ahead, that is tried again for as long as it is wanted.
    fn park(&mut self, now: Timestamp) -> Done {
        let makes_room = self.wants_room();
        let patience = if makes_room {
            Patience::Typing
        } else {
            Patience::Asking
        };
        let saved = self.save_if_needed(patience, now);
        let parked = saved.and_then(|()| self.shelf.within(patience, now, Store::park_draft));
        self.backlog.room_due = makes_room && parked.as_ref().is_err_and(Error::is_busy);
        if self.backlog.room_due {
            return Done::Nothing;
        }
        Msg::Parked(self.told(parked)).into()
    }

    /// Opens a draft in the place of the card on the screen, which is saved first and parked with that.
    fn open_draft(&mut self, id: &str, now: Timestamp) -> Msg {
        let saved = self.save_if_needed(Patience::Asking, now);
        let open = |()| {
            self.shelf
                .within(Patience::Asking, now, |store| store.open_draft(id))
        };
        match saved.and_then(open) {
            Err(Error::Held { process }) => Msg::DraftElsewhere(process),
            opened => Msg::DraftOpened(self.told(opened.map(Box::new))),
        }
    }

    fn save_if_needed(&mut self, patience: Patience, now: Timestamp) -> Result<(), Error> {
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
        self.shelf.within(Patience::Typing, now, work)
    }

    /// Writes the journal's row. Only then may the request go out.
    fn begin(&mut self, mut order: Order, now: Timestamp) -> Result<Done, Error> {
        let resends = order.resends.clone();
        let begun = self
            .shelf
            .begin(&mut order, &self.model.locale, Patience::Typing, now);
        let refused = match begun {
            Ok(()) => {
                return Ok(Done::Request(Request::Send {
                    attempt: order.attempt,
                    payload: order.payload,
                }));
            }
            Err(Error::Unsettled { attempt, state, .. }) => {
                let sending = state == State::Sending;
                Msg::Unsettled { attempt, sending }
            }
            Err(Error::NotUnknown { .. }) => Msg::SettledMeanwhile,
            Err(Error::CreatedMeanwhile { .. }) => Msg::CreatedMeanwhile(resends),
            Err(Error::RecordsLost(_)) => Msg::RecordsLost(resends),
            Err(error) => return Err(error),
        };
        Ok(refused.into())
    }
}
