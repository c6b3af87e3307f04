//! What runs on other threads while keys are read: requests to the CRM, and searches through a long history.

mod connection_keeper;
mod crm;
mod history;
mod team;

use self::connection_keeper::ConnectionKeeper;
use self::crm::CrmWorker;
use self::history::HistoryWorker;
use self::team::TeamWorker;
use crate::app::pages::FetchedCustomer;
use crate::claims;
use crate::claims::{SyncedClaims, TeamFindings, TeamGuard};
use crate::crm::Client;
use crate::customer::{
    FormSettings, HistoryRows, Lookup, LookupKey, NewSubmission, Outcome, Settlement, SubmissionState,
};
use crate::endpoint::Resource;
use crate::os::CAUGHT_THREAD;
use crate::store::handle::StoreHandle;
use crate::store::{Error, Search};
use crate::team::{ClaimRefused, GrantedClaim, ReportedEnd};
use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// What a search has found: the rows, and how many attempts have an unknown outcome.
pub type SearchResult = Result<(HistoryRows, usize), Error>;

/// Something that a worker has finished.
#[derive(Debug)]
pub enum WorkerEvent {
    /// A send ended.
    SendEnded(FinishedSend),
    /// The CRM answered the question of this number.
    LookedUp(u64, Vec<Lookup>),
    /// The CRM answered the question of this number, for companies.
    CompaniesLookedUp(u64, Vec<Lookup>),
    /// The CRM answered the question of this number, for one customer.
    Fetched(u64, FetchedCustomer),
    /// The search of this number has ended.
    Searched(u64, SearchResult),
    /// The team's store answered the question of this number.
    TeamFound(u64, Result<TeamFindings, claims::Error>),
    /// The team's store has claimed the customer of this attempt, or not.
    Claimed(String, ClaimResult),
    /// What the journal and the team's store had to learn from each other is done, or not.
    TeamSynced(Result<SyncedClaims, claims::Error>),
    /// The attempt of this id was settled for a colleague in this way, or not.
    SettledForColleague(String, Settlement, SettleResult),
    /// The team's store did not take what a person found out about an attempt.
    NotSettledInTeam(claims::Error),
}

/// What came of a claim.
pub type ClaimResult = Result<Result<GrantedClaim, ClaimRefused>, claims::Error>;

/// What came of settling an attempt in the team's store: how somebody else had settled it before, if in another way, and who.
pub type SettleResult = Result<Option<(Settlement, String)>, claims::Error>;

/// Something to do with the team's store. All of it is done in its order.
#[derive(Debug, Clone)]
pub enum TeamTask {
    /// Find the attempts of others. The answer is a [`WorkerEvent::TeamFound`].
    Find {
        /// The number to answer with.
        question: u64,
        /// Where it would be sent to.
        url: String,
        /// Surname and name, or the company's name.
        who: String,
        /// The payload.
        payload: String,
    },
    /// Claim the customer of an attempt, which has its id already. The answer is a [`WorkerEvent::Claimed`].
    Claim(Box<NewSubmission>),
    /// Report how an attempt ended.
    Report(String, ReportedEnd),
    /// Settle an attempt, as the journal has settled it.
    Settle(String, Settlement),
    /// Settle the attempt of a colleague. The answer is a [`WorkerEvent::SettledForColleague`].
    SettleForColleague(String, Settlement),
    /// Note a customer who was in the CRM already under this id, as the journal has it.
    NoteExisting(Box<NewSubmission>, String),
    /// Withdraw such a customer, whose record was undone.
    Withdraw(String),
    /// Have the journal and the team's store learn from each other what they have missed.
    Sync,
}

/// A send that ended.
#[derive(Debug)]
pub struct FinishedSend {
    /// The attempt's id.
    pub attempt: String,
    /// How it ended.
    pub outcome: Outcome,
    /// From the request to the outcome.
    pub took: Duration,
}

/// Among which records to search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SearchScope {
    /// All of the history.
    History,
    /// Those of customers of the CRM at this URL.
    CustomersAt(String),
}

/// What to search the history for.
#[derive(Debug)]
pub struct SearchQuery {
    /// The number to answer with.
    pub question: u64,
    /// Among which records.
    pub scope: SearchScope,
    /// Words that a row must have.
    pub filter: String,
    /// The names of states, in the operator's language.
    pub states: Vec<(String, SubmissionState)>,
    /// At most so many rows.
    pub limit: usize,
}

/// The port through which a session starts what it does not wait for. The program's own is [`BackgroundWorkers`].
pub trait Workers {
    /// Sends this payload of a customer or a company, whose attempt the journal has already; one at a time.
    fn send(&mut self, attempt: String, resource: Resource, payload: String);

    /// Has a connection kept open for the next send, for some time from now on.
    fn keep_connection(&mut self);

    /// Closes the connection that is kept for a send, if one is.
    fn close_connection(&mut self);

    /// Stops waiting for the answer. The end of the send is reported as if it had come.
    fn stop_waiting(&mut self);

