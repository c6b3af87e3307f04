//! The signals that stop sends: what they stop, and what they cancel.

use crate::crm::CancelToken;
use crate::os::signals;
use crate::store;
use log::info;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use std::fs::File;
use std::io::{self, PipeReader, PipeWriter, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// What the first signal does. Every later one cancels the send under way, and ends the wait for another program that has
/// the store locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FirstSignal {
    /// It lets the send under way end, and stops the next one.
    Stops,
    /// It does what a later one does.
    Cancels,
}

/// The stop that signals ask for. Clones are the same stop.
#[derive(Clone)]
pub(crate) struct StopSignal(Arc<SharedStop>);

struct SharedStop {
    first: FirstSignal,
    state: Mutex<StopState>,
    changed: Condvar,
    /// Ends with the stop, so that a wait for a file can be a wait for the stop, too.
    ended: PipeReader,
}

struct StopState {
    /// Open until the stop.
    open: Option<PipeWriter>,
    in_flight: Vec<CancelToken>,
}

/// A file whose reading ends with the stop.
pub(crate) struct StoppableReader {
    stop: StopSignal,
    file: File,
}

impl Read for StoppableReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let mut ready = [
                PollFd::new(&self.file, PollFlags::IN),
                PollFd::new(&self.stop.0.ended, PollFlags::IN),
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
    /// The stop of the signals that end the program. From now on they do not end it by themselves.
    ///
    /// # Errors
    /// If the system has no pipe or no thread to give, or the signals cannot be had.
    pub(crate) fn listen(first: FirstSignal) -> io::Result<Self> {
        let (ended, open) = io::pipe()?;
        let state = StopState {
            open: Some(open),
            in_flight: Vec::new(),
        };
        let stop = Self(Arc::new(SharedStop {
            first,
            state: Mutex::new(state),
            changed: Condvar::new(),
            ended,
        }));
        let asked = stop.clone();
        let mut signals = signals::listen(&[])?;
        let watch = move || {
            for signal in signals.forever() {
                asked.ask();
                info!("signal {signal}: stops");
            }
        };
        thread::Builder::new().name("signals".into()).spawn(watch)?;
        Ok(stop)
    }

    /// A pipe that ends with the stop.
    ///
    /// # Errors
    /// If the system has no more handles of files.
    pub(crate) fn pipe(&self) -> io::Result<PipeReader> {
        self.0.ended.try_clone()
    }

    fn ask(&self) {
        let mut state = self.state();
        let is_first = state.open.take().is_some();
        if !is_first || self.0.first == FirstSignal::Cancels {
            store::hurry();
            for cancel in &state.in_flight {
                let _ = cancel.cancel();
            }
        }
        self.0.changed.notify_all();
    }

    /// Whether a signal came.
    pub(crate) fn is_asked(&self) -> bool {
        self.state().open.is_none()
    }

    /// A file that is read until the stop.
    pub(super) fn reader(&self, file: File) -> StoppableReader {
        StoppableReader {
            stop: self.clone(),
            file,
        }
    }

    /// The cancel token of a send that begins now; none after the stop, when nothing more is sent.
    pub(crate) fn token(&self) -> Option<CancelToken> {
        let mut state = self.state();
        state.open.as_ref()?;
        let cancel = CancelToken::new();
        state.in_flight.retain(|other| !other.is_over());
        state.in_flight.push(cancel.clone());
        Some(cancel)
    }

    /// Waits for a time, or until the stop; whether the whole time has passed.
    pub(crate) fn wait(&self, time: Duration) -> bool {
        let end = Instant::now() + time;
        let mut state = self.state();
        loop {
            if state.open.is_none() {
                return false;
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            let waited = self.0.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn state(&self) -> MutexGuard<'_, StopState> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
