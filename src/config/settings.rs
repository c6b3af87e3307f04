//! The settings as they are in force, and where each value comes from.

pub use super::environment::Variables;
use super::environment::of_environment;
use super::loading::LoadedConfig;
use super::rows::at;
pub use super::table::{SETTINGS, Setting, SettingPath, ValueKind};
use std::fs;
use toml::Table;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueSource {
    /// Nobody has set it.
    Default,
    /// The system's settings.
    System {
        /// Nothing can override it.
        locked: bool,
    },
    /// The user's file.
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
        SettingPath::System => loaded.system.is_some(),
    });
    let system = loaded.system.as_ref();
    rows.map(|setting| {
        let path = setting.path(profile.unwrap_or_default());
        let value = at(&in_force, &path).map(ToString::to_string);
        let lock = system.and_then(|system| system.lock(&path));
        let of_system = system.is_some_and(|system| at(system.table(), &path).is_some());
        let source = if lock.is_some() {
            // What the others say is the same, or they would be refused.
            ValueSource::System { locked: true }
        } else if let Some((name, _)) = setting.variable.zip(of_environment(setting, variables)) {
            ValueSource::Variable(name)
        } else if value.is_some() && at(&written, &path).is_some() {
            ValueSource::File
        } else if value.is_some() && of_system {
            ValueSource::System { locked: false }
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
