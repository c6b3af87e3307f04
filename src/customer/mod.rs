//! What a customer is: the fields of the API, the card that an operator fills in, its problems, and the payload
//! that is sent. Pure: knows serde and nothing of terminals, files, clocks or networks.

pub mod card;
mod company;
mod customer_values;
pub mod difference;
pub mod draft;
mod duplicates;
mod field_id;
pub mod fields;
mod fingerprint;
pub mod form_block;
mod form_layout;
pub mod form_settings;
pub mod found_customer;
pub mod identity;
mod identity_key;
pub mod list;
pub mod mask;
pub mod outcome;
pub mod payload;
mod place;
pub mod problem;
pub mod read;
mod rejection;
pub mod request;
pub mod rule_context;
pub mod rules;
mod schema;
mod search_hit;
mod search_term;
mod shift;
mod stored_time;
pub mod submission;
mod team_record;
mod words;

pub use card::{Card, Slot, SlotPart};
pub use company::{COMPANY_FIELDS, COMPANY_ID, CompanyQuery, KnownCompany, company_name, company_problems};
pub use customer_values::CustomerValues;
pub use difference::{Difference, differences, is_same_behind_mask};
pub use draft::{Draft, DraftSummary, Holder, Process};
pub use duplicates::{
    Duplicate, DuplicateEvidence, SettleCandidate, candidates, duplicates, duplicates_in_team,
};
pub use field_id::{FieldId, Section};
pub use fields::{Columns, FIELDS, Field, FieldKind};
pub use fingerprint::{fingerprint, older_fingerprints};
pub use form_block::toml_key;
pub use form_layout::{FormField, FormLayout, FormSection, SectionTitle};
pub use form_settings::{FormSettings, FormValue, SectionSettings, Template};
pub use found_customer::{FieldComparison, FoundCustomer, Lookup, LookupFailure, ValueMatch, compare};
pub use identity::{LOOKUP_TIMEOUT, LookupKey, identity, lookup_keys};
pub use identity_key::IdentityKey;
pub use outcome::{ApiError, ApiResponse, FailureReason, Outcome, is_usable_id};
pub use payload::Payload;
pub use place::place_group;
pub use problem::{Problem, Reason, Severity};
pub use read::{Expected, JsonType, ParsedDocument, ReadError, ReadReason};
pub use rejection::field_of_error;
pub use rule_context::{Choice, CustomField, RuleContext, Sex};
pub use schema::customer_schema;
pub(crate) use schema::object_schema;
pub use search_hit::{SearchHit, search_hits};
pub use search_term::{SearchTerm, TermShape};
pub use shift::{ControlTotal, Shift, TypedKeys};
pub use stored_time::StoredTime;
pub use submission::{
    HistoryRows, Loss, MatchReason, NewSubmission, PriorSubmissions, RowClaim, RowHistory, RowKey,
    SentContent, Settlement, StoredDetail, Submission, SubmissionState, SubmissionSummary,
};
pub use team_record::{TeamPriors, TeamRecord};
