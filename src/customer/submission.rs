//! One attempt to create a customer or a company, as the send journal and the history hold it.

use super::{Card, LookupKey, Outcome, StoredTime};
use crate::endpoint::Resource;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// What is known of an attempt before its request goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSubmission {
    /// The attempt's own id: random, unique.
    pub attempt: String,
    /// The profile that it is sent with.
    pub profile: String,
    /// Where it is sent to.
    pub url: String,
    /// The API user.
    pub user: String,
    /// The customer's surname and name, or the company's name, for people to read; empty where the record has lost them.
    pub who: String,
    /// The card as typed.
    pub card: Card,
    /// The very bytes that are sent.
    pub payload: String,
    /// The payload's [`fingerprint`](super::fingerprint).
    pub payload_hash: String,
    /// The attempt that this one repeats: its outcome was unknown, and by beginning this one it is settled as not
    /// created.
    pub resends: Option<String>,
    /// The attempts that created customers who may be this one, as the operator has seen them: one that they have not seen
    /// stops the send. None where nobody has looked; it is not kept.
    pub aware_of: Option<Vec<String>>,
}

impl NewSubmission {
    /// What it creates, by where it is sent to.
    #[must_use]
    pub fn resource(&self) -> Resource {
        Resource::of_url(&self.url)
    }
}

/// An attempt, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// What was known before the request went out.
    pub sent: NewSubmission,
    /// When it went out.
    pub sent_at: StoredTime,
    /// Its state.
    pub state: SubmissionState,
    /// How the send ended; none while it is being sent. Settling does not change it.
    pub outcome: Option<Outcome>,
    /// The id that the customer has in the CRM, whether the CRM returned it or a person found it.
    pub customer_id: Option<String>,
    /// When a person decided what became of it, if that was needed.
    pub settled_at: Option<StoredTime>,
    /// How another member of the team has settled it, where that is not what this store has, and who (login and host).
    pub settled_in_team: Option<(Settlement, String)>,
    /// From the request to the outcome; none while it is being sent, and where the program ended before.
    pub duration: Option<Duration>,
}

/// An attempt, as a line of the history shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionSummary {
    /// The attempt's id.
    pub attempt: String,
    /// What it was to create.
    pub resource: Resource,
    /// When it went out.
    pub sent_at: StoredTime,
    /// The customer's surname and name; empty where the record has lost them.
    pub who: String,
    /// Its state.
    pub state: SubmissionState,
    /// How the send ended; none while it is being sent. Settling does not change it.
    pub outcome: Option<Outcome>,
    /// The id that the customer has in the CRM, whether the CRM returned it or a person found it.
    pub customer_id: Option<String>,
    /// When a person decided what became of it, if that was needed.
    pub settled_at: Option<StoredTime>,
    /// The record is deleted, and this is all that is left of it.
    pub deleted: bool,
}

/// What a person decides about an attempt whose outcome is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// The customer was created, under this id.
    Created(String),
    /// The customer was not created.
    NotCreated,
}

/// What the journal of this machine says of a payload that is about to be sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PriorSubmissions {
    /// The newest attempt at the same customer, to the same CRM, of which nobody knows yet what became of it: as long
    /// as there is one, the payload must not be sent.
    pub unsettled: Option<SubmissionSummary>,
    /// Other attempts of which nobody knows yet what became of them, and that may have been at this customer; newest
    /// first.
    pub open: Vec<(MatchReason, SubmissionSummary)>,
    /// Customers created at the same CRM who may be this one; newest first.
    pub created: Vec<(MatchReason, SubmissionSummary)>,
    /// Customers who were in the same CRM already when their card was filled in here, and who may be this one; newest first.
    /// They were not created from here, and stop no send.
    pub existing: Vec<(MatchReason, SubmissionSummary)>,
    /// Records that were lost, so that nobody can say whether one of them was of this customer; none once the operator has
    /// accepted that.
    pub lost: Option<Loss>,
    /// Of a company: this CRM was seen to drop the NIP that a new company is given, so that nobody found by it proves nothing.
    pub drops_nips: bool,
}

