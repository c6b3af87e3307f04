//! What the environment says instead of the files.

use super::error::ConfigError;
use super::rows::{at, table_of};
use super::system::SystemSettings;
use super::table::{SETTINGS, Setting, SettingPath, ValueKind};
use super::{Config, ProfileError, SettingsProblem};
use crate::os::paths;
use std::path::Path;
use toml::{Table, Value};

/// The profile that the environment alone describes, where the file has none.
const OF_ENVIRONMENT: &str = "environment";

/// Reads variables of the environment.
pub type Variables<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What the setting's variable says; none where it is not set, or empty.
pub(super) fn of_environment(setting: &Setting, variables: Variables) -> Option<String> {
    variables(setting.variable?).filter(|value| !value.is_empty())
}

/// A setting with its variable, and what that says.
struct SetVariable {
    setting: &'static Setting,
    name: &'static str,
    value: String,
}

impl SetVariable {
    fn error(&self, problem: SettingsProblem) -> ConfigError {
        ConfigError::of_variable(self.name, problem)
    }
}

/// Puts what the environment says in the place of what the files say.
pub(super) fn overlay(
    config: &mut Config,
    profile: Option<&str>,
    variables: Variables,
    system: Option<&SystemSettings>,
) -> Result<(), ConfigError> {
    let set: Vec<SetVariable> = SETTINGS
        .iter()
        .filter(|setting| matches!(setting.place, SettingPath::File | SettingPath::Profile))
        .filter_map(|setting| {
            Some(SetVariable {
                setting,
                name: setting.variable?,
                value: of_environment(setting, variables)?,
            })
        })
        .collect();
    let chosen = set.iter().find(|set| set.setting.key == "default_profile");
    let chosen = profile.or(chosen.map(|set| set.value.as_str()));
    let mut tree = Table::try_from(&*config)
        .map_err(|error| ConfigError::of_variable("", SettingsProblem::Syntax(error.to_string())))?;
    let of_profile = set.iter().find(|set| set.setting.place == SettingPath::Profile);
    let Some(first) = of_profile else {
        refuse_locked(&tree, &set, "", system)?;
        return put_all(config, &mut tree, &set, "");
    };
    let used = match config.profile(chosen) {
        Ok((name, _)) => name.to_owned(),
        Err(ProfileError::None) => chosen.unwrap_or(OF_ENVIRONMENT).to_owned(),
        Err(error) => return Err(first.error(SettingsProblem::Profile(error))),
    };
    refuse_locked(&tree, &set, &used, system)?;
    // The environment takes the place of the file's way to the password, whichever that is.
    let is_password = |key: &str| ["password_command", "password_env"].contains(&key);
    if let Some(profile) = table_of(&mut tree, &["profiles", used.as_str()])
        && set.iter().any(|set| is_password(set.setting.key))
    {
        profile.retain(|key, _| !is_password(key));
    }
    complete(&mut tree, &set, &used)?;
    put_all(config, &mut tree, &set, &used)
}

/// Refuses variables that say another thing than the system's settings, which have locked it.
fn refuse_locked(
    tree: &Table,
    set: &[SetVariable],
    profile: &str,
    system: Option<&SystemSettings>,
) -> Result<(), ConfigError> {
    let Some(system) = system else { return Ok(()) };
    for set in set {
        let steps = set.setting.path(profile);
        if let Some(lock) = system.lock(&steps)
            && at(tree, &steps) != Some(&parsed(set)?)
        {
            return Err(set.error(SettingsProblem::Locked(lock)));
        }
    }
    Ok(())
}

/// A profile that the environment alone describes must be whole before anything in it can be read.
fn complete(tree: &mut Table, set: &[SetVariable], profile: &str) -> Result<(), ConfigError> {
    for setting in SETTINGS
        .iter()
        .filter(|setting| ["base_url", "user"].contains(&setting.key))
    {
        let said = set.iter().find(|set| set.setting.key == setting.key);
        let Some(table) = table_of(tree, &["profiles", profile]) else {
            continue;
        };
        match said {
            Some(set) => drop(table.insert(setting.key.to_owned(), Value::String(set.value.clone()))),
            None if table.contains_key(setting.key) => {}
            None => {
                let name = setting.variable.unwrap_or_default();
                return Err(ConfigError::of_variable(name, SettingsProblem::NotWhole));
            }
        }
    }
    Ok(())
}

/// Puts the values in one after another, so that a problem is known by its variable.
fn put_all(
    config: &mut Config,
    tree: &mut Table,
    set: &[SetVariable],
    profile: &str,
) -> Result<(), ConfigError> {
    for set in set {
        let path = set.setting.path(profile);
        let Some((key, tables)) = path.split_last() else {
            continue;
        };
        let value = parsed(set)?;
        if let Some(problem) = set.setting.check.problem(&value) {
            return Err(set.error(problem));
        }
        if let Some(table) = table_of(tree, tables) {
            table.insert((*key).to_owned(), value);
        }
        *config = tree
            .clone()
            .try_into()
            .map_err(|error: toml::de::Error| of_parser(set, &error))?;
    }
    Ok(())
}

/// A variable's value as one of the file. What is not of the kind is left as a text, which is then refused.
fn parsed(set: &SetVariable) -> Result<Value, ConfigError> {
    let value = set.value.as_str();
    let text = || Value::String(value.to_owned());
    Ok(match set.setting.kind {
        ValueKind::Text => text(),
        ValueKind::Path => {
            let path = paths::from_here(Path::new(value));
            let path = path.map_err(|error| set.error(SettingsProblem::Path(error)))?;
            Value::String(path.to_string_lossy().into_owned())
        }
        ValueKind::Number => value.trim().parse().map_or_else(|_| text(), Value::Integer),
        ValueKind::Flag => value.trim().parse().map_or_else(|_| text(), Value::Boolean),
        ValueKind::Toml => {
            let document = format!("value = {value}");
            let mut table: Table = toml::from_str(&document).map_err(|error| of_parser(set, &error))?;
            table.remove("value").unwrap_or_else(text)
        }
    })
}

fn of_parser(set: &SetVariable, error: &toml::de::Error) -> ConfigError {
    set.error(SettingsProblem::of_parser(error.message()))
}
