//! What the journal and the team's store must learn from each other: at the start, and after the store was away.

use super::guard::State;
use super::settlements::{settled_otherwise, settlement_of, settler};
use super::{Error, TeamGuard};
use crate::customer::{Settlement, SubmissionState};
use crate::endpoint::Resource;
use crate::store;
use crate::store::handle::StoreHandle;
use crate::store::{ClaimedRecord, OwedClaim};
use crate::team::{Claim, ClaimRefused, ReportedEnd, TeamAttempt, TeamKeys};
use jiff::{SignedDuration, Timestamp};

/// For so long a claim without a record may be about to begin.
const ABOUT_TO_BEGIN: SignedDuration = SignedDuration::from_hours(24);
/// How many times some hundred old attempts are deleted in one session.
const PURGES: usize = 10;

/// What a [`sync`](TeamGuard::sync) has changed in the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SyncedClaims {
    /// Attempts of this host that others have settled: the attempt, how, and who (login and host).
    pub settled: Vec<(String, Settlement, String)>,
    /// Attempts of this host that others have settled in another way than somebody here: the attempt, how, and who.
    pub conflicts: Vec<(String, Settlement, String)>,
    /// Attempts that went out while the store was away, whose customer was created, and that another attempt had created,
    /// too: there are two customers in the CRM. This host's attempt, and the other's.
    pub doubled: Vec<(String, TeamAttempt)>,
}

impl TeamGuard {
    /// Reports what the team's store has missed, claims what went out while it was away, and notes in the journal what others
    /// have settled. Once a session, old attempts are deleted from the team's store.
    ///
    /// # Errors
    ///
    /// If the team's store or the journal cannot be read or written. What remains is done the next time.
    pub fn sync(&self, journal: &mut StoreHandle) -> Result<SyncedClaims, Error> {
        let now = Timestamp::now();
        let mut state = self.state();
        let own = state.journal_id(journal)?;
        let owed = journal.with(now, |store| store.owed_claims())?;
        let mut synced = SyncedClaims::default();
        if !owed.is_empty() {
            let ids: Vec<String> = owed.iter().map(|claim| claim.attempt.clone()).collect();
            let known = self.store(&mut state)?.attempts(&ids)?;
            for claim in &owed {
                let known = known.iter().find(|known| known.attempt == claim.attempt);
                let known = known.filter(|known| known.member.store == own);
                self.make_up(&mut state, journal, claim, known, &mut synced)?;
            }
        }
        if !std::mem::replace(&mut state.purged, true) {
            let kept = SignedDuration::from_hours(24 * i64::from(self.options().keep_days));
            let before = now.saturating_sub(kept).unwrap_or(Timestamp::UNIX_EPOCH);
            for _ in 0..PURGES {
                if self.store(&mut state)?.purge(before)? == 0 {
                    break;
                }
            }
        }
        Ok(synced)
    }

    /// One attempt of which the team's store does not know the end, and what it knows.
    fn make_up(
        &self,
        state: &mut State,
        journal: &mut StoreHandle,
        claim: &OwedClaim,
        known: Option<&TeamAttempt>,
        synced: &mut SyncedClaims,
    ) -> Result<(), Error> {
        let attempt = claim.attempt.as_str();
        let Some(record) = &claim.record else {
            return self.never_begun(state, journal, claim, known);
        };
        let is_existing = record.state == SubmissionState::Existing;
        if record.deleted && (is_existing || known.is_none()) {
            // Nothing is left to tell the team's store by.
            journal.with(Timestamp::now(), |store| store.forget_claims([attempt]))?;
            return Ok(());
        }
        if is_existing {
            return self.note_existing_late(state, journal, (attempt, record));
        }
        if claim.unclaimed && known.is_none() {
            return self.claim_late(state, journal, (attempt, record), synced);
        }
        let Some(end) = ReportedEnd::of(record.state, record.customer_id.as_deref()) else {
            return Ok(());
        };
        if end == ReportedEnd::Unknown
            && let Some(known) = known
            && let Some(settlement) = settlement_of(known)
        {
            return learn(journal, attempt, settlement, settler(known), synced);
        }
        let ours = match &end {
            ReportedEnd::Created(id) => Some(Settlement::Created(id.clone())),
            ReportedEnd::NotCreated => Some(Settlement::NotCreated),
            _ => None,
        };
        if let (Some(ours), Some(known)) = (ours, known)
            && let Some((theirs, by)) = settled_otherwise(known, &ours)
        {
            journal.with(Timestamp::now(), |store| {
                store.note_team_settlement(attempt, &theirs, &by)
            })?;
            synced.conflicts.push((attempt.to_owned(), theirs, by));
        }
        self.report_in(state, journal, &[(attempt, end)])
    }

