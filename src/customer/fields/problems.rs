//! What is wrong with the value of a field, and how it is shown.

use super::{Field, FieldKind, placeholder};
use crate::customer::rules::{RuleInput, artifact};
use crate::customer::{Problem, Reason, Severity};
use crate::text::{is_hidden, is_odd_space};

impl Field {
    /// Everything that is wrong with a trimmed value that is not blank, the errors first: what its rule finds, what a spreadsheet
    /// or a database has left in its place, and characters that nobody sees. `is_choice`: it is one of the configured values.
    #[must_use]
    pub fn problems(&self, value: &str, is_choice: bool, input: RuleInput) -> Vec<Problem> {
        let own = (self.rule.check)(value, input);
        let is_meant = is_choice || (self.kind == FieldKind::Flag && own.is_none());
        let severity = own.as_ref().map(|problem| problem.severity);
        let free = matches!(self.kind, FieldKind::Lines | FieldKind::Pairs);
        if value.contains(char::REPLACEMENT_CHARACTER) {
            return vec![Problem::error(Reason::LettersLost)];
        }
        let absent = placeholder::absent(self, value, severity);
        if let Some(absent) = absent.filter(|_| !is_meant) {
            return vec![absent];
        }
        if let Some(reason) = artifact::formula(value).filter(|_| !free) {
            return vec![Problem::error(reason)];
        }
        let hidden = hidden(self, value).map(|reason| Problem {
            severity: severity.unwrap_or(Severity::Warning),
            reason,
        });
        let lost = placeholder::has_lost_letters(self, value).then(|| Problem::warning(Reason::LettersLost));
        match (hidden, own) {
            // The rule stumbles over what nobody sees: that is what has to go.
            (Some(hidden), Some(_)) if hidden.severity == Severity::Error => vec![hidden],
            (hidden, own) => own.into_iter().chain(hidden).chain(lost).collect(),
        }
    }

    /// A trimmed value without an error as it is shown once its field is left; none where it stays as it is.
    #[must_use]
    pub fn shown(&self, value: &str, input: RuleInput) -> Option<String> {
        let problem = (self.rule.check)(value, input);
        let is_wrong = problem.is_some_and(|problem| problem.severity == Severity::Error);
        let sent = (self.rule.canonical)(value, input);
        (!is_wrong && sent != value && (self.rule.tidy)(value, &sent)).then_some(sent)
    }
}

/// The first character that nobody sees, and its place. In text for people to read it may belong to an emoji or a script.
fn hidden(field: &Field, value: &str) -> Option<Reason> {
    if field.kind == FieldKind::Lines {
        return None;
    }
    let identifies = !field.holdable;
    let mut characters = value.chars().zip(1..);
    let found =
        characters.find(|(character, _)| is_hidden(*character) || (identifies && is_odd_space(*character)));
    found.map(|(character, place)| Reason::Hidden { character, place })
}
