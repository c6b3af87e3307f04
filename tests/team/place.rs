//! The stores that the cases run on, and what they are asked.

use crate::server::{Server, server};
use jiff::Timestamp;
use kartoteka::customer::{MatchReason, Settlement, SubmissionState};
use kartoteka::endpoint::Resource;
use kartoteka::team::{
    Claim, ClaimRefused, Error, GrantedClaim, Report, ReportedEnd, TeamAttempt, TeamKeys, TeamMember,
    TeamPlace, TeamSecret, TeamStore, open,
};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;

pub const CUSTOMERS: &str = "https://crm.example/api/customers";
/// How long a call waits for a store.
pub const TIMEOUT: Duration = Duration::from_secs(10);
pub const SECRET: &str = "the secret of a whole team";

/// A store that nobody has used yet.
pub struct Place {
    pub place: TeamPlace,
    kind: Kind,
}

enum Kind {
    /// Its directory is there as long as this.
    File(#[expect(dead_code, reason = "it is only held")] TempDir),
    Schema(&'static Server, String),
}

/// A new store of each kind that can be tried here.
pub fn places() -> Vec<Place> {
    let postgres = server().map(Place::postgres);
    postgres.into_iter().chain([Place::file()]).collect()
}

impl Place {
    pub fn file() -> Self {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("team");
        fs::create_dir(&dir).unwrap();
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o2770)).unwrap();
        Self {
            place: TeamPlace::File(dir.join("team.db")),
            kind: Kind::File(home),
        }
    }

    pub fn postgres(server: &'static Server) -> Self {
        let (url, schema) = server.url();
        let place = TeamPlace::Postgres {
            url,
            password: None,
            ca_file: None,
        };
        Self {
            place,
            kind: Kind::Schema(server, schema),
        }
    }

    pub fn path(&self) -> PathBuf {
        match &self.place {
            TeamPlace::File(path) => path.clone(),
            TeamPlace::Postgres { .. } => panic!("no file"),
        }
    }

    /// A program of this clerk begins.
    #[track_caller]
    pub fn clerk(&self, login: &str) -> Clerk {
        Clerk(self.open(login, SECRET).unwrap())
    }

    /// A program ends without a word, and its lease with it.
    pub fn end(&self, clerk: Clerk) {
        drop(clerk);
        self.end_leases();
    }

    /// Lets time pass, until no lease is left that nobody renews. A lock file needs none.
    pub fn end_leases(&self) {
        if let Kind::Schema(server, schema) = &self.kind {
            server.sql(&format!(
                "UPDATE {schema}.kartoteka_sessions SET expires_at = '-infinity'"
            ));
        }
    }

    /// Runs statements in the database of the store.
    pub fn sql(&self, statements: &str) {
        if let Kind::Schema(server, schema) = &self.kind {
            server.sql(&format!("SET search_path = {schema}; {statements}"));
        }
    }

    pub fn open(&self, login: &str, secret: &str) -> Result<Box<dyn TeamStore>, Error> {
        open(
            &self.place,
            &TeamSecret::new(secret).unwrap(),
            member(login),
            TIMEOUT,
        )
    }
}

pub fn member(login: &str) -> TeamMember {
    TeamMember {
        login: login.to_owned(),
        host: "desk".to_owned(),
        store: format!("store of {login}"),
    }
}

/// A program of a clerk that uses the store.
pub struct Clerk(pub Box<dyn TeamStore>);

impl Clerk {
    #[track_caller]
    pub fn try_claim(&mut self, claim: Claim) -> Result<GrantedClaim, ClaimRefused> {
        self.0.claim(&[claim]).unwrap().remove(0)
    }

    /// Settles an attempt as olga does it; its state, where it cannot be.
    #[track_caller]
    pub fn settle(&mut self, attempt: &str, settlement: &Settlement) -> Result<(), Option<SubmissionState>> {
        let settled = self.0.settle(attempt, settlement, &member("olga")).unwrap();
        settled.map_err(|refused| refused.known.map(|known| known.state))
    }

    #[track_caller]
    pub fn claim(&mut self, attempt: &str, payload: &str) -> GrantedClaim {
        self.try_claim(claim(attempt, payload)).unwrap()
    }

    #[track_caller]
    pub fn refused(&mut self, attempt: &str, payload: &str) -> ClaimRefused {
        self.try_claim(claim(attempt, payload)).unwrap_err()
    }

    #[track_caller]
    pub fn report(&mut self, attempt: &str, end: ReportedEnd) {
        let attempt = attempt.to_owned();
        self.0.report(&[Report { attempt, end }]).unwrap();
    }

    #[track_caller]
    pub fn created(&mut self, attempt: &str, id: &str) {
        self.report(attempt, ReportedEnd::Created(id.to_owned()));
    }

    /// Notes an existing customer under this id.
    #[track_caller]
    pub fn existing(&mut self, attempt: &str, payload: &str, id: &str) {
        self.0.note_existing(&claim(attempt, payload), id).unwrap();
    }

    /// The state of an attempt; none where the store does not know it.
    #[track_caller]
    pub fn state(&mut self, attempt: &str) -> Option<SubmissionState> {
        Some(self.attempt(attempt)?.state)
    }

    #[track_caller]
    pub fn attempt(&mut self, attempt: &str) -> Option<TeamAttempt> {
        self.0.attempts(&[attempt.to_owned()]).unwrap().pop()
    }

    #[track_caller]
    pub fn purge_all(&mut self) -> usize {
        self.0.purge(Timestamp::MAX).unwrap()
    }
}

pub fn keys(payload: &str) -> TeamKeys {
    TeamKeys::new(&TeamSecret::new(SECRET).unwrap(), CUSTOMERS, "", payload)
}

pub fn claim(attempt: &str, payload: &str) -> Claim {
    Claim {
        attempt: attempt.to_owned(),
        resource: Resource::Customer,
        keys: keys(payload),
        resends: None,
        aware_of: Vec::new(),
    }
}

/// What is shared, by the field's path or a word.
pub fn reason(reason: &MatchReason) -> &str {
    match reason {
        MatchReason::Payload => "payload",
        MatchReason::Key(known) => known.field.field().path,
        MatchReason::Name => "name",
    }
}
