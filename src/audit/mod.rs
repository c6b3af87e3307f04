//! The audit feed: one JSON object for each outcome, for whoever watches many operators. Knows where the lines go, and
//! nothing of customers or of the store that makes them.

mod target;

pub use target::{AuditTarget, Facility};
