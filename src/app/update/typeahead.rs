//! What is typed while a card is on its way: it waits for the next card, and is no command.
//!
//! The next card is begun by the first letter. The one on its way is parked for that, as a draft like any other: the
//! journal deletes it when its customer is created, and otherwise it is there to be fixed.

use super::update;
use crate::app::in_flight::{BackgroundResult, SendStage};
use crate::app::model::{Model, Notice};
use crate::app::pages::form::{form_key, paste_text};
use crate::app::pages::{FormPage, Page};
use crate::app::{Effect, Message};
use crate::endpoint::Resource;
use crate::keymap::key::{Key, KeyCode};
use crate::keymap::{Action, Scope};

/// Types into the next card, or keeps it for that until there is one.
pub(in crate::app) fn type_ahead(model: &mut Model, message: Message) -> Vec<Effect> {
    if sends(model, &message) {
        // It is answered, and never kept: what is sent next is decided when it is on the screen.
        model.notice = Some(Notice::StillSending);
        return Vec::new();
    }
    let begins = begins(model, &message);
    // A company is typed beside the card: its id is waited for.
    let Some(in_flight) = model.in_flight.as_ref().filter(|sent| !sent.is_company()) else {
        return Vec::new();
    };
    if in_flight.next_begun() {
        return take(model, message);
    }
    if !types(model, &message) || (model.typeahead.is_empty() && !begins && is_enter(&message)) {
        return Vec::new();
    }
    let ordered = in_flight.stage == SendStage::Ordered;
    model.typeahead.push(message);
    // Until the journal has it, the card is no other than the one in the form.
    if !begins || ordered {
        return Vec::new();
    }
    begin_ahead(model)
}

/// Begins the next card with what was typed for it.
fn begin_ahead(model: &mut Model) -> Vec<Effect> {
    make_room(model).map_or_else(|| replay(model), |park| vec![park])
}

/// Has the card on its way parked, so that the next one can be begun. Where the form holds another card, that is it, and
/// nothing is to be done.
fn make_room(model: &mut Model) -> Option<Effect> {
    let sent = model.in_flight.as_ref();
    if sent.is_some_and(|in_flight| model.form.is_of(&in_flight.payload)) {
        return Some(Effect::Park);
    }
    go_on_with_the_next(model, None);
    None
}

/// The form holds another card than the one on its way, whose draft is this if it was parked.
fn go_on_with_the_next(model: &mut Model, draft: Option<String>) {
    if let Some(in_flight) = &mut model.in_flight {
        in_flight.stage = SendStage::NextBegun;
        in_flight.parked = draft;
    }
    if model.settings.form_options.fill_while_sending {
        model.pages.set(FormPage);
    }
}

/// The attempt is in the journal, so the next card can be begun, if that is wanted before the answer is there.
pub(super) fn send_begun(model: &mut Model) -> Vec<Effect> {
    let Some(in_flight) = &mut model.in_flight else {
        return Vec::new();
    };
    in_flight.stage = SendStage::Begun;
    if in_flight.is_company() {
        return Vec::new();
    }
    if model.typeahead.iter().any(|message| begins(model, message)) {
        return begin_ahead(model);
    }
    if model.settings.form_options.fill_while_sending {
        return make_room(model).into_iter().collect();
    }
    Vec::new()
}

/// Nothing went out after all. A card that is on its way already has nothing to do with that.
pub(in crate::app) fn did_not_begin(model: &mut Model) {
    if model
        .in_flight
        .as_ref()
        .is_some_and(|in_flight| in_flight.stage == SendStage::Ordered)
    {
        model.in_flight = None;
    }
}

/// The card on its way is parked as this draft: the next one is begun.
pub(in crate::app) fn begin_next(model: &mut Model, draft: Option<String>) {
    model.begin_blank();
    go_on_with_the_next(model, draft);
}

/// A key or a paste that cannot have been meant for what is on the screen: it is typed, and is no command. Where the end of
/// the wait has just become a page, typing goes on in the next card, and the page gives way to a line.
pub(super) fn unconfirmed(model: &mut Model, message: Message) -> Vec<Effect> {
    if let Message::NotText(_) = message {
        return update(model, message);
    }
    let begins = begins(model, &message);
    match model.page() {
        Page::Sending(_) => type_ahead(model, message),
        page if page.editor(model).is_some() && begins => update(model, message),
        Page::Form(_) if begins || !model.form.is_untouched(&model.rule_context) || !is_enter(&message) => {
            take(model, message)
        }
        Page::Outcome(page) if begins && page.resource == Resource::Customer => {
            let in_form = page.in_form;
            model.typeahead.push(message);
            if in_form {
                return vec![Effect::Park];
            }
            go_on_after(model, None);
            replay(model)
        }
        _ => Vec::new(),
    }
}

/// The page with the outcome gives way to the next card; its own card is this draft, if it was parked.
pub(in crate::app) fn go_on_after(model: &mut Model, draft: Option<String>) {
    if let Page::Outcome(ended) = model.pages.set(FormPage) {
        model.background_result = Some(BackgroundResult {
            attempt: ended.attempt,
            who: ended.who,
            outcome: ended.outcome,
            draft,
        });
    }
}

/// Types what has waited for the next card, which is there now.
pub(in crate::app) fn replay(model: &mut Model) -> Vec<Effect> {
    let waiting = std::mem::take(&mut model.typeahead);
    let typed = waiting.into_iter().map(|message| take(model, message));
    typed.collect::<Vec<_>>().concat()
}

/// Forgets what would only move in a next card that there is not. Text is kept, where the store could not put the card on
/// its way aside for it: it is for the card that is begun next.
pub(super) fn forget_moves(model: &mut Model) {
    if !model.typeahead.iter().any(|message| begins(model, message)) {
        model.typeahead.clear();
    }
}

/// Types into the card in the form.
fn take(model: &mut Model, message: Message) -> Vec<Effect> {
    if !types(model, &message) {
        return Vec::new();
    }
    let mut effects = match message {
        Message::Key(key) => form_key(model, key, true),
        Message::Paste(text) => paste_text(model, &text),
        _ => Vec::new(),
    };
    if model.form.leave(&model.rule_context) {
        effects.push(Effect::SaveDraft);
    }
    effects
}

/// Whether it is a part of typing, and no command.
fn types(model: &Model, message: &Message) -> bool {
    let Message::Key(key) = message else {
        return matches!(message, Message::Paste(_));
    };
    let action = model.settings.keymap.action(Scope::Form, *key);
    action.is_none_or(Action::types)
}

/// Whether it is the key that asks to send the card.
fn sends(model: &Model, message: &Message) -> bool {
    matches!(message, Message::Key(key)
        if model.settings.keymap.action(Scope::Form, *key) == Some(Action::Review))
}

/// Whether it brings something for a card, and not only moves in it.
fn begins(model: &Model, message: &Message) -> bool {
    let Message::Key(key) = message else {
        return matches!(message, Message::Paste(_));
    };
    let action = model.settings.keymap.action(Scope::Form, *key);
    key.typed().is_some() || action == Some(Action::Duplicate)
}

/// The key that sent, pressed once more, is not meant for the next card.
fn is_enter(message: &Message) -> bool {
    matches!(message, Message::Key(key) if *key == Key::plain(KeyCode::Enter))
}
