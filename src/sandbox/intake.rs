//! The customer or company in a request: what of it is accepted, by the table of fields and by their rules.

use super::messages::{self, FieldError, MessageText};
use crate::customer::rules::RuleInput;
use crate::customer::{
    CustomerValues, FIELDS, Field, FieldKind, LookupKey, Problem, Reason, RuleContext, Severity, identity,
};
use crate::endpoint::Resource;
use serde_json::{Map, Value};

/// How many errors an answer lists; of more it says only how many.
const LISTED: usize = 50;

/// A customer to keep.
#[derive(Debug)]
pub(super) struct StoredCustomer {
    /// An object of the fields that are not blank, in the table's order. Fields of several rows are arrays.
    pub(super) document: Value,
    /// What it can be found by.
    pub(super) lookups: Vec<LookupKey>,
}

/// The fields of a company, in the names that a customer's have, too.
const OF_COMPANY: [&str; 9] = [
    "name",
    "email",
    "phone_number",
    "type",
    "group",
    "identifier",
    "nip",
    "note",
    "custom_fields",
];

/// Whether a field belongs to a resource.
pub(super) fn is_of(resource: Resource, field: &Field) -> bool {
    match resource {
        Resource::Customer => true,
        Resource::Company => OF_COMPANY.contains(&field.path) || field.parent_and_key().0 == Some("address"),
    }
}

/// Whether there must be a value of a field.
pub(super) fn is_required(resource: Resource, field: &Field) -> bool {
    match resource {
        Resource::Customer => field.required,
        Resource::Company => field.path == "name",
    }
}

/// The customer or company that a client sent, or all that is wrong with it.
pub(super) fn intake(
    resource: Resource,
    sent: &Map<String, Value>,
    context: &RuleContext,
) -> Result<StoredCustomer, Vec<FieldError>> {
    let mut document = Map::new();
    let mut complaints = Vec::new();
    for field in FIELDS.iter().filter(|field| is_of(resource, field)) {
        match accepted(field, sent, context) {
            Ok(Some(value)) => put(&mut document, field, value),
            Ok(None) if is_required(resource, field) => {
                complaints.push(FieldError::new(&messages::REQUIRED).with("field", field.path));
            }
            Ok(None) => {}
            Err(complaint) => complaints.push(complaint),
        }
    }
    complaints.extend(misplaced(resource, sent));
    if complaints.is_empty() {
        let document = Value::Object(document);
        let lookups = lookups(&document);
        return Ok(StoredCustomer { document, lookups });
    }
    if complaints.len() > LISTED {
        let rest = complaints.len() - LISTED;
        complaints.truncate(LISTED);
        complaints.push(FieldError::new(&messages::FURTHER).with("count", rest));
    }
    Err(complaints)
}

/// The value of a field as it is kept; none where it is absent or blank.
fn accepted(
    field: &Field,
    sent: &Map<String, Value>,
    context: &RuleContext,
) -> Result<Option<Value>, FieldError> {
    let (parent, key) = field.parent_and_key();
    let parts = match parent {
        Some(parent) => sent.get(parent).and_then(Value::as_object),
        None => Some(sent),
    };
    let Some(value) = parts
        .and_then(|parts| parts.get(key))
        .filter(|value| !blank(value))
    else {
        return Ok(None);
    };
    let country = parts
        .filter(|_| parent.is_some())
        .and_then(|parts| parts.get("country"));
    let input = RuleInput {
        context,
        path: field.path,
        country: country.and_then(Value::as_str).unwrap_or_default().trim(),
    };
    let wrong = |text| FieldError::new(text).with("field", field.path);
    match field.kind {
        FieldKind::Line | FieldKind::Lines | FieldKind::Choice => {
            let text = value.as_str().ok_or_else(|| wrong(&messages::NOT_TEXT))?;
            checked(field, text, input)?;
            Ok(Some(value.clone()))
        }
        FieldKind::Rows => rows(field, value, input),
        FieldKind::Number => number(field, value, input).map(Some),
        FieldKind::Flag => {
            let flag = flag(value).ok_or_else(|| wrong(&messages::NOT_FLAG))?;
            Ok(Some(Value::Bool(flag)))
        }
        FieldKind::Pairs => pairs(field, value),
    }
}

fn blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// Asks the field's own rule. A warning is for the operator alone.
fn checked(field: &Field, text: &str, input: RuleInput) -> Result<(), FieldError> {
    let problem = (field.rule.check)(text.trim(), input);
    match problem {
        Some(Problem {
            severity: Severity::Error,
            reason,
        }) => Err(FieldError::new(text_of(&reason)).with("field", field.path)),
        _ => Ok(()),
    }
}

