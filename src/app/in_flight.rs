//! A card in flight, and what became of one while the next card was filled in.

use crate::customer::Outcome;
use crate::endpoint::Resource;
use std::time::Duration;

/// How far the card has got.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SendStage {
    /// It is to go out.
    #[default]
    Ordered,
    /// The journal has it, and it goes out.
    Begun,
    /// It is on its way, and the form holds another card: the next one, or one that was there before.
    NextBegun,
}

/// A card on its way.
#[derive(Debug, Default)]
pub struct InFlight {
    /// How far it has got.
    pub stage: SendStage,
    /// Since it left.
    pub since: Duration,
    /// Whose card it is.
    pub who: String,
    /// The payload, to tell whether it is that of the card in the form.
    pub payload: String,
    /// What it creates.
    pub resource: Resource,
    /// It repeats an attempt that was settled as not created.
    pub again: bool,
    /// The id of its draft, which is parked once the next card is begun.
    pub parked: Option<String>,
    /// The leader's key was pressed: the next one is no letter either.
    pub after_leader: bool,
}

impl InFlight {
    /// Whether it is a company, which is typed beside the card and not in its place.
    #[must_use]
    pub fn is_company(&self) -> bool {
        self.resource == Resource::Company
    }

    /// Whether the form holds another card by now.
    #[must_use]
    pub fn next_begun(&self) -> bool {
        self.stage == SendStage::NextBegun
    }
}

/// What became of a card that was on its way while the next one was being filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackgroundResult {
    /// The attempt's id; none where the journal does not have it.
    pub attempt: Option<String>,
    /// Whose card it was.
    pub who: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The id of its draft, if it was parked; gone where it was created.
    pub draft: Option<String>,
}
