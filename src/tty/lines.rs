//! Reads lines on a thread of its own, as the terminal or a file gives them.

use super::input::PendingInput;
use crate::i18n::posix::TerminalCharset;
use rustix::event::{PollFd, PollFlags, poll};
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read as _};
use std::thread;
use std::time::Instant;

/// No line is longer than this, in bytes.
const LONGEST: u64 = 1 << 20;

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineRead {
    /// A line without its break, and when it was there.
    Line(String, Instant),
    /// A line that cannot be taken.
    Invalid(LineError),
    /// There are no more lines.
    End,
}

/// Why a line cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineError {
    /// Its bytes are not text in this character set, which is the locale's.
    NotText(&'static str),
    /// It does not end.
    TooLong,
}

/// Starts to read stdin.
///
/// # Errors
/// If the thread cannot be had.
pub fn spawn(
    clock: impl Fn() -> Instant + Send + 'static,
    pending: PendingInput,
    send: impl Fn(LineRead) -> bool + Send + 'static,
) -> io::Result<()> {
    let charset = TerminalCharset::of_environment().unwrap_or_default();
    let work = move || {
        let read_at = Cell::new(clock());
        let input = Timed {
            clock,
            pending: &pending,
            read_at: &read_at,
        };
        let mut input = BufReader::new(input);
        loop {
            let read = next(&mut input, charset, &read_at);
            let over = read == LineRead::End;
            let goes_on = send(read);
            pending.set(false);
            if !goes_on || over {
                return;
            }
        }
    };
    thread::Builder::new().name("lines".into()).spawn(work).map(drop)
}

/// Stdin, with the time at which the last piece of it was there to be read.
struct Timed<'a, C> {
    clock: C,
    pending: &'a PendingInput,
    read_at: &'a Cell<Instant>,
}

impl<C: Fn() -> Instant> io::Read for Timed<'_, C> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let stdin = rustix::stdio::stdin();
        let mut ready = [PollFd::from_borrowed_fd(stdin, PollFlags::IN)];
        // The reader reports whatever is wrong with it.
        let _ = poll(&mut ready, None);
        // Before it is read: what is written from now on was not seen when this was typed.
        self.read_at.set((self.clock)());
        self.pending.set(true);
        Ok(rustix::io::read(stdin, buffer)?)
    }
}

/// The next line. A failure is the end: nothing more will come.
fn next(input: &mut impl BufRead, charset: TerminalCharset, read_at: &Cell<Instant>) -> LineRead {
    let mut bytes = Vec::new();
    match input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes) {
        Ok(0) | Err(_) => return LineRead::End,
        Ok(_) => {}
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if bytes.len() as u64 == LONGEST {
        return match input.skip_until(b'\n') {
            Ok(_) => LineRead::Invalid(LineError::TooLong),
            Err(_) => LineRead::End,
        };
    }
    match charset.decode(bytes) {
        Some(line) => LineRead::Line(line, read_at.get()),
        None => LineRead::Invalid(LineError::NotText(charset.name())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(mut input: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        loop {
            match next(&mut input, TerminalCharset::Utf8, &Cell::new(Instant::now())) {
                LineRead::Line(line, _) => found.push(line),
                LineRead::Invalid(why) => found.push(format!("{why:?}")),
                LineRead::End => return found,
            }
        }
    }

    #[test]
    fn lines_are_taken_apart_and_what_is_no_text_is_told() {
        assert_eq!(lines("Żółć\n\nlast".as_bytes()), ["Żółć", "", "last"]);
        assert_eq!(lines(b"a\n\xff\xfe\nb\n"), ["a", "NotText(\"UTF-8\")", "b"]);
        let mut long = vec![b'x'; usize::try_from(LONGEST).unwrap() + 7];
        long.extend(b"\nb\n");
        assert_eq!(lines(&long), ["TooLong", "b"]);
        assert_eq!(lines(b""), [""; 0]);
    }
}
