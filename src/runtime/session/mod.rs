//! The model with its store: takes messages, has the effects carried out that follow, and saves when that is due. The event
//! loops of the front ends and the tests run the very same code.

mod claims;
mod closing;
mod companies;
mod effects;
mod existing;
mod leftover;
mod outcomes;
mod pending;
mod records;
mod saving;
mod shift;
mod start_state;

pub use self::closing::saving;

use self::pending::PendingWork;
use self::saving::SaveState;
use super::timers::{Timers, Unfinished};
use super::workers::{FinishedSend, TeamTask, WorkerEvent, Workers};
use crate::app::{FrameFacts, Message, Model, Order, Settings};
use crate::customer::{RuleContext, TypedKeys};
use crate::i18n::Locale;
use crate::store::Error;
use crate::store::handle::{StoreHandle, StoreOptions};
use jiff::Timestamp;
use std::time::Instant;

/// What a session starts with.
#[derive(Debug)]
pub struct SessionOptions {
    /// What does not change while the program runs.
    pub settings: Settings,
    /// What the rules need besides the card.
    pub rule_context: RuleContext,
    /// The language and its texts.
    pub locale: Locale,
    /// Where the store is, and what it keeps.
    pub store: StoreOptions,
    /// What the operator must know from the start.
    pub warnings: Vec<String>,
}

/// Why a session has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionEnd {
    /// The operator has left.
    Left,
    /// The terminal is gone, or a signal asks the program to end.
    HungUp,
}

/// How the history is read.
#[derive(Debug, Default)]
struct HistorySearch {
    /// A long one may be searched by a worker.
    by_worker: bool,
    /// The number of the last question.
    last: u64,
    /// The number of the last search, of those for the pane and of those for customers.
    pane: u64,
    customers: u64,
}

/// A running program, but for its terminal and its threads.
#[derive(Debug)]
pub struct Session<W> {
    /// What the program knows.
    pub model: Model,
    /// What runs meanwhile.
    pub workers: W,
    store: StoreHandle,
    saving: SaveState,
    pending: PendingWork,
    history_search: HistorySearch,
    /// The keys that are not counted in the store yet.
    typed: TypedKeys,
    /// What is being claimed in the team's store, and goes out when that is granted.
    claiming: Option<Box<Order>>,
    /// Outcomes that the journal could not take yet.
    unwritten: Vec<FinishedSend>,
    /// The ids of customers that the journal will not take any more, by attempt.
    unrecorded_ids: Vec<(String, String)>,
    /// The operator knows that outcomes wait for the audit feed.
    audit_warned: bool,
    timers: Timers,
    /// What the front end has to put on the clipboard.
    clipboard: Option<String>,
    /// The front end has to draw everything again.
    redraw: bool,
    end: Option<SessionEnd>,
}

impl<W: Workers> Session<W> {
    /// Starts the program, but for its terminal: with the draft that the last session left, and with what the operator
    /// must know. A store that cannot be used does not stop typing; where another program has it locked, the draft
    /// comes as soon as it is free.
    #[must_use]
    pub fn start(options: SessionOptions, workers: W, now: Timestamp) -> Self {
        let SessionOptions {
            settings,
            rule_context,
            locale,
            store,
            warnings,
        } = options;
        let mut session = Self {
            model: Model::new(settings, rule_context, locale, None),
            workers,
            store: StoreHandle::new(store),
            saving: SaveState::default(),
            pending: PendingWork::default(),
            history_search: HistorySearch::default(),
            typed: TypedKeys::default(),
            claiming: None,
            unwritten: Vec::new(),
            unrecorded_ids: Vec::new(),
            audit_warned: false,
            timers: Timers::default(),
            clipboard: None,
            redraw: false,
            end: None,
        };
        session.open_first(now);
        session.ask_team(TeamTask::Sync);
        session.model.warn(warnings);
        session.warn_of_audit();
        session.set_timers();
        session
    }

    /// Has a long history searched by a worker from now on, so that what is found comes later.
    pub fn search_by_worker(&mut self) {
        self.history_search.by_worker = true;
    }

    /// Takes a message, and carries out what follows.
    pub fn update(&mut self, message: Message, now: Timestamp) {
        if matches!(message, Message::HangUp) {
            self.end = Some(SessionEnd::HungUp);
        }
        self.model.now = now;
        let is_input = message.is_input();
        self.typed.add(message.key_count(), now);
        let effects = self.model.update(message);
        self.carry_out(effects, now);
        if !self.model.precedes_send() {
            self.workers.close_connection();
        } else if is_input {
            self.workers.keep_connection();
        }
        self.warn_of_audit();
        self.set_timers();
    }

    /// Gives the model what it must know of the frame that was drawn. Nothing follows from them.
    pub fn drawn(&mut self, frame: FrameFacts) {
        self.model.update(Message::Drawn(Box::new(frame)));
    }

