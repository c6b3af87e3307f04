//! The rules of single fields: small pure checks, and the form in which a value is sent.
//!
//! A [`Rule`] is named in the row of [`FIELDS`](super::FIELDS) that it guards. It sees a value only when it is not
//! blank: that a field must not be blank is the row's `required`.

pub mod cross;

use super::{Facts, Problem};

/// What a rule may look at besides the value itself.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Today and the tenant's configuration.
    pub facts: &'a Facts,
    /// The path of the field, for choices.
    pub path: &'a str,
    /// The country as typed in the same address; empty outside addresses.
    pub country: &'a str,
}

/// The check of a value and the form in which it is sent.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The problem of a trimmed value that is not blank, or none.
    pub check: fn(&str, Context) -> Option<Problem>,
    /// The value as it is sent. Gives a value that it does not understand back as it is.
    pub canonical: fn(&str, Context) -> String,
}

/// Any text.
pub const ANY: Rule = Rule {
    check: |_, _| None,
    canonical: |value, _| value.to_owned(),
};
/// An e-mail address.
pub const EMAIL: Rule = ANY;
/// A telephone number.
pub const PHONE: Rule = ANY;
/// A Polish personal number.
pub const PESEL: Rule = ANY;
/// A Polish tax number, or a foreign one.
pub const NIP: Rule = ANY;
/// A day in the past.
pub const BIRTHDATE: Rule = ANY;
/// A postcode, Polish unless the address has another country.
pub const POSTCODE: Rule = ANY;
/// A web address.
pub const HOMEPAGE: Rule = ANY;
/// A positive whole number.
pub const POSITIVE_NUMBER: Rule = ANY;
/// True, false or nothing.
pub const FLAG: Rule = ANY;
/// One of the configured values, or any text where none are configured.
pub const CHOICE: Rule = ANY;
