//! Keys while an attempt is settled.

use super::{
    ask, attempts, by_key, enter, load_history, look_up as question_of, moved, pager, perform, send,
    typeahead,
};
use crate::app::Effect;
use crate::app::edit::Editor;
use crate::app::mode::{Mode, Question};
use crate::app::model::{Model, Notice};
use crate::app::settle::SettlePage;
use crate::customer::{Settlement, Submission, is_usable_id};
use crate::endpoint::comparable;
use crate::keymap::key::Key;
use crate::keymap::{Action, Scope};

/// Begins to find out what became of an attempt: the CRM is asked at once, if it can be.
pub(super) fn open(model: &mut Model, record: Box<Submission>) -> Vec<Effect> {
    let sent = &record.sent;
    let here = comparable(&sent.url) == comparable(&model.settings.url) && sent.user == model.settings.user;
    let elsewhere = (!here).then(|| Notice::SentElsewhere(sent.profile.clone(), sent.url.clone()));
    let from_history = matches!(model.mode, Mode::History { .. });
    let mut settle = SettlePage::new(record, here, from_history);
    settle.rounds = usize::from(here && !settle.searched().is_empty());
    enter(model, Mode::Settle(Box::new(settle)));
    if elsewhere.is_some() {
        model.notice = elsewhere;
        return Vec::new();
    }
    look_up(model)
}

/// Asks the journal, and the CRM, if that can be asked and is not being asked already.
pub(super) fn look_up(model: &mut Model) -> Vec<Effect> {
    let Mode::Settle(settle) = model.mode.innermost_mut() else {
        return Vec::new();
    };
    let sent = &settle.record.sent;
    let precedents = Effect::FindPriorSubmissions {
        who: sent.who.clone(),
        payload: sent.payload.clone(),
    };
    let known = settle.ask();
    let question = known.map(|known| question_of(model, known, None));
    std::iter::once(precedents).chain(question).collect()
}

pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    if matches!(&model.mode, Mode::Settle(settle) if settle.id.is_some()) {
        return id_key(model, key);
    }
    by_key(model, Scope::Settle, key, act)
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Mode::Settle(settle) = &mut model.mode else {
        return Vec::new();
    };
    match action {
        Action::Accept => {
            if let Some(candidate) = settle.chosen() {
                ask(
                    model,
                    Question::Settle(Settlement::Created(candidate.found.customer_id)),
                );
            }
        }
        Action::TypeId => settle.id = Some(Editor::default()),
        Action::NotCreated => ask(model, Question::Settle(Settlement::NotCreated)),
        Action::SendAgain if settle.here => ask(model, Question::SendAgain),
        Action::SendAgain => {
            let sent = &settle.record.sent;
            model.notice = Some(Notice::SentElsewhere(sent.profile.clone(), sent.url.clone()));
        }
        Action::LookAgain => return look_up(model),
        Action::Up | Action::Down => {
            let row = moved(action, settle.selected, settle.candidates().len());
            select(model, row);
        }
        Action::Back => return leave(model),
        Action::Leader | Action::Help => return perform(model, action),
        action => pager::scroll(model, action),
    }
    Vec::new()
}

/// Back to where it was opened. What it has found may show in the history.
fn leave(model: &mut Model) -> Vec<Effect> {
    let from_history = matches!(&model.mode, Mode::Settle(settle) if settle.from_history);
    let mode = if from_history {
        Mode::History { filtering: false }
    } else {
        Mode::Form
    };
    enter(model, mode);
    vec![load_history(model)]
}

/// While an id is typed that the program did not find.
fn id_key(model: &mut Model, key: Key) -> Vec<Effect> {
    if let Some(action) = model.settings.keymap.action(Scope::Prompt, key) {
        return act_on_id(model, action);
    }
    if let Mode::Settle(settle) = &mut model.mode
        && let Some(editor) = &mut settle.id
    {
        editor.prompt_key(key);
    }
    Vec::new()
}

/// Takes the id that is typed, or gives it up.
pub(super) fn act_on_id(model: &mut Model, action: Action) -> Vec<Effect> {
    let Mode::Settle(settle) = &mut model.mode else {
        return Vec::new();
    };
    let typed = settle.id.as_ref().map(|editor| editor.text().trim().to_owned());
    match (action, typed) {
        (Action::Yes, Some(id)) if is_usable_id(&id) => {
            settle.id = None;
            ask(model, Question::Settle(Settlement::Created(id)));
        }
        (Action::Yes, _) => model.notice = Some(Notice::NotAnId),
        _ => settle.id = None,
    }
    Vec::new()
}

/// Gives the focus to a candidate.
pub(super) fn select(model: &mut Model, row: usize) {
    if let Mode::Settle(settle) = &mut model.mode {
        settle.selected = row.min(settle.candidates().len().saturating_sub(1));
        model.scroll = super::Scroll::default();
    }
}

/// The operator has said yes: orders to write the decision down.
pub(super) fn decide(model: &Model, settlement: Settlement) -> Vec<Effect> {
    let Mode::Settle(settle) = &model.mode else {
        return Vec::new();
    };
    vec![Effect::Settle(settle.record.sent.attempt.clone(), settlement)]
}

/// The operator has said yes: the very same payload goes out as a new attempt, which says that the old one failed.
pub(super) fn send_again(model: &mut Model) -> Vec<Effect> {
    let Mode::Settle(settle) = &model.mode else {
        return Vec::new();
    };
    let mut order = settle.record.sent.clone();
    order.resends = Some(std::mem::take(&mut order.attempt));
    order.profile.clone_from(&model.settings.profile);
    order.aware_of = Some(attempts(&settle.created));
    let accepted = settle.lost.map(|_| Effect::AcceptLoss);
    accepted.into_iter().chain(send::begin(model, order)).collect()
}

/// Another session was faster: what it has decided is in the history.
pub(super) fn settled_meanwhile(model: &mut Model) -> Vec<Effect> {
    typeahead::did_not_begin(model);
    model.notice = Some(Notice::SettledMeanwhile);
    enter(model, Mode::History { filtering: false });
    vec![load_history(model)]
}

/// The decision is written down, or is not.
pub(super) fn settled(model: &mut Model, settlement: Settlement, result: Result<(), String>) -> Vec<Effect> {
    if let Err(why) = result {
        model.notice = Some(Notice::Store(why));
        return vec![load_history(model)];
    }
    let mut cleared = None;
    if let Mode::Settle(settle) = &model.mode {
        let sent = settle.record.sent.clone();
        let here = settle.here;
        model
            .background_result
            .take_if(|result| result.attempt.as_ref() == Some(&sent.attempt));
        if let Settlement::Created(id) = &settlement {
            model.last_customer = Some((sent.who, id.clone()));
            model.earlier.forget();
            if here {
                cleared = send::clear_if_sent(model, &sent.payload);
            }
        }
    }
    model.notice = Some(Notice::Settled(settlement));
    let mut effects = leave(model);
    effects.extend(cleared);
    effects
}
