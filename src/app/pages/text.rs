//! What texts that scroll have in common.

use super::FormPage;
use crate::app::Effect;
use crate::app::model::Model;
use crate::app::update::{enter, perform};
use crate::keymap::Action;

/// The actions in the scope of such texts that only some of them have.
pub(super) const TEXT_ONLY: [Action; 6] = [
    Action::Filter,
    Action::NextForm,
    Action::Copy,
    Action::CardFrom,
    Action::Settle,
    Action::Review,
];

/// Scrolls, or leads back to the form.
pub(super) fn text_act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Back => enter(model, FormPage),
        Action::Leader | Action::History | Action::Help => return perform(model, action),
        action if TEXT_ONLY.contains(&action) => {}
        action => scroll(model, action),
    }
    Vec::new()
}

/// Scrolls the text by a line or by a page.
pub(super) fn scroll(model: &mut Model, action: Action) {
    match action {
        Action::Up => model.scroll.by(-1),
        Action::Down => model.scroll.by(1),
        Action::PageUp => model.scroll.by_page(-1),
        Action::PageDown => model.scroll.by_page(1),
        _ => {}
    }
}
