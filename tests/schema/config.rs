//! The schema of the settings file and `config check` agree on the structure of any file.

use crate::support::dice::Dice;
use crate::{documents, mutation, objections, validator};
use jsonschema::Validator;
use kartoteka::config::settings::{SETTINGS, SettingPath};
use kartoteka::config::{self, SAMPLE, SCHEMA_URL, SettingsProblem, ValueRule, settings_schema};
use kartoteka::keymap::BindingError;
use serde_json::{Value, json};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

/// The sample with everything switched on.
fn everything() -> Value {
    let on = |line: &str| match line.strip_prefix('#') {
        Some(setting) if !setting.starts_with([' ', ':']) => format!("{setting}\n"),
        _ => format!("{line}\n"),
    };
    let table: toml::Table = SAMPLE.lines().map(on).collect::<String>().parse().unwrap();
    serde_json::to_value(table).unwrap()
}

#[test]
fn the_sample_is_right_and_names_the_schema() {
    let validator = validator(&settings_schema());
    let plain: toml::Table = SAMPLE.parse().unwrap();
    for settings in [serde_json::to_value(plain).unwrap(), everything()] {
        assert_eq!(objections(&validator, &settings), Vec::<String>::new());
    }
    assert_eq!(
        SAMPLE.lines().next(),
        Some(format!("#:schema {SCHEMA_URL}").as_str())
    );
}

#[test]
fn the_schema_has_every_setting_with_a_description() {
    let schema = settings_schema();
    for setting in SETTINGS {
        let (table, key) = match setting.place {
            SettingPath::File => (&schema, setting.key),
            SettingPath::Profile => (
                &schema["properties"]["profiles"]["additionalProperties"],
                setting.key,
            ),
            _ => continue,
        };
        let found = key
            .split('.')
            .try_fold(table, |table, step| table.get("properties")?.get(step));
        let description = found.and_then(|found| found.get("description"));
        assert!(description.is_some(), "{}: {found:?}", setting.key);
    }
}

/// Whether `config check` says something against the structure of a file; none where it stopped at a key before it saw all.
fn has_structural_error(path: &Path) -> Option<bool> {
    let problems = config::problems(Some(path)).unwrap();
    let mut found = false;
    for problem in &problems {
        let key = problem.key().unwrap_or_default();
        match problem.problem() {
            // One of the tenant's values, as the file has them.
            SettingsProblem::Unknown { .. }
                if key.contains(".templates.") || key.contains(".form.defaults.") => {}
            SettingsProblem::Keys(
                BindingError::NoAction(_)
                | BindingError::NoPlace(_)
                | BindingError::IsAPlace(_)
                | BindingError::IsAnAction(_)
                | BindingError::Leader,
            ) => found = true,
            SettingsProblem::Keys(_) => return None,
            SettingsProblem::Rule(rule) => {
                found |= matches!(
                    rule,
                    ValueRule::Seconds
                        | ValueRule::Days
                        | ValueRule::Length
                        | ValueRule::KeysEntry
                        | ValueRule::FieldValue
                );
            }
            SettingsProblem::NoField { name, .. } => found |= !name.starts_with("custom_fields."),
            SettingsProblem::Unknown { .. } | SettingsProblem::Missing(_) | SettingsProblem::Kind(_) => {
                found = true;
            }
            SettingsProblem::Syntax(words) => panic!("{words}"),
            _ => {}
        }
    }
    Some(found)
}

/// Takes what TOML cannot say out of a value.
fn in_toml(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, value| !value.is_null());
            members.values_mut().for_each(in_toml);
        }
        Value::Array(items) => {
            items.retain(|value| !value.is_null());
            items.iter_mut().for_each(in_toml);
        }
        _ => {}
    }
}

/// Holds a file against `config check` and the schema; whether both refused it, or none where that cannot be compared.
fn verdict(settings: &Value, path: &Path, validator: &Validator) -> Option<bool> {
    fs::write(path, toml::to_string(settings).unwrap()).unwrap();
    fs::set_permissions(path, Permissions::from_mode(0o600)).unwrap();
    let checked = has_structural_error(path)?;
    let objections = objections(validator, settings);
    assert_eq!(
        !objections.is_empty(),
        checked,
        "{}\nschema: {objections:#?}\ncheck: {:#?}",
        toml::to_string(settings).unwrap(),
        config::problems(Some(path)).unwrap()
    );
    Some(checked)
}

#[test]
fn the_schema_refuses_what_config_check_refuses_for_its_structure() {
    let validator = validator(&settings_schema());
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("kartoteka.toml");
    let (mut refused, mut compared) = (0, 0);
    for seed in 0..documents() {
        let mut dice = Dice::new(seed);
        let mut settings = everything();
        let mut known = Vec::new();
        mutation::names(&settings, &mut known);
        for _ in 0..dice.between(1, 3) {
            mutation::change(&mut settings, &known, &mut dice);
        }
        in_toml(&mut settings);
        if !settings.is_object() {
            continue;
        }
        if let Some(is_refused) = verdict(&settings, &path, &validator) {
            compared += 1;
            refused += u64::from(is_refused);
        }
    }
    assert!(compared > documents() / 2, "{compared}");
    assert!(
        (compared / 10..compared).contains(&refused),
        "{refused} of {compared}"
    );
}

#[test]
fn numbers_are_held_within_their_ranges() {
    let validator = validator(&settings_schema());
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("kartoteka.toml");
    for (pointer, most) in [
        ("/profiles/main/timeout_seconds", 600),
        ("/profiles/main/password_timeout_seconds", 600),
        ("/profiles/main/form/max_length/surname", 10_000),
        ("/history/keep_days", 36_500),
    ] {
        for (number, is_right) in [
            (0, false),
            (1, true),
            (most, true),
            (most + 1, false),
            (-1, false),
        ] {
            let mut settings = everything();
            *settings.pointer_mut(pointer).unwrap() = json!(number);
            assert_eq!(
                verdict(&settings, &path, &validator),
                Some(!is_right),
                "{pointer} = {number}"
            );
        }
    }
}
