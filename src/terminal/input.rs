//! Reads keys and signals on threads of their own that sleep until there is something to tell.
//!
//! Keys that are there together are told together, so that a paste into a terminal without bracketed paste, or keys typed
//! during a stall, cost one redraw. When the session drops, the reader stops before crossterm sees the dead terminal, on
//! which it would spin.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

/// How many events are told at once at most, so that an endless paste cannot keep the screen from being drawn.
const BATCH_LIMIT: usize = 8192;

/// How long crossterm may look for an event. With zero it never reads at all.
const GLANCE: Duration = Duration::from_micros(20);

/// How many times in a row crossterm must find nothing. Once is not enough: if the thread is held up for longer than a
/// glance before crossterm looks, it says "nothing" with events in its buffer, where the system's poll does not see them.
const GLANCES: u32 = 3;

/// How many times in a row a terminal that is ready to be read must have no byte to read before it counts as hung up.
const EMPTY_READS: u32 = 3;

/// What the threads tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Keys and pastes in the order in which they were typed, never none.
    Events(Vec<Event>),
    /// The terminal's new size in columns and rows.
    Resized(u16, u16),
    /// The terminal is gone; nothing can be read or shown any more.
    HangUp,
    /// Somebody asks the program to end.
    Terminate,
}

/// Starts the threads. Each ends when `tell` gives false; the reader ends too after it has told [`Input::HangUp`].
///
/// # Errors
/// When there is no terminal to read from, or the signals or threads cannot be had.
pub fn spawn<T>(tell: T) -> io::Result<()>
where
    T: Fn(Input) -> bool + Send + Clone + 'static,
{
    let signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH])?;
    let tty = Tty::open()?;
    let tell_signals = tell.clone();
    thread::Builder::new()
        .name("signals".into())
        .spawn(move || watch_signals(signals, &tell_signals))?;
    thread::Builder::new()
        .name("keys".into())
        .spawn(move || read_keys(&tty, &tell))?;
    Ok(())
}

fn watch_signals(mut signals: Signals, tell: &impl Fn(Input) -> bool) {
    let _last = Last(tell);
    for signal in signals.forever() {
        let input = match signal {
            SIGHUP => Input::HangUp,
            SIGWINCH => match crossterm::terminal::size() {
                Ok((columns, rows)) => Input::Resized(columns, rows),
                // Gone; the reader tells.
                Err(_) => continue,
            },
            _ => Input::Terminate,
        };
        if !tell(input) {
            return;
        }
    }
}

/// Tells a hang-up when a thread ends, however it does: a program that nobody can type into or send a signal to must save
/// and end.
struct Last<'a, T: Fn(Input) -> bool>(&'a T);

impl<T: Fn(Input) -> bool> Drop for Last<'_, T> {
    fn drop(&mut self) {
        (self.0)(Input::HangUp);
    }
}

fn read_keys(tty: &Tty, tell: &impl Fn(Input) -> bool) {
    let _last = Last(tell);
    let mut empty_reads = 0;
    // After a full batch crossterm may hold more, which the system's poll does not see.
    let mut full = false;
    while empty_reads < EMPTY_READS && (full || tty.wait()) {
        let (mut events, ended) = collect(&mut Crossterm);
        full = events.len() == BATCH_LIMIT;
        let nothing = events.is_empty();
        // The signal thread tells the size: crossterm notices a change only together with a key.
        events.retain(|event| !matches!(event, Event::Resize(..)));
        if !events.is_empty() && !tell(Input::Events(events)) {
            return;
        }
        if ended.is_err() {
            break;
        }
        empty_reads = if nothing && tty.has_no_byte() {
            empty_reads + 1
        } else {
            0
        };
    }
}

/// Where events come from.
trait Source {
    /// Whether an event is there; may err on the side of no.
    fn ready(&mut self) -> io::Result<bool>;
    /// Takes the event that is there.
    fn take(&mut self) -> io::Result<Event>;
}

struct Crossterm;

impl Source for Crossterm {
    fn ready(&mut self) -> io::Result<bool> {
        event::poll(GLANCE)
    }

