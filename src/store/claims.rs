//! The attempts of which the team's store must still learn the end, and the id by which it knows this store.

use super::{Durability, Error, Store, retention, rows, uuid};
use crate::customer::{Settlement, StoredDetail, SubmissionState};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

/// An attempt of which the team's store does not know the end yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedClaim {
    /// The attempt's id.
    pub attempt: String,
    /// When it was about to be claimed, or to go out without.
    pub noted_at: Timestamp,
    /// Whether it went out although the team's store was away.
    pub unclaimed: bool,
    /// Its record; none where it has not begun, or was taken back.
    pub record: Option<ClaimedRecord>,
}

/// What the journal has of an attempt, for the team's store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedRecord {
    /// Whether the record is deleted by now: what was sent is empty then.
    pub deleted: bool,
    /// Where it was sent to.
    pub url: String,
    /// Whom it was to create.
    pub who: String,
    /// What was sent.
    pub payload: String,
    /// Its state.
    pub state: SubmissionState,
    /// The customer's id, if one was created.
    pub customer_id: Option<String>,
}

impl Store {
    /// The id of this store, which no other one has. Made when it is first asked for.
    ///
    /// # Errors
    ///
    /// If the database cannot be read or written, or the system has no random numbers to give.
    pub fn id(&mut self) -> Result<String, Error> {
        let known = self.read(|transaction| {
            let known = transaction.query_row("SELECT id FROM store_id", [], |row| row.get(0));
            known.optional()
        })?;
        if let Some(known) = known {
            return Ok(known);
        }
        let new = uuid().map_err(Error::Random)?;
        self.write(Durability::Power, |transaction, _| {
            transaction.execute(
                "INSERT INTO store_id (id) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM store_id)",
                [&new],
            )?;
            Ok(transaction.query_row("SELECT id FROM store_id", [], |row| row.get(0))?)
        })
    }

    /// Notes attempts that are about to be claimed, or, `unclaimed`, to go out although the team's store is away.
    ///
    /// # Errors
    ///
    /// If the database cannot be written. Nothing may be claimed or sent then.
    pub fn note_claims<'a>(
        &mut self,
        attempts: impl IntoIterator<Item = &'a str>,
        unclaimed: bool,
        now: Timestamp,
    ) -> Result<(), Error> {
        // What goes out unclaimed is known to nobody else.
        let durability = if unclaimed {
            Durability::Power
        } else {
            Durability::Process
        };
        self.write(durability, |transaction, _| {
            let mut statement = transaction.prepare_cached(
                "INSERT OR REPLACE INTO claims (attempt, noted_at, unclaimed) VALUES (?1, ?2, ?3)",
            )?;
            for attempt in attempts {
                statement.execute(params![attempt, now.as_millisecond(), unclaimed])?;
            }
            Ok(())
        })
    }

    /// The attempts of which the team's store does not know the end yet, the oldest first.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn owed_claims(&self) -> Result<Vec<OwedClaim>, Error> {
        self.read(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT claims.attempt, noted_at, unclaimed, coalesce(url, ''), coalesce(who, ''), coalesce(payload, ''),
                     coalesce(submissions.state, removed.state), coalesce(submissions.customer_id, removed.customer_id),
                     submissions.state IS NULL
                 FROM claims LEFT JOIN submissions USING (attempt) LEFT JOIN removed USING (attempt)
                 ORDER BY noted_at, claims.attempt",
            )?;
            let claims = statement.query_map([], |row| {
                let begun: Option<String> = row.get(6)?;
                let record = begun.map(|_| {
                    Ok::<_, rusqlite::Error>(ClaimedRecord {
                        deleted: row.get(8)?,
                        url: rows::lossy(row, 3)?,
                        who: rows::lossy(row, 4)?,
                        payload: rows::lossy(row, 5)?,
                        state: rows::parsed(row, 6, |name: String| name.parse())?,
                        customer_id: row.get(7)?,
                    })
                });
                Ok(OwedClaim {
                    attempt: row.get(0)?,
                    noted_at: Timestamp::from_millisecond(row.get(1)?).unwrap_or_default(),
                    unclaimed: row.get(2)?,
                    record: record.transpose()?,
                })
            })?;
            claims.collect()
        })
    }

    /// Notes that the team's store knows how attempts ended. One that went out unclaimed it does not know: that one stays until
    /// it is claimed.
    ///
    /// # Errors
    ///
    /// If the database cannot be written.
    pub fn forget_reported_claims<'a>(
        &mut self,
        attempts: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), Error> {
        self.delete_claims(
            "DELETE FROM claims WHERE attempt = ?1 AND unclaimed = 0",
            attempts,
        )
    }

    /// Notes that the team's store knows how attempts ended, or that they never began.
    ///
    /// # Errors
    ///
    /// If the database cannot be written.
    pub fn forget_claims<'a>(&mut self, attempts: impl IntoIterator<Item = &'a str>) -> Result<(), Error> {
        self.delete_claims("DELETE FROM claims WHERE attempt = ?1", attempts)
    }

    /// Writes nothing where there is nothing to forget.
    fn delete_claims<'a>(
        &mut self,
        delete: &str,
        attempts: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), Error> {
        let mut attempts = attempts.into_iter().peekable();
        if attempts.peek().is_none() {
            return Ok(());
        }
        self.change_claims(delete, attempts)
    }

    /// Executes a statement for each of these attempts. The records that the team's store knows by then are masked, if records are.
    fn change_claims<'a>(
        &mut self,
        change: &str,
        attempts: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), Error> {
        let masks = self.detail == StoredDetail::Masked;
        self.write(Durability::Process, |transaction, _| {
            let mut statement = transaction.prepare_cached(change)?;
            for attempt in attempts {
                statement.execute([attempt])?;
                if masks {
                    retention::mask_unless_owed(transaction, attempt)?;
                }
            }
            Ok(())
        })?;
        self.forget(true);
        Ok(())
    }

    /// Notes how another member of the team has settled an attempt that was settled here in another way.
    ///
    /// # Errors
    ///
    /// If the database cannot be written.
    pub fn note_team_settlement(
        &mut self,
        attempt: &str,
        settlement: &Settlement,
        member: &str,
    ) -> Result<(), Error> {
        let id = match settlement {
            Settlement::Created(id) => Some(id),
            Settlement::NotCreated => None,
        };
        self.write(Durability::Process, |transaction, _| {
            transaction.execute(
                "INSERT OR REPLACE INTO team_settlements (attempt, customer_id, member) VALUES (?1, ?2, ?3)",
                params![attempt, id, member],
            )?;
            Ok(())
        })
    }

    /// Notes that the team's store has an attempt that went out unclaimed.
    ///
    /// # Errors
    ///
    /// If the database cannot be written.
    pub fn note_claimed(&mut self, attempt: &str) -> Result<(), Error> {
        self.change_claims("UPDATE claims SET unclaimed = 0 WHERE attempt = ?1", [attempt])
    }
}
