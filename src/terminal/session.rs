//! The model with its store: carries out the effects that need no terminal, no thread and no clock, so that the
//! event loop and the tests run the very same code.

use super::effects::Done;
use super::export::{ExportError, export};
use super::run;
use super::shelf::Shelf;
use crate::app::{DraftState, Effect, Model, Msg, Notice, Settings};
use crate::customer::{Card, Draft, Facts, Known, Lookup, Outcome};
use crate::locale::Locale;
use crate::store::{Error, Store};
use crate::text::visible;
use jiff::Timestamp;
use std::collections::VecDeque;
use std::env;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::process;
use std::time::Duration;

/// What is left to do for whoever owns the terminal and the threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Send this payload; the journal has the attempt already. Its end is told by [`Session::answered`].
    Send {
        /// The attempt's id.
        attempt: String,
        /// The very bytes.
        payload: String,
    },
    /// Stop waiting for the answer; the end is told as if it had come.
    StopWaiting,
    /// Ask the CRM for customers. What it says is told by [`Session::looked_up`].
    LookUp {
        /// The number to answer with.
        question: u64,
        /// What to search for.
        known: Vec<Known>,
        /// How long it may take in all; as long as a send may, where nothing is said.
        limit: Option<Duration>,
    },
    /// Ask the CRM for one customer. What it says is told by [`Msg::CustomerFetched`].
    FetchCustomer {
        /// The number to answer with.
        question: u64,
        /// The customer's id.
        id: String,
        /// How long it may take.
        limit: Duration,
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
    pub(super) shelf: Shelf,
    pub(super) unsaved: bool,
    /// Outcomes that the journal could not take yet.
    unwritten: Vec<(String, Outcome, Duration)>,
    /// The ids of customers that the journal will not take any more, by attempt.
    untold: Vec<(String, String)>,
    /// The operator was told that the draft cannot be kept: when he leaves once more, he means it.
    warned: bool,
}

impl Session {
    /// Starts the program, but for its terminal: with the draft that the last session left, and with what the operator
    /// must be told. A store that cannot be used stops nobody from typing.
    #[must_use]
    pub fn start(settings: Settings, facts: Facts, locale: Locale, mut shelf: Shelf, now: Timestamp) -> Self {
        let opened = shelf.with(now, |store| Opening::of(store, &settings.profile, &locale));
        let (opening, failure) = match opened {
            Ok(opening) => (opening, None),
            Err(error) => (Opening::default(), Some(locale.store_error(&error))),
        };
        let mut model = Model::new(settings, facts, locale, opening.draft);
        model.last_sent = opening.last_sent;
        let restored = model.notice.take();
        // The last of them is told first.
        model.queued = restored.into_iter().chain(opening.notices).collect();
        if let Some(why) = failure {
            model.queued.push(Notice::Store(why.clone()));
            model.draft = DraftState::Failed(why);
        }
        model.notice = model.queued.pop();
        let mut session = Self {
            model,
            shelf,
            unsaved: false,
            unwritten: Vec::new(),
            untold: Vec::new(),
            warned: false,
        };
        if !matches!(session.model.draft, DraftState::Failed(_)) {
            session.reload(now);
        }
        session
    }

    /// Takes a message, carries out what follows, and says what is left to do.
    pub fn update(&mut self, message: Msg, now: Timestamp) -> Vec<Request> {
        let leaving = matches!(message, Msg::HangUp);
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
        let written = self.write_down_end(attempt, &outcome, took, now);
        let message = Msg::Answered {
            attempt: Some(attempt.to_owned()),
            outcome,
            journal: self.told(written),
        };
        let requests = self.update(message, now);
        // At once: the card of a customer that exists must not come back as a draft.
        if self.unsaved {
            // A failure is on the screen, and it is tried again.
            let _ = self.save(now);
        }
        requests
    }

    /// Writes down how an attempt ended; where that fails, it is tried again later, or told in the end.
    fn write_down_end(
        &mut self,
        attempt: &str,
        outcome: &Outcome,
        took: Duration,
        now: Timestamp,
    ) -> Result<(), Error> {
        let written = self.shelf.with(now, |store| store.finish(attempt, outcome, took));
        match (&written, outcome.customer_id()) {
            (Ok(()), _) | (Err(Error::Ended { .. }), None) => {}
            // The journal has no such attempt under way: another try would fail, too.
            (Err(Error::Ended { .. }), Some(id)) => self.untold.push((attempt.to_owned(), id.to_owned())),
            (Err(_), _) => self.unwritten.push((attempt.to_owned(), outcome.clone(), took)),
        }
        written
    }

    /// The answer to a [`Request::LookUp`].
    pub fn looked_up(&mut self, question: u64, lookups: Vec<Lookup>, now: Timestamp) -> Vec<Request> {
        self.update(Msg::LookedUp(question, lookups), now)
    }

