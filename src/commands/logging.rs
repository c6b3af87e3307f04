//! The log file of a command: when it begins, and what it says of the program as a whole.

use super::CommandError;
use crate::cli::{Exit, GlobalArgs};
use crate::config::LoadedConfig;
use crate::config::settings::{ValueSource, Variables, effective};
use crate::os::log_file;
use crate::text::visible;
use log::{Level, debug, info, log_enabled};

/// Begins the log, if the command line or the settings ask for one, and says what the program runs with: where the settings
/// come from, and none of their values.
///
/// # Errors
/// If the file cannot be written.
pub(super) fn begin(
    global: &GlobalArgs,
    loaded: &LoadedConfig,
    variables: Variables,
) -> Result<(), CommandError> {
    let config = &loaded.config;
    let Some(path) = global.log_file.as_ref().or(config.log_file.as_ref()) else {
        return Ok(());
    };
    log_file::begin(path, global.log_level.unwrap_or(config.log_level)).map_err(|error| {
        let path = path.clone();
        CommandError::localized(move |locale| {
            let shown = path.to_string_lossy();
            locale
                .texts()
                .log_file_failed(visible(&shown), locale.system_error(&error))
        })
    })?;
    info!("start: version {}", env!("KARTOTEKA_VERSION"));
    let found = if loaded.exists { "" } else { " (no such file)" };
    info!("settings: {}{found}", loaded.path.display());
    if log_enabled!(Level::Debug) {
        let profile = config.profile(global.profile.as_deref()).ok();
        for row in effective(loaded, profile.map(|(name, _)| name), variables) {
            match row.source {
                ValueSource::Default => {}
                ValueSource::System { .. } => debug!("setting {}: from the system's file", row.key),
                ValueSource::File => debug!("setting {}: from the file", row.key),
                ValueSource::Variable(name) | ValueSource::Option(name) => {
                    debug!("setting {}: from {name}", row.key);
                }
            }
        }
    }
    Ok(())
}

/// Says how the program ended.
pub(super) fn end(exit: Exit) {
    info!("end: exit code {}", exit.code());
}
