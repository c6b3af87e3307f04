//! The attempts and their keys, as rows.

use super::super::attempt::usable;
use super::super::judge::Known;
use super::super::{Claim, ReportedEnd, TeamAttempt, TeamKeyHash, TeamKeys, TeamMember};
use super::session::TeamSessionLock;
use crate::customer::SubmissionState;
use crate::endpoint::Resource;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

/// The columns that [`read`] reads, in its order.
const COLUMNS: &str =
    "attempts.attempt, resource, state, customer_id, login, host, store, session, attempts.since, settled_by";
/// How many attempts of one hash are looked at where they do not block: one household has no more.
const MOST_RELATED: i64 = 20;
/// How many attempts are deleted in one transaction.
const MOST_PURGED: i64 = 500;

/// What the store holds of these claims.
pub(super) fn known(
    transaction: &Transaction,
    session: &TeamSessionLock,
    claims: &[Claim],
) -> rusqlite::Result<Known> {
    let mut known = Known::default();
    for claim in claims {
        add_shared(transaction, session, &claim.keys, &mut known)?;
        for id in claim.resends.iter().chain([&claim.attempt]) {
            if let Some(found) = attempt(transaction, session, id)? {
                known.add(found);
            }
        }
    }
    Ok(known)
}

/// Adds the attempts that share one of these keys.
pub(super) fn add_shared(
    conn: &Connection,
    session: &TeamSessionLock,
    keys: &TeamKeys,
    known: &mut Known,
) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM keys CROSS JOIN attempts USING (attempt)
         WHERE hash = ?1 AND state IN ('sending', 'unknown', 'created', 'existing')
         ORDER BY keys.since DESC LIMIT ?2"
    ))?;
    for (reason, hash) in keys.asked() {
        let most = if reason.is_certain() { -1 } else { MOST_RELATED };
        let found = statement.query_map(params![hash.0, most], |row| read(row, session))?;
        for attempt in found {
            let attempt = attempt?;
            known.add_key(*hash, &attempt.attempt);
            known.add(attempt);
        }
    }
    Ok(())
}

/// One attempt.
pub(super) fn attempt(
    conn: &Connection,
    session: &TeamSessionLock,
    id: &str,
) -> rusqlite::Result<Option<TeamAttempt>> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM attempts WHERE attempt = ?1"))?
        .query_row([id], |row| read(row, session))
        .optional()
}

/// All that are open, the oldest first.
pub(super) fn open(
    transaction: &Transaction,
    session: &TeamSessionLock,
) -> rusqlite::Result<Vec<TeamAttempt>> {
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM attempts WHERE state IN ('sending', 'unknown') ORDER BY since, attempt"
    ))?;
    let found = statement.query_map([], |row| read(row, session))?;
    found.collect()
}

/// Writes a new attempt and its keys. An existing customer has ended by then.
pub(super) fn insert(conn: &Connection, attempt: &TeamAttempt, keys: &[TeamKeyHash]) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO attempts (attempt, resource, state, login, host, store, session, since, customer_id, ended_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, iif(?9 IS NULL, NULL, ?8))",
    )?
    .execute(params![
        attempt.attempt,
        attempt.resource.name(),
        attempt.state.name(),
        attempt.member.login,
        attempt.member.host,
        attempt.member.store,
        attempt.session,
        attempt.since.as_millisecond(),
        attempt.customer_id,
    ])?;
    let mut insert = conn.prepare_cached("INSERT INTO keys (hash, since, attempt) VALUES (?1, ?2, ?3)")?;
    for key in keys {
        insert.execute(params![key.0, attempt.since.as_millisecond(), attempt.attempt])?;
    }
    Ok(())
}

/// Writes how an attempt ended, and who settled it.
pub(super) fn end(
    conn: &Connection,
    attempt: &str,
    (end, settled_by): (ReportedEnd, Option<String>),
    now: Timestamp,
) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached(
        "UPDATE attempts SET state = ?2, customer_id = ?3, ended_at = ?4, settled_by = coalesce(?5, settled_by)
         WHERE attempt = ?1",
    )?;
    let time = now.as_millisecond();
    statement.execute(params![
        attempt,
        end.state().name(),
        end.customer_id(),
        time,
        settled_by
    ])?;
    Ok(())
}

/// Deletes an existing customer that this store has noted; whether there was one.
pub(super) fn withdraw(conn: &Connection, attempt: &str, store: &str) -> rusqlite::Result<bool> {
    let mut statement =
        conn.prepare_cached("DELETE FROM attempts WHERE attempt = ?1 AND store = ?2 AND state = 'existing'")?;
    Ok(statement.execute([attempt, store])? > 0)
}

/// Deletes some of the attempts that ended before this time; returns how many.
pub(super) fn purge(conn: &Connection, before: Timestamp) -> rusqlite::Result<usize> {
    let mut statement = conn.prepare_cached(
        "DELETE FROM attempts WHERE attempt IN (
             SELECT attempt FROM attempts WHERE state NOT IN ('sending', 'unknown') AND ended_at < ?1
             ORDER BY ended_at LIMIT ?2)",
    )?;
    statement.execute(params![before.as_millisecond(), MOST_PURGED])
}

/// An attempt in flight whose session is gone is unknown.
fn read(row: &Row, session: &TeamSessionLock) -> rusqlite::Result<TeamAttempt> {
    let owner: String = row.get(7)?;
    let stored: String = row.get(2)?;
    let state = stored.parse().unwrap_or(SubmissionState::Unknown);
    let is_orphan = state == SubmissionState::Sending && session.is_gone(&owner);
    let resource: String = row.get(1)?;
    let resource = Resource::ALL.into_iter().find(|known| known.name() == resource);
    Ok(TeamAttempt {
        attempt: row.get(0)?,
        resource: resource.unwrap_or_default(),
        state: if is_orphan {
            SubmissionState::Unknown
        } else {
            state
        },
        customer_id: usable(row.get(3)?),
        member: TeamMember {
            login: row.get(4)?,
            host: row.get(5)?,
            store: row.get(6)?,
        },
        session: owner,
        since: Timestamp::from_millisecond(row.get(8)?).unwrap_or_default(),
        settled_by: row.get(9)?,
    })
}
