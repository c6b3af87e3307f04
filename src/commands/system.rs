//! The system's settings, as the commands meet them: read once, and what they have locked.

use super::CommandError;
use crate::cli::typed_arguments;
use crate::config::settings::{SETTINGS, Setting};
use crate::config::{ConfigError, Lock, SystemSettings};
use clap::ArgMatches;
use std::path::PathBuf;
use std::sync::OnceLock;

/// The settings of the system, which are read once; none where there are none.
pub(super) fn system_settings() -> Result<Option<&'static SystemSettings>, ConfigError> {
    static SETTINGS: OnceLock<Result<Option<SystemSettings>, ConfigError>> = OnceLock::new();
    let settings = SETTINGS.get_or_init(SystemSettings::read).as_ref();
    settings.map(Option::as_ref).map_err(Clone::clone)
}

/// Refuses options that say another thing than the system's settings, which have locked it.
pub(super) fn refuse_locked(matches: &ArgMatches) -> Result<(), CommandError> {
    let Ok(Some(system)) = system_settings() else {
        return Ok(());
    };
    for typed in typed_arguments(matches) {
        let of_option = |setting: &&Setting| setting.option == Some(typed.name.as_str());
        if let Some(setting) = SETTINGS.iter().find(of_option)
            && let Some(lock) = system.lock_against(setting, &typed.value)?
        {
            return Err(locked(typed.name, lock));
        }
    }
    Ok(())
}

/// That an option or a variable must not say what the system's settings have locked.
fn locked(name: String, lock: Lock) -> CommandError {
    CommandError::localized(move |locale| format!("{name}: {}", locale.locked(&lock)))
}

/// The data directory that the environment names, else the one of the system's settings, where they have one. They may have locked
/// it.
pub(super) fn data_dir_or(named: Option<PathBuf>) -> Result<Option<PathBuf>, CommandError> {
    let Ok(Some(system)) = system_settings() else {
        return Ok(named);
    };
    let of_system = system.path_of("data_dir")?;
    let Some(named) = named else {
        return Ok(of_system);
    };
    let setting = SETTINGS.iter().find(|setting| setting.key == "data_dir");
    match setting.and_then(|setting| Some((setting.variable?, setting))) {
        Some((name, setting)) => match system.lock_against(setting, &named.to_string_lossy())? {
            Some(lock) => Err(locked(name.to_owned(), lock)),
            None => Ok(Some(named)),
        },
        None => Ok(Some(named)),
    }
}
