//! `kartoteka`: the form on a CRM of the settings.

use super::Failure;
use super::setup::{self, Setup};
use crate::cli::Global;
use crate::config;
use crate::terminal::{self, Launch};

pub(super) fn run(global: &Global) -> Result<(), Failure> {
    let setup = Setup::new(global)?;
    let (name, profile) = setup.profile(global)?;
    setup.need_terminal()?;
    setup::leave_no_core();
    let data_dir = setup::data_dir(global)?;
    let locale = setup.locale();
    let of_profile = |why: String| Failure::usage(locale.texts().profile_failed(name, why));
    let tls = setup::tls(profile).map_err(|error| of_profile(locale.tls_error(&error)))?;
    let password = config::password(profile, &locale);
    let password = password.map_err(|error| of_profile(locale.secret_error(&error)))?;
    terminal::run(Launch {
        keeping: setup.keeping(data_dir),
        profile_name: name.to_owned(),
        base_url: profile.base_url.clone(),
        user: profile.user.clone(),
        password,
        accept_language: setup.accept_language(profile),
        timeout: profile.timeout(),
        tls,
        mark: profile.mark(),
        check_duplicates: profile.check_duplicates,
        habits: setup.loaded.config.form.clone(),
        language: setup.language,
        theme: setup.loaded.config.theme,
        ascii: setup.ascii,
        keymap: setup.loaded.config.keymap(),
        front: setup.front(),
        facts: setup.facts(),
    })?;
    Ok(())
}
