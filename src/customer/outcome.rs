//! How a send can end. The types are data; what makes which outcome is decided in the `crm` module alone.

use crate::text::is_invisible;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthChar as _;

/// How many characters a customer's id can have.
pub const LONGEST_ID: usize = 64;

/// Whether a text can be the id of a customer: short, and of characters that can be shown and typed. Zero is no id,
/// however it is written.
#[must_use]
pub fn is_usable_id(id: &str) -> bool {
    let usable = |character: char| {
        !character.is_whitespace()
            && !is_invisible(character)
            && character.width().is_some_and(|width| width > 0)
    };
    let zero = id.chars().all(|character| character == '0');
    !zero && id.chars().count() <= LONGEST_ID && id.chars().all(usable)
}

/// How one attempt to create a customer ended. `sending` is the state before any of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Outcome {
    /// The CRM has the customer under this id.
    Created {
        /// The id, a string also where the CRM answered a number.
        customer_id: String,
        /// What the CRM answered.
        answer: ApiResponse,
    },
    /// The CRM has surely not created the customer, and says why.
    Rejected {
        /// What the CRM answered.
        answer: ApiResponse,
    },
    /// No byte of the payload left this machine.
    NotSent {
        /// Why not.
        failure: FailureReason,
    },
    /// The CRM may or may not have created the customer.
    Unknown {
        /// Why it is unknown.
        failure: FailureReason,
        /// What the CRM answered, if anything came.
        answer: Option<ApiResponse>,
    },
}

impl Outcome {
    /// The answer, where one came.
    #[must_use]
    pub fn answer(&self) -> Option<&ApiResponse> {
        match self {
            Self::Created { answer, .. } | Self::Rejected { answer } => Some(answer),
            Self::NotSent { .. } => None,
            Self::Unknown { answer, .. } => answer.as_ref(),
        }
    }

    /// Why it was not sent, or why it is unknown.
    #[must_use]
    pub fn failure(&self) -> Option<&FailureReason> {
        match self {
            Self::NotSent { failure } | Self::Unknown { failure, .. } => Some(failure),
            Self::Created { .. } | Self::Rejected { .. } => None,
        }
    }

    /// The id of the customer that was created.
    #[must_use]
    pub fn customer_id(&self) -> Option<&str> {
        match self {
            Self::Created { customer_id, .. } => Some(customer_id),
            _ => None,
        }
    }
}

/// What came back over HTTP. Texts are as they came: escape them before showing them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ApiResponse {
    /// The HTTP status.
    pub status: u16,
    /// The errors in the vendor's shape; empty where the body has another one.
    #[serde(default)]
    pub errors: Vec<ApiError>,
    /// What the vendor's support asks for.
    #[serde(default)]
    pub request_id: Option<String>,
    /// Seconds to wait before another attempt, as the CRM asks (`Retry-After`).
    #[serde(default)]
    pub retry_after: Option<u64>,
    /// Where a redirect points (`Location`); it is never followed.
    #[serde(default)]
    pub location: Option<String>,
    /// The body as text, at most the first 64 KiB of it.
    #[serde(default)]
    pub body: String,
}

impl ApiResponse {
    /// Whether it says of a rejection that the request came at a bad time and nothing else is wrong with it: too slow
    /// (408), too early (425), too many (429). The same card can be sent again.
    #[must_use]
    pub fn asks_for_later(&self) -> bool {
        matches!(self.status, 408 | 425 | 429)
    }

    /// Whether it says of a rejection that something is wrong with the customer (400, 409, 413, 422), so that another one
    /// may be taken. Any other status is about the user, the address or the moment.
    #[must_use]
    pub fn is_about_the_customer(&self) -> bool {
        matches!(self.status, 400 | 409 | 413 | 422)
    }
}

/// One error as the vendor's API words it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ApiError {
    /// The message, in the language of `Accept-Language`.
    pub message: String,
    /// The vendor's number for it, as text.
    #[serde(default)]
    pub code: Option<String>,
}

/// Why a request was not sent, or why its outcome is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "kind", content = "detail")]
pub enum FailureReason {
    /// The host refused the connection.
    ConnectionRefused,
    /// The host name has no address.
    HostNotFound,
    /// The network or the connection failed; the library's words.
    Connection(String),
    /// TLS failed: no certificate, or one that is not to be trusted; the library's words.
    Tls(String),
    /// Nothing came within so many seconds.
    TimedOut(u64),
    /// The connection ended before the whole answer was there.
    Cut,
    /// The CRM failed with this status (5xx), or answered with one that says neither yes nor no. Of a question: with any
    /// that brings no answer to it.
    Server(u16),
    /// A 2xx answer without a usable `customer_id`.
    NoCustomerId,
    /// A 2xx answer to a new company without a usable `company_id`.
    NoCompanyId,
    /// The answer is not HTTP, or its body cannot be read; the library's words.
    Unreadable(String),
    /// The program ended while it waited for the answer.
    Interrupted,
    /// The database was damaged and has lost the record of the attempt.
    RecordLost,
    /// The operator stopped waiting for the answer.
    Cancelled,
    /// The send journal could not be written, so nothing was sent; the store's words.
    Journal(String),
    /// The customer could not be claimed in the team's store, so nothing was sent; its words.
    Team(String),
    /// The environment variable of this name names a proxy that cannot be used.
    ProxyUnusable(String),
    /// The connection failed that went through a proxy.
    Proxy {
        /// The proxy's host and port. Never a user or a password.
        address: String,
        /// How it failed.
        failure: Box<FailureReason>,
    },
}

impl FailureReason {
    /// Its kind in one word, as the journal has it: without the words of a library or the CRM.
    #[must_use]
    pub fn kind(&self) -> String {
        let json = serde_json::to_value(self).unwrap_or_default();
        json["kind"].as_str().unwrap_or_default().to_owned()
    }
}
