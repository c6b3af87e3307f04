//! The settings as they are in force: what the environment says instead of the file, and where each value comes from.

use super::error::ConfigError;
pub use super::table::{SETTINGS, Setting, SettingPath, ValueKind};
use super::{Config, LoadedConfig, ProfileError, SettingsProblem};
use crate::os::paths;
use std::fs;
use std::path::Path;
use toml::{Table, Value};

/// The profile that the environment alone describes, where the file has none.
const OF_ENVIRONMENT: &str = "environment";

/// Reads variables of the environment.
pub type Variables<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What the setting's variable says; none where it is not set, or empty.
fn of_environment(setting: &Setting, variables: Variables) -> Option<String> {
    variables(setting.variable).filter(|value| !value.is_empty())
}

/// Puts what the environment says in the place of what the file says.
pub(super) fn overlay(
    config: &mut Config,
    profile: Option<&str>,
    variables: Variables,
) -> Result<(), ConfigError> {
    let set: Vec<(&Setting, String)> = SETTINGS
        .iter()
        .filter(|setting| setting.place != SettingPath::CommandLine)
        .filter_map(|setting| Some((setting, of_environment(setting, variables)?)))
        .collect();
    let chosen = set.iter().find(|(setting, _)| setting.key == "default_profile");
    let chosen = profile.or(chosen.map(|(_, name)| name.as_str()));
    let mut tree = Table::try_from(&*config)
        .map_err(|error| ConfigError::of_variable("", SettingsProblem::Syntax(error.to_string())))?;
    let of_profile = set
        .iter()
        .find(|(setting, _)| setting.place == SettingPath::Profile);
    let Some((first, _)) = of_profile else {
        return put_all(config, &mut tree, &set, "");
    };
    let used = match config.profile(chosen) {
        Ok((name, _)) => name.to_owned(),
        Err(ProfileError::None) => chosen.unwrap_or(OF_ENVIRONMENT).to_owned(),
        Err(error) => {
            return Err(ConfigError::of_variable(
                first.variable,
                SettingsProblem::Profile(error),
            ));
        }
    };
    // The environment takes the place of the file's way to the password, whichever that is.
    let is_password = |key: &str| ["password_command", "password_env"].contains(&key);
    if let Some(profile) = table_of(&mut tree, &["profiles", used.as_str()])
        && set.iter().any(|(setting, _)| is_password(setting.key))
    {
        profile.retain(|key, _| !is_password(key));
    }
    complete(&mut tree, &set, &used)?;
    put_all(config, &mut tree, &set, &used)
}

/// A profile that the environment alone describes must be whole before anything in it can be read.
fn complete(tree: &mut Table, set: &[(&Setting, String)], profile: &str) -> Result<(), ConfigError> {
    for setting in SETTINGS
        .iter()
        .filter(|setting| ["base_url", "user"].contains(&setting.key))
    {
        let value = set.iter().find(|(other, _)| other.key == setting.key);
        let Some(table) = table_of(tree, &["profiles", profile]) else {
            continue;
        };
        match value {
            Some((_, value)) => drop(table.insert(setting.key.to_owned(), Value::String(value.clone()))),
            None if table.contains_key(setting.key) => {}
            None => {
                return Err(ConfigError::of_variable(
                    setting.variable,
                    SettingsProblem::NotWhole,
                ));
            }
        }
    }
    Ok(())
}

/// Puts the values in one after another, so that a problem is known by its variable.
fn put_all(
    config: &mut Config,
    tree: &mut Table,
    set: &[(&Setting, String)],
    profile: &str,
) -> Result<(), ConfigError> {
    for (setting, value) in set {
        let path = setting.path(profile);
        let Some((key, tables)) = path.split_last() else {
            continue;
        };
        let value = parsed(setting, value)?;
        if let Some(problem) = setting.check.problem(&value) {
            return Err(ConfigError::of_variable(setting.variable, problem));
        }
        if let Some(table) = table_of(tree, tables) {
            table.insert((*key).to_owned(), value);
        }
        *config = tree
            .clone()
            .try_into()
            .map_err(|error: toml::de::Error| of_parser(setting, &error))?;
    }
    Ok(())
}

