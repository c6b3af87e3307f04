//! The words for what the store, or the way out of it into a file, did not do.

use super::system::{line, shown};
use crate::customer::{Loss, Process, SubmissionState};
use crate::i18n::Locale;
use crate::store::{ClockDoubt, Error, LogNotice};
use crate::text::visible;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::io;

impl Locale {
    /// That the clock may be wrong, for the screen.
    #[must_use]
    pub fn clock_doubt(&self, doubt: &ClockDoubt) -> String {
        let (now, last_seen) = self.doubtful_days(doubt);
        match last_seen {
            Some(last_seen) => self.texts().notice_clock(now, last_seen),
            None => self.texts().notice_clock_impossible(now),
        }
    }

    /// That nothing is deleted because the clock may be wrong, for the command line.
    #[must_use]
    pub fn purge_refused(&self, doubt: &ClockDoubt) -> String {
        let (now, last_seen) = self.doubtful_days(doubt);
        match last_seen {
            Some(last_seen) => self.texts().purge_clock(now, last_seen),
            None => self.texts().purge_clock_impossible(now),
        }
    }

    /// What the clock shows, and when the store was used last.
    fn doubtful_days(&self, doubt: &ClockDoubt) -> (String, Option<String>) {
        let day = |at| self.date(TimeZone::system().to_datetime(at).date());
        (day(doubt.now), doubt.last_seen.map(day))
    }

    /// Why the store did not do what it was asked for: what, where, and what to do, in one line. Safe to show.
    #[must_use]
    pub fn store_error(&self, error: &Error) -> String {
        let texts = self.texts();
        match error {
            Error::Io { path, source } => texts.store_io(shown(path), self.system_error(source)),
            Error::Symlink { path } => texts.store_symlink(shown(path)),
            Error::HardLink { path } => texts.store_hard_link(shown(path)),
            Error::Newer { path, found, known } => texts.store_newer(shown(path), *found, *known),
            Error::Gone { path } => texts.store_gone(shown(path)),
            Error::Corrupt { path } => texts.store_corrupt(shown(path)),
            Error::Full { path } => texts.store_full(shown(path)),
            Error::Disk { path } => texts.store_disk(shown(path)),
            Error::ReadOnly { path } => texts.store_read_only(shown(path)),
            Error::Busy { path } => texts.store_busy(shown(path)),
            Error::Sql { path, source } => texts.store_sql(shown(path), line(source)),
            Error::Random(source) => texts.store_random(line(source)),
            Error::Draft { path, saved_at, why } => {
                texts.store_draft(second(*saved_at), line(why), shown(path))
            }
            Error::Held { process } if process.id == 0 => texts.store_held_by_somebody(),
            Error::Held {
                process: Process { id, since },
            } => texts.store_held(*id, second(*since)),
            Error::NoDraft { .. } => texts.store_no_draft(),
            Error::Known { attempt } => texts.store_attempt_exists(visible(attempt)),
            Error::Ended { attempt } => texts.store_ended(visible(attempt)),
            Error::Unsettled {
                who,
                sent_at,
                state: SubmissionState::Sending,
                ..
            } => texts.store_sending(visible(&self.who(who)), self.stored_time(*sent_at, second)),
            Error::Unsettled { who, sent_at, .. } => {
                texts.store_unsettled(visible(&self.who(who)), self.stored_time(*sent_at, second))
            }
            Error::CreatedMeanwhile { attempt, who } => {
                texts.store_created_meanwhile(visible(attempt), visible(&self.who(who)))
            }
            Error::RowTaken => texts.store_row_taken(),
            Error::RecordsLost(loss) => texts.store_records_lost(self.loss(loss)),
            Error::NotUnknown {
                attempt,
                state: Some(state),
            } => texts.store_not_unknown(visible(attempt), self.state(*state)),
            Error::NotUnknown { attempt, state: None } => texts.store_no_attempt(visible(attempt)),
        }
    }

    /// What has happened to the key log, in one line. Safe to show.
    #[must_use]
    pub fn log_notice(&self, notice: &LogNotice) -> String {
        let texts = self.texts();
        match notice {
            LogNotice::Rebuilt => texts.log_rebuilt(),
            LogNotice::Unusable { path, source } => texts.log_unusable(shown(path), line(source)),
            LogNotice::Recovered {
                customers,
                unknown: 0,
            } => texts.log_recovered(*customers),
            LogNotice::Recovered { customers, unknown } => {
                texts.log_recovered_unknown(*unknown, customers + unknown)
            }
        }
    }

    /// That outcomes wait for the audit feed, and why, in one line. Safe to show.
    #[must_use]
    pub fn audit_failure(&self, error: &io::Error) -> String {
        self.texts().audit_failure(self.system_error(error))
    }

    /// What is lost in both files, and since when. Safe to show.
    #[must_use]
    pub fn loss(&self, loss: &Loss) -> String {
        let texts = self.texts();
        let since = loss
            .since
            .map(|at| self.date(TimeZone::system().to_datetime(at).date()));
        match (loss.records, since) {
            (0, Some(since)) => texts.loss_since(since),
            (_, None) => texts.loss_unknown(),
            (records, Some(since)) => texts.loss_records(records, since),
        }
    }
}

/// A moment to the second, as journals write it, so that comparing it with a log needs no counting of hours.
fn second(at: Timestamp) -> String {
    format!("{at:.0}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use rusqlite::ffi;
    use std::path::Path;

    #[test]
    fn each_failure_of_sqlite_gets_its_words() {
        let disk = "the disk failed or its quota is used up; ";
        let cases = [
            ("disk full", ffi::SQLITE_FULL, "the disk is full; "),
            ("quota", ffi::SQLITE_IOERR_WRITE, disk),
            ("shared memory", ffi::SQLITE_IOERR_SHMSIZE, disk),
            (
                "read only",
                ffi::SQLITE_READONLY,
                "the database cannot be written; ",
            ),
            ("no log", ffi::SQLITE_CANTOPEN, "the database cannot be written; "),
            (
                "moved",
                ffi::SQLITE_READONLY_DBMOVED,
                "the database was moved or deleted; ",
            ),
            ("locked", ffi::SQLITE_BUSY_RECOVERY, "the database is locked; "),
            (
                "no lock on the shared memory",
                ffi::SQLITE_PROTOCOL,
                "the database is locked; ",
            ),
            (
                "not a database",
                ffi::SQLITE_NOTADB,
                "the database is damaged or not a database; ",
            ),
            (
                "damaged",
                ffi::SQLITE_CORRUPT,
                "the database is damaged or not a database; ",
            ),
            ("other", ffi::SQLITE_ERROR, "the database /d/k.db failed: a b; "),
        ];
        for (name, code, words) in cases {
            let failure = rusqlite::Error::SqliteFailure(ffi::Error::new(code), Some("a\n  b".into()));
            let error = Locale::new(Language::En).store_error(&Error::of(Path::new("/d/k.db"), failure));
            assert!(error.starts_with(words), "{name}: {error}");
            assert!(!error.contains('\n'), "{name}: {error}");
        }
    }
}
