//! What was read and not yet worked on when the program ends: the text of it still goes into the card.

use super::Session;
use crate::app::{Message, Model, Page};
use crate::keymap::{Action, Scope};
use crate::runtime::workers::Workers;
use jiff::Timestamp;

impl<W: Workers> Session<W> {
    /// Types what was read before the end, and goes back to the card where that is asked for. It ends with the first message
    /// that would do anything else, for what follows a command was meant for what that would have shown. Nothing is
    /// sent, and no question is answered but by a no. `end_seen` says whether it was read after the end of the last send
    /// could be seen. False when it has ended.
    pub fn type_leftover(&mut self, messages: Vec<Message>, end_seen: bool, now: Timestamp) -> bool {
        for message in messages {
            let typing = types(&self.model, &message);
            let message = match self.model.page() {
                Page::Form(_) if typing => Message::Hurried(Box::new(message)),
                Page::Sending(_) if typing => Message::Unconfirmed(Box::new(message)),
                Page::Outcome(_) if typing && !end_seen => Message::Unconfirmed(Box::new(message)),
                _ if leads_back(&self.model, &message) => message,
                _ => return false,
            };
            self.update(message, now);
        }
        true
    }
}

/// Whether it is text for a field of the card, an edit of one, or a move between them.
fn types(model: &Model, message: &Message) -> bool {
    match message {
        Message::Key(key) => {
            let action = model.settings.keymap.action(Scope::Form, *key);
            action.is_none_or(Action::types)
        }
        Message::Do(action) => action.types(),
        Message::Paste(_)
        | Message::Answer(_)
        | Message::Type(_)
        | Message::GoTo(_)
        | Message::NotText(_) => true,
        _ => false,
    }
}

fn leads_back(model: &Model, message: &Message) -> bool {
    match message {
        Message::Key(key) => model.settings.keymap.action(model.page().scope(), *key) == Some(Action::Back),
        Message::Do(action) => *action == Action::Back,
        _ => false,
    }
}
