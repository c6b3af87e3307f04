//! A tenant with choices and custom fields of its own.

use jiff::civil;
use kartoteka::customer::{Choice, CustomField, RuleContext, Sex};

/// A tenant with choices and custom fields of its own.
pub fn tenant() -> RuleContext {
    let choice = |value: &str, label: &str, sex| Choice {
        value: value.into(),
        label: Some(label.into()),
        sex,
    };
    let mut context = RuleContext::on(civil::date(2026, 11, 24));
    context.choices.insert(
        "gender".into(),
        vec![
            choice("K", "Kobieta", Some(Sex::Female)),
            choice("M", "Mężczyzna", Some(Sex::Male)),
        ],
    );
    let managers = [
        ("a.nowak", "Anna Nowak"),
        ("l.wilk", "Łukasz Wilk"),
        ("m.luk", "Maria Łuk"),
        ("z.zolc", "Zofia Żółć"),
    ];
    let managers = managers.map(|(login, name)| choice(login, name, None));
    context
        .choices
        .insert("account_manager".into(), managers.to_vec());
    context.custom_fields = vec![
        CustomField {
            name: "kampania".into(),
            label: Some("Kampania".into()),
            required: true,
            ..CustomField::default()
        },
        CustomField {
            name: "źródło kontaktu".into(),
            ..CustomField::default()
        },
    ];
    context
}
