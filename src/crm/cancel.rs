//! Cancelling a send, and whether that was in time.
//!
//! One atomic decides between the payload's first byte and the cancel: whichever comes first shuts the other out. So
//! [`PayloadLeft::No`] is a promise: the payload is refused to the HTTP library from then on.

use std::fmt;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Nothing has happened yet.
const FRESH: u8 = 0;
/// The payload has begun to leave.
const LEAVING: u8 = 1;
/// The send was called off before the payload began to leave: it never will.
const REFUSED: u8 = 2;
/// The send was called off after the payload had begun to leave.
const CALLED_OFF: u8 = 3;

/// Whether the payload had begun to leave when the send was called off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayloadLeft {
    /// It had, or the send was over by then: the CRM may have the customer.
    Yes,
    /// It had not, and it surely will not.
    No,
}

/// Calls a send off, from any thread. Clones are the same cancel. It serves one send: a second one with it is not sent.
#[derive(Clone, Default)]
pub struct CancelToken(Arc<CancelState>);

type CancelHook = Box<dyn FnOnce(PayloadLeft) + Send>;

#[derive(Default)]
struct CancelState {
    state: AtomicU8,
    /// What is to be done when the send is called off.
    hook: Mutex<Option<CancelHook>>,
}

impl CancelToken {
    /// A cancel that nobody has asked for.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Calls the send off and says whether its payload had begun to leave. Does not block; asked again, it answers the
    /// same.
    ///
    /// A send that is called off ends at once: [`PayloadLeft::No`] as not sent, [`PayloadLeft::Yes`] as what the whole answer says,
    /// if it was there already, and as unknown otherwise. One that has not begun will be not sent.
    #[must_use]
    pub fn cancel(&self) -> PayloadLeft {
        let taken = match self.change(FRESH, REFUSED) {
            Ok(_) | Err(REFUSED) => PayloadLeft::No,
            Err(_) => {
                let _ = self.change(LEAVING, CALLED_OFF);
                PayloadLeft::Yes
            }
        };
        let hook = self.hook().take();
        if let Some(hook) = hook {
            hook(taken);
        }
        taken
    }

    /// Takes the payload's leave: whether its bytes may be given away. True for the first one who asks, and only as long
    /// as the send was not called off.
    pub(super) fn leave(&self) -> bool {
        self.change(FRESH, LEAVING).is_ok()
    }

    /// Whether the payload has begun to leave.
    pub(super) fn has_left(&self) -> bool {
        matches!(self.0.state.load(Ordering::Acquire), LEAVING | CALLED_OFF)
    }

    /// Whether the send was called off.
    pub(super) fn is_asked(&self) -> bool {
        matches!(self.0.state.load(Ordering::Acquire), REFUSED | CALLED_OFF)
    }

    /// Has this done when the send is called off. False, and it is not done, where that has happened already, or where
    /// this cancel has served another send.
    pub(super) fn serve(&self, hook: impl FnOnce(PayloadLeft) + Send + 'static) -> bool {
        // A cancel changes the state first and takes the hook second, under this lock: a hook put there while the
        // state is fresh is seen.
        let mut place = self.hook();
        let fresh = place.is_none() && self.0.state.load(Ordering::Acquire) == FRESH;
        if fresh {
            *place = Some(Box::new(hook));
        }
        fresh
    }

    /// Whether nobody else has this token any more, so that its send is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }

    /// Takes back what was to be done when the send is called off, because the send is over. False where it is done or being
    /// done.
    pub(super) fn release(&self) -> bool {
        self.hook().take().is_some()
    }

    fn change(&self, from: u8, to: u8) -> Result<u8, u8> {
        let state = &self.0.state;
        state.compare_exchange(from, to, Ordering::AcqRel, Ordering::Acquire)
    }

    fn hook(&self) -> std::sync::MutexGuard<'_, Option<CancelHook>> {
        self.0.hook.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for CancelToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.0.state.load(Ordering::Acquire) {
            FRESH => "fresh",
            LEAVING => "leaving",
            REFUSED => "refused",
            _ => "called off",
        };
        f.debug_tuple("Cancel").field(&state).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;
    use std::sync::mpsc;
    use std::thread;

    #[test]
    fn whichever_is_first_shuts_the_other_out() {
        let first = CancelToken::new();
        assert_eq!(
            (first.cancel(), first.cancel()),
            (PayloadLeft::No, PayloadLeft::No)
        );
        assert!(!first.leave() && first.is_asked() && !first.has_left());

        let late = CancelToken::new();
        assert!(late.leave() && !late.leave() && !late.is_asked());
        assert_eq!(
            (late.cancel(), late.clone().cancel()),
            (PayloadLeft::Yes, PayloadLeft::Yes)
        );
        assert!(!late.leave() && late.is_asked() && late.has_left());
    }

    #[test]
    fn in_a_race_exactly_one_of_them_wins() {
        for round in 0..500 {
            let (cancel, start) = (CancelToken::new(), Barrier::new(2));
            let (left, taken) = thread::scope(|scope| {
                let leaving = scope.spawn(|| {
                    start.wait();
                    cancel.leave()
                });
                start.wait();
                let taken = cancel.cancel();
                (leaving.join().unwrap(), taken)
            });
            assert_eq!(left, taken == PayloadLeft::Yes, "round {round}");
        }
    }

    #[test]
    fn the_hook_runs_once_and_serves_one_send() {
        let (sender, events) = mpsc::channel();
        let hook = || {
            let sender = sender.clone();
            move |taken| sender.send(taken).unwrap()
        };
        let cancel = CancelToken::new();
        assert!(cancel.serve(hook()) && !cancel.serve(hook()));
        assert_eq!(
            (cancel.cancel(), cancel.cancel()),
            (PayloadLeft::No, PayloadLeft::No)
        );
        assert!(!cancel.serve(hook()));
        drop(sender);
        assert_eq!(events.iter().collect::<Vec<_>>(), [PayloadLeft::No]);

        let used = CancelToken::new();
        assert!(used.leave() && !used.serve(|_| ()));
    }
}
