//! The wall clock, as far as it can be trusted: it may be years off, and what is deleted by it is gone.
//!
//! The store remembers the time of each day on which it was used. Records are deleted by a time that a later day has
//! confirmed, never by one that a single day has shown: neither a wrong clock nor a long leave deletes anything on the
//! first day, and on the next one the time counts.

use super::Store;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension as _, params};

/// In milliseconds of the Unix epoch: 2026-01-01. No clock that shows an earlier time is right, for the program did not
/// exist then. A machine that has lost its clock begins in 1970, or in a year of its firmware.
const EARLIEST: i64 = 1_767_225_600_000;
/// Times that are further apart are of different days, in milliseconds.
const DAY: i64 = 20 * HOUR;
/// A later time that is further away than this confirms nothing: two wrong clocks are no better than one.
const LONGEST_GAP: i64 = 400 * 24 * HOUR;
/// A longer pause is rare enough to ask whether the clock is right.
const LONG_PAUSE: i64 = 35 * 24 * HOUR;
const HOUR: i64 = 60 * 60 * 1000;

/// The clock shows a time that can hardly be, or the program was not used for long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockDoubt {
    /// What the clock shows.
    pub now: Timestamp,
    /// When the store was used last, as far as that is known.
    pub last_seen: Option<Timestamp>,
}

impl ClockDoubt {
    /// Whether the clock may be right all the same.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        is_possible(self.now.as_millisecond())
    }
}

/// What the store knows of the clock, in milliseconds of the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Readings {
    /// The first time of the last day on which it was used.
    seen: i64,
    /// The last time that a later day has confirmed; none before the second day.
    confirmed: Option<i64>,
}

impl Readings {
    /// What is known when the clock shows this time.
    fn after(self, now: i64) -> Self {
        let passed = now.saturating_sub(self.seen);
        if passed.abs() < DAY {
            return self;
        }
        // A clock that goes back, or far ahead, makes one of the two wrong, and nobody knows which.
        let agrees = (DAY..=LONGEST_GAP).contains(&passed);
        let confirmed = if agrees {
            self.seen
        } else {
            self.confirmed.unwrap_or(self.seen.min(now))
        };
        Self {
            seen: now,
            confirmed: Some(confirmed),
        }
    }

    fn is_doubtful(self, now: i64) -> bool {
        let passed = self
            .confirmed
            .map_or(0, |confirmed| now.saturating_sub(confirmed));
        !(-DAY..=LONG_PAUSE).contains(&passed)
    }
}

impl Store {
    /// Why the clock may be wrong, as it was when the store was opened.
    #[must_use]
    pub fn clock_doubt(&self) -> Option<ClockDoubt> {
        self.clock_doubt
    }

    /// The moment before which records have passed this age, by a clock that was confirmed; none where it was not.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn expired_before(
        &self,
        age: SignedDuration,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, super::Error> {
        let known = self.read(|transaction| read(transaction))?;
        let confirmed = known.and_then(|known| known.confirmed);
        let trusted = confirmed.filter(|_| is_possible(now.as_millisecond()));
        let trusted = trusted.and_then(|time| Timestamp::from_millisecond(time).ok());
        Ok(trusted.and_then(|time| time.min(now).checked_sub(age).ok()))
    }
}

/// Notes that time has passed while a program runs. A clock that goes back is looked at with the next start.
pub(super) fn advance(conn: &Connection, now: Timestamp) -> rusqlite::Result<()> {
    match read(conn)? {
        Some(known) if now.as_millisecond() < known.seen => Ok(()),
        _ => observe(conn, now).map(drop),
    }
}

/// Notes what the clock shows when a program starts; why it may be wrong.
pub(super) fn observe(conn: &Connection, now: Timestamp) -> rusqlite::Result<Option<ClockDoubt>> {
    let time = now.as_millisecond();
    let known = match read(conn)? {
        Some(known) => Some(known),
        None => newest(conn, time)?,
    };
    if !is_possible(time) {
        return Ok(Some(doubt(now, known)));
    }
    let first = Readings {
        seen: time,
        confirmed: None,
    };
    let next = known.map_or(first, |known| known.after(time));
    if known != Some(next) || read(conn)?.is_none() {
        write(conn, next)?;
    }
    Ok(next.is_doubtful(time).then(|| doubt(now, Some(next))))
}

fn doubt(now: Timestamp, known: Option<Readings>) -> ClockDoubt {
    let last_seen = known.map(|known| known.confirmed.unwrap_or(known.seen));
    ClockDoubt {
        now,
        last_seen: last_seen.and_then(|time| Timestamp::from_millisecond(time).ok()),
    }
}

/// The date of what is saved now: what the clock shows, but no time that has surely passed.
pub(super) fn date(conn: &Connection, now: Timestamp) -> rusqlite::Result<i64> {
    let confirmed = read(conn)?.and_then(|known| known.confirmed);
    let now = now.as_millisecond();
    Ok(confirmed.map_or(now, |confirmed| confirmed.max(now)))
}

/// The dates that a record can have, in milliseconds of the Unix epoch. Another one was given by a wrong clock, and says
/// nothing of its age.
pub(super) fn possible_dates(conn: &Connection) -> rusqlite::Result<(i64, i64)> {
    let known = read(conn)?;
    let latest = known.map_or(i64::MAX, |known| known.seen.saturating_add(DAY));
    Ok((EARLIEST, latest))
}

fn is_possible(time: i64) -> bool {
    time >= EARLIEST
}

/// Where nothing is known, what was saved last is a time at which the program was used.
fn newest(conn: &Connection, now: i64) -> rusqlite::Result<Option<Readings>> {
    let newest = "SELECT max(time) FROM (SELECT max(sent_at) AS time FROM submissions WHERE sent_at <= ?1
                  UNION ALL SELECT max(saved_at) FROM drafts WHERE saved_at <= ?1)";
    let time: Option<i64> = conn.query_row(newest, [now], |row| row.get(0))?;
    Ok(time.map(|time| Readings {
        seen: time,
        confirmed: Some(time),
    }))
}

fn read(conn: &Connection) -> rusqlite::Result<Option<Readings>> {
    conn.prepare_cached("SELECT seen_at, confirmed_at FROM clock")?
        .query_row([], |row| {
            Ok(Readings {
                seen: row.get(0)?,
                confirmed: row.get(1)?,
            })
        })
        .optional()
}

fn write(conn: &Connection, readings: Readings) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM clock", [])?;
    conn.execute(
        "INSERT INTO clock (seen_at, confirmed_at) VALUES (?1, ?2)",
        params![readings.seen, readings.confirmed],
    )?;
    Ok(())
}
