//! What the program writes to its terminal. Nobody here waits for the terminal but a thread of its own.
//!
//! A terminal that nobody reads (Ctrl+S, a stalled SSH line) takes some kilobytes, and then blocks the writer. So it is
//! opened once more: `O_NONBLOCK` belongs to the open file description, and the one on stdout is shared with the shell.
//! What the terminal takes at once is written by the caller, which costs no change of threads; the rest is left to the
//! thread. Where the terminal cannot be opened (after `su` it belongs to another user), or stdout is none, the thread alone
//! writes, and may block.

use crate::i18n::posix::TerminalCharset;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, fstat, open};
use rustix::io::Errno;
use rustix::termios::{Action, QueueSelector, isatty, tcflow, tcflush, ttyname};
use std::collections::VecDeque;
use std::ffi::CString;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, AsRawFd as _, BorrowedFd};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long the terminal may take for what is left at the end.
const LAST_WORDS: Duration = Duration::from_millis(250);

/// How long the thread looks away from a terminal that says it is ready and takes nothing.
const PAUSE: Duration = Duration::from_millis(20);

/// Ends a control sequence of which the terminal has a part only.
const CANCEL: u8 = 0x18;

/// The output of the program. Writing to it takes everything and never blocks.
#[derive(Debug, Clone)]
pub struct Output {
    shared: Arc<OutputQueue>,
    /// In what letters go out.
    charset: TerminalCharset,
}

struct OutputQueue {
    device: Device,
    state: Mutex<QueueState>,
    bell: Condvar,
    /// Called by the thread when it has written what was left, or cannot.
    notify: Box<dyn Fn() + Send + Sync>,
}

/// What is written to.
enum Device {
    /// A terminal with a description of our own: it takes what it can, at once.
    Own(File),
    /// Anything else.
    Blocking(Mutex<Box<dyn Write + Send>>),
}

struct QueueState {
    /// What was not taken yet.
    left: VecDeque<u8>,
    /// The thread may be held up in writing what was left, which is its own by then.
    held_up: bool,
    /// When the last byte was out that was written so far.
    written_at: Instant,
    failed: Option<io::Error>,
    closed: bool,
}

impl std::fmt::Debug for OutputQueue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").finish_non_exhaustive()
    }
}

impl Output {
    /// The program's stdout. `notify` is called, on a thread of its own, as soon as something is out that was not taken at
    /// once, or cannot be written.
    ///
    /// # Errors
    /// When the process has no file descriptors or threads left.
    pub fn of_stdout(notify: impl Fn() + Send + Sync + 'static) -> io::Result<Self> {
        let charset = TerminalCharset::of_environment().unwrap_or_default();
        Self::on(rustix::stdio::stdout(), charset, notify)
    }

    /// As [`of_stdout`](Self::of_stdout), on another terminal, file or pipe.
    ///
    /// # Errors
    /// As there.
    pub fn on(
        out: impl AsFd,
        charset: TerminalCharset,
        notify: impl Fn() + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let device = match opened_again(out.as_fd()) {
            Some(file) => Device::Own(file),
            None => blocking(File::from(rustix::io::fcntl_dupfd_cloexec(out, 3)?)),
        };
        Self::start(device, charset, notify)
    }

    /// Writes to anything, which may block.
    ///
    /// # Errors
    /// When there are no threads left.
    pub fn to(
        out: impl Write + Send + 'static,
        notify: impl Fn() + Send + Sync + 'static,
    ) -> io::Result<Self> {
        Self::start(blocking(out), TerminalCharset::default(), notify)
    }

    fn start(
        device: Device,
        charset: TerminalCharset,
        notify: impl Fn() + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let state = QueueState {
            left: VecDeque::new(),
            held_up: false,
            written_at: Instant::now(),
            failed: None,
            closed: false,
        };
        let shared = Arc::new(OutputQueue {
            device,
            state: Mutex::new(state),
            bell: Condvar::new(),
            notify: Box::new(notify),
        });
        let worker = Arc::clone(&shared);
        let work = move || worker.write_what_is_left();
        thread::Builder::new().name("output".into()).spawn(work)?;
        Ok(Self { shared, charset })
    }

