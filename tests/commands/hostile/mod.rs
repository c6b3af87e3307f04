//! What comes from outside never steers a terminal: not by the command line, the environment, the settings, files, or answers of a
//! CRM.

mod answers;
mod arguments;
mod contents;

use super::Home;
use super::support::home::Told;
use kartoteka::text::is_invisible;
use std::process::{Command, Output, Stdio};

/// Orders to a terminal: a title, colours in 7 and in 8 bits, a line written over, one of its own, and text that is shown in
/// another order or not at all.
const HOSTILE: &str =
    "a\u{1b}]0;x\u{7}\u{1b}[31m\u{9b}2J\r!\n\u{8}b\u{202e}\u{2066}\u{2028}\u{200b}\u{feff}\u{7f}\t\u{e0041}z";

/// A CRM whose port is closed, so that nothing is sent.
const CLOSED: &str = "http://127.0.0.1:9";

/// Whether nothing in what was printed steers a terminal: it is text, of which only line breaks cannot be seen, and none of them is
/// from a hostile value, behind which there would be a backspace.
#[track_caller]
fn assert_harmless(printed: &[u8], what: &str) {
    let text = std::str::from_utf8(printed);
    let text = text.unwrap_or_else(|error| panic!("{what}: {error}: {}", printed.escape_ascii()));
    let raw = text.find(|character: char| character != '\n' && is_invisible(character));
    assert_eq!(raw, None, "{what}: {text:?}");
    assert!(!text.contains("\n\\u{8}b"), "{what}: {text}");
}

/// Runs a program to its end, without input, and looks at all that it prints.
#[track_caller]
fn run(command: &mut Command, what: &str) -> Told {
    let Output {
        status,
        stdout,
        stderr,
    } = command.stdin(Stdio::null()).output().unwrap();
    assert_harmless(&stdout, what);
    assert_harmless(&stderr, what);
    assert!(
        status.code().is_some_and(|code| code != 101),
        "{what}: {status}: {}",
        stderr.escape_ascii()
    );
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Told {
        code: status.code(),
        stdout: text(stdout),
        stderr: text(stderr),
    }
}

/// A command of a home in a language.
fn command(home: &Home, language: &str, arguments: &[&str]) -> Command {
    let mut command = home.command(arguments);
    command
        .env("KARTOTEKA_LANGUAGE", language)
        .current_dir(home.path());
    command
}
