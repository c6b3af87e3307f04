//! Loading the settings: the system's, above them the user's file, above that the environment.

use super::environment::{Variables, overlay};
use super::error::ConfigError;
use super::invalid_value::InvalidValue;
use super::rows::put_over;
use super::settings_file::{found, guarded, source};
use super::system::SystemSettings;
use super::{Config, SettingsProblem, default_path, layers, validation};
use crate::i18n::Language;
use crate::os::paths;
use confy::ConfyError;
use std::path::{Path, PathBuf};
use toml::de::DeTable;
use toml::{Table, Value};

/// The settings, and where they come from.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedConfig {
    /// The settings; the defaults where there is no file.
    pub config: Config,
    /// The user's file.
    pub path: PathBuf,
    /// Whether there is such a file.
    pub exists: bool,
    /// Whether others can read it, which its owner can change.
    pub exposed: bool,
    /// The system's settings, which are below it.
    pub system: Option<SystemSettings>,
}

/// Where settings are loaded from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The system's settings.
    pub system: Option<&'a SystemSettings>,
    /// The operator chooses no path, variable or command: the user's file must not name any.
    pub restricted: bool,
    /// The user's file, which must exist; [`default_path`] where none is named, which need not.
    pub file: Option<&'a Path>,
    /// The profile that is used, where the command line names one.
    pub profile: Option<&'a str>,
    /// The environment.
    pub variables: Variables<'a>,
}

/// Reads the file that is named, which must exist, or the one at [`default_path`], which need not.
///
/// # Errors
/// If the file cannot be read, is no TOML, or says something that cannot be meant.
pub fn load(path: Option<&Path>) -> Result<LoadedConfig, ConfigError> {
    load_with(path, None, &|_| None)
}

/// As [`load`], with what the environment says instead: of the settings of a profile, it speaks of the one that is used,
/// which may be chosen by its name.
///
/// # Errors
/// As [`load`], and if a variable says something that cannot be meant.
pub fn load_with(
    path: Option<&Path>,
    profile: Option<&str>,
    variables: Variables,
) -> Result<LoadedConfig, ConfigError> {
    Sources::of_user(path, profile, variables).load()
}

/// What is wrong with the file that is named, or with the one at [`default_path`], as [`Sources::problems`] finds it.
///
/// # Errors
/// If the file cannot be read.
pub fn problems(path: Option<&Path>) -> Result<Vec<ConfigError>, ConfigError> {
    Sources::of_user(path, None, &|_| None).problems()
}

/// The language that the file asks for, as far as that is known: it may have errors, which must be reported
/// in a language.
#[must_use]
pub fn language(path: Option<&Path>) -> Option<Language> {
    let path = path.map_or_else(default_path, |path| Ok(path.to_owned())).ok()?;
    let source = source(&path).ok()??;
    let (document, _) = DeTable::parse_recoverable(&source);
    document
        .get_ref()
        .get("language")?
        .get_ref()
        .as_str()?
        .parse()
        .ok()
}

impl<'a> Sources<'a> {
    fn of_user(file: Option<&'a Path>, profile: Option<&'a str>, variables: Variables<'a>) -> Self {
        Self {
            system: None,
            restricted: false,
            file,
            profile,
            variables,
        }
    }

    /// Loads the settings.
    ///
    /// # Errors
    /// If a file or a variable says something that cannot be meant, or what it must not say.
    pub fn load(&self) -> Result<LoadedConfig, ConfigError> {
        let (path, source) = found(self.file)?;
        let exists = source.is_some();
        let exposed = exists && guarded(&path)?;
        let source = source.unwrap_or_default();
        let mut config = Config::default();
        if exists {
            if let Some(wrong) = self.values(&source).into_iter().next() {
                return Err(ConfigError::of_wrong(&path, &source, wrong));
            }
            config = self.parse(&path, &source)?;
        }
        if let Some(system) = self.system {
            config = above(system, &path, &source)?;
        }
        config.restricted |= self.restricted;
        overlay(&mut config, self.profile, self.variables, self.system)?;
        if let Some(wrong) = validation::relations(&config).into_iter().next() {
            return Err(self.located(&path, &source, wrong));
        }
        let files = [
            &mut config.team.file,
            &mut config.team.secret_file,
            &mut config.log_file,
            &mut config.audit.file,
            &mut config.audit.socket,
        ];
        for file in files.into_iter().flatten() {
            make_absolute(file, &path)?;
        }
        let of_profiles = config.profiles.values_mut().map(|profile| &mut profile.ca_file);
        for file in of_profiles.chain([&mut config.team.ca_file]).flatten() {
            make_absolute(file, &path)?;
            // A missing file is reported when it is read.
            if file.exists() {
                guarded(file)?;
            }
        }
        Ok(LoadedConfig {
            config,
            path,
            exists,
            exposed,
            system: self.system.cloned(),
        })
    }