    /// When the last byte was out of all that was written; none while the terminal has not taken all of it.
    ///
    /// # Errors
    /// When something could not be written.
    pub fn written(&self) -> io::Result<Option<Instant>> {
        let state = self.shared.lock();
        state.check()?;
        Ok((!state.is_busy()).then_some(state.written_at))
    }

    /// How many bytes the terminal has not taken yet.
    #[must_use]
    pub fn backlog(&self) -> usize {
        self.shared.lock().left.len()
    }

    /// A clock for what is read from the terminal: its time is later than that of all that was written before, and earlier
    /// than that of all that is written afterwards, whatever the machine does with the threads in between.
    pub fn clock(&self) -> impl Fn() -> Instant + Send + 'static {
        let shared = Arc::clone(&self.shared);
        move || {
            // A writer notes the time before it releases the lock.
            drop(shared.lock());
            Instant::now()
        }
    }

    /// Waits until everything is out, but not for longer than this; whether it is.
    #[must_use]
    pub fn drain(&self, limit: Duration) -> bool {
        self.shared.drain(limit)
    }

    /// Writes the last bytes; nothing is written afterwards. What a terminal does not take within a part of a second is
    /// dropped, so that these go out all the same if that is possible, and so that the end of the process has nothing to wait
    /// for.
    pub fn end_with(&self, last: &[u8]) {
        let whole = self.shared.put(last).is_ok() && self.shared.drain(LAST_WORDS);
        let mut state = self.shared.lock();
        state.closed = true;
        state.left.clear();
        self.shared.bell.notify_all();
        // A thread that is held up would not let another write pass.
        if let (false, Device::Own(file)) = (whole, &self.shared.device) {
            // Goes on, where it was stopped.
            let _ = tcflow(file, Action::OOn);
            let _ = tcflush(file, QueueSelector::OFlush);
            let _ = write_within(file, &[&[CANCEL], last].concat(), LAST_WORDS / 2);
        }
    }
}

