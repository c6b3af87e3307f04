//! How long a call waits for a lock that another program holds.
//!
//! The wait belongs to the call, for the same statement may be what an operator waits for or what happens while they
//! type. It ends early where the program is asked to end: a signal must not wait for another program.

use log::debug;
use rusqlite::Connection;
use std::cell::Cell;
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait before a locked database is tried again. SQLite's own timeout backs off to a tenth of a second, so
/// that one waiter can starve behind busy others.
const PAUSE: Duration = Duration::from_millis(5);

/// How long the calls of a program that is asked to end may wait in all; each of them may wait as long as while somebody
/// types.
const LAST: Duration = Duration::from_millis(400);

/// When the program was asked to end.
static ENDING: OnceLock<Instant> = OnceLock::new();

thread_local! {
    /// Whether the call under way has waited.
    static WAITS: Cell<bool> = const { Cell::new(false) };
    /// When the call under way began, and how long it may wait.
    static CALL: Cell<Option<(Instant, LockTimeout)>> = const { Cell::new(None) };
}

/// How long a call waits for a lock that another program holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockTimeout {
    /// As long as somebody who types does not notice: for what the program does without being asked.
    Typing,
    /// As long as a key may take: for what an operator asked for.
    Asking,
    /// As long as others can need who do nothing wrong: for what a send hangs on.
    Sending,
}

impl LockTimeout {
    fn limit(self) -> Duration {
        Duration::from_millis(match self {
            Self::Typing => 50,
            Self::Asking => 250,
            Self::Sending => 5000,
        })
    }

    /// Begins a call on this thread, which waits no longer than this from now on.
    pub(super) fn begin(self) {
        CALL.set(Some((Instant::now(), self)));
        WAITS.set(false);
    }
}

/// Has no call wait much longer, whatever its timeout, from now on: the program is asked to end.
pub fn hurry() {
    let _ = ENDING.set(Instant::now());
}

/// Has SQLite wait for others, as long as the call under way may.
pub(super) fn wait_when_busy(conn: &mut Connection) -> rusqlite::Result<()> {
    conn.busy_handler(Some(|_| wait()))
}

/// Waits a moment for a lock; false where the call has no more time for that.
pub(super) fn wait() -> bool {
    let (began, timeout) = CALL.get().unwrap_or((Instant::now(), LockTimeout::Sending));
    let goes_on = Instant::now() < until(began, timeout, ENDING.get().copied());
    if goes_on {
        if !WAITS.replace(true) {
            debug!("store: locked by another program");
        }
        thread::sleep(PAUSE);
    }
    goes_on
}

/// Until when a call may wait that began then.
fn until(began: Instant, timeout: LockTimeout, ending: Option<Instant>) -> Instant {
    let regular = began + timeout.limit();
    let shortest = began + LockTimeout::Typing.limit();
    ending.map_or(regular, |ending| regular.min(shortest.max(ending + LAST)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_cuts_every_wait_short_and_leaves_each_call_a_moment() {
        let start = Instant::now();
        let ms = Duration::from_millis;
        for (name, began, timeout, ending, expected) in [
            ("typing", 0, LockTimeout::Typing, None, 50),
            ("asking", 7, LockTimeout::Asking, None, 257),
            ("sending", 7, LockTimeout::Sending, None, 5007),
            (
                "asked to end meanwhile",
                0,
                LockTimeout::Sending,
                Some(1000),
                1400,
            ),
            (
                "nearly over when asked to end",
                0,
                LockTimeout::Sending,
                Some(4900),
                5000,
            ),
            (
                "asked to end before",
                1100,
                LockTimeout::Sending,
                Some(1000),
                1400,
            ),
            ("long after", 9000, LockTimeout::Sending, Some(1000), 9050),
            ("short is short", 1000, LockTimeout::Typing, Some(1000), 1050),
        ] {
            let ending = ending.map(|at| start + ms(at));
            assert_eq!(
                until(start + ms(began), timeout, ending) - start,
                ms(expected),
                "{name}"
            );
        }
    }
}