/// What the CRM says where a rule of ours has this reason.
fn text_of(reason: &Reason) -> &'static MessageText {
    match reason {
        Reason::PhoneCharacter(_)
        | Reason::PhoneLength(_)
        | Reason::PhonePolishLength(_)
        | Reason::PhoneZero
        | Reason::PhoneExtension => &messages::PHONE,
        Reason::EmailSyntax => &messages::EMAIL,
        Reason::PeselLength(_)
        | Reason::PeselCharacter(_)
        | Reason::PeselDate
        | Reason::PeselChecksum
        | Reason::PeselZeroLost => &messages::PESEL,
        Reason::NipLength(_) | Reason::NipChecksum | Reason::NipForeign | Reason::NipShape => &messages::NIP,
        Reason::DateSyntax
        | Reason::DateImpossible
        | Reason::DateFuture
        | Reason::DateBefore1900
        | Reason::DateSerial => &messages::DATE,
        Reason::PostcodeShape => &messages::POSTCODE,
        Reason::UrlScheme(_) | Reason::UrlSyntax => &messages::HOMEPAGE,
        Reason::NotPositiveNumber => &messages::NOT_POSITIVE,
        _ => &messages::WRONG_VALUE,
    }
}

fn rows(field: &Field, value: &Value, input: RuleInput) -> Result<Option<Value>, FieldError> {
    let wrong = || FieldError::new(&messages::NOT_ROWS).with("field", field.path);
    let sent = match value {
        Value::Array(rows) => rows.as_slice(),
        single => std::slice::from_ref(single),
    };
    let filled: Vec<&Value> = sent.iter().filter(|row| !blank(row)).collect();
    for row in &filled {
        checked(field, row.as_str().ok_or_else(wrong)?, input)?;
    }
    let rows = filled.into_iter().cloned().collect();
    Ok(Some(Value::Array(rows)).filter(|rows| rows != &Value::Array(Vec::new())))
}

/// A whole number, as a number or in digits; digits that no number can hold stay text.
fn number(field: &Field, value: &Value, input: RuleInput) -> Result<Value, FieldError> {
    let wrong = || FieldError::new(&messages::NOT_INTEGER).with("field", field.path);
    let digits = match value {
        Value::Number(number) if number.is_i64() || number.is_u64() => number.to_string(),
        Value::String(text) if text.trim().bytes().all(|byte| byte.is_ascii_digit()) => {
            text.trim().to_owned()
        }
        _ => return Err(wrong()),
    };
    checked(field, &digits, input)?;
    let number = digits.parse::<i64>().map(Value::from);
    Ok(number.unwrap_or(Value::String(digits)))
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.trim().parse().ok(),
        Value::Number(number) => match number.as_u64() {
            Some(0) => Some(false),
            Some(1) => Some(true),
            _ => None,
        },
        _ => None,
    }
}

fn pairs(field: &Field, value: &Value) -> Result<Option<Value>, FieldError> {
    let wrong = |text| FieldError::new(text).with("field", field.path);
    let pairs = value.as_object().ok_or_else(|| wrong(&messages::NOT_STRINGS))?;
    let mut filled = Map::new();
    for (name, value) in pairs {
        if name.trim().is_empty() {
            return Err(wrong(&messages::NAMELESS));
        }
        if !value.is_string() && !value.is_null() {
            return Err(wrong(&messages::NOT_STRINGS));
        }
        if !blank(value) {
            filled.insert(name.clone(), value.clone());
        }
    }
    Ok((!filled.is_empty()).then_some(Value::Object(filled)))
}

fn put(document: &mut Map<String, Value>, field: &Field, value: Value) {
    let (parent, key) = field.parent_and_key();
    let Some(parent) = parent else {
        document.insert(key.to_owned(), value);
        return;
    };
    let parts = document
        .entry(parent)
        .or_insert_with(|| Value::Object(Map::new()));
    if let Some(parts) = parts.as_object_mut() {
        parts.insert(key.to_owned(), value);
    }
}

