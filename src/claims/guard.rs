//! The handle on the team's store: claims, reports, and the lease of the session.

use super::settlements::{settled_otherwise, settlement_of, settler};
use super::{Error, TeamFindings};
use crate::customer::{NewSubmission, Outcome, Settlement, SubmissionState};
use crate::options::WhenAway;
use crate::store::Store;
use crate::store::handle::StoreHandle;
use crate::team::{
    self, Claim, ClaimRefused, GrantedClaim, Report, ReportedEnd, SettlementRefused, TeamAttempt, TeamKeys,
    TeamMember, TeamPlace, TeamSecret, TeamStore,
};
use jiff::Timestamp;
use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// Where the team's store is, and how it is used.
#[derive(Debug, Clone)]
pub struct TeamOptions {
    /// Where it is.
    pub place: TeamPlace,
    /// How long a call waits for it.
    pub timeout: Duration,
    /// The secret that all programs of the team share.
    pub secret: TeamSecret,
    /// The name that the operator logged in with.
    pub login: String,
    /// The host's name.
    pub host: String,
    /// What happens while the store is away.
    pub when_away: WhenAway,
    /// After how many days an attempt that has ended is deleted there.
    pub keep_days: u32,
}

/// The team's store, opened at its first use. Its calls wait for the store: none is for the thread that reads keys.
#[derive(Clone)]
pub struct TeamGuard {
    shared: Arc<Shared>,
}

struct Shared {
    options: TeamOptions,
    state: Mutex<State>,
    /// Something is in flight.
    began: Condvar,
}

#[derive(Default)]
pub(super) struct State {
    /// None before the first use.
    store: Option<Box<dyn TeamStore>>,
    /// The id of this host's store; none before the first use.
    pub(super) journal: Option<String>,
    /// The attempts that were claimed and have not ended.
    in_flight: HashSet<String>,
    /// Those whose claim failed and may be in the store all the same. They never began.
    pub(super) failed: HashSet<String>,
    renews: bool,
    /// Whether old attempts were deleted in this session.
    pub(super) purged: bool,
}

impl State {
    /// The id of this host's store.
    pub(super) fn journal_id(&mut self, journal: &mut StoreHandle) -> Result<String, Error> {
        if let Some(id) = &self.journal {
            return Ok(id.clone());
        }
        let id = journal.with(Timestamp::now(), Store::id)?;
        self.journal = Some(id.clone());
        Ok(id)
    }
}

impl TeamGuard {
    /// A guard that has not opened its store yet.
    #[must_use]
    pub fn new(options: TeamOptions) -> Self {
        let (state, began) = (Mutex::default(), Condvar::new());
        Self {
            shared: Arc::new(Shared {
                options,
                state,
                began,
            }),
        }
    }

    /// What happens while the store is away.
    #[must_use]
    pub fn when_away(&self) -> WhenAway {
        self.shared.options.when_away
    }

    pub(super) fn options(&self) -> &TeamOptions {
        &self.shared.options
    }

    /// The attempts of others at a customer: what is to be sent to this URL, and of whom (surname and name).
    ///
    /// # Errors
    ///
    /// If the team's store cannot be read.
    pub fn find(
        &self,
        journal: &mut StoreHandle,
        url: &str,
        who: &str,
        payload: &str,
    ) -> Result<TeamFindings, Error> {
        let keys = TeamKeys::new(&self.shared.options.secret, url, who, payload);
        let mut state = self.state();
        let own = state.journal_id(journal)?;
        let found = self.store(&mut state)?.find(&keys)?;
        let mut others = Vec::new();
        for (reason, attempt) in found {
            if attempt.member.store != own || is_news(journal, &attempt)? {
                others.push((reason, attempt));
            }
        }
        Ok(TeamFindings(others))
    }

