//! The reader of what a command prints: it is waited for, but no longer when a signal asks the program to end.
//!
//! A pipe that nobody reads, or a terminal after Ctrl+S, blocks its writer; and a command that hears the
//! signals itself would not end by them then.

use super::CommandError;
use crate::submit::{FirstSignal, StopSignal};
use crate::tty::opened_again;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use std::io::{self, PipeReader};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long the reader is waited for in all once the program is asked to end.
const TIMEOUT: Duration = Duration::from_millis(500);

/// So many bytes a pipe takes without blocking where it takes anything.
const PIECE: usize = 4096;

/// How long to look away from a terminal that says it is ready and takes nothing.
const PAUSE: Duration = Duration::from_millis(20);

/// Ends when a signal asks the program to end; none where signals end it by themselves.
static ASKED: OnceLock<PipeReader> = OnceLock::new();

static LEFT: Mutex<Duration> = Mutex::new(TIMEOUT);

/// Listens to the signals that end the program. From the first one on, no reader of its output is waited for.
pub(super) fn listen(first: FirstSignal) -> Result<StopSignal, CommandError> {
    let stop = StopSignal::listen(first).map_err(CommandError::usage)?;
    // The first one is as good as any other.
    let _ = ASKED.set(stop.pipe().map_err(CommandError::usage)?);
    Ok(stop)
}

/// Writes to stdout or stderr. What nobody reads is dropped when a signal has asked the program to end.
///
/// # Errors
/// When it cannot be written.
pub(super) fn write(out: impl AsFd, mut bytes: &[u8]) -> io::Result<()> {
    let asked = ASKED.get();
    let own = asked.and_then(|_| opened_again(out.as_fd()));
    let out = own.as_ref().map_or(out.as_fd(), AsFd::as_fd);
    while !bytes.is_empty() && asked.is_none_or(|asked| is_read(out, asked)) {
        let piece = if asked.is_some() { PIECE } else { bytes.len() };
        match rustix::io::write(out, &bytes[..bytes.len().min(piece)]) {
            Ok(taken) => bytes = &bytes[taken..],
            Err(Errno::INTR) => {}
            // Room for one byte is none for a line break, of which a terminal makes two.
            Err(Errno::AGAIN) => thread::sleep(PAUSE),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Waits until something can be written; false if it is not waited for any longer.
fn is_read(out: BorrowedFd, asked: &PipeReader) -> bool {
    let mut ready = [
        PollFd::from_borrowed_fd(out, PollFlags::OUT),
        PollFd::new(asked, PollFlags::IN),
    ];
    while poll(&mut ready, None) == Err(Errno::INTR) {}
    if !ready[0].revents().is_empty() {
        return true;
    }
    let mut left = LEFT.lock().unwrap_or_else(PoisonError::into_inner);
    let began = Instant::now();
    let limit = Timespec::try_from(*left).unwrap_or_default();
    let mut ready = [PollFd::from_borrowed_fd(out, PollFlags::OUT)];
    let is_read = matches!(poll(&mut ready, Some(&limit)), Ok(1..));
    *left = left.saturating_sub(began.elapsed());
    is_read
}
