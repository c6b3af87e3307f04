//! The audit feed: one JSON object for each outcome, without personal data, for those who watch many operators. Knows where
//! the lines go, and nothing of the store that keeps them until they are there.

mod feed;
mod record;
mod target;

pub use feed::AuditFeed;
pub use record::AuditRecord;
pub use target::{AuditTarget, Facility};
