//! The statements: each goes to the server in one round trip.

use super::super::attempt::usable;
use super::super::judge::Known;
use super::super::{Claim, Report, ReportedEnd, TeamAttempt, TeamKeyHash, TeamKeys, TeamMember};
use super::LEASE;
use super::fault::Fault;
use crate::customer::SubmissionState;
use crate::endpoint::Resource;
use jiff::Timestamp;
use std::collections::BTreeSet;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};

/// What is read of an attempt. One in flight whose session has no lease any more is unknown.
const COLUMNS: &str = "a.attempt, a.resource,
     CASE WHEN a.state = 'sending' AND coalesce(s.expires_at, '-infinity') <= clock_timestamp() THEN 'unknown'
          ELSE a.state END AS state,
     a.customer_id, a.login, a.host, a.store, a.session, (extract(epoch FROM a.since) * 1000)::bigint AS since,
     a.settled_by";
const FROM: &str = "kartoteka_attempts a LEFT JOIN kartoteka_sessions s USING (session)";
/// The attempts that stand for a customer who exists, or may.
const STANDS: &str = "a.state IN ('sending', 'unknown', 'created', 'existing')";
/// How many attempts of one hash are looked at where they do not block: one household has no more.
const MOST_RELATED: usize = 20;
/// How many attempts are deleted in one transaction.
const MOST_PURGED: i64 = 500;
/// What tells the locks of hashes from those of other programs that use the database.
const LOCKS: i32 = 0x4b54_6561;

/// Begins a transaction that has the hashes of these claims to itself, as far as they can stop a send. A program that waits for one
/// sees afterwards what was committed with it.
pub(super) fn begin(claims: &[Claim]) -> String {
    let mut hashes = BTreeSet::new();
    for claim in claims {
        let asked = claim.keys.asked().into_iter();
        hashes.extend(
            asked
                .filter(|(reason, _)| reason.is_certain())
                .map(|(_, hash)| lock(*hash)),
        );
    }
    let hashes: Vec<String> = hashes.iter().map(i32::to_string).collect();
    format!(
        "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
         SELECT pg_advisory_xact_lock({LOCKS}, hash) FROM unnest('{{{}}}'::int[]) hash",
        hashes.join(",")
    )
}

/// The lock of a hash. Two hashes may have the same one, and wait for each other for nothing.
fn lock(hash: TeamKeyHash) -> i32 {
    let [first, second, third, fourth, ..] = hash.0;
    i32::from_be_bytes([first, second, third, fourth])
}

/// What the store holds of these claims.
pub(super) async fn known(client: &Client, claims: &[Claim]) -> Result<Known, Fault> {
    let keys: Vec<&TeamKeys> = claims.iter().map(|claim| &claim.keys).collect();
    let ids: Vec<&str> = claims
        .iter()
        .flat_map(|claim| claim.resends.iter().chain([&claim.attempt]))
        .map(String::as_str)
        .collect();
    shared(client, &keys, &ids).await
}

/// The attempts that share one of these keys, and those of these ids.
pub(super) async fn shared(client: &Client, keys: &[&TeamKeys], ids: &[&str]) -> Result<Known, Fault> {
    let (mut blocking, mut related) = (BTreeSet::new(), BTreeSet::new());
    for (reason, hash) in keys.iter().flat_map(|keys| keys.asked()) {
        let hashes = if reason.is_certain() {
            &mut blocking
        } else {
            &mut related
        };
        hashes.insert(hash.0);
    }
    let blocking: Vec<&[u8]> = blocking.iter().map(<[u8; 16]>::as_slice).collect();
    let related: Vec<&[u8]> = related.iter().map(<[u8; 16]>::as_slice).collect();
    let statement = format!(
        "SELECT {COLUMNS}, NULL::bytea AS hash FROM {FROM} WHERE a.attempt = ANY($3)
         UNION ALL
         SELECT {COLUMNS}, k.hash FROM kartoteka_keys k JOIN {FROM} ON a.attempt = k.attempt
         WHERE k.hash = ANY($1) AND {STANDS}
         UNION ALL
         SELECT found.* FROM unnest($2) AS asked(hash) CROSS JOIN LATERAL (
             SELECT {COLUMNS}, k.hash FROM kartoteka_keys k JOIN {FROM} ON a.attempt = k.attempt
             WHERE k.hash = asked.hash AND {STANDS} ORDER BY k.since DESC LIMIT {MOST_RELATED}) found"
    );
    let rows = client
        .query_typed(
            &statement,
            &[
                (&blocking, Type::BYTEA_ARRAY),
                (&related, Type::BYTEA_ARRAY),
                (&ids, Type::TEXT_ARRAY),
            ],
        )
        .await?;
    let mut known = Known::default();
    for row in rows {
        let attempt = read(&row)?;
        let hash: Option<Vec<u8>> = row.try_get("hash")?;
        if let Some(hash) = hash.and_then(|hash| hash.try_into().ok()) {
            known.add_key(TeamKeyHash(hash), &attempt.attempt);
        }
        known.add(attempt);
    }
    Ok(known)
}

