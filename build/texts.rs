//! The texts as the program carries them: the messages of a language without comments, sorted by their ids, so that each is
//! found and read when it is first shown, and none before.

use std::fs;
use std::io;
use std::path::Path;

/// Writes the messages of a Fluent file, sorted, to another one.
///
/// # Errors
/// If a file cannot be read or written, or a message refers to another one: each is read alone.
pub fn sort(from: &Path, to: &Path) -> io::Result<()> {
    let file = fs::read_to_string(from)?;
    let mut messages: Vec<String> = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let begins = line.starts_with(|first: char| first.is_ascii_alphabetic() || first == '-');
        match messages.last_mut() {
            Some(message) if !begins => message.extend(["\n", line]),
            _ => messages.push(line.to_owned()),
        }
    }
    let mut messages: Vec<&str> = messages.iter().map(|message| message.trim_end()).collect();
    messages.retain(|message| !message.is_empty());
    if let Some(message) = messages.iter().find(|message| refers(message)) {
        return Err(io::Error::other(format!(
            "a term, or a reference to a message: {message}"
        )));
    }
    messages.sort_unstable_by_key(|message| id(message));
    fs::write(to, messages.join("\n") + "\n")
}

fn id(message: &str) -> &str {
    message.split([' ', '=']).next().unwrap_or_default()
}

/// Whether it is a term, or has a term or another message in it.
fn refers(message: &str) -> bool {
    let is_reference = |rest: &str| {
        let first = rest.trim_start().chars().next();
        first.is_some_and(|first| first.is_ascii_lowercase() || first == '-')
    };
    message.starts_with('-') || message.split('{').skip(1).any(is_reference)
}
