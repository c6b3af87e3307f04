//! Takes the terminal (raw mode, alternate screen, bracketed paste) and gives it back on every way out.
//!
//! What is taken is noted in one place for the whole process, so that a panic on any thread can give it back too. Giving
//! back does nothing when there is nothing to give, and never fails: the terminal may be gone by then.

use crate::locale::posix::Charset;
use crate::sandbox;
use std::env;
use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use crossterm::terminal;

/// Alternate screen, plain pen, cleared (for terminals without an alternate screen), pastes marked.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[m\x1b[H\x1b[2J\x1b[?2004h";

/// The reverse, in reverse order, and the cursor shown: the pen must be plain before the shell's screen is back.
const LEAVE: &[u8] = b"\x1b[?2004l\x1b[m\x1b[?25h\x1b[?1049l";

/// Clicks and the wheel are reported, in numbers; and the reverse.
const MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const NO_MOUSE: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// No terminal is larger, in columns or rows; one that says so would take all memory for its cells.
const LARGEST: u16 = 1000;

/// The name of a thread whose panics are caught and told on the screen: the terminal stays ours.
pub const CAUGHT: &str = "send";

static TAKEN: Mutex<Option<Taken>> = Mutex::new(None);
static PANIC_HOOK: Once = Once::new();

/// What has to be given back, besides the modes.
struct Taken {
    /// The real stderr, when it was a terminal and is now silenced.
    stderr: Option<OwnedFd>,
    mouse: bool,
}

/// The terminal while it is ours; dropping it gives the terminal back.
#[derive(Debug)]
pub struct Screen {
    entered: bool,
    mouse: bool,
}

impl Screen {
    /// Takes the terminal that is on stdout, and the mouse too if that is wanted. From the first call on, a panic gives it
    /// back before its message is printed.
    ///
    /// # Errors
    /// When stdout is not a terminal, or the terminal refuses; everything is given back then.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        let mut screen = Self {
            entered: false,
            mouse,
        };
        screen.resume()?;
        Ok(screen)
    }

    /// Takes the terminal again after [`leave`](Self::leave); does nothing while it is taken. The screen is empty
    /// afterwards.
    ///
    /// # Errors
    /// As [`enter`](Self::enter).
    pub fn resume(&mut self) -> io::Result<()> {
        PANIC_HOOK.call_once(install_panic_hook);
        let mut taken = taken();
        if taken.is_none() {
            if !io::stdout().is_terminal() {
                return Err(io::Error::new(
                    io::ErrorKind::Unsupported,
                    "stdout is not a terminal",
                ));
            }
            let entering = if self.mouse {
                [ENTER, MOUSE].concat()
            } else {
                ENTER.to_vec()
            };
            terminal::enable_raw_mode()?;
            // Noted before anything else can fail, so that it is given back.
            let mouse = self.mouse;
            *taken = Some(Taken { stderr: None, mouse });
            if let Err(error) = output().and_then(|mut out| out.write_all(&entering)) {
                give_back(&mut taken);
                return Err(error);
            }
            *taken = Some(Taken {
                stderr: silence_stderr(),
                mouse,
            });
        }
        self.entered = true;
        Ok(())
    }

    /// Gives the terminal back. Does nothing when that has been done.
    pub fn leave(&mut self) {
        if std::mem::take(&mut self.entered) {
            restore();
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.leave();
    }
}

/// Gives the terminal back, from any thread; for the ways out that do not reach the [`Screen`]'s owner.
pub fn restore() {
    give_back(&mut taken());
}

/// Whether the terminal is ours. No longer so after a panic, on any thread: nothing must be drawn then.
#[must_use]
pub fn is_ours() -> bool {
    taken().is_some()
}

/// Stdout without the buffer of the standard library, so that a frame is one write, and so that a panic in the middle of a
/// write can still give the terminal back. What is written to it goes out in the character set of the locale.
#[derive(Debug)]
pub struct Output {
    file: File,
    charset: Charset,
}

/// The output of this process.
///
/// # Errors
/// When the process has no file descriptors left.
pub fn output() -> io::Result<Output> {
    let stdout = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdout(), 3)?;
    Ok(Output {
        file: File::from(stdout),
        charset: Charset::of_environment().unwrap_or_default(),
    })
}

impl Write for Output {
    /// Takes whole letters: a frame, or lines.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match (self.charset, std::str::from_utf8(bytes)) {
            (Charset::Single(_), Ok(text)) => {
                self.file.write_all(&self.charset.encode(text))?;
                Ok(bytes.len())
            }
            _ => self.file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl AsFd for Output {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

/// The size of the terminal on stdout, in columns and rows. One that does not know its size has the one of `COLUMNS` and
/// `LINES`, or 80 and 24.
///
/// # Errors
/// When the terminal is gone.
pub fn size() -> io::Result<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout())?;
    let known = |number: u16, name: &str, otherwise: u16| {
        let number = Some(number).filter(|number| *number > 0);
        let number = number.or_else(|| {
            env::var(name)
                .ok()?
                .trim()
                .parse()
                .ok()
                .filter(|number| *number > 0)
        });
        number.map_or(otherwise, |number| number.min(LARGEST))
    };
    Ok((known(size.ws_col, "COLUMNS", 80), known(size.ws_row, "LINES", 24)))
}

fn taken() -> MutexGuard<'static, Option<Taken>> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn give_back(taken: &mut Option<Taken>) {
    let Some(Taken { stderr, mouse }) = taken.take() else {
        return;
    };
    // Each step on its own: a dead terminal refuses some of them, and stderr may be a living file.
    let leaving = if mouse {
        [NO_MOUSE, LEAVE].concat()
    } else {
        LEAVE.to_vec()
    };
    let _ = output().and_then(|mut out| out.write_all(&leaving));
    let _ = terminal::disable_raw_mode();
    if let Some(stderr) = stderr {
        let _ = rustix::stdio::dup2_stderr(&stderr);
    }
}

/// Points stderr at nothing when it is a terminal, since libraries that print to it would spoil the screen. Gives the
/// real one, or `None` when stderr was left alone.
fn silence_stderr() -> Option<OwnedFd> {
    if !io::stderr().is_terminal() {
        return None;
    }
    let nowhere = OpenOptions::new().write(true).open("/dev/null").ok()?;
    let stderr = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stderr(), 3).ok()?;
    rustix::stdio::dup2_stderr(&nowhere).ok()?;
    Some(stderr)
}

fn install_panic_hook() {
    let next = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let thread = std::thread::current();
        let name = thread.name().unwrap_or_default();
        if name != CAUGHT && name != sandbox::THREAD {
            restore();
            next(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn giving_back_what_was_not_taken_does_nothing() {
        assert!(!is_ours());
        restore();
        let mut screen = Screen {
            entered: false,
            mouse: false,
        };
        screen.leave();
        screen.leave();
        assert!(!is_ours());
    }
}
