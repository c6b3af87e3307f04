//! Sends customers from the command line: by the form's rules, through its journal, and called off by the signals that
//! end the form.

use super::output::tell;
use super::setup::{self, Setup};
use super::{CommandError, guard, reader};
use crate::app::pages::ReviewPage;
use crate::cli::GlobalArgs;
use crate::crm::{CancelToken, Client, Credentials};
use crate::customer::{
    Card, Lookup, NewSubmission, Outcome, Payload, PriorSubmissions, RowClaim, lookup_keys,
};
use crate::endpoint::CrmAddress;
use crate::i18n::Locale;
use crate::os::signals;
use crate::store::handle::StoreHandle;
use crate::store::{self, Error, LockTimeout, Store};
use crate::text::visible;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use signal_hook::iterator::Signals;
use std::io;
use std::thread;
use std::time::Instant;

/// The way to one CRM as one user, and the journal of what went there.
pub(super) struct Submitter {
    client: Client,
    pub shelf: StoreHandle,
    locale: Locale,
    profile: String,
    user: String,
    url: String,
}

/// What became of a customer that was sent.
pub(super) struct SubmitResult {
    pub attempt: String,
    pub outcome: Outcome,
    /// Whether the journal has the outcome.
    pub written: Result<(), Error>,
}

/// What became of a customer, in JSON.
#[derive(Serialize)]
struct Members<'a> {
    attempt: &'a str,
    #[serde(flatten)]
    outcome: &'a Outcome,
}

impl SubmitResult {
    /// The members of its JSON object.
    pub(super) fn json(&self) -> Value {
        let members = Members {
            attempt: &self.attempt,
            outcome: &self.outcome,
        };
        serde_json::to_value(members).unwrap_or_default()
    }

    /// That the journal does not have the outcome, with the id, in one line; none where it has it.
    pub(super) fn unwritten(&self, locale: &Locale) -> Option<String> {
        let why = locale.store_error(self.written.as_ref().err()?);
        let id = visible(self.outcome.customer_id().unwrap_or("-"));
        Some(locale.texts().submit_unwritten(&self.attempt, id, why))
    }
}

impl Submitter {
    /// The courier of the chosen profile. Asks for the password, where the profile does not say how to get it.
    pub(super) fn new(global: &GlobalArgs, setup: &Setup) -> Result<Self, CommandError> {
        setup::leave_no_core();
        let (name, profile) = setup.profile(global)?;
        let locale = setup.locale();
        let of_profile = |why: String| CommandError::usage(locale.texts().profile_failed(name, why));
        let target = CrmAddress::new(&profile.base_url);
        let target = target.map_err(|error| of_profile(locale.target_error(error)))?;
        let tls = setup::tls(profile).map_err(|error| of_profile(locale.tls_error(&error)))?;
        let password = setup.loaded.config.password(profile, &locale);
        let credentials = Credentials {
            user: profile.user.clone(),
            password: password.map_err(|error| of_profile(locale.secret_error(&error)))?,
        };
        let url = target.customers_url();
        let data_dir = setup::data_dir(global)?;
        // Made as the store would make it. Where that fails, the store says so.
        let _ = setup::make_private(&data_dir);
        setup.warn(&setup.other_stores(&data_dir, &url));
        let shelf = StoreHandle::new(setup.keeping(data_dir));
        let language = setup.accept_language(profile);
        Ok(Self {
            client: Client::new(target, credentials, &language, profile.timeout()).with_tls(tls),
            shelf,
            locale: setup.locale(),
            profile: name.to_owned(),
            user: profile.user.clone(),
            url,
        })
    }

    /// What the journal holds about a customer.
    pub(super) fn precedents(&mut self, who: &str, payload: &Payload) -> Result<PriorSubmissions, Error> {
        let find = |store: &mut Store| store.prior_submissions(&self.url, who, payload.text());
        let found = self.shelf.with(Timestamp::now(), find);
        tell(&guard::log_notices(&self.shelf.take_log_notices(), &self.locale));
        found
    }

    /// What the CRM knows of a customer.
    pub(super) fn look_up(&self, payload: &Payload) -> Vec<Lookup> {
        let known = lookup_keys(payload.text());
        if known.is_empty() {
            return Vec::new();
        }
        self.client.look_up(&known, ReviewPage::PATIENCE)
    }

    /// Writes the customer, who may be a row of a sheet, down, sends it, and writes down what became of it. Blocks until then, or until a signal asks
    /// the program to end; then the outcome is what can be said of it.
    ///
    /// # Errors
    /// Where the journal does not let it begin: nothing is sent then.
    pub(super) fn send(
        &mut self,
        card: Card,
        payload: &Payload,
        aware_of: Vec<String>,
        row: Option<&RowClaim>,
        cancel: &CancelToken,
    ) -> Result<SubmitResult, Error> {
        let mut order = NewSubmission {
            attempt: String::new(),
            profile: self.profile.clone(),
            url: self.url.clone(),
            user: self.user.clone(),
            who: card.who(),
            card,
            payload: payload.text().to_owned(),
            payload_hash: payload.fingerprint(),
            resends: None,
            aware_of: Some(aware_of),
        };
        let now = Timestamp::now();
        let words = |error: &Error| self.locale.store_error(error);
        match row {
            None => self.shelf.begin(&mut order, words, LockTimeout::Sending, now)?,
            Some(claim) => self.shelf.begin_row(&mut order, claim, words, now)?,
        }
        let left = Instant::now();
        let outcome = self.client.send(&order.payload, cancel);
        let took = left.elapsed();
        let finish = |store: &mut Store| store.finish(&order.attempt, &outcome, took);
        let written = self.shelf.with(Timestamp::now(), finish);
        Ok(SubmitResult {
            attempt: order.attempt,
            outcome,
            written,
        })
    }
}

/// A cancel that is asked for by the signals that ask the program to end, in place of its sudden end. To be had before
/// a send begins: a signal must not leave an attempt behind that nobody ends.
pub(super) fn called_off_by_signals() -> Result<CancelToken, CommandError> {
    let cancel = CancelToken::new();
    let called_off = cancel.clone();
    let (asked, quiet) = io::pipe().map_err(CommandError::usage)?;
    reader::wait_until(asked);
    let watch = |mut signals: Signals| {
        let watch = move || {
            let mut quiet = Some(quiet);
            for _ in signals.forever() {
                quiet.take();
                // The store may be locked by another program.
                store::hurry();
                let _ = called_off.cancel();
            }
        };
        thread::Builder::new().name("signals".into()).spawn(watch)
    };
    let watching = signals::listen(&[]).and_then(watch);
    watching.map(|_| cancel).map_err(CommandError::usage)
}
