//! Writing the card to a file: the way out where the store fails.

use super::enter;
use crate::app::Effect;
use crate::app::edit::Editor;
use crate::app::mode::Mode;
use crate::app::model::{Model, Notice};
use crate::keymap::key::Key;
use crate::keymap::{Action, Scope};

/// Asks for the file's name. The one that is proposed says whose card it is.
pub(super) fn open(model: &mut Model) {
    enter(model, Mode::Form);
    if model.form.card().is_empty(&model.facts) {
        model.notice = Some(Notice::NothingTyped);
        return;
    }
    let who = model.form.card().who().to_lowercase();
    let words = who.split(|character: char| !character.is_alphanumeric());
    let mut name = format!("~/{}", model.facts.today);
    for word in words.filter(|word| !word.is_empty()) {
        name = format!("{name}-{word}");
    }
    model.mode = Mode::Export(Editor::new(&format!("{name}.json"), false));
}

pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    if let Some(action) = model.settings.keymap.action(Scope::Prompt, key) {
        return act(model, action);
    }
    if let Mode::Export(path) = &mut model.mode {
        path.prompt_key(key);
    }
    Vec::new()
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Mode::Export(path) = &model.mode else {
        return Vec::new();
    };
    if action == Action::Yes {
        return vec![Effect::Export {
            path: path.text().to_owned(),
            text: model.form.payload().text().to_owned(),
        }];
    }
    enter(model, Mode::Form);
    Vec::new()
}

pub(super) fn exported(model: &mut Model, result: Result<String, String>) {
    model.notice = Some(match result {
        Ok(path) => {
            enter(model, Mode::Form);
            Notice::Exported(path)
        }
        Err(why) => Notice::NotExported(why),
    });
}
