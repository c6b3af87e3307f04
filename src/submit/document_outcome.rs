//! A customer that did not go out, in JSON.

use super::problem::ProblemEntry;
use crate::customer::FailureReason;
use crate::team::TeamAttempt;
use schemars::JsonSchema;
use serde::Serialize;

/// Why a document was not sent.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "state")]
pub(crate) enum UnsentDocument<'a> {
    /// It is not right.
    Invalid {
        /// All that is wrong with it.
        problems: &'a [ProblemEntry],
    },
    /// An earlier attempt at the same customer must have an outcome first.
    Blocked {
        /// The id of that attempt.
        by: &'a str,
        /// The login name of the member of the team whose attempt it is; none where it is one of this store.
        #[serde(skip_serializing_if = "Option::is_none")]
        login: Option<&'a str>,
        /// That member's host.
        #[serde(skip_serializing_if = "Option::is_none")]
        host: Option<&'a str>,
        /// The same for people.
        message: String,
    },
    /// The journal could not be read or written.
    NotSent {
        /// Why not.
        failure: &'a FailureReason,
        /// The same for people.
        message: String,
    },
    /// It was not reached.
    Left,
}

impl<'a> UnsentDocument<'a> {
    /// A customer whom another member of the team has, with the words for people.
    pub(crate) fn held(attempt: &'a TeamAttempt, message: String) -> Self {
        Self::Blocked {
            by: &attempt.attempt,
            login: Some(&attempt.member.login),
            host: Some(&attempt.member.host),
            message,
        }
    }
}
