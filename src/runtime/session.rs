//! The model with its store: carries out the effects that need no terminal, no thread and no clock, so that the
//! event loop and the tests run the very same code.

use super::effects::EffectResult;
use super::opening::StartState;
use super::search::HistorySearch;
use super::waiting::{FinishedSend, PendingWork, may_wait};
use crate::app::{DraftState, Effect, Message, Model, Notice, Settings};
use crate::customer::{HistoryRows, Lookup, LookupKey, Outcome, RuleContext};
use crate::i18n::Locale;
use crate::store::handle::StoreHandle;
use crate::store::{Error, LockTimeout, Search, Store};
use jiff::Timestamp;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// How often the store may be locked by another program, one time after the other, before the operator is warned: others
/// who work with it as well need it for a moment only.
const QUIET_TRIES: u32 = 3;

/// Work left for the owner of the terminal and the threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Send this payload; the journal has the attempt already. [`Session::answered`] takes its end.
    Send {
        /// The attempt's id.
        attempt: String,
        /// The very bytes.
        payload: String,
    },
    /// Stop waiting for the answer; the end is reported as if it had come.
    StopWaiting,
    /// Ask the CRM for customers. [`Session::looked_up`] takes its answer.
    LookUp {
        /// The number to answer with.
        question: u64,
        /// What to search for.
        known: Vec<LookupKey>,
        /// How long it may take in all; as long as a send may, where nothing is said.
        limit: Option<Duration>,
    },
    /// Ask the CRM for one customer. [`Message::CustomerFetched`] carries its answer.
    FetchCustomer {
        /// The number to answer with.
        question: u64,
        /// The customer's id.
        id: String,
        /// How long it may take.
        limit: Duration,
    },
    /// Search the history on another thread. [`Session::searched`] takes the result.
    SearchHistory {
        /// The number to answer with.
        question: u64,
        /// Words that a row must have.
        filter: String,
        /// At most so many rows.
        limit: usize,
    },
    /// Put this on the clipboard.
    Copy(String),
    /// Draw everything again.
    Redraw,
    /// Leave.
    Quit,
}

/// A running program, but for its terminal.
#[derive(Debug)]
pub struct Session {
    /// What the program knows.
    pub model: Model,
    pub(crate) shelf: StoreHandle,
    pub(crate) unsaved: bool,
    pub(crate) reading: HistorySearch,
    /// What the last session left has been looked at.
    opened: bool,
    /// How often saving has found the store locked by another program, one time after the other.
    locked: u32,
    /// What the store could not do yet.
    pub(crate) backlog: PendingWork,
    /// Outcomes that the journal could not take yet.
    pub(crate) unwritten: Vec<FinishedSend>,
    /// The ids of customers that the journal will not take any more, by attempt.
    pub(crate) untold: Vec<(String, String)>,
    /// The operator has seen that the draft cannot be kept: leaving again is on purpose.
    warned: bool,
}

impl Session {
    /// Starts the program, but for its terminal: with the draft that the last session left, and with what the operator
    /// must be told. A store that cannot be used does not stop typing; where another program has it locked, the draft
    /// comes as soon as it is free.
    #[must_use]
    pub fn start(
        settings: Settings,
        facts: RuleContext,
        locale: Locale,
        shelf: StoreHandle,
        now: Timestamp,
    ) -> Self {
        let mut session = Self {
            model: Model::new(settings, facts, locale, None),
            shelf,
            unsaved: false,
            reading: HistorySearch::default(),
            opened: false,
            locked: 0,
            backlog: PendingWork::default(),
            unwritten: Vec::new(),
            untold: Vec::new(),
            warned: false,
        };
        match session.open(LockTimeout::Asking, now) {
            Ok(()) => session.reload(now),
            Err(error) if error.is_busy() => session.locked = 1,
            Err(error) => {
                let why = session.model.locale.store_error(&error);
                session.model.notice = Some(Notice::Store(why.clone()));
                session.model.draft = DraftState::Failed(why);
            }
        }
        session
    }

    /// Takes over what the last session left, if that has not been done yet.
    fn open(&mut self, patience: LockTimeout, now: Timestamp) -> Result<(), Error> {
        if self.opened {
            return Ok(());
        }
        let model = &mut self.model;
        let profile = model.may_restore().then_some(model.settings.profile.as_str());
        let locale = &model.locale;
        let look = |store: &mut Store| StartState::of(store, profile, locale);
        let opening = self.shelf.within(patience, now, look)?;
        self.opened = true;
        let shown = model.notice.take();
        if let Some(draft) = opening.draft {
            model.restore(draft);
        }
        model.last_sent = model.last_sent.take().or(opening.last_sent);
        // The last of them is shown first.
        let restored = model.notice.take();
        model.queued.extend(restored.into_iter().chain(opening.notices));
        let shown = shown.filter(|notice| !notice.is_about_saving());
        model.notice = shown.or_else(|| model.queued.pop());
        Ok(())
    }