    /// Claims the customers of attempts that are about to begin, each for itself. Only the granted ones may begin. The
    /// attempts that an order is [aware of](NewSubmission::aware_of) do not stop it, those of others included.
    ///
    /// # Errors
    ///
    /// If the team's store or the journal cannot be written. None may begin then.
    pub fn claim(
        &self,
        journal: &mut StoreHandle,
        orders: &[&NewSubmission],
    ) -> Result<Vec<Result<GrantedClaim, ClaimRefused>>, Error> {
        let mut state = self.state();
        state.journal_id(journal)?;
        let ids: Vec<&str> = orders.iter().map(|order| order.attempt.as_str()).collect();
        let now = Timestamp::now();
        journal.with(now, |store| store.note_claims(ids.iter().copied(), false, now))?;
        let claims: Vec<Claim> = orders.iter().map(|order| self.of(order)).collect();
        let claimed = match self.store(&mut state).and_then(|store| store.claim(&claims)) {
            Ok(claimed) => claimed,
            Err(error) => {
                // It may have been granted all the same.
                state.failed.extend(ids.into_iter().map(str::to_owned));
                return Err(error.into());
            }
        };
        let (granted, refused): (Vec<_>, Vec<_>) = ids
            .into_iter()
            .zip(&claimed)
            .partition(|(_, claimed)| claimed.is_ok());
        let refused = refused.into_iter().map(|(id, _)| id);
        // What remains there would only be looked at again.
        let _ = journal.with(now, |store| store.forget_claims(refused));
        state
            .in_flight
            .extend(granted.into_iter().map(|(id, _)| id.to_owned()));
        self.renew(&mut state);
        Ok(claimed)
    }

    pub(super) fn of(&self, order: &NewSubmission) -> Claim {
        Claim {
            attempt: order.attempt.clone(),
            resource: order.resource(),
            keys: TeamKeys::of(&self.shared.options.secret, order),
            resends: order.resends.clone(),
            aware_of: order.aware_of.clone().unwrap_or_default(),
        }
    }

    /// Reports how attempts ended, which the journal has by now. What the team's store misses, a
    /// [`sync`](Self::sync) makes up for.
    pub fn report(&self, journal: &mut StoreHandle, ended: &[(&str, ReportedEnd)]) {
        let mut state = self.state();
        for (attempt, _) in ended {
            state.in_flight.remove(*attempt);
        }
        let _ = self.report_in(&mut state, journal, ended);
    }

    pub(super) fn report_in(
        &self,
        state: &mut State,
        journal: &mut StoreHandle,
        ended: &[(&str, ReportedEnd)],
    ) -> Result<(), Error> {
        let reports: Vec<Report> = ended
            .iter()
            .map(|(attempt, end)| Report {
                attempt: (*attempt).to_owned(),
                end: end.clone(),
            })
            .collect();
        self.store(state)?.report(&reports)?;
        let is_final = |end: &ReportedEnd| !matches!(end, ReportedEnd::Unknown);
        let done = ended
            .iter()
            .filter(|(_, end)| is_final(end))
            .map(|(attempt, _)| *attempt);
        journal.with(Timestamp::now(), |store| store.forget_reported_claims(done))?;
        Ok(())
    }

    /// The attempts of the team, without those of this host's store, of which nobody knows yet what became of them; the oldest
    /// first.
    ///
    /// # Errors
    ///
    /// If the team's store cannot be read.
    pub fn open_attempts(&self, journal: &mut StoreHandle) -> Result<Vec<TeamAttempt>, Error> {
        let mut state = self.state();
        let own = state.journal_id(journal)?;
        let open = self.store(&mut state)?.open_attempts()?;
        Ok(of_others(open, &own))
    }

    /// As [`open_attempts`](Self::open_attempts), without those of the store of this id, which need not be open. Where the
    /// team's store is a file, none is made.
    ///
    /// # Errors
    ///
    /// If the team's store cannot be read.
    pub fn glance(&self, own: &str) -> Result<Vec<TeamAttempt>, Error> {
        if let TeamPlace::File(file) = &self.shared.options.place
            && file.parent().is_some_and(Path::is_dir)
            && !file.exists()
        {
            return Ok(Vec::new());
        }
        let mut state = self.state();
        let open = self.store(&mut state)?.open_attempts()?;
        Ok(of_others(open, own))
    }

