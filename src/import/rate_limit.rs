//! How fast customers are sent.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

/// Keeps the beginnings of sends apart in time: by a limit a minute, and by waits that the CRM asks for.
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

    /// How many sends may begin at this moment, of so many that could.
    pub(super) fn allowed(&self, now: Instant, most: usize) -> usize {
        if self.next.is_some_and(|next| now < next) {
            0
        } else if self.gap.is_zero() {
            most
        } else {
            most.min(1)
        }
    }

    /// A send has begun.
    pub(super) fn begun(&mut self, now: Instant) {
        if !self.gap.is_zero() {
            self.hold_until(now + self.gap);
        }
    }

    /// No send begins before this moment.
    pub(super) fn hold_until(&mut self, moment: Instant) {
        self.next = self.next.max(Some(moment));
    }

    /// How long no send may begin; none where one may.
    pub(super) fn wait(&self, now: Instant) -> Option<Duration> {
        self.next
            .map(|next| next.saturating_duration_since(now))
            .filter(|left| !left.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_lets_one_begin_at_a_time_and_a_wait_none() {
        let now = Instant::now();
        let later = |seconds| now + Duration::from_secs(seconds);
        let mut free = RateLimit::new(None);
        free.begun(now);
        assert_eq!((free.allowed(now, 4), free.wait(now)), (4, None));
        free.hold_until(later(30));
        free.hold_until(later(10));
        assert_eq!((free.allowed(later(29), 4), free.allowed(later(30), 4)), (0, 4));
        assert_eq!(free.wait(later(29)), Some(Duration::from_secs(1)));

        let mut limited = RateLimit::new(NonZeroU32::new(30));
        assert_eq!(limited.allowed(now, 4), 1);
        limited.begun(now);
        assert_eq!(
            (limited.allowed(later(1), 4), limited.allowed(later(2), 4)),
            (0, 1)
        );
    }
}
