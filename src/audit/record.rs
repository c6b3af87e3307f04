//! What is reported of an outcome.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

/// An outcome as it is reported: who sent what kind of thing where, and what became of it. No value of the customer, no word of
/// the CRM's answer and no login of the CRM is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AuditRecord {
    /// The form of the object. It is raised when a field changes its meaning.
    pub version: u8,
    /// The id of the report: of two with the same id, one is a repetition.
    pub id: String,
    /// When the outcome was written to the journal, in UTC.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub time: Timestamp,
    /// What was to be created: `customer` or `company`.
    pub resource: &'static str,
    /// The id of the attempt.
    pub attempt: String,
    /// What became of it: `created`, `rejected`, `not_sent`, `unknown`; `not_created` where a person settled it so; `existing`
    /// where the customer was in the CRM already, and nothing was sent.
    pub state: String,
    /// Whether a person settled it, after its outcome was unknown.
    pub settled: bool,
    /// The id in the CRM, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// The HTTP status of the CRM's answer, where one came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// What the vendor's support asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Why it was not sent, or why its outcome is unknown, in one word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The profile that it was sent with.
    pub profile: String,
    /// The URL that it was sent to.
    pub url: String,
    /// The operator's login on this host.
    pub login: String,
    /// This host.
    pub host: String,
    /// The number of the process that reports it.
    pub process: u32,
}

impl AuditRecord {
    /// The form of the object in this version of the program.
    pub const VERSION: u8 = 1;

    /// The record as one line of JSON, without a line break.
    #[must_use]
    pub fn line(&self) -> String {
        // Texts and numbers alone: nothing in it can fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}
