//! One customer from the journal to the outcome, without a screen.

mod team;

pub(crate) use team::TeamClaims;

use super::document_outcome::UnsentDocument;
use super::outcome;
use crate::claims;
use crate::crm::{CancelToken, Client};
use crate::customer::{
    Card, FailureReason, LOOKUP_TIMEOUT, Lookup, Loss, NewSubmission, Outcome, Payload, PriorSubmissions,
    identity,
};
use crate::i18n::Locale;
use crate::store::handle::StoreHandle;
use crate::store::{self, AttemptOutcome, Error, LockTimeout, Store};
use crate::team::{ClaimRefused, ReportedEnd};
use crate::text::visible;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::time::Instant;

/// The connection to one CRM as one user, and the journal of what was sent there.
pub(crate) struct Submitter {
    pub client: Client,
    pub store: StoreHandle,
    pub locale: Locale,
    pub profile: String,
    pub user: String,
    /// The address of the CRM's customers.
    pub url: String,
    /// The team guard, where there is a team.
    pub team: Option<TeamClaims>,
}

/// A send and its outcome.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SubmitResult {
    /// The attempt's id in the journal.
    pub attempt: String,
    #[serde(flatten)]
    pub outcome: Outcome,
    /// Whether the journal has the outcome.
    #[serde(skip)]
    pub written: Result<(), Error>,
}

impl SubmitResult {
    /// The members of its JSON object.
    pub(crate) fn json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Why it did not create a customer, and what to do; none where it did. Not yet safe to show.
    pub(crate) fn failure(&self, locale: &Locale) -> Option<String> {
        outcome::failure(&self.attempt, &self.outcome, locale)
    }

    /// The line that the journal does not have the outcome, with the id; none where it has it.
    pub(crate) fn unwritten(&self, locale: &Locale) -> Option<String> {
        let why = locale.store_error(self.written.as_ref().err()?);
        let id = visible(self.outcome.customer_id().unwrap_or("-"));
        Some(locale.texts().submit_unwritten(&self.attempt, id, why))
    }
}

impl Submitter {
    /// The records of this machine that may be of the same customer. Prints notices of the key log.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub(super) fn prior(
        &mut self,
        who: &str,
        payload: &Payload,
        print: &dyn Fn(&str),
    ) -> Result<PriorSubmissions, Error> {
        let find = |store: &mut Store| store.prior_submissions(&self.url, who, payload.text());
        let found = self.store.with(Timestamp::now(), find);
        print(&outcome::log_notices(
            &self.store.take_log_notices(),
            &self.locale,
        ));
        found
    }

    /// The customers of the CRM that may be the same. Blocks for at most [`LOOKUP_TIMEOUT`].
    pub(crate) fn look_up(&self, payload: &Payload) -> Vec<Lookup> {
        self.client.look_up(&identity(payload.text()), LOOKUP_TIMEOUT)
    }

    /// Claims a customer, writes it to the journal, sends it, and writes the outcome. `aware_of` are the attempts that created
    /// customers like this one and do not stop it. Blocks until the outcome is there or the send is cancelled.
    ///
    /// # Errors
    /// If the team or the journal does not let it begin. Nothing is sent then.
    pub(crate) fn send(
        &mut self,
        card: Card,
        payload: &Payload,
        aware_of: Vec<String>,
        cancel: &CancelToken,
    ) -> Result<SubmitResult, SendRefused> {
        let mut order = self.order(card, payload, aware_of);
        order.attempt = store::attempt_id()?;
        if let Some(Err(refused)) = self.claim(&[&order])?.into_iter().next() {
            return Err(SendRefused::ByTeam(refused));
        }
        let words = |error: &Error| self.locale.store_error(error);
        let begun = self
            .store
            .begin(&mut order, words, LockTimeout::Sending, Timestamp::now());
        if let Err(error) = begun {
            self.report_to_team(&[(&order.attempt, ReportedEnd::NotSent)]);
            return Err(error.into());
        }
        let since = Instant::now();
        let outcome = self.client.send(&order.payload, cancel);
        let ended = AttemptOutcome {
            attempt: &order.attempt,
            outcome: &outcome,
            duration: since.elapsed(),
        };
        let written = self.store.finish(&ended, LockTimeout::Sending, Timestamp::now());
        if written.is_ok() {
            self.report_to_team(&[(&order.attempt, ReportedEnd::from(&outcome))]);
        }
        Ok(SubmitResult {
            attempt: order.attempt,
            outcome,
            written,
        })
    }

    /// The journal's row for a customer, without the attempt's id. `aware_of` are the attempts that created customers like this
    /// one and do not stop it.
    pub(crate) fn order(&self, card: Card, payload: &Payload, aware_of: Vec<String>) -> NewSubmission {
        NewSubmission {
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
        }
    }
}

/// Why a send did not begin.
#[derive(Debug)]
pub(crate) enum SendRefused {
    /// The journal did not let it.
    ByJournal(Error),
    /// Another member of the team has the customer.
    ByTeam(ClaimRefused),
    /// The customer could not be claimed.
    Unclaimed(claims::Error),
}

impl From<Error> for SendRefused {
    fn from(error: Error) -> Self {
        Self::ByJournal(error)
    }
}

impl From<claims::Error> for SendRefused {
    fn from(error: claims::Error) -> Self {
        match error {
            claims::Error::Journal(error) => Self::ByJournal(error),
            error @ claims::Error::Team(_) => Self::Unclaimed(error),
        }
    }
}

/// Accepts a loss of records where warnings are accepted: the loss is printed, and does not stop a send again.
///
/// # Errors
/// [`Error::RecordsLost`] where warnings are not accepted; otherwise if the journal cannot be written.
pub(crate) fn accept_loss(
    store: &mut StoreHandle,
    loss: Option<Loss>,
    accept_warnings: bool,
    locale: &Locale,
    print: &dyn Fn(&str),
) -> Result<(), Error> {
    let Some(loss) = loss else { return Ok(()) };
    if !accept_warnings {
        return Err(Error::RecordsLost(loss));
    }
    print(&format!("kartoteka: {}\n", locale.loss(&loss)));
    let now = Timestamp::now();
    store.with(now, |store| store.accept_loss(now))
}

/// A customer that was not sent because the journal could not be read or written.
#[derive(Debug)]
pub(crate) struct NotBegun(pub FailureReason);

impl NotBegun {
    /// The failure of the journal in the words of a locale.
    pub(crate) fn of(error: &Error, locale: &Locale) -> Self {
        Self(FailureReason::Journal(locale.store_error(error)))
    }

    /// The customer could not be claimed.
    pub(crate) fn unclaimed(error: &claims::Error, locale: &Locale) -> Self {
        match error {
            claims::Error::Journal(error) => Self::of(error, locale),
            claims::Error::Team(_) => Self(FailureReason::Team(locale.claims_error(error))),
        }
    }

    /// The line for people.
    pub(crate) fn words(&self, locale: &Locale) -> String {
        locale.texts().submit_not_sent(locale.failure(&self.0))
    }

    /// The members of its JSON object.
    pub(crate) fn json(&self, locale: &Locale) -> Value {
        let unsent = UnsentDocument::NotSent {
            failure: &self.0,
            message: self.words(locale),
        };
        serde_json::to_value(unsent).unwrap_or_default()
    }
}
