//! The wait for the CRM's answer. What is typed meanwhile is kept for the next card.

use super::{PageBehaviour, PageContext, Placement, Question};
use crate::app::blocks::{Block, Role};
use crate::app::in_flight::SendStage;
use crate::app::model::{Model, Notice};
use crate::app::update::{ask, typeahead};
use crate::app::{Effect, Message};
use crate::keymap::key::Key;
use crate::keymap::{Action, Scope};

/// `--plain` announces the wait again after so many seconds.
const ANNOUNCED_EVERY: u64 = 10;

/// A card is in flight, and nothing else is shown.
#[derive(Debug)]
pub struct SendingPage;

impl PageBehaviour for SendingPage {
    fn scope(&self) -> Scope {
        Scope::Sending
    }

    fn placement(&self) -> Placement {
        Placement::Overlay
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_sending()
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let model = context.model;
        let texts = context.texts();
        let Some(in_flight) = &model.in_flight else {
            return Vec::new();
        };
        // What is locked by another program is not begun for a moment either.
        let is_claimed_first = in_flight.stage == SendStage::Ordered && model.settings.team.is_some();
        if context.is_spoken() && is_claimed_first {
            return vec![Block::Progress(texts.sending_claiming(), Role::Plain)];
        }
        if context.is_spoken() {
            let seconds = in_flight.since.as_secs();
            let words = if seconds < ANNOUNCED_EVERY {
                texts.plain_sending(context.way_to(Scope::Sending, Action::StopWaiting))
            } else {
                texts.plain_sending_since(seconds)
            };
            return vec![Block::Sentence(words, Role::Plain)];
        }
        let (next, role) = if in_flight.next_begun() {
            (texts.sending_next_begun(), Role::Plain)
        } else {
            (texts.sending_next(), Role::Dim)
        };
        let next = if in_flight.is_company() {
            Block::Gap
        } else {
            Block::Line(next, role)
        };
        let url = in_flight.resource.url_beside(&model.settings.url);
        let since = if is_claimed_first {
            texts.sending_claiming()
        } else {
            texts.sending_since(in_flight.since.as_secs(), model.settings.timeout.as_secs())
        };
        vec![
            Block::Line(format!("{}: POST {url}", in_flight.who), Role::Plain),
            Block::Line(since, Role::Plain),
            next,
        ]
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        if action == Action::StopWaiting {
            ask(model, Question::StopWaiting);
        }
        Vec::new()
    }

    /// The wait can be stopped, after a question, and the next card can be typed; no other key is taken.
    fn key(model: &mut Model, key: Key) -> Vec<Effect> {
        let keymap = &model.settings.keymap;
        if let Some(action) = keymap.action(Scope::Sending, key) {
            return model.page_act(action);
        }
        let leader = keymap.action(Scope::Form, key) == Some(Action::Leader);
        let Some(in_flight) = &mut model.in_flight else {
            return Vec::new();
        };
        // The letter behind the leader is a part of the command that is not taken.
        if std::mem::replace(&mut in_flight.after_leader, leader) {
            if keymap.leader(key) == Some(Action::Review) {
                model.notice = Some(Notice::StillSending);
            }
            return Vec::new();
        }
        if leader {
            return Vec::new();
        }
        typeahead::type_ahead(model, Message::Key(key))
    }

    fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
        typeahead::type_ahead(model, Message::Paste(text.to_owned()))
    }

    fn is_about_card(&self) -> bool {
        true
    }

    fn shows_how_to_leave(&self) -> bool {
        false
    }

    fn makes_lines_wait(&self) -> bool {
        true
    }

    fn spoken_title(&self, _context: PageContext) -> Option<String> {
        None
    }

    fn subject(&self, model: &Model) -> String {
        let seconds = model
            .in_flight
            .as_ref()
            .map_or(0, |in_flight| in_flight.since.as_secs());
        let stage = model.in_flight.as_ref().map(|in_flight| in_flight.stage);
        let is_claimed_first = stage == Some(SendStage::Ordered) && model.settings.team.is_some();
        format!("{} {is_claimed_first}", seconds / ANNOUNCED_EVERY)
    }
}