/// What the fields of the table have not looked at: names that are not in it, and addresses that are no objects.
fn misplaced(resource: Resource, sent: &Map<String, Value>) -> Vec<FieldError> {
    let mut complaints = Vec::new();
    let own = || FIELDS.iter().filter(|field| is_of(resource, field));
    let fields = || own().map(Field::parent_and_key);
    let names = || fields().map(|(parent, key)| parent.unwrap_or(key));
    for (name, value) in sent {
        if !names().any(|known| known == name) {
            complaints.push(unknown("", name, names()));
        }
        let mut parts = fields()
            .filter(|(parent, _)| *parent == Some(name.as_str()))
            .peekable();
        if parts.peek().is_none() || blank(value) {
            continue;
        }
        let Some(object) = value.as_object() else {
            complaints.push(FieldError::new(&messages::NOT_STRINGS).with("field", name));
            continue;
        };
        let keys: Vec<&str> = parts.map(|(_, key)| key).collect();
        for part in object.keys().filter(|part| !keys.contains(&part.as_str())) {
            complaints.push(unknown(&format!("{name}."), part, keys.iter().copied()));
        }
    }
    complaints
}

fn unknown(prefix: &str, name: &str, known: impl Iterator<Item = &'static str>) -> FieldError {
    let nearest = known
        .min_by_key(|known| distance(name, known))
        .unwrap_or_default();
    FieldError::new(&messages::UNKNOWN_FIELD)
        .with("field", format!("{prefix}{name}"))
        .with("nearest", format!("{prefix}{nearest}"))
}

/// How many letters must be put in, taken out or changed, of the beginnings of two names.
fn distance(a: &str, b: &str) -> usize {
    /// A name longer than this is near to none, and would take long to compare.
    const COMPARED: usize = 40;
    let letters = |text: &str| -> String { text.to_lowercase().chars().take(COMPARED).collect() };
    strsim::levenshtein(&letters(a), &letters(b))
}

/// What the customer of a document can be found by.
pub(super) fn lookups(document: &Value) -> Vec<LookupKey> {
    let values = CustomerValues::read(document);
    let known = identity::searched().flat_map(|field| {
        let values = values.of(field).iter().cloned();
        values.map(move |value| LookupKey { field, value })
    });
    known.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        let cases = [
            ("surname", "surname", 0),
            ("surnme", "surname", 1),
            ("Surname", "surname", 0),
            ("nazwisko", "", 8),
            ("", "vip", 3),
            ("phone", "phone_number", 7),
        ];
        for (a, b, expected) in cases {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
    }

    /// A row that comes to the table with a rule of its own needs words in [`text_of`].
    #[test]
    fn every_field_whose_rule_refuses_a_value_has_words_for_it() {
        let context = RuleContext::on(jiff::civil::date(2026, 11, 27));
        let mut guarded = Vec::new();
        for field in FIELDS {
            let input = RuleInput {
                context: &context,
                path: field.path,
                country: "Polska",
            };
            let values = [
                "x",
                "0",
                "1",
                "-1",
                "12",
                "1234567890",
                "12345678901",
                "a@",
                "x y",
                "ftp://x.pl",
                "31.02.2001",
            ];
            let refused = values.map(|value| checked(field, value, input).err());
            let refused: Vec<FieldError> = refused.into_iter().flatten().collect();
            let general = FieldError::new(&messages::WRONG_VALUE).code();
            let is_worded = refused.iter().all(|complaint| complaint.code() != general);
            assert!(
                is_worded || field.kind == FieldKind::Flag,
                "{}: {refused:?}",
                field.path
            );
            guarded.extend((!refused.is_empty()).then_some(field.path));
        }
        for path in [
            "email",
            "phone_number",
            "company_id",
            "homepage",
            "birthdate",
            "nip",
            "pesel",
        ] {
            assert!(guarded.contains(&path), "{path} takes anything: {guarded:?}");
        }
    }

    #[test]
    fn a_rule_that_refuses_is_worded_as_the_vendor_does() {
        let cases = [
            (Reason::PhoneLength(8), &messages::PHONE),
            (Reason::PhoneCharacter('x'), &messages::PHONE),
            (Reason::EmailSyntax, &messages::EMAIL),
            (Reason::PeselChecksum, &messages::PESEL),
            (Reason::NipChecksum, &messages::NIP),
            (Reason::DateImpossible, &messages::DATE),
            (Reason::PostcodeShape, &messages::POSTCODE),
            (Reason::UrlSyntax, &messages::HOMEPAGE),
            (Reason::NotPositiveNumber, &messages::NOT_POSITIVE),
            (Reason::NotAChoice, &messages::WRONG_VALUE),
        ];
        for (reason, text) in cases {
            assert_eq!(text_of(&reason), text, "{reason:?}");
        }
    }
}
