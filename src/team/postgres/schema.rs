//! The tables, and whose they are: the secret that the hashes in them were made with.

use super::super::{Error, TeamKeyHash};
use super::fault::Fault;
use tokio_postgres::Client;
use tokio_postgres::types::Type;

/// What takes the tables from each format to the next.
const STEPS: &[&str] = &[include_str!("schema.sql"), include_str!("existing.sql")];
/// The number of the lock that programs which start at the same time take turns with. No lock of a hash has it.
const LOCK: &str = "SELECT pg_advisory_xact_lock(1264870753::bigint << 32)";

/// Brings the tables up to date and checks the secret.
pub(super) async fn enter(client: &Client, place: &str, check: TeamKeyHash) -> Result<(), Fault> {
    let mut found = read(client).await?;
    if found.as_ref().is_none_or(|(format, _)| *format < known()) {
        update(client, check).await?;
        found = read(client).await?;
    }
    let place = place.to_owned();
    match found {
        Some((found, _)) if found > known() => Err(newer(place, found)),
        Some((_, stored)) if stored != check.0 => Err(Fault::Refused(Error::WrongSecret { place })),
        Some(_) => Ok(()),
        None => Err(Fault::Refused(Error::Foreign { place })),
    }
}

/// Refuses tables that a newer program has changed, maybe since they were opened: what that one has written, this one does not see.
pub(super) async fn check_format(client: &Client, place: &str) -> Result<(), Fault> {
    let rows = client
        .query_typed("SELECT format FROM kartoteka_store", &[])
        .await?;
    let found: Option<i64> = rows.first().map(|row| row.try_get(0)).transpose()?;
    match found {
        Some(found) if found > known() => Err(newer(place.to_owned(), found)),
        _ => Ok(()),
    }
}

fn newer(place: String, found: i64) -> Fault {
    Fault::Refused(Error::Newer {
        place,
        found,
        known: known(),
    })
}

/// The format and the check of the secret; none where there are no tables.
async fn read(client: &Client) -> Result<Option<(i64, Vec<u8>)>, Fault> {
    // A name is not looked up by `to_regclass`: a server remembers that there was none, also behind a lock.
    let there = client
        .query_typed(
            "SELECT count(*) > 0 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
             WHERE relname = 'kartoteka_store' AND nspname = ANY(current_schemas(false))",
            &[],
        )
        .await?;
    let is_there = there.first().map(|row| row.try_get(0)).transpose()?;
    if is_there != Some(true) {
        return Ok(None);
    }
    let rows = client
        .query_typed("SELECT format, check_value FROM kartoteka_store", &[])
        .await?;
    let read = rows.first().map(|row| Ok((row.try_get(0)?, row.try_get(1)?)));
    Ok(read.transpose().map_err(|error: tokio_postgres::Error| error)?)
}

/// Takes the steps that are missing, in one transaction. A failure leaves the connection to be closed.
async fn update(client: &Client, check: TeamKeyHash) -> Result<(), Fault> {
    client.batch_execute(&format!("BEGIN; {LOCK}")).await?;
    let taken = read(client).await?;
    let from = taken.as_ref().map_or(0, |(format, _)| *format);
    let steps = usize::try_from(from).ok().and_then(|from| STEPS.get(from..));
    for step in steps.into_iter().flatten() {
        client.batch_execute(step).await?;
    }
    if taken.is_none() {
        let insert = "INSERT INTO kartoteka_store (format, check_value) VALUES ($1, $2)";
        let check: &[u8] = &check.0;
        client
            .query_typed(insert, &[(&known(), Type::INT8), (&check, Type::BYTEA)])
            .await?;
    } else {
        let raise = "UPDATE kartoteka_store SET format = $1 WHERE format < $1";
        client.query_typed(raise, &[(&known(), Type::INT8)]).await?;
    }
    client.batch_execute("COMMIT").await?;
    Ok(())
}

/// The format of this program.
fn known() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}
