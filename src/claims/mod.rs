//! The team guard: before a send a customer is claimed in the team's store, and afterwards the end is reported there. In
//! between, the journal of this host is written. What the team's store has missed follows from that journal, which
//! remains the truth.

mod existing;
mod findings;
mod guard;
mod settlements;
mod sync;
mod words;

pub use findings::TeamFindings;
pub use guard::{TeamGuard, TeamOptions};
pub use sync::SyncedClaims;

use crate::{store, team};

/// Why something about claims was not done.
#[derive(Debug)]
pub enum Error {
    /// The team's store did not do it.
    Team(team::Error),
    /// The journal of this host could not be read or written.
    Journal(store::Error),
}

impl Error {
    /// Whether the team's store is out of reach now: what `when_away` is about.
    #[must_use]
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Team(error) if error.is_away())
    }
}

impl From<team::Error> for Error {
    fn from(error: team::Error) -> Self {
        Self::Team(error)
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Journal(error)
    }
}
