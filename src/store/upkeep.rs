//! What the store does for its own sake: deletes what is old and masks what was not masked yet, beside the work of the
//! operator, a little at a time. Nobody waits for it, and where it is cut short, the next start goes on.

use super::error::TransactionError;
use super::{Error, Store, connect, retention};
use crate::customer::StoredDetail;
use jiff::Timestamp;
use rusqlite::{Connection, Transaction};
use std::path::PathBuf;

/// A larger file is not rewritten, in bytes: nobody could save for as long as that takes.
const MOST_REWRITTEN: i64 = 32 * 1024 * 1024;

/// Work that is due, with a connection of its own.
#[derive(Debug)]
pub struct Upkeep {
    conn: Connection,
    path: PathBuf,
    before: Option<Timestamp>,
    detail: StoredDetail,
}

impl Store {
    /// What is due: records to delete that are from before this moment, records to mask; none where nothing is. Records
    /// that end from now on are masked by this store itself.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn upkeep(
        &mut self,
        detail: StoredDetail,
        before: Option<Timestamp>,
    ) -> Result<Option<Upkeep>, Error> {
        self.detail = detail;
        let is_due = self.read(|transaction| {
            let old = before.map(|before| retention::has_expired(transaction, before));
            // Of a masked store, a program that was killed may have left a log behind.
            Ok(old.transpose()?.unwrap_or(false) || detail == StoredDetail::Masked)
        })?;
        if !is_due {
            return Ok(None);
        }
        let sql = |error| Error::of(&self.path, error);
        let conn = connect(&self.path).map_err(sql)?;
        retention::set_up(&conn)
            // What is deleted is deleted once more where the power goes.
            .and_then(|()| conn.pragma_update(None, "synchronous", "NORMAL"))
            .map_err(sql)?;
        Ok(Some(Upkeep {
            conn,
            path: self.path.clone(),
            before,
            detail,
        }))
    }
}

impl Upkeep {
    /// Does all of it.
    ///
    /// # Errors
    ///
    /// If the database cannot be written. What was done until then stays done.
    pub fn run(mut self) -> Result<(), Error> {
        if let Some(before) = self.before {
            for step in retention::PURGE {
                self.bit_by_bit(|transaction| step(transaction, before))?;
            }
            self.bit_by_bit(|transaction| Ok(retention::purge_values(transaction, before)?))?;
        }
        let masked = match self.detail {
            StoredDetail::Full => 0,
            StoredDetail::Masked => self.bit_by_bit(retention::mask_some)?,
        };
        if masked > 0 && self.size().is_ok_and(|size| size <= MOST_REWRITTEN) {
            retention::rewrite(&mut self.conn);
        } else {
            retention::empty_log(&mut self.conn);
        }
        Ok(())
    }

    fn bit_by_bit(
        &mut self,
        mut some: impl FnMut(&Transaction) -> Result<usize, TransactionError>,
    ) -> Result<usize, Error> {
        retention::bit_by_bit(|| retention::in_transaction(&mut self.conn, &self.path, &mut some))
    }

    fn size(&self) -> rusqlite::Result<i64> {
        let number = |pragma| {
            self.conn
                .pragma_query_value(None, pragma, |row| row.get::<_, i64>(0))
        };
        Ok(number("page_count")?.saturating_mul(number("page_size")?))
    }
}
