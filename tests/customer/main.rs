//! The customer as other modules see it: the table of fields, the payload of a card, and the card as a draft.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

mod card;
mod columns;
mod mask;
mod payload;
mod read;
mod reading;
mod tables;
mod tenant;
mod values;

use jiff::civil::date;
use kartoteka::customer::{Card, FIELDS, FieldId, FieldKind, Problem, Reason, RuleContext, Slot};
use proptest::prelude::*;
use std::collections::BTreeSet;

const CUSTOM: FieldId = FieldId::named("custom_fields");
const EMAIL: FieldId = FieldId::named("email");
const SURNAME: FieldId = FieldId::named("surname");

/// The fields that the vendor's page lists, in its order.
const API: [&str; 20] = [
    "name",
    "surname",
    "email",
    "phone_number",
    "company_id",
    "type",
    "group",
    "identifier",
    "gender",
    "homepage",
    "birthdate",
    "nip",
    "note",
    "pesel",
    "job",
    "job_title",
    "account_manager",
    "custom_fields",
    "fill_read_only_custom_fields",
    "vip",
];
const API_ADDRESSES: [&str; 3] = ["address", "invoice_address", "mail_drop_address"];
const API_ADDRESS: [&str; 6] = ["street", "building", "flat", "postcode", "city", "country"];

fn context() -> RuleContext {
    RuleContext::on(date(2026, 11, 24))
}

fn card(values: &[(&str, &str)]) -> Card {
    let mut card = Card::default();
    for (path, value) in values {
        card.set(Slot::of(FieldId::of(path).unwrap()), *value);
    }
    card
}

/// Puts text into a row, which it adds where it is missing.
fn set_row(card: &mut Card, field: FieldId, row: usize, value: &str) {
    while card.rows(field) <= row {
        assert!(card.insert_row(field, usize::MAX));
    }
    card.set(Slot::row(field, row), value);
}

fn set_pair(card: &mut Card, row: usize, name: &str, value: &str) {
    set_row(card, CUSTOM, row, value);
    card.set(Slot::name(row), name);
}

/// Puts a field's sample into a card; a custom field gets a name as well.
fn set_sample(card: &mut Card, field: FieldId) {
    card.set(Slot::of(field), field.field().sample);
    if field == CUSTOM {
        card.set(Slot::name(0), "pole");
    }
}

/// A card with any texts in any slots, in up to three rows.
fn any_card() -> impl Strategy<Value = Card> {
    let text = prop_oneof![
        Just(String::new()),
        any::<String>(),
        "[ \\\\\"'\n,{}\u{9b}\u{202e}ż0-9:]{0,8}"
    ];
    let texts = proptest::collection::vec(
        (any::<proptest::sample::Index>(), 0_usize..3, text.clone()),
        0..20,
    );
    let names = proptest::collection::vec(prop_oneof![text, "[ABC]", " [AB] "], 3);
    (texts, names).prop_map(|(texts, names)| {
        let mut card = Card::default();
        for (index, row, text) in texts {
            let field = FieldId::all().nth(index.index(FIELDS.len())).unwrap();
            let several = matches!(field.field().kind, FieldKind::Rows | FieldKind::Pairs);
            set_row(&mut card, field, if several { row } else { 0 }, &text);
        }
        for (row, name) in names.into_iter().enumerate() {
            card.set(Slot::name(row), name);
        }
        card
    })
}

#[test]
fn the_table_has_the_fields_of_the_api_in_its_order() {
    let addresses = API_ADDRESSES
        .iter()
        .flat_map(|address| API_ADDRESS.map(|part| format!("{address}.{part}")));
    let expected: Vec<String> = API
        .iter()
        .map(|path| (*path).to_owned())
        .chain(addresses)
        .collect();
    let paths: Vec<&str> = FIELDS.iter().map(|field| field.path).collect();
    assert_eq!(paths, expected);
}

#[test]
fn every_row_of_the_table_has_its_own_path_and_place() {
    assert!(FIELDS.len() < 256);
    assert_eq!(FieldId::all().count(), FIELDS.len());
    let paths: BTreeSet<_> = FIELDS.iter().map(|field| field.path).collect();
    let places: BTreeSet<_> = FIELDS.iter().map(|field| field.place).collect();
    assert_eq!((paths.len(), places.len()), (FIELDS.len(), FIELDS.len()));
    for field in FieldId::all() {
        let path = field.field().path;
        assert_eq!(
            (FieldId::of(path), FieldId::named(path)),
            (Some(field), field),
            "{path}"
        );
    }
    assert_eq!(FieldId::of("no_such_field"), None);
}

#[test]
fn only_the_surname_is_required() {
    let required = FIELDS.iter().filter(|field| field.required);
    assert_eq!(required.map(|field| field.path).collect::<Vec<_>>(), ["surname"]);
    let problem = (Slot::of(SURNAME), Problem::error(Reason::Required));
    assert_eq!(
        Card::default().problems(&context()),
        std::slice::from_ref(&problem)
    );
    assert_eq!(card(&[("surname", " \t")]).problems(&context()), [problem]);
}
