//! What a key does: what it means on the page, or a letter in the line that is typed there.

use super::operate;
use crate::app::Effect;
use crate::app::model::{Model, Notice};
use crate::app::notice::ViewNotice;
use crate::keymap::key::{Key, KeyCode};
use crate::keymap::{Action, Scope};

/// A key: that a letter before it did not arrive stays on the screen for as long as letters follow.
pub(super) fn pressed(model: &mut Model, key: Key) -> Vec<Effect> {
    let lost = model
        .notice
        .clone()
        .filter(|notice| matches!(notice, Notice::NotText(_)));
    let before = model.notice.clone();
    let effects = operate(model, |model| dispatch(model, key, before.as_ref()));
    if key.typed().is_some() && model.notice.is_none() {
        model.notice = lost;
    }
    effects
}

fn dispatch(model: &mut Model, key: Key, before: Option<&Notice>) -> Vec<Effect> {
    let types = model.page().editor(model).is_some();
    if types && before == Some(&Notice::View(ViewNotice::NoMenu)) && key.typed().is_some() {
        model.notice = Some(Notice::View(ViewNotice::NoMenuLetter));
        return Vec::new();
    }
    if types && is_menu_key_without_menu(model, key) {
        model.notice = Some(Notice::View(ViewNotice::NoMenu));
        return Vec::new();
    }
    if model.page().shows_how_to_leave() && key.ctrl && key.code == KeyCode::Char('c') {
        model.notice = Some(Notice::HowToLeave);
        return Vec::new();
    }
    model.page_key(key)
}

/// Whether a key opens the menu in the form, but not here: the letter of the menu that follows is not meant as text.
fn is_menu_key_without_menu(model: &Model, key: Key) -> bool {
    let keymap = &model.settings.keymap;
    keymap.action(Scope::Form, key) == Some(Action::Leader)
        && keymap.action(model.page().scope(), key).is_none()
}

/// Does what a key means in the scope of the page; where it means nothing, it edits the line that is typed, if one is.
pub(in crate::app) fn by_key(model: &mut Model, key: Key) -> Vec<Effect> {
    match model.settings.keymap.action(model.page().scope(), key) {
        Some(action) => model.page_act(action),
        None => model.page_edit(|editor| editor.prompt_key(key)),
    }
}