    /// Settles an attempt in the team's store: one of this host, which its journal has settled before, or another's. That the
    /// team's store never had it is no error of one of this host. Returns how somebody else had settled it before, if in another
    /// way; what was created counts then.
    ///
    /// # Errors
    ///
    /// If the team's store cannot be written, or it is no attempt whose outcome is unknown.
    pub fn settle(
        &self,
        journal: &mut StoreHandle,
        attempt: &str,
        settlement: &Settlement,
    ) -> Result<Option<(Settlement, String)>, Error> {
        let mut state = self.state();
        let own = state.journal_id(journal)?;
        let now = Timestamp::now();
        let is_own = journal.with(now, |store| store.submission(attempt))?.is_some();
        let by = self.member(own);
        let store = self.store(&mut state)?;
        let known = store.attempts(&[attempt.to_owned()])?.pop();
        let mut before = known.and_then(|known| settled_otherwise(&known, settlement));
        if let Err(SettlementRefused { known }) = store.settle(attempt, settlement, &by)? {
            // As it was when nothing was written: somebody may have been faster since it was read.
            let state = known.as_ref().map(|known| known.state);
            before = known.and_then(|known| settled_otherwise(&known, settlement));
            if !is_own || (state.is_some() && before.is_none()) {
                return Err(not_settled(attempt, state, before).into());
            }
        }
        if is_own {
            if let Some((theirs, member)) = &before {
                journal.with(now, |store| store.note_team_settlement(attempt, theirs, member))?;
            }
            journal.with(now, |store| store.forget_claims([attempt]))?;
        }
        Ok(before)
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn member(&self, store: String) -> TeamMember {
        let TeamOptions { login, host, .. } = &self.shared.options;
        TeamMember {
            login: login.clone(),
            host: host.clone(),
            store,
        }
    }

    /// The store, which is opened first where that has not succeeded yet. The journal's id must be known.
    pub(super) fn store<'a>(&self, state: &'a mut State) -> Result<&'a mut Box<dyn TeamStore>, team::Error> {
        let opened = if let Some(store) = state.store.take() {
            store
        } else {
            let options = &self.shared.options;
            let member = self.member(state.journal.clone().unwrap_or_default());
            team::open(&options.place, &options.secret, member, options.timeout)?
        };
        Ok(state.store.insert(opened))
    }

    /// Renews the lease on a thread, for as long as something is in flight. Nothing runs otherwise.
    fn renew(&self, state: &mut State) {
        if state.in_flight.is_empty() {
            return;
        }
        self.shared.began.notify_one();
        if std::mem::replace(&mut state.renews, true) {
            return;
        }
        let every = state
            .store
            .as_ref()
            .map_or(Duration::from_secs(10), |store| store.renewal());
        let guard = self.clone();
        let work = move || loop {
            let mut state = guard.state();
            while state.in_flight.is_empty() {
                state = guard
                    .shared
                    .began
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
            }
            // Whatever begins meanwhile: a claim renews nothing sooner.
            let waited = guard.shared.began.wait_timeout_while(state, every, |_| true);
            let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
            if !state.in_flight.is_empty()
                && let Some(store) = &mut state.store
            {
                // One that is away now is asked again.
                let _ = store.renew();
            }
        };
        if thread::Builder::new()
            .name("lease".to_owned())
            .spawn(work)
            .is_err()
        {
            state.renews = false;
        }
    }
}

/// Why an attempt in this state was not settled: somebody has settled it in this other way, or it is not unknown.
fn not_settled(
    attempt: &str,
    state: Option<SubmissionState>,
    before: Option<(Settlement, String)>,
) -> team::Error {
    let attempt = attempt.to_owned();
    match before {
        Some((settlement, by)) => team::Error::SettledOtherwise {
            attempt,
            settlement,
            by,
        },
        None => team::Error::NotUnknown { attempt, state },
    }
}

/// Whether an attempt of this host was created by what others have found, and its journal has something else. The journal
/// learns of it here, if it has not before.
fn is_news(journal: &mut StoreHandle, attempt: &TeamAttempt) -> Result<bool, Error> {
    let Some(Settlement::Created(id)) = settlement_of(attempt) else {
        return Ok(false);
    };
    journal
        .with(Timestamp::now(), |store| {
            let Some(record) = store.submission(&attempt.attempt)? else {
                return Ok(true);
            };
            if record.state == SubmissionState::NotCreated && record.settled_in_team.is_none() {
                let by = settler(attempt);
                store.note_team_settlement(&attempt.attempt, &Settlement::Created(id.clone()), &by)?;
            }
            Ok(record.state != SubmissionState::Created)
        })
        .map_err(Error::from)
}

/// The attempts that are not of this store.
fn of_others(mut attempts: Vec<TeamAttempt>, own: &str) -> Vec<TeamAttempt> {
    attempts.retain(|attempt| attempt.member.store != own);
    attempts
}

impl From<&Outcome> for ReportedEnd {
    fn from(outcome: &Outcome) -> Self {
        let state = SubmissionState::of(outcome);
        Self::of(state, outcome.customer_id()).unwrap_or(Self::Unknown)
    }
}
