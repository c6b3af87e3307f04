//! A form that is being arranged: which fields it has, in which order and sections, which are required, and what new cards begin
//! with. Pure.

use crate::customer::{
    CustomField, FieldKind, FormField, FormSettings, FormValue, RuleContext, SectionSettings,
};
use crate::i18n::Locale;

/// A field with its place in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ArrangedField {
    pub field: FormField,
    /// The name in the settings.
    pub path: String,
    /// What the operator reads.
    pub label: String,
    /// The number of its section; none where the form does not list it.
    pub section: Option<usize>,
}

impl ArrangedField {
    /// Whether new cards may begin with a value in the field: not in one that says who the customer is.
    pub(super) fn may_have_default(&self) -> bool {
        match self.field {
            FormField::Api(field) => field.field().holdable,
            FormField::Custom(_) => true,
        }
    }
}

/// The form with its changes. The fields are in the order of the form; those that it does not list come last.
#[derive(Debug)]
pub(super) struct Arrangement {
    pub titles: Vec<String>,
    pub fields: Vec<ArrangedField>,
    settings: FormSettings,
}

impl Arrangement {
    /// The form as it is.
    pub(super) fn new(context: &RuleContext, locale: &Locale) -> Self {
        let (mut titles, mut fields, mut hidden) = (Vec::new(), Vec::new(), Vec::new());
        for section in context.layout().sections() {
            let number = section.is_listed.then_some(titles.len());
            if section.is_listed {
                titles.push(section.title.text(locale));
            }
            for field in &section.fields {
                let arranged = ArrangedField {
                    field: *field,
                    path: field.path(&context.custom_fields),
                    label: label(*field, context, locale),
                    section: number,
                };
                if number.is_some() {
                    &mut fields
                } else {
                    &mut hidden
                }
                .push(arranged);
            }
        }
        fields.append(&mut hidden);
        Self {
            titles,
            fields,
            settings: context.form.clone(),
        }
    }

    /// The settings of the form as it is arranged.
    pub(super) fn settings(&self) -> FormSettings {
        let titles = self.titles.iter().enumerate();
        let sections = titles.map(|(number, title)| {
            let fields = self.fields.iter().filter(|field| field.section == Some(number));
            SectionSettings {
                title: title.clone(),
                fields: fields.map(|field| field.path.clone()).collect(),
            }
        });
        FormSettings {
            sections: sections.filter(|section| !section.fields.is_empty()).collect(),
            ..self.settings.clone()
        }
    }

    /// Takes a field out of the form, or puts it at its end. False where the API requires the field, so that it stays. The field
    /// that follows takes its place in the list.
    pub(super) fn toggle(&mut self, index: usize) -> bool {
        let Some(field) = self.fields.get(index) else {
            return false;
        };
        if is_needed(field.field) {
            return false;
        }
        let mut field = self.fields.remove(index);
        field.section = match field.section {
            Some(_) => None,
            None => Some(self.titles.len().saturating_sub(1)),
        };
        let listed = self.fields.iter().filter(|other| other.section.is_some()).count();
        self.fields.insert(listed, field);
        true
    }

    /// Moves a field up, into the section above where it is the first of its own. Its place in the list.
    pub(super) fn move_up(&mut self, index: usize) -> usize {
        let Some(above) = index.checked_sub(1) else {
            return index;
        };
        let [upper, lower] = [self.section(above), self.section(index)];
        if lower.is_none() {
            return index;
        }
        if upper != lower {
            self.fields[index].section = upper;
            return index;
        }
        self.fields.swap(above, index);
        above
    }

    /// Moves a field down, into the section below where it is the last of its own. Its place in the list.
    pub(super) fn move_down(&mut self, index: usize) -> usize {
        let below = index + 1;
        let [upper, lower] = [self.section(index), self.section(below)];
        if upper.is_none() || lower.is_none() {
            return index;
        }
        if upper != lower {
            self.fields[index].section = lower;
            return index;
        }
        self.fields.swap(index, below);
        below
    }

    fn section(&self, index: usize) -> Option<usize> {
        self.fields.get(index)?.section
    }

    /// Whether a field must not be blank.
    pub(super) fn is_required(&self, field: &ArrangedField) -> bool {
        is_needed(field.field) || self.settings.required.contains(&field.path)
    }

    /// Makes a field one that must not be blank, or not any more. False where the API requires it.
    pub(super) fn toggle_required(&mut self, index: usize) -> bool {
        let Some(field) = self.fields.get(index) else {
            return false;
        };
        if is_needed(field.field) {
            return false;
        }
        let required = &mut self.settings.required;
        let before = required.len();
        required.retain(|path| *path != field.path);
        if required.len() == before {
            required.push(field.path.clone());
        }
        true
    }

    /// What new cards begin with in a field; empty where there is nothing.
    pub(super) fn default_of(&self, field: &ArrangedField) -> String {
        let value = self.settings.defaults.get(&field.path);
        value.map(FormValue::rows).unwrap_or_default().join(", ")
    }

