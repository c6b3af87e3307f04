//! The settings: a TOML file that confy reads, and that the program writes only where it is asked to. Knows the customer and the languages,
//! and nothing of the network or the terminal, except that a password may have to be asked for.

mod access;
mod checks;
mod checksum;
mod error;
mod form;
mod invalid_value;
mod keys;
mod password_command;
mod problem;
mod profile;
mod proposal;
mod rewrite;
mod secret;
pub mod settings;
mod table;
mod validation;
mod write;

pub use access::{Intruder, UnsafePermissions};
pub(crate) use checks::{KEEP_DAYS, LENGTH, TIMEOUT};
pub use error::{ConfigError, SecretError};
use invalid_value::InvalidValue;
pub use keys::{KeysEntry, KeysSection};
pub use problem::{SettingsProblem, ValueRule};
pub use profile::{Profile, ProfileError};
pub use proposal::Proposal;
pub use rewrite::rewrite;
pub use write::{NewProfile, WriteError};

use crate::customer::{Choice, CustomField, RuleContext, StoredDetail};
use crate::i18n::Language;
use crate::keymap::Keymap;
use crate::options::{FormOptions, Theme};
use crate::os::paths;
use confy::ConfyError;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use toml::de::DeTable;

/// A configuration to start from. It works as it is, but for the name of the system and of the user; a line that
/// starts with `#` and a letter is a setting that is switched off.
pub const SAMPLE: &str = include_str!("sample.toml");

/// A file larger than this is no configuration.
const MAX_BYTES: u64 = 1024 * 1024;

/// Everything that the file can say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The profile that is used when the command line names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_profile: Option<String>,
    /// The language of the program; the locale's where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Whether the program asks and answers on plain lines; where there is none, the environment says what is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plain: Option<bool>,
    /// The colours.
    pub theme: Theme,
    /// Whether the program listens to the mouse. The terminal then leaves marking and copying to Shift.
    pub mouse: bool,
    /// The CRMs that customers can be sent to, by name.
    pub profiles: BTreeMap<String, Profile>,
    /// How the form works with the operator.
    pub form: FormOptions,
    /// What is kept of what was sent.
    pub history: HistorySettings,
    /// The values that choice fields may take, by the field's path; free text where there is no entry.
    #[serde(deserialize_with = "checks::choices")]
    pub choices: BTreeMap<String, Vec<Choice>>,
    /// The tenant's custom fields, in the order in which the form shows them.
    pub custom_fields: Vec<CustomField>,
    /// Other keys than the program's own.
    pub keys: KeysSection,
}

/// How long the history is kept, and how much of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HistorySettings {
    /// The days for which a record is kept: 1 to 36500.
    pub keep_days: u32,
    /// How much of a record is kept.
    pub store: StoredDetail,
    /// Whether another store of this user, from which customers were sent to the same CRM, is reported.
    pub report_other_stores: bool,
}

impl Default for HistorySettings {
    fn default() -> Self {
        Self {
            keep_days: 90,
            store: StoredDetail::default(),
            report_other_stores: true,
        }
    }
}

impl Config {
    /// The profile to use, with its name: the one that is asked for, else the default one, else the only one.
    ///
    /// # Errors
    /// If there is no profile at all, none of this name, or no way to choose.
    pub fn profile(&self, name: Option<&str>) -> Result<(&str, &Profile), ProfileError> {
        if self.profiles.is_empty() {
            return Err(ProfileError::None);
        }
        let names = || self.profiles.keys().cloned().collect();
        let found = match name.or(self.default_profile.as_deref()) {
            Some(name) => self
                .profiles
                .get_key_value(name)
                .ok_or_else(|| ProfileError::Unknown {
                    name: name.to_owned(),
                    names: names(),
                })?,
            None => match self.profiles.first_key_value() {
                Some(only) if self.profiles.len() == 1 => only,
                _ => return Err(ProfileError::Ambiguous { names: names() }),
            },
        };
        Ok((found.0, found.1))
    }

    /// What every key means. Of settings that were not [loaded](load) it may be the program's own.
    #[must_use]
    pub fn keymap(&self) -> Keymap {
        keys::keymap(&self.keys).unwrap_or_default()
    }

    /// What the rules of a customer need to know, for the CRM of a profile or for none.
    #[must_use]
    pub fn rule_context(&self, today: Date, profile: Option<&Profile>) -> RuleContext {
        let mut context = RuleContext {
            choices: self.choices.clone(),
            custom_fields: self.custom_fields.clone(),
            ..RuleContext::on(today)
        };
        if let Some(profile) = profile {
            context.templates.clone_from(&profile.templates);
            context.set_form(profile.form.clone());
        }
        context
    }
}

/// The settings, and where they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadedConfig {
    /// The settings; the defaults where there is no file.
    pub config: Config,
    /// The file.
    pub path: PathBuf,
    /// Whether there is such a file.
    pub exists: bool,
    /// Whether others can read it, which its owner can change.
    pub exposed: bool,
}

