//! Reads keys and signals on threads of their own that sleep until there is something to report.
//!
//! Keys that are there together are delivered together, so that a paste into a terminal without bracketed paste, or keys typed
//! during a stall, cost one redraw. The bytes are read here and not by crossterm: it drops the keypad and rxvt's keys, types
//! the rest of a sequence that it does not know, and spins on a terminal that is gone.

use super::decode::{InputDecoder, InputToken};
use super::screen::size;
use crate::i18n::posix::TerminalCharset;
use crate::os::signals;
use log::debug;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How many tokens are delivered at once, so that an endless paste cannot keep the screen from being drawn.
const BATCH: usize = 8192;

/// How many bytes are read at once; more than a terminal holds.
const CHUNK: usize = 16 * 1024;

/// How long the rest of a burst may take to follow: the system hands a paste on in pieces. One key is delivered at once.
const BURST_GAP: Duration = Duration::from_micros(20);

/// How many times in a row a terminal that is ready to be read must have no byte to read before it counts as hung up.
const EMPTY_READS: u32 = 3;

/// What the threads report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminalEvent {
    /// Keys and pastes in the order in which they were typed, never none.
    Tokens(Vec<InputToken>),
    /// The terminal's new size in columns and rows.
    Resized(u16, u16),
    /// The terminal is gone; nothing can be read or shown any more.
    HangUp,
    /// Somebody asks the program to end.
    Terminate,
    /// Somebody asks the program to stop for a while.
    Suspend,
    /// The program was stopped, and goes on.
    Resume,
}

/// What a reader has read and not delivered yet, which is a matter of microseconds. Who ends waits for that, so that nothing is
/// lost that is no longer the terminal's.
#[derive(Debug, Clone, Default)]
pub struct PendingInput(Arc<(Mutex<bool>, Condvar)>);

impl PendingInput {
    /// The reader is about to read, or has delivered what it has read.
    pub fn set(&self, pending: bool) {
        let (state, bell) = &*self.0;
        *state.lock().unwrap_or_else(PoisonError::into_inner) = pending;
        if !pending {
            bell.notify_all();
        }
    }

    /// Waits until it is delivered, but not for longer than this.
    pub fn wait(&self, limit: Duration) {
        let (state, bell) = &*self.0;
        let guard = state.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = bell.wait_timeout_while(guard, limit, |pending| *pending);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}

/// The signals that are being listened to: those with names already, the others soon.
#[derive(Debug)]
#[must_use]
pub struct Listening(Receiver<()>);

impl Listening {
    /// Waits until all of them are listened to.
    pub fn complete(self) {
        // Nothing is sent: the other end is dropped.
        let _ = self.0.recv();
    }
}

/// Starts the threads. Each ends when `report` gives false; the reader ends too after it has delivered [`TerminalEvent::HangUp`].
/// What is reported comes with the time of the clock at which it was there to be read, or its first part.
///
/// # Errors
/// When there is no terminal to read from, or the signals or threads cannot be had.
pub fn spawn<C, T>(clock: C, pending: PendingInput, report: T) -> io::Result<Listening>
where
    C: Fn() -> Instant + Send + 'static,
    T: Fn(TerminalEvent, Instant) -> bool + Send + Clone + 'static,
{
    let tty = Tty::open()?;
    let listening = listen(&[SIGWINCH, SIGTSTP, SIGCONT], report.clone())?;
    thread::Builder::new().name("keys".into()).spawn(move || {
        let decoder = InputDecoder::new(TerminalCharset::of_environment().unwrap_or_default());
        read_keys(tty.as_fd(), decoder, &clock, &pending, &report);
    })?;
    Ok(listening)
}

/// Starts the thread that reports the signals that ask the program to end, alone. It ends when `report` gives false.
///
/// # Errors
/// When the signals or the thread cannot be had.
pub fn spawn_signals<T>(report: T) -> io::Result<()>
where
    T: Fn(TerminalEvent, Instant) -> bool + Send + 'static,
{
    listen(&[], report).map(Listening::complete)
}

fn listen<T>(others: &[i32], report: T) -> io::Result<Listening>
where
    T: Fn(TerminalEvent, Instant) -> bool + Send + 'static,
{
    let signals = signals::listen_to_named(others)?;
    let (listening, complete) = mpsc::channel();
    let work = move || {
        // They are many, and each costs more than the one before: the first frame does not wait for them.
        signals::listen_to_realtime(&signals);
        drop(listening);
        watch_signals(signals, &report);
    };
    thread::Builder::new().name("signals".into()).spawn(work)?;
    Ok(Listening(complete))
}

fn watch_signals(mut signals: Signals, report: &impl Fn(TerminalEvent, Instant) -> bool) {
    let _guard = HangUpGuard(report);
    for signal in signals.forever() {
        debug!("signal {signal}");
        let input = match signal {
            SIGHUP => TerminalEvent::HangUp,
            SIGWINCH => match size() {
                Ok((columns, rows)) => TerminalEvent::Resized(columns, rows),
                // Gone; the reader reports it.
                Err(_) => continue,
            },
            SIGTSTP => TerminalEvent::Suspend,
            SIGCONT => TerminalEvent::Resume,
            _ => TerminalEvent::Terminate,
        };
        if !report(input, Instant::now()) {
            return;
        }
    }
}

/// Tells a hang-up when a thread ends, however it does: a program that nobody can type into or send a signal to must save
/// and end.
struct HangUpGuard<'a, T: Fn(TerminalEvent, Instant) -> bool>(&'a T);

