//! The one table of settings: where each may be set, from which the environment is read, and what is in force is shown.

use super::checks::{self, Check, KEEP_DAYS, TIMEOUT};
use super::error::ConfigError;
use super::{Config, Loaded, Mistake, ProfileError, Rule, paths};
use std::fs;
use std::path::Path;
use toml::{Table, Value};

/// The profile that the environment alone describes, where the file has none.
const OF_ENVIRONMENT: &str = "environment";

/// Where a setting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the top of the file, or in a table of it.
    File,
    /// In the profile that is used.
    Profile,
    /// On the command line and in the environment only.
    CommandLine,
}

/// How a variable is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As it is.
    Text,
    /// A path, whose `~` is the home directory, and which starts in the current directory.
    Path,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A value in TOML.
    Toml,
}

/// One setting.
#[derive(Debug)]
pub struct Setting {
    /// Its key in the file, with the name of the table before it; of a profile's, the key in the profile.
    pub key: &'static str,
    /// Where it stands.
    pub place: Place,
    /// The variable of the environment that says it.
    pub variable: &'static str,
    /// The option of the command line that says it.
    pub option: Option<&'static str>,
    /// How the variable is read.
    pub kind: Kind,
    /// It leads to the password, and is not shown.
    pub secret: bool,
    /// What its value must be.
    pub(super) check: Check,
}

impl Setting {
    const fn new(key: &'static str, place: Place, variable: &'static str, kind: Kind) -> Self {
        Self {
            key,
            place,
            variable,
            option: None,
            kind,
            secret: false,
            check: Check::Kind,
        }
    }

    const fn check(mut self, check: Check) -> Self {
        self.check = check;
        self
    }

    const fn option(mut self, option: &'static str) -> Self {
        self.option = Some(option);
        self
    }

    const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// The steps to its value in the file.
    pub(super) fn path<'a>(&'a self, profile: &'a str) -> Vec<&'a str> {
        match self.place {
            Place::Profile => vec!["profiles", profile, self.key],
            _ => self.key.split('.').collect(),
        }
    }
}

/// Every setting. A variable that is empty counts as not set.
pub static SETTINGS: &[Setting] = &[
    Setting::new("config", Place::CommandLine, "KARTOTEKA_CONFIG", Kind::Path).option("--config"),
    Setting::new("data_dir", Place::CommandLine, "KARTOTEKA_DATA_DIR", Kind::Path).option("--data-dir"),
    Setting::new("ascii", Place::CommandLine, "KARTOTEKA_ASCII", Kind::Flag).option("--ascii"),
    Setting::new("no_color", Place::CommandLine, "NO_COLOR", Kind::Flag).option("--no-color"),
    Setting::new("plain", Place::CommandLine, "KARTOTEKA_PLAIN", Kind::Flag).option("--plain"),
    Setting::new("default_profile", Place::File, "KARTOTEKA_PROFILE", Kind::Text).option("--profile"),
    Setting::new("language", Place::File, "KARTOTEKA_LANGUAGE", Kind::Text).option("--lang"),
    Setting::new("theme", Place::File, "KARTOTEKA_THEME", Kind::Text),
    Setting::new("mouse", Place::File, "KARTOTEKA_MOUSE", Kind::Flag),
    Setting::new("base_url", Place::Profile, "KARTOTEKA_BASE_URL", Kind::Text)
        .check(Check::Text(checks::base_url)),
    Setting::new("user", Place::Profile, "KARTOTEKA_USER", Kind::Text).check(Check::Text(checks::user)),
    Setting::new(
        "password_command",
        Place::Profile,
        "KARTOTEKA_PASSWORD_COMMAND",
        Kind::Text,
    )
    .secret()
    .check(Check::Text(checks::password_command)),
    Setting::new(
        "password_env",
        Place::Profile,
        "KARTOTEKA_PASSWORD_ENV",
        Kind::Text,
    )
    .secret()
    .check(Check::Text(checks::password_env)),
    Setting::new(
        "password_timeout_seconds",
        Place::Profile,
        "KARTOTEKA_PASSWORD_TIMEOUT_SECONDS",
        Kind::Number,
    )
    .check(Check::Whole(TIMEOUT, Rule::Seconds)),
    Setting::new(
        "timeout_seconds",
        Place::Profile,
        "KARTOTEKA_TIMEOUT_SECONDS",
        Kind::Number,
    )
    .check(Check::Whole(TIMEOUT, Rule::Seconds)),
    Setting::new(
        "accept_language",
        Place::Profile,
        "KARTOTEKA_ACCEPT_LANGUAGE",
        Kind::Text,
    )
    .check(Check::Text(checks::accept_language)),
    Setting::new("ca_file", Place::Profile, "KARTOTEKA_CA_FILE", Kind::Path)
        .check(Check::Text(checks::ca_file)),
    Setting::new("insecure", Place::Profile, "KARTOTEKA_INSECURE", Kind::Flag),
    Setting::new(
        "check_duplicates",
        Place::Profile,
        "KARTOTEKA_CHECK_DUPLICATES",
        Kind::Flag,
    ),
    Setting::new("mark", Place::Profile, "KARTOTEKA_MARK", Kind::Text).check(Check::Text(checks::mark)),
    Setting::new("mark_color", Place::Profile, "KARTOTEKA_MARK_COLOR", Kind::Text),
    Setting::new(
        "form.suggestions",
        Place::File,
        "KARTOTEKA_FORM_SUGGESTIONS",
        Kind::Flag,
    ),
    Setting::new(
        "form.fill_while_sending",
        Place::File,
        "KARTOTEKA_FORM_FILL_WHILE_SENDING",
        Kind::Flag,
    ),
    Setting::new(
        "history.keep_days",
        Place::File,
        "KARTOTEKA_HISTORY_KEEP_DAYS",
        Kind::Number,
    )
    .check(Check::Whole(KEEP_DAYS, Rule::Days)),
    Setting::new(
        "history.store",
        Place::File,
        "KARTOTEKA_HISTORY_STORE",
        Kind::Text,
    ),
    Setting::new(
        "history.report_other_stores",
        Place::File,
        "KARTOTEKA_HISTORY_REPORT_OTHER_STORES",
        Kind::Flag,
    ),
    Setting::new("choices", Place::File, "KARTOTEKA_CHOICES", Kind::Toml),
    Setting::new(
        "custom_fields",
        Place::File,
        "KARTOTEKA_CUSTOM_FIELDS",
        Kind::Toml,
    ),
    Setting::new("keys", Place::File, "KARTOTEKA_KEYS", Kind::Toml),
];

