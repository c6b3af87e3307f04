//! Drafts: put aside, list, open, delete.

use super::{ask, by_key, enter, moved, perform, send, typeahead};
use crate::app::mode::{Mode, Question};
use crate::app::model::{DraftState, Model, Notice};
use crate::app::{Effect, Form};
use crate::customer::{Card, Draft, DraftSummary, Holder};
use crate::keymap::key::Key;
use crate::keymap::{Action, Scope};

pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    by_key(model, Scope::Drafts, key, act)
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Mode::Drafts(drafts) = &mut model.mode else {
        return Vec::new();
    };
    let chosen = drafts.rows.get(drafts.selected);
    match action {
        Action::Back => enter(model, Mode::Form),
        Action::Leader | Action::Help => return perform(model, action),
        Action::Open => match chosen {
            Some(row) if row.holder == Holder::Own => enter(model, Mode::Form),
            Some(row) => {
                let id = row.id.clone();
                let result = model.background_result.as_ref();
                let its_own = result.filter(|result| result.draft.as_deref() == Some(&id));
                model.refused = its_own.map(|result| result.outcome.clone());
                return vec![Effect::OpenDraft(id)];
            }
            None => {}
        },
        Action::Delete => match chosen.map(|row| (row.holder, row)) {
            Some((Holder::Other(process), _)) => model.notice = Some(Notice::DraftElsewhere(process)),
            Some((_, row)) => {
                let question = Question::Delete(row.clone());
                ask(model, question);
            }
            None => {}
        },
        action => drafts.selected = moved(action, drafts.selected, drafts.rows.len()),
    }
    Vec::new()
}

/// Puts the card aside, so that another can be begun.
pub(super) fn park(model: &mut Model) -> Vec<Effect> {
    enter(model, Mode::Form);
    if model.form.is_untouched(&model.facts) {
        model.notice = Some(Notice::NothingTyped);
        return Vec::new();
    }
    vec![Effect::Park]
}

/// Only once the card is surely kept, another one takes its place.
pub(super) fn parked(model: &mut Model, result: Result<Option<String>, String>) -> Vec<Effect> {
    let next = model.next_card.take();
    let draft = match result {
        Ok(draft) => draft,
        Err(why) => {
            model.notice = Some(Notice::Store(why));
            return Vec::new();
        }
    };
    let sent = model
        .in_flight
        .as_ref()
        .is_some_and(|in_flight| !in_flight.next_begun());
    if sent {
        typeahead::begin_next(model, draft);
    } else if matches!(model.mode, Mode::Ended(_)) {
        typeahead::go_on_after(model, draft);
        model.begin_blank();
    } else if let Some(card) = next {
        begin_with(model, card);
    } else {
        model.begin_blank();
        enter(model, Mode::Form);
    }
    model.draft = DraftState::None;
    if !sent && model.typeahead.is_empty() {
        model.notice = Some(Notice::Parked);
    }
    let mut effects = vec![Effect::SaveDraft, Effect::ListDrafts];
    effects.extend(typeahead::replay(model));
    effects
}

/// Makes a card the one on the screen. The one that was there must be kept, or be empty.
pub(super) fn begin_with(model: &mut Model, mut card: Card) {
    card.adopt(&model.facts);
    model.form = Form::taken_over(card, &model.facts);
    model.draft = DraftState::None;
    enter(model, Mode::Form);
}

pub(super) fn listed(model: &mut Model, rows: Result<Vec<DraftSummary>, String>) {
    match rows {
        Ok(rows) => {
            let waits = |row: &&DraftSummary| matches!(row.holder, Holder::Parked | Holder::Gone);
            model.waiting = rows.iter().filter(waits).count();
            if let Mode::Drafts(drafts) = model.mode.innermost_mut() {
                drafts.selected = drafts.selected.min(rows.len().saturating_sub(1));
                drafts.rows = rows;
            }
        }
        Err(why) => model.notice = Some(Notice::Store(why)),
    }
}

pub(super) fn opened(model: &mut Model, draft: Result<Box<Draft>, String>) -> Vec<Effect> {
    match draft {
        Ok(draft) => {
            let Draft {
                profile,
                mut card,
                focus,
                ..
            } = *draft;
            card.adopt(&model.facts);
            model.form = Form::restored(card, &focus, &model.facts);
            model.draft = DraftState::Saved;
            enter(model, Mode::Form);
            model.notice = Some(if profile == model.settings.profile {
                Notice::Restored
            } else {
                Notice::OtherProfile(profile)
            });
            if let Some(outcome) = model.refused.take() {
                send::note_refusal(model, &outcome);
            }
        }
        Err(why) => model.notice = Some(Notice::Store(why)),
    }
    vec![Effect::ListDrafts]
}

/// The operator has said yes. The card on the screen is emptied; its draft goes with the next save.
pub(super) fn delete(model: &mut Model, draft: DraftSummary) -> Vec<Effect> {
    if draft.holder == Holder::Own {
        model.form = Form::new(Card::new(&model.facts), None, &model.facts);
        return vec![Effect::SaveDraft, Effect::ListDrafts];
    }
    vec![Effect::DeleteDraft(draft.id, draft.saved_at)]
}

pub(super) fn deleted(model: &mut Model, result: Result<bool, String>) -> Vec<Effect> {
    match result {
        Ok(true) => {}
        Ok(false) => model.notice = Some(Notice::DraftChanged),
        Err(why) => model.notice = Some(Notice::Store(why)),
    }
    vec![Effect::ListDrafts]
}
