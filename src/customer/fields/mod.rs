//! The one table of the customer's fields. Form, validation, preview, sandbox and documentation follow from it:
//! adding a field is one row here and its texts in `locales/`.

mod arrangement;
mod placeholder;
mod problems;
mod table;

pub use table::FIELDS;

use super::field_id::{FieldId, Section};
use super::identity_key::IdentityKey;
use super::rules::{self, Rule, RuleInput};
use crate::i18n::{Locale, Texts};
use std::sync::LazyLock;

/// What a field holds, which is also how it is edited and how it is in the JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text: a JSON string.
    Line,
    /// One line of digits: a JSON number.
    Number,
    /// Several lines of text: a JSON string.
    Lines,
    /// Any number of lines: a JSON string where there is one, an array of strings where there are several.
    Rows,
    /// One of the tenant's values, free text where none are configured: a JSON string.
    Choice,
    /// Unset, `true` or `false`: absent or a JSON boolean.
    Flag,
    /// Any number of names with a value each: a JSON object.
    Pairs,
}

/// The columns of a field's value in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Columns {
    /// A value has no more characters, as a rule.
    Fixed(u8),
    /// A value may have any number of characters; so many are to be seen at least.
    Open(u8),
}

/// One field of the API.
#[derive(Debug)]
pub struct Field {
    /// The API's own name, with the object's name and a dot before it for a part of an address. Unique.
    pub path: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// The section of the form, and the place within it (ascending).
    pub place: (Section, u8),
    /// What is checked, and how the value is sent.
    pub rule: Rule,
    /// A card without it is not sent.
    pub required: bool,
    /// Its value may be kept for the next cards: not that of a field which says who the customer is.
    pub holdable: bool,
    /// What it says of who the customer is; none where any number of customers share a value.
    pub key: Option<IdentityKey>,
    /// Whether a text is a value of the field, right and whole: nothing can follow it.
    pub is_whole: fn(&str, RuleInput) -> bool,
    /// Customers share its values: those of earlier cards are proposed.
    pub shared: bool,
    /// The columns of its value in the form.
    pub columns: Columns,
    /// A value, as an operator may type it, that has no problem.
    pub sample: &'static str,
    pub(crate) label: fn(&Texts) -> String,
}

impl Field {
    const fn new(
        path: &'static str,
        kind: FieldKind,
        place: (Section, u8),
        label: fn(&Texts) -> String,
    ) -> Self {
        Self {
            path,
            kind,
            place,
            rule: rules::ANY,
            required: false,
            holdable: true,
            key: None,
            is_whole: rules::is_open,
            shared: false,
            columns: Columns::Open(24),
            sample: "",
            label,
        }
    }

    const fn rule(mut self, rule: Rule) -> Self {
        self.rule = rule;
        self
    }

    const fn columns(mut self, columns: Columns) -> Self {
        self.columns = columns;
        self
    }

    const fn sample(mut self, sample: &'static str) -> Self {
        self.sample = sample;
        self
    }

    const fn whole(mut self, is_whole: fn(&str, RuleInput) -> bool) -> Self {
        self.is_whole = is_whole;
        self
    }

    const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    const fn shared(mut self) -> Self {
        self.shared = true;
        self
    }

    const fn key(mut self, key: IdentityKey) -> Self {
        self.key = Some(key);
        self.holdable = false;
        self
    }

    const fn name(mut self) -> Self {
        self.holdable = false;
        self
    }

    /// The field's label.
    #[must_use]
    pub fn label(&self, locale: &Locale) -> String {
        locale.text(self.label)
    }

    /// The name under which its values are proposed, which the same part of each address has in common; none where
    /// they are not.
    #[must_use]
    pub fn suggestion_group(&self) -> Option<&'static str> {
        self.shared.then(|| self.parent_and_key().1)
    }

    /// The JSON object that holds the field (`address` of `address.city`) and its key there.
    #[must_use]
    pub fn parent_and_key(&self) -> (Option<&'static str>, &'static str) {
        match self.path.split_once('.') {
            Some((parent, key)) => (Some(parent), key),
            None => (None, self.path),
        }
    }
}

impl FieldId {
    /// All fields, in the API's order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..FIELDS.len())
            .filter_map(|index| u8::try_from(index).ok())
            .map(Self)
    }

    /// All fields, in the order of the form: by section, then by place.
    #[must_use]
    pub fn in_form_order() -> &'static [Self] {
        static ORDER: LazyLock<Vec<FieldId>> = LazyLock::new(|| {
            let mut order: Vec<FieldId> = FieldId::all().collect();
            order.sort_by_key(|id| id.field().place);
            order
        });
        &ORDER
    }

    /// The field with this path.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        Self::all().find(|id| id.field().path == path)
    }

    /// The field with this path, for constants: looked up when the program is compiled.
    ///
    /// # Panics
    /// If no field has this path; in a constant that is an error of the compiler's.
    #[must_use]
    pub const fn named(path: &str) -> Self {
        let mut index = 0;
        while index < FIELDS.len() {
            if same(FIELDS[index].path.as_bytes(), path.as_bytes()) {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "a test holds the table under 256 rows"
                )]
                return Self(index as u8);
            }
            index += 1;
        }
        #[expect(clippy::panic, reason = "stops the compiler, not the program")]
        {
            panic!("no field has this path")
        }
    }

    /// The row of the table.
    #[must_use]
    pub fn field(self) -> &'static Field {
        &FIELDS[self.index()]
    }
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut index = 0;
    while index < a.len() {
        if a[index] != b[index] {
            return false;
        }
        index += 1;
    }
    true
}
