//! Being asked to stop while many customers are sent. The first signal lets the one that is on its way come to its end; the
//! second one calls it off, and waits no longer for another program that has the store locked.

use super::{CommandError, reader};
use crate::crm::CancelToken;
use crate::os::signals;
use crate::store;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use std::fs::File;
use std::io::{self, PipeReader, PipeWriter, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Whether it was asked to stop, and how to call off what is on its way.
#[derive(Clone)]
pub(super) struct StopSignal(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    bell: Condvar,
    /// Ends when it is asked for, so that a wait for a file can wait for this, too.
    asked: PipeReader,
}

struct State {
    /// Open until it is asked for.
    quiet: Option<PipeWriter>,
    on_its_way: Option<CancelToken>,
}

/// A file whose reading ends where it is asked to stop.
pub(super) struct StoppableReader {
    stop: StopSignal,
    file: File,
}

impl Read for StoppableReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let mut ready = [
                PollFd::new(&self.file, PollFlags::IN),
                PollFd::new(&self.stop.0.asked, PollFlags::IN),
            ];
            match poll(&mut ready, None) {
                Ok(_) if self.stop.is_asked() => return Err(io::ErrorKind::ConnectionAborted.into()),
                Ok(_) if ready[0].revents().is_empty() => {}
                Ok(_) => return self.file.read(buffer),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl StopSignal {
    /// Is asked by the signals that ask the program to end, in place of its sudden end. From then on nobody who reads what is
    /// printed is waited for.
    pub(super) fn by_signals() -> Result<Self, CommandError> {
        let (asked, quiet) = io::pipe().map_err(CommandError::usage)?;
        reader::wait_until(asked.try_clone().map_err(CommandError::usage)?);
        let state = State {
            quiet: Some(quiet),
            on_its_way: None,
        };
        let stop = Self(Arc::new(Shared {
            state: Mutex::new(state),
            bell: Condvar::new(),
            asked,
        }));
        let asked = stop.clone();
        let mut signals = signals::listen(&[]).map_err(CommandError::usage)?;
        let watch = move || {
            for _ in signals.forever() {
                asked.ask();
            }
        };
        let spawned = thread::Builder::new().name("signals".into()).spawn(watch);
        spawned.map(|_| stop).map_err(CommandError::usage)
    }

    fn ask(&self) {
        let mut state = self.state();
        let is_second = state.quiet.take().is_none();
        if is_second {
            store::hurry();
        }
        if is_second && let Some(cancel) = &state.on_its_way {
            let _ = cancel.cancel();
        }
        self.0.bell.notify_all();
    }

    /// Whether it was asked for.
    pub(super) fn is_asked(&self) -> bool {
        self.state().quiet.is_none()
    }

    /// A file that is read until then.
    pub(super) fn reading(&self, file: File) -> StoppableReader {
        StoppableReader {
            stop: self.clone(),
            file,
        }
    }

    /// A cancel for the customer that is sent now; none where it was asked to stop.
    pub(super) fn cancel(&self) -> Option<CancelToken> {
        let mut state = self.state();
        state.quiet.as_ref()?;
        let cancel = CancelToken::new();
        state.on_its_way = Some(cancel.clone());
        Some(cancel)
    }

    /// Waits for so long, or until it is asked for; whether the whole time has passed.
    pub(super) fn wait(&self, time: Duration) -> bool {
        let end = Instant::now() + time;
        let mut state = self.state();
        loop {
            if state.quiet.is_none() {
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