    /// Whether something was typed or answered that is not on disk.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.unsaved || !self.unwritten.is_empty()
    }

    /// Saves the draft, or takes it away where nothing is typed; and the outcomes that the journal could not take.
    ///
    /// # Errors
    /// If the store cannot be written to. What is unsaved stays so then, so that it is tried again.
    pub fn save(&mut self, now: Timestamp) -> Result<(), Error> {
        let outcomes = std::mem::take(&mut self.unwritten);
        let before = outcomes.len();
        for (attempt, outcome, took) in outcomes {
            // A failure is put with the others again.
            let _ = self.write_down_end(&attempt, &outcome, took, now);
        }
        let failed = matches!(self.model.draft, DraftState::Failed(_));
        let draft = self.model.draft();
        let saved = self.shelf.with(now, |store| match &draft {
            Some(draft) => store.save_draft(draft, now),
            None => store.clear_draft(),
        });
        self.unsaved = saved.is_err();
        self.warned &= saved.is_err();
        let told = saved.as_ref().copied();
        let told = told.map_err(|error| self.model.locale.store_error(error));
        self.model.update(Msg::DraftSaved(told));
        if saved.is_ok() && (failed || self.unwritten.len() < before) {
            self.reload(now);
        }
        saved
    }

    /// Saves for the last time. Where the store cannot keep the card, it is written to a file in the home directory.
    ///
    /// # Errors
    /// If the store could not keep everything: says what, why, and where it is.
    pub fn close(&mut self, now: Timestamp) -> Result<(), run::Error> {
        if !self.model.ahead.is_empty() {
            // What was typed for the next card, where the store could not put the one before aside.
            self.carry_out(vec![Effect::Park], now);
        }
        let saved = self.save(now);
        let locale = &self.model.locale;
        let texts = locale.texts();
        let mut lost: Vec<String> = Vec::new();
        if let (Err(error), Some(draft)) = (&saved, self.model.draft()) {
            let (who, why) = (visible(&draft.who), locale.store_error(error));
            lost.push(match rescue(self.model.form.payload().text(), now) {
                Ok(path) => texts.card_written(who, why, visible(&path.to_string_lossy())),
                Err(error) => texts.card_lost(who, why, locale.export_error(&error)),
            });
        }
        let unwritten = self.unwritten.iter();
        let ids = unwritten.filter_map(|(attempt, outcome, _)| Some((attempt, outcome.customer_id()?)));
        let untold = self.untold.iter().map(|(attempt, id)| (attempt, id.as_str()));
        for (attempt, id) in ids.chain(untold) {
            lost.push(texts.journal_untold(attempt, visible(id)));
        }
        if lost.is_empty() {
            return Ok(());
        }
        Err(run::Error::Unsaved(lost.join("; ")))
    }

    /// The store's failure in words for the screen.
    pub(super) fn told<T>(&self, result: Result<T, Error>) -> Result<T, String> {
        result.map_err(|error| self.model.locale.store_error(&error))
    }

    /// Reads history and drafts, for the first frame and when the store can be used again.
    fn reload(&mut self, now: Timestamp) {
        let effects = vec![self.model.reload_history(), Effect::ListDrafts];
        self.carry_out(effects, now);
    }

    /// Whether the operator may leave: not before he knows that what he typed cannot be kept.
    fn may_leave(&mut self, now: Timestamp) -> bool {
        let nothing = self.model.draft().is_none() && self.unwritten.is_empty();
        if self.warned || self.save(now).is_ok() || nothing {
            return true;
        }
        self.warned = true;
        self.model.notice = Some(Notice::NotKept);
        false
    }

    fn carry_out(&mut self, effects: Vec<Effect>, now: Timestamp) -> Vec<Request> {
        let mut queue: VecDeque<Effect> = effects.into();
        let mut requests = Vec::new();
        while let Some(effect) = queue.pop_front() {
            match self.perform(effect, now) {
                Done::Fact(fact) => queue.extend(self.model.update(*fact)),
                Done::Request(request) => {
                    if matches!(request, Request::Send { .. }) {
                        queue.extend(self.model.update(Msg::OnItsWay));
                    }
                    requests.push(request);
                }
                Done::Nothing => {}
            }
        }
        requests
    }
}

/// What the store has for a session that begins.
#[derive(Debug, Default)]
struct Opening {
    draft: Option<Draft>,
    /// The card that was sent last.
    last_sent: Option<Card>,
    /// What the operator must be told, the most important last.
    notices: Vec<Notice>,
}

impl Opening {
    fn of(store: &mut Store, profile: &str, locale: &Locale) -> Result<Self, Error> {
        let others = store.others()?;
        // One record that cannot be read keeps nobody from working.
        let last_sent = store.newest().ok().flatten().map(|record| record.sent.card);
        let mut notices = Vec::new();
        // Last of what may fail: a draft that is this session's must get onto its screen.
        let draft = loop {
            match store.adopt_draft(profile) {
                Ok(draft) => break draft,
                // The store has put it aside, and offers the next one.
                Err(error @ Error::Draft { .. }) => {
                    notices.push(Notice::Store(locale.store_error(&error)));
                }
                Err(error) => return Err(error),
            }
        };
        if let Some(other) = others.first() {
            notices.push(Notice::AnotherSession(*other));
        }
        if let Some(path) = store.repaired().first() {
            let path = path.display().to_string();
            notices.push(Notice::Warning(locale.texts().notice_repaired(visible(&path))));
        }
        if let Some(doubt) = store.clock_doubt() {
            notices.push(Notice::Warning(locale.clock_doubt(&doubt)));
        }
        if store.interrupted() > 0 {
            notices.push(Notice::Interrupted(store.interrupted()));
        }
        Ok(Self {
            draft,
            last_sent,
            notices,
        })
    }
}

/// Writes a card to the home directory, or where there is none for temporary files. The name is one that nobody else
/// takes, though all sessions may end at once.
fn rescue(text: &str, now: Timestamp) -> Result<PathBuf, ExportError> {
    let moment = now.strftime("%Y-%m-%d-%H%M%S");
    let name = format!("kartoteka-{moment}-{}.json", process::id());
    export(&format!("~/{name}"), text)
        .or_else(|_| export(&env::temp_dir().join(&name).to_string_lossy(), text))
}

/// Does some work, then saves by all means: also where the work panics, which is let go on afterwards.
pub fn saving<O, T>(owner: &mut O, work: impl FnOnce(&mut O) -> T, save: impl FnOnce(&mut O)) -> T {
    let done = panic::catch_unwind(AssertUnwindSafe(|| work(owner)));
    save(owner);
    done.unwrap_or_else(|panic| panic::resume_unwind(panic))
}
