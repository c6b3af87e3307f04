//! An attempt whose outcome is unknown, and the evidence about it.

use crate::app::pages::TeamCheck;
use crate::customer::{
    CustomerValues, FieldComparison, FieldId, Lookup, LookupFailure, LookupKey, Loss, MatchReason,
    NewSubmission, SettleCandidate, Submission, SubmissionState, SubmissionSummary, TeamRecord, candidates,
    compare, lookup_keys,
};
use crate::endpoint::Resource;
use std::time::Duration;

/// When the CRM is asked, counted from the beginning: at once, and again, for a customer may take a while to be found.
pub const ROUNDS: [Duration; 3] = [Duration::ZERO, Duration::from_secs(5), Duration::from_secs(30)];

/// The attempt of a colleague that is settled for them.
#[derive(Debug)]
pub struct ColleagueAttempt {
    /// What it shares with the card under review: nothing else is known of what was sent.
    pub reason: MatchReason,
    /// Whose it is.
    pub record: TeamRecord,
    /// The operator has decided, and the team's store has not answered yet.
    pub settling: bool,
}

/// An attempt, and what has been found out about it.
#[derive(Debug)]
pub struct SettlePage {
    /// The attempt as it was sent. Of a colleague's the values are those of the card under review.
    pub record: Box<Submission>,
    /// Whose attempt it is; none of one's own.
    pub colleague: Option<ColleagueAttempt>,
    /// It was sent to this profile's CRM as this profile's user, so that the CRM can be asked and the card sent again.
    pub here: bool,
    /// It was opened from the history, and leads back there.
    pub from_history: bool,
    /// How many of the [`ROUNDS`] have begun.
    pub rounds: usize,
    /// Whether an answer is awaited.
    pub looking: bool,
    /// Since the first question.
    pub waited: Duration,
    /// What the CRM answered last.
    pub lookups: Vec<Lookup>,
    /// Other cards sent from this machine that became customers and may be this one.
    pub created: Vec<(MatchReason, SubmissionSummary)>,
    /// The field by which nobody found proves nothing: this CRM does not keep it of a new company.
    pub proves_nothing: Option<FieldId>,
    /// What the team's store says of the attempts of others.
    pub team: TeamCheck,
    /// Records that are lost, among which there may be this customer.
    pub lost: Option<Loss>,
    /// Which of the candidates has the focus.
    pub selected: usize,
}

impl SettlePage {
    /// The beginning. `here` and `from_history` as the fields say.
    #[must_use]
    pub fn new(record: Box<Submission>, here: bool, from_history: bool) -> Self {
        Self {
            record,
            colleague: None,
            here,
            from_history,
            rounds: 0,
            looking: false,
            waited: Duration::ZERO,
            lookups: Vec::new(),
            created: Vec::new(),
            proves_nothing: None,
            team: TeamCheck::default(),
            lost: None,
            selected: 0,
        }
    }

    /// The beginning for the attempt of a colleague that stops this card.
    #[must_use]
    pub fn for_colleague(card: NewSubmission, reason: MatchReason, record: TeamRecord) -> Self {
        let submission = Submission {
            sent: card,
            sent_at: record.since.into(),
            state: SubmissionState::Unknown,
            outcome: None,
            customer_id: None,
            settled_at: None,
            settled_in_team: None,
            duration: None,
        };
        let colleague = ColleagueAttempt {
            reason,
            record,
            settling: false,
        };
        Self {
            colleague: Some(colleague),
            ..Self::new(Box::new(submission), true, false)
        }
    }

    /// Whether the operator has decided, and the team's store has not answered yet.
    #[must_use]
    pub fn is_settling(&self) -> bool {
        self.colleague
            .as_ref()
            .is_some_and(|colleague| colleague.settling)
    }

    /// What a colleague's customer is known by and the CRM was not searched for: that nobody was found proves nothing then.
    #[must_use]
    pub fn unsearched(&self) -> Option<&LookupKey> {
        let MatchReason::Key(shared) = &self.colleague.as_ref()?.reason else {
            return None;
        };
        let is_searched = self.searched().iter().any(|key| key.field == shared.field);
        (!is_searched).then_some(shared)
    }