impl Write for Output {
    /// Takes whole letters: a frame, or lines.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match (self.charset, std::str::from_utf8(bytes)) {
            (TerminalCharset::Single(_), Ok(text)) => self.shared.put(&self.charset.encode(text))?,
            _ => self.shared.put(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl OutputQueue {
    fn lock(&self) -> MutexGuard<'_, QueueState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what can be written at once, and leaves the rest to the thread.
    fn put(&self, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.lock();
        state.check()?;
        let taken = match &self.device {
            Device::Own(file) if !state.is_busy() => write_now(file, bytes)?,
            _ => 0,
        };
        if taken == bytes.len() {
            state.written_at = Instant::now();
        } else {
            state.left.extend(&bytes[taken..]);
            self.bell.notify_all();
        }
        Ok(())
    }

    fn drain(&self, limit: Duration) -> bool {
        let busy = |state: &mut QueueState| state.is_busy() && state.failed.is_none();
        let waited = self.bell.wait_timeout_while(self.lock(), limit, busy);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        !state.is_busy() && state.failed.is_none()
    }

    /// The thread's work.
    fn write_what_is_left(&self) {
        loop {
            let nothing = |state: &mut QueueState| state.left.is_empty() && !state.closed;
            let state = self.bell.wait_while(self.lock(), nothing);
            let mut state = state.unwrap_or_else(PoisonError::into_inner);
            if state.closed {
                return;
            }
            let written = match &self.device {
                Device::Own(file) => {
                    let written = state.write_on(file);
                    if matches!(written, Ok(false)) {
                        drop(state);
                        wait_for_room(file, None);
                        continue;
                    }
                    written.map(drop)
                }
                Device::Blocking(out) => {
                    let bytes = Vec::from(std::mem::take(&mut state.left));
                    state.held_up = true;
                    drop(state);
                    let mut out = out.lock().unwrap_or_else(PoisonError::into_inner);
                    let written = out.write_all(&bytes).and_then(|()| out.flush());
                    state = self.lock();
                    state.held_up = false;
                    written
                }
            };
            state.ended(written);
            if !state.is_busy() {
                self.bell.notify_all();
                drop(state);
                (self.notify)();
            }
        }
    }
}

impl QueueState {
    fn is_busy(&self) -> bool {
        self.held_up || !self.left.is_empty()
    }

    fn check(&self) -> io::Result<()> {
        match &self.failed {
            Some(error) => Err(same(error)),
            None if self.closed => Err(io::ErrorKind::BrokenPipe.into()),
            None => Ok(()),
        }
    }

    /// Writes as much of what is left as is taken at once; whether that was all.
    fn write_on(&mut self, file: &File) -> io::Result<bool> {
        while !self.left.is_empty() {
            let taken = write_now(file, self.left.as_slices().0)?;
            self.left.drain(..taken);
            if taken == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What was left is out, or cannot be written.
    fn ended(&mut self, written: io::Result<()>) {
        self.written_at = Instant::now();
        if let Err(error) = written {
            self.failed = Some(error);
            self.left.clear();
        }
    }
}

/// Writes lines to stderr, but waits no longer for it than a part of a second: for what is said when the program ends.
pub fn write_on_stderr(lines: &str) {
    let stderr = rustix::stdio::stderr();
    let charset = if isatty(stderr) {
        TerminalCharset::of_environment().unwrap_or_default()
    } else {
        TerminalCharset::Utf8
    };
    if let Ok(mut out) = Output::on(stderr, charset, || ()) {
        // Nobody need be listening.
        let _ = out.write_all(lines.as_bytes());
        let _ = out.drain(LAST_WORDS);
    }
}

fn blocking(out: impl Write + Send + 'static) -> Device {
    Device::Blocking(Mutex::new(Box::new(out)))
}

/// A copy of an error: every later write fails with it.
fn same(error: &io::Error) -> io::Error {
    let code = error.raw_os_error();
    code.map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

/// A description of our own of a terminal, on which a write never blocks; none of anything else, nor where the terminal cannot
/// be opened.
#[must_use]
pub fn opened_again(terminal: BorrowedFd) -> Option<File> {
    if !isatty(terminal) {
        return None;
    }
    let device = fstat(terminal).ok()?.st_rdev;
    // In a container the name may be that of another terminal, or of none.
    let by_number = format!("/proc/self/fd/{}", terminal.as_raw_fd()).into_bytes();
    let by_name = ttyname(terminal, Vec::new()).map(CString::into_bytes);
    let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let open = |path: Vec<u8>| open(path, flags, Mode::empty()).ok();
    let mut found = [by_number].into_iter().chain(by_name).filter_map(open);
    found
        .find(|file| fstat(file).is_ok_and(|found| found.st_rdev == device))
        .map(File::from)
}

/// Writes as much as is taken at once; gives how many bytes that was.
fn write_now(file: &File, bytes: &[u8]) -> io::Result<usize> {
    let mut taken = 0;
    while taken < bytes.len() {
        match rustix::io::write(file, &bytes[taken..]) {
            Ok(0) | Err(Errno::AGAIN) => break,
            Ok(more) => taken += more,
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(taken)
}

/// Sleeps until a terminal that has taken nothing takes something, or is gone; not for longer than the limit.
fn wait_for_room(file: &File, limit: Option<Duration>) {
    let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
    let mut ready = [PollFd::new(file, PollFlags::OUT)];
    if matches!(poll(&mut ready, Some(&Timespec::default())), Ok(1..)) {
        // Room for one byte is none for a line break, of which a terminal makes two.
        thread::sleep(PAUSE);
    } else {
        let _ = poll(&mut ready, limit.as_ref());
    }
}

fn write_within(file: &File, mut bytes: &[u8], limit: Duration) -> io::Result<()> {
    let end = Instant::now() + limit;
    loop {
        bytes = &bytes[write_now(file, bytes)?..];
        let left = end.saturating_duration_since(Instant::now());
        if bytes.is_empty() {
            return Ok(());
        } else if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        wait_for_room(file, Some(left));
    }
}
