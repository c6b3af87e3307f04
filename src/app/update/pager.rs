//! Keys in texts that scroll: the preview, the help, an outcome, a record.

use super::history::{card_from, copy_id};
use super::{by_key, enter, perform};
use crate::app::Effect;
use crate::app::mode::Mode;
use crate::app::model::{Model, Scroll};
use crate::keymap::key::Key;
use crate::keymap::{Action, Scope};

pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    by_key(model, Scope::Pager, key, act)
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match (action, &mut model.mode) {
        (Action::Back | Action::Help, Mode::Help(origin)) => {
            let origin = std::mem::replace(&mut **origin, Mode::Form);
            enter(model, origin);
        }
        (Action::Back, Mode::Record(_)) => enter(model, Mode::History { filtering: false }),
        (Action::Back, _) => enter(model, Mode::Form),
        (Action::Review, Mode::Ended(_)) | (Action::Leader | Action::History | Action::Help, _) => {
            return perform(model, action);
        }
        (Action::NextForm | Action::Copy, Mode::Preview) => return perform_in_place(model, action),
        (Action::Copy, Mode::Record(record)) => {
            let id = record.customer_id.clone();
            return copy_id(model, id);
        }
        (Action::CardFrom, Mode::Record(record)) => {
            let card = record.sent.card.clone();
            return card_from(model, card);
        }
        (Action::Settle, Mode::Ended(ended)) if ended.is_unknown() => {
            return ended
                .attempt
                .clone()
                .map(Effect::LoadRecord)
                .into_iter()
                .collect();
        }
        (Action::NextForm | Action::Copy | Action::CardFrom | Action::Settle | Action::Review, _) => {}
        (action, _) => scroll(model, action),
    }
    Vec::new()
}

fn perform_in_place(model: &mut Model, action: Action) -> Vec<Effect> {
    if action == Action::NextForm {
        model.scroll = Scroll::default();
    }
    perform(model, action)
}

pub(super) fn scroll(model: &mut Model, action: Action) {
    match action {
        Action::Up => model.scroll.by(-1),
        Action::Down => model.scroll.by(1),
        Action::PageUp => model.scroll.by_page(-1),
        Action::PageDown => model.scroll.by_page(1),
        _ => {}
    }
}
