//! Restricted mode: the operator chooses no path, no variable and no command. The program replaces itself by one with an
//! environment of the system's making, so that no part of it, and no library, has another one to look at.

use super::CommandError;
use super::system::system_settings;
use crate::cli::{Cli, Command, ConfigCommand, GlobalArgs, TypedArgument, typed_arguments};
use crate::config::SystemSettings;
use clap::ArgMatches;
use nix::unistd::{Uid, User};
use std::collections::BTreeMap;
use std::env;
use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::process::CommandExt as _;
use std::process;

/// Where commands are looked for.
const SEARCH_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// What of the operator's environment stays: words about the terminal and the language.
const KEPT: [&str; 6] = ["TERM", "COLORTERM", "NO_COLOR", "ACCESSIBLE", "LANG", "LANGUAGE"];

/// What a variable's name begins with that stays, too: the parts of the locale.
const KEPT_START: &str = "LC_";

/// Whether restricted mode is on: the command line, which may be wrong, or the system's settings say so. It is, too, where those
/// cannot be used, for they might have said so.
pub(super) fn is_on(line: &GlobalArgs) -> bool {
    line.restricted
        || match system_settings() {
            Ok(settings) => settings.is_some_and(SystemSettings::restricts),
            Err(_) => true,
        }
}

/// In restricted mode, replaces this process by one of the same program with the system's environment, unless it has that
/// already.
pub(super) fn enforce(line: &[OsString]) -> Result<(), CommandError> {
    if !is_on(&GlobalArgs::at_a_glance(line)) {
        return Ok(());
    }
    let id = Uid::effective();
    let user = User::from_uid(id)
        .ok()
        .flatten()
        .filter(|user| user.dir.is_absolute());
    let Some(user) = user else {
        return Err(CommandError::localized(move |locale| {
            locale.texts().restricted_no_user(id.to_string())
        }));
    };
    let wanted = environment(&user);
    let found: Vec<(OsString, OsString)> = env::vars_os().collect();
    // A name may be there twice.
    let is_clean = found.len() == wanted.len() && found.into_iter().collect::<BTreeMap<_, _>>() == wanted;
    if is_clean {
        return env::set_current_dir("/").map_err(|error| not_started(&error));
    }
    let (name, arguments) = line
        .split_first()
        .map_or((OsStr::new("kartoteka"), line), |(name, rest)| {
            (name.as_os_str(), rest)
        });
    let replace = |program: &OsStr| {
        process::Command::new(program)
            .arg0(name)
            .args(arguments)
            .env_clear()
            .envs(&wanted)
            .exec()
    };
    let mut failed = match env::current_exe() {
        Ok(program) => replace(program.as_os_str()),
        Err(error) => error,
    };
    if failed.kind() == ErrorKind::NotFound {
        // The file was replaced meanwhile, by an update.
        failed = replace(OsStr::new("/proc/self/exe"));
    }
    Err(not_started(&failed))
}

fn not_started(error: &std::io::Error) -> CommandError {
    let why = error.to_string();
    CommandError::localized(move |locale| locale.texts().restricted_not_started(&why))
}

/// The environment of restricted mode: who the user is by the user database, and of the operator's what is a word about the
/// terminal or the language, or by the system's settings the password.
fn environment(user: &User) -> BTreeMap<OsString, OsString> {
    let settings = system_settings().ok().flatten();
    let is_password = |name: &OsStr| {
        settings.is_some_and(|settings| settings.password_variables().any(|known| name == known))
    };
    let mut variables: BTreeMap<OsString, OsString> = env::vars_os()
        .filter(|(name, value)| is_kept(name, value) || is_password(name))
        .collect();
    let of_user: [(&str, OsString); 5] = [
        ("HOME", user.dir.clone().into()),
        ("USER", user.name.clone().into()),
        ("LOGNAME", user.name.clone().into()),
        ("SHELL", "/bin/sh".into()),
        ("PATH", SEARCH_PATH.into()),
    ];
    variables.extend(of_user.map(|(name, value)| (name.into(), value)));
    variables
}

/// A word has no slash, so that it is no path, whatever a library makes of it.
fn is_kept(name: &OsStr, value: &OsStr) -> bool {
    let known = KEPT.iter().any(|kept| name == *kept) || name.as_bytes().starts_with(KEPT_START.as_bytes());
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.:@+-".contains(byte);
    known && name.as_bytes().iter().all(is_word) && value.as_bytes().iter().all(is_word)
}

/// Refuses what restricted mode does not allow: arguments that name files, and commands that open ports, ask for commands to
/// run or read tables.
pub(super) fn check(cli: &Cli, matches: &ArgMatches) -> Result<(), CommandError> {
    let typed = typed_arguments(matches);
    // In the place of a file to read, this is the standard input.
    let is_input = |typed: &TypedArgument| typed.value == "-" && !typed.name.starts_with('-');
    if let Some(path) = typed.into_iter().find(|typed| typed.is_path && !is_input(typed)) {
        return Err(CommandError::localized(move |locale| {
            locale.texts().restricted_option(&path.name)
        }));
    }
    let refused = match &cli.command {
        None
        | Some(
            Command::Keys
            | Command::Check(_)
            | Command::Preview(_)
            | Command::Submit(_)
            | Command::Settle(_)
            | Command::Status(_)
            | Command::History(_)
            | Command::Schema(_)
            | Command::Completions { .. }
            | Command::Man { .. }
            | Command::Config(
                ConfigCommand::Fetch { .. }
                | ConfigCommand::Path
                | ConfigCommand::Show
                | ConfigCommand::Check { .. },
            ),
        ) => return Ok(()),
        Some(Command::Demo) => "demo",
        Some(Command::Sandbox(_)) => "sandbox",
        Some(Command::Import(_)) => "import",
        // It reads the table that a line names.
        Some(Command::Complete(_)) => "complete",
        Some(Command::Config(ConfigCommand::Init)) => "config init",
    };
    Err(CommandError::localized(move |locale| {
        locale.texts().restricted_command(refused)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_about_the_terminal_and_the_language_stay() {
        for (name, value, kept) in [
            ("TERM", "xterm-256color", true),
            ("LANG", "pl_PL.UTF-8", true),
            ("LC_ALL", "ca_ES.UTF-8@valencia", true),
            ("LANGUAGE", "pl:en", true),
            ("LC_MESSAGES", "/home/u/x", false),
            ("TERM", "../x", false),
            ("LC_a/b", "x", false),
            ("TERMINFO", "x", false),
            ("HOME", "x", false),
            ("TZ", "x", false),
            ("KARTOTEKA_CONFIG", "x", false),
        ] {
            assert_eq!(
                is_kept(OsStr::new(name), OsStr::new(value)),
                kept,
                "{name}={value}"
            );
        }
    }
}
