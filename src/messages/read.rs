//! The words for what is wrong with a document that should be a customer.

use crate::customer::{Expected, JsonType, ReadError, ReadReason};
use crate::i18n::Locale;
use crate::text::visible;

impl Locale {
    /// Why a document is not a customer: where, what, and what to do, in one line. Safe to show.
    #[must_use]
    pub fn read_error(&self, error: &ReadError) -> String {
        let place = self.texts().read_place(error.line, error.column);
        let what = self.read_reason(&error.reason);
        if error.path.is_empty() {
            return format!("{place}: {what}");
        }
        format!("{place}: {}: {what}", visible(&error.path))
    }

    /// What is wrong with a document, without the place. Safe to show.
    #[must_use]
    pub fn read_reason(&self, reason: &ReadReason) -> String {
        let texts = self.texts();
        match reason {
            ReadReason::NotUtf8 => texts.read_not_utf8(),
            ReadReason::Empty => texts.read_empty(),
            ReadReason::Incomplete => texts.read_incomplete(),
            ReadReason::Syntax(detail) => texts.read_syntax(visible(detail)),
            ReadReason::Trailing => texts.read_trailing(),
            ReadReason::UnknownField(None) => texts.read_unknown_field(),
            ReadReason::UnknownField(Some(nearest)) => texts.read_unknown_field_like(*nearest),
            ReadReason::Dotted(parent) => texts.read_dotted(*parent),
            ReadReason::Duplicate => texts.read_duplicate(),
            ReadReason::Type { expected, found } => {
                texts.read_type(self.expected(*expected), self.json_type(*found))
            }
            ReadReason::Character(found) => texts.read_character(self.quoted(*found)),
        }
    }

    fn expected(&self, expected: Expected) -> String {
        let texts = self.texts();
        match expected {
            Expected::Customer => texts.expected_customer(),
            Expected::Address => texts.expected_address(),
            Expected::Pairs => texts.expected_pairs(),
            Expected::Text => texts.expected_text(),
            Expected::Texts => texts.expected_texts(),
            Expected::Number => texts.expected_number(),
            Expected::Flag => texts.expected_flag(),
        }
    }

    fn json_type(&self, found: JsonType) -> String {
        let texts = self.texts();
        match found {
            JsonType::Null => texts.json_null(),
            JsonType::Flag => texts.json_flag(),
            JsonType::Number => texts.json_number(),
            JsonType::Text => texts.json_text(),
            JsonType::List => texts.json_list(),
            JsonType::Object => texts.json_object(),
        }
    }
}
