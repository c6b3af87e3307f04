//! The rules of single fields: small pure checks, and the form in which a value is sent.
//!
//! A [`Rule`] is named in the row of [`FIELDS`](super::FIELDS) that it guards. It sees a value only when it is not
//! blank: that a field must not be blank is the row's `required`.

pub(super) mod artifact;
pub mod choice;
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

use super::{Problem, RuleContext};

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

/// For [`Rule::tidy`]: what is typed stays as it is.
fn never(_: &str, _: &str) -> bool {
    false
}

/// For [`Rule::tidy`]: the value is always shown as it is sent.
fn always(_: &str, _: &str) -> bool {
    true
}

/// For [`Field::is_whole`](super::Field::is_whole): more may always follow.
pub(super) fn is_open(_: &str, _: RuleInput) -> bool {
    false
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
