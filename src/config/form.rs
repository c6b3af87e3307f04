//! What is wrong with the form and the templates of a profile.

use super::checks::LENGTH;
use super::invalid_value::InvalidValue;
use super::{Config, Profile, SettingsProblem, ValueRule};
use crate::customer::{
    Card, FieldId, FieldKind, FormField, FormValue, Problem, Reason, RuleContext, Severity, Slot, SlotPart,
};
use crate::text::is_invisible;
use jiff::civil::Date;

/// A name is like another from this likeness on, where 1 is the same.
const ALIKE: f64 = 0.6;
/// The most names that are proposed for another one.
const PROPOSED: usize = 3;

/// Everything that is wrong with the forms and the templates of all profiles.
pub(super) fn problems(config: &Config) -> Vec<InvalidValue> {
    // Of a date only the future depends on today, and no date is that of all cards.
    let context = config.rule_context(Date::MAX, None);
    let profiles = config.profiles.iter();
    let checks = profiles.map(|(name, profile)| FormCheck {
        context: &context,
        name,
        profile,
    });
    checks.flat_map(|check| check.problems()).collect()
}

/// The check of a profile's form.
struct FormCheck<'a> {
    context: &'a RuleContext,
    name: &'a str,
    profile: &'a Profile,
}

impl FormCheck<'_> {
    fn problems(&self) -> Vec<InvalidValue> {
        let mut wrong = self.sections();
        wrong.extend(self.lists());
        wrong.extend(self.labels());
        wrong.extend(self.lengths());
        wrong.extend(self.defaults());
        wrong.extend(self.templates());
        wrong
    }

    /// A problem of a key of the form.
    fn at(&self, key: &str, problem: SettingsProblem) -> InvalidValue {
        InvalidValue::new(&["profiles", self.name, "form", key], problem)
    }

    /// The field of a path, or what is wrong with the path.
    fn field(&self, path: &str) -> Result<FormField, SettingsProblem> {
        let custom_fields = &self.context.custom_fields;
        FormField::of_path(path, custom_fields).ok_or_else(|| {
            let fields = FieldId::all().map(FormField::Api);
            let all = fields.chain((0..custom_fields.len()).map(FormField::Custom));
            let names = all.map(|field| field.path(custom_fields)).collect();
            SettingsProblem::NoField {
                name: path.to_owned(),
                names: alike(path, names),
            }
        })
    }

    fn sections(&self) -> Vec<InvalidValue> {
        let mut wrong = Vec::new();
        let mut taken: Vec<&str> = Vec::new();
        for (number, section) in self.profile.form.sections.iter().enumerate() {
            let at = |key: &str, problem| self.at("sections", problem).entry(number).key(key);
            if is_unreadable(&section.title) {
                wrong.push(at("title", SettingsProblem::NoTitle));
            }
            if section.fields.is_empty() {
                wrong.push(at("fields", SettingsProblem::NoFields));
            }
            for (place, path) in section.fields.iter().enumerate() {
                let problem = match self.field(path) {
                    Err(problem) => Some(problem),
                    Ok(_) => taken
                        .contains(&path.as_str())
                        .then(|| SettingsProblem::FieldTwice(path.clone())),
                };
                wrong.extend(problem.map(|problem| at("fields", problem).entry(place)));
                taken.push(path);
            }
        }
        wrong
    }

    /// The lists of fields that are required, and that are typed twice.
    fn lists(&self) -> Vec<InvalidValue> {
        let form = &self.profile.form;
        let required = |field| is_own_custom(field).then_some(SettingsProblem::OwnCustomFields);
        let verified = |field: FormField| {
            let path = || field.path(&self.context.custom_fields);
            (!field.can_be_verified()).then(|| SettingsProblem::NotVerifiable(path()))
        };
        let required = self.list("required", &form.required, &required);
        let verified = self.list("verify", &form.verify, &verified);
        required.into_iter().chain(verified).collect()
    }

    fn list(
        &self,
        key: &str,
        paths: &[String],
        check: &dyn Fn(FormField) -> Option<SettingsProblem>,
    ) -> Vec<InvalidValue> {
        let wrong = paths.iter().enumerate().filter_map(|(place, path)| {
            let problem = match self.field(path) {
                Err(problem) => Some(problem),
                Ok(_) if paths[..place].contains(path) => Some(SettingsProblem::FieldTwice(path.clone())),
                Ok(field) => check(field),
            };
            Some(self.at(key, problem?).entry(place))
        });
        wrong.collect()
    }

    fn labels(&self) -> impl Iterator<Item = InvalidValue> {
        self.profile.form.labels.iter().filter_map(|(path, label)| {
            let unreadable = || is_unreadable(label).then_some(SettingsProblem::NoTitle);
            let problem = self.field(path).err().or_else(unreadable)?;
            Some(self.at("labels", problem).key(path))
        })
    }

    fn lengths(&self) -> impl Iterator<Item = InvalidValue> {
        self.profile.form.max_length.iter().filter_map(|(path, length)| {
            let rule = SettingsProblem::Rule(ValueRule::Length);
            let outside = || (!LENGTH.contains(length)).then_some(rule);
            let problem = self.field(path).err().or_else(outside)?;
            Some(self.at("max_length", problem).key(path))
        })
    }

    fn defaults(&self) -> impl Iterator<Item = InvalidValue> {
        self.profile.form.defaults.iter().filter_map(|(path, value)| {
            let problem = match self.field(path) {
                Err(problem) => Some(problem),
                Ok(FormField::Api(field)) if !field.field().holdable => {
                    Some(SettingsProblem::Identifies(path.clone()))
                }
                Ok(field) => self.value(field, value),
            };
            Some(self.at("defaults", problem?).key(path))
        })
    }

    fn templates(&self) -> Vec<InvalidValue> {
        let mut wrong = Vec::new();
        for (name, template) in &self.profile.templates {
            let at = |problem| InvalidValue::new(&["profiles", self.name, "templates", name], problem);
            if is_unreadable(name) {
                wrong.push(at(SettingsProblem::NoTitle));
            }
            let values = template.iter().filter_map(|(path, value)| {
                let problem = match self.field(path) {
                    Err(problem) => Some(problem),
                    Ok(field) => self.value(field, value),
                };
                Some(at(problem?).key(path))
            });
            wrong.extend(values);
        }
        wrong
    }

    /// What is wrong with a value of a field.
    fn value(&self, field: FormField, value: &FormValue) -> Option<SettingsProblem> {
        let slot = match field {
            _ if is_own_custom(field) => return Some(SettingsProblem::OwnCustomFields),
            FormField::Api(field) => Slot::of(field),
            FormField::Custom(row) => Slot::row(FieldId::named("custom_fields"), row),
        };
        let rows = value.rows();
        if rows.len() != 1 && slot.field.field().kind != FieldKind::Rows {
            return Some(SettingsProblem::OneRow);
        }
        rows.into_iter().find_map(|row| self.row(slot, row))
    }

    /// What is wrong with one row of a value.
    fn row(&self, slot: Slot, value: String) -> Option<SettingsProblem> {
        let mut context = self.context.clone();
        context.set_form(self.profile.form.clone());
        let mut card = Card::new(&context);
        if value.trim().is_empty() {
            return Some(SettingsProblem::BlankChoice);
        }
        card.set(slot, value.clone());
        let of_value = |(at, problem): &(Slot, _)| {
            at.field == slot.field && at.row == slot.row && at.part == SlotPart::Value && is_error(problem)
        };
        let problem = card.problems(&context).into_iter().find(of_value)?.1;
        Some(match problem.reason {
            Reason::NotAChoice => SettingsProblem::Unknown {
                name: value,
                names: card
                    .choices(slot, &context)
                    .iter()
                    .map(|choice| choice.value.clone())
                    .collect(),
            },
            _ => SettingsProblem::Value(problem),
        })
    }
}

fn is_error(problem: &Problem) -> bool {
    problem.severity == Severity::Error
}

/// Whether a field stands for the custom fields that an operator names.
fn is_own_custom(field: FormField) -> bool {
    matches!(field, FormField::Api(field) if field.field().kind == FieldKind::Pairs)
}

/// Whether nobody could read a text.
fn is_unreadable(text: &str) -> bool {
    text.trim().is_empty() || text.contains(is_invisible)
}

/// The names that may be meant by one that is none of them: the likeliest first; all where none is like it.
fn alike(written: &str, names: Vec<String>) -> Vec<String> {
    let likeness = |name: &String| strsim::normalized_damerau_levenshtein(name, written);
    let contains = |name: &String| {
        let parts = |text: &str| text.split(['.', '_']).map(str::to_lowercase).collect::<Vec<_>>();
        let written = parts(written);
        parts(name).iter().any(|part| written.contains(part))
    };
    let mut near: Vec<&String> = names
        .iter()
        .filter(|name| likeness(name) >= ALIKE || contains(name))
        .collect();
    near.sort_by(|a, b| likeness(b).total_cmp(&likeness(a)));
    let near: Vec<String> = near.into_iter().take(PROPOSED).cloned().collect();
    if near.is_empty() { names } else { near }
}
