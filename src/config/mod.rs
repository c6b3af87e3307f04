//! The settings: a TOML file that confy reads, and that the program writes only where it is asked to. Knows the customer and the
//! languages, and nothing of the network or the terminal, except that a password may have to be asked for.

mod access;
mod audit;
mod checks;
mod checksum;
mod environment;
mod error;
mod form;
mod invalid_value;
mod keys;
mod layers;
mod loading;
mod password_command;
mod problem;
mod profile;
mod proposal;
mod rewrite;
mod rows;
mod schema;
mod secret;
pub mod settings;
mod settings_file;
mod system;
mod table;
mod team;
mod validation;
mod write;

pub use access::{Intruder, UnsafePermissions};
pub use audit::AuditSettings;
pub(crate) use checks::{KEEP_DAYS, LENGTH, TIMEOUT};
pub use error::{CommandFailure, ConfigError, SecretError};
pub use keys::{KeysEntry, KeysSection};
pub use loading::{LoadedConfig, Sources, language, load, load_with, problems};
pub use problem::{Lock, SettingsProblem, TeamProblem, ValueRule};
pub use profile::{Profile, ProfileError};
pub use proposal::Proposal;
pub use rewrite::rewrite;
pub use schema::{SCHEMA_URL, settings_schema};
pub use system::{SYSTEM_FILE, SystemSettings, system_path};
pub use team::TeamSettings;
pub use write::{NewProfile, WriteError};

use crate::customer::{Choice, CustomField, RuleContext, StoredDetail};
use crate::i18n::Language;
use crate::keymap::Keymap;
use crate::options::{FormOptions, Theme};
use crate::os::log_file::LogLevel;
use crate::os::paths;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A configuration to start from. It works as it is, but for the name of the system and of the user; a line that
/// starts with `#` and a letter is a setting that is switched off.
pub const SAMPLE: &str = include_str!("sample.toml");

/// Everything that the file can say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
    /// The log file; nothing is logged where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_file: Option<PathBuf>,
    /// How much is logged.
    pub log_level: LogLevel,
    /// The CRMs that customers can be sent to, by name.
    pub profiles: BTreeMap<String, Profile>,
    /// How the form works with the operator.
    pub form: FormOptions,
    /// What is kept of what was sent.
    pub history: HistorySettings,
    /// The store that all programs of a team share.
    pub team: TeamSettings,
    /// Where each outcome is reported once more.
    pub audit: AuditSettings,
    /// The values that choice fields may take, by the field's path; free text where there is no entry.
    #[serde(deserialize_with = "checks::choices")]
    #[schemars(with = "BTreeMap<String, Vec<Choice>>")]
    pub choices: BTreeMap<String, Vec<Choice>>,
    /// The tenant's custom fields, in the order in which the form shows them.
    pub custom_fields: Vec<CustomField>,
    /// Other keys than the program's own.
    pub keys: KeysSection,
    /// Whether the operator chooses no path, variable or command. Only the system's settings say it, as all that follows.
    #[serde(skip_serializing_if = "is_false")]
    pub restricted: bool,
    /// Where drafts and history are kept; without it, in the user's local data directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_dir: Option<PathBuf>,
    /// Where cards are written to in restricted mode; without it, they are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub export_dir: Option<PathBuf>,
    /// Where a card is written to that the store cannot keep; without it, to the home directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rescue_dir: Option<PathBuf>,
    /// Settings that nothing can override; none in settings that were loaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locked: Option<Box<Config>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// How long the history is kept, and how much of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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

/// Where the file is when the command line names none: `kartoteka/kartoteka.toml` in the user's configuration directory.
///
/// # Errors
/// If the user has no home directory.
pub fn default_path() -> Result<PathBuf, ConfigError> {
    let dirs = paths::user_dirs().ok_or_else(ConfigError::no_home)?;
    Ok(dirs.config_dir().join("kartoteka").join("kartoteka.toml"))
}
