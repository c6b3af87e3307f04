//! The team guard's part of a send: the claim before the journal's row, and the report after its end.

use super::Session;
use super::effects::not_sent;
use super::pending::{Locked, unless_locked};
use crate::app::{Effect, Message, Order, TeamFailure, TeamMessage, TeamQuestion, TeamSettlement};
use crate::claims::{Error as ClaimsError, SyncedClaims, TeamFindings};
use crate::customer::{FailureReason, MatchReason, Settlement, SubmissionState, TeamPriors, TeamRecord};
use crate::options::WhenAway;
use crate::runtime::workers::{ClaimResult, SettleResult, TeamTask, Workers};
use crate::store::{Error, attempt_id};
use crate::team::{ClaimRefused, ReportedEnd, TeamAttempt};
use crate::text::visible;
use jiff::Timestamp;
use std::time::Instant;

impl<W: Workers> Session<W> {
    /// Has something done with the team's store, where there is a team.
    pub(super) fn ask_team(&mut self, task: TeamTask) {
        if self.model.settings.team.is_some() {
            self.workers.ask_team(task);
        }
    }

    /// Asks the team's store for the attempts of others.
    pub(super) fn find_in_team(&mut self, question: &TeamQuestion) -> Option<Message> {
        self.ask_team(TeamTask::Find {
            question: question.number,
            url: question.resource.url_beside(&self.model.settings.url),
            who: question.who.clone(),
            payload: question.payload.clone(),
        });
        None
    }

    /// Sends: where there is a team, the customer is claimed first, and the send goes on when that is granted.
    pub(super) fn claim_or_begin(
        &mut self,
        mut order: Order,
        since: Instant,
        now: Timestamp,
    ) -> Result<Option<Message>, Locked> {
        if self.model.settings.team.is_none() || !order.attempt.is_empty() {
            return self.begin(order, since, now).map(Some);
        }
        match attempt_id() {
            Ok(attempt) => order.attempt = attempt,
            Err(error) => return Ok(Some(self.journal_failed(&error))),
        }
        let order = Box::new(order);
        self.claiming = Some(order.clone());
        self.ask_team(TeamTask::Claim(order));
        Ok(None)
    }

    /// Sends without a claim, which the journal notes first, so that it is made up for.
    pub(super) fn begin_unclaimed(
        &mut self,
        mut order: Order,
        since: Instant,
        now: Timestamp,
    ) -> Result<Option<Message>, Locked> {
        if order.attempt.is_empty() {
            // The id stays the same, however often this is tried.
            match attempt_id() {
                Ok(attempt) => order.attempt = attempt,
                Err(error) => return Ok(Some(self.journal_failed(&error))),
            }
            self.carry_out(vec![Effect::SendUnclaimed(Box::new(order))], now);
            return Ok(None);
        }
        let attempt = order.attempt.clone();
        let noted = self.briefly(now, |store| store.note_claims([attempt.as_str()], true, now));
        match unless_locked(noted, since)? {
            Ok(()) => self.begin(order, since, now).map(Some),
            Err(error) => Ok(Some(self.journal_failed(&error))),
        }
    }

    /// The claim that is under way has been granted or refused; false if nobody waits for it any more.
    pub(super) fn claimed(&mut self, attempt: &str, claimed: ClaimResult, now: Timestamp) -> bool {
        let is_awaited = self.end.is_none();
        let waiting = self
            .claiming
            .take_if(|order| is_awaited && order.attempt == attempt);
        let Some(order) = waiting else {
            // It is called off, and released behind the claim.
            return false;
        };
        let resends = order.resends.clone();
        let fact = match claimed {
            Ok(Ok(_)) => {
                self.model.now = now;
                self.carry_out(vec![Effect::Send(order)], now);
                self.set_timers();
                return true;
            }
            Ok(Err(ClaimRefused::Created(others))) => match existing(&others, &order) {
                Some(other) => Message::Team(TeamMessage::Held(resends, Box::new(record(other)))),
                None => Message::CreatedMeanwhile(resends),
            },
            Ok(Err(ClaimRefused::Open(_, other) | ClaimRefused::Known(other))) => {
                Message::Team(TeamMessage::Held(resends, Box::new(record(&other))))
            }
            Err(error) => Message::Team(TeamMessage::Unclaimed(resends, self.team_failure(&error))),
        };
        self.update(fact, now);
        true
    }

    /// Calls off the claim that is under way; whether there was one. What is granted later is given back.
    pub(super) fn call_off_claim(&mut self) -> bool {
        let order = self.claiming.take();
        if let Some(order) = &order {
            self.report_to_team(&order.attempt, ReportedEnd::NotSent);
        }
        order.is_some()
    }

    /// Reports how an attempt ended, which the journal has by now.
    pub(super) fn report_to_team(&mut self, attempt: &str, end: ReportedEnd) {
        self.ask_team(TeamTask::Report(attempt.to_owned(), end));
    }

