//! Keys in texts that scroll: the review, the preview, the help, an outcome, a record.

use super::history::{card_from, copy_id, id_of};
use super::{enter, perform, send};
use crate::app::Effect;
use crate::app::bindings::{self, Action, Scope};
use crate::app::keys::Key;
use crate::app::model::{Mode, Model};

/// How far a page key goes.
const PAGE: isize = 10;

pub(super) fn review_key(model: &mut Model, key: Key) -> Vec<Effect> {
    match bindings::action(Scope::Review, key) {
        Some(Action::Send) => return send::send(model),
        Some(Action::Back) => enter(model, Mode::Form),
        Some(action @ (Action::Leader | Action::Help)) => return perform(model, action),
        Some(action) => scroll(model, action),
        None => {}
    }
    Vec::new()
}

pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(action) = bindings::action(Scope::Pager, key) else {
        return Vec::new();
    };
    match (action, &model.mode) {
        (Action::Back, Mode::Record(_)) => enter(model, Mode::History { filtering: false }),
        (Action::Back, _) => enter(model, Mode::Form),
        (Action::Leader | Action::History, _) => return perform(model, action),
        (Action::NextForm | Action::Copy, Mode::Preview) => return perform_in_place(model, action),
        (Action::Copy, Mode::Record(record)) => {
            let id = id_of(record.outcome.as_ref());
            return copy_id(model, id);
        }
        (Action::CardFrom, Mode::Record(record)) => {
            let card = record.sent.card.clone();
            return card_from(model, card);
        }
        (Action::NextForm | Action::Copy | Action::CardFrom, _) => {}
        (action, _) => scroll(model, action),
    }
    Vec::new()
}

fn perform_in_place(model: &mut Model, action: Action) -> Vec<Effect> {
    if action == Action::NextForm {
        model.scroll = crate::app::model::Scroll::default();
    }
    perform(model, action)
}

fn scroll(model: &mut Model, action: Action) {
    match action {
        Action::Up => model.scroll.by(-1),
        Action::Down => model.scroll.by(1),
        Action::PageUp => model.scroll.by(-PAGE),
        Action::PageDown => model.scroll.by(PAGE),
        _ => {}
    }
}
