//! What can be wrong with a card. A problem is data; its words are the locale's.

use super::Sex;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// Whether a problem stops the sending or only asks for a second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
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
    /// A Polish number has 9 digits behind +48; holds how many there are.
    PhonePolishLength(usize),
    /// No Polish number, and no country's code, begins with 0.
    PhoneZero,
    /// An extension follows the number.
    PhoneExtension,
    /// All digits of the number are the same.
    PhoneSameDigits,
    /// A PESEL has 11 digits; holds how many there are.
    PeselLength(usize),
    /// A PESEL has digits only; holds the first other character.
    PeselCharacter(char),
    /// The first six digits of the PESEL are not a date.
    PeselDate,
    /// The PESEL lacks zeros at its beginning, and is right with them.
    PeselZeroLost,
    /// The PESEL's last digit is not the one its others ask for.
    PeselChecksum,
    /// A Polish NIP has 10 digits; holds how many there are.
    NipLength(usize),
    /// The NIP's last digit is not the one its others ask for.
    NipChecksum,
    /// Of the shape of another country's VAT number.
    NipForeign,
    /// Neither of the shape of a Polish NIP nor of another country's VAT number.
    NipShape,
    /// Not a date in any form that is understood.
    DateSyntax,
    /// Of the form of a date, but the calendar has no such day.
    DateImpossible,
    /// A birthdate after today.
    DateFuture,
    /// A birthdate before 1900.
    DateBefore1900,
    /// A spreadsheet's number of a day.
    DateSerial,
    /// A Polish postcode is NN-NNN.
    PostcodeShape,
    /// Four digits: a Polish postcode that lacks the zero at its beginning.
    PostcodeZeroLost,
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
    /// The value has more characters than the tenant's settings allow.
    ValueTooLong {
        /// How many it has, as it is sent.
        length: usize,
        /// The most that it may have.
        most: usize,
    },
    /// An address has a street and no city.
    CityMissing,
    /// A spreadsheet's error in the place of a value; holds it.
    SpreadsheetError(String),
    /// What is written where there is no value; holds it.
    Placeholder(String),
    /// A spreadsheet has shortened the number to `1,23457E+15`.
    NumberShortened,
    /// The value follows a spreadsheet's `'` or `=`.
    FormulaMark,
    /// The number ends as a decimal one; holds the end, `,0`.
    NumberDecimal(String),
    /// A character that nobody sees.
    Hidden {
        /// The character.
        character: char,
        /// Its place in the value, from 1, in characters.
        place: usize,
    },
    /// The value holds U+FFFD, or a name a sign, which stands for a letter that was lost.
    LettersLost,
    /// The CRM refused the value as it is; holds its words, which are not safe to show as they are.
    Refused(String),
}