/// Writes the attempts that begin with their keys, and renews the lease.
pub(super) async fn begin_attempts(
    client: &Client,
    session: &str,
    granted: &[(TeamAttempt, &TeamKeys)],
) -> Result<(), Fault> {
    let member = granted.first().map(|(attempt, _)| attempt.member.clone());
    let member = member.unwrap_or_default();
    let attempts: Vec<&str> = granted
        .iter()
        .map(|(attempt, _)| attempt.attempt.as_str())
        .collect();
    let resources: Vec<&str> = granted
        .iter()
        .map(|(attempt, _)| attempt.resource.name())
        .collect();
    let (mut hashes, mut owners) = (Vec::new(), Vec::new());
    for (attempt, keys) in granted {
        for hash in keys.own() {
            hashes.push(hash.0.to_vec());
            owners.push(attempt.attempt.as_str());
        }
    }
    let statement = format!(
        "WITH lease AS ({RENEW}), begun AS (
             INSERT INTO kartoteka_attempts (attempt, resource, state, login, host, store, session)
             SELECT attempt, resource, 'sending', $3, $4, $5, $1 FROM unnest($6, $7) AS new(attempt, resource)
         )
         INSERT INTO kartoteka_keys (hash, attempt) SELECT hash, attempt FROM unnest($8, $9) AS new(hash, attempt)"
    );
    client
        .query_typed(
            &statement,
            &[
                (&session, Type::TEXT),
                (&LEASE.as_secs_f64(), Type::FLOAT8),
                (&member.login, Type::TEXT),
                (&member.host, Type::TEXT),
                (&member.store, Type::TEXT),
                (&attempts, Type::TEXT_ARRAY),
                (&resources, Type::TEXT_ARRAY),
                (&hashes, Type::BYTEA_ARRAY),
                (&owners, Type::TEXT_ARRAY),
            ],
        )
        .await?;
    Ok(())
}

/// Renews the lease ($2, in seconds) of a session ($1).
const RENEW: &str = "INSERT INTO kartoteka_sessions (session, expires_at)
     VALUES ($1, clock_timestamp() + make_interval(secs => $2))
     ON CONFLICT (session) DO UPDATE SET expires_at = excluded.expires_at";

/// Renews the lease of a session.
pub(super) async fn renew(client: &Client, session: &str) -> Result<(), Fault> {
    let lease = LEASE.as_secs_f64();
    client
        .query_typed(RENEW, &[(&session, Type::TEXT), (&lease, Type::FLOAT8)])
        .await?;
    Ok(())
}

/// Writes how attempts ended, as far as they still can: as [`ReportedEnd::may_follow`] says it.
pub(super) async fn report(client: &Client, reports: &[&Report]) -> Result<(), Fault> {
    let attempts: Vec<&str> = reports.iter().map(|report| report.attempt.as_str()).collect();
    let states: Vec<&str> = reports.iter().map(|report| report.end.state().name()).collect();
    let ids: Vec<Option<&str>> = reports.iter().map(|report| report.end.customer_id()).collect();
    client
        .query_typed(
            "UPDATE kartoteka_attempts a SET state = new.state, customer_id = new.id, ended_at = now()
             FROM unnest($1, $2, $3) AS new(attempt, state, id)
             WHERE a.attempt = new.attempt
                 AND (a.state = 'sending' OR a.state = 'unknown' AND new.state <> 'unknown'
                      OR a.state <> 'created' AND new.state = 'created')",
            &[
                (&attempts, Type::TEXT_ARRAY),
                (&states, Type::TEXT_ARRAY),
                (&ids, Type::TEXT_ARRAY),
            ],
        )
        .await?;
    Ok(())
}

/// Settles an attempt, as far as it still can be: as [`ReportedEnd::settles`] says it. False if it cannot.
pub(super) async fn settle(
    client: &Client,
    attempt: &str,
    end: &ReportedEnd,
    by: &str,
) -> Result<bool, Fault> {
    let settled = client
        .query_typed(
            "UPDATE kartoteka_attempts a SET state = $2, customer_id = $3, ended_at = now(), settled_by = $4
             WHERE a.attempt = $1 AND (a.state = 'unknown' OR a.state = 'not_created' AND $2 = 'created'
                 OR a.state = 'sending' AND NOT EXISTS (
                 SELECT FROM kartoteka_sessions s
                 WHERE s.session = a.session AND s.expires_at > clock_timestamp()))
             RETURNING 1",
            &[
                (&attempt, Type::TEXT),
                (&end.state().name(), Type::TEXT),
                (&end.customer_id(), Type::TEXT),
                (&by, Type::TEXT),
            ],
        )
        .await?;
    Ok(!settled.is_empty())
}

