//! What somebody types to find a customer: which field it is, by its shape.

use super::rules::RuleInput;
use super::{Card, FieldId, LookupKey, Problem, RuleContext, Severity, Slot};
use crate::text::is_blank;
use std::borrow::Cow;

const NAME: FieldId = FieldId::named("name");
const SURNAME: FieldId = FieldId::named("surname");

/// The shape of a search term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TermShape {
    /// A telephone number.
    Phone,
    /// An e-mail address, or the beginning of one.
    Email,
    /// A tax number.
    Nip,
    /// A personal number. The CRM cannot be searched by it.
    Pesel,
    /// The customer's identifier in the tenant's own books.
    Identifier,
    /// Surname and name. The CRM cannot be searched by them.
    Name,
}

impl TermShape {
    /// All shapes, in the order in which they can be chosen.
    pub const ALL: [Self; 6] = [
        Self::Phone,
        Self::Email,
        Self::Nip,
        Self::Pesel,
        Self::Identifier,
        Self::Name,
    ];

    /// The field that holds such a value.
    #[must_use]
    pub const fn field(self) -> FieldId {
        match self {
            Self::Phone => FieldId::named("phone_number"),
            Self::Email => FieldId::named("email"),
            Self::Nip => FieldId::named("nip"),
            Self::Pesel => FieldId::named("pesel"),
            Self::Identifier => FieldId::named("identifier"),
            Self::Name => SURNAME,
        }
    }

    /// Whether the CRM finds customers by it.
    #[must_use]
    pub fn is_searched(self) -> bool {
        self.field().field().key.is_some_and(|key| key.searched)
    }

    /// The shape after this one, and round the end.
    #[must_use]
    pub fn next(self) -> Self {
        let here = Self::ALL.iter().position(|shape| *shape == self);
        let next = here.map_or(0, |here| here + 1);
        Self::ALL[next % Self::ALL.len()]
    }

    /// The shape of a text that is not blank. A valid value of a field is that; what is neither and has no digit is a name, and
    /// everything else an identifier. No text is a valid phone and a valid NIP at once.
    fn of(text: &str, context: &RuleContext) -> Self {
        let is_valid = |shape: Self| shape.problem(text, context).is_none();
        if text.contains('@') {
            Self::Email
        } else if text.starts_with('+') || is_valid(Self::Phone) {
            Self::Phone
        } else if is_valid(Self::Nip) && is_polish_nip(&Self::Nip.canonical(text, context)) {
            Self::Nip
        } else if is_valid(Self::Pesel) {
            Self::Pesel
        } else if text.chars().any(char::is_numeric) || !text.chars().any(char::is_alphabetic) {
            Self::Identifier
        } else {
            Self::Name
        }
    }

    /// The value as its field is sent.
    fn canonical(self, text: &str, context: &RuleContext) -> String {
        let field = self.field().field();
        (field.rule.canonical)(text, input(field.path, context))
    }

    /// The error in a value of this shape, if it is one.
    fn problem(self, text: &str, context: &RuleContext) -> Option<Problem> {
        let field = self.field().field();
        let problem = (field.rule.check)(text, input(field.path, context));
        problem.filter(|problem| problem.severity == Severity::Error)
    }
}

/// A text to find customers by. Never blank, and without blanks around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchTerm {
    /// Which field it is a value of.
    pub shape: TermShape,
    /// The text as it was typed.
    pub text: String,
    /// The value as the field is sent.
    value: String,
    /// What is wrong with the value, if anything is.
    problem: Option<Problem>,
}

impl SearchTerm {
    /// The term in a text, in its own shape or in this one; none of a blank text.
    #[must_use]
    pub fn read(text: &str, shape: Option<TermShape>, context: &RuleContext) -> Option<Self> {
        let text = text.trim();
        if is_blank(text) {
            return None;
        }
        let shape = shape.unwrap_or_else(|| TermShape::of(text, context));
        Some(Self {
            shape,
            text: text.to_owned(),
            value: shape.canonical(text, context),
            problem: shape.problem(text, context),
        })
    }