    /// Asks the CRM for customers, for so long in all.
    fn look_up(&mut self, question: u64, keys: Vec<LookupKey>, limit: Duration);

    /// Asks the CRM for the customer of this id, for so long.
    fn fetch_customer(&mut self, question: u64, id: String, limit: Duration);

    /// Asks the CRM for companies, for so long in all.
    fn look_up_companies(&mut self, question: u64, keys: Vec<LookupKey>, limit: Duration);

    /// Asks the CRM for the company of this id, for so long.
    fn fetch_company(&mut self, question: u64, id: String, limit: Duration);

    /// Searches the history, in the place of a search of the same scope that is running.
    fn search_history(&mut self, search: Search, query: SearchQuery);

    /// Does something with the team's store, behind what it is asked to do already. Only where there is a team.
    fn ask_team(&mut self, task: TeamTask);

    /// Waits for a moment until the team's store has done all that.
    fn finish_team(&mut self);

    /// Writes the form of the tenant to the settings file. The file's path, or in words why it was not written.
    ///
    /// # Errors
    /// In words, if the file cannot take it. It is as it was then.
    fn write_form(&mut self, form: &FormSettings) -> Result<String, String>;

    /// Notes that a send has ended; false if it is not the one in flight, so that its end is known already.
    fn note_ended(&mut self, attempt: &str) -> bool;

    /// Stops waiting for good; gives what became of the send in flight, if one was.
    fn close(&mut self) -> Option<FinishedSend>;
}

/// How the end of a work is reported.
type EventSink = Arc<dyn Fn(WorkerEvent) + Send + Sync>;

/// The workers of the program, on threads.
pub struct BackgroundWorkers {
    crm: CrmWorker,
    connection: ConnectionKeeper,
    history: HistoryWorker,
    team: Option<TeamWorker>,
    form_writer: FormWriter,
}

/// What writes the form of the tenant to the settings file, as [`Workers::write_form`] does.
pub type FormWriter = Box<dyn Fn(&FormSettings) -> Result<String, String> + Send>;

impl BackgroundWorkers {
    /// Workers that do nothing yet, and report what they finish. A team's guard comes with a handle on the journal of its own.
    pub fn new(
        client: Client,
        form_writer: FormWriter,
        team: Option<(TeamGuard, StoreHandle)>,
        report: impl Fn(WorkerEvent) + Send + Sync + 'static,
    ) -> Self {
        let report: EventSink = Arc::new(report);
        Self {
            connection: ConnectionKeeper::new(client.clone()),
            crm: CrmWorker::new(client, Arc::clone(&report)),
            team: team.map(|(guard, journal)| TeamWorker::new(guard, journal, &report)),
            history: HistoryWorker::new(report),
            form_writer,
        }
    }
}

impl SearchQuery {
    /// What a search finds.
    ///
    /// # Errors
    /// If the database cannot be read, or the search was stopped.
    pub fn run(&self, search: &Search) -> SearchResult {
        history::run(search, self)
    }
}

impl Workers for BackgroundWorkers {
    fn send(&mut self, attempt: String, resource: Resource, payload: String) {
        self.connection.leave_to_send();
        self.crm.send(attempt, resource, payload);
    }

    fn keep_connection(&mut self) {
        self.connection.keep();
    }

    fn close_connection(&mut self) {
        self.connection.close();
    }

    fn stop_waiting(&mut self) {
        self.crm.stop_waiting();
    }

    fn look_up(&mut self, question: u64, keys: Vec<LookupKey>, limit: Duration) {
        self.crm.look_up(question, Resource::Customer, keys, limit);
    }

    fn fetch_customer(&mut self, question: u64, id: String, limit: Duration) {
        self.crm.fetch(question, Resource::Customer, id, limit);
    }

    fn look_up_companies(&mut self, question: u64, keys: Vec<LookupKey>, limit: Duration) {
        self.crm.look_up(question, Resource::Company, keys, limit);
    }

    fn fetch_company(&mut self, question: u64, id: String, limit: Duration) {
        self.crm.fetch(question, Resource::Company, id, limit);
    }

    fn search_history(&mut self, search: Search, query: SearchQuery) {
        self.history.begin(search, query);
    }

    fn ask_team(&mut self, task: TeamTask) {
        if let Some(team) = &mut self.team {
            team.begin(task);
        }
    }

    fn finish_team(&mut self) {
        if let Some(team) = &mut self.team {
            team.finish();
        }
    }

    fn write_form(&mut self, form: &FormSettings) -> Result<String, String> {
        (self.form_writer)(form)
    }

    fn note_ended(&mut self, attempt: &str) -> bool {
        self.crm.note_ended(attempt)
    }

    fn close(&mut self) -> Option<FinishedSend> {
        self.crm.close()
    }
}

/// Runs work on a thread; its panics do not touch the terminal.
fn spawn(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let thread = thread::Builder::new().name(CAUGHT_THREAD.into());
    thread.spawn(work).map(drop)
}
