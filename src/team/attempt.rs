//! What is claimed and reported, and what the store knows of an attempt.

use super::TeamKeys;
use crate::customer::{MatchReason, Settlement, SubmissionState, is_usable_id};
use crate::endpoint::Resource;
use jiff::Timestamp;
use std::fmt;

/// Who works where. It is shown to the others, and names no customer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TeamMember {
    /// The name that the person logged in with.
    pub login: String,
    /// The host's name.
    pub host: String,
    /// The id of the local store whose journal has the attempt.
    pub store: String,
}

/// How the member is shown, and written down beside what they settled. Both words come from outside.
impl fmt::Display for TeamMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.login, self.host)
    }
}

/// A customer to be claimed for one attempt.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The attempt's id, the one that the local journal will have.
    pub attempt: String,
    /// What it is to create.
    pub resource: Resource,
    /// By what the customer is known.
    pub keys: TeamKeys,
    /// The attempt that this one repeats, as in [`NewSubmission`](crate::customer::NewSubmission).
    pub resends: Option<String>,
    /// The attempts that created the same customer, and the records of an existing one, that the operator has seen: they do not
    /// stop this one.
    pub aware_of: Vec<String>,
}

/// A claim that was granted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GrantedClaim {
    /// Others that may have been at the same customer, for they share an e-mail address, a telephone or a name; newest first.
    pub related: Vec<(MatchReason, TeamAttempt)>,
}

/// Why a claim was not granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimRefused {
    /// Nobody knows yet what became of another attempt at the same customer: it is in flight or unknown.
    Open(MatchReason, Box<TeamAttempt>),
    /// The customer was created by these attempts, or was there already by these records, of which the operator has not seen all;
    /// newest first.
    Created(Vec<(MatchReason, TeamAttempt)>),
    /// The store already has an attempt of this id, of another session or in another state.
    Known(Box<TeamAttempt>),
}

/// An attempt cannot be settled so: it is not unknown, or not any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettlementRefused {
    /// What the store has of it; none where it has no such attempt.
    pub known: Option<TeamAttempt>,
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The attempt's id.
    pub attempt: String,
    /// Its end.
    pub end: ReportedEnd,
}

/// What became of an attempt, by the journal of the host that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportedEnd {
    /// The CRM has the customer, under this id.
    Created(String),
    /// The CRM rejected it.
    Rejected,
    /// No byte of it left the machine.
    NotSent,
    /// It may have been created.
    Unknown,
    /// Its outcome was unknown, and a person found that the customer was not created.
    NotCreated,
}

impl ReportedEnd {
    /// The end that a state of the journal stands for; none where the attempt is on its way, or was none.
    #[must_use]
    pub fn of(state: SubmissionState, customer_id: Option<&str>) -> Option<Self> {
        match state {
            SubmissionState::Created => customer_id.map(|id| Self::Created(id.to_owned())),
            SubmissionState::Rejected => Some(Self::Rejected),
            SubmissionState::NotSent => Some(Self::NotSent),
            SubmissionState::Unknown => Some(Self::Unknown),
            SubmissionState::NotCreated => Some(Self::NotCreated),
            SubmissionState::Sending | SubmissionState::Existing => None,
        }
    }

    /// The state that it leads to.
    #[must_use]
    pub fn state(&self) -> SubmissionState {
        match self {
            Self::Created(_) => SubmissionState::Created,
            Self::Rejected => SubmissionState::Rejected,
            Self::NotSent => SubmissionState::NotSent,
            Self::Unknown => SubmissionState::Unknown,
            Self::NotCreated => SubmissionState::NotCreated,
        }
    }

    /// The customer's id, if there is one.
    #[must_use]
    pub fn customer_id(&self) -> Option<&str> {
        match self {
            Self::Created(id) => Some(id),
            _ => None,
        }
    }

    /// Whether an attempt has ended so.
    pub(super) fn is_of(&self, attempt: &TeamAttempt) -> bool {
        attempt.state == self.state() && attempt.customer_id.as_deref() == self.customer_id()
    }

    /// Whether a person can say so of an attempt in this state. That it was created counts, also where somebody has found that it
    /// was not.
    pub(super) fn settles(&self, state: SubmissionState) -> bool {
        match state {
            SubmissionState::Unknown => true,
            SubmissionState::NotCreated => matches!(self, Self::Created(_)),
            _ => false,
        }
    }

    /// Whether an attempt in this state can still end so: one that is open in any way, and any other one only as created.
    pub(super) fn may_follow(&self, state: SubmissionState) -> bool {
        match state {
            SubmissionState::Sending => true,
            SubmissionState::Unknown => *self != Self::Unknown,
            SubmissionState::Created => false,
            _ => matches!(self, Self::Created(_)),
        }
    }
}

impl From<&Settlement> for ReportedEnd {
    fn from(settlement: &Settlement) -> Self {
        match settlement {
            Settlement::Created(id) => Self::Created(id.clone()),
            Settlement::NotCreated => Self::NotCreated,
        }
    }
}

/// An attempt, as the team's store knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamAttempt {
    /// The attempt's id.
    pub attempt: String,
    /// What it was to create.
    pub resource: Resource,
    /// Its state: `Sending` is one whose session is alive. One whose session is gone is `Unknown`, until its end is reported.
    pub state: SubmissionState,
    /// The id of the customer, if one was created or was there already; none where the store has what cannot be one.
    pub customer_id: Option<String>,
    /// Who made it.
    pub member: TeamMember,
    /// The session that claimed it.
    pub session: String,
    /// When it was claimed, by the store's clock.
    pub since: Timestamp,
    /// Who settled it, as login and host, if a person had to.
    pub settled_by: Option<String>,
}

impl TeamAttempt {
    /// An attempt that begins now, when its claim is granted.
    pub(super) fn begun(claim: &Claim, member: &TeamMember, session: &str, now: Timestamp) -> Self {
        Self {
            attempt: claim.attempt.clone(),
            resource: claim.resource,
            state: SubmissionState::Sending,
            customer_id: None,
            member: member.clone(),
            session: session.to_owned(),
            since: now,
            settled_by: None,
        }
    }

    /// A customer who was in the CRM already.
    pub(super) fn existing(
        claim: &Claim,
        customer_id: &str,
        member: &TeamMember,
        session: &str,
        now: Timestamp,
    ) -> Self {
        Self {
            state: SubmissionState::Existing,
            customer_id: Some(customer_id.to_owned()),
            ..Self::begun(claim, member, session, now)
        }
    }

    /// Whether there is a customer: it was created, or was there already.
    #[must_use]
    pub fn has_customer(&self) -> bool {
        self.state.has_customer()
    }

    /// Whether nobody knows yet what became of it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, SubmissionState::Sending | SubmissionState::Unknown)
    }
}

/// An id as the store has it, unless it cannot be one: it is shown, and goes into the journals of others.
pub(super) fn usable(id: Option<String>) -> Option<String> {
    id.filter(|id| is_usable_id(id))
}
