//! A team's store for the programs of one host: a SQLite file in a directory of the group.
//!
//! All sessions are on one host, so no clock says whether one lives: each holds a lock file, which the system frees when the
//! program ends, in whatever way. A program that is only stopped keeps its claims in flight, where a lease would run out.

mod files;
mod rows;
mod schema;
mod session;

use self::session::TeamSessionLock;
use super::judge::Known;
use super::{
    Claim, ClaimRefused, Error, GrantedClaim, Report, ReportedEnd, SettlementRefused, TeamAttempt, TeamKeys,
    TeamMember, TeamSecret, TeamStore,
};
use crate::customer::{MatchReason, Settlement};
use crate::os::files::FileIdentity;
use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// How often a session looks after its lock file while an attempt is in flight.
const RENEWAL: Duration = Duration::from_secs(15);
/// The pauses before a locked database is tried again, each up to so many tries: at first short ones, for others need it for less
/// than a millisecond, and who tries seldom finds somebody else there each time.
const PAUSES: [(i32, Duration); 2] = [
    (100, Duration::from_micros(50)),
    (400, Duration::from_micros(200)),
];
/// The pause of who has waited for longer, so that many who wait leave the processor to who works.
const LONG_PAUSE: Duration = Duration::from_millis(2);
/// How long a session leaves the database to others after it has written: longer than who waits takes to look again. Without that,
/// who has just had the lock takes it again before anybody else has seen it free, time after time.
const TURN: Duration = Duration::from_micros(75);