    /// Takes what a worker has finished; false if it is known already, or not of interest any more.
    pub fn take_worker_event(&mut self, event: WorkerEvent, now: Timestamp) -> bool {
        match event {
            WorkerEvent::SendEnded(ended) => {
                if !self.workers.note_ended(&ended.attempt) {
                    return false;
                }
                self.conclude(ended, Instant::now(), now);
            }
            WorkerEvent::LookedUp(question, lookups) => {
                self.update(Message::LookedUp(question, lookups), now);
            }
            WorkerEvent::CompaniesLookedUp(question, lookups) => {
                self.update(Message::CompaniesLookedUp(question, lookups), now);
            }
            WorkerEvent::Fetched(question, fetched) => {
                self.update(Message::CustomerFetched(question, fetched), now);
            }
            WorkerEvent::Searched(question, found) => {
                let HistorySearch { pane, customers, .. } = self.history_search;
                let found = self.in_words(found);
                let fact = if question == pane {
                    Message::HistoryLoaded(found)
                } else if question == customers {
                    Message::RecordsFound(found.map(|(page, _)| page.rows))
                } else {
                    return false;
                };
                self.update(fact, now);
            }
            WorkerEvent::TeamFound(question, found) => self.found_in_team(question, found, now),
            WorkerEvent::Claimed(attempt, claimed) => return self.claimed(&attempt, claimed, now),
            WorkerEvent::TeamSynced(synced) => self.synced_with_team(&synced, now),
            WorkerEvent::SettledForColleague(attempt, settlement, settled) => {
                self.settled_for_colleague(attempt, settlement, settled, now);
            }
            WorkerEvent::NotSettledInTeam(error) => self.not_settled_in_team(&error, now),
        }
        true
    }

    /// Notes which day it is, for a program may run over midnight.
    pub fn note_the_day(&mut self, now: Timestamp) {
        let zone = self.model.settings.zone.clone();
        let today = now.to_zoned_datetime(zone).date();
        self.update(Message::Today(today), now);
    }

    /// The next moment at which [something is due](Self::do_what_is_due); none where nothing is.
    #[must_use]
    pub fn next_due(&self) -> Option<Instant> {
        self.timers.next()
    }

    /// Whether the draft must be saved by now.
    #[must_use]
    pub fn save_is_due(&self) -> bool {
        self.timers.save_is_due(Instant::now())
    }

    /// Saves the draft, tries again what waits for the store, and counts a second, each if it is due. Whether the model may
    /// have changed by more than the draft's state.
    pub fn do_what_is_due(&mut self) -> bool {
        let now = Instant::now();
        if self.timers.save_is_due(now) {
            let saved = self.save(Timestamp::now());
            self.timers.saved();
            if saved.is_err() || self.is_unsaved() {
                self.timers.save_again(self.saving.is_locked_briefly(), now);
            }
        }
        let retries = self.timers.take_retry(now);
        if retries {
            self.retry(Timestamp::now());
        }
        let passed = self.timers.take_tick(now);
        if let Some(passed) = passed {
            self.update(Message::Tick(passed), Timestamp::now());
        }
        self.set_timers();
        retries || passed.is_some()
    }

    /// Why the session has ended; none as long as it goes on.
    #[must_use]
    pub fn end(&self) -> Option<SessionEnd> {
        self.end
    }

    /// The text for the clipboard of the operator's terminal, once.
    pub fn take_clipboard(&mut self) -> Option<String> {
        self.clipboard.take()
    }

    /// Whether everything must be drawn again, once.
    pub fn take_redraw(&mut self) -> bool {
        std::mem::take(&mut self.redraw)
    }

    /// Whether an answer waits for the store, which another program has locked: what comes of it changes what the screen is
    /// about.
    #[must_use]
    pub fn awaits_answer(&self) -> bool {
        self.pending.has_answers()
    }

    /// That outcomes wait for the audit feed, and why; none where none do. Safe to show.
    #[must_use]
    pub fn audit_failure(&self) -> Option<String> {
        let failure = self.store.audit_failure();
        failure.map(|error| self.model.locale.audit_failure(error))
    }

    /// Warns that outcomes wait for the audit feed, once: it is not the operator who can repair it.
    fn warn_of_audit(&mut self) {
        if !self.audit_warned
            && let Some(words) = self.audit_failure()
        {
            self.audit_warned = true;
            self.model.warn(vec![words]);
        }
    }

    /// Sets the timers that follow from what has happened.
    fn set_timers(&mut self) {
        let unfinished = Unfinished {
            unsaved: self.is_unsaved(),
            pending: !self.pending.is_empty(),
            counting: self.model.is_counting(),
        };
        self.timers.set(unfinished, Instant::now());
    }

    /// A failure of the store in words for the screen.
    fn in_words<T>(&self, result: Result<T, Error>) -> Result<T, String> {
        result.map_err(|error| self.model.locale.store_error(&error))
    }
}
