//! What is reported of a row that is not sent now, in JSON.

use super::content::ComparedContent;
use super::summary::RowOutcome;
use crate::customer::Difference;
use crate::submit::ProblemEntry;
use crate::team::TeamAttempt;
use schemars::JsonSchema;
use serde::Serialize;

/// The members of the row's JSON object.
#[derive(Serialize, JsonSchema)]
pub(crate) struct RowReport<'a> {
    /// What became of it.
    #[schemars(extend("enum" = RowOutcome::names()))]
    state: &'static str,
    /// The id of its attempt in the journal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) attempt: Option<&'a str>,
    /// The id of its customer in the CRM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) customer_id: Option<&'a str>,
    /// The id of the attempt that must have an outcome first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) by: Option<&'a str>,
    /// The login name of the member of the team whose attempt that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) login: Option<&'a str>,
    /// That member's host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) host: Option<&'a str>,
    /// How much of what was sent could be compared with the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) compared: Option<ComparedContent>,
    /// The fields in which the row is not what was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) differs: Option<&'a [Difference]>,
    /// What is wrong with the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) problems: Option<Vec<&'a ProblemEntry>>,
    /// The same for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<String>,
}

impl<'a> RowReport<'a> {
    /// A row whose customer another member of the team has, with the words for people.
    pub(super) fn held(attempt: &'a TeamAttempt, message: String) -> Self {
        Self {
            by: Some(&attempt.attempt),
            login: Some(&attempt.member.login),
            host: Some(&attempt.member.host),
            message: Some(message),
            ..Self::new(RowOutcome::Blocked)
        }
    }

    /// A row of which only that is known.
    pub(super) fn new(outcome: RowOutcome) -> Self {
        Self {
            state: outcome.name(),
            attempt: None,
            customer_id: None,
            by: None,
            login: None,
            host: None,
            compared: None,
            differs: None,
            problems: None,
            message: None,
        }
    }
}