impl PriorSubmissions {
    /// Everybody who may be this customer, but for the unsettled attempt.
    pub fn all(&self) -> impl Iterator<Item = &(MatchReason, SubmissionSummary)> {
        self.open.iter().chain(&self.created).chain(&self.existing)
    }
}

/// Records that are lost, in the database and in the key log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loss {
    /// How many; 0 where nobody knows.
    pub records: usize,
    /// When the oldest of them was sent, or after when, where their number is not known; none where nobody knows that either.
    pub since: Option<Timestamp>,
}

/// The key of a row: what is in the table, and not the table's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowKey {
    /// The SHA-256 of the whole table, in hexadecimal.
    pub table: String,
    /// The row's number.
    pub number: u64,
}

/// A row that is about to be sent, as it was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowClaim {
    /// The row.
    pub row: RowKey,
    /// Its last attempt; none where there is none. Where there is another one by now, the row is not sent.
    pub last_attempt: Option<String>,
}

/// What became of a row so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowHistory {
    /// It was sent; the last attempt.
    Sent(Box<SubmissionSummary>),
    /// Its customer was created, and the record is deleted since.
    Created,
    /// It was handed over to the form, as a draft.
    InForm,
}

/// What an attempt has sent, as far as its record keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentContent {
    /// The card.
    pub card: Card,
    /// The payload.
    pub payload: String,
    /// The payload's [`fingerprint`](super::fingerprint), also where the record is masked. In a masked record of an older
    /// program it is the SHA-256 of the payload as it was written.
    pub payload_hash: String,
    /// How much of both is kept.
    pub detail: StoredDetail,
}

/// What two cards have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatchReason {
    /// All of the payload.
    Payload,
    /// A value of a field that tells customers apart, as this card has it.
    Key(LookupKey),
    /// Surname and name, and no key.
    Name,
}

impl MatchReason {
    /// Whether two customers with this in common are the same. Several may share an e-mail address, a telephone or a name.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        match self {
            Self::Payload => true,
            Self::Key(known) => known.key().unique,
            Self::Name => false,
        }
    }
}

/// How much of a record is kept once its customer exists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StoredDetail {
    /// All of it.
    #[default]
    Full,
    /// What leads to a person is masked.
    Masked,
}

/// The newest of the attempts that a filter lets through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HistoryRows {
    /// Newest first.
    pub rows: Vec<SubmissionSummary>,
    /// How many the filter lets through in all.
    pub total: usize,
}

/// The state of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubmissionState {
    /// On its way, as far as the journal knows.
    Sending,
    /// The customer was created.
    Created,
    /// The CRM refused it.
    Rejected,
    /// It never left this machine.
    NotSent,
    /// It may have been created.
    Unknown,
    /// Its outcome was unknown, and a person found that the customer was not created.
    NotCreated,
    /// No attempt: the customer was in the CRM already, so the card was not sent.
    Existing,
}

impl SubmissionState {
    /// Whether there is a customer: it was created, or was there already.
    #[must_use]
    pub fn has_customer(self) -> bool {
        matches!(self, Self::Created | Self::Existing)
    }

    /// All states.
    pub const ALL: [Self; 7] = [
        Self::Sending,
        Self::Created,
        Self::Rejected,
        Self::NotSent,
        Self::Unknown,
        Self::NotCreated,
        Self::Existing,
    ];

    /// The state's name in the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Created => "created",
            Self::Rejected => "rejected",
            Self::NotSent => "not_sent",
            Self::Unknown => "unknown",
            Self::NotCreated => "not_created",
            Self::Existing => "existing",
        }
    }

    /// The state that a send ends in, before anybody settles it.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Created { .. } => Self::Created,
            Outcome::Rejected { .. } => Self::Rejected,
            Outcome::NotSent { .. } => Self::NotSent,
            Outcome::Unknown { .. } => Self::Unknown,
        }
    }
}

impl fmt::Display for SubmissionState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for SubmissionState {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|state| state.name() == name);
        known.ok_or_else(|| format!("unknown state {name:?}"))
    }
}
