//! The connection that is kept open while a card is reviewed, so that its send need not open one.
//!
//! No connection is used for longer than the most impatient CRMs keep it. So another one is opened before this one is too old,
//! again and again, until nobody has pressed a key for a minute, or until a connection cannot be opened. The next key begins
//! again. Elsewhere nothing is kept open, and nothing runs.

use super::spawn;
use crate::crm::Client;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a connection is kept open after the last key.
const KEPT_FOR: Duration = Duration::from_secs(60);

/// Keeps a connection open, on a thread of its own.
pub(super) struct ConnectionKeeper(Arc<Keeper>);

struct Keeper {
    client: Client,
    state: Mutex<KeeperState>,
    changed: Condvar,
}

#[derive(Default)]
struct KeeperState {
    /// Until when a connection is kept open; none where none is.
    until: Option<Instant>,
    /// Whether the thread runs. It may be busy opening a connection that nobody wants any more.
    is_running: bool,
}

impl ConnectionKeeper {
    /// A keeper that keeps nothing yet.
    pub fn new(client: Client) -> Self {
        Self(Arc::new(Keeper {
            client,
            state: Mutex::default(),
            changed: Condvar::new(),
        }))
    }

    /// Keeps a connection open, for a minute from now on.
    pub fn keep(&self) {
        let mut state = self.0.state();
        state.until = Some(Instant::now() + KEPT_FOR);
        if !state.is_running {
            let keeper = Arc::clone(&self.0);
            // Without a thread the send opens its connection itself, as ever.
            state.is_running = spawn(move || keeper.work()).is_ok();
        }
    }

    /// Keeps no connection open any more, but leaves the one that is open to the send that follows.
    pub fn leave_to_send(&self) {
        self.stop();
    }

    /// Keeps no connection open any more, and closes it.
    pub fn close(&self) {
        if self.stop() {
            self.0.client.close_opened();
        }
    }

    /// Has the thread end; whether a connection was kept open.
    fn stop(&self) -> bool {
        let mut state = self.0.state();
        let was_kept = state.until.take().is_some();
        drop(state);
        if was_kept {
            self.0.changed.notify_all();
        }
        was_kept
    }
}

impl Keeper {
    /// Opens a connection and replaces it before it is too old, for as long as one is wanted.
    fn work(&self) {
        loop {
            let opened = self.client.open_ahead();
            let mut state = self.state();
            let Some(opened) = opened.filter(|_| state.is_wanted()) else {
                state.is_running = false;
                return;
            };
            let renewal = opened.renew_at().saturating_duration_since(Instant::now());
            // Under the lock: once nothing is kept any more, nothing is left behind.
            self.client.keep_opened(opened);
            let waited = self
                .changed
                .wait_timeout_while(state, renewal, |state| state.until.is_some());
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
            if !state.is_wanted() {
                if state.until.take().is_some() {
                    self.client.close_opened();
                }
                state.is_running = false;
                return;
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, KeeperState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeeperState {
    fn is_wanted(&self) -> bool {
        self.until.is_some_and(|until| Instant::now() < until)
    }
}
