//! Records that are lost in the database and in the key log: sends stop until the operator has accepted that.

use super::{Durability, Error, Store, rows};
use crate::customer::Loss;
use jiff::Timestamp;
use rusqlite::{Connection, params};

impl Store {
    /// What is lost and not accepted yet; none where nothing is.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn loss(&self) -> Result<Option<Loss>, Error> {
        self.read(|transaction| open(transaction))
    }

    /// Notes that the operator knows of all that is lost until now, so that customers are sent again.
    ///
    /// # Errors
    ///
    /// If the database cannot be written.
    pub fn accept_loss(&mut self, now: Timestamp) -> Result<(), Error> {
        self.write(Durability::Power, |transaction, _| {
            let accept = "UPDATE losses SET accepted_at = ?1 WHERE accepted_at IS NULL";
            transaction.execute(accept, [now.as_millisecond()])?;
            Ok(())
        })
    }
}

/// Notes so many lost records, 0 where nobody knows how many, the oldest of which was sent then.
pub(super) fn note(conn: &Connection, records: usize, since: Option<i64>) -> rusqlite::Result<()> {
    let records = i64::try_from(records).unwrap_or(i64::MAX);
    conn.execute(
        "INSERT INTO losses (records, since) VALUES (?1, ?2)",
        params![records, since],
    )?;
    Ok(())
}

/// What is lost and not accepted yet. Where the number of one loss is not known, that of all is not.
pub(super) fn open(conn: &Connection) -> rusqlite::Result<Option<Loss>> {
    let mut statement = conn.prepare_cached(
        "SELECT iif(min(records) = 0, 0, sum(records)), min(since) FROM losses WHERE accepted_at IS NULL
         HAVING count(*) > 0",
    )?;
    let mut found = statement.query_map([], |row| {
        let since: Option<i64> = row.get(1)?;
        Ok(Loss {
            records: rows::number(row)?,
            since: since.and_then(|since| Timestamp::from_millisecond(since).ok()),
        })
    })?;
    found.next().transpose()
}
