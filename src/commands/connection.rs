//! The connection to the CRM of the chosen profile: its address, its certificates and its password.

use super::CommandError;
use super::output::print_error;
use super::setup::{self, Setup};
use crate::cli::GlobalArgs;
use crate::config::Profile;
use crate::crm::{Client, Credentials, TlsError, TlsOptions};
use crate::endpoint::CrmAddress;
use crate::store::handle::StoreHandle;
use crate::submit::Submitter;

impl Setup {
    /// The address of the CRM.
    pub(super) fn address(&self, global: &GlobalArgs) -> Result<CrmAddress, CommandError> {
        let (name, profile) = self.profile(global)?;
        let address = CrmAddress::new(&profile.base_url);
        address.map_err(|error| self.profile_failed(name, self.locale().target_error(error)))
    }

    /// The client of the profile's API user. Asks for the password, where the profile does not say how to get it.
    pub(super) fn client(&self, global: &GlobalArgs) -> Result<Client, CommandError> {
        let address = self.address(global)?;
        let ((name, profile), locale) = (self.profile(global)?, self.locale());
        let tls = tls(profile).map_err(|error| self.profile_failed(name, locale.tls_error(&error)))?;
        let password = self.loaded.config.password(profile, &locale);
        let credentials = Credentials {
            user: profile.user.clone(),
            password: password.map_err(|error| self.profile_failed(name, locale.secret_error(&error)))?,
        };
        let language = self.accept_language(profile);
        Ok(Client::new(address, credentials, &language, profile.timeout()).with_tls(tls))
    }

    fn profile_failed(&self, name: &str, why: String) -> CommandError {
        CommandError::usage(self.locale().texts().profile_failed(name, why))
    }

    /// The submitter of the chosen profile. Asks for the password, where the profile does not say how to get it.
    pub(super) fn submitter(&self, global: &GlobalArgs) -> Result<Submitter, CommandError> {
        setup::leave_no_core();
        let client = self.client(global)?;
        let (name, profile) = self.profile(global)?;
        let url = self.address(global)?.customers_url();
        let data_dir = setup::data_dir(global)?;
        // Made as the store would make it. Where that fails, the store says so.
        let _ = setup::make_private(&data_dir);
        self.warn(&self.other_stores(&data_dir, &url));
        Ok(Submitter {
            client,
            store: StoreHandle::new(self.store_options(data_dir)),
            locale: self.locale(),
            profile: name.to_owned(),
            user: profile.user.clone(),
            url,
            team: None,
        })
    }

    /// Warns on stderr where the profile trusts every certificate.
    pub(super) fn warn_insecure(&self, profile: &Profile) {
        if profile.insecure {
            print_error(&format!(
                "kartoteka: {}\n",
                self.locale().texts().insecure_in_full()
            ));
        }
    }
}

/// The certificates that the profile trusts.
///
/// # Errors
/// If its file cannot be used.
pub(super) fn tls(profile: &Profile) -> Result<TlsOptions, TlsError> {
    match &profile.ca_file {
        Some(file) => TlsOptions::from_ca_file(file),
        None if profile.insecure => Ok(TlsOptions::insecure()),
        None => Ok(TlsOptions::default()),
    }
}
