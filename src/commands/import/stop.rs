//! Being asked to stop. The first signal lets the row that is on its way come to its end; the second one calls it off.

use crate::commands::Failure;
use crate::crm::Cancel;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Whether the import is to stop, and how to call off what is on its way.
#[derive(Clone, Default)]
pub(super) struct Stop(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    bell: Condvar,
}

#[derive(Default)]
struct State {
    asked: bool,
    on_its_way: Option<Cancel>,
}

impl Stop {
    /// Is asked by the signals that ask the program to end, in place of its sudden end.
    pub(super) fn by_signals() -> Result<Self, Failure> {
        let stop = Self::default();
        let asked = stop.clone();
        let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM]).map_err(Failure::usage)?;
        let watch = move || {
            for _ in signals.forever() {
                asked.ask();
            }
        };
        let spawned = thread::Builder::new().name("signals".into()).spawn(watch);
        spawned.map(|_| stop).map_err(Failure::usage)
    }

    fn ask(&self) {
        let mut state = self.state();
        if state.asked
            && let Some(cancel) = &state.on_its_way
        {
            let _ = cancel.cancel();
        }
        state.asked = true;
        self.0.bell.notify_all();
    }

    /// Whether it was asked for.
    pub(super) fn is_asked(&self) -> bool {
        self.state().asked
    }

    /// A cancel for the row that is sent now; none where the import is to stop.
    pub(super) fn cancel(&self) -> Option<Cancel> {
        let mut state = self.state();
        if state.asked {
            return None;
        }
        let cancel = Cancel::new();
        state.on_its_way = Some(cancel.clone());
        Some(cancel)
    }

    /// Waits for so long, or until it is asked for; whether the whole time has passed.
    pub(super) fn wait(&self, time: Duration) -> bool {
        let end = Instant::now() + time;
        let mut state = self.state();
        loop {
            if state.asked {
                return false;
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            let waited = self.0.bell.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
