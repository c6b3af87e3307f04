//! What a session of an older program hands over to the newer one that has changed the database meanwhile: its cards, and how
//! its sends have ended. It is in a file of its own beside the database, one a session, for the older program cannot write
//! tables that it does not know. The newer one takes it in once the session is over.

use super::error::TransactionError;
use super::journal::{AttemptOutcome, finish};
use super::key_log::KeyLog;
use super::session::SessionLock;
use super::{Durability, Error, Store, drafts, files, rows, session};
use crate::customer::{Draft, Outcome, StoredDetail};
use crate::os::files::open_regular;
use jiff::Timestamp;
use rusqlite::{Transaction, params};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The directory of the files, in the data directory.
const DIR: &str = "handover";
/// What the name of a file ends in, behind the id of its session.
const ENDING: &str = "json";
/// What the name of a file ends in that is being written.
const UNFINISHED: &str = "new";
/// What is read of a file: more than any session hands over.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// The form of the file. It outlives this program, so a later one must read it.
const VERSION: u32 = 1;

/// What a session hands over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Handover {
    version: u32,
    /// When it was written, in milliseconds since 1970.
    saved_at: i64,
    /// The card on the screen; none where it is empty, so that the draft saved before goes, if it was said.
    draft: Option<Draft>,
    /// Whether the card was handed over. Where only outcomes were, the draft saved before stays.
    has_said_draft: bool,
    /// The cards that were parked since.
    #[serde(default)]
    parked: Vec<Draft>,
    /// How sends have ended.
    #[serde(default)]
    outcomes: Vec<HandedOutcome>,
}

/// The end of a send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct HandedOutcome {
    attempt: String,
    outcome: Outcome,
    duration_ms: u64,
}

impl Handover {
    pub(super) fn new() -> Self {
        Self {
            version: VERSION,
            saved_at: 0,
            draft: None,
            has_said_draft: false,
            parked: Vec::new(),
            outcomes: Vec::new(),
        }
    }

    pub(super) fn set_draft(&mut self, draft: Option<&Draft>) {
        self.has_said_draft = true;
        self.draft = draft.cloned();
    }

    /// Puts the card on the screen aside; whether there is one.
    pub(super) fn park(&mut self) -> bool {
        let parked = self.draft.take();
        let is_some = parked.is_some();
        self.parked.extend(parked);
        is_some
    }

    pub(super) fn add_outcome(&mut self, ended: &AttemptOutcome) {
        if self.outcomes.iter().any(|known| known.attempt == ended.attempt) {
            return;
        }
        self.outcomes.push(HandedOutcome {
            attempt: ended.attempt.to_owned(),
            outcome: ended.outcome.clone(),
            duration_ms: u64::try_from(ended.duration.as_millis()).unwrap_or(u64::MAX),
        });
    }

    /// Writes it in the place of what this session has handed over before. An outcome must outlive the power; a card, which
    /// is written with every change, the process.
    ///
    /// # Errors
    /// If the file cannot be written. What was there before is still there then.
    pub(super) fn write(&mut self, dir: &Path, session: &str, now: Timestamp) -> Result<(), Error> {
        self.saved_at = now.as_millisecond();
        let dir = files::private_dir_inside(dir, DIR, &mut Vec::new())?;
        let (path, draft) = (file_of(&dir, session, ENDING), file_of(&dir, session, UNFINISHED));
        let failed = |source| Error::io(&path, source);
        let bytes = serde_json::to_vec(self).map_err(|error| failed(error.into()))?;
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        let mut file = options.open(&draft).map_err(failed)?;
        file.write_all(&bytes).map_err(failed)?;
        let is_durable = !self.outcomes.is_empty();
        if is_durable {
            file.sync_all().map_err(failed)?;
        }
        fs::rename(&draft, &path).map_err(failed)?;
        if is_durable {
            File::open(&dir).and_then(|dir| dir.sync_all()).map_err(failed)?;
        }
        Ok(())
    }

    fn read(path: &Path) -> io::Result<Self> {
        let mut bytes = Vec::new();
        open_regular(path)?.take(MOST_BYTES).read_to_end(&mut bytes)?;
        let handover: Self = serde_json::from_slice(&bytes)?;
        if handover.version != VERSION {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(handover)
    }
}

fn file_of(dir: &Path, session: &str, ending: &str) -> PathBuf {
    dir.join(format!("{session}.{ending}"))
}

/// Begins a session that the database does not know, for it cannot be asked.
///
/// # Errors
/// If its lock cannot be had.
pub(super) fn begin_session(dir: &Path, now: Timestamp) -> Result<SessionLock, Error> {
    let sessions = files::private_dir_inside(dir, session::DIR, &mut Vec::new())?;
    SessionLock::begin(&sessions, now)
}

/// Takes back what a session has handed over: the database has it after all.
pub(super) fn withdraw(dir: &Path, session: &str) {
    let _ = fs::remove_file(file_of(&dir.join(DIR), session, ENDING));
}

/// Attempts whose customer was created, with the id.
type UnrecordedIds = Vec<(String, String)>;

/// What was taken in from the sessions of older programs.
#[derive(Debug, Default)]
pub struct TakenHandovers {
    /// How many cards are drafts now.
    pub drafts: usize,
    /// The attempts whose customer was created, with the id, that the journal does not take any more: a person has settled
    /// them otherwise meanwhile.
    pub unrecorded: UnrecordedIds,
    /// The files that cannot be read, or be taken in now. They stay where they are.
    pub unreadable: Vec<PathBuf>,
}

/// The sessions that have handed something over, with their files.
fn handed_over(dir: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(dir.join(DIR)).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path());
    let files = files.filter(|path| path.extension().is_some_and(|ending| ending == ENDING));
    files
        .filter_map(|path| Some((path.file_stem()?.to_str()?.to_owned(), path)))
        .collect()
}

