//! The checks of values that must go together.

use crate::customer::{Card, Facts, Problem, Slot};

/// The problems of the card that no single field has.
#[must_use]
pub fn problems(_card: &Card, _facts: &Facts) -> Vec<(Slot, Problem)> {
    Vec::new()
}
