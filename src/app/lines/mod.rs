//! The linear front, as far as it is pure: its commands, and what a line means where the program is. It changes nothing:
//! a line becomes messages for the model, or something to announce.

mod commands;
mod find;
mod interpret;
mod known;
mod rows;
mod table;
mod which;

pub(in crate::app) use find::names;
pub use find::{SlotMatch, fold, place};
pub use interpret::{LineParser, LineResult, Topic, back, waits};
pub use table::COMMANDS;
pub use which::Alternative;

use crate::i18n::{Language, Locale, Texts};
use crate::keymap::{Action, BINDINGS, Scope};

/// What a line with a command begins with; a value that begins with it has it twice.
pub const MARK: char = '/';

/// The line that ends a note.
pub const END_OF_NOTE: &str = ".";

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandMeaning {
    /// What an action of the bindings does; on a row, where a number follows the command.
    Act(Action),
    /// An action that opens a line to type, and the text behind the command in it.
    Type(Action),
    /// Prints the commands.
    Help,
    /// Goes to a field or a section.
    Go,
    /// Prints what is filled in.
    Filled,
    /// Prints the values that the field may take.
    Values,
    /// Prints what is wrong.
    Problems,
    /// Prints the request.
    Request,
    /// Prints the id of the customer who was dealt with last.
    LastId,
    /// Takes the value that is proposed.
    Accept,
    /// Opens the newest attempt whose outcome is unknown.
    Settle,
    /// Opens the search for a customer, with what follows.
    Find,
    /// Shows the customer whom the CRM has with a value of the card.
    Known,
    /// Opens the history.
    History,
    /// Prints the next rows of the history.
    More,
    /// Makes a card of a row of the history.
    Card,
    /// Writes the card to a file.
    Export,
}

impl CommandMeaning {
    /// The action of the bindings that it is, if it is one.
    #[must_use]
    pub fn action(self) -> Option<Action> {
        self.meaning().ok()
    }

    /// The action of the bindings that it is, or what it does in words of its own.
    fn meaning(self) -> Result<Action, fn(&Texts) -> String> {
        Ok(match self {
            Self::Act(action) | Self::Type(action) => action,
            Self::Request => Action::Preview,
            Self::Accept => Action::Complete,
            Self::LastId => return Err(Texts::does_last_id),
            Self::Find => Action::Find,
            Self::History => Action::History,
            Self::Card => Action::CardFrom,
            Self::Export => Action::Export,
            Self::Help => return Err(Texts::does_help),
            Self::Go => return Err(Texts::does_go),
            Self::Filled => return Err(Texts::does_list),
            Self::Values => return Err(Texts::does_values),
            Self::Problems => return Err(Texts::does_problems),
            Self::Settle => return Err(Texts::does_settle),
            Self::Known => return Err(Texts::does_known),
            Self::More => return Err(Texts::does_more),
        })
    }
}

/// Where a command holds. Those of the form hold elsewhere, too, as its menu does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandPlace {
    /// Everywhere.
    Everywhere,
    /// Everywhere but in the form.
    Elsewhere,
    /// Where the bindings of this scope hold.
    In(Scope),
}

impl CommandPlace {
    /// Whether it holds where the bindings of a scope do.
    #[must_use]
    pub fn holds(self, scope: Scope) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Elsewhere => scope != Scope::Form,
            Self::In(own) => own == scope,
        }
    }
}

/// One row of [`COMMANDS`].
#[derive(Debug)]
pub struct LineCommand {
    /// Where it holds.
    pub place: CommandPlace,
    /// Its names, without the mark, in the order of [`Language::ALL`]. Each is understood in every language.
    pub names: [&'static str; 2],
    /// What it does.
    pub does: CommandMeaning,
    argument: Option<fn(&Texts) -> String>,
}

impl LineCommand {
    /// The name in a language.
    #[must_use]
    pub fn name(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.names[0],
            Language::Pl => self.names[1],
        }
    }

    /// How it is typed: `/go field or section`.
    #[must_use]
    pub fn usage(&self, locale: &Locale) -> String {
        let name = self.name(locale.language());
        match self.argument {
            Some(argument) => format!("{MARK}{name} {}", locale.text(argument)),
            None => format!("{MARK}{name}"),
        }
    }

    /// What it does where it belongs, in a few words; the bindings' own, where it is one of their actions.
    #[must_use]
    pub fn label(&self, locale: &Locale) -> String {
        let scope = match self.place {
            CommandPlace::In(scope) => scope,
            CommandPlace::Everywhere | CommandPlace::Elsewhere => Scope::Form,
        };
        self.label_in(locale, scope)
    }

    /// As [`label`](Self::label), in a scope.
    #[must_use]
    pub fn label_in(&self, locale: &Locale, scope: Scope) -> String {
        match self.does.meaning() {
            Ok(action) => action_label(locale, scope, action),
            Err(own) => locale.text(own),
        }
    }

    /// How an action is asked for in a scope, as a line: `/drafts`; empty where no command does that.
    #[must_use]
    pub fn way_to(language: Language, scope: Scope, action: Action) -> String {
        let row = COMMANDS
            .iter()
            .find(|row| row.place.holds(scope) && row.does.action() == Some(action));
        row.map(|row| format!("{MARK}{}", row.name(language)))
            .unwrap_or_default()
    }
}

/// The names of the commands that belong to a scope and whose actions are offered.
#[must_use]
pub fn commands_of(locale: &Locale, scope: Scope, offers: impl Fn(Action) -> bool) -> String {
    let rows = COMMANDS
        .iter()
        .filter(|row| row.place == CommandPlace::In(scope) && row.does.action().is_none_or(&offers));
    let names: Vec<String> = rows
        .map(|row| format!("{MARK}{}", row.name(locale.language())))
        .collect();
    names.join(", ")
}

/// What an action does in a scope, in a few words; what it does in the form, where the scope has no word of its own.
#[must_use]
pub fn action_label(locale: &Locale, scope: Scope, action: Action) -> String {
    let rows = || BINDINGS.iter().filter(|row| row.action == action);
    let row = rows()
        .find(|row| row.scope == scope)
        .or_else(|| rows().find(|row| row.scope == Scope::Form));
    row.map(|row| row.label(locale)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_label_and_no_two_of_a_scope_share_a_name() {
        for language in Language::ALL {
            let locale = Locale::new(language);
            for row in COMMANDS {
                assert!(!row.label(&locale).is_empty(), "{row:?}");
                assert!(row.usage(&locale).starts_with(MARK), "{row:?}");
            }
        }
        for (number, row) in COMMANDS.iter().enumerate() {
            for other in &COMMANDS[..number] {
                if Scope::ALL
                    .into_iter()
                    .any(|scope| row.place.holds(scope) && other.place.holds(scope))
                {
                    for name in row.names {
                        let taken = other.names.iter().any(|taken| fold(taken) == fold(name));
                        assert!(!taken, "{name} is {row:?} and {other:?}");
                    }
                }
            }
        }
    }
}
