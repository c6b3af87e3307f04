//! What the team's store answers when the test says so.

use super::Driver;
use kartoteka::claims::{Error, SyncedClaims, TeamFindings};
use kartoteka::customer::{MatchReason, NewSubmission, Settlement, SubmissionState};
use kartoteka::endpoint::Resource;
use kartoteka::runtime::workers::{SettleResult, TeamTask, WorkerEvent};
use kartoteka::team::{self, ClaimRefused, GrantedClaim, ReportedEnd, TeamAttempt, TeamMember};

/// An attempt of a colleague, ten minutes before the driver's clock.
pub fn colleague(state: SubmissionState, customer_id: Option<&str>) -> TeamAttempt {
    TeamAttempt {
        attempt: format!("team-{}", state.name()),
        resource: Resource::Customer,
        state,
        customer_id: customer_id.map(str::to_owned),
        member: TeamMember {
            login: "anna".into(),
            host: "desk7".into(),
            store: "another".into(),
        },
        session: "s1".into(),
        since: "2026-11-24T13:52:00Z".parse().unwrap(),
        settled_by: None,
    }
}

/// Nobody answers.
fn away() -> Error {
    Error::Team(team::Error::Away {
        place: "db.example/team".into(),
        why: "connection refused".into(),
    })
}

impl Driver {
    /// All that the team's store was asked for.
    pub fn team_tasks(&mut self) -> &[TeamTask] {
        &self.session.workers.team
    }

    /// The claims so far.
    pub fn claims(&mut self) -> Vec<NewSubmission> {
        let claims = self.team_tasks().iter().filter_map(|task| match task {
            TeamTask::Claim(order) => Some((**order).clone()),
            _ => None,
        });
        claims.collect()
    }

    /// What was reported so far.
    pub fn reports(&mut self) -> Vec<(String, ReportedEnd)> {
        let reports = self.team_tasks().iter().filter_map(|task| match task {
            TeamTask::Report(attempt, end) => Some((attempt.clone(), end.clone())),
            _ => None,
        });
        reports.collect()
    }

    /// The existing customers that were noted in the team's store so far, by their ids in the CRM; and the withdrawn ones.
    pub fn existing_in_team(&mut self) -> (Vec<(String, String)>, Vec<String>) {
        let (mut noted, mut withdrawn) = (Vec::new(), Vec::new());
        for task in self.team_tasks() {
            match task {
                TeamTask::NoteExisting(order, id) => noted.push((order.attempt.clone(), id.clone())),
                TeamTask::Withdraw(attempt) => withdrawn.push(attempt.clone()),
                _ => {}
            }
        }
        (noted, withdrawn)
    }

    /// What was settled so far.
    pub fn settled_in_team(&mut self) -> Vec<(String, Settlement)> {
        let settled = self.team_tasks().iter().filter_map(|task| match task {
            TeamTask::Settle(attempt, settlement) => Some((attempt.clone(), settlement.clone())),
            _ => None,
        });
        settled.collect()
    }

    /// Lets the team's store answer the last question.
    #[track_caller]
    pub fn team_knows(&mut self, found: &[(MatchReason, TeamAttempt)]) -> &mut Self {
        self.team_answers(Ok(TeamFindings(found.to_vec())))
    }

    /// Nobody answers the last question to the team's store.
    #[track_caller]
    pub fn team_is_away(&mut self) -> &mut Self {
        self.team_answers(Err(away()))
    }

    /// The team's store refuses to answer the last question, for a reason that does not pass.
    #[track_caller]
    pub fn team_refuses(&mut self) -> &mut Self {
        self.team_answers(Err(Error::Team(team::Error::WrongSecret {
            place: "/srv/team/claims.db".into(),
        })))
    }

    #[track_caller]
    fn team_answers(&mut self, found: Result<TeamFindings, Error>) -> &mut Self {
        let asked = self.team_tasks().iter().rev().find_map(|task| match task {
            TeamTask::Find { question, .. } => Some(*question),
            _ => None,
        });
        let question = asked.expect("the team's store was not asked");
        self.team_event(WorkerEvent::TeamFound(question, found));
        self
    }

    /// Grants the last claim; whether anything waited for it.
    #[track_caller]
    pub fn grants(&mut self) -> bool {
        self.claim_ends(Ok(Ok(GrantedClaim { related: Vec::new() })))
    }

    /// Refuses the last claim.
    #[track_caller]
    pub fn holds(&mut self, refused: ClaimRefused) -> bool {
        self.claim_ends(Ok(Err(refused)))
    }

    /// Nobody answers the last claim.
    #[track_caller]
    pub fn claim_finds_nobody(&mut self) -> bool {
        self.claim_ends(Err(away()))
    }

    #[track_caller]
    fn claim_ends(&mut self, claimed: Result<Result<GrantedClaim, ClaimRefused>, Error>) -> bool {
        let order = self.claims().pop().expect("nothing was claimed");
        self.team_event(WorkerEvent::Claimed(order.attempt, claimed))
    }

    /// What was settled for colleagues so far.
    pub fn settled_for_colleagues(&mut self) -> Vec<(String, Settlement)> {
        let settled = self.team_tasks().iter().filter_map(|task| match task {
            TeamTask::SettleForColleague(attempt, settlement) => Some((attempt.clone(), settlement.clone())),
            _ => None,
        });
        settled.collect()
    }

    /// Lets the team's store answer the last settlement for a colleague: it is settled, and somebody else had settled it so
    /// before, if in another way.
    #[track_caller]
    pub fn team_settles(&mut self, before: Option<Settlement>) -> &mut Self {
        self.settlement_ends(Ok(before.map(|before| (before, "olga@desk9".to_owned()))))
    }

    /// Nobody answers the last settlement for a colleague.
    #[track_caller]
    pub fn settlement_finds_nobody(&mut self) -> &mut Self {
        self.settlement_ends(Err(away()))
    }

    /// Somebody else has settled it as created meanwhile, which counts.
    #[track_caller]
    pub fn settled_otherwise(&mut self, id: &str) -> &mut Self {
        let (attempt, _) = self.settled_for_colleagues().pop().expect("nothing was settled");
        self.settlement_ends(Err(Error::Team(team::Error::SettledOtherwise {
            attempt,
            settlement: Settlement::Created(id.to_owned()),
            by: "olga@desk9".to_owned(),
        })))
    }

    #[track_caller]
    fn settlement_ends(&mut self, settled: SettleResult) -> &mut Self {
        let (attempt, settlement) = self.settled_for_colleagues().pop().expect("nothing was settled");
        self.team_event(WorkerEvent::SettledForColleague(attempt, settlement, settled));
        self
    }

    /// A colleague has settled this attempt.
    pub fn team_has_settled(&mut self, attempt: &str, settlement: Settlement) {
        let synced = SyncedClaims {
            settled: vec![(attempt.to_owned(), settlement, "anna@desk7".to_owned())],
            ..SyncedClaims::default()
        };
        self.team_event(WorkerEvent::TeamSynced(Ok(synced)));
    }

    /// A colleague has settled an attempt in another way than it was settled here.
    pub fn team_disagrees(&mut self, attempt: &str, theirs: Settlement, by: &str) {
        let synced = SyncedClaims {
            conflicts: vec![(attempt.to_owned(), theirs, by.to_owned())],
            ..SyncedClaims::default()
        };
        self.team_event(WorkerEvent::TeamSynced(Ok(synced)));
    }

    fn team_event(&mut self, event: WorkerEvent) -> bool {
        let taken = self.session.take_worker_event(event, self.now);
        self.settle_down();
        taken
    }
}
