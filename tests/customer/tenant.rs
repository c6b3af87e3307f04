//! What the settings of a tenant's form make of a card: what is required, what is too long, what is typed twice, and the order.

use super::{CUSTOM, EMAIL, SURNAME, card, context, set_row};
use kartoteka::customer::{
    Card, CustomField, FieldId, FormSettings, Payload, Problem, Reason, RuleContext, SectionSettings, Slot,
};

const PHONE: FieldId = FieldId::named("phone_number");

fn list(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

/// A tenant with two custom fields and a form.
fn tenant(form: FormSettings) -> RuleContext {
    let mut context = context();
    context.custom_fields = ["kampania", "inne"]
        .map(|name| CustomField {
            name: name.to_owned(),
            ..CustomField::default()
        })
        .into();
    context.set_form(form);
    context
}

fn sections(rows: &[(&str, &[&str])]) -> Vec<SectionSettings> {
    let rows = rows.iter().map(|(title, fields)| SectionSettings {
        title: (*title).to_owned(),
        fields: list(fields),
    });
    rows.collect()
}

/// The problems of a card, by path.
fn problems(card: &Card, context: &RuleContext) -> Vec<(String, Problem)> {
    let problems = card.problems(context).into_iter();
    problems
        .map(|(slot, problem)| (card.path(slot), problem))
        .collect()
}

#[test]
fn a_required_field_is_an_error_until_one_of_its_rows_has_a_value() {
    let context = tenant(FormSettings {
        required: list(&["phone_number", "custom_fields.inne"]),
        ..FormSettings::default()
    });
    let mut card = card(&[("surname", "Nowak")]);
    card.adopt(&context);
    let required = || Problem::error(Reason::Required);
    assert_eq!(
        problems(&card, &context),
        [
            ("phone_number".to_owned(), required()),
            ("custom_fields.inne".to_owned(), required())
        ]
    );
    set_row(&mut card, PHONE, 1, "333 444 555");
    card.set(Slot::row(CUSTOM, 1), "tak");
    assert_eq!(problems(&card, &context), []);
    card.set(Slot::row(PHONE, 1), " ");
    assert_eq!(
        problems(&card, &context),
        [("phone_number[0]".to_owned(), required())]
    );
}

#[test]
fn a_length_is_that_of_the_value_as_it_is_sent() {
    let mut form = FormSettings::default();
    for (path, most) in [("surname", 5), ("phone_number", 9), ("custom_fields.kampania", 2)] {
        form.max_length.insert(path.to_owned(), most);
    }
    let context = tenant(form);
    let too_long = |length, most| Problem::error(Reason::ValueTooLong { length, most });
    // Each letter is one character, however its marks are put together, and the spaces of a phone number are not sent.
    let mut card = card(&[
        ("surname", " Z\u{307}o\u{301}łws "),
        ("phone_number", "333 444 555"),
    ]);
    card.adopt(&context);
    card.set(Slot::row(CUSTOM, 0), "ab");
    card.set(Slot::row(CUSTOM, 1), "abc");
    assert_eq!(problems(&card, &context), []);
    card.set(Slot::of(SURNAME), "Żółwik");
    card.set(Slot::row(CUSTOM, 0), "abc");
    set_row(&mut card, PHONE, 1, "+48 333 444 556");
    assert_eq!(
        problems(&card, &context),
        [
            ("surname".to_owned(), too_long(6, 5)),
            ("phone_number[1]".to_owned(), too_long(12, 9)),
            ("custom_fields.kampania".to_owned(), too_long(3, 2)),
        ]
    );
}

#[test]
fn what_is_typed_twice_is_what_has_a_value_in_the_order_of_the_form() {
    let context = tenant(FormSettings {
        verify: list(&["surname", "phone_number", "pesel", "custom_fields.inne"]),
        sections: sections(&[("A", &["phone_number", "custom_fields.inne", "surname"])]),
        ..FormSettings::default()
    });
    let mut card = card(&[
        ("surname", "Nowak"),
        ("name", "Jan"),
        ("phone_number", "333444555"),
    ]);
    card.adopt(&context);
    set_row(&mut card, PHONE, 1, "333444556");
    set_row(&mut card, PHONE, 2, "");
    card.set(Slot::row(CUSTOM, 0), "x");
    card.set(Slot::row(CUSTOM, 1), "y");
    assert_eq!(
        card.slots_to_verify(&context),
        [
            Slot::row(PHONE, 0),
            Slot::row(PHONE, 1),
            Slot::row(CUSTOM, 1),
            Slot::of(SURNAME)
        ]
    );
    assert!(!card.is_verified(Slot::name(1), &context));
    assert_eq!(card.slots_to_verify(&self::context()), []);
}

#[test]
fn every_place_of_the_card_is_in_the_form_once_whatever_the_sections() {
    let forms: [&[(&str, &[&str])]; 4] = [
        &[],
        &[("A", &["email", "surname"])],
        &[
            ("A", &["custom_fields.inne"]),
            ("B", &["custom_fields", "address.city"]),
        ],
        &[("A", &["custom_fields.inne", "custom_fields.kampania"])],
    ];
    for form in forms {
        let context = tenant(FormSettings {
            sections: sections(form),
            ..FormSettings::default()
        });
        let mut card = Card::new(&context);
        set_row(&mut card, EMAIL, 1, "");
        card.insert_row(CUSTOM, 2);
        let mut found = card.all_slots(&context);
        let mut all: Vec<Slot> = FieldId::all()
            .flat_map(|field| card.slots(field, &context))
            .collect();
        found.sort();
        all.sort();
        assert_eq!(found, all, "{form:?}");
    }
}

#[test]
fn problems_come_in_the_order_of_the_form_and_the_payload_in_that_of_the_api() {
    let context = tenant(FormSettings {
        required: list(&["custom_fields.kampania", "job"]),
        sections: sections(&[
            ("A", &["job", "email"]),
            ("B", &["custom_fields.kampania", "surname"]),
        ]),
        ..FormSettings::default()
    });
    let mut card = card(&[("pesel", "1"), ("email", "x")]);
    card.adopt(&context);
    let found: Vec<String> = problems(&card, &context).into_iter().map(|row| row.0).collect();
    assert_eq!(
        found,
        ["job", "email", "custom_fields.kampania", "surname", "pesel"]
    );
    let plain = Payload::of(&card, &self::context());
    assert_eq!(Payload::of(&card, &context).text(), plain.text());
}
