//! What a store holds, for monitoring. As every [glance](super::glance), it changes nothing.

use super::{Error, files, glance, handover, key_log, migrations, rows, session};
use crate::customer::{StoredTime, SubmissionState};
use crate::endpoint::Resource;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What a store holds.
#[derive(Debug)]
pub struct StoreStatus {
    /// The database.
    pub path: PathBuf,
    /// Its format.
    pub format: usize,
    /// The format to which this program brings it.
    pub known_format: usize,
    /// How long its files are, in bytes.
    pub bytes: u64,
    /// How many programs have it open.
    pub sessions: usize,
    /// How many drafts there are; those on a screen, parked ones and left ones.
    pub drafts: usize,
    /// When the oldest of them was saved.
    pub oldest_draft: Option<Timestamp>,
    /// The attempts of which nobody knows yet what became of them; the oldest first.
    pub open: Vec<OpenAttempt>,
    /// How many records the day has, by what they are about and their state.
    pub day: Vec<(Resource, SubmissionState, usize)>,
    /// How many outcomes wait for the audit feed.
    pub unreported: usize,
    /// The id by which the team's store knows this one; none if it was never asked for.
    pub id: Option<String>,
}

/// An attempt of which nobody knows yet what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenAttempt {
    /// The attempt's id.
    pub attempt: String,
    /// What it was to create.
    pub resource: Resource,
    /// When it went out.
    pub sent_at: StoredTime,
    /// Whether the program that sends it lives. If not, the outcome is unknown, whether a start has noted that yet or not.
    pub in_flight: bool,
}

impl OpenAttempt {
    /// What it is, whatever the journal says yet.
    #[must_use]
    pub fn state(&self) -> SubmissionState {
        if self.in_flight {
            SubmissionState::Sending
        } else {
            SubmissionState::Unknown
        }
    }
}

/// What the store in a directory holds, and what was sent in these hours; none where there is no store. One of an older program
/// is read as it is.
///
/// # Errors
///
/// If it cannot be read, is damaged, locked for long, or of a newer program.
pub fn store_status(dir: &Path, day: &Range<Timestamp>) -> Result<Option<StoreStatus>, Error> {
    let Some(path) = glance::database(dir)? else {
        return Ok(None);
    };
    glance::look(&path, |conn| read(conn, &path, day))
}

fn read(conn: &Connection, path: &Path, day: &Range<Timestamp>) -> Result<Option<StoreStatus>, Error> {
    let format = migrations::format(conn, path)?;
    if format == 0 {
        return Ok(None);
    }
    let sql = |error| Error::of(path, error);
    let open = open_attempts(conn, path).map_err(sql)?;
    let day = of_day(conn, day, &open).map_err(sql)?;
    let (drafts, oldest_draft) = drafts(conn).map_err(sql)?;
    Ok(Some(StoreStatus {
        path: path.to_owned(),
        format,
        known_format: migrations::KNOWN,
        bytes: bytes(path),
        sessions: session::count(&sessions(path)),
        drafts,
        oldest_draft,
        open,
        day,
        unreported: unreported(conn).map_err(sql)?,
        id: id(conn).map_err(sql)?,
    }))
}

fn drafts(conn: &Connection) -> rusqlite::Result<(usize, Option<Timestamp>)> {
    let found = "SELECT count(*), min(saved_at) FROM drafts WHERE aside = 0";
    conn.query_row(found, [], |row| {
        let oldest = rows::optional_time(row, 1)?;
        Ok((rows::number(row)?, oldest.and_then(StoredTime::get)))
    })
}

/// Those that are still `sending` although their program has ended are unknown: the next start notes it. It will not, where the
/// outcome was handed over.
fn open_attempts(conn: &Connection, path: &Path) -> rusqlite::Result<Vec<OpenAttempt>> {
    let mut statement = conn.prepare(
        "SELECT attempt, sent_at, url, state, session FROM submissions WHERE state IN (?1, ?2) ORDER BY sent_at, id",
    )?;
    let handed_over = path.parent().map(handover::attempts).unwrap_or_default();
    let sessions = sessions(path);
    let states = [SubmissionState::Sending.name(), SubmissionState::Unknown.name()];
    let rows = statement.query_map(states, |row| {
        let (attempt, owner) = (rows::lossy(row, 0)?, rows::lossy(row, 4)?);
        let is_sending = rows::lossy(row, 3)? == SubmissionState::Sending.name();
        let lives = || handed_over.contains(&attempt) || session::seems_alive(&sessions, &owner);
        Ok(OpenAttempt {
            resource: Resource::of_url(&rows::lossy(row, 2)?),
            sent_at: rows::time(row, 1)?,
            in_flight: is_sending && lives(),
            attempt,
        })
    })?;
    rows.collect()
}

fn of_day(
    conn: &Connection,
    day: &Range<Timestamp>,
    open: &[OpenAttempt],
) -> rusqlite::Result<Vec<(Resource, SubmissionState, usize)>> {
    let mut statement = conn.prepare(
        "SELECT count(*), url, state FROM submissions INDEXED BY submissions_by_time
         WHERE sent_at >= ?1 AND sent_at < ?2 AND state NOT IN (?3, ?4) GROUP BY url, state",
    )?;
    let (sending, unknown) = (SubmissionState::Sending.name(), SubmissionState::Unknown.name());
    let limits = params![
        day.start.as_millisecond(),
        day.end.as_millisecond(),
        sending,
        unknown
    ];
    let ended = statement.query_map(limits, |row| {
        let state = rows::parsed(row, 2, |name: String| name.parse())?;
        Ok((Resource::of_url(&rows::lossy(row, 1)?), state, rows::number(row)?))
    })?;
    let mut counts: Vec<_> = ended.collect::<rusqlite::Result<_>>()?;
    let open = open
        .iter()
        .filter(|attempt| attempt.sent_at.get().is_some_and(|at| day.contains(&at)));
    counts.extend(open.map(|attempt| (attempt.resource, attempt.state(), 1)));
    Ok(counts)
}

/// Older formats have no outbox.
fn unreported(conn: &Connection) -> rusqlite::Result<usize> {
    if !conn.table_exists(None, "audit_outbox")? {
        return Ok(0);
    }
    conn.query_row("SELECT count(*) FROM audit_outbox", [], rows::number)
}

/// Older formats have none.
fn id(conn: &Connection) -> rusqlite::Result<Option<String>> {
    if !conn.table_exists(None, "store_id")? {
        return Ok(None);
    }
    conn.query_row("SELECT id FROM store_id", [], |row| row.get(0))
        .optional()
}

/// Where the lock files are of those who have a database open.
fn sessions(path: &Path) -> PathBuf {
    path.with_file_name(session::DIR)
}

/// How long the database is, with what is beside it.
fn bytes(path: &Path) -> u64 {
    let beside = ["", "-wal", "-shm"].map(|suffix| files::beside(path, suffix));
    let all = beside.into_iter().chain([path.with_file_name(key_log::FILE)]);
    all.filter_map(|file| fs::symlink_metadata(file).ok())
        .map(|file| file.len())
        .sum()
}