/// A variable's value as one of the file. What is not of the kind is left as a text, which is then refused.
fn parsed(setting: &Setting, value: &str) -> Result<Value, ConfigError> {
    let text = || Value::String(value.to_owned());
    Ok(match setting.kind {
        ValueKind::Text => text(),
        ValueKind::Path => {
            let path = paths::from_here(Path::new(value));
            let path = path
                .map_err(|error| ConfigError::of_variable(setting.variable, SettingsProblem::Path(error)))?;
            Value::String(path.to_string_lossy().into_owned())
        }
        ValueKind::Number => value.trim().parse().map_or_else(|_| text(), Value::Integer),
        ValueKind::Flag => value.trim().parse().map_or_else(|_| text(), Value::Boolean),
        ValueKind::Toml => {
            let document = format!("value = {value}");
            let mut table: Table = toml::from_str(&document).map_err(|error| of_parser(setting, &error))?;
            table.remove("value").unwrap_or_else(text)
        }
    })
}

fn of_parser(setting: &Setting, error: &toml::de::Error) -> ConfigError {
    ConfigError::of_variable(setting.variable, SettingsProblem::of_parser(error.message()))
}

/// The table at the end of these steps; it is made where it is missing.
fn table_of<'t>(tree: &'t mut Table, steps: &[&str]) -> Option<&'t mut Table> {
    let mut table = tree;
    for step in steps {
        let inner = table.entry(*step).or_insert_with(|| Value::Table(Table::new()));
        table = inner.as_table_mut()?;
    }
    Some(table)
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueSource {
    /// Nobody has set it.
    Default,
    /// The file.
    File,
    /// This variable.
    Variable(&'static str),
    /// This option.
    Option(&'static str),
}

/// A setting of the file as it is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectiveSetting {
    /// Its key, with the names of its tables.
    pub key: String,
    /// Its value in TOML; none where nothing is set and nothing holds by default.
    pub value: Option<String>,
    /// Where it comes from.
    pub source: ValueSource,
    /// It leads to the password: the value is left out.
    pub secret: bool,
}

/// All settings of the file, those of one profile among them, as they are in force.
#[must_use]
pub fn effective(
    loaded: &LoadedConfig,
    profile: Option<&str>,
    variables: Variables,
) -> Vec<EffectiveSetting> {
    let written = fs::read_to_string(&loaded.path).ok();
    let written = written
        .and_then(|text| text.parse::<Table>().ok())
        .unwrap_or_default();
    let in_force = Table::try_from(&loaded.config).unwrap_or_default();
    let rows = SETTINGS.iter().filter(|setting| match setting.place {
        SettingPath::File => true,
        SettingPath::Profile => profile.is_some(),
        SettingPath::CommandLine => false,
    });
    rows.map(|setting| {
        let path = setting.path(profile.unwrap_or_default());
        let value = at(&in_force, &path).map(ToString::to_string);
        let source = if of_environment(setting, variables).is_some() {
            ValueSource::Variable(setting.variable)
        } else if value.is_some() && at(&written, &path).is_some() {
            ValueSource::File
        } else {
            ValueSource::Default
        };
        EffectiveSetting {
            key: path.join("."),
            secret: setting.secret && value.is_some(),
            value: value.filter(|_| !setting.secret),
            source,
        }
    })
    .collect()
}

/// The value at the end of these steps.
pub(super) fn at<'t>(table: &'t Table, path: &[&str]) -> Option<&'t Value> {
    let (last, tables) = path.split_last()?;
    let inner = tables
        .iter()
        .try_fold(table, |table, step| table.get(*step)?.as_table());
    inner?.get(*last)
}
