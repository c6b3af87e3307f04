//! What a customer is: the fields of the API, the card that an operator fills in, its problems, and the payload
//! that is sent. Pure: knows serde and nothing of terminals, files, clocks or networks.

pub mod card;
pub mod difference;
pub mod draft;
mod duplicates;
pub mod facts;
pub mod fields;
mod fingerprint;
pub mod found;
pub mod identity;
pub mod list;
pub mod mask;
pub mod outcome;
pub mod payload;
pub mod problem;
pub mod read;
mod refusal;
pub mod request;
pub mod rules;
pub mod submission;
mod words;

pub use card::{Card, Part, Slot};
pub use difference::{Difference, differences, is_same_behind_mask};
pub use draft::{Draft, DraftSummary, Holder, Process};
pub use duplicates::{Candidate, Duplicate, Evidence, candidates, duplicates};
pub use facts::{Choice, CustomField, Facts, Sex};
pub use fields::{FIELDS, Field, FieldId, Kind, Section};
pub use fingerprint::{fingerprint, older_fingerprints};
pub use found::{Comparison, Found, Lookup, LookupFailure, Match, Values, compare};
pub use identity::{Key, Known, identity};
pub use outcome::{Answer, ApiError, Failure, Outcome, is_usable_id};
pub use payload::Payload;
pub use problem::{Problem, Reason, Severity};
pub use read::{Expected, Found as JsonType, ReadError, ReadReason, Reading};
pub use refusal::field_of;
pub use submission::{
    Detail, Likeness, Loss, NewSubmission, Page, Precedents, RowClaim, RowTrace, SentContent, Settlement,
    SheetRow, State, Submission, Summary,
};