/// The attempts whose outcome was handed over. Nobody need take them for interrupted.
pub(super) fn attempts(dir: &Path) -> Vec<String> {
    let files = handed_over(dir).into_iter();
    let handovers = files.filter_map(|(_, path)| Handover::read(&path).ok());
    let outcomes = handovers.flat_map(|handover| handover.outcomes);
    outcomes.map(|ended| ended.attempt).collect()
}

impl HandedOutcome {
    /// Writes down the end of the send. The attempt with the id, where a person has settled it otherwise meanwhile.
    fn take(
        &self,
        transaction: &Transaction,
        session: &SessionLock,
        log: &mut KeyLog,
        detail: StoredDetail,
    ) -> Result<Option<(String, String)>, TransactionError> {
        let ended = AttemptOutcome {
            attempt: &self.attempt,
            outcome: &self.outcome,
            duration: Duration::from_millis(self.duration_ms),
        };
        let is_written = finish(transaction, session, log, &ended, detail)?.is_ok();
        let id = self.outcome.customer_id().filter(|_| !is_written);
        Ok(id.map(|id| (self.attempt.clone(), id.to_owned())))
    }
}

impl Handover {
    /// Makes drafts of the cards; returns how many. What the session saved itself is older than its file.
    fn take_drafts(&self, transaction: &Transaction, session: &str) -> Result<usize, TransactionError> {
        if let Some(draft) = &self.draft {
            put(transaction, session, draft, self.saved_at)?;
        } else if self.has_said_draft {
            let delete = "DELETE FROM drafts WHERE session = ?1 AND saved_at <= ?2";
            transaction.execute(delete, params![session, self.saved_at])?;
        }
        for draft in &self.parked {
            drafts::insert(transaction, None, draft, self.saved_at)?;
        }
        Ok(self.parked.len() + usize::from(self.draft.is_some()))
    }
}

/// Puts a card in the place of the session's own draft, so that the first program of its profile finds it.
fn put(
    transaction: &Transaction,
    session: &str,
    draft: &Draft,
    saved_at: i64,
) -> Result<(), TransactionError> {
    let own = transaction
        .prepare_cached("SELECT 1 FROM drafts WHERE session = ?1")?
        .exists([session])?;
    if !own {
        drafts::insert(transaction, Some(session), draft, saved_at)?;
        return Ok(());
    }
    let card = rows::json(&draft.card)?;
    transaction.execute(
        "UPDATE drafts SET saved_at = ?2, profile = ?3, who = ?4, focus = ?5, card = ?6
         WHERE session = ?1 AND saved_at <= ?2",
        params![session, saved_at, draft.profile, draft.who, draft.focus, card],
    )?;
    Ok(())
}

impl Store {
    /// Takes in what sessions of older programs that are over have handed over, each once, whatever happens meanwhile.
    pub(super) fn take_handovers(&mut self, dir: &Path) -> TakenHandovers {
        let mut taken = TakenHandovers::default();
        for (session, path) in handed_over(dir) {
            match self.take_handover(&session, &path) {
                Ok(Some((drafts, unrecorded))) => {
                    taken.drafts += drafts;
                    taken.unrecorded.extend(unrecorded);
                    let _ = fs::remove_file(&path);
                    let _ = fs::remove_file(path.with_extension(UNFINISHED));
                }
                Ok(None) => {}
                Err(error) if error.is_busy() => {}
                Err(_) => taken.unreadable.push(path),
            }
        }
        taken
    }

    /// Takes back what this session has handed over, but for the card on the screen: the database can be written again.
    pub(super) fn take_back(&mut self, handover: &Handover) -> Result<(), Error> {
        let detail = self.detail;
        self.write_logged(Durability::Power, |transaction, session, log| {
            for ended in &handover.outcomes {
                ended.take(transaction, session, log, detail)?;
            }
            for draft in &handover.parked {
                drafts::insert(transaction, None, draft, handover.saved_at)?;
            }
            Ok(())
        })
    }

    /// Takes in a file: how many drafts came of it, and what the journal did not take. None while its session lives.
    fn take_handover(&mut self, id: &str, path: &Path) -> Result<Option<(usize, UnrecordedIds)>, Error> {
        let detail = self.detail;
        let taken = self.write_logged(Durability::Power, |transaction, session, log| {
            if !session.is_gone(id) {
                return Ok(None);
            }
            // Behind the lock: its session does not write it any more, and no other program takes it.
            let handover = Handover::read(path).map_err(|source| Error::io(path, source))?;
            let note = "INSERT OR IGNORE INTO handed_over (session) VALUES (?1)";
            if transaction.execute(note, [id])? == 0 {
                // The program that took it was ended before it could delete the file.
                return Ok(Some((0, Vec::new())));
            }
            let mut unrecorded = Vec::new();
            for ended in &handover.outcomes {
                unrecorded.extend(ended.take(transaction, session, log, detail)?);
            }
            Ok(Some((handover.take_drafts(transaction, id)?, unrecorded)))
        })?;
        self.forget(taken.is_some());
        Ok(taken)
    }
}