    /// What is wrong with the user's file, by line: the values that break a rule or must not be there, and the first thing
    /// that the parser refuses, or else the settings that do not go together. None where there is no file at the default
    /// path.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn problems(&self) -> Result<Vec<ConfigError>, ConfigError> {
        let (path, Some(source)) = found(self.file)? else {
            return Ok(Vec::new());
        };
        guarded(&path)?;
        let wrong = self.values(&source).into_iter();
        let mut problems: Vec<ConfigError> = wrong
            .map(|wrong| ConfigError::of_wrong(&path, &source, wrong))
            .collect();
        let config = self.parse(&path, &source).and_then(|config| match self.system {
            Some(system) => above(system, &path, &source),
            None => Ok(config),
        });
        match config {
            Ok(config) => {
                let wrong = validation::relations(&config).into_iter();
                problems.extend(wrong.map(|wrong| self.located(&path, &source, wrong)));
            }
            Err(error) => problems.push(error),
        }
        Ok(ConfigError::by_line(problems))
    }

    /// The values that break a rule or must not be there; none where the text is no TOML, which the parser reports.
    fn values(&self, source: &str) -> Vec<InvalidValue> {
        let table: Table = source.parse().unwrap_or_default();
        let mut wrong = validation::values(&table);
        wrong.extend(layers::refused(&table, self.system, self.restricted));
        wrong
    }

    /// Has confy read the user's file, which exists: where it does not, confy would write one. A profile of the system's need
    /// not be whole in it.
    fn parse(&self, path: &Path, source: &str) -> Result<Config, ConfigError> {
        let parsed = confy::load_path(path).map_err(|error| match error {
            ConfyError::BadTomlData(error) => ConfigError::of_toml(path, source, error),
            ConfyError::GeneralLoadError(error) | ConfyError::ReadConfigurationFileError(error) => {
                ConfigError::unreadable(path, &error)
            }
            other => ConfigError::new(path, SettingsProblem::Unreadable(other.to_string())),
        });
        match (parsed, self.system) {
            (Err(error), Some(system)) if matches!(error.problem(), SettingsProblem::Missing(_)) => {
                let whole = with_whole_profiles(source, system).try_into();
                whole.map_err(|refused| match ConfigError::of_toml(path, source, refused) {
                    // The system does not have it either.
                    refused if matches!(refused.problem(), SettingsProblem::Missing(_)) => error,
                    refused => refused,
                })
            }
            (parsed, _) => parsed,
        }
    }

    /// A problem of settings from both files, where it is written.
    fn located(&self, path: &Path, source: &str, wrong: InvalidValue) -> ConfigError {
        let wrong = match self.system {
            Some(system) if wrong.line(source).is_none() => match system.located(wrong) {
                Ok(error) => return error,
                Err(wrong) => wrong,
            },
            _ => wrong,
        };
        ConfigError::of_wrong(path, source, wrong)
    }
}

/// Has a path of the settings start in the directory of their file, where it is relative.
fn make_absolute(file: &mut PathBuf, settings: &Path) -> Result<(), ConfigError> {
    let dir = settings.parent().unwrap_or(Path::new("/"));
    let absolute = paths::from_dir(dir, file);
    *file = absolute.map_err(|error| ConfigError::new(settings, SettingsProblem::Path(error)))?;
    Ok(())
}

/// The settings of the system with those of the user's file above them, each of which is good for itself.
fn above(system: &SystemSettings, path: &Path, source: &str) -> Result<Config, ConfigError> {
    let mut table = system.whole_table()?;
    let user: Table = source.parse().unwrap_or_default();
    put_over(&mut table, &user);
    table
        .try_into()
        .map_err(|error| ConfigError::of_toml(path, source, error))
}

/// The settings of the user's file, whose profiles have from the system's what each must have.
fn with_whole_profiles(source: &str, system: &SystemSettings) -> Table {
    let mut table: Table = source.parse().unwrap_or_default();
    let whole = system.table().get("profiles").and_then(Value::as_table);
    let profiles = table.get_mut("profiles").and_then(Value::as_table_mut);
    for (name, profile) in profiles.into_iter().flatten() {
        let known = whole.and_then(|whole| whole.get(name)?.as_table());
        let (Some(known), Some(profile)) = (known, profile.as_table_mut()) else {
            continue;
        };
        for (key, value) in known {
            if !profile.contains_key(key) {
                profile.insert(key.clone(), value.clone());
            }
        }
    }
    table
}
