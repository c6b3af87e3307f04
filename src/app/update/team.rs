//! What the team's store has answered, and what comes of a claim that is not granted.

use super::send;
use crate::app::Effect;
use crate::app::message::{TeamFailure, TeamMessage};
use crate::app::model::{Model, Notice};
use crate::app::notice::TeamNotice;
use crate::app::pages::{settle, team_found};
use crate::customer::{FailureReason, Outcome, TeamRecord};

pub(super) fn update(model: &mut Model, message: TeamMessage) -> Vec<Effect> {
    match message {
        TeamMessage::Found(question, found) => team_found(model, question, found),
        TeamMessage::Held(resends, record) => held(model, resends, record),
        TeamMessage::Unclaimed(resends, failure) => unclaimed(model, resends, failure),
        TeamMessage::Settled(attempt, settlement, result) => {
            settle::settled_for_colleague(model, &attempt, settlement, result)
        }
        TeamMessage::Synced(words) => synced(model, words),
    }
}

/// Somebody else is at the same customer: nothing was sent, and the page that says so is opened again.
fn held(model: &mut Model, resends: Option<String>, record: Box<TeamRecord>) -> Vec<Effect> {
    send::decide_again(model, resends, Notice::Team(TeamNotice::Held(record)))
}

/// The team's store did not claim the customer. Where the operator may send without it, they are asked; otherwise that is the
/// end of the send.
fn unclaimed(model: &mut Model, resends: Option<String>, failure: TeamFailure) -> Vec<Effect> {
    if failure.may_go_without {
        model.team_questions.note_failed_claim(failure);
        return send::decide_again(model, resends, Notice::Team(TeamNotice::Away));
    }
    let outcome = Outcome::NotSent {
        failure: FailureReason::Team(failure.words),
    };
    send::send_ended(model, None, outcome, Ok(()))
}

/// Others have settled attempts of this machine, or something else has come to light about them, in words.
fn synced(model: &mut Model, words: Vec<String>) -> Vec<Effect> {
    model.warn(words);
    vec![super::load_history(model)]
}

/// The same send without a claim.
pub(in crate::app) fn without_claim(effects: Vec<Effect>) -> Vec<Effect> {
    let effects = effects.into_iter().map(|effect| match effect {
        Effect::Send(order) => Effect::SendUnclaimed(order),
        effect => effect,
    });
    effects.collect()
}
