//! The one place in which commands print: nothing raw gets past it, whatever it is made of. The reader may stop reading at any
//! time: that is no error, and changes no exit code.

use super::{CommandError, reader};
use crate::i18n::posix::TerminalCharset;
use crate::text::{visible, visible_json, visible_lines};
use clap::builder::StyledStr;
use serde::Serialize;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::borrow::Cow;
use std::io::{BufRead as _, ErrorKind, IsTerminal as _, stderr, stdin, stdout};
use std::panic;

/// Prints lines on stdout.
pub(super) fn print(lines: &str) -> Result<(), CommandError> {
    print_as_it_is(&visible_lines(lines))
}

fn print_as_it_is(text: &str) -> Result<(), CommandError> {
    let stdout = stdout().lock();
    let bytes = encoded(text, stdout.is_terminal());
    match reader::write(&stdout, &bytes) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(CommandError::localized(move |locale| {
            locale.texts().stdout_failed(error.to_string())
        })),
        _ => Ok(()),
    }
}

/// Prints one JSON document in one line.
pub(super) fn print_json(document: &impl Serialize) -> Result<(), CommandError> {
    print(&json_line(document)?)
}

/// One JSON document in one line, safe to show.
pub(super) fn json_line(document: &impl Serialize) -> Result<String, CommandError> {
    let line = serde_json::to_string(document).map_err(CommandError::usage)?;
    Ok(visible_json(&line) + "\n")
}

/// Prints a help page, with its styles where `styled`. Should it ever hold what came from outside, it is printed without.
pub(super) fn print_help(page: &StyledStr, styled: bool) -> Result<(), CommandError> {
    let plain = page.to_string();
    if styled && visible_lines(&plain) == plain {
        print_as_it_is(&page.ansi().to_string())
    } else {
        print(&plain)
    }
}

/// Prints lines on stderr. Nobody need be listening.
pub(super) fn print_error(lines: &str) {
    let stderr = stderr().lock();
    let _ = reader::write(&stderr, &encoded(&visible_lines(lines), stderr.is_terminal()));
}

/// Prints a piece of a bar on the terminal of stderr, with its control sequences. Its words are safe to show already.
pub(super) fn print_bar(piece: &str) {
    let _ = reader::write(stderr().lock(), &encoded(piece, true));
}

/// Whether a terminal shows what is printed on stdout.
pub(super) fn is_on_terminal() -> bool {
    stdout().is_terminal()
}

/// Has panics printed here, too: their messages may quote what came from outside.
pub(super) fn take_panics() {
    panic::set_hook(Box::new(|panic| {
        let thread = std::thread::current();
        let name = thread.name().unwrap_or("unnamed");
        let payload = panic.payload();
        let message = payload.downcast_ref::<&str>().copied();
        let message = message.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let message = message.unwrap_or("unknown");
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        print_error(&format!(
            "kartoteka: thread '{name}' panicked at {place}: {}\n",
            visible(message)
        ));
        let trace = Backtrace::capture();
        if trace.status() == BacktraceStatus::Captured {
            print_error(&format!("{trace}"));
        }
    }));
}

/// The next line of stdin, which is in the character set of the locale; none at its end, and where it is no text in that.
pub(super) fn read_line() -> Option<String> {
    let mut line = Vec::new();
    let read = stdin().lock().read_until(b'\n', &mut line);
    let some = matches!(read, Ok(1..)).then_some(line)?;
    TerminalCharset::of_environment().unwrap_or_default().decode(some)
}

/// A text in the character set of the locale for a terminal, and in UTF-8 for a file or a pipe.
fn encoded(text: &str, for_terminal: bool) -> Cow<'_, [u8]> {
    let charset = TerminalCharset::of_environment().unwrap_or_default();
    if for_terminal {
        charset.encode(text)
    } else {
        Cow::Borrowed(text.as_bytes())
    }
}