/// Where the file is when the command line names none: `kartoteka/kartoteka.toml` in the user's configuration directory.
///
/// # Errors
/// If the user has no home directory.
pub fn default_path() -> Result<PathBuf, ConfigError> {
    let dirs = paths::user_dirs().ok_or_else(ConfigError::no_home)?;
    Ok(dirs.config_dir().join("kartoteka").join("kartoteka.toml"))
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
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<LoadedConfig, ConfigError> {
    let (path, source) = found(path)?;
    let exists = source.is_some();
    let exposed = exists && guarded(&path)?;
    let source = source.unwrap_or_default();
    let mut config = Config::default();
    if exists {
        if let Some(wrong) = values(&source).into_iter().next() {
            return Err(ConfigError::of_wrong(&path, &source, wrong));
        }
        config = parse(&path, &source)?;
    }
    settings::overlay(&mut config, profile, variable)?;
    if let Some(wrong) = validation::relations(&config).into_iter().next() {
        return Err(ConfigError::of_wrong(&path, &source, wrong));
    }
    for profile in config.profiles.values_mut() {
        if let Some(file) = &mut profile.ca_file {
            let dir = path.parent().unwrap_or(Path::new("/"));
            let absolute = paths::from_dir(dir, file);
            *file = absolute.map_err(|error| ConfigError::new(&path, SettingsProblem::Path(error)))?;
            // A missing file is reported when it is read.
            if file.exists() {
                guarded(file)?;
            }
        }
    }
    Ok(LoadedConfig {
        config,
        path,
        exists,
        exposed,
    })
}

/// What is wrong with the file that is named, or with the one at [`default_path`], by line: the values that break a rule, and
/// the first thing that the parser refuses, or else the settings that do not go together. None where there is no file at the
/// default path.
///
/// # Errors
/// If the file cannot be read.
pub fn problems(path: Option<&Path>) -> Result<Vec<ConfigError>, ConfigError> {
    let (path, Some(source)) = found(path)? else {
        return Ok(Vec::new());
    };
    guarded(&path)?;
    let mut wrong = values(&source);
    let refused = match parse(&path, &source) {
        Ok(config) => {
            wrong.extend(validation::relations(&config));
            None
        }
        Err(error) => Some(error),
    };
    let wrong = wrong
        .into_iter()
        .map(|wrong| ConfigError::of_wrong(&path, &source, wrong));
    let mut problems: Vec<ConfigError> = wrong.chain(refused).collect();
    problems.sort_by_key(ConfigError::line);
    // A value of another kind that breaks a rule, too: the rule says what may be there.
    problems
        .dedup_by(|next, one| next.line().is_some() && next.line() == one.line() && next.key() == one.key());
    Ok(problems)
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

/// Refuses a file that somebody else could change; true if others can read it.
fn guarded(path: &Path) -> Result<bool, ConfigError> {
    let found = access::check(path).map_err(|error| ConfigError::unreadable(path, &error))?;
    found.map_err(|found| ConfigError::new(path, SettingsProblem::Unsafe(found)))
}

/// The file that is named, which must exist, or the one at [`default_path`], and its text.
fn found(path: Option<&Path>) -> Result<(PathBuf, Option<String>), ConfigError> {
    let named = path.is_some();
    let path = path.map_or_else(default_path, |path| Ok(path.to_owned()))?;
    match source(&path)? {
        None if named => Err(ConfigError::new(&path, SettingsProblem::NoSuchFile)),
        source => Ok((path, source)),
    }
}

/// The values that break a rule; none where the text is no TOML, which the parser reports.
fn values(source: &str) -> Vec<InvalidValue> {
    validation::values(&source.parse().unwrap_or_default())
}

/// The text of the file, which confy does not give away and the messages need; none where there is no file.
fn source(path: &Path) -> Result<Option<String>, ConfigError> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(ConfigError::unreadable(path, &error)),
    };
    // It is read twice, which a pipe would not bear.
    if !metadata.is_file() {
        let problem = if metadata.is_dir() {
            SettingsProblem::Directory
        } else {
            SettingsProblem::NotAFile
        };
        return Err(ConfigError::new(path, problem));
    }
    if metadata.len() > MAX_BYTES {
        return Err(ConfigError::new(path, SettingsProblem::TooLarge));
    }
    let bytes = fs::read(path).map_err(|error| ConfigError::unreadable(path, &error))?;
    match String::from_utf8(bytes) {
        Ok(source) => Ok(Some(source)),
        Err(error) => Err(ConfigError::not_utf8(path, &error)),
    }
}

/// Has confy read the file, which exists: where it does not, confy would write one.
fn parse(path: &Path, source: &str) -> Result<Config, ConfigError> {
    confy::load_path(path).map_err(|error| match error {
        ConfyError::BadTomlData(error) => ConfigError::of_toml(path, source, error),
        ConfyError::GeneralLoadError(error) | ConfyError::ReadConfigurationFileError(error) => {
            ConfigError::unreadable(path, &error)
        }
        other => ConfigError::new(path, SettingsProblem::Unreadable(other.to_string())),
    })
}
