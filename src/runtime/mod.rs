//! The model with its store, the executor of effects, and the workers that talk to the CRM: everything that a front end
//! runs on, but for its terminal.

mod error;
mod export;
pub mod session;
mod timers;
mod words;
pub mod workers;

pub use crate::store::hurry;
pub use error::Error;
pub use export::ExportError;
pub use session::saving;

use self::session::{Session, SessionOptions};
use self::workers::{BackgroundWorkers, FormWriter, WorkerEvent};
use crate::app::Message;
use crate::claims::TeamGuard;
use crate::crm::Client;
use crate::customer::SearchTerm;
use crate::store::handle::StoreHandle;
use jiff::Timestamp;

/// What the form needs to start, but for a terminal.
pub struct ProgramOptions {
    /// The settings, the store, and what else a session starts with.
    pub session: SessionOptions,
    /// The way to the CRM.
    pub client: Client,
    /// The team guard, where there is a team.
    pub team: Option<TeamGuard>,
    /// The customer to find at once.
    pub find: Option<SearchTerm>,
    /// What writes the form of the tenant to the settings file.
    pub form_writer: FormWriter,
}

impl ProgramOptions {
    /// Starts a session whose workers report what they finish.
    pub fn start(
        self,
        report: impl Fn(WorkerEvent) + Send + Sync + 'static,
        now: Timestamp,
    ) -> Session<BackgroundWorkers> {
        let journal = || StoreHandle::new(self.session.store.clone());
        let team = self.team.map(|guard| (guard, journal()));
        let workers = BackgroundWorkers::new(self.client, self.form_writer, team, report);
        let mut session = Session::start(self.session, workers, now);
        if let Some(SearchTerm { shape, text, .. }) = self.find {
            session.update(Message::Find(shape, text), now);
        }
        session
    }
}
