//! What is done with the team's store, on one thread and in order: a claim that is called off is released behind the claim. The
//! thread has a handle on the journal of its own, for the session's must never wait.

use super::{ClaimResult, EventSink, TeamTask, WorkerEvent, spawn};
use crate::claims::{self, SyncedClaims, TeamGuard};
use crate::store::handle::StoreHandle;
use crate::team;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

/// How long the end of the program waits for what the team's store is still to be told. What it misses is made up for at the
/// next start.
const FINISH_TIMEOUT: Duration = Duration::from_millis(500);

/// The thread, from the first task on.
pub(super) struct TeamWorker {
    /// None where the thread could not be started, or has ended.
    tasks: Option<Sender<TeamTask>>,
    /// Disconnected as soon as the thread has ended.
    ended: Receiver<()>,
    report: EventSink,
}

impl TeamWorker {
    /// Starts the thread, which opens nothing before its first task.
    pub fn new(guard: TeamGuard, journal: StoreHandle, report: &EventSink) -> Self {
        let (tasks, waiting) = mpsc::channel();
        let (ends, ended) = mpsc::channel();
        let mut desk = TeamDesk {
            guard,
            journal,
            report: report.clone(),
        };
        let work = move || {
            for task in waiting {
                let unanswered = unanswered(&task);
                let worked = catch_unwind(AssertUnwindSafe(|| desk.work_on(task)));
                if let Some(event) = unanswered.filter(|_| worked.is_err()) {
                    (desk.report)(event);
                }
            }
            drop(ends);
        };
        Self {
            tasks: spawn(work).ok().map(|()| tasks),
            ended,
            report: report.clone(),
        }
    }

    /// Has a task done after those that wait.
    pub fn begin(&mut self, task: TeamTask) {
        let refused = match &self.tasks {
            Some(tasks) => tasks.send(task).err().map(|error| error.0),
            None => Some(task),
        };
        if let Some(event) = refused.and_then(|task| unanswered(&task)) {
            (self.report)(event);
        }
    }

    /// Waits until all is done, but not for long. Nothing is done after that.
    pub fn finish(&mut self) {
        if self.tasks.take().is_some() {
            let _ = self.ended.recv_timeout(FINISH_TIMEOUT);
        }
    }
}

/// What works on the tasks.
struct TeamDesk {
    guard: TeamGuard,
    journal: StoreHandle,
    report: EventSink,
}

impl TeamDesk {
    fn work_on(&mut self, task: TeamTask) {
        let (guard, journal) = (&self.guard, &mut self.journal);
        match task {
            TeamTask::Find {
                question,
                url,
                who,
                payload,
            } => {
                let found = guard.find(journal, &url, &who, &payload);
                (self.report)(WorkerEvent::TeamFound(question, found));
                self.sync();
            }
            TeamTask::Claim(order) => {
                let claimed = guard
                    .claim(journal, &[&order])
                    .and_then(|mut claimed| claimed.pop().ok_or_else(no_answer));
                (self.report)(WorkerEvent::Claimed(order.attempt, claimed));
            }
            TeamTask::Report(attempt, end) => {
                guard.report(journal, &[(&attempt, end)]);
                self.sync();
            }
            TeamTask::Settle(attempt, settlement) => {
                match guard.settle(journal, &attempt, &settlement) {
                    Ok(None) => {}
                    Ok(Some((theirs, by))) => {
                        let synced = SyncedClaims {
                            conflicts: vec![(attempt, theirs, by)],
                            ..SyncedClaims::default()
                        };
                        (self.report)(WorkerEvent::TeamSynced(Ok(synced)));
                    }
                    // It is made up for.
                    Err(error) if error.is_away() => {}
                    Err(error) => (self.report)(WorkerEvent::NotSettledInTeam(error)),
                }
            }
            TeamTask::SettleForColleague(attempt, settlement) => {
                let settled = guard.settle(journal, &attempt, &settlement);
                (self.report)(WorkerEvent::SettledForColleague(attempt, settlement, settled));
            }
            TeamTask::NoteExisting(order, id) => {
                guard.note_existing(journal, &order, &id);
                self.sync();
            }
            TeamTask::Withdraw(attempt) => {
                guard.withdraw(journal, &attempt);
                self.sync();
            }
            TeamTask::Sync => {
                let synced = guard.sync(journal);
                if synced.as_ref().ok() != Some(&SyncedClaims::default()) {
                    (self.report)(WorkerEvent::TeamSynced(synced));
                }
            }
        }
    }

    /// Makes up for what was missed, beside another task. Where that fails, it is done the next time.
    fn sync(&mut self) {
        let synced = self.guard.sync(&mut self.journal).unwrap_or_default();
        if synced != SyncedClaims::default() {
            (self.report)(WorkerEvent::TeamSynced(Ok(synced)));
        }
    }
}

/// The answer to a task that nobody works on.
fn unanswered(task: &TeamTask) -> Option<WorkerEvent> {
    match task {
        TeamTask::Find { question, .. } => Some(WorkerEvent::TeamFound(*question, Err(no_answer()))),
        TeamTask::Claim(order) => {
            let claimed: ClaimResult = Err(no_answer());
            Some(WorkerEvent::Claimed(order.attempt.clone(), claimed))
        }
        TeamTask::SettleForColleague(attempt, settlement) => {
            let settled = Err(no_answer());
            let (attempt, settlement) = (attempt.clone(), settlement.clone());
            Some(WorkerEvent::SettledForColleague(attempt, settlement, settled))
        }
        TeamTask::NoteExisting(..)
        | TeamTask::Withdraw(_)
        | TeamTask::Report(..)
        | TeamTask::Settle(..)
        | TeamTask::Sync => None,
    }
}

/// There is no thread, or it has ended.
fn no_answer() -> claims::Error {
    claims::Error::Team(team::Error::Busy {
        place: "team".to_owned(),
    })
}