    /// Takes a message, carries out what follows, and returns what is left to do.
    pub fn update(&mut self, message: Message, now: Timestamp) -> Vec<Request> {
        let leaving = matches!(message, Message::HangUp);
        let effects = self.model.update(message);
        let mut requests = self.carry_out(effects, now);
        if !leaving && requests.contains(&Request::Quit) && !self.may_leave(now) {
            requests.retain(|request| *request != Request::Quit);
            self.model.next_profile = None;
        }
        requests
    }

    /// The answer to a [`Request::Send`]: the journal has it before the screen does.
    pub fn answered(
        &mut self,
        attempt: &str,
        outcome: Outcome,
        took: Duration,
        now: Timestamp,
    ) -> Vec<Request> {
        let ended = FinishedSend {
            attempt: attempt.to_owned(),
            outcome,
            took,
            since: Instant::now(),
        };
        self.conclude(ended, now)
    }

    /// Writes down how a send ended, and reports it after that; where another program has the store locked, later.
    pub(crate) fn conclude(&mut self, ended: FinishedSend, now: Timestamp) -> Vec<Request> {
        let written = self.write_down_end(&ended, LockTimeout::Typing, now);
        if may_wait(&written, ended.since) {
            self.backlog.ended.push(ended);
            return Vec::new();
        }
        self.tell_end(ended, written, now)
    }

    /// Tells how a send ended, which is written down, or cannot be.
    pub(crate) fn tell_end(
        &mut self,
        ended: FinishedSend,
        written: Result<(), Error>,
        now: Timestamp,
    ) -> Vec<Request> {
        let message = Message::Answered {
            attempt: Some(ended.attempt.clone()),
            outcome: ended.outcome.clone(),
            journal: written
                .as_ref()
                .copied()
                .map_err(|error| self.model.locale.store_error(error)),
        };
        self.note_unwritten(ended, written);
        let requests = self.update(message, now);
        // At once: the card of a customer that exists must not come back as a draft.
        if self.unsaved {
            // A failure is on the screen, and it is tried again.
            let _ = self.save(now);
        }
        requests
    }

    pub(crate) fn write_down_end(
        &mut self,
        ended: &FinishedSend,
        patience: LockTimeout,
        now: Timestamp,
    ) -> Result<(), Error> {
        let finish = |store: &mut Store| store.finish(&ended.attempt, &ended.outcome, ended.took);
        self.shelf.within(patience, now, finish)
    }

    /// What the journal did not take is retried later, or reported at the end.
    fn note_unwritten(&mut self, ended: FinishedSend, written: Result<(), Error>) {
        match (written, ended.outcome.customer_id()) {
            (Ok(()), _) | (Err(Error::Ended { .. }), None) => {}
            // The journal has no such attempt under way: another try would fail, too.
            (Err(Error::Ended { .. }), Some(id)) => {
                let id = id.to_owned();
                self.untold.push((ended.attempt, id));
            }
            (Err(_), _) => self.unwritten.push(ended),
        }
    }

    /// From now on a long history is searched on another thread, so that what is found comes later.
    pub fn search_apart(&mut self) {
        self.reading.is_apart = true;
    }

    /// The search for a [`Request::SearchHistory`].
    ///
    /// # Errors
    /// If the store cannot be opened.
    pub fn search(&mut self, now: Timestamp) -> Result<Search, Error> {
        self.shelf
            .within(LockTimeout::Asking, now, |store| store.search())
    }

    /// The answer to a [`Request::SearchHistory`]. What was found for an older filter is not looked at.
    pub fn searched(
        &mut self,
        question: u64,
        found: Result<(HistoryRows, usize), Error>,
        now: Timestamp,
    ) -> Vec<Request> {
        if question != self.reading.last {
            return Vec::new();
        }
        let told = self.told(found);
        self.update(Message::HistoryLoaded(told), now)
    }

    /// The answer to a [`Request::LookUp`].
    pub fn looked_up(&mut self, question: u64, lookups: Vec<Lookup>, now: Timestamp) -> Vec<Request> {
        self.update(Message::LookedUp(question, lookups), now)
    }

