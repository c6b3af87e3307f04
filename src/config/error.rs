//! What is wrong with the settings, in one line that never shows a value that could be a secret.

use super::checks::Wrong;
use crate::text::visible;
use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

/// The file cannot be used. Its text says which file, line and key, what is wrong, and what is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    path: Option<PathBuf>,
    line: Option<usize>,
    key: Option<String>,
    message: String,
}

impl ConfigError {
    pub(super) fn new(path: &Path, message: impl Into<String>) -> Self {
        Self {
            path: Some(path.to_owned()),
            line: None,
            key: None,
            message: message.into(),
        }
    }

    pub(super) fn no_home() -> Self {
        Self {
            path: None,
            line: None,
            key: None,
            message: "no home directory: name the settings with --config FILE".to_owned(),
        }
    }

    /// A variable of the environment that cannot be meant.
    pub(super) fn of_variable(name: &str, message: &str) -> Self {
        Self {
            path: None,
            line: None,
            key: Some(name.to_owned()),
            message: without_values(message),
        }
    }

    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::new(path, format!("cannot be read: {error}"))
    }

    pub(super) fn not_utf8(path: &Path, error: &FromUtf8Error) -> Self {
        let good = error.utf8_error().valid_up_to();
        Self {
            line: Some(line_at(error.as_bytes(), good)),
            ..Self::new(path, "not UTF-8: save the file in UTF-8")
        }
    }

    /// An error of the parser. `shown` is the error as it shows itself without the text of the file.
    pub(super) fn of_toml(
        path: &Path,
        source: &str,
        message: &str,
        span: Option<Range<usize>>,
        shown: &str,
    ) -> Self {
        let line = span.map(|span| line_at(source.as_bytes(), span.start));
        let keys = shown.trim_end().rsplit_once("\nin `");
        let key = keys.map(|(_, keys)| keys.trim_end_matches('`'));
        Self {
            line,
            key: key.or_else(|| known_key(source, line?)).map(str::to_owned),
            ..Self::new(path, without_values(message))
        }
    }

    /// Two settings that do not go together.
    pub(super) fn of_wrong(path: &Path, source: &str, wrong: Wrong) -> Self {
        Self {
            line: wrong.line(source),
            key: Some(wrong.full_key()),
            ..Self::new(path, wrong.message)
        }
    }

    /// The line of the file, from 1.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// The key, with the names of its tables before it.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            f.write_str(&visible(&path.to_string_lossy()))?;
            if let Some(line) = self.line {
                write!(f, ", line {line}")?;
            }
            f.write_str(": ")?;
        }
        if let Some(key) = &self.key {
            write!(f, "{}: ", visible(key))?;
        }
        f.write_str(&visible(&self.message))
    }
}

impl std::error::Error for ConfigError {}

/// The line, from 1, of the byte at an offset, or of the last byte where the file has become shorter.
fn line_at(source: &[u8], offset: usize) -> usize {
    let before = &source[..offset.min(source.len())];
    before.split(|byte| *byte == b'\n').count()
}

/// The key of a line where the parser stopped before it had one. A word that is no key of ours could be a secret.
fn known_key(source: &str, line: usize) -> Option<&str> {
    let key = super::checks::key(source.lines().nth(line - 1)?)?;
    let known = [
        "default_profile",
        "language",
        "theme",
        "mouse",
        "base_url",
        "user",
        "password_command",
        "password_env",
        "timeout_seconds",
        "accept_language",
        "ca_file",
        "insecure",
        "check_duplicates",
        "mark",
        "mark_color",
        "keep_days",
        "store",
        "name",
        "label",
    ];
    known.contains(&key).then_some(key)
}

/// The parser's message in one line. A value of the wrong type is left out: a password may have slipped into any key.
fn without_values(message: &str) -> String {
    let line = message.lines().collect::<Vec<_>>().join("; ");
    let hidden = ["invalid type: ", "invalid value: ", "invalid length: "];
    if !hidden.iter().any(|start| line.starts_with(start)) {
        return line;
    }
    match line.rsplit_once(", expected ") {
        Some((_, expected)) => format!("a value of the wrong kind, expected {}", in_toml(expected)),
        None => "a value of the wrong kind".to_owned(),
    }
}

/// What the parser expects, as TOML calls it.
fn in_toml(expected: &str) -> &str {
    match expected {
        "a map" => "a table",
        "a sequence" => "a list",
        other if other.starts_with("struct ") => "a table",
        other => other,
    }
}

/// There is no telling which profile to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileError {
    /// None is configured.
    None,
    /// None has this name.
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        names: Vec<String>,
    },
    /// There are several, and neither the command line nor the file says which.
    Ambiguous {
        /// What there is.
        names: Vec<String>,
    },
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("no profile is configured"),
            Self::Unknown { name, names } => {
                write!(f, "there is no profile {name:?}: use {}", names.join(", "))
            }
            Self::Ambiguous { names } => write!(
                f,
                "which profile? Use --profile, or set default_profile, to one of {}",
                names.join(", ")
            ),
        }
    }
}

impl std::error::Error for ProfileError {}
