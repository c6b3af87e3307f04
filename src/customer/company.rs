//! A company that customers belong to: what is typed of a new one, and what is known of those that are there.
//!
//! The API names the values of a company as those of a customer: `name`, `nip`, `phone_number`, `email`. So a new company is a
//! [`Card`] on which these alone are filled in, and its payload, keys, rules and comparisons are those of the fields.

use super::identity::LookupKey;
use super::{Card, FieldId, FoundCustomer, Problem, Reason, RuleContext, Severity, Slot};
use crate::text::is_blank;

const NAME: FieldId = FieldId::named("name");
const NIP: FieldId = FieldId::named("nip");
const PHONE: FieldId = FieldId::named("phone_number");
const EMAIL: FieldId = FieldId::named("email");
const IDENTIFIER: FieldId = FieldId::named("identifier");

/// What is typed of a new company, in the order of its form.
pub const COMPANY_FIELDS: [FieldId; 4] = [NAME, NIP, PHONE, EMAIL];

/// The field of a card that has a company's id.
pub const COMPANY_ID: FieldId = FieldId::named("company_id");

/// A company that this program knows, because it was added, chosen or found from here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownCompany {
    /// The id in the CRM.
    pub id: String,
    /// The name.
    pub name: String,
    /// The tax number; empty where it is not known.
    pub nip: String,
    /// The address in a line; empty where it is not known.
    pub place: String,
}

impl KnownCompany {
    /// A company that the CRM has shown.
    #[must_use]
    pub fn of_found(found: &FoundCustomer) -> Self {
        let value = |path: &'static str| {
            let value = FieldId::of(path).and_then(|field| found.values.of(field).first());
            value.cloned().unwrap_or_default()
        };
        let joined = |parts: [String; 2], between: &str| {
            let parts = parts.iter().filter(|part| !part.trim().is_empty());
            parts.map(String::as_str).collect::<Vec<_>>().join(between)
        };
        let building = joined([value("address.building"), value("address.flat")], "/");
        let street = joined([value("address.street"), building], " ");
        let town = joined([value("address.postcode"), value("address.city")], " ");
        Self {
            id: found.customer_id.clone(),
            name: found.who(),
            nip: value("nip"),
            place: joined([street, town], ", "),
        }
    }

    /// A company that was created from this card, as this id.
    #[must_use]
    pub fn of_card(card: &Card, id: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: company_name(card),
            nip: card.value(NIP).trim().to_owned(),
            place: String::new(),
        }
    }
}

/// The name on the card of a new company.
#[must_use]
pub fn company_name(card: &Card) -> String {
    card.who()
}

/// What is wrong with the card of a new company, in the order of its form. It has a name.
#[must_use]
pub fn company_problems(card: &Card, context: &RuleContext) -> Vec<(FieldId, Problem)> {
    let problem = |field: FieldId| {
        let typed = card.value(field).trim();
        if field == NAME && is_blank(typed) {
            let missing = Problem {
                severity: Severity::Error,
                reason: Reason::Required,
            };
            return Some((field, missing));
        }
        if typed.is_empty() {
            return None;
        }
        let found = (field.field().rule.check)(typed, card.rule_input(field, context));
        found.map(|problem| (field, problem))
    };
    COMPANY_FIELDS.into_iter().filter_map(problem).collect()
}

/// What a line that is typed to find a company is, by its shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompanyQuery {
    /// Nothing is typed.
    Nothing,
    /// A value by which the CRM is asked.
    Key(LookupKey),
    /// The number of a company.
    Id(String),
    /// A name, or the beginning of something: only what this program knows has it.
    Name,
    /// A NIP whose check digit is wrong.
    WrongNip,
}

