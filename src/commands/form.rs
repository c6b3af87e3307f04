//! `kartoteka`: the form on a CRM of the settings.

use super::Failure;
use super::setup::{self, Setup};
use crate::cli::Global;
use crate::config::{self, Loaded, Profile, ProfileError, SAMPLE};
use crate::crm::{Tls, TlsError};
use crate::terminal::{self, Launch};
use jiff::ZonedDateTime;

pub(super) fn run(global: &Global) -> Result<(), Failure> {
    let setup = Setup::new(global)?;
    let Loaded { config, path, .. } = &setup.loaded;
    let chosen = config.profile(global.profile.as_deref());
    let (name, profile) = chosen.map_err(|error| match error {
        ProfileError::None => no_profile(&setup.loaded),
        other => Failure::usage(format!("{}: {other}", path.display())),
    })?;
    setup::need_terminal()?;
    setup::leave_no_core();
    let data_dir = setup::data_dir(global)?;
    let tls = tls(profile).map_err(|error| Failure::usage(format!("profile {name}: {error}")))?;
    let password =
        config::password(profile).map_err(|error| Failure::usage(format!("profile {name}: {error}")))?;
    let accept_language = profile.accept_language.clone();
    terminal::run(Launch {
        keeping: setup.keeping(data_dir),
        profile_name: name.to_owned(),
        base_url: profile.base_url.clone(),
        user: profile.user.clone(),
        password,
        accept_language: accept_language.unwrap_or_else(|| setup.language.code().to_owned()),
        timeout: profile.timeout(),
        tls,
        check_duplicates: profile.check_duplicates,
        language: setup.language,
        theme: config.theme,
        ascii: setup.ascii,
        keymap: config.keymap(),
        color: setup.color,
        facts: config.facts(ZonedDateTime::now().date()),
    })
    .map_err(Failure::usage)
}

/// Whose certificates the profile trusts.
fn tls(profile: &Profile) -> Result<Tls, TlsError> {
    match &profile.ca_file {
        Some(file) => Tls::from_ca_file(file),
        None if profile.insecure => Ok(Tls::insecure()),
        None => Ok(Tls::default()),
    }
}

fn no_profile(loaded: &Loaded) -> Failure {
    let (path, verb) = (loaded.path.display(), if loaded.exists { "add" } else { "write" });
    let message = format!(
        "no profile is configured: {verb} one in {path} (a sample follows), or try `kartoteka demo`, which needs none"
    );
    Failure {
        help: Some(SAMPLE),
        ..Failure::usage(message)
    }
}
