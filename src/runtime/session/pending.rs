//! What waits for a store that another program has locked. It is tried again and again, each time for a moment, so that
//! the loop reads keys and signals meanwhile, and a letter is on the screen at once.

use crate::app::{Effect, Order};
use crate::runtime::workers::FinishedSend;
use crate::store::Error;
use std::mem::discriminant;
use std::time::{Duration, Instant};

/// How long something waits for other programs in all; then it has failed.
const LIMIT: Duration = Duration::from_secs(5);

/// The store is locked by another program: try again later.
pub(super) struct Locked;

/// All that the store could not do yet.
#[derive(Debug, Default)]
pub(super) struct PendingWork {
    effects: Vec<PendingEffect>,
    /// Sends whose end is not yet in the journal, and since when; they are reported after that.
    pub ended: Vec<(FinishedSend, Instant)>,
    /// The card in flight must be parked.
    pub room_due: bool,
}

/// An effect that the store could not carry out yet.
#[derive(Debug)]
pub(super) struct PendingEffect {
    pub effect: Effect,
    /// When it was tried first.
    pub since: Instant,
}

impl PendingWork {
    pub fn is_empty(&self) -> bool {
        self.effects.is_empty() && self.ended.is_empty() && !self.room_due
    }

    /// Whether what waits changes what the screen is about once it is done: the end of a send, its beginning, or what the
    /// journal says of the card under review. A list that is read later does not.
    pub fn has_answers(&self) -> bool {
        let answers = |pending: &PendingEffect| {
            matches!(
                pending.effect,
                Effect::Send(_) | Effect::SendUnclaimed(_) | Effect::FindPriorSubmissions { .. }
            )
        };
        !self.ended.is_empty() || self.room_due || self.effects.iter().any(answers)
    }

    pub fn add(&mut self, effect: Effect, since: Instant) {
        self.effects.push(PendingEffect { effect, since });
    }

    /// Takes an effect in the place of one of its kind that waits, if one does: of two questions the older one needs no answer.
    /// Otherwise gives it back.
    pub fn replace(&mut self, effect: Effect, now: Instant) -> Option<Effect> {
        if matches!(effect, Effect::LoadValueHistory(_)) {
            return Some(effect);
        }
        let kind = discriminant(&effect);
        let mut waiting = self.effects.iter_mut();
        match waiting.find(|other| discriminant(&other.effect) == kind) {
            Some(other) => {
                *other = PendingEffect { effect, since: now };
                None
            }
            None => Some(effect),
        }
    }

    /// Takes all effects, to be tried again.
    pub fn take_effects(&mut self) -> Vec<PendingEffect> {
        std::mem::take(&mut self.effects)
    }

    /// Takes back a send, if one waits: nothing has left.
    pub fn take_back_send(&mut self) -> Option<Box<Order>> {
        let is_send =
            |pending: &PendingEffect| matches!(pending.effect, Effect::Send(_) | Effect::SendUnclaimed(_));
        let place = self.effects.iter().position(is_send)?;
        match self.effects.remove(place).effect {
            Effect::Send(order) | Effect::SendUnclaimed(order) => Some(order),
            _ => None,
        }
    }
}

/// What has come of something that was tried first at this moment.
///
/// # Errors
/// If the store was locked and there is time to try again.
pub(super) fn unless_locked<T>(result: Result<T, Error>, since: Instant) -> Result<Result<T, Error>, Locked> {
    if result.as_ref().is_err_and(Error::is_busy) && since.elapsed() < LIMIT {
        Err(Locked)
    } else {
        Ok(result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::Resource;

    #[test]
    fn only_what_changes_the_subject_of_the_screen_is_an_answer() {
        let who = String::from("Kowalska");
        let payload = String::from("{}");
        let load = Effect::LoadHistory {
            filter: String::new(),
            limit: 9,
        };
        for (effect, is_answer) in [
            (load, false),
            (Effect::ListDrafts, false),
            (Effect::LoadValueHistory("city".to_owned()), false),
            (
                Effect::FindPriorSubmissions {
                    resource: Resource::Customer,
                    who,
                    payload,
                },
                true,
            ),
        ] {
            let mut pending = PendingWork::default();
            assert!(!pending.has_answers());
            let what = format!("{effect:?}");
            pending.add(effect, Instant::now());
            assert_eq!(pending.has_answers(), is_answer, "{what}");
        }
    }
}
