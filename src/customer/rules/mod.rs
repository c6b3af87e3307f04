//! The rules of single fields: small pure checks, and the form in which a value is sent.
//!
//! A [`Rule`] is named in the row of [`FIELDS`](super::FIELDS) that it guards. It sees a value only when it is not
//! blank: that a field must not be blank is the row's `required`.

mod artifact;
pub mod choice;
pub mod cross;
pub mod date;
pub mod email;
pub mod flag;
pub mod homepage;
pub mod identifier;
pub mod nip;
pub mod number;
pub mod pesel;
pub mod phone;
pub mod postcode;

#[cfg(test)]
mod tests;

pub use choice::RULE as CHOICE;
pub use date::RULE as BIRTHDATE;
pub use email::RULE as EMAIL;
pub use flag::RULE as FLAG;
pub use homepage::RULE as HOMEPAGE;
pub use identifier::RULE as IDENTIFIER;
pub use nip::RULE as NIP;
pub use number::RULE as POSITIVE_NUMBER;
pub use pesel::RULE as PESEL;
pub use phone::RULE as PHONE;
pub use postcode::RULE as POSTCODE;

use super::{Field, FieldKind, Problem, Reason, RuleContext, Severity};
use crate::text::{is_hidden, is_odd_space};

/// What a rule may look at besides the value itself.
#[derive(Debug, Clone, Copy)]
pub struct RuleInput<'a> {
    /// Today and the tenant's configuration.
    pub context: &'a RuleContext,
    /// The path of the field, for choices.
    pub path: &'a str,
    /// The country as typed in the same address; empty outside addresses.
    pub country: &'a str,
}

/// The check of a value and the form in which it is sent.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The problem of a trimmed value that is not blank, or none.
    pub check: fn(&str, RuleInput) -> Option<Problem>,
    /// The value as it is sent. Gives a value that it does not understand back as it is.
    pub canonical: fn(&str, RuleInput) -> String,
    /// Whether a value that has no error is shown in the form in which it is sent as soon as its field is left: of the value
    /// as typed, and as sent.
    pub tidy: fn(&str, &str) -> bool,
}

/// Any text.
pub const ANY: Rule = Rule {
    check: |_, _| None,
    canonical: as_is,
    tidy: never,
};

/// Everything that is wrong with a trimmed value that is not blank, the errors first: what its rule finds, what a spreadsheet
/// or a database has left in its place, and characters that nobody sees. `is_choice`: it is one of the configured values.
#[must_use]
pub fn problems(field: &Field, value: &str, is_choice: bool, input: RuleInput) -> Vec<Problem> {
    let own = (field.rule.check)(value, input);
    let is_meant = is_choice || (field.kind == FieldKind::Flag && own.is_none());
    let severity = own.as_ref().map(|problem| problem.severity);
    let free = matches!(field.kind, FieldKind::Lines | FieldKind::Pairs);
    if value.contains(char::REPLACEMENT_CHARACTER) {
        return vec![Problem::error(Reason::LettersLost)];
    }
    let absent = artifact::absent(field, value, severity);
    if let Some(absent) = absent.filter(|_| !is_meant) {
        return vec![absent];
    }
    if let Some(reason) = artifact::formula(value).filter(|_| !free) {
        return vec![Problem::error(reason)];
    }
    let hidden = hidden(field, value).map(|reason| Problem {
        severity: severity.unwrap_or(Severity::Warning),
        reason,
    });
    let lost = artifact::has_lost_letters(field, value).then(|| Problem::warning(Reason::LettersLost));
    match (hidden, own) {
        // The rule stumbles over what nobody sees: that is what has to go.
        (Some(hidden), Some(_)) if hidden.severity == Severity::Error => vec![hidden],
        (hidden, own) => own.into_iter().chain(hidden).chain(lost).collect(),
    }
}

/// A trimmed value without an error as it is shown once its field is left; none where it stays as it is.
#[must_use]
pub fn shown(field: &Field, value: &str, input: RuleInput) -> Option<String> {
    let problem = (field.rule.check)(value, input);
    let is_wrong = problem.is_some_and(|problem| problem.severity == Severity::Error);
    let sent = (field.rule.canonical)(value, input);
    (!is_wrong && sent != value && (field.rule.tidy)(value, &sent)).then_some(sent)
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

/// For [`Rule::tidy`]: what is typed stays as it is.
fn never(_: &str, _: &str) -> bool {
    false
}

/// For [`Rule::tidy`]: the value is always shown as it is sent.
fn always(_: &str, _: &str) -> bool {
    true
}

fn as_is(value: &str, _: RuleInput) -> String {
    value.to_owned()
}

/// A space or a dash of any width: people type them into numbers, and word processors replace them.
fn is_gap(character: char) -> bool {
    character.is_whitespace() || character == '-' || matches!(character, '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Whether there is nothing but the digits 0 to 9; true of an empty text.
fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The sum of the digits, each times its weight. A digit without a weight does not count.
fn weighted_sum(digits: &str, weights: &[u32]) -> u32 {
    let digits = digits.chars().filter_map(|digit| digit.to_digit(10));
    digits.zip(weights).map(|(digit, weight)| digit * weight).sum()
}