    /// Has an attempt settled in the team's store, too.
    pub(super) fn settle_in_team(&mut self, attempt: &str, settlement: &Settlement) {
        self.ask_team(TeamTask::Settle(attempt.to_owned(), settlement.clone()));
    }

    pub(super) fn found_in_team(
        &mut self,
        question: u64,
        found: Result<TeamFindings, ClaimsError>,
        now: Timestamp,
    ) {
        let found = found.map(|found| priors(&found));
        let found = found.map_err(|error| self.team_failure(&error));
        self.update(Message::Team(TeamMessage::Found(question, found)), now);
    }

    /// What has come to light between the journal and the team's store.
    pub(super) fn synced_with_team(&mut self, synced: &Result<SyncedClaims, ClaimsError>, now: Timestamp) {
        let locale = &self.model.locale;
        let texts = locale.texts();
        let words = match synced {
            Err(error) => vec![locale.claims_error(error)],
            Ok(SyncedClaims {
                settled,
                conflicts,
                doubled,
            }) => {
                let settled = settled.iter().map(|(_, settlement, by)| match settlement {
                    Settlement::Created(id) => texts.notice_team_settled_created(visible(by), visible(id)),
                    Settlement::NotCreated => texts.notice_team_settled_not_created(visible(by)),
                });
                let doubled = doubled.iter().map(|(_, other)| {
                    let id = other.customer_id.as_deref().unwrap_or_default();
                    texts.notice_team_doubled(member(other), visible(id))
                });
                let conflicts = conflicts
                    .iter()
                    .map(|(attempt, theirs, by)| locale.settled_otherwise(attempt, theirs, by));
                settled.chain(conflicts).chain(doubled).collect()
            }
        };
        self.update(Message::Team(TeamMessage::Synced(words)), now);
    }

    pub(super) fn not_settled_in_team(&mut self, error: &ClaimsError, now: Timestamp) {
        let words = self.model.locale.claims_error(error);
        self.update(Message::Team(TeamMessage::Synced(vec![words])), now);
    }

    /// Has the attempt of a colleague settled.
    pub(super) fn settle_for_colleague(&mut self, attempt: &str, settlement: &Settlement) -> Option<Message> {
        let (attempt, settlement) = (attempt.to_owned(), settlement.clone());
        self.ask_team(TeamTask::SettleForColleague(attempt, settlement));
        None
    }

    /// A colleague's attempt has been settled in the team's store, or not.
    pub(super) fn settled_for_colleague(
        &mut self,
        attempt: String,
        settlement: Settlement,
        settled: SettleResult,
        now: Timestamp,
    ) {
        let locale = &self.model.locale;
        let result = match settled {
            Ok(before) => TeamSettlement::Done(
                before.map(|(theirs, by)| locale.settled_otherwise(&attempt, &theirs, &by)),
            ),
            Err(error) if error.is_away() => TeamSettlement::Away(locale.claims_error(&error)),
            Err(error) => TeamSettlement::Refused(locale.claims_error(&error)),
        };
        let message = TeamMessage::Settled(attempt, settlement, result);
        self.update(Message::Team(message), now);
    }

    fn team_failure(&self, error: &ClaimsError) -> TeamFailure {
        let asks = self.model.settings.team == Some(WhenAway::Ask);
        TeamFailure {
            words: self.model.locale.claims_error(error),
            may_go_without: asks && error.is_away(),
        }
    }

    fn journal_failed(&self, error: &Error) -> Message {
        not_sent(FailureReason::Journal(self.model.locale.store_error(error)))
    }
}

/// What the findings say of a card.
fn priors(found: &TeamFindings) -> TeamPriors {
    let each = |(reason, attempt): &(MatchReason, TeamAttempt)| (reason.clone(), record(attempt));
    TeamPriors {
        unsettled: found.blocking().map(each),
        others: found.possible_duplicates().map(each).collect(),
    }
}

/// The newest of those that the operator has not seen, where it is one who was in the CRM already.
fn existing<'a>(others: &'a [(MatchReason, TeamAttempt)], order: &Order) -> Option<&'a TeamAttempt> {
    let seen = order.aware_of.as_deref().unwrap_or_default();
    let mut unseen = others.iter().map(|(_, other)| other);
    let newest = unseen.find(|other| !seen.contains(&other.attempt))?;
    (newest.state == SubmissionState::Existing).then_some(newest)
}

fn record(attempt: &TeamAttempt) -> TeamRecord {
    TeamRecord {
        attempt: attempt.attempt.clone(),
        state: attempt.state,
        customer_id: attempt.customer_id.clone(),
        member: member(attempt),
        since: attempt.since,
    }
}

/// Who made an attempt, safe to show.
fn member(attempt: &TeamAttempt) -> String {
    let member = &attempt.member;
    visible(&member.to_string()).into_owned()
}
