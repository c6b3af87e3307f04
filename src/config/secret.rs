//! The password of a profile: printed by a command, held by an environment variable, or asked for at the terminal.
//! It is in none of the errors, and neither is anything that could be it.

use super::Profile;
use crate::locale::Locale;
use crate::text::visible;
use secrecy::SecretString;
use secrecy::zeroize::Zeroize;
use signal_hook::consts::SIGINT;
use std::env::{self, VarError};
use std::fs::OpenOptions;
use std::io::{self, ErrorKind};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// There is no password.
#[derive(Debug)]
pub enum SecretError {
    /// `password_command` cannot be run.
    Shell(io::Error),
    /// `password_command` failed.
    Failed {
        /// How it ended.
        status: ExitStatus,
        /// The first line of what it said on stderr.
        said: String,
    },
    /// The first line that `password_command` printed is empty.
    Silent,
    /// What the key gives is not UTF-8.
    NotUtf8(&'static str),
    /// The environment variable is not set, or is empty.
    NotSet,
    /// There is no terminal to ask at.
    NoTerminal,
    /// Nothing was typed, or Ctrl+C or Ctrl+D.
    NotTyped,
    /// The terminal failed.
    Prompt(io::Error),
}

/// The password of a profile. Blocks while the command runs, or while the operator types, who is asked in the words of the
/// locale.
///
/// # Errors
/// If the profile's source gives none.
pub fn password(profile: &Profile, locale: &Locale) -> Result<SecretString, SecretError> {
    match (&profile.password_command, &profile.password_env) {
        (Some(command), _) => from_command(command),
        (None, Some(name)) => from_environment(name),
        (None, None) => from_terminal(
            &locale
                .texts()
                .password_of(visible(&profile.user), visible(profile.host())),
        ),
    }
}

fn from_command(command: &str) -> Result<SecretString, SecretError> {
    let shell = Command::new("sh")
        .args(["-c", command])
        .stdin(Stdio::null())
        .output();
    let mut output = shell.map_err(SecretError::Shell)?;
    let password = if output.status.success() {
        first_line(&output.stdout)
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(SecretError::Failed {
            status: output.status,
            said: said.lines().next().unwrap_or_default().trim().to_owned(),
        })
    };
    output.stdout.zeroize();
    password
}

fn first_line(output: &[u8]) -> Result<SecretString, SecretError> {
    let line = output.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match std::str::from_utf8(line) {
        Ok("") => Err(SecretError::Silent),
        Ok(password) => Ok(SecretString::from(password)),
        Err(_) => Err(SecretError::NotUtf8("password_command")),
    }
}

fn from_environment(name: &str) -> Result<SecretString, SecretError> {
    match env::var(name) {
        Ok(password) if !password.is_empty() => Ok(SecretString::from(password)),
        Ok(_) | Err(VarError::NotPresent) => Err(SecretError::NotSet),
        Err(VarError::NotUnicode(_)) => Err(SecretError::NotUtf8("password_env")),
    }
}

fn from_terminal(prompt: &str) -> Result<SecretString, SecretError> {
    let terminal = OpenOptions::new().read(true).write(true).open("/dev/tty");
    terminal.map_err(|_| SecretError::NoTerminal)?;
    // On Ctrl+C rpassword signals this process while the terminal is still raw. The signal must not end us there, or
    // the shell would be left without an echo.
    let caught = signal_hook::flag::register(SIGINT, Arc::new(AtomicBool::new(false)));
    let caught = caught.map_err(SecretError::Prompt)?;
    let typed = rpassword::prompt_password(format!("{} ", visible(prompt)));
    signal_hook::low_level::unregister(caught);
    match typed {
        Ok(password) if password.is_empty() => Err(SecretError::NotTyped),
        Ok(password) => Ok(SecretString::from(password)),
        Err(error) if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::UnexpectedEof) => {
            Err(SecretError::NotTyped)
        }
        Err(error) => Err(SecretError::Prompt(error)),
    }
}
