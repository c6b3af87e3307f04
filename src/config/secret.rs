//! The password of a profile: printed by a command, held by an environment variable, or asked for at the terminal.
//! It is in none of the errors, and neither is anything that could be it.

use super::error::{CommandFailure, SecretError};
use super::{Config, Profile, password_command};
use crate::i18n::Locale;
use crate::os::signals::{self, DeferredSignals};
use crate::text::visible;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use secrecy::SecretString;
use signal_hook::consts::SIGINT;
use signal_hook::iterator::Handle;
use std::env::{self, VarError};
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How long the prompt may take to end after Ctrl+C.
const CTRL_C: Duration = Duration::from_millis(100);

impl Config {
    /// The password of a profile. Blocks while the command runs, or while the operator types, who is asked in the words of
    /// the locale. The command does not see the variables in which this or another profile has its password.
    ///
    /// # Errors
    /// If the profile's source gives none.
    pub fn password(&self, profile: &Profile, locale: &Locale) -> Result<SecretString, SecretError> {
        match (&profile.password_command, &profile.password_env) {
            (Some(command), _) => {
                let hidden = self.profiles.values().chain([profile]);
                let hidden = hidden.filter_map(|profile| profile.password_env.as_deref());
                let limit = Duration::from_secs(profile.password_timeout_seconds);
                from_command("password_command", command, hidden, limit)
            }
            (None, Some(name)) => from_environment("password_env", name),
            (None, None) => from_terminal(
                &locale
                    .texts()
                    .password_of(visible(&profile.user), visible(profile.host())),
            ),
        }
    }
}

/// What the command prints on its first line, which this key names.
pub(super) fn from_command<'a>(
    key: &'static str,
    command: &str,
    hidden: impl Iterator<Item = &'a str>,
    limit: Duration,
) -> Result<SecretString, SecretError> {
    let ended = password_command::run(command, hidden, limit);
    let ended = ended.map_err(|failure| SecretError::Command(key, failure))?;
    if ended.status.success() {
        return first_line(&ended.stdout, key);
    }
    let printed = String::from_utf8_lossy(&ended.stderr);
    let failure = CommandFailure::Failed {
        status: ended.status,
        stderr: printed.lines().next().unwrap_or_default().trim().to_owned(),
    };
    Err(SecretError::Command(key, failure))
}

pub(super) fn first_line(output: &[u8], key: &'static str) -> Result<SecretString, SecretError> {
    let line = output.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match std::str::from_utf8(line) {
        Ok("") => Err(SecretError::Silent(key)),
        Ok(password) => Ok(SecretString::from(password)),
        Err(_) => Err(SecretError::NotUtf8(key)),
    }
}

pub(super) fn from_environment(key: &'static str, name: &str) -> Result<SecretString, SecretError> {
    match env::var(name) {
        Ok(password) if !password.is_empty() => Ok(SecretString::from(password)),
        Ok(_) | Err(VarError::NotPresent) => Err(SecretError::NotSet),
        Err(VarError::NotUnicode(_)) => Err(SecretError::NotUtf8(key)),
    }
}

fn from_terminal(prompt: &str) -> Result<SecretString, SecretError> {
    let terminal = OpenOptions::new().read(true).write(true).open("/dev/tty");
    let terminal = terminal.map_err(|_| SecretError::NoTerminal)?;
    let _held = DeferredSignals::begin();
    let echo = EchoGuard::begin(terminal).map_err(SecretError::Prompt)?;
    let typed = rpassword::prompt_password(format!("{} ", visible(prompt)));
    drop(echo);
    match typed {
        Ok(password) if password.is_empty() => Err(SecretError::NotTyped),
        Ok(password) => Ok(SecretString::from(password)),
        Err(error) if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::UnexpectedEof) => {
            Err(SecretError::NotTyped)
        }
        Err(error) => Err(SecretError::Prompt(error)),
    }
}

/// Keeps what is typed from being shown, from before the prompt is there. Brings the echo back when it is dropped, and
/// before a signal ends the program.
struct EchoGuard {
    terminal: Arc<File>,
    modes: Termios,
    signals: Handle,
    typed: Arc<AtomicBool>,
}

impl EchoGuard {
    fn begin(terminal: File) -> io::Result<Self> {
        let modes = tcgetattr(&terminal)?;
        let terminal = Arc::new(terminal);
        let mut signals = signals::of_the_end()?;
        let guard = Self {
            terminal: Arc::clone(&terminal),
            modes: modes.clone(),
            signals: signals.handle(),
            typed: Arc::default(),
        };
        let mut silent = modes.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        tcsetattr(&terminal, OptionalActions::Now, &silent)?;
        let typed = Arc::clone(&guard.typed);
        let work = move || {
            for signal in signals.forever() {
                if signal == SIGINT {
                    // It comes from Ctrl+C, too: then the prompt ends without this, and turns the echo on again.
                    thread::sleep(CTRL_C);
                }
                if !typed.load(Ordering::SeqCst) {
                    let _ = tcsetattr(&terminal, OptionalActions::Now, &modes);
                    signals::end_by(signal);
                }
            }
        };
        thread::Builder::new().name("echo".into()).spawn(work)?;
        Ok(guard)
    }
}

impl Drop for EchoGuard {
    fn drop(&mut self) {
        self.typed.store(true, Ordering::SeqCst);
        self.signals.close();
        let _ = tcsetattr(&self.terminal, OptionalActions::Now, &self.modes);
    }
}
