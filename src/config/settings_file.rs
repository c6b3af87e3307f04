//! The text of a settings file, and who could change it.

use super::error::ConfigError;
use super::{SettingsProblem, access, default_path};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A file larger than this is no configuration.
const MAX_BYTES: u64 = 1024 * 1024;

/// Refuses a file that somebody else could change; true if others can read it.
pub(super) fn guarded(path: &Path) -> Result<bool, ConfigError> {
    let found = access::check(path).map_err(|error| ConfigError::unreadable(path, &error))?;
    found.map_err(|found| ConfigError::new(path, SettingsProblem::Unsafe(found)))
}

/// The file that is named, which must exist, or the one at [`default_path`], and its text.
pub(super) fn found(path: Option<&Path>) -> Result<(PathBuf, Option<String>), ConfigError> {
    let named = path.is_some();
    let path = path.map_or_else(default_path, |path| Ok(path.to_owned()))?;
    match source(&path)? {
        None if named => Err(ConfigError::new(&path, SettingsProblem::NoSuchFile)),
        source => Ok((path, source)),
    }
}

/// The text of the file, which confy does not give away and the messages need; none where there is no file.
pub(super) fn source(path: &Path) -> Result<Option<String>, ConfigError> {
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