/// Reads variables of the environment.
pub type Variables<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What the setting's variable says; none where it is not set, or empty.
fn said(setting: &Setting, variables: Variables) -> Option<String> {
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
        .filter(|setting| setting.place != Place::CommandLine)
        .filter_map(|setting| Some((setting, said(setting, variables)?)))
        .collect();
    let chosen = set.iter().find(|(setting, _)| setting.key == "default_profile");
    let chosen = profile.or(chosen.map(|(_, name)| name.as_str()));
    let mut tree = Table::try_from(&*config)
        .map_err(|error| ConfigError::of_variable("", Mistake::Syntax(error.to_string())))?;
    let of_profile = set.iter().find(|(setting, _)| setting.place == Place::Profile);
    let Some((first, _)) = of_profile else {
        return put_all(config, &mut tree, &set, "");
    };
    let used = match config.profile(chosen) {
        Ok((name, _)) => name.to_owned(),
        Err(ProfileError::None) => chosen.unwrap_or(OF_ENVIRONMENT).to_owned(),
        Err(error) => return Err(ConfigError::of_variable(first.variable, Mistake::Profile(error))),
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
                return Err(ConfigError::of_variable(setting.variable, Mistake::NotWhole));
            }
        }
    }
    Ok(())
}

/// Puts the values in one after another, so that a mistake is known by its variable.
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
        if let Some(mistake) = setting.check.mistake(&value) {
            return Err(ConfigError::of_variable(setting.variable, mistake));
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
        Kind::Text => text(),
        Kind::Path => {
            let path = paths::from_here(Path::new(value));
            let path =
                path.map_err(|error| ConfigError::of_variable(setting.variable, Mistake::Path(error)))?;
            Value::String(path.to_string_lossy().into_owned())
        }
        Kind::Number => value.trim().parse().map_or_else(|_| text(), Value::Integer),
        Kind::Flag => value.trim().parse().map_or_else(|_| text(), Value::Boolean),
        Kind::Toml => {
            let document = format!("value = {value}");
            let mut table: Table = toml::from_str(&document).map_err(|error| of_parser(setting, &error))?;
            table.remove("value").unwrap_or_else(text)
        }
    })
}

fn of_parser(setting: &Setting, error: &toml::de::Error) -> ConfigError {
    ConfigError::of_variable(setting.variable, Mistake::of_parser(error.message()))
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
pub enum Source {
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
pub struct Effective {
    /// Its key, with the names of its tables.
    pub key: String,
    /// Its value in TOML; none where nothing is set and nothing holds by default.
    pub value: Option<String>,
    /// Where it comes from.
    pub source: Source,
    /// It leads to the password: the value is left out.
    pub secret: bool,
}

/// All settings of the file, those of one profile among them, as they are in force.
#[must_use]
pub fn effective(loaded: &Loaded, profile: Option<&str>, variables: Variables) -> Vec<Effective> {
    let written = fs::read_to_string(&loaded.path).ok();
    let written = written
        .and_then(|text| text.parse::<Table>().ok())
        .unwrap_or_default();
    let in_force = Table::try_from(&loaded.config).unwrap_or_default();
    let rows = SETTINGS.iter().filter(|setting| match setting.place {
        Place::File => true,
        Place::Profile => profile.is_some(),
        Place::CommandLine => false,
    });
    rows.map(|setting| {
        let path = setting.path(profile.unwrap_or_default());
        let value = at(&in_force, &path).map(ToString::to_string);
        let source = if said(setting, variables).is_some() {
            Source::Variable(setting.variable)
        } else if value.is_some() && at(&written, &path).is_some() {
            Source::File
        } else {
            Source::Default
        };
        Effective {
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
