//! The model with its store: carries out the effects that need no terminal, no thread and no clock, so that the
//! event loop and the tests run the very same code.

use crate::app::{Effect, Model, Msg, Order};
use crate::customer::{Draft, Failure, Outcome};
use crate::store::{self, Store};
use jiff::Timestamp;
use std::collections::VecDeque;
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
    store: Store,
    unsaved: bool,
}

impl Session {
    /// Puts model and store together, and reads the history for the first frame.
    #[must_use]
    pub fn new(model: Model, store: Store, now: Timestamp) -> Self {
        let mut session = Self {
            model,
            store,
            unsaved: false,
        };
        let history = Effect::LoadHistory {
            filter: String::new(),
            limit: 50,
        };
        session.carry_out(vec![history], now);
        session
    }

    /// Takes a message, carries out what follows, and says what is left to do.
    pub fn update(&mut self, message: Msg, now: Timestamp) -> Vec<Request> {
        let effects = self.model.update(message);
        self.carry_out(effects, now)
    }

    /// The answer to a [`Request::Send`]: the journal has it before the screen does.
    pub fn answered(
        &mut self,
        attempt: &str,
        outcome: Outcome,
        took: Duration,
        now: Timestamp,
    ) -> Vec<Request> {
        let journal = self
            .store
            .finish(attempt, &outcome, took)
            .map_err(|error| error.to_string());
        let requests = self.update(Msg::Answered { outcome, journal }, now);
        // At once: the card of a customer that exists must not come back as a draft.
        if self.unsaved {
            // A failure is on the screen, and it is tried again.
            let _ = self.save_draft(now);
        }
        requests
    }

    /// Whether something was typed that is not on disk.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.unsaved
    }

    /// Saves the draft, or takes it away where nothing is typed.
    ///
    /// # Errors
    /// If the store cannot be written to. The draft counts as unsaved then, so that it is tried again.
    pub fn save_draft(&mut self, now: Timestamp) -> Result<(), store::Error> {
        let saved = match self.model.draft() {
            Some((card, focus)) => {
                let draft = Draft {
                    profile: self.model.settings.profile.clone(),
                    who: card.who(),
                    card,
                    focus,
                };
                self.store.save_draft(&draft, now)
            }
            None => self.store.clear_draft(),
        };
        self.unsaved = saved.is_err();
        let told = saved.as_ref().copied().map_err(ToString::to_string);
        self.model.update(Msg::DraftSaved(told));
        saved
    }

    fn carry_out(&mut self, effects: Vec<Effect>, now: Timestamp) -> Vec<Request> {
        let mut queue: VecDeque<Effect> = effects.into();
        let mut requests = Vec::new();
        while let Some(effect) = queue.pop_front() {
            let fact = match effect {
                Effect::SaveDraft => {
                    self.unsaved = true;
                    continue;
                }
                Effect::Send(order) => match self.begin(*order, now) {
                    Ok(request) => {
                        requests.push(request);
                        continue;
                    }
                    Err(error) => {
                        let failure = Failure::Journal(error.to_string());
                        Msg::Answered {
                            outcome: Outcome::NotSent { failure },
                            journal: Ok(()),
                        }
                    }
                },
                Effect::LoadHistory { filter, limit } => Msg::HistoryLoaded(
                    self.store
                        .history(&filter, limit)
                        .map_err(|error| error.to_string()),
                ),
                Effect::LoadRecord(attempt) => {
                    let record = self.store.submission(&attempt);
                    Msg::RecordLoaded(
                        record
                            .map(|found| found.map(Box::new))
                            .map_err(|error| error.to_string()),
                    )
                }
                Effect::Copy(text) => {
                    requests.push(Request::Copy(text));
                    continue;
                }
                Effect::Redraw => {
                    requests.push(Request::Redraw);
                    continue;
                }
                Effect::Quit => {
                    requests.push(Request::Quit);
                    continue;
                }
            };
            queue.extend(self.model.update(fact));
        }
        requests
    }

    /// Writes first: the draft, and the journal's row. Only then may the request go out.
    fn begin(&mut self, mut order: Order, now: Timestamp) -> Result<Request, store::Error> {
        // The card stands in the journal's row too: a draft that cannot be saved does not stop the send.
        let _ = self.save_draft(now);
        order.attempt = store::attempt_id()?;
        if let Err(error) = self.store.begin(&order, now) {
            // Where the row is there all the same, it must not be taken for one whose outcome nobody knows.
            let failure = Failure::Journal(error.to_string());
            let _ = self
                .store
                .finish(&order.attempt, &Outcome::NotSent { failure }, Duration::ZERO);
            return Err(error);
        }
        Ok(Request::Send {
            attempt: order.attempt,
            payload: order.payload,
        })
    }
}
