//! The store, for as long as the program runs, whether it can be used at the moment or not.
//!
//! An operator with a caller on the line types on where the disk is full or the directory gone. Nothing is sent then,
//! for nothing is sent that is not written down first; and with each use the store is tried again, so that it is there
//! again as soon as what was wrong is put right. A store that was open is never replaced by another one: an empty one
//! would know nothing of the attempts that must not be repeated.

use crate::customer::{FailureReason, NewSubmission, Outcome, RowClaim, StoredDetail};
use crate::store::{self, AttemptOutcome, Error, LockTimeout, LogNotice, Store, WrittenRows};
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

/// Where the store is, and what it keeps.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// The data directory.
    pub dir: PathBuf,
    /// How much of a record is kept once its customer exists.
    pub detail: StoredDetail,
    /// After how many days a record is deleted.
    pub days: u32,
}

/// The store, or the way to it.
#[derive(Debug)]
pub struct StoreHandle {
    options: StoreOptions,
    store: Option<Store>,
}

impl StoreHandle {
    /// A handle whose store is opened at its first use.
    #[must_use]
    pub fn new(keeping: StoreOptions) -> Self {
        Self {
            options: keeping,
            store: None,
        }
    }

    /// Does some work with the store, which is opened first where that has not succeeded yet. Waits for other programs
    /// as long as a send does.
    ///
    /// # Errors
    /// If the store cannot be opened, or the work fails.
    pub fn with<T>(
        &mut self,
        now: Timestamp,
        work: impl FnOnce(&mut Store) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.within(LockTimeout::Sending, now, work)
    }

    /// As [`with`](Self::with), but waits for other programs no longer than that.
    ///
    /// # Errors
    /// As [`with`](Self::with); [`Error::Busy`] where another program has the store locked.
    pub fn within<T>(
        &mut self,
        timeout: LockTimeout,
        now: Timestamp,
        work: impl FnOnce(&mut Store) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let store = match self.store.take() {
            Some(store) => store,
            None => self.open(timeout, now)?,
        };
        let store = self.store.insert(store);
        store.set_lock_timeout(timeout);
        work(store)
    }

    /// What was found out, and done, about the key log since this was asked last.
    pub fn take_log_notices(&mut self) -> Vec<LogNotice> {
        self.store
            .as_mut()
            .map(Store::take_log_notices)
            .unwrap_or_default()
    }

    /// Gives an attempt an id, unless it was claimed under one, and writes down that it goes out now. Only then may its payload be sent. Why it may
    /// not is noted in these words.
    ///
    /// # Errors
    /// As [`Store::begin`].
    pub fn begin(
        &mut self,
        order: &mut NewSubmission,
        words: impl FnOnce(&Error) -> String,
        timeout: LockTimeout,
        now: Timestamp,
    ) -> Result<(), Error> {
        name(order)?;
        let begun = self.within(timeout, now, |store| store.begin(order, now));
        if let Err(error) = &begun {
            self.end_unsent([order.attempt.as_str()], error, words, timeout, now);
        }
        begun
    }

    /// Writes down how attempts have ended, gives rows their attempts' ids, and writes down that they go out now. Only the
    /// payloads of those that have begun may be sent. Why rows may not go out is noted in these words.
    ///
    /// # Errors
    /// As [`Store::write_rows`].
    pub fn write_rows(
        &mut self,
        ended: &[AttemptOutcome],
        beginning: &mut [(NewSubmission, RowClaim)],
        words: impl FnOnce(&Error) -> String,
        now: Timestamp,
    ) -> Result<WrittenRows, Error> {
        for (order, _) in &mut *beginning {
            name(order)?;
        }
        let written = self.with(now, |store| store.write_rows(ended, beginning, now));
        if let Err(error) = &written {
            let attempts = beginning.iter().map(|(order, _)| order.attempt.as_str());
            self.end_unsent(attempts, error, words, LockTimeout::Sending, now);
        }
        written
    }

    /// Ends attempts whose beginning could not be written. Where one is in the journal all the same, it must not be taken for
    /// one whose outcome nobody knows.
    fn end_unsent<'a>(
        &mut self,
        attempts: impl IntoIterator<Item = &'a str>,
        error: &Error,
        words: impl FnOnce(&Error) -> String,
        timeout: LockTimeout,
        now: Timestamp,
    ) {
        // Where another program has the lock, nothing was written.
        if error.is_busy() {
            return;
        }
        let outcome = Outcome::NotSent {
            failure: FailureReason::Journal(words(error)),
        };
        for attempt in attempts {
            let _ = self.within(timeout, now, |store| {
                store.finish(attempt, &outcome, Duration::ZERO)
            });
        }
    }

    /// Opens the store and sees to what it may keep, on a thread: an operator waits for neither. That something old could
    /// not be deleted or masked is no reason not to work; it is tried again at the next start.
    fn open(&self, timeout: LockTimeout, now: Timestamp) -> Result<Store, Error> {
        let mut store = Store::open_with(&self.options.dir, now, timeout)?;
        let kept = SignedDuration::from_hours(24 * i64::from(self.options.days));
        let before = store.expired_before(kept, now).ok().flatten();
        if let Ok(Some(upkeep)) = store.upkeep(self.options.detail, before) {
            let work = move || {
                let _ = upkeep.run();
            };
            let _ = thread::Builder::new().name("upkeep".into()).spawn(work);
        }
        Ok(store)
    }
}

/// Gives an attempt an id, unless it has one.
fn name(order: &mut NewSubmission) -> Result<(), Error> {
    if order.attempt.is_empty() {
        order.attempt = store::attempt_id()?;
    }
    Ok(())
}
