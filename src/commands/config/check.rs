//! `kartoteka config check`: everything that is wrong with the settings, at once.

use crate::cli::{Exit, GlobalArgs};
use crate::commands::CommandError;
use crate::commands::connection;
use crate::commands::output::print;
use crate::commands::setup::{self, Setup};
use crate::commands::system::system_settings;
use crate::config::{Config, ConfigError, Profile, SystemSettings};
use crate::endpoint::CrmAddress;
use crate::i18n::Locale;
use crate::text::visible;
use std::collections::BTreeSet;

pub(super) fn run(global: &GlobalArgs, passwords: bool) -> Result<Exit, CommandError> {
    let mut found = SystemSettings::problems().or_else(|error| Ok::<_, ConfigError>(vec![error]))?;
    let system = system_settings().ok().flatten();
    found.extend(setup::sources(global, system).problems()?);
    let locale = setup::locale(global);
    let mut lines: Vec<String> = found.iter().map(|error| locale.config_error(error)).collect();
    let path = super::path(global)?;
    let path = visible(&path.to_string_lossy()).into_owned();
    if lines.is_empty() {
        match Setup::new(global) {
            // What only the environment can have got wrong.
            Err(failure) => lines.push(failure.words(&locale)),
            Ok(setup) => {
                if let Some(name) = global.profile.as_deref()
                    && let Err(error) = setup.loaded.config.profile(Some(name))
                    && !setup.loaded.config.profiles.is_empty()
                {
                    lines.push(format!("{path}: {}", locale.profile_error(&error)));
                }
                for (name, profile) in &setup.loaded.config.profiles {
                    let wrong = of_profile(&setup.loaded.config, profile, passwords, &locale).into_iter();
                    lines.extend(wrong.map(|wrong| format!("{path}: profiles.{}: {wrong}", visible(name))));
                }
                if setup.loaded.config.profiles.is_empty() {
                    lines.push(format!("{path}: {}", locale.texts().profile_missing_check()));
                }
                if lines.is_empty() {
                    setup.warn(&other_stores(&setup, global)?);
                    let words = locale.texts().document_right();
                    return print(&format!("{path}: {words}\n")).map(|()| Exit::Done);
                }
            }
        }
    }
    print(&(lines.join("\n") + "\n"))?;
    Ok(Exit::Usage)
}

/// The other stores that know customers of a profile, each once. Nothing is made for that.
fn other_stores(setup: &Setup, global: &GlobalArgs) -> Result<Vec<String>, CommandError> {
    let data_dir = setup::data_dir(global)?;
    let profiles = setup.loaded.config.profiles.values();
    let targets = profiles.filter_map(|profile| CrmAddress::new(&profile.base_url).ok());
    let found: BTreeSet<String> = targets
        .flat_map(|target| setup.other_stores(&data_dir, &target.customers_url()))
        .collect();
    Ok(found.into_iter().collect())
}

/// What is wrong with a profile beyond its words: files that it names, and, if that is wanted, the way to its password.
fn of_profile(config: &Config, profile: &Profile, passwords: bool, locale: &Locale) -> Vec<String> {
    let mut wrong = Vec::new();
    match CrmAddress::new(&profile.base_url) {
        Ok(target) => wrong.extend(target.obstacle().map(|failure| locale.failure(&failure))),
        Err(error) => wrong.push(locale.target_error(error)),
    }
    let tls = connection::tls(profile).err();
    wrong.extend(tls.map(|error| locale.tls_error(&error)));
    let has_source = profile.password_command.is_some() || profile.password_env.is_some();
    if passwords && has_source {
        let password = config.password(profile, locale).err();
        wrong.extend(password.map(|error| locale.secret_error(&error)));
    }
    wrong
}
