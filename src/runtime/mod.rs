//! The model with its store, the executor of effects, and the worker that talks to the CRM: everything that a front end
//! runs on, but for its terminal.

mod closing;
mod crm_worker;
mod effects;
pub mod engine;
mod export;
mod leftover;
mod opening;
mod search;
pub mod session;
mod waiting;
mod words;

pub use closing::saving;
pub use export::ExportError;

use crate::endpoint::BaseUrlError;
use std::io;

/// Why the form could not start, or had to end.
#[derive(Debug)]
pub enum Error {
    /// The profile's address cannot be used.
    Target(BaseUrlError),
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
