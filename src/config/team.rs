//! The store that all programs of a team share, as the settings name it.

use super::access;
use super::error::SecretError;
use super::invalid_value::InvalidValue;
use super::problem::TeamProblem;
use super::secret::{first_line, from_command, from_environment};
use super::{Config, SettingsProblem};
use crate::options::WhenAway;
use crate::os::files::open_regular;
use schemars::JsonSchema;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use std::io::{self, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a command may take that prints a secret of the team.
const COMMAND_LIMIT: Duration = Duration::from_secs(60);
/// A file that is longer holds no secret, in bytes.
const MOST_BYTES: u64 = 64 * 1024;

/// Everybody can read a file with this bit.
const OTHERS_READ: u32 = 0o004;

/// The section `[team]`. There is no team where it names neither a file nor a URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TeamSettings {
    /// The SQLite file of a team on one host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    /// The PostgreSQL database of a team on many hosts: `postgresql://user@host/database`, without a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// A PEM file with the authorities that are trusted for the database's certificate, in the place of the public ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
    /// The seconds for which a call waits for the store, locks of others included: 1 to 600.
    pub timeout_seconds: u64,
    /// A file with the secret that all programs of the team share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_file: Option<PathBuf>,
    /// A shell command that prints that secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_command: Option<String>,
    /// A shell command that prints the password of the database's user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_command: Option<String>,
    /// The name of an environment variable that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_env: Option<String>,
    /// What happens to a send while the store is away.
    pub when_away: WhenAway,
    /// The days for which the store keeps an attempt that has ended: 1 to 36500.
    pub keep_days: u32,
}

impl Default for TeamSettings {
    fn default() -> Self {
        Self {
            file: None,
            url: None,
            ca_file: None,
            timeout_seconds: 10,
            secret_file: None,
            secret_command: None,
            password_command: None,
            password_env: None,
            when_away: WhenAway::default(),
            keep_days: 365,
        }
    }
}

impl TeamSettings {
    /// Whether there is a team.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.file.is_some() || self.url.is_some()
    }

    /// The secret that all programs of the team share. Blocks while its command runs.
    ///
    /// # Errors
    /// If its source gives none.
    pub fn secret(&self) -> Result<SecretString, SecretError> {
        if let Some(command) = &self.secret_command {
            return from_command("team.secret_command", command, self.hidden(), COMMAND_LIMIT);
        }
        let path = self.secret_file.as_deref().unwrap_or_else(|| "".as_ref());
        from_file("team.secret_file", path)
    }

    /// The password of the database's user; none where none is needed. Blocks while its command runs.
    ///
    /// # Errors
    /// If its source gives none.
    pub fn password(&self) -> Result<Option<SecretString>, SecretError> {
        match (&self.password_command, &self.password_env) {
            (Some(command), _) => {
                from_command("team.password_command", command, self.hidden(), COMMAND_LIMIT).map(Some)
            }
            (None, Some(name)) => from_environment("team.password_env", name).map(Some),
            (None, None) => Ok(None),
        }
    }

    /// How long a call waits for the store.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds)
    }

    fn hidden(&self) -> impl Iterator<Item = &str> {
        self.password_env.as_deref().into_iter()
    }
}

/// The first line of a file that nobody but root and the user can change. A group may read it: that is the team.
fn from_file(key: &'static str, path: &Path) -> Result<SecretString, SecretError> {
    let failed = |error| SecretError::File(path.to_owned(), error);
    let file = open_regular(path).map_err(failed)?;
    access::check(path)
        .map_err(failed)?
        .map_err(SecretError::Unsafe)?;
    if file.metadata().map_err(failed)?.permissions().mode() & OTHERS_READ != 0 {
        return Err(SecretError::Exposed(path.to_owned()));
    }
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(failed(io::ErrorKind::FileTooLarge.into()));
    }
    first_line(&bytes, key)
}

/// What does not go together in the section.
pub(super) fn problems(config: &Config) -> Vec<InvalidValue> {
    let team = &config.team;
    let mut wrong = Vec::new();
    let mut refuse = |key, problem| wrong.push(InvalidValue::new(&["team", key], problem));
    if team.file.is_some() && team.url.is_some() {
        refuse("url", SettingsProblem::Team(TeamProblem::TwoStores));
    }
    if team.secret_file.is_some() && team.secret_command.is_some() {
        refuse("secret_command", SettingsProblem::Team(TeamProblem::TwoSecrets));
    }
    if team.is_used() && team.secret_file.is_none() && team.secret_command.is_none() {
        let key = if team.url.is_some() { "url" } else { "file" };
        refuse(key, SettingsProblem::Team(TeamProblem::NoSecret));
    }
    if team.password_command.is_some() && team.password_env.is_some() {
        refuse("password_env", SettingsProblem::TwoPasswords);
    }
    wrong
}
