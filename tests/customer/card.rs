//! The card: its rows, the tenant's fields in it, the order of its problems, and the card as a draft.

use super::*;
use kartoteka::customer::{CustomField, SlotPart};
use serde_json::json;

const NOTE: FieldId = FieldId::named("note");

#[test]
fn problems_come_in_the_order_of_the_form_and_errors_first() {
    let mut card = card(&[
        ("pesel", "44051401359"),
        ("birthdate", "15.05.1944"),
        ("mail_drop_address.street", "Długa"),
        ("nip", "DE1"),
    ]);
    set_row(&mut card, EMAIL, 1, "x");
    set_pair(&mut card, 0, "", "wartość");
    let problems = card.problems(&context());
    let found: Vec<(&str, usize, SlotPart)> = problems
        .iter()
        .map(|(slot, _)| (slot.field.field().path, slot.row, slot.part))
        .collect();
    let expected = [
        ("surname", 0, SlotPart::Value),
        ("birthdate", 0, SlotPart::Value),
        ("nip", 0, SlotPart::Value),
        ("email", 1, SlotPart::Value),
        ("mail_drop_address.city", 0, SlotPart::Value),
        ("custom_fields", 0, SlotPart::Name),
    ];
    assert_eq!(found, expected);
}

#[test]
fn within_a_slot_the_error_comes_first() {
    let mut context = context();
    context.custom_fields = vec![custom_field("A")];
    context.custom_fields[0].read_only = true;
    context.custom_fields[0].choices = serde_json::from_value(json!([{"value": "a"}])).unwrap();
    let mut card = Card::new(&context);
    card.set(Slot::of(SURNAME), "Nowak");
    card.set(Slot::of(CUSTOM), "b");
    let expected = [
        Problem::error(Reason::NotAChoice),
        Problem::warning(Reason::CustomFieldReadOnly),
    ];
    assert_eq!(
        card.problems(&context),
        expected.map(|problem| (Slot::of(CUSTOM), problem))
    );
}

#[test]
fn a_draft_of_another_version_loses_no_text_of_a_known_field() {
    let stored = json!({"fields": {"name": ["Jan", "Maria"], "email": [], "later": ["x"]}, "extra": 1});
    let card: Card = serde_json::from_value(stored).unwrap();
    assert_eq!(card.value(FieldId::named("name")), "Jan Maria");
    let kept = serde_json::to_value(&card).unwrap();
    assert_eq!(
        kept["fields"]["later"],
        json!(["x"]),
        "the later version finds it again"
    );
    for field in FieldId::all() {
        assert_eq!(card.rows(field), 1, "{}", field.field().path);
    }
    assert_eq!(
        serde_json::from_value::<Card>(json!({})).unwrap(),
        Card::default()
    );
}

#[test]
fn rows_are_added_and_taken_away_only_where_that_is_right() {
    let mut card = Card::default();
    assert!(!card.insert_row(SURNAME, 0));
    assert!(!card.remove_empty_row(EMAIL, 0), "the last row stays");
    set_row(&mut card, EMAIL, 1, "b");
    assert!(card.insert_row(EMAIL, 1));
    assert_eq!(card.get(Slot::row(EMAIL, 2)), "b");
    assert!(!card.remove_empty_row(EMAIL, 2), "there is text in it");
    assert!(card.remove_empty_row(EMAIL, 0));
    assert!(!card.remove_empty_row(EMAIL, 7));
    assert_eq!(card.rows(EMAIL), 2);
    set_pair(&mut card, 1, "nazwa", "");
    assert!(!card.remove_empty_row(CUSTOM, 1), "there is a name in it");
}

#[test]
fn the_tenants_rows_come_first_and_their_names_are_not_typed() {
    let mut context = context();
    context.custom_fields = ["A", "B"].map(custom_field).to_vec();
    let mut card = Card::default();
    set_pair(&mut card, 0, "X", "x");
    set_pair(&mut card, 1, " B ", "b");
    card.adopt(&context);
    let rows: Vec<(&str, &str)> = pairs(&card);
    assert_eq!(rows, [("A", ""), ("B", "b"), ("X", "x")]);
    let slots = [
        Slot::row(CUSTOM, 0),
        Slot::row(CUSTOM, 1),
        Slot::name(2),
        Slot::row(CUSTOM, 2),
    ];
    assert_eq!(card.slots(CUSTOM, &context).collect::<Vec<_>>(), slots);
    let new = Card::new(&context);
    assert!(new.is_empty(&context));
    assert_eq!(pairs(&new), [("A", ""), ("B", "")]);
    assert!(!card.is_empty(&context));
}

#[test]
fn a_name_of_which_nothing_can_be_seen_is_no_part_of_whose_card_it_is() {
    for (surname, name, who) in [
        ("Żak", "Jan", "Żak Jan"),
        ("Żak", "\u{200b}", "Żak"),
        ("\u{2800}", " Jan ", "Jan"),
        ("\u{200b}", "", ""),
    ] {
        let mut card = Card::new(&RuleContext::on(jiff::civil::date(2026, 11, 27)));
        card.set(Slot::of(FieldId::of("surname").unwrap()), surname);
        card.set(Slot::of(FieldId::of("name").unwrap()), name);
        assert_eq!(card.who(), who, "{surname:?} {name:?}");
    }
}

fn custom_field(name: &str) -> CustomField {
    CustomField {
        name: name.to_owned(),
        ..CustomField::default()
    }
}

fn pairs(card: &Card) -> Vec<(&str, &str)> {
    let row = |row| (card.get(Slot::name(row)), card.get(Slot::row(CUSTOM, row)));
    (0..card.rows(CUSTOM)).map(row).collect()
}

proptest! {
    #[test]
    fn a_draft_gives_the_same_card_back(card in any_card()) {
        let stored = serde_json::to_string(&card).unwrap();
        prop_assert_eq!(serde_json::from_str::<Card>(&stored).unwrap(), card);
    }

    #[test]
    fn adopting_the_tenants_fields_keeps_everything(card in any_card(), note in any::<String>()) {
        let mut context = context();
        context.custom_fields = ["A", "B", "C"].map(custom_field).to_vec();
        let mut adopted = card.clone();
        adopted.set(Slot::of(NOTE), note.clone());
        adopted.adopt(&context);
        prop_assert_eq!(adopted.value(NOTE), note);
        let after = pairs(&adopted);
        for (name, value) in pairs(&card).into_iter().filter(|pair| *pair != ("", "")) {
            let kept = after.iter().any(|(kept, text)| kept.trim() == name.trim() && *text == value);
            prop_assert!(kept, "{name:?}: {value:?} in {after:?}");
        }
        let mut again = adopted.clone();
        again.adopt(&context);
        prop_assert_eq!(again, adopted);
    }
}
