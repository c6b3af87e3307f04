//! What a page needs to say what it shows.

use crate::app::blocks::Role;
use crate::app::lines::LineCommand;
use crate::app::model::{DraftState, Model};
use crate::customer::StoredTime;
use crate::i18n::Texts;
use crate::keymap::{Action, Scope};

/// Where blocks are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// On the screen, where keys are pressed.
    Screen,
    /// Read out line by line, where commands are typed.
    Lines,
}

/// The model, and where what it shows is shown.
#[derive(Debug, Clone, Copy)]
pub struct PageContext<'a> {
    /// The model.
    pub model: &'a Model,
    /// Where the blocks are shown.
    pub medium: Medium,
}

impl<'a> PageContext<'a> {
    /// The texts of the operator's language.
    pub(crate) fn texts(self) -> &'a Texts {
        self.model.locale.texts()
    }

    /// Whether the blocks are read out.
    #[must_use]
    pub fn is_spoken(self) -> bool {
        self.medium == Medium::Lines
    }

    /// The key of an action in a scope, or its way through the leader menu; on lines, the command. Empty where there is none.
    #[must_use]
    pub fn way_to(self, scope: Scope, action: Action) -> String {
        match self.medium {
            Medium::Screen => {
                let keymap = &self.model.settings.keymap;
                keymap.way_to(&self.model.locale, scope, action)
            }
            Medium::Lines => LineCommand::way_to(self.model.locale.language(), scope, action),
        }
    }

    /// The time of day for today, the day and the time for another day.
    #[must_use]
    pub fn time(self, at: impl Into<StoredTime>) -> String {
        let Model {
            locale,
            settings,
            rule_context,
            ..
        } = self.model;
        locale.stored_time(at.into(), |at| {
            locale.hour(settings.zone.to_datetime(at), rule_context.today)
        })
    }

    /// A moment to the second.
    #[must_use]
    pub fn moment(self, at: impl Into<StoredTime>) -> String {
        let Model { locale, settings, .. } = self.model;
        locale.stored_time(at.into(), |at| locale.second(settings.zone.to_datetime(at)))
    }

    /// The character between the parts of a line.
    #[must_use]
    pub fn dot(self) -> &'static str {
        match self.medium {
            Medium::Lines => "-",
            Medium::Screen if self.model.settings.ascii => "|",
            Medium::Screen => "·",
        }
    }

    /// The character before a remark.
    #[must_use]
    pub fn dash(self) -> &'static str {
        match self.medium {
            Medium::Screen if !self.model.settings.ascii => "–",
            _ => "-",
        }
    }

    /// Two parts of a line, with the [dot](Self::dot) between them.
    #[must_use]
    pub fn dotted(self, one: impl AsRef<str>, other: impl AsRef<str>) -> String {
        format!("{} {} {}", one.as_ref(), self.dot(), other.as_ref())
    }
}

impl PageContext<'_> {
    /// The words in place of a list that has no rows: that is said of `words`, unless the list cannot be read.
    #[must_use]
    pub fn empty_list(self, words: String) -> (String, Role) {
        match &self.model.draft {
            DraftState::Failed(_) | DraftState::HandedOver => (self.texts().list_unreadable(), Role::Error),
            _ => (words, Role::Dim),
        }
    }
}
