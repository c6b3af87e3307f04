//! The state of the review: what else is known of the customer on the card.

use super::DuplicateDetail;
use crate::app::pages::DuplicateCheck;
use crate::customer::Duplicate;
use jiff::Timestamp;

/// The card before it is sent: what else is known of the customer.
#[derive(Debug, Default)]
pub struct ReviewPage {
    /// Who may be the customer on the card already.
    pub check: DuplicateCheck,
    /// The moment of the key that has the card sent, if the journal knows nobody by then either.
    pub sends_at: Option<Timestamp>,
    /// The duplicate that is shown beside the card, over the review.
    pub shown: Option<Box<DuplicateDetail>>,
}

impl ReviewPage {
    /// The duplicate that has the focus, or is shown.
    #[must_use]
    pub fn chosen(&self) -> Option<Duplicate> {
        match &self.shown {
            Some(shown) => Some(shown.duplicate.clone()),
            None => self.check.duplicates().into_iter().nth(self.check.selected),
        }
    }

    /// Whether the card needs a decision.
    #[must_use]
    pub fn needs_decision(&self) -> bool {
        self.shown.is_some() || self.check.needs_decision()
    }

    /// Whether the journal or the CRM could not be searched completely, and no likely customer was found otherwise.
    #[must_use]
    pub fn is_unchecked(&self) -> bool {
        self.check.is_incomplete() && !self.needs_decision()
    }
}
