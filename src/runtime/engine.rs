//! What every front of the program runs on: the session with its timers and the line to the CRM. It blocks without a timer
//! while nothing is under way.

use super::Error;
use super::crm_worker::CrmWorker;
use super::search::{SearchQuery, SearchResult, SearchWorker};
use super::session::{Request, Session};
use crate::app::Message;
use crate::app::mode::FetchedCustomer;
use crate::crm::Client;
use crate::customer::{Lookup, Outcome};
use crate::tty::input::TerminalEvent;
use crate::tty::lines::LineRead;
use jiff::Timestamp;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// The draft is saved this long after the first change that is not on disk.
const SAVE_AFTER: Duration = Duration::from_millis(200);
// A quarter of a second is promised; the rest of it is for the write.
const _: () = assert!(SAVE_AFTER.as_millis() < 250);
/// What could not be saved is tried again this much later.
const RETRY_AFTER: Duration = Duration::from_secs(2);
/// What waits for a store that another program has locked is tried again this much later: as long as each try waits.
const TRY_AFTER: Duration = Duration::from_millis(50);
/// How often seconds are counted, where they are.
const TICK: Duration = Duration::from_secs(1);

/// What wakes the loop.
pub(crate) enum Event {
    /// Keys, a new size, the end of the terminal; and when that was read.
    Input(TerminalEvent, Instant),
    /// A line, where lines are read.
    Read(LineRead),
    /// A send ended.
    Answered {
        /// Which.
        attempt: String,
        /// How.
        outcome: Outcome,
        /// From the request to the outcome.
        took: Duration,
    },
    /// The CRM answered a question.
    LookedUp(u64, Vec<Lookup>),
    /// The CRM answered a question for one customer.
    Fetched(u64, FetchedCustomer),
    /// The search of this number has ended.
    Searched(u64, SearchResult),
    /// The terminal has taken what it did not take at once, or cannot.
    Written,
}

/// The session, when it is due to do something, and its line to the CRM.
pub(crate) struct Engine {
    /// The model with its store.
    pub session: Session,
    line: CrmWorker,
    searches: SearchWorker,
    /// When the draft is due to be saved.
    save_at: Option<Instant>,
    /// When what waits for the store is due to be tried again.
    retry_at: Option<Instant>,
    /// Since when the next second is counted; none where none are.
    counted: Option<Instant>,
}

impl Engine {
    /// An engine with nothing in flight. Events of the CRM's worker go to the sender.
    pub fn new(session: Session, client: Client, sender: Sender<Event>) -> Self {
        let mut engine = Self {
            session,
            line: CrmWorker::new(client, sender.clone()),
            searches: SearchWorker::new(sender),
            save_at: None,
            retry_at: None,
            counted: None,
        };
        engine.set_timers();
        engine
    }

    /// The next event; none if something else is due first. Without anything due it waits for ever.
    pub fn wait(&self, events: &Receiver<Event>) -> Option<Event> {
        let tick = self.counted.map(|since| since + TICK);
        let Some(due) = [self.save_at, self.retry_at, tick].into_iter().flatten().min() else {
            return Some(events.recv().unwrap_or_else(|_| hang_up()));
        };
        match events.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(hang_up()),
        }
    }

    /// Whether the draft must be saved now.
    pub fn save_is_due(&self) -> bool {
        self.save_at.is_some_and(|due| due <= Instant::now())
    }

    /// Saves the draft if that is due. If a second has passed where seconds are counted, a tick is sent; and what waits for
    /// the store is tried again. What follows is left to be [carried out](Self::carry_out).
    pub fn do_what_is_due(&mut self) -> Option<Vec<Request>> {
        let now = Instant::now();
        if self.save_is_due() {
            let saved = self.session.save(Timestamp::now());
            let again = saved.is_err() || self.session.is_unsaved();
            let pause = if self.session.is_locked_briefly() {
                SAVE_AFTER
            } else {
                RETRY_AFTER
            };
            self.save_at = again.then(|| now + pause);
        }
        let mut requests = None;
        if self.retry_at.take_if(|due| *due <= now).is_some() {
            requests = Some(self.session.retry(Timestamp::now()));
        }
        if let Some(since) = self.counted.filter(|since| *since + TICK <= now) {
            self.counted = Some(now);
            let told = self.session.update(Message::Tick(now - since), Timestamp::now());
            requests.get_or_insert_default().extend(told);
        }
        self.set_timers();
        requests
    }

    /// Tells the session which day it is, for a program may run over midnight.
    pub fn tell_the_day(&mut self, now: Timestamp) {
        let zone = self.session.model.settings.zone.clone();
        self.session
            .update(Message::Today(now.to_zoned_datetime(zone).date()), now);
    }

    /// Reports the end of the send in flight. One that was reported already is ignored, and gives none.
    pub fn answered(
        &mut self,
        attempt: &str,
        outcome: Outcome,
        took: Duration,
        now: Timestamp,
    ) -> Option<Vec<Request>> {
        let landed = self.line.has_landed(attempt);
        landed.then(|| self.session.answered(attempt, outcome, took, now))
    }

    /// Does what is to be done on the line to the CRM, and sets the timers that follow from what has happened; gives back
    /// what is left for the owner of the terminal.
    pub fn carry_out(&mut self, requests: Vec<Request>) -> Vec<Request> {
        let mut left = Vec::new();
        for request in requests {
            match request {
                Request::Send { attempt, payload } => self.line.send(attempt, payload),
                Request::StopWaiting => self.line.stop_waiting(),
                Request::LookUp {
                    question,
                    known,
                    limit,
                } => {
                    let limit = limit.unwrap_or(self.session.model.settings.timeout);
                    self.line.look_up(question, known, limit);
                }
                Request::FetchCustomer { question, id, limit } => self.line.fetch(question, id, limit),
                Request::SearchHistory {
                    question,
                    filter,
                    limit,
                } => left.extend(self.search(question, filter, limit)),
                request => left.push(request),
            }
        }
        self.set_timers();
        left
    }

    /// Begins to search the history.
    fn search(&mut self, question: u64, filter: String, limit: usize) -> Vec<Request> {
        let states = self.session.model.locale.states();
        let query = SearchQuery {
            question,
            filter,
            states,
            limit,
        };
        match self.session.search(Timestamp::now()) {
            Ok(search) => self.searches.begin(search, query),
            Err(error) => return self.session.searched(question, Err(error), Timestamp::now()),
        }
        Vec::new()
    }

    /// Sets the timers that follow from what has happened.
    fn set_timers(&mut self) {
        if self.session.is_unsaved() {
            self.save_at.get_or_insert_with(|| Instant::now() + SAVE_AFTER);
        }
        if self.session.is_waiting() {
            self.retry_at.get_or_insert_with(|| Instant::now() + TRY_AFTER);
        }
        if self.session.model.is_counting() {
            self.counted.get_or_insert_with(Instant::now);
        } else {
            self.counted = None;
        }
    }

    /// Stops waiting for good, and writes down what came of a send that is under way. What happens meanwhile is put with the
    /// other events.
    pub fn call_off(&mut self, events: &Receiver<Event>, others: &mut Vec<Event>) {
        if let Some((attempt, outcome, took)) = self.line.close(events, others) {
            self.session.answered(&attempt, outcome, took, Timestamp::now());
        }
    }

    /// Saves what there is for the last time.
    pub fn close(&mut self) -> Result<(), Error> {
        self.session.close(Timestamp::now())
    }
}

fn hang_up() -> Event {
    Event::Input(TerminalEvent::HangUp, Instant::now())
}
