//! What the harness knows of time: when the output came, and the pauses that an operator makes.

use super::Pty;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

impl Pty {
    /// How long after its start the program wrote its first byte.
    pub fn first_byte_after(&self) -> Option<Duration> {
        self.shared
            .lock()
            .pieces
            .first()
            .map(|(at, _)| *at - self.started)
    }

    /// Waits until the program has written these bytes.
    #[track_caller]
    pub fn wait_for_bytes(&self, bytes: &[u8]) {
        self.wait_until(|state| state.log.windows(bytes.len()).any(|window| window == bytes));
    }

    /// As `wait_for_bytes`, behind so many bytes.
    #[track_caller]
    pub fn wait_for_more(&self, from: usize, bytes: &[u8]) {
        self.wait_until(|state| {
            state.log[from..]
                .windows(bytes.len())
                .any(|window| window == bytes)
        });
    }

    /// When the last byte came that the program wrote behind so many bytes before it was quiet for so long.
    #[track_caller]
    pub fn last_byte(&self, from: usize, quiet: Duration) -> Instant {
        self.wait_until(|state| state.log.len() > from);
        let mut guard = self.shared.lock();
        loop {
            let (last, _) = *guard.pieces.last().expect("there is output");
            let left = (last + quiet).saturating_duration_since(Instant::now());
            if left.is_zero() {
                return last;
            }
            let woken = self.shared.changed.wait_timeout(guard, left);
            guard = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// When the program was started.
    pub fn started(&self) -> Instant {
        self.started
    }

    /// How long ago the program was started.
    pub fn running_for(&self) -> Duration {
        self.started.elapsed()
    }

    /// Looks on for so long, as an operator does between two keys. What the program writes is taken in meanwhile.
    pub fn look_on(&self, pause: Duration) {
        let guard = self.shared.lock();
        let woken = self.shared.changed.wait_timeout_while(guard, pause, |_| true);
        drop(woken.unwrap_or_else(PoisonError::into_inner));
    }

    /// The output in the pieces in which it came, each with its time: not before it was on the screen.
    pub fn timeline(&self) -> Vec<(Instant, Vec<u8>)> {
        let state = self.shared.lock();
        let mut from = 0;
        let pieces = state.pieces.iter().map(|(at, end)| {
            let end = (*end).min(state.log.len());
            let bytes = state.log[from.min(end)..end].to_vec();
            from = end;
            (*at, bytes)
        });
        pieces.collect()
    }
}
