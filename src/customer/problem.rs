//! What can be wrong with a card. A problem is data; its words are the locale's.

use super::Sex;
use jiff::civil::Date;
use serde::Serialize;

/// Whether a problem stops the sending or only asks for a second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Probably wrong: the review lists it, and the card can be sent.
    Warning,
    /// Cannot be right: the card is not sent.
    Error,
}

/// Something wrong with one value, or with two values that do not go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether it stops the sending.
    pub severity: Severity,
    /// What is wrong.
    pub reason: Reason,
}

impl Problem {
    /// A problem that stops the sending.
    #[must_use]
    pub fn error(reason: Reason) -> Self {
        Self {
            severity: Severity::Error,
            reason,
        }
    }

    /// A problem that asks for a second look.
    #[must_use]
    pub fn warning(reason: Reason) -> Self {
        Self {
            severity: Severity::Warning,
            reason,
        }
    }
}

/// What is wrong. Each has one text in each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "reason", content = "detail")]
pub enum Reason {
    /// A required field is blank.
    Required,
    /// Not an e-mail address.
    EmailSyntax,
    /// A character that no telephone number has.
    PhoneCharacter(char),
    /// Neither 9 digits nor `+` and 8 to 15 digits; holds how many digits there are.
    PhoneLength(usize),
    /// A PESEL has 11 digits; holds how many there are.
    PeselLength(usize),
    /// A PESEL has digits only; holds the first other character.
    PeselCharacter(char),
    /// The first six digits of the PESEL are not a date.
    PeselDate,
    /// The PESEL's last digit is not the one its others ask for.
    PeselChecksum,
    /// A Polish NIP has 10 digits; holds how many there are.
    NipLength(usize),
    /// The NIP's last digit is not the one its others ask for.
    NipChecksum,
    /// Not of the shape of a Polish NIP: perhaps a foreign number.
    NipForeign,
    /// Not a date in any form that is understood.
    DateSyntax,
    /// Of the form of a date, but the calendar has no such day.
    DateImpossible,
    /// A birthdate after today.
    DateFuture,
    /// A Polish postcode is NN-NNN.
    PostcodeShape,
    /// A web address starts with http:// or https://; holds the scheme found.
    UrlScheme(String),
    /// Not a web address.
    UrlSyntax,
    /// Not a positive whole number.
    NotPositiveNumber,
    /// Not true, false or empty.
    NotAFlag,
    /// Not one of the configured values.
    NotAChoice,
    /// A custom field has a value and no name.
    CustomFieldNameMissing,
    /// A custom field has a name and no value, so it is not sent.
    CustomFieldValueMissing,
    /// A custom field's name is given twice.
    CustomFieldNameTwice,
    /// The tenant's custom field is READ ONLY and `fill_read_only_custom_fields` is not true.
    CustomFieldReadOnly,
    /// The birthdate is not the PESEL's; holds the PESEL's.
    BirthdateUnlikePesel(Date),
    /// The gender is not the PESEL's; holds the PESEL's.
    GenderUnlikePesel(Sex),
    /// An address has a street and no city.
    CityMissing,
}