    /// A claim whose attempt the journal does not have. The journal is written before anything is sent, so that nothing was,
    /// unless the program that claimed it is about to begin.
    fn never_begun(
        &self,
        state: &mut State,
        journal: &mut StoreHandle,
        claim: &OwedClaim,
        known: Option<&TeamAttempt>,
    ) -> Result<(), Error> {
        let attempt = claim.attempt.as_str();
        if known.is_some_and(|known| known.state == SubmissionState::Existing) {
            // The record was undone.
            return self.withdraw_in(state, journal, attempt);
        }
        let is_gone = known.is_some_and(|known| known.state == SubmissionState::Unknown);
        if is_gone || state.failed.contains(attempt) {
            self.report_in(state, journal, &[(attempt, ReportedEnd::NotSent)])?;
            state.failed.remove(attempt);
        } else if known.is_none() && claim.noted_at.duration_until(Timestamp::now()) > ABOUT_TO_BEGIN {
            journal.with(Timestamp::now(), |store| store.forget_claims([attempt]))?;
        }
        Ok(())
    }

    /// Notes a customer who was in the CRM already.
    fn note_existing_late(
        &self,
        state: &mut State,
        journal: &mut StoreHandle,
        (attempt, record): (&str, &ClaimedRecord),
    ) -> Result<(), Error> {
        let claim = self.late_claim(attempt, record);
        let id = record.customer_id.as_deref().unwrap_or_default();
        self.note_existing_in(state, journal, (&claim, id))
    }

    /// The claim of an attempt, by what the journal has of it.
    fn late_claim(&self, attempt: &str, record: &ClaimedRecord) -> Claim {
        let ClaimedRecord {
            url, who, payload, ..
        } = record;
        Claim {
            attempt: attempt.to_owned(),
            resource: Resource::of_url(url),
            keys: TeamKeys::new(&self.options().secret, url, who, payload),
            resends: None,
            aware_of: Vec::new(),
        }
    }

    /// Claims an attempt that went out while the store was away, and reports its end. Where another one is at the same
    /// customer, it waits for that one's end.
    fn claim_late(
        &self,
        state: &mut State,
        journal: &mut StoreHandle,
        (attempt, record): (&str, &ClaimedRecord),
        synced: &mut SyncedClaims,
    ) -> Result<(), Error> {
        let Some(end) = ReportedEnd::of(record.state, record.customer_id.as_deref()) else {
            return Ok(());
        };
        if matches!(
            end,
            ReportedEnd::NotSent | ReportedEnd::Rejected | ReportedEnd::NotCreated
        ) {
            journal.with(Timestamp::now(), |store| store.forget_claims([attempt]))?;
            return Ok(());
        }
        let mut claim = self.late_claim(attempt, record);
        let claimed = self.store(state)?.claim(std::slice::from_ref(&claim))?;
        match claimed.into_iter().next() {
            Some(Err(ClaimRefused::Created(others))) => {
                claim.aware_of = others.iter().map(|(_, other)| other.attempt.clone()).collect();
                let again = self.store(state)?.claim(std::slice::from_ref(&claim))?;
                if !matches!(again.first(), Some(Ok(_))) {
                    return Ok(());
                }
                // A colleague may have found the very customer in the CRM meanwhile.
                let is_another = |other: &TeamAttempt| other.customer_id.as_deref() != end.customer_id();
                let mut others = others.into_iter().map(|(_, other)| other);
                let other = others.find(|other| end.customer_id().is_some() && is_another(other));
                synced
                    .doubled
                    .extend(other.map(|other| (attempt.to_owned(), other)));
            }
            Some(Err(ClaimRefused::Open(..))) | None => return Ok(()),
            Some(Err(ClaimRefused::Known(_)) | Ok(_)) => {}
        }
        journal.with(Timestamp::now(), |store| store.note_claimed(attempt))?;
        self.report_in(state, journal, &[(attempt, end)])
    }
}

/// Notes in the journal what others have found out about an attempt.
fn learn(
    journal: &mut StoreHandle,
    attempt: &str,
    settlement: Settlement,
    by: String,
    synced: &mut SyncedClaims,
) -> Result<(), Error> {
    let now = Timestamp::now();
    let settled = journal.with(now, |store| {
        match store.settle(attempt, &settlement, now) {
            // Settled here meanwhile.
            Err(store::Error::NotUnknown { .. }) => Ok(false),
            settled => settled.map(|()| true),
        }
    })?;
    journal.with(now, |store| store.forget_claims([attempt]))?;
    if settled {
        synced.settled.push((attempt.to_owned(), settlement, by));
    }
    Ok(())
}
