//! What waits for a store that another program has locked. It is tried again and again, each time for a moment, so that
//! the loop hears keys and signals meanwhile, and a letter is on the screen at once.

use super::effects::EffectResult;
use super::session::{Request, Session};
use crate::app::{Effect, Message};
use crate::customer::{FailureReason, Outcome};
use crate::store::Error;
use jiff::Timestamp;
use std::mem::discriminant;
use std::time::{Duration, Instant};

/// How long something waits for other programs in all; then it has failed.
const LIMIT: Duration = Duration::from_secs(5);

/// All that the store could not do yet.
#[derive(Debug, Default)]
pub(crate) struct PendingWork {
    effects: Vec<Waiting>,
    /// Sends whose end is not yet in the journal; they are reported after that.
    pub ended: Vec<FinishedSend>,
    /// The card on its way is to be put aside.
    pub room_due: bool,
}

impl PendingWork {
    fn is_empty(&self) -> bool {
        self.effects.is_empty() && self.ended.is_empty() && !self.room_due
    }
}

/// An effect that the store could not carry out yet.
#[derive(Debug)]
struct Waiting {
    effect: Effect,
    since: Instant,
}

/// How a send ended.
#[derive(Debug)]
pub(crate) struct FinishedSend {
    pub attempt: String,
    pub outcome: Outcome,
    pub took: Duration,
    /// Since when it is to be written down.
    pub since: Instant,
}

/// Whether something that has waited since then, and could not be done now, is tried again.
pub(crate) fn may_wait<T>(result: &Result<T, Error>, since: Instant) -> bool {
    result.as_ref().is_err_and(Error::is_busy) && since.elapsed() < LIMIT
}

impl Session {
    /// Whether something waits for the store, so that it is to be [tried again](Self::retry) soon.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.backlog.is_empty()
    }

    /// Whether something is typed for the next card, and the one that is on its way is in its place.
    pub(crate) fn wants_room(&self) -> bool {
        let in_flight = self.model.in_flight.as_ref();
        !self.model.typeahead.is_empty() && in_flight.is_some_and(|in_flight| !in_flight.next_begun())
    }

    /// Tries again what waits for the store, and returns what is left to do.
    pub fn retry(&mut self, now: Timestamp) -> Vec<Request> {
        let mut requests = Vec::new();
        // What is found locked once is not found free a moment later: nobody waits for that twice.
        for ended in std::mem::take(&mut self.backlog.ended) {
            if self.backlog.ended.is_empty() {
                requests.extend(self.conclude(ended, now));
            } else {
                self.backlog.ended.push(ended);
            }
        }
        for waiting in std::mem::take(&mut self.backlog.effects) {
            if self.is_waiting() {
                self.backlog.effects.push(waiting);
            } else {
                let done = self.patiently(waiting.effect, waiting.since, now);
                requests.extend(self.follow(done, now));
            }
        }
        if std::mem::take(&mut self.backlog.room_due) && self.wants_room() {
            requests.extend(self.carry_out(vec![Effect::Park], now));
        }
        requests
    }

    /// Carries out an effect that may wait for the store. Where one of its kind waits already, it takes its place: of
    /// two questions the older one needs no answer.
    pub(crate) fn with_patience(&mut self, effect: Effect, now: Timestamp) -> EffectResult {
        let since = Instant::now();
        let kind = discriminant(&effect);
        let same = |other: &&mut Waiting| discriminant(&other.effect) == kind;
        match self.backlog.effects.iter_mut().find(same) {
            Some(other) if !matches!(effect, Effect::LoadValueHistory(_)) => {
                *other = Waiting { effect, since };
                EffectResult::Nothing
            }
            _ => self.patiently(effect, since, now),
        }
    }

    fn patiently(&mut self, effect: Effect, since: Instant, now: Timestamp) -> EffectResult {
        let done = self.attempt(&effect, now);
        if may_wait(&done, since) {
            self.backlog.effects.push(Waiting { effect, since });
            return EffectResult::Nothing;
        }
        done.unwrap_or_else(|error| self.failed(&effect, &error))
    }

    /// Takes back a send that waits for the store, where one does: nothing has left.
    pub(crate) fn take_back_send(&mut self) -> Option<Message> {
        let sends = |waiting: &Waiting| matches!(waiting.effect, Effect::Send(_));
        let place = self.backlog.effects.iter().position(sends)?;
        self.backlog.effects.remove(place);
        Some(Message::Answered {
            attempt: None,
            outcome: Outcome::NotSent {
                failure: FailureReason::Cancelled,
            },
            journal: Ok(()),
        })
    }
}