    /// Sets what new cards begin with in a field. Nothing is set with a blank text.
    pub(super) fn set_default(&mut self, index: usize, text: &str) {
        let Some(field) = self.fields.get(index) else {
            return;
        };
        let text = text.trim();
        if text.is_empty() {
            self.settings.defaults.remove(&field.path);
        } else {
            let value = value(field.field, text);
            self.settings.defaults.insert(field.path.clone(), value);
        }
    }
}

/// Whether the API requires a field.
fn is_needed(field: FormField) -> bool {
    matches!(field, FormField::Api(field) if field.field().required)
}

fn label(field: FormField, context: &RuleContext, locale: &Locale) -> String {
    let own = context.form.labels.get(&field.path(&context.custom_fields));
    let usual = || match field {
        FormField::Api(field) => field.field().label(locale),
        FormField::Custom(number) => {
            let custom = context.custom_fields.get(number);
            custom.map_or_else(String::new, |custom| CustomField::label(custom).to_owned())
        }
    };
    own.cloned().unwrap_or_else(usual)
}

/// A typed text as the settings have the value of a field.
fn value(field: FormField, text: &str) -> FormValue {
    let kind = match field {
        FormField::Api(field) => field.field().kind,
        FormField::Custom(_) => FieldKind::Line,
    };
    match (kind, text.parse(), text.parse()) {
        (FieldKind::Flag, Ok(flag), _) => FormValue::Flag(flag),
        (FieldKind::Number, _, Ok(number)) => FormValue::Number(number),
        _ => FormValue::Text(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use jiff::civil::date;

    fn arrangement() -> Arrangement {
        let mut context = RuleContext::on(date(2026, 11, 27));
        let section = |title: &str, fields: &[&str]| SectionSettings {
            title: title.to_owned(),
            fields: fields.iter().map(|path| (*path).to_owned()).collect(),
        };
        context.set_form(FormSettings {
            sections: vec![
                section("Klient", &["surname", "name"]),
                section("Kontakt", &["email", "phone_number"]),
            ],
            verify: vec!["phone_number".to_owned()],
            ..FormSettings::default()
        });
        Arrangement::new(&context, &Locale::new(Language::En))
    }

    fn listed(arrangement: &Arrangement) -> Vec<(String, Vec<String>)> {
        let sections = arrangement.settings().sections.into_iter();
        sections.map(|section| (section.title, section.fields)).collect()
    }

    fn named(sections: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        sections
            .iter()
            .map(|(title, fields)| ((*title).to_owned(), owned(fields)))
            .collect()
    }

    #[test]
    fn fields_go_in_and_out_and_up_and_down_through_the_sections() {
        let mut form = arrangement();
        assert!(!form.toggle(0), "the API requires a surname");
        // From the first place of a section into the one above, and on.
        assert_eq!(form.move_up(2), 2);
        assert_eq!(form.move_up(2), 1);
        let expected: [(&str, &[&str]); 2] = [
            ("Klient", &["surname", "email", "name"]),
            ("Kontakt", &["phone_number"]),
        ];
        assert_eq!(listed(&form), named(&expected));
        // A section without fields is gone.
        assert!(form.toggle(3));
        assert_eq!(listed(&form), named(&expected[..1]));
        let hidden = form.fields.iter().position(|field| field.path == "nip").unwrap();
        assert_eq!((form.move_up(hidden), form.move_down(hidden)), (hidden, hidden));
        assert!(form.toggle(hidden));
        let expected: [(&str, &[&str]); 2] =
            [("Klient", &["surname", "email", "name"]), ("Kontakt", &["nip"])];
        assert_eq!(listed(&form), named(&expected));
        assert_eq!(
            (form.move_down(2), form.move_down(2), form.move_down(3)),
            (2, 3, 3)
        );
        assert_eq!(form.move_up(0), 0);
        assert_eq!(form.fields.len(), arrangement().fields.len());
    }

    #[test]
    fn required_fields_and_defaults_are_kept_with_what_else_is_set() {
        let mut form = arrangement();
        assert!(!form.toggle_required(0) && form.toggle_required(1) && form.toggle_required(2));
        assert!(form.toggle_required(1));
        let at =
            |form: &Arrangement, path: &str| form.fields.iter().position(|field| field.path == path).unwrap();
        for (path, text) in [
            ("address.country", " Polska "),
            ("vip", "true"),
            ("company_id", "17"),
            ("name", "Jan"),
        ] {
            let index = at(&form, path);
            form.set_default(index, text);
        }
        form.set_default(1, " ");
        let settings = form.settings();
        assert_eq!(settings.required, ["email"]);
        assert_eq!(settings.verify, ["phone_number"]);
        let defaults = settings.defaults.into_iter();
        let expected = [
            ("address.country", FormValue::Text("Polska".to_owned())),
            ("company_id", FormValue::Number(17)),
            ("vip", FormValue::Flag(true)),
        ];
        assert!(defaults.eq(expected.map(|(path, value)| (path.to_owned(), value))));
    }
}
