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

/// The form of that tenant, as a profile has it.
const FORM: &str = r#"
required = ["phone_number"]
labels = { surname = "Nazwisko/firma" }
max_length = { surname = 20 }
defaults = { "address.country" = "Polska", group = "VIP" }
[[sections]]
title = "Klient"
fields = ["surname", "name", "phone_number", "email", "custom_fields.kampania"]
[[sections]]
title = "Adres"
fields = ["address.street", "address.building", "address.postcode", "address.city", "address.country", "group", "note"]
"#;

/// The templates of that tenant.
const TEMPLATES: &str = r#"
["Dom na Długiej"]
surname = "Żółw"
"address.street" = "Długa"
"address.city" = "Łódź"
[Firma]
job = "Żółta Łódź sp. z o.o."
phone_number = ["333444555", "+48123432234"]
vip = true
"custom_fields.kampania" = "wiosna"
"#;

/// The same tenant with a form of its own and two templates.
pub fn tenant_with_form() -> RuleContext {
    let mut context = tenant();
    context.templates = toml::from_str(TEMPLATES).unwrap();
    context.set_form(toml::from_str(FORM).unwrap());
    context
}
