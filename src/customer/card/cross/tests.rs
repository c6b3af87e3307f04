//! Tables of cards: what was typed, and the one problem that it has.

use super::*;
use crate::customer::{Choice, Sex};
use jiff::civil::date;

/// 14 May 1944, a man.
const JAN: &str = "44051401359";
/// 8 July 1902, a woman.
const EWA: &str = "02070803628";

fn choice(value: &str, label: &str, sex: Option<Sex>) -> Choice {
    Choice {
        value: value.to_owned(),
        label: Some(label.to_owned()),
        sex,
    }
}

fn context() -> RuleContext {
    let mut context = RuleContext::on(date(2026, 11, 24));
    let genders = vec![
        choice("1", "Kobieta", Some(Sex::Female)),
        choice("2", "Mężczyzna", Some(Sex::Male)),
        choice("3", "Inna", None),
    ];
    context.choices.insert("gender".to_owned(), genders);
    context.custom_fields = vec![
        CustomField {
            name: "Źródło".to_owned(),
            required: true,
            choices: vec![choice("w", "WWW", None), choice("t", "Telefon", None)],
            ..CustomField::default()
        },
        CustomField {
            name: "Stan".to_owned(),
            read_only: true,
            ..CustomField::default()
        },
    ];
    context
}

/// Its name, the fields that were typed, and the field that gets a warning.
type CardCase<'a> = (&'a str, &'a [(&'a str, &'a str)], Option<(&'a str, Reason)>);

#[track_caller]
fn assert_warnings(table: &[CardCase]) {
    let mut context = context();
    context.custom_fields.clear();
    for (name, values, expected) in table {
        let mut card = Card::new(&context);
        for (path, value) in *values {
            card.set(Slot::of(FieldId::of(path).unwrap()), *value);
        }
        let expected = expected.clone().map(|(path, reason)| {
            let slot = Slot::of(FieldId::of(path).unwrap());
            (slot, Problem::warning(reason))
        });
        assert_eq!(problems(&card, &context), Vec::from_iter(expected), "{name}");
    }
}

#[test]
fn the_pesel_is_compared_with_birthdate_and_gender() {
    let unlike_jan = Reason::BirthdateUnlikePesel(date(1944, 5, 14));
    let unlike = |sex| Some(("gender", Reason::GenderUnlikePesel(sex)));
    assert_warnings(&[
        ("same date", &[("pesel", JAN), ("birthdate", "14.5.1944")], None),
        (
            "another date",
            &[("pesel", JAN), ("birthdate", "15.05.1944")],
            Some(("birthdate", unlike_jan)),
        ),
        (
            "wrong PESEL",
            &[("pesel", "44051401358"), ("birthdate", "15.05.1944")],
            None,
        ),
        ("wrong date", &[("pesel", JAN), ("birthdate", "31.02.1944")], None),
        (
            "future date",
            &[("pesel", JAN), ("birthdate", "14.05.2044")],
            None,
        ),
        ("a man", &[("pesel", JAN), ("gender", "mężczyzna")], None),
        (
            "a man's PESEL",
            &[("pesel", JAN), ("gender", "Kobieta")],
            unlike(Sex::Male),
        ),
        (
            "a woman's PESEL",
            &[("pesel", EWA), ("gender", "2")],
            unlike(Sex::Female),
        ),
        (
            "a gender that is no sex",
            &[("pesel", JAN), ("gender", "3")],
            None,
        ),
        ("no such gender", &[("pesel", JAN), ("gender", "x")], None),
    ]);
}

#[test]
fn a_street_asks_for_the_city_of_its_address() {
    assert_warnings(&[
        ("city only", &[("address.city", "Łódź")], None),
        (
            "both",
            &[("address.street", "Długa"), ("address.city", "Łódź")],
            None,
        ),
        (
            "street only",
            &[("address.street", "Długa"), ("address.city", " ")],
            Some(("address.city", Reason::CityMissing)),
        ),
        (
            "street of one address, city of another",
            &[("invoice_address.street", "Długa"), ("address.city", "Łódź")],
            Some(("invoice_address.city", Reason::CityMissing)),
        ),
        (
            "the address for letters",
            &[("mail_drop_address.street", "Długa")],
            Some(("mail_drop_address.city", Reason::CityMissing)),
        ),
    ]);
}

