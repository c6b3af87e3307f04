//! When something was, as a record says it.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

/// A moment that a record holds. It may be unreadable: a damaged record must not hide the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct StoredTime(#[schemars(with = "Option<String>", extend("format" = "date-time"))] Option<Timestamp>);

impl StoredTime {
    /// The moment so many milliseconds after the beginning of 1970; unreadable where no calendar has it.
    #[must_use]
    pub fn from_millisecond(millisecond: i64) -> Self {
        Self(Timestamp::from_millisecond(millisecond).ok())
    }

    /// The moment; none where it is unreadable.
    #[must_use]
    pub fn get(self) -> Option<Timestamp> {
        self.0
    }
}

impl From<Timestamp> for StoredTime {
    fn from(moment: Timestamp) -> Self {
        Self(Some(moment))
    }
}