    /// What is wrong with the value, so that nobody can be found by it.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// The value by which customers are known; none of a name, and of what is wrong or has nothing to compare.
    #[must_use]
    pub fn key(&self) -> Option<LookupKey> {
        let known = LookupKey {
            field: self.shape.field(),
            value: self.value.clone(),
        };
        let has_key = self.shape.field().field().key.is_some();
        (has_key && self.problem.is_none() && !known.normal().is_empty()).then_some(known)
    }

    /// The value that the CRM is asked for; none where it cannot be.
    #[must_use]
    pub fn question(&self) -> Option<LookupKey> {
        self.key().filter(|_| self.shape.is_searched())
    }

    /// Whether the value is whole as it is, so that nothing more of it is awaited: a Polish phone, a NIP or a PESEL.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.problem.is_none()
            && match self.shape {
                TermShape::Phone => self.value.len() == 9 || self.value.starts_with("+48"),
                TermShape::Nip => is_polish_nip(&self.value),
                TermShape::Pesel => true,
                TermShape::Email | TermShape::Identifier | TermShape::Name => false,
            }
    }

    /// The words by which the cards that were sent from here are searched: a number in the form in which all its spellings have
    /// it. Blank where there is nothing to search for.
    #[must_use]
    pub fn words(&self) -> Cow<'_, str> {
        let known = LookupKey {
            field: self.shape.field(),
            value: self.value.clone(),
        };
        match self.shape {
            // Of a number that is being typed, the country's code says nothing: here most are written without it.
            TermShape::Phone if self.problem.is_some() => {
                let digits = known.normal();
                digits.strip_prefix("48").unwrap_or(&digits).to_owned().into()
            }
            TermShape::Phone | TermShape::Nip | TermShape::Pesel => known.normal().into(),
            // A number that is being typed, in groups or not.
            TermShape::Identifier if is_number(&self.text) => digits(&self.text).into(),
            TermShape::Email | TermShape::Identifier | TermShape::Name => Cow::Borrowed(&self.text),
        }
    }

    /// The payload of a customer of whom this value alone is known; none of a name.
    #[must_use]
    pub fn payload(&self) -> Option<String> {
        let known = self.key()?;
        let path = known.field.field().path;
        Some(serde_json::json!({ path: known.value }).to_string())
    }

    /// Another field of which the text is nearly a value, and what is wrong with it: ten digits that are no NIP.
    #[must_use]
    pub fn near_miss(&self, context: &RuleContext) -> Option<(FieldId, Problem)> {
        if self.shape != TermShape::Identifier || !is_number(&self.text) {
            return None;
        }
        let shape = match digits(&self.text).len() {
            9 => TermShape::Phone,
            10 => TermShape::Nip,
            11 => TermShape::Pesel,
            _ => return None,
        };
        Some((shape.field(), shape.problem(&self.text, context)?))
    }

    /// Puts the value into its field of a card. Of a name, the first word is the surname.
    pub fn put_on(&self, card: &mut Card) {
        let (surname, name) = match self.shape {
            TermShape::Name => self.text.split_once(' ').unwrap_or((&self.text, "")),
            shape => return card.set(Slot::of(shape.field()), &self.text),
        };
        card.set(Slot::of(SURNAME), surname);
        card.set(Slot::of(NAME), name.trim());
    }
}

fn input<'a>(path: &'a str, context: &'a RuleContext) -> RuleInput<'a> {
    RuleInput {
        context,
        path,
        country: "",
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Whether a text is nothing but digits, in groups or not.
fn is_number(text: &str) -> bool {
    text.chars()
        .all(|character| character.is_ascii_digit() || matches!(character, ' ' | '-'))
}

/// Whether the form in which a valid NIP is sent is that of a Polish one: other countries' have letters.
fn is_polish_nip(value: &str) -> bool {
    value.len() == 10 && value.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
