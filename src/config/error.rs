//! What is wrong with the settings, and where.

use super::SettingsProblem;
use super::access::UnsafePermissions;
use super::invalid_value::{InvalidValue, line_at};
use super::table::{SETTINGS, Setting};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::string::FromUtf8Error;
use std::time::Duration;

/// The settings cannot be used. Holds no value that could be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    path: Option<PathBuf>,
    line: Option<usize>,
    key: Option<String>,
    problem: SettingsProblem,
}

impl ConfigError {
    pub(super) fn new(path: &Path, problem: SettingsProblem) -> Self {
        Self {
            path: Some(path.to_owned()),
            line: None,
            key: None,
            problem,
        }
    }

    pub(super) fn no_home() -> Self {
        Self {
            path: None,
            line: None,
            key: None,
            problem: SettingsProblem::NoHome,
        }
    }

    /// A variable of the environment that cannot be meant.
    pub(super) fn of_variable(name: &str, problem: SettingsProblem) -> Self {
        Self {
            path: None,
            line: None,
            key: Some(name.to_owned()),
            problem,
        }
    }

    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::new(path, SettingsProblem::Unreadable(error.to_string()))
    }

    pub(super) fn not_utf8(path: &Path, error: &FromUtf8Error) -> Self {
        let good = error.utf8_error().valid_up_to();
        Self {
            line: Some(line_at(error.as_bytes(), good)),
            ..Self::new(path, SettingsProblem::NotUtf8)
        }
    }

    /// An error of the parser.
    pub(super) fn of_toml(path: &Path, source: &str, mut error: toml::de::Error) -> Self {
        let line = error.span().map(|span| line_at(source.as_bytes(), span.start));
        // Without the text, which may hold secrets, it shows the message and the key.
        error.set_input(None);
        let shown = error.to_string();
        let keys = shown.trim_end().rsplit_once("\nin `");
        let key = keys.map(|(_, keys)| keys.trim_end_matches('`'));
        let line = line.or_else(|| {
            let steps: Vec<&str> = key?.split('.').collect();
            InvalidValue::new(&steps, SettingsProblem::NotWhole).line(source)
        });
        Self {
            line,
            key: key.or_else(|| known_key(source, line?)).map(str::to_owned),
            ..Self::new(path, SettingsProblem::of_parser(error.message()))
        }
    }

    /// A problem of which the line is known.
    pub(super) fn at_line(path: &Path, line: usize, wrong: InvalidValue) -> Self {
        Self {
            line: Some(line),
            key: Some(wrong.full_key()),
            ..Self::new(path, wrong.problem)
        }
    }

    /// Problems of one file in the order of its lines. A value of another kind that breaks a rule, too, is there once: the
    /// rule says what may be there.
    pub(super) fn by_line(mut problems: Vec<Self>) -> Vec<Self> {
        problems.sort_by_key(Self::line);
        problems.dedup_by(|next, one| {
            next.line.is_some() && next.line == one.line && next.path == one.path && next.key == one.key
        });
        problems
    }

    /// A value that breaks a rule, or two that do not go together.
    pub(super) fn of_wrong(path: &Path, source: &str, wrong: InvalidValue) -> Self {
        Self {
            line: wrong.line(source),
            key: Some(wrong.full_key()),
            ..Self::new(path, wrong.problem)
        }
    }

    /// The file; none where it is about a variable of the environment.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> &SettingsProblem {
        &self.problem
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

/// The key of a line where the parser stopped before it had one. A word that is no key of ours could be a secret.
fn known_key(source: &str, line: usize) -> Option<&str> {
    let key = source.lines().nth(line - 1)?.split_once('=')?.0;
    let key = key.trim().trim_matches(['"', '\'']);
    let known = |setting: &Setting| setting.key.rsplit('.').next() == Some(key);
    (SETTINGS.iter().any(known) || ["name", "label"].contains(&key)).then_some(key)
}

/// There is no password, or no secret of a team.
#[derive(Debug)]
pub enum SecretError {
    /// The command that this key names gives none.
    Command(&'static str, CommandFailure),
    /// The first line of what this key names is empty.
    Silent(&'static str),
    /// What this key gives is not UTF-8.
    NotUtf8(&'static str),
    /// The environment variable is not set, or is empty.
    NotSet,
    /// The file with a secret cannot be read.
    File(PathBuf, io::Error),
    /// Somebody else could put another secret in its place.
    Unsafe(UnsafePermissions),
    /// Everybody can read the file with the secret.
    Exposed(PathBuf),
    /// There is no terminal to ask at.
    NoTerminal,
    /// Nothing was typed, or Ctrl+C or Ctrl+D.
    NotTyped,
    /// The terminal failed.
    Prompt(io::Error),
}

/// Why a command gives no password.
#[derive(Debug)]
pub enum CommandFailure {
    /// It cannot be run.
    Shell(io::Error),
    /// It failed.
    Failed {
        /// How it ended.
        status: ExitStatus,
        /// The first line of what it printed on stderr.
        stderr: String,
    },
    /// It took longer than this, and was ended.
    TimedOut(Duration),
    /// It printed more than a password can have, and was ended.
    TooLong,
}
