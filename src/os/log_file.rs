//! The log file: what the program did and when, for those who look for a fault. It is off until somebody asks for it, and a
//! line that nobody asked for costs one comparison.
//!
//! Only lines of this program are written, never those of its libraries: some of them show headers. What is logged is what
//! the program did, with ids, paths, counts and times; never a password, a header, a payload, or a value that was typed.

use super::files::append_private;
use crate::text::visible;
use fern::Dispatch;
use jiff::Timestamp;
use log::LevelFilter;
use std::fmt;
use std::io;
use std::path::Path;
use std::process;
use std::str::FromStr;

/// What the targets of this program's own lines begin with.
const OWN: &str = env!("CARGO_PKG_NAME");

/// The permission bits that the file may have: its owner reads and writes it.
const MODE: u32 = 0o600;

/// How much is logged: each level has what the levels before it have.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// What went wrong.
    Error,
    /// What may be wrong, and was done again.
    Warn,
    /// What the program did: start, requests, sends, end.
    #[default]
    Info,
    /// How it did it: connections, drafts, waits.
    Debug,
}

impl LogLevel {
    /// All levels, from the least to the most.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warn, Self::Info, Self::Debug];

    /// Its name, as the settings and the command line have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
        }
    }

    fn filter(self) -> LevelFilter {
        match self {
            Self::Error => LevelFilter::Error,
            Self::Warn => LevelFilter::Warn,
            Self::Info => LevelFilter::Info,
            Self::Debug => LevelFilter::Debug,
        }
    }
}

impl FromStr for LogLevel {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        let known = Self::ALL.into_iter().find(|level| level.name() == name);
        known.ok_or(())
    }
}

impl fmt::Display for LogLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Logs to this file from now on, behind what it has already. A line is written at once, and whole: several programs may
/// log to one file. Does nothing where the program logs already.
///
/// # Errors
/// If the file cannot be opened or made, or is no regular file.
pub fn begin(path: &Path, level: LogLevel) -> io::Result<()> {
    let file = append_private(path, MODE)?;
    let process = process::id();
    let dispatch = Dispatch::new()
        .level(LevelFilter::Off)
        .level_for(OWN, level.filter())
        .format(move |out, message, record| {
            let (now, level) = (Timestamp::now(), record.level());
            let message = message.to_string();
            out.finish(format_args!("{now:.3} {process} {level} {}", visible(&message)));
        })
        .chain(file);
    // Another logger in the same process is this one, which was begun before.
    let _ = dispatch.apply();
    Ok(())
}
