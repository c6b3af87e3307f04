//! Why a front end had to end.

use std::io;

/// Why the form had to end.
#[derive(Debug)]
pub enum Error {
    /// What was typed could not be kept in the store. Says why, and where it is now, in the words of the locale.
    Unsaved(String),
    /// The terminal failed.
    Terminal(io::Error),
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Terminal(error)
    }
}
