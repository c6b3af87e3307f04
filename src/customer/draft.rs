//! A card that has not been sent, as the store keeps it.

use super::Card;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A card being filled in, and where the operator was in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The profile that it was typed for. Empty where nobody knows: version 1 did not write it down.
    pub profile: String,
    /// Whose card it is, for lists: surname and name as far as they are typed.
    pub who: String,
    /// What was typed.
    pub card: Card,
    /// Where the operator was and what the program filled in, in words of the form's own; the store only keeps them.
    pub focus: String,
}

/// A draft, as a line of the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftSummary {
    /// The draft's own id: random, unique.
    pub id: String,
    /// The profile that it was typed for.
    pub profile: String,
    /// Whose card it is.
    pub who: String,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// Who has it.
    pub holder: Holder,
}

/// Who has a draft. Only its holder writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// This session: it is the card on the screen.
    Own,
    /// Nobody: it was parked to be finished later.
    Parked,
    /// A session that has ended: the first session to open the draft gets it.
    Gone,
    /// Another session that lives.
    Other(Process),
}

/// A running program, as it has written itself down. Where that cannot be read, the process id is 0, which no program
/// has, and the time is the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Process {
    /// The process id.
    pub id: u32,
    /// Since when it runs.
    pub since: Timestamp,
}
