//! The query that asks for customers. By which fields they are found, and when two values are the same, is described in
//! [`customer::identity`](crate::customer::identity).

use super::messages::{self, FieldError};
use crate::customer::{LookupKey, identity};
use percent_encoding::percent_decode_str;

/// How many customers a list holds where the client does not say.
pub(super) const DEFAULT_LIMIT: u32 = 100;
/// How many customers a list may hold.
pub(super) const HIGHEST_LIMIT: u32 = 1000;

/// What a client asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CustomerQuery {
    /// The values; a customer must have all of them, and where there are none, it may be anybody.
    pub(super) filters: Vec<LookupKey>,
    /// How many customers at most.
    pub(super) limit: u32,
    /// How many to leave out before the first.
    pub(super) offset: u32,
}

impl CustomerQuery {
    /// Reads the part of an address after the question mark.
    pub(super) fn parse(text: &str) -> Result<Self, Vec<FieldError>> {
        let mut query = Self {
            filters: Vec::new(),
            limit: DEFAULT_LIMIT,
            offset: 0,
        };
        let parts = text.split('&').filter(|part| !part.is_empty());
        let complaints = parts.filter_map(|part| query.parameter(part).err());
        let complaints: Vec<FieldError> = complaints.take(10).collect();
        if complaints.is_empty() {
            Ok(query)
        } else {
            Err(complaints)
        }
    }

    fn parameter(&mut self, part: &str) -> Result<(), FieldError> {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let (Some(name), Some(value)) = (decoded(name), decoded(value)) else {
            return Err(FieldError::new(&messages::WRONG_QUERY).with("part", part));
        };
        match name.as_str() {
            "limit" => {
                let limit = whole(&value).filter(|limit| (1..=HIGHEST_LIMIT).contains(limit));
                let wrong = || FieldError::new(&messages::WRONG_LIMIT).with("highest", HIGHEST_LIMIT);
                self.limit = limit.ok_or_else(wrong)?;
            }
            "offset" => {
                self.offset = whole(&value).ok_or_else(|| FieldError::new(&messages::WRONG_OFFSET))?;
            }
            // A customer is shown whole in any case.
            "include_custom_fields"
            | "include_address"
            | "include_invoice_address"
            | "include_mail_drop_address" => {}
            name => {
                let field = identity::searched().find(|field| field.field().path == name);
                let unknown = || {
                    let complaint = FieldError::new(&messages::UNKNOWN_PARAMETER);
                    complaint.with("name", name).with("keys", keys())
                };
                let field = field.ok_or_else(unknown)?;
                let known = LookupKey { field, value };
                if known.normal().is_empty() {
                    return Err(FieldError::new(&messages::BLANK_PARAMETER).with("name", name));
                }
                self.filters.push(known);
            }
        }
        Ok(())
    }
}

/// The names of the parameters that find customers.
fn keys() -> String {
    let keys: Vec<&str> = identity::searched().map(|field| field.field().path).collect();
    keys.join(", ")
}

/// A whole number written in digits alone: Rust's own parser takes a plus sign too.
fn whole(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

/// The text without percent-encoding and with spaces for pluses; none where it is not UTF-8 so encoded.
fn decoded(text: &str) -> Option<String> {
    let is_code = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if !text.split('%').skip(1).all(is_code) {
        return None;
    }
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::FieldId;

    #[test]
    fn percent_encoding() {
        let cases = [
            ("plain", "abc", Some("abc")),
            ("plus", "a+b", Some("a b")),
            ("an encoded plus", "%2B48+333", Some("+48 333")),
            ("Polish letters", "%C5%BB%c3%b3%C5%82%C4%87", Some("Żółć")),
            ("a lone percent sign", "50%", None),
            ("half a code", "%4", None),
            ("no digits", "%zz", None),
            ("a sign for a digit", "%+4", None),
            ("not UTF-8", "%ff", None),
        ];
        for (name, text, expected) in cases {
            assert_eq!(decoded(text).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn a_query_is_read_in_any_order() {
        let expected = CustomerQuery {
            filters: [("nip", "1"), ("email", "a@b.pl")]
                .map(|(path, value)| LookupKey {
                    field: FieldId::of(path).unwrap(),
                    value: value.to_owned(),
                })
                .into(),
            limit: 1000,
            offset: 7,
        };
        let text = "offset=7&nip=1&limit=1000&&email=a%40b.pl";
        assert_eq!(CustomerQuery::parse(text), Ok(expected));
    }
}
