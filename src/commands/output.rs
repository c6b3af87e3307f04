//! What the commands print. Whoever reads it may stop reading at any time: that is no error, and changes no exit code.

use super::{Failure, reader};
use crate::locale::posix::Charset;
use crate::text::{visible, visible_json};
use clap::builder::StyledStr;
use serde::Serialize;
use std::borrow::Cow;
use std::io::{BufRead as _, ErrorKind, IsTerminal as _, stderr, stdin, stdout};

/// Prints a text, whose lines are safe to show already.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let stdout = stdout().lock();
    let bytes = encoded(text, stdout.is_terminal());
    match reader::write(&stdout, &bytes) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::meant(move |locale| {
            locale.texts().stdout_failed(error.to_string())
        })),
        _ => Ok(()),
    }
}

/// Prints one JSON document in one line.
pub(super) fn print_json(document: &impl Serialize) -> Result<(), Failure> {
    print(&json_line(document)?)
}

/// One JSON document in one line, safe to show.
pub(super) fn json_line(document: &impl Serialize) -> Result<String, Failure> {
    let line = serde_json::to_string(document).map_err(Failure::usage)?;
    Ok(visible_json(&line) + "\n")
}

/// Prints a help page, with its styles where `styled`. Should it ever hold what came from outside, that is written out.
pub(super) fn print_help(page: &StyledStr, styled: bool) -> Result<(), Failure> {
    let plain = page.to_string();
    let safe: String = plain
        .split_inclusive('\n')
        .map(|line| match line.strip_suffix('\n') {
            Some(line) => format!("{}\n", visible(line)),
            None => visible(line).into_owned(),
        })
        .collect();
    if styled && safe == plain {
        print(&page.ansi().to_string())
    } else {
        print(&safe)
    }
}

/// Tells something on stderr, in lines that are safe to show. Nobody need be listening.
pub(super) fn tell(lines: &str) {
    let stderr = stderr().lock();
    let _ = reader::write(&stderr, &encoded(lines, stderr.is_terminal()));
}

/// The next line of stdin, which is in the character set of the locale; none at its end, and where it is no text in that.
pub(super) fn read_line() -> Option<String> {
    let mut line = Vec::new();
    let read = stdin().lock().read_until(b'\n', &mut line);
    let some = matches!(read, Ok(1..)).then_some(line)?;
    Charset::of_environment().unwrap_or_default().decode(some)
}

/// A text in the character set of the locale for a terminal, and in UTF-8 for a file or a pipe.
fn encoded(text: &str, for_terminal: bool) -> Cow<'_, [u8]> {
    let charset = Charset::of_environment().unwrap_or_default();
    if for_terminal {
        charset.encode(text)
    } else {
        Cow::Borrowed(text.as_bytes())
    }
}
