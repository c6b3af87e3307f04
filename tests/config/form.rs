//! The form and the templates of a profile: what is read, and that a mistake is reported with its line.

use super::{File, Told as _, good, profile};
use jiff::civil::date;
use kartoteka::customer::{FieldId, FormField, FormSettings, FormValue, SectionTitle};

/// A form with everything, as an administrator would write it; its first line is line 4 of the file.
const FORM: &str = r#"
[profiles.main.form]
required = ["phone_number", "custom_fields.kampania"]
verify = ["phone_number", "pesel"]
[[profiles.main.form.sections]]
title = "Klient"
fields = ["surname", "name", "phone_number", "custom_fields.kampania"]
[[profiles.main.form.sections]]
title = "Adres"
fields = [
  "address.street",
  "address.city",
]
[profiles.main.form.defaults]
"address.country" = "Polska"
vip = true
company_id = 17
[profiles.main.form.labels]
surname = "Nazwisko lub firma"
[profiles.main.form.max_length]
surname = 60
[profiles.main.templates."Firma z Łodzi"]
"address.city" = "Łódź"
phone_number = ["333444555", "+48123432234"]
[[custom_fields]]
name = "kampania"
[[custom_fields]]
name = "inne"
"#;

#[test]
fn a_form_is_read_whole_and_belongs_to_its_profile() {
    let config = good(&(profile(FORM) + &profile("").replace("main", "other")));
    let (today, main) = (date(2026, 11, 24), &config.profiles["main"]);
    let context = config.rule_context(today, Some(main));
    assert_eq!(context.form.required, ["phone_number", "custom_fields.kampania"]);
    assert_eq!(context.form.verify, ["phone_number", "pesel"]);
    assert_eq!(context.form.defaults["company_id"].rows(), ["17"]);
    assert_eq!(context.form.defaults["vip"], FormValue::Flag(true));
    assert_eq!(context.form.labels["surname"], "Nazwisko lub firma");
    assert_eq!(context.form.max_length["surname"], 60);
    let template = &context.templates["Firma z Łodzi"];
    assert_eq!(template["phone_number"].rows(), ["333444555", "+48123432234"]);

    let layout = context.layout();
    let title = SectionTitle::Own("Klient".to_owned());
    assert_eq!(layout.sections()[0].title, title);
    assert_eq!(layout.sections()[0].fields[3], FormField::Custom(0));
    assert!(layout.shows(1) && !layout.shows(2) && layout.hides());
    // Every field has its place, those of no section behind.
    let places = layout.sections().iter().map(|section| section.fields.len());
    assert_eq!(places.sum::<usize>(), FieldId::all().count() + 1);
    let pesel = layout.place(FormField::Api(FieldId::named("pesel")));
    assert!(pesel.0 > 1, "{pesel:?}");

    for profile in [None, Some(&config.profiles["other"])] {
        let context = config.rule_context(today, profile);
        assert!(context.form.is_empty() && context.templates.is_empty());
        assert!(!context.layout().hides());
    }
}

#[test]
fn a_form_is_read_from_its_block_as_it_was() {
    for name in ["main", "próba 2"] {
        let text = profile(FORM).replace("profiles.main", &format!("profiles.{name:?}"));
        let config = good(&text);
        let form = &config.profiles[name].form;
        let block = form.block(name);
        let custom = "[[custom_fields]]\nname = 'kampania'\n";
        let bare = profile("").replace("profiles.main", &format!("profiles.{name:?}"));
        let again = good(&format!("{bare}{block}{custom}"));
        assert_eq!(again.profiles[name].form, *form, "{block}");
    }
    assert_eq!(FormSettings::default().block("main"), "");
}

#[test]
fn several_mistakes_in_a_form_are_reported_each_with_its_line() {
    let text = FORM
        .replace("\"pesel\"]", "\"peesel\"]")
        .replace("\"address.city\",\n]", "\"adress.city\",\n]")
        .replace("surname = 60", "surname = 0");
    let file = File::new(profile(&text));
    let found = kartoteka::config::problems(Some(&file.path)).unwrap();
    let found: Vec<(usize, String)> = found
        .iter()
        .map(|error| (error.line().unwrap(), error.words()))
        .collect();
    let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [7, 15, 24], "{found:#?}");
    assert!(found[0].1.contains("expected one of `pesel`"), "{}", found[0].1);
    assert!(found[1].1.contains("`address.city`"), "{}", found[1].1);
    assert!(found[2].1.contains("1 to 10000"), "{}", found[2].1);
}
