//! What each effect does: with the store, with a file, or by asking whoever owns the terminal and the threads.

use super::export::export;
use super::session::{Request, Session};
use crate::app::{Effect, Msg, Notice, Order};
use crate::customer::{Draft, Failure, Outcome, Settlement, State};
use crate::store::{Error, Store, attempt_id};
use jiff::Timestamp;

/// What came of an effect.
pub(super) enum Done {
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
    pub(super) fn perform(&mut self, effect: Effect, now: Timestamp) -> Done {
        match effect {
            Effect::SaveDraft => {
                self.unsaved = true;
                Done::Nothing
            }
            Effect::Send(order) => self.begin(*order, now),
            Effect::StopWaiting => Done::Request(Request::StopWaiting),
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
            Effect::FindPrecedents { who, payload } => self.find_precedents(&who, &payload, now).into(),
            Effect::Settle(attempt, settlement) => self.settle(&attempt, settlement, now).into(),
            Effect::Park => {
                let saved = self.save_if_needed(now);
                let parked = saved.and_then(|()| self.shelf.with(now, Store::park_draft));
                Msg::Parked(self.told(parked)).into()
            }
            Effect::ListDrafts => {
                let saved = self.save_if_needed(now);
                let listed = saved.and_then(|()| self.shelf.with(now, Store::drafts));
                Msg::DraftsListed(self.told(listed)).into()
            }
            Effect::OpenDraft(id) => self.open_draft(&id, now).into(),
            Effect::DeleteDraft(id, saved_at) => {
                let work = |store: &mut Store| store.delete_draft(&id, saved_at);
                let done = self.shelf.with(now, work);
                Msg::DraftDeleted(self.told(done)).into()
            }
            Effect::LoadHistory { filter, limit } => self.load_history(&filter, limit, now).into(),
            Effect::LoadEarlier(pool) => {
                let values = self.shelf.with(now, |store| store.earlier(pool));
                Msg::EarlierLoaded(pool, self.told(values)).into()
            }
            Effect::LoadRecord(attempt) => {
                let record = self.shelf.with(now, |store| store.submission(&attempt));
                Msg::RecordLoaded(self.told(record.map(|found| found.map(Box::new)))).into()
            }
        }
    }

    /// The history as it is filtered, by the names of states in the operator's language, too.
    fn load_history(&mut self, filter: &str, limit: usize, now: Timestamp) -> Msg {
        let states = self.model.locale.states();
        let loaded = self.shelf.with(now, |store| {
            let page = store.history_by(filter, &states, limit)?;
            Ok((page, store.unknown_count()?))
        });
        Msg::HistoryLoaded(self.told(loaded))
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

    fn find_precedents(&mut self, who: &str, payload: &str, now: Timestamp) -> Msg {
        let url = self.model.settings.url.clone();
        let done = self.shelf.with(now, |store| store.precedents(&url, who, payload));
        for notice in self.shelf.take_log_notices() {
            let words = self.model.locale.log_notice(&notice);
            self.model.notice = Some(Notice::Warning(words));
        }
        Msg::PrecedentsFound(self.told(done))
    }

    /// Opens a draft in the place of the card on the screen, which is saved first and parked with that.
    fn open_draft(&mut self, id: &str, now: Timestamp) -> Msg {
        let saved = self.save_if_needed(now);
        match saved.and_then(|()| self.shelf.with(now, |store| store.open_draft(id))) {
            Err(Error::Held { process }) => Msg::DraftElsewhere(process),
            opened => Msg::DraftOpened(self.told(opened.map(Box::new))),
        }
    }

    fn save_if_needed(&mut self, now: Timestamp) -> Result<(), Error> {
        if self.unsaved { self.save(now) } else { Ok(()) }
    }

    /// Writes first: the draft, and the journal's row. Only then may the request go out.
    fn begin(&mut self, order: Order, now: Timestamp) -> Done {
        // The card stands in the journal's row too: a draft that cannot be saved does not stop the send.
        let _ = self.save(now);
        let resends = order.resends.clone();
        match self.write_down(order, now) {
            Ok(request) => Done::Request(request),
            Err(Error::Unsettled { attempt, state, .. }) => {
                let sending = state == State::Sending;
                Msg::Unsettled { attempt, sending }.into()
            }
            Err(Error::NotUnknown { .. }) => Msg::SettledMeanwhile.into(),
            Err(Error::CreatedMeanwhile { .. }) => Msg::CreatedMeanwhile(resends).into(),
            Err(error) => {
                let failure = Failure::Journal(self.model.locale.store_error(&error));
                let unsent = Msg::Answered {
                    attempt: None,
                    outcome: Outcome::NotSent { failure },
                    journal: Ok(()),
                };
                unsent.into()
            }
        }
    }

    fn write_down(&mut self, mut order: Order, now: Timestamp) -> Result<Request, Error> {
        self.shelf.begin(&mut order, &self.model.locale, now)?;
        Ok(Request::Send {
            attempt: order.attempt,
            payload: order.payload,
        })
    }
}
