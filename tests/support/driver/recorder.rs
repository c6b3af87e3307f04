//! Workers that do nothing, and note what they were asked for.

use kartoteka::customer::{FormSettings, LookupKey};
use kartoteka::endpoint::Resource;
use kartoteka::runtime::workers::{FinishedSend, SearchQuery, TeamTask, Workers};
use kartoteka::store::Search;
use std::time::Duration;

/// What the workers were asked for, oldest first.
#[derive(Default)]
pub struct Recorder {
    /// What the sends and the questions for companies were about, since the program began.
    pub resources: Vec<Resource>,
    /// Attempt and payload.
    pub sent: Vec<(String, String)>,
    /// The question's number, and what was searched for.
    pub asked: Vec<(u64, Vec<LookupKey>)>,
    /// The question's number, and the customer's id.
    pub fetched: Vec<(u64, String)>,
    /// The searches of a long history.
    pub searched: Vec<(Search, SearchQuery)>,
    /// What was to be done with the team's store, since the program began.
    pub team: Vec<TeamTask>,
    /// The forms that were to be written to the settings file.
    pub forms: Vec<FormSettings>,
    /// Why the settings file takes no form, if so.
    pub form_refusal: Option<String>,
    /// Whether nobody waits for the answer any more.
    pub stopped: bool,
    /// Whether a connection is kept open for the next send.
    pub keeps_connection: bool,
}

impl Recorder {
    /// What was asked for since this was called last; what that was about stays, the forms, and what the team's store was asked
    /// for.
    pub fn take(&mut self) -> Self {
        let kept = Self {
            resources: std::mem::take(&mut self.resources),
            forms: std::mem::take(&mut self.forms),
            team: std::mem::take(&mut self.team),
            form_refusal: self.form_refusal.take(),
            keeps_connection: self.keeps_connection,
            ..Self::default()
        };
        std::mem::replace(self, kept)
    }
}

impl Workers for Recorder {
    fn send(&mut self, attempt: String, resource: Resource, payload: String) {
        self.resources.push(resource);
        self.keeps_connection = false;
        self.sent.push((attempt, payload));
    }

    fn keep_connection(&mut self) {
        self.keeps_connection = true;
    }

    fn close_connection(&mut self) {
        self.keeps_connection = false;
    }

    fn stop_waiting(&mut self) {
        self.stopped = true;
    }

    fn look_up(&mut self, question: u64, keys: Vec<LookupKey>, _limit: Duration) {
        self.asked.push((question, keys));
    }

    fn fetch_customer(&mut self, question: u64, id: String, _limit: Duration) {
        self.fetched.push((question, id));
    }

    fn look_up_companies(&mut self, question: u64, keys: Vec<LookupKey>, limit: Duration) {
        self.resources.push(Resource::Company);
        self.look_up(question, keys, limit);
    }

    fn fetch_company(&mut self, question: u64, id: String, limit: Duration) {
        self.resources.push(Resource::Company);
        self.fetch_customer(question, id, limit);
    }

    fn search_history(&mut self, search: Search, query: SearchQuery) {
        self.searched.push((search, query));
    }

    fn ask_team(&mut self, task: TeamTask) {
        self.team.push(task);
    }

    fn finish_team(&mut self) {}

    fn write_form(&mut self, form: &FormSettings) -> Result<String, String> {
        self.forms.push(form.clone());
        self.form_refusal
            .clone()
            .map_or(Ok("kartoteka.toml".to_owned()), Err)
    }

    /// A test says each end once.
    fn note_ended(&mut self, _attempt: &str) -> bool {
        true
    }

    fn close(&mut self) -> Option<FinishedSend> {
        None
    }
}