/// Writes an existing customer and its keys, unless it is there.
pub(super) async fn note_existing(
    client: &Client,
    existing: &TeamAttempt,
    keys: &TeamKeys,
) -> Result<(), Fault> {
    let hashes: Vec<Vec<u8>> = keys.own().iter().map(|hash| hash.0.to_vec()).collect();
    let TeamMember { login, host, store } = &existing.member;
    client
        .query_typed(
            "WITH noted AS (
                 INSERT INTO kartoteka_attempts
                     (attempt, resource, state, customer_id, login, host, store, session, ended_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())
                 ON CONFLICT (attempt) DO NOTHING RETURNING attempt
             )
             INSERT INTO kartoteka_keys (hash, attempt) SELECT hash, attempt FROM noted, unnest($9) AS new(hash)",
            &[
                (&existing.attempt, Type::TEXT),
                (&existing.resource.name(), Type::TEXT),
                (&existing.state.name(), Type::TEXT),
                (&existing.customer_id, Type::TEXT),
                (login, Type::TEXT),
                (host, Type::TEXT),
                (store, Type::TEXT),
                (&existing.session, Type::TEXT),
                (&hashes, Type::BYTEA_ARRAY),
            ],
        )
        .await?;
    Ok(())
}

/// Deletes an existing customer that this store has noted; whether there was one.
pub(super) async fn withdraw(client: &Client, attempt: &str, store: &str) -> Result<bool, Fault> {
    let deleted = client
        .query_typed(
            "DELETE FROM kartoteka_attempts WHERE attempt = $1 AND store = $2 AND state = 'existing' RETURNING 1",
            &[(&attempt, Type::TEXT), (&store, Type::TEXT)],
        )
        .await?;
    Ok(!deleted.is_empty())
}

/// These attempts, as far as they are there.
pub(super) async fn attempts(client: &Client, ids: &[String]) -> Result<Vec<TeamAttempt>, Fault> {
    let statement = format!("SELECT {COLUMNS} FROM {FROM} WHERE a.attempt = ANY($1)");
    let rows = client
        .query_typed(&statement, &[(&ids, Type::TEXT_ARRAY)])
        .await?;
    rows.iter().map(read).collect()
}

/// All that are open, the oldest first.
pub(super) async fn open(client: &Client) -> Result<Vec<TeamAttempt>, Fault> {
    let statement = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE a.state IN ('sending', 'unknown') ORDER BY a.since, a.attempt"
    );
    let rows = client.query_typed(&statement, &[]).await?;
    rows.iter().map(read).collect()
}

/// Deletes some of the attempts that ended before this time, and sessions that left nothing open; how many attempts.
pub(super) async fn purge(client: &Client, before: Timestamp) -> Result<usize, Fault> {
    let seconds = before.as_duration().as_secs_f64();
    let deleted = client
        .query_typed(
            "WITH sessions AS (
                 DELETE FROM kartoteka_sessions s WHERE s.expires_at < clock_timestamp() - interval '1 day'
             )
             DELETE FROM kartoteka_attempts WHERE attempt IN (
                 SELECT attempt FROM kartoteka_attempts
                 WHERE state NOT IN ('sending', 'unknown') AND extract(epoch FROM ended_at)::float8 < $1
                 ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED)
             RETURNING 1",
            &[(&seconds, Type::FLOAT8), (&MOST_PURGED, Type::INT8)],
        )
        .await?;
    Ok(deleted.len())
}

fn read(row: &Row) -> Result<TeamAttempt, Fault> {
    let state: String = row.try_get("state")?;
    let resource: String = row.try_get("resource")?;
    let resource = Resource::ALL.into_iter().find(|known| known.name() == resource);
    Ok(TeamAttempt {
        attempt: row.try_get("attempt")?,
        resource: resource.unwrap_or_default(),
        state: state.parse().unwrap_or(SubmissionState::Unknown),
        customer_id: usable(row.try_get("customer_id")?),
        member: TeamMember {
            login: row.try_get("login")?,
            host: row.try_get("host")?,
            store: row.try_get("store")?,
        },
        session: row.try_get("session")?,
        since: Timestamp::from_millisecond(row.try_get("since")?).unwrap_or_default(),
        settled_by: row.try_get("settled_by")?,
    })
}