    /// What was to be created.
    #[must_use]
    pub fn resource(&self) -> Resource {
        self.record.sent.resource()
    }

    /// Whether that is a company.
    #[must_use]
    pub fn is_company(&self) -> bool {
        self.resource() == Resource::Company
    }

    /// What the CRM can be asked for.
    #[must_use]
    pub fn searched(&self) -> Vec<LookupKey> {
        lookup_keys(&self.record.sent.payload)
    }

    /// Notes that a question goes out now, and says what to ask for; none where the CRM cannot be asked, or is being asked.
    pub(super) fn ask(&mut self) -> Option<Vec<LookupKey>> {
        let known = self.searched();
        if !self.here || self.looking || known.is_empty() {
            return None;
        }
        self.looking = true;
        Some(known)
    }

    /// Takes the answer, if one is awaited. The focus stays on the customer that had it.
    pub(super) fn answered(&mut self, lookups: Vec<Lookup>) {
        if !self.looking {
            return;
        }
        let focused = self.chosen().map(|candidate| candidate.found.customer_id);
        self.looking = false;
        self.lookups = lookups;
        let candidates = self.candidates();
        let again = candidates
            .iter()
            .position(|candidate| Some(&candidate.found.customer_id) == focused.as_ref());
        self.selected = again.unwrap_or(0);
    }

    /// Counts the time; true if the CRM is to be asked again, which begins the next of the [`ROUNDS`].
    pub(super) fn tick(&mut self, passed: Duration) -> bool {
        self.waited += passed;
        let due = self.next_round().is_some_and(|wait| wait.is_zero());
        self.rounds += usize::from(due);
        due
    }

    /// How long until the CRM is asked again; none if it is not.
    #[must_use]
    pub fn next_round(&self) -> Option<Duration> {
        let at = ROUNDS
            .get(self.rounds)
            .filter(|_| self.rounds > 0 && !self.looking)?;
        Some(at.saturating_sub(self.waited))
    }

    /// The customers that were found, each once.
    #[must_use]
    pub fn candidates(&self) -> Vec<SettleCandidate> {
        candidates(&self.lookups)
    }

    /// The candidate that has the focus.
    #[must_use]
    pub fn chosen(&self) -> Option<SettleCandidate> {
        self.candidates().into_iter().nth(self.selected)
    }

    /// What was sent, field by field beside a candidate.
    #[must_use]
    pub fn compared(&self, candidate: &SettleCandidate) -> Vec<FieldComparison> {
        let document = serde_json::from_str(&self.record.sent.payload).unwrap_or_default();
        compare(&CustomerValues::read(&document), &candidate.found.values)
    }

    /// Whether the CRM has answered every question, and no customer was found, nor sent from here later: as much evidence as
    /// there can be that the customer was not created.
    #[must_use]
    pub fn nobody_found(&self) -> bool {
        let nobody = |lookup: &Lookup| lookup.result.as_ref().is_ok_and(Vec::is_empty);
        let proves = |lookup: &Lookup| Some(lookup.by.field) != self.proves_nothing;
        let is_only_one = self.created.is_empty() && self.team.has_nobody();
        let is_proof = self.unsearched().is_none();
        is_proof && is_only_one && self.lookups.iter().any(proves) && self.lookups.iter().all(nobody)
    }

    /// Whether anybody was found who may be the customer.
    #[must_use]
    pub fn anybody_found(&self) -> bool {
        !self.created.is_empty() || self.team.has_somebody() || !self.candidates().is_empty()
    }

    /// Whether the API user may not search.
    #[must_use]
    pub fn not_permitted(&self) -> bool {
        let refused = |lookup: &Lookup| lookup.result == Err(LookupFailure::NotPermitted);
        self.lookups.iter().any(refused)
    }
}
