//! What the settings may hold, beyond the shape of the file.

use super::invalid_value::InvalidValue;
use super::rows::{at, possible, present};
use super::{Config, SettingsProblem, audit, form, keys, team};
use crate::customer::Choice;
use toml::{Table, Value};

/// Every value of the file that breaks its setting's rule.
pub(super) fn values(file: &Table) -> Vec<InvalidValue> {
    let wrong = present(file).filter_map(|(setting, path)| {
        let problem = setting.check.problem(at(file, &path)?)?;
        Some(InvalidValue::new(&path, problem))
    });
    let mut wrong: Vec<InvalidValue> = wrong.collect();
    wrong.extend(lists(file));
    wrong
}

/// Lists in the place of tables. The parser would take their entries for the values of the table, in an order that nobody knows.
fn lists(file: &Table) -> Vec<InvalidValue> {
    let mut sections: Vec<Vec<&str>> = possible(file)
        .flat_map(|(_, steps)| (1..steps.len()).map(move |end| steps[..end].to_vec()))
        .collect();
    sections.sort();
    sections.dedup();
    let is_list = |steps: &[&str]| at(file, steps).is_some_and(Value::is_array);
    sections.retain(|steps| is_list(steps));
    let mut wrong: Vec<InvalidValue> = sections
        .iter()
        .map(|steps| InvalidValue::new(steps, a_table()))
        .collect();
    for (_, steps) in present(file) {
        if let Some(value) = at(file, &steps) {
            lists_within(value, &InvalidValue::new(&steps, a_table()), &mut wrong);
        }
    }
    wrong
}

/// Finds lists that are entries of lists: no setting has such.
fn lists_within(value: &Value, place: &InvalidValue, wrong: &mut Vec<InvalidValue>) {
    match value {
        Value::Array(entries) => {
            for (number, entry) in entries.iter().enumerate() {
                let place = place.clone().entry(number);
                if entry.is_array() {
                    wrong.push(place);
                } else {
                    lists_within(entry, &place, wrong);
                }
            }
        }
        Value::Table(table) => {
            for (key, value) in table {
                lists_within(value, &place.clone().key(key), wrong);
            }
        }
        _ => {}
    }
}

fn a_table() -> SettingsProblem {
    SettingsProblem::Kind(Some("a table".to_owned()))
}

/// Everything that is wrong between several values.
pub(super) fn relations(config: &Config) -> Vec<InvalidValue> {
    let mut wrong: Vec<InvalidValue> = default_profile(config).into_iter().collect();
    wrong.extend(password_sources(config));
    wrong.extend(two_trusts(config));
    wrong.extend(team::problems(config));
    wrong.extend(audit::two_targets(config));
    wrong.extend(blank_choices(config));
    wrong.extend(custom_fields(config));
    wrong.extend(keys::keymap(&config.keys).err());
    wrong.extend(form::problems(config));
    wrong
}

fn default_profile(config: &Config) -> Option<InvalidValue> {
    let name = config.default_profile.as_ref()?;
    if config.profiles.contains_key(name) {
        return None;
    }
    let problem = SettingsProblem::NoProfile {
        name: name.clone(),
        names: config.profiles.keys().cloned().collect(),
    };
    Some(InvalidValue::new(&["default_profile"], problem))
}

fn password_sources(config: &Config) -> impl Iterator<Item = InvalidValue> {
    let both = |(_, profile): &(&String, &super::Profile)| {
        profile.password_command.is_some() && profile.password_env.is_some()
    };
    config.profiles.iter().filter(both).map(|(name, _)| {
        InvalidValue::new(&["profiles", name, "password_env"], SettingsProblem::TwoPasswords)
    })
}

fn two_trusts(config: &Config) -> impl Iterator<Item = InvalidValue> {
    let both = |(_, profile): &(&String, &super::Profile)| profile.insecure && profile.ca_file.is_some();
    config
        .profiles
        .iter()
        .filter(both)
        .map(|(name, _)| InvalidValue::new(&["profiles", name, "insecure"], SettingsProblem::TwoTrusts))
}

fn blank_choices(config: &Config) -> impl Iterator<Item = InvalidValue> {
    let blank = config.choices.iter().filter(|(_, values)| has_blank(values));
    blank.map(|(key, _)| InvalidValue::new(&["choices", key], SettingsProblem::BlankChoice))
}

fn has_blank(values: &[Choice]) -> bool {
    values.iter().any(|choice| choice.value.trim().is_empty())
}

fn custom_fields(config: &Config) -> impl Iterator<Item = InvalidValue> {
    let fields = &config.custom_fields;
    fields.iter().enumerate().filter_map(|(nth, field)| {
        let wrong = |key, problem| InvalidValue::new(&["custom_fields"], problem).entry(nth).key(key);
        if field.name.trim().is_empty() {
            return Some(wrong("name", SettingsProblem::BlankName));
        }
        if field.name != field.name.trim() {
            return Some(wrong("name", SettingsProblem::SpacedName));
        }
        if fields[..nth].iter().any(|other| other.name == field.name) {
            return Some(wrong("name", SettingsProblem::NameTwice(field.name.clone())));
        }
        has_blank(&field.choices).then(|| wrong("choices", SettingsProblem::BlankChoice))
    })
}
