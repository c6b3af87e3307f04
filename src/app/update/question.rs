//! Keys where something is asked before it is done.

use super::{drafts, settle};
use crate::app::Effect;
use crate::app::bindings::{self, Action, Scope};
use crate::app::keys::Key;
use crate::app::mode::{Mode, Question};
use crate::app::model::Model;

pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    let answer = bindings::action(Scope::Question, key);
    let mode = std::mem::replace(&mut model.mode, Mode::Form);
    match (answer, mode) {
        (Some(Action::Yes), Mode::Question(question, origin)) => {
            model.mode = *origin;
            yes(model, question)
        }
        (Some(_), Mode::Question(_, origin)) => {
            model.mode = *origin;
            Vec::new()
        }
        // No other key answers.
        (_, mode) => {
            model.mode = mode;
            Vec::new()
        }
    }
}

fn yes(model: &mut Model, question: Question) -> Vec<Effect> {
    match question {
        Question::Delete(id, _) => drafts::delete(model, id),
        Question::Settle(settlement) => settle::decide(model, settlement),
        Question::SendAgain => settle::send_again(model),
    }
}
