//! The stores that the cases run on, and what they are asked.

use jiff::Timestamp;
use kartoteka::customer::{MatchReason, SubmissionState};
use kartoteka::endpoint::Resource;
use kartoteka::team::{
    Claim, ClaimRefused, Error, GrantedClaim, Report, ReportedEnd, TeamAttempt, TeamKeys, TeamMember,
    TeamPlace, TeamSecret, TeamStore, open,
};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use tempfile::TempDir;

pub const CUSTOMERS: &str = "https://crm.example/api/customers";
pub const SECRET: &str = "the secret of a whole team";

/// A store that nobody has used yet.
pub struct Place {
    pub place: TeamPlace,
    _home: TempDir,
}

/// A new store of each kind.
pub fn places() -> Vec<Place> {
    vec![Place::file()]
}

impl Place {
    pub fn file() -> Self {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("team");
        fs::create_dir(&dir).unwrap();
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o2770)).unwrap();
        Self {
            place: TeamPlace::File(dir.join("team.db")),
            _home: home,
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
        assert!(self.path().exists());
    }

    pub fn open(&self, login: &str, secret: &str) -> Result<Box<dyn TeamStore>, Error> {
        open(&self.place, &TeamSecret::new(secret).unwrap(), member(login))
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
