//! How fast customers are sent.

use crate::submit::StopSignal;
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

/// Keeps sends apart in time.
pub(super) struct RateLimit {
    gap: Duration,
    next: Option<Instant>,
}

impl RateLimit {
    /// At most so many sends a minute; no limit without a number.
    pub(super) fn new(per_minute: Option<NonZeroU32>) -> Self {
        Self {
            gap: per_minute.map_or(Duration::ZERO, |count| Duration::from_secs(60) / count.get()),
            next: None,
        }
    }

    /// Waits until the next send may begin; false where the import is to stop.
    pub(super) fn wait(&mut self, stop: &StopSignal) -> bool {
        let now = Instant::now();
        let left = self
            .next
            .map_or(Duration::ZERO, |next| next.saturating_duration_since(now));
        let waited = stop.wait(left);
        self.next = Some(Instant::now() + self.gap);
        waited
    }
}
