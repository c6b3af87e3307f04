//! `kartoteka`: the form on a CRM of the settings.

use super::CommandError;
use super::output::print_error;
use super::setup::{self, Setup};
use crate::cli::{FindArgs, GlobalArgs};
use crate::config::{LoadedConfig, rewrite};
use crate::customer::SearchTerm;
use crate::frontend;
use crate::i18n::Locale;
use crate::runtime::ProgramOptions;
use crate::runtime::session::SessionOptions;
use crate::runtime::workers::FormWriter;
use crate::text::visible;
use std::env;
use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::process::Command;
use toml::Value;

pub(super) fn run(global: &GlobalArgs, find: Option<&SearchTerm>) -> Result<(), CommandError> {
    let setup = Setup::of_screen(global)?;
    let (name, profile) = setup.profile(global)?;
    setup.need_terminal()?;
    setup::leave_no_core();
    let data_dir = setup::data_dir(global)?;
    let locale = setup.locale();
    let address = setup.address(global)?;
    let client = setup.client(global)?;
    let settings = setup.form_settings(name, profile, &address);
    // Made as the store would make it. Where that fails, the form says so.
    let _ = setup::make_private(&data_dir);
    let mut warnings = setup.dangers();
    warnings.extend(setup.other_stores(&data_dir, &settings.url));
    warnings.extend(address.obstacle().map(|failure| locale.failure(&failure)));
    let options = ProgramOptions {
        session: SessionOptions {
            settings,
            rule_context: setup.rule_context(global)?,
            locale: setup.locale(),
            store: setup.store_options(data_dir),
            warnings,
        },
        client,
        find: find.cloned(),
        team: setup.team_guard()?,
        form_writer: form_writer(&setup.loaded, name.to_owned(), setup.locale()),
    };
    let ended = frontend::run(options, setup.interface())?;
    if let Some(profile) = ended.next_profile {
        return Err(start_again(&profile));
    }
    if let Some(words) = ended.audit_failure {
        print_error(&format!("kartoteka: {words}\n"));
    }
    Ok(())
}

/// What writes the form of a profile to the user's settings file, where nobody has edited that by hand, and the system's
/// settings have not locked the profile.
fn form_writer(loaded: &LoadedConfig, profile: String, locale: Locale) -> FormWriter {
    let path = loaded.path.clone();
    let system = loaded.system.as_ref();
    let lock = system.and_then(|system| system.profile_lock(&profile));
    Box::new(move |form| {
        if let Some(lock) = &lock {
            return Err(format!("{}: {}", visible(&profile), locale.locked(lock)));
        }
        let value = Value::try_from(form).map_err(|error| error.to_string())?;
        let mut is_there = false;
        let written = rewrite(&path, |table| {
            let profile = table
                .get_mut("profiles")
                .and_then(|profiles| profiles.get_mut(&profile));
            if let Some(Value::Table(profile)) = profile {
                profile.insert("form".to_owned(), value);
                is_there = true;
            }
        });
        let shown = path.display().to_string();
        let by_hand = |why| Err(locale.texts().init_by_hand(visible(&shown), why));
        match written {
            Ok(()) if is_there => Ok(shown),
            // It may be the system's, or the environment's.
            Ok(()) => by_hand(locale.texts().write_no_profile(visible(&profile))),
            Err(error) => by_hand(locale.write_error(&error)),
        }
    })
}

/// Restarts the program with another profile, in the place of this process: nothing of the one before is left in it. Only
/// returns where that fails.
fn start_again(profile: &str) -> CommandError {
    let started = env::current_exe().map(|program| {
        let args = env::args_os().skip(1);
        Command::new(program).args(with_profile(args, profile)).exec()
    });
    CommandError::usage(started.unwrap_or_else(|error| error))
}

/// The arguments with this profile in the place of the one that they name, and without the customer who was searched for at
/// the first start.
fn with_profile(args: impl Iterator<Item = OsString>, profile: &str) -> Vec<OsString> {
    let mut kept = vec!["--profile".into(), profile.into()];
    let mut args = args;
    while let Some(arg) = args.next() {
        let text = arg.to_string_lossy();
        let mut dropped = FindArgs::NAMES.into_iter().chain(["--profile"]);
        match dropped.find_map(|name| text.strip_prefix(name)) {
            Some("") => drop(args.next()),
            Some(value) if value.starts_with('=') => {}
            _ => kept.push(arg),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_takes_the_place_of_the_one_before() {
        let rows: [(&[&str], &[&str]); 6] = [
            (&["--phone", "601234567", "--ascii"], &["--ascii"]),
            (&["--plain", "--nip=1234563218"], &["--plain"]),
            (&[], &[]),
            (&["--profile", "a", "--ascii"], &["--ascii"]),
            (&["--ascii", "--profile=a"], &["--ascii"]),
            (&["--config", "x", "--profile", "a"], &["--config", "x"]),
        ];
        for (args, kept) in rows {
            let args = args.iter().map(OsString::from);
            let expected: Vec<&str> = [&["--profile", "b"], kept].concat();
            assert_eq!(with_profile(args, "b"), expected);
        }
    }
}