impl<T: Fn(TerminalEvent, Instant) -> bool> Drop for HangUpGuard<'_, T> {
    fn drop(&mut self) {
        (self.0)(TerminalEvent::HangUp, Instant::now());
    }
}

fn read_keys(
    tty: BorrowedFd,
    mut decoder: InputDecoder,
    clock: &impl Fn() -> Instant,
    pending: &PendingInput,
    report: &impl Fn(TerminalEvent, Instant) -> bool,
) {
    let _guard = HangUpGuard(report);
    let mut chunk = vec![0; CHUNK];
    let mut empty_reads = 0;
    let mut read_at = clock();
    while empty_reads < EMPTY_READS {
        let mut tokens = Vec::new();
        let begun = decoder.grace();
        match wait(tty, begun) {
            Wait::Gone => return,
            Wait::Late => decoder.flush(&mut tokens),
            Wait::Ready => {
                // Before it is read: what is written from now on was not seen when this was typed.
                if begun.is_none() {
                    read_at = clock();
                }
                pending.set(true);
                let read = gather(tty, &mut chunk, &mut decoder, &mut tokens);
                empty_reads = if read == 0 { empty_reads + 1 } else { 0 };
            }
        }
        let goes_on = tokens.is_empty() || report(TerminalEvent::Tokens(tokens), read_at);
        pending.set(false);
        if !goes_on {
            return;
        }
    }
}

/// Takes what is there until there is nothing more, or the batch is full; gives back how many bytes it was.
fn gather(
    tty: BorrowedFd,
    chunk: &mut [u8],
    decoder: &mut InputDecoder,
    tokens: &mut Vec<InputToken>,
) -> usize {
    let mut bytes = 0;
    loop {
        let read = match rustix::io::read(tty, &mut *chunk) {
            Ok(read) => read,
            Err(Errno::INTR | Errno::AGAIN) => return bytes.max(1),
            Err(_) => return bytes,
        };
        decoder.feed(&chunk[..read]);
        decoder.drain(tokens);
        bytes += read;
        let gap = if tokens.len() > 1 {
            BURST_GAP
        } else {
            Duration::ZERO
        };
        if read == 0 || tokens.len() >= BATCH || !matches!(wait(tty, Some(gap)), Wait::Ready) {
            return bytes;
        }
    }
}

/// What came of waiting for the terminal.
enum Wait {
    Ready,
    /// Nothing came in time.
    Late,
    /// The terminal is gone.
    Gone,
}