thread_local! {
    /// Until when the call under way waits for others.
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// The store.
#[derive(Debug)]
pub(super) struct SqliteStore {
    path: PathBuf,
    identity: FileIdentity,
    conn: Connection,
    session: TeamSessionLock,
    member: TeamMember,
    timeout: Duration,
    /// When this session last wrote.
    wrote: Option<Instant>,
}

/// Why a transaction is not committed.
enum Fault {
    Sql(rusqlite::Error),
    Refused(Error),
}

impl From<rusqlite::Error> for Fault {
    fn from(source: rusqlite::Error) -> Self {
        Self::Sql(source)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl Fault {
    fn at(self, path: &Path) -> Error {
        match self {
            Self::Sql(source) => failure(path, &source),
            Self::Refused(error) => error,
        }
    }
}

impl SqliteStore {
    /// Opens the file, which is made where there is none. Its directory must be there.
    pub(super) fn open(
        path: &Path,
        secret: &TeamSecret,
        member: TeamMember,
        timeout: Duration,
    ) -> Result<Self, Error> {
        wait_until(timeout);
        let path = files::prepare(path)?;
        let identity = FileIdentity::at(&path).map_err(|source| Error::io(&path, source))?;
        let sql = |error: rusqlite::Error| failure(&path, &error);
        let mut conn = connect(&path).map_err(sql)?;
        let transaction = conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(sql)?;
        schema::enter(&transaction, secret).map_err(|fault| fault.at(&path))?;
        // Under the write lock: nobody takes a lock file that is new for one that nobody holds.
        let session = TeamSessionLock::begin(&path)?;
        transaction.commit().map_err(sql)?;
        // SQLite has made the files beside the database by now.
        files::check(&path)?;
        Ok(Self {
            path,
            identity,
            conn,
            session,
            member,
            timeout,
            wrote: None,
        })
    }

    /// Runs the work in one transaction that nobody else writes beside.
    fn write<T>(
        &mut self,
        work: impl FnOnce(&Transaction, &TeamSessionLock, &TeamMember) -> Result<T, Fault>,
    ) -> Result<T, Error> {
        wait_until(self.timeout);
        if let Some(wrote) = self.wrote {
            thread::sleep(TURN.saturating_sub(wrote.elapsed()));
        }
        let run = || {
            let transaction = self
                .conn
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            // What is written to a file that was replaced, the others do not see.
            files::check_identity(&self.path, self.identity)?;
            schema::check_format(&transaction)?;
            let done = work(&transaction, &self.session, &self.member)?;
            transaction.commit()?;
            Ok(done)
        };
        let done = run();
        self.wrote = Some(Instant::now());
        done.map_err(|fault: Fault| fault.at(&self.path))
    }

    fn read<T>(
        &self,
        work: impl FnOnce(&Transaction, &TeamSessionLock) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        wait_until(self.timeout);
        files::check_identity(&self.path, self.identity)?;
        let run = || {
            let transaction = self.conn.unchecked_transaction()?;
            schema::check_format(&transaction)?;
            Ok(work(&transaction, &self.session)?)
        };
        run().map_err(|fault: Fault| fault.at(&self.path))
    }
}

impl TeamStore for SqliteStore {
    fn check(&mut self) -> Result<(), Error> {
        files::check(&self.path)?;
        self.read(|transaction, _| schema::taken(transaction).map(drop))
    }

    fn claim(&mut self, claims: &[Claim]) -> Result<Vec<Result<GrantedClaim, ClaimRefused>>, Error> {
        self.write(|transaction, session, member| {
            session.keep()?;
            let mut known = rows::known(transaction, session, claims)?;
            let now = Timestamp::now();
            let mut answers = Vec::with_capacity(claims.len());
            for claim in claims {
                let attempt = TeamAttempt::begun(claim, member, session.id(), now);
                answers.push(match known.judge(claim, attempt.clone()) {
                    Ok(verdict) => {
                        if verdict.is_new {
                            rows::insert(transaction, &attempt, &claim.keys.own())?;
                        }
                        Ok(verdict.granted)
                    }
                    Err(refused) => Err(refused),
                });
            }
            Ok(answers)
        })
    }

    fn report(&mut self, reports: &[Report]) -> Result<(), Error> {
        self.write(|transaction, session, _| {
            for report in reports {
                let found = rows::attempt(transaction, session, &report.attempt)?;
                if found.is_some_and(|found| report.end.may_follow(found.state)) {
                    rows::end(
                        transaction,
                        &report.attempt,
                        (report.end.clone(), None),
                        Timestamp::now(),
                    )?;
                }
            }
            Ok(())
        })
    }

    fn renew(&mut self) -> Result<(), Error> {
        self.write(|_, session, _| Ok(session.keep()?))
    }

    fn renewal(&self) -> Duration {
        RENEWAL
    }

    fn find(&mut self, keys: &TeamKeys) -> Result<Vec<(MatchReason, TeamAttempt)>, Error> {
        self.read(|transaction, session| {
            let mut known = Known::default();
            rows::add_shared(transaction, session, keys, &mut known)?;
            Ok(known.at(keys))
        })
    }

    fn open_attempts(&mut self) -> Result<Vec<TeamAttempt>, Error> {
        self.read(rows::open)
    }

    fn attempts(&mut self, ids: &[String]) -> Result<Vec<TeamAttempt>, Error> {
        self.read(|transaction, session| {
            let found = ids.iter().map(|id| rows::attempt(transaction, session, id));
            found.filter_map(Result::transpose).collect()
        })
    }

    fn settle(
        &mut self,
        attempt: &str,
        settlement: &Settlement,
        by: &TeamMember,
    ) -> Result<Result<(), SettlementRefused>, Error> {
        self.write(|transaction, session, _| {
            let found = rows::attempt(transaction, session, attempt)?;
            let end = ReportedEnd::from(settlement);
            match found {
                Some(found) if end.settles(found.state) => {
                    let settled = (end, Some(by.to_string()));
                    rows::end(transaction, attempt, settled, Timestamp::now())?;
                    Ok(Ok(()))
                }
                Some(found) if end.is_of(&found) => Ok(Ok(())),
                known => Ok(Err(SettlementRefused { known })),
            }
        })
    }

    fn note_existing(&mut self, existing: &Claim, customer_id: &str) -> Result<(), Error> {
        self.write(|transaction, session, member| {
            if rows::attempt(transaction, session, &existing.attempt)?.is_none() {
                let now = Timestamp::now();
                let attempt = TeamAttempt::existing(existing, customer_id, member, session.id(), now);
                rows::insert(transaction, &attempt, &existing.keys.own())?;
            }
            Ok(())
        })
    }

    fn withdraw(&mut self, attempt: &str) -> Result<bool, Error> {
        self.write(|transaction, _, member| Ok(rows::withdraw(transaction, attempt, &member.store)?))
    }

    fn purge(&mut self, before: Timestamp) -> Result<usize, Error> {
        self.write(|transaction, _, _| Ok(rows::purge(transaction, before)?))
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let mut conn = Connection::open_with_flags(path, flags)?;
    conn.busy_handler(Some(wait))?;
    // As in the journal, no plan depends on the values that are bound.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_prepared_statement_cache_capacity(32);
    let mut tries = 0;
    // SQLite does not always call the busy handler for the first switch.
    while let Err(error) = conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())) {
        if !is_busy(&error) || !wait(tries) {
            return Err(error);
        }
        tries += 1;
    }
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    Ok(conn)
}

/// Begins a call on this thread, which waits so long for others.
fn wait_until(timeout: Duration) {
    DEADLINE.set(Some(Instant::now() + timeout));
}

/// Waits a moment for a lock of others; false where the call has no more time for that.
fn wait(tries: i32) -> bool {
    let goes_on = DEADLINE.get().is_some_and(|deadline| Instant::now() < deadline);
    if goes_on {
        let short = PAUSES.iter().find(|(most, _)| tries < *most);
        thread::sleep(short.map_or(LONG_PAUSE, |(_, pause)| *pause));
    }
    goes_on
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed)
    )
}

/// What a failure of SQLite means for this store.
fn failure(path: &Path, error: &rusqlite::Error) -> Error {
    let place = path.to_string_lossy().into_owned();
    if is_busy(error) {
        return Error::Busy { place };
    }
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Error::Foreign { place },
        _ => Error::Database {
            place,
            why: error.to_string(),
        },
    }
}