    /// Whether something was typed or answered that is not on disk, or another program keeps what the last session left.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.unsaved || !self.unwritten.is_empty() || self.locked > 0
    }

    /// Whether saving is soon to be tried again, since the store is locked by another program and no message has been shown.
    #[must_use]
    pub fn is_locked_briefly(&self) -> bool {
        (1..=QUIET_TRIES).contains(&self.locked)
    }

    /// Saves the draft, or takes it away where nothing is typed; and the outcomes that the journal could not take.
    ///
    /// # Errors
    /// If the store cannot be written to. What is unsaved stays so then, so that it is tried again.
    pub fn save(&mut self, now: Timestamp) -> Result<(), Error> {
        self.save_within(LockTimeout::Typing, now)
    }

    /// As [`save`](Self::save), but waits for other programs no longer than that.
    pub(crate) fn save_within(&mut self, patience: LockTimeout, now: Timestamp) -> Result<(), Error> {
        let was_opened = self.opened;
        let opened = self.open(LockTimeout::Typing, now);
        let before = self.unwritten.len();
        for ended in std::mem::take(&mut self.unwritten) {
            let written = self.write_down_end(&ended, LockTimeout::Typing, now);
            self.note_unwritten(ended, written);
        }
        let failed = matches!(self.model.draft, DraftState::Failed(_));
        let draft = self.model.draft();
        let save = |store: &mut Store| match &draft {
            Some(draft) => store.save_draft(draft, now),
            None => store.clear_draft(),
        };
        let saved = match opened {
            Err(error) if error.is_busy() => Err(error),
            _ => self.shelf.within(patience, now, save),
        };
        self.note_saved(&saved);
        let more = failed || self.opened != was_opened || self.unwritten.len() < before;
        if saved.is_ok() && more {
            self.reload(now);
        }
        saved
    }

    fn note_saved(&mut self, saved: &Result<(), Error>) {
        let is_locked = saved.as_ref().is_err_and(Error::is_busy);
        // What is locked has kept what was saved before.
        self.unsaved = saved.is_err() && (self.unsaved || !is_locked);
        self.warned &= saved.is_err();
        self.locked = if is_locked {
            self.locked.saturating_add(1)
        } else {
            0
        };
        if !self.is_locked_briefly() {
            let told = saved.as_ref().copied();
            let told = told.map_err(|error| self.model.locale.store_error(error));
            self.model.update(Message::DraftSaved(told));
        }
    }

    /// The store's failure in words for the screen.
    pub(crate) fn told<T>(&self, result: Result<T, Error>) -> Result<T, String> {
        result.map_err(|error| self.model.locale.store_error(&error))
    }

    /// Reads history and drafts, for the first frame and when the store can be used again.
    fn reload(&mut self, now: Timestamp) {
        let effects = vec![self.model.reload_history(), Effect::ListDrafts];
        self.carry_out(effects, now);
    }

    /// Whether the operator may leave: not before they know that what they typed cannot be kept.
    fn may_leave(&mut self, now: Timestamp) -> bool {
        let nothing = self.model.draft().is_none() && self.unwritten.is_empty();
        let was_unsaved = self.unsaved;
        let kept = |saved: Result<(), Error>| match saved {
            Ok(()) => true,
            // What was saved before is there, whatever process has the store now.
            Err(error) => error.is_busy() && !was_unsaved,
        };
        if self.warned || nothing || kept(self.save_within(LockTimeout::Asking, now)) {
            return true;
        }
        self.warned = true;
        self.model.notice = Some(Notice::NotKept);
        false
    }

    pub(crate) fn carry_out(&mut self, effects: Vec<Effect>, now: Timestamp) -> Vec<Request> {
        let mut queue: VecDeque<Effect> = effects.into();
        let mut requests = Vec::new();
        while let Some(effect) = queue.pop_front() {
            let done = self.perform(effect, now);
            queue.extend(self.take(done, &mut requests));
        }
        requests
    }

    /// Goes on after something that was done later than it was asked for.
    pub(crate) fn follow(&mut self, done: EffectResult, now: Timestamp) -> Vec<Request> {
        let mut requests = Vec::new();
        let effects = self.take(done, &mut requests);
        requests.extend(self.carry_out(effects, now));
        requests
    }

    fn take(&mut self, done: EffectResult, requests: &mut Vec<Request>) -> Vec<Effect> {
        match done {
            EffectResult::Fact(fact) => self.model.update(*fact),
            EffectResult::Request(request) => {
                let sends = matches!(request, Request::Send { .. });
                requests.push(request);
                if sends {
                    self.model.update(Message::OnItsWay)
                } else {
                    Vec::new()
                }
            }
            EffectResult::Nothing => Vec::new(),
        }
    }
}
