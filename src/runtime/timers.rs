//! When a session is due to do something without an event. Where nothing is due, the loop blocks.

use std::time::{Duration, Instant};

/// The draft is saved this long after the first change that is not on disk.
const SAVE_AFTER: Duration = Duration::from_millis(200);
// A quarter of a second is promised; the rest of it is for the write.
const _: () = assert!(SAVE_AFTER.as_millis() < 250);
/// What could not be saved is tried again this much later.
const SAVE_AGAIN_AFTER: Duration = Duration::from_secs(2);
/// What waits for a store that another program has locked is tried again this much later: as long as each try waits.
const RETRY_AFTER: Duration = Duration::from_millis(50);
/// How often seconds are counted, where they are.
const TICK: Duration = Duration::from_secs(1);

/// The moments at which something is due.
#[derive(Debug, Default)]
pub(super) struct Timers {
    /// When the draft must be saved.
    save_at: Option<Instant>,
    /// When what waits for the store is tried again.
    retry_at: Option<Instant>,
    /// Since when the next second is counted; none where none are.
    counting_since: Option<Instant>,
}

/// What a session has to do that is not done yet.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Unfinished {
    /// Something is not on disk.
    pub unsaved: bool,
    /// Something waits for the store.
    pub pending: bool,
    /// Seconds are shown.
    pub counting: bool,
}

impl Timers {
    /// The next moment at which something is due.
    pub fn next(&self) -> Option<Instant> {
        let tick = self.counting_since.map(|since| since + TICK);
        [self.save_at, self.retry_at, tick].into_iter().flatten().min()
    }

    /// Whether the draft must be saved by now.
    pub fn save_is_due(&self, now: Instant) -> bool {
        self.save_at.is_some_and(|due| due <= now)
    }

    /// Notes that a save has done its work.
    pub fn saved(&mut self) {
        self.save_at = None;
    }

    /// Has the save tried again: soon, where another program has locked the store for a moment.
    pub fn save_again(&mut self, soon: bool, now: Instant) {
        self.save_at = Some(now + if soon { SAVE_AFTER } else { SAVE_AGAIN_AFTER });
    }

    /// Whether what waits for the store must be tried again; that is not due any more then.
    pub fn take_retry(&mut self, now: Instant) -> bool {
        self.retry_at.take_if(|due| *due <= now).is_some()
    }

    /// The time since the last tick, where another one is due.
    pub fn take_tick(&mut self, now: Instant) -> Option<Duration> {
        let since = self.counting_since.filter(|since| *since + TICK <= now)?;
        self.counting_since = Some(now);
        Some(now - since)
    }

    /// Sets the timers that are needed and do not run yet.
    pub fn set(&mut self, unfinished: Unfinished, now: Instant) {
        if unfinished.unsaved {
            self.save_at.get_or_insert(now + SAVE_AFTER);
        }
        if unfinished.pending {
            self.retry_at.get_or_insert(now + RETRY_AFTER);
        }
        if unfinished.counting {
            self.counting_since.get_or_insert(now);
        } else {
            self.counting_since = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_anything_unfinished_nothing_is_due() {
        let mut timers = Timers::default();
        timers.set(Unfinished::default(), Instant::now());
        assert_eq!(timers.next(), None);
    }

    #[test]
    fn the_first_change_sets_the_time_of_the_save_and_later_ones_do_not_put_it_off() {
        let start = Instant::now();
        let mut timers = Timers::default();
        let unsaved = Unfinished {
            unsaved: true,
            ..Unfinished::default()
        };
        timers.set(unsaved, start);
        timers.set(unsaved, start + SAVE_AFTER / 2);
        assert_eq!(timers.next(), Some(start + SAVE_AFTER));
        assert!(!timers.save_is_due(start));
        assert!(timers.save_is_due(start + SAVE_AFTER));
        for (soon, later) in [(true, SAVE_AFTER), (false, SAVE_AGAIN_AFTER)] {
            timers.save_again(soon, start);
            assert_eq!(timers.next(), Some(start + later), "{soon}");
        }
        timers.saved();
        assert_eq!(timers.next(), None);
    }

    #[test]
    fn a_retry_is_due_once_and_seconds_are_counted_from_the_last_one() {
        let start = Instant::now();
        let mut timers = Timers::default();
        let unfinished = Unfinished {
            pending: true,
            counting: true,
            ..Unfinished::default()
        };
        timers.set(unfinished, start);
        assert_eq!(timers.next(), Some(start + RETRY_AFTER));
        assert!(!timers.take_retry(start));
        assert!(timers.take_retry(start + RETRY_AFTER));
        assert!(!timers.take_retry(start + RETRY_AFTER));
        assert_eq!(timers.next(), Some(start + TICK));
        assert_eq!(timers.take_tick(start), None);
        let late = TICK + Duration::from_millis(7);
        assert_eq!(timers.take_tick(start + late), Some(late));
        assert_eq!(timers.take_tick(start + late), None);
        timers.set(Unfinished::default(), start + late);
        assert_eq!(timers.next(), None);
    }
}