/// A card with the tenant's two rows, of these values, and with own rows behind them.
fn card(values: [&str; 2], own: &[(&str, &str)], context: &RuleContext) -> Card {
    let mut card = Card::new(context);
    for (row, value) in values.into_iter().enumerate() {
        card.set(Slot::row(CUSTOM_FIELDS, row), value);
    }
    for (name, value) in own {
        let row = card.rows(CUSTOM_FIELDS);
        assert!(card.insert_row(CUSTOM_FIELDS, row));
        card.set(Slot::name(row), *name);
        card.set(Slot::row(CUSTOM_FIELDS, row), *value);
    }
    card
}

#[test]
fn the_tenants_rows_are_checked_as_configured() {
    let value = |row| Slot::row(CUSTOM_FIELDS, row);
    let table = [
        ("all right", ["w", ""], None),
        ("a label", ["telefon", ""], None),
        (
            "required",
            [" ", ""],
            Some((value(0), Problem::error(Reason::Required))),
        ),
        (
            "no choice",
            ["x", ""],
            Some((value(0), Problem::error(Reason::NotAChoice))),
        ),
        (
            "read only",
            ["w", "nowy"],
            Some((value(1), Problem::warning(Reason::CustomFieldReadOnly))),
        ),
    ];
    let context = context();
    for (name, values, expected) in table {
        let card = card(values, &[], &context);
        assert_eq!(problems(&card, &context), Vec::from_iter(expected), "{name}");
    }
}

#[test]
fn own_rows_need_a_name_of_their_own_and_a_value() {
    let twice = |row| Some((Slot::name(row), Problem::error(Reason::CustomFieldNameTwice)));
    let table: [(_, &[_], _); 6] = [
        ("all right", &[("Kolor", "biały"), ("kolor", "czarny")], None),
        ("an empty row", &[("", " "), (" ", "")], None),
        (
            "no name",
            &[(" ", "biały")],
            Some((Slot::name(2), Problem::error(Reason::CustomFieldNameMissing))),
        ),
        (
            "no value",
            &[("Kolor", " ")],
            Some((
                Slot::row(CUSTOM_FIELDS, 2),
                Problem::warning(Reason::CustomFieldValueMissing),
            )),
        ),
        (
            "a name twice",
            &[("Kolor", "biały"), (" Kolor ", "biały")],
            twice(3),
        ),
        ("the tenant's name again", &[("Źródło", "t")], twice(2)),
    ];
    let context = context();
    for (name, own, expected) in table {
        let card = card(["w", ""], own, &context);
        assert_eq!(problems(&card, &context), Vec::from_iter(expected), "{name}");
    }
}

#[test]
fn a_configured_row_shows_its_repeated_name_at_the_value() {
    let mut context = context();
    context.custom_fields[1].name = "Źródło".to_owned();
    let card = card(["w", ""], &[], &context);
    let expected = (
        Slot::row(CUSTOM_FIELDS, 1),
        Problem::error(Reason::CustomFieldNameTwice),
    );
    assert_eq!(problems(&card, &context), [expected]);
}

#[test]
fn the_flag_allows_read_only_fields_in_any_of_its_words() {
    let context = context();
    let mut card = card(["w", "nowy"], &[], &context);
    for (flag, problems_left) in [("tak", 0), ("true", 0), ("nie", 1), ("?", 1)] {
        card.set(Slot::of(FILL_READ_ONLY), flag);
        assert_eq!(problems(&card, &context).len(), problems_left, "{flag}");
    }
}

#[test]
fn a_card_that_lacks_the_row_of_a_required_field_has_a_problem_all_the_same() {
    let expected = (Slot::row(CUSTOM_FIELDS, 0), Problem::error(Reason::Required));
    assert_eq!(problems(&Card::default(), &context()), [expected]);
}
