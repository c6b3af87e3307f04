//! Takes the terminal (raw mode, alternate screen, bracketed paste) and gives it back on every way out.
//!
//! What is taken is noted in one place for the whole process, so that a panic on any thread can give it back too. Giving
//! back does nothing when there is nothing to give, and never fails: the terminal may be gone by then. Nor does it wait for
//! a terminal that takes nothing.

use super::output::{Output, write_on_stderr};
use crate::os::CAUGHT_THREAD;
use crate::text::visible;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::env;
use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Write as _};
use std::os::fd::OwnedFd;
use std::panic::PanicHookInfo;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::terminal;
use signal_hook::consts::SIGTSTP;
use signal_hook::low_level::emulate_default_handler;

/// Alternate screen, plain pen, cleared (for terminals without an alternate screen), pastes marked.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[m\x1b[H\x1b[2J\x1b[?2004h";

/// The reverse, in reverse order, and the cursor shown: the pen must be plain before the shell's screen is back.
const LEAVE: &[u8] = b"\x1b[?2004l\x1b[m\x1b[?25h\x1b[?1049l";

/// Clicks and the wheel are reported, in numbers; and the reverse.
const MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const NO_MOUSE: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// No terminal is larger, in columns or rows; one that says so would take all memory for its cells.
const LARGEST: u16 = 1000;

/// How long the terminal may take for what is left before the program is stopped.
const STOP: Duration = Duration::from_millis(250);

static TAKEN: Mutex<Option<ScreenState>> = Mutex::new(None);
static PANIC_HOOK: Once = Once::new();

/// What has to be given back, besides the modes.
struct ScreenState {
    output: Output,
    /// The real stderr, when it was a terminal and is now silenced.
    stderr: Option<OwnedFd>,
    mouse: bool,
}

/// The terminal while it is ours; dropping it gives the terminal back.
#[derive(Debug)]
pub struct ScreenGuard(());

impl ScreenGuard {
    /// Takes the terminal that is on stdout, to which the output leads, and the mouse too if that is wanted. From now on, a
    /// panic gives it back before its message is printed.
    ///
    /// # Errors
    /// When stdout is not a terminal, or the terminal refuses; everything is given back then.
    pub fn enter(output: &Output, mouse: bool) -> io::Result<Self> {
        PANIC_HOOK.call_once(|| std::panic::set_hook(Box::new(print_panic)));
        if !io::stdout().is_terminal() {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "stdout is not a terminal",
            ));
        }
        terminal::enable_raw_mode()?;
        // Noted before anything else can fail, so that it is given back.
        *taken() = Some(ScreenState {
            output: output.clone(),
            stderr: None,
            mouse,
        });
        let screen = Self(());
        output.clone().write_all(&entering(mouse))?;
        if let Some(taken) = &mut *taken() {
            taken.stderr = silence_stderr();
        }
        Ok(screen)
    }
}

impl Drop for ScreenGuard {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back, from any thread; for the ways out that do not reach the [`ScreenGuard`]'s owner. Nothing is written to
/// its output any more.
pub fn restore() {
    give_back(&mut taken());
}

/// Stops the program until somebody has it go on, with the terminal given back: somebody else works at it meanwhile. It must
/// be [taken again](resume) then.
///
/// # Errors
/// When the program cannot be stopped.
pub fn stop() -> io::Result<()> {
    if let Some(taken) = &*taken() {
        let _ = taken.output.clone().write_all(&leaving(taken.mouse));
        let _ = taken.output.drain(STOP);
        let _ = terminal::disable_raw_mode();
    }
    emulate_default_handler(SIGTSTP)
}

/// Takes the terminal again, whatever has become of its modes; all of it must be redrawn then. Does nothing where
/// it is not taken.
///
/// # Errors
/// When the terminal refuses.
pub fn resume() -> io::Result<()> {
    if let Some(taken) = &*taken() {
        // What is set already is not set again.
        let _ = terminal::disable_raw_mode();
        terminal::enable_raw_mode()?;
        taken.output.clone().write_all(&entering(taken.mouse))?;
    }
    Ok(())
}

/// Whether the terminal is ours. No longer so after a panic, on any thread: nothing must be drawn then.
#[must_use]
pub fn is_ours() -> bool {
    taken().is_some()
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

fn entering(mouse: bool) -> Vec<u8> {
    [ENTER, if mouse { MOUSE } else { b"" }].concat()
}

fn leaving(mouse: bool) -> Vec<u8> {
    [if mouse { NO_MOUSE } else { b"" }, LEAVE].concat()
}

fn taken() -> MutexGuard<'static, Option<ScreenState>> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn give_back(taken: &mut Option<ScreenState>) {
    let Some(ScreenState {
        output,
        stderr,
        mouse,
    }) = taken.take()
    else {
        return;
    };
    // Each step on its own: a dead terminal refuses some of them, and stderr may be a living file.
    output.end_with(&leaving(mouse));
    // Does not wait for what the terminal has not shown yet.
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

/// Gives the terminal back and says what happened, as the standard library would; but it waits for no terminal, since what
/// was typed is saved only afterwards.
fn print_panic(panic: &PanicHookInfo) {
    let thread = thread::current();
    let name = thread.name().unwrap_or("unnamed");
    if name == CAUGHT_THREAD {
        return;
    }
    restore();
    let backtrace = Backtrace::capture();
    let mut words = format!("thread '{name}' {panic}\n");
    if backtrace.status() == BacktraceStatus::Captured {
        words.push_str(&backtrace.to_string());
    }
    let lines = words.lines().map(|line| format!("{}\n", visible(line)));
    write_on_stderr(&lines.collect::<String>());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn giving_back_what_was_not_taken_does_nothing() {
        assert!(!is_ours());
        restore();
        drop(ScreenGuard(()));
        assert!(!is_ours());
    }
}
