//! Keys where something is asked before it is done.

use super::{document, drafts, repeat, settle};
use crate::app::Effect;
use crate::app::mode::{Mode, Question};
use crate::app::model::Model;
use crate::keymap::key::{Key, KeyCode};
use crate::keymap::{Action, Scope};

/// Only a capital letter means yes, so that typing on without having seen the question does not; the small
/// one is no answer yet, and every other key is a no.
pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    let answer = model.settings.keymap.action(Scope::Question, key);
    let nearly = |typed: char| {
        let capital = Key::plain(KeyCode::Char(typed.to_ascii_uppercase()));
        model.settings.keymap.action(Scope::Question, capital) == Some(Action::Yes)
    };
    if answer.is_none() && key.typed().is_some_and(nearly) {
        return Vec::new();
    }
    act(model, answer)
}

/// Takes an answer; what is none is a no.
pub(super) fn act(model: &mut Model, answer: Option<Action>) -> Vec<Effect> {
    let Mode::Question(question, origin) = std::mem::replace(&mut model.mode, Mode::Form) else {
        return Vec::new();
    };
    model.mode = *origin;
    if answer == Some(Action::Yes) {
        return yes(model, question);
    }
    Vec::new()
}

fn yes(model: &mut Model, question: Question) -> Vec<Effect> {
    match question {
        Question::Delete(draft) => drafts::delete(model, draft),
        Question::Settle(settlement) => settle::decide(model, settlement),
        Question::SendAgain => settle::send_again(model),
        Question::ClearCard => repeat::clear_card(model),
        Question::Fill(card) => document::fill(model, *card),
        Question::StopWaiting => vec![Effect::StopWaiting],
    }
}