impl CompanyQuery {
    /// Knows a line by its shape: an e-mail address, a NIP, a telephone number, the number of a company, the tenant's
    /// identifier of one (a word with a digit in it); a name otherwise.
    #[must_use]
    pub fn of(line: &str, context: &RuleContext) -> Self {
        let line = line.trim();
        if is_blank(line) {
            return Self::Nothing;
        }
        let card = Card::default();
        let is_right = |field: FieldId| {
            let found = (field.field().rule.check)(line, card.rule_input(field, context));
            found.is_none()
        };
        let key = |field| {
            let mut card = Card::default();
            card.set(Slot::of(field), line);
            let value = card.canonical(Slot::of(field), context);
            let key = value.map(|value| LookupKey { field, value });
            key.filter(|key| !key.normal().is_empty())
                .map_or(Self::Name, Self::Key)
        };
        if line.contains('@') {
            return if is_right(EMAIL) { key(EMAIL) } else { Self::Name };
        }
        let bare: String = line.chars().filter(|sign| !matches!(sign, ' ' | '-')).collect();
        let is_number = bare.bytes().all(|sign| sign.is_ascii_digit());
        match bare.len() {
            1..=8 if is_number && bare.parse::<u64>().is_ok_and(|id| id > 0) => {
                return Self::Id(bare.trim_start_matches('0').to_owned());
            }
            10 if is_number => {
                return if is_right(NIP) { key(NIP) } else { Self::WrongNip };
            }
            _ if is_right(NIP) && line.bytes().any(|sign| sign.is_ascii_digit()) => return key(NIP),
            _ => {}
        }
        let dials = |sign: char| sign.is_ascii_digit() || " -+()./".contains(sign);
        if line.chars().all(dials) {
            return if is_right(PHONE) { key(PHONE) } else { Self::Name };
        }
        let is_word =
            !line.contains(char::is_whitespace) && line.contains(|sign: char| sign.is_ascii_digit());
        if is_word { key(IDENTIFIER) } else { Self::Name }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::CustomerValues;
    use serde_json::json;

    fn context() -> RuleContext {
        RuleContext::on(jiff::civil::date(2026, 11, 27))
    }

    #[test]
    fn a_line_is_known_by_its_shape() {
        let of = |line| match CompanyQuery::of(line, &context()) {
            CompanyQuery::Key(key) => format!("{} {}", key.field.field().path, key.value),
            other => format!("{other:?}"),
        };
        for (line, expected) in [
            ("", "Nothing"),
            ("  \u{200b}", "Nothing"),
            ("123-456-32-18", "nip 1234563218"),
            ("PL 1234563218", "nip 1234563218"),
            ("1234563219", "WrongNip"),
            ("biuro@lodz.pl", "email biuro@lodz.pl"),
            ("biuro@", "Name"),
            ("333 444 555", "phone_number 333444555"),
            ("+48 333 444 555", "phone_number +48333444555"),
            ("28", "Id(\"28\")"),
            ("0028", "Id(\"28\")"),
            ("0", "Name"),
            ("F-2026/17", "identifier F-2026/17"),
            ("Żółta Łódź", "Name"),
            ("Firma 2000 sp. z o.o.", "Name"),
        ] {
            assert_eq!(of(line), expected, "{line:?}");
        }
    }

    #[test]
    fn a_new_company_needs_a_name_and_its_values_follow_the_rules_of_their_fields() {
        let mut card = Card::default();
        let wrong = |card: &Card| -> Vec<&str> {
            let problems = company_problems(card, &context());
            problems.iter().map(|(field, _)| field.field().path).collect()
        };
        assert_eq!(wrong(&card), ["name"]);
        for (field, value) in COMPANY_FIELDS.into_iter().zip(["Łódź", "1234563219", "1", "a@"]) {
            card.set(Slot::of(field), value);
        }
        assert_eq!(wrong(&card), ["nip", "phone_number", "email"]);
        for (field, value) in COMPANY_FIELDS
            .into_iter()
            .zip(["Łódź", "1234563218", "333444555", "a@b.pl"])
        {
            card.set(Slot::of(field), value);
        }
        assert_eq!(wrong(&card), Vec::<&str>::new());
    }

    #[test]
    fn the_address_of_a_company_is_one_line() {
        let found = |values: serde_json::Value| FoundCustomer {
            customer_id: "28".to_owned(),
            values: CustomerValues::read(&values),
        };
        let place = |values| KnownCompany::of_found(&found(values)).place;
        assert_eq!(place(json!({"name": "Łódź"})), "");
        assert_eq!(place(json!({"address": {"city": "Łódź"}})), "Łódź");
        let whole = json!({"name": "Thulium", "nip": "6783144527", "address":
            {"street": "Długa", "building": "12a", "flat": "7", "postcode": "00-950", "city": "Łódź"}});
        assert_eq!(place(whole.clone()), "Długa 12a/7, 00-950 Łódź");
        let company = KnownCompany::of_found(&found(whole));
        assert_eq!(
            (company.name.as_str(), company.nip.as_str()),
            ("Thulium", "6783144527")
        );
    }
}
