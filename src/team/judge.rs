//! Which claims are granted: the one decision of the team's guard, the same for every store.

use super::{Claim, ClaimRefused, GrantedClaim, TeamAttempt, TeamKeyHash, TeamKeys};
use crate::customer::{MatchReason, SubmissionState};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// How many attempts are listed.
const MOST_LISTED: usize = 10;

/// What an attempt shares with a customer.
type Likeness = (MatchReason, TeamAttempt);

/// What the store holds of some hashes and attempts, with what was granted since.
#[derive(Debug, Default)]
pub(super) struct Known {
    attempts: HashMap<String, TeamAttempt>,
    by_hash: HashMap<TeamKeyHash, Vec<String>>,
}

impl Known {
    /// Takes an attempt.
    pub(super) fn add(&mut self, attempt: TeamAttempt) {
        self.attempts.insert(attempt.attempt.clone(), attempt);
    }

    /// Takes that an attempt has a key.
    pub(super) fn add_key(&mut self, hash: TeamKeyHash, attempt: &str) {
        self.by_hash.entry(hash).or_default().push(attempt.to_owned());
    }

    /// Decides on a claim. One that is granted stands in the way of the next ones, as `granted` says it.
    pub(super) fn judge(&mut self, claim: &Claim, granted: TeamAttempt) -> Result<Verdict, ClaimRefused> {
        if let Some(known) = self.attempts.get(&claim.attempt) {
            let is_own = known.session == granted.session && known.state == SubmissionState::Sending;
            if !is_own {
                return Err(ClaimRefused::Known(Box::new(known.clone())));
            }
        }
        let (blocking, related) = self.others(claim, &granted.member.store);
        if let Some((reason, open)) = blocking.iter().find(|(_, other)| other.is_open()) {
            return Err(ClaimRefused::Open(reason.clone(), Box::new(open.clone())));
        }
        let unseen = |(_, other): &Likeness| !claim.aware_of.contains(&other.attempt);
        if blocking.iter().any(unseen) {
            return Err(ClaimRefused::Created(blocking));
        }
        let is_new = !self.attempts.contains_key(&claim.attempt);
        if is_new {
            for hash in claim.keys.own() {
                self.add_key(hash, &granted.attempt);
            }
            self.add(granted);
        }
        Ok(Verdict {
            is_new,
            granted: GrantedClaim { related },
        })
    }

    /// Others at a customer with these keys, those that block apart from those that may be at the same one. The attempt that is
    /// repeated is not among them as long as nobody knows what became of it, and neither is an existing customer of one's own
    /// store, whose journal has said so.
    fn others(&self, claim: &Claim, store: &str) -> (Vec<Likeness>, Vec<Likeness>) {
        let mut others = self.at(&claim.keys);
        others.retain(|(_, other)| {
            let is_resent = claim.resends.as_ref() == Some(&other.attempt) && other.is_open();
            let is_own = other.state == SubmissionState::Existing && other.member.store == store;
            other.attempt != claim.attempt && !is_resent && !is_own
        });
        let (blocking, mut related): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|(reason, _)| reason.is_certain());
        related.truncate(MOST_LISTED);
        (blocking, related)
    }

    /// The attempts at a customer with one of these keys, but for those without one; the newest first, each with
    /// the strongest of what it shares.
    pub(super) fn at(&self, keys: &TeamKeys) -> Vec<Likeness> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for (reason, hash) in keys.asked() {
            for id in self.by_hash.get(hash).into_iter().flatten() {
                let attempt = self
                    .attempts
                    .get(id)
                    .filter(|attempt| attempt.is_open() || attempt.has_customer());
                if let Some(attempt) = attempt.filter(|_| seen.insert(id)) {
                    found.push((reason.clone(), attempt.clone()));
                }
            }
        }
        found.sort_by_key(|(_, attempt)| Reverse(attempt.since));
        found
    }
}

/// What a granted claim has the store write.
#[derive(Debug)]
pub(super) struct Verdict {
    /// Whether the attempt is new. One that was granted before is written already.
    pub(super) is_new: bool,
    pub(super) granted: GrantedClaim,
}