    fn take(&mut self) -> io::Result<Event> {
        event::read()
    }
}

/// Takes the events that are there until there are none, or the batch is full. A failure comes with what was read before.
fn collect(source: &mut impl Source) -> (Vec<Event>, io::Result<()>) {
    let mut events = Vec::new();
    let mut nothing = 0;
    while nothing < GLANCES && events.len() < BATCH_LIMIT {
        let event = match source.ready() {
            Ok(true) => source.take(),
            Ok(false) => {
                nothing += 1;
                continue;
            }
            Err(error) => Err(error),
        };
        match event {
            Ok(event) => events.push(event),
            Err(error) => return (events, Err(error)),
        }
        nothing = 0;
    }
    (events, Ok(()))
}

/// The terminal that crossterm reads from: stdin if that is one, else the controlling terminal.
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

    /// Sleeps until there is something to read; false when the terminal is gone.
    fn wait(&self) -> bool {
        let mut fds = [PollFd::from_borrowed_fd(self.as_fd(), PollFlags::IN)];
        loop {
            match poll(&mut fds, None) {
                Ok(_) => break,
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return false,
            }
        }
        !fds[0]
            .revents()
            .intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL)
    }

    fn has_no_byte(&self) -> bool {
        rustix::io::ioctl_fionread(self).unwrap_or(0) == 0
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
    use std::collections::VecDeque;

    use super::*;

    /// What a scripted source does when it is looked at; at the end of the script it fails the test.
    #[derive(Clone, Copy)]
    enum Look {
        Nothing,
        Letter(u16),
        Failure,
    }

    struct Script(VecDeque<Look>);

    impl Source for Script {
        fn ready(&mut self) -> io::Result<bool> {
            match self.0.front().expect("not looked at again after the end") {
                Look::Letter(_) => Ok(true),
                Look::Nothing => {
                    self.0.pop_front();
                    Ok(false)
                }
                Look::Failure => Err(io::ErrorKind::BrokenPipe.into()),
            }
        }

        fn take(&mut self) -> io::Result<Event> {
            match self.0.pop_front() {
                Some(Look::Letter(number)) => Ok(letter(number)),
                _ => panic!("taken without being ready"),
            }
        }
    }

    /// An event that tells its number, whatever it stands for.
    fn letter(number: u16) -> Event {
        Event::Resize(number, 0)
    }

    #[test]
    fn a_batch_holds_what_is_there() {
        use Look::{Failure, Letter, Nothing};
        let cases: [(&str, &[Look], &[u16], bool); 5] = [
            ("nothing", &[Nothing; 3], &[], true),
            ("one", &[Letter(1), Nothing, Nothing, Nothing], &[1], true),
            (
                "a glance that came too late",
                &[
                    Letter(1),
                    Nothing,
                    Letter(2),
                    Nothing,
                    Nothing,
                    Letter(3),
                    Nothing,
                    Nothing,
                    Nothing,
                ],
                &[1, 2, 3],
                true,
            ),
            ("failure at once", &[Failure], &[], false),
            (
                "failure after letters",
                &[Letter(1), Letter(2), Failure],
                &[1, 2],
                false,
            ),
        ];
        for (name, script, expected, ok) in cases {
            let mut source = Script(script.iter().copied().collect());
            let (events, ended) = collect(&mut source);
            let expected: Vec<Event> = expected.iter().copied().map(letter).collect();
            assert_eq!(events, expected, "{name}");
            assert_eq!(ended.is_ok(), ok, "{name}");
        }
    }

    #[test]
    fn a_full_batch_leaves_the_rest_for_the_next() {
        let letters = (0..10_000).map(Look::Letter);
        let mut source = Script(letters.chain([Look::Nothing; 3]).collect());
        let (first, _) = collect(&mut source);
        let (second, _) = collect(&mut source);
        assert_eq!(first.len(), BATCH_LIMIT);
        let all: Vec<Event> = first.into_iter().chain(second).collect();
        assert_eq!(all, (0..10_000).map(letter).collect::<Vec<_>>());
    }
}