/// Sleeps until there is something to read, but not for longer than `limit`.
fn wait(tty: BorrowedFd, limit: Option<Duration>) -> Wait {
    let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
    let mut fds = [PollFd::from_borrowed_fd(tty, PollFlags::IN)];
    loop {
        match poll(&mut fds, limit.as_ref()) {
            Ok(0) => return Wait::Late,
            Ok(_) => break,
            Err(Errno::INTR) => {}
            Err(_) => return Wait::Gone,
        }
    }
    if fds[0]
        .revents()
        .intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL)
    {
        Wait::Gone
    } else {
        Wait::Ready
    }
}

/// The terminal that is typed into: stdin if that is one, else the controlling terminal.
enum Tty {
    Stdin,
    Own(File),
}

impl Tty {
    fn open() -> io::Result<Self> {
        if rustix::termios::isatty(rustix::stdio::stdin()) {
            return Ok(Self::Stdin);
        }
        Ok(Self::Own(
            File::options().read(true).write(true).open("/dev/tty")?,
        ))
    }
}

impl AsFd for Tty {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Stdin => rustix::stdio::stdin(),
            Self::Own(file) => file.as_fd(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode::InputEvent;
    use super::*;
    use std::io::Write as _;
    use std::os::unix::net::UnixStream;
    use std::sync::mpsc::{Receiver, channel};

    /// A terminal to type into, and what it delivers, each piece by its key's name.
    fn line() -> (UnixStream, Receiver<Vec<String>>) {
        let (keyboard, tty) = UnixStream::pair().unwrap();
        let (sender, reported) = channel();
        thread::spawn(move || {
            read_keys(
                tty.as_fd(),
                InputDecoder::default(),
                &Instant::now,
                &PendingInput::default(),
                &|input, _| {
                    let names = match input {
                        TerminalEvent::Tokens(tokens) => tokens.into_iter().map(name).collect(),
                        other => vec![format!("{other:?}")],
                    };
                    sender.send(names).is_ok()
                },
            );
        });
        (keyboard, reported)
    }

    fn name(press: InputToken) -> String {
        match press.event {
            InputEvent::Key(key) => key.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn what_is_there_together_is_told_together() {
        let (mut keyboard, reported) = line();
        keyboard.write_all("zażółć\x1b[19~".as_bytes()).unwrap();
        assert_eq!(reported.recv().unwrap(), ["z", "a", "ż", "ó", "ł", "ć", "F8"]);
        drop(keyboard);
        assert_eq!(reported.recv().unwrap(), ["HangUp"]);
        assert!(reported.recv().is_err());
    }

    #[test]
    fn a_sequence_that_comes_in_two_packets_is_one_key() {
        for (first, second, name) in [
            ("\x1b[", "A", "Up"),
            ("\x1bO", "P", "F1"),
            ("\x1b[1", "9~", "F8"),
            ("\x1b[1;", "5C", "Ctrl+Right"),
        ] {
            let (mut keyboard, reported) = line();
            keyboard.write_all(first.as_bytes()).unwrap();
            keyboard.write_all(second.as_bytes()).unwrap();
            assert_eq!(reported.recv().unwrap(), [name]);
        }
    }

    #[test]
    fn nothing_is_waited_for_longer_than_it_may_take() {
        let (mut keyboard, reported) = line();
        keyboard.write_all(b"\x1b").unwrap();
        assert_eq!(reported.recv().unwrap(), ["Esc"]);
        keyboard.write_all(b"\x1b[12").unwrap();
        assert_eq!(reported.recv().unwrap(), ["Unknown"]);
        keyboard.write_all(b"x").unwrap();
        assert_eq!(reported.recv().unwrap(), ["x"]);
    }

    #[test]
    fn a_burst_is_told_in_batches_and_whole() {
        let (mut keyboard, reported) = line();
        let typed = "abcdefghij".repeat(4_000);
        let wanted = typed.clone();
        let typist = thread::spawn(move || {
            keyboard.write_all(typed.as_bytes()).unwrap();
            keyboard
        });
        let mut typed_so_far = String::new();
        while typed_so_far.len() < wanted.len() {
            typed_so_far.extend(reported.recv().unwrap());
        }
        assert_eq!(typed_so_far, wanted);
        typist.join().unwrap();
    }
}
