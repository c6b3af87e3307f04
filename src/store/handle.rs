//! The store, for as long as the program runs, whether it can be used at the moment or not.
//!
//! An operator with a caller on the line types on where the disk is full or the directory gone. Nothing is sent then,
//! for nothing is sent that is not written down first; and with each use the store is tried again, so that it is there
//! again as soon as what was wrong is put right. A store that was open is never replaced by another one: an empty one
//! would know nothing of the attempts that must not be repeated.

use super::handover::{self, Handover};
use super::session::SessionLock;
use crate::audit::AuditTarget;
use crate::customer::{Draft, FailureReason, NewSubmission, Outcome, RowClaim, StoredDetail, TypedKeys};
use crate::store::{self, AttemptOutcome, Error, LockTimeout, LogNotice, Store, WrittenRows};
use jiff::{SignedDuration, Timestamp};
use std::io;
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
    /// Where outcomes are reported once more; none where they are not.
    pub audit: Option<AuditTarget>,
}

/// The store, or the way to it.
#[derive(Debug)]
pub struct StoreHandle {
    options: StoreOptions,
    store: Option<Store>,
    /// What a newer program will take in; none where this one can use the database.
    handover: Option<OwnHandover>,
}

/// Where a draft is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SavedIn {
    /// In the database.
    Database,
    /// In the file that this session hands over to a newer program.
    Handover,
}

/// What this session hands over.
#[derive(Debug)]
struct OwnHandover {
    contents: Handover,
    /// The session, where it has not begun in the database.
    session: Option<SessionLock>,
}

impl StoreHandle {
    /// A handle whose store is opened at its first use.
    #[must_use]
    pub fn new(keeping: StoreOptions) -> Self {
        Self {
            options: keeping,
            store: None,
            handover: None,
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

    /// As [`Store::audit_failure`]; none where the store was not opened.
    #[must_use]
    pub fn audit_failure(&self) -> Option<&io::Error> {
        self.store.as_ref().and_then(Store::audit_failure)
    }

    /// Saves this session's draft, or removes it where there is none, and counts the keys. Where a newer program has changed the
    /// database, the draft is handed over to it.
    ///
    /// # Errors
    /// If it can be saved nowhere.
    pub fn keep_draft(
        &mut self,
        draft: Option<&Draft>,
        typed: TypedKeys,
        timeout: LockTimeout,
        now: Timestamp,
    ) -> Result<SavedIn, Error> {
        let saved = self.within(timeout, now, |store| store.keep_draft(draft, typed, now));
        match saved {
            Err(error) if error.is_newer() => {
                let set = |handover: &mut Handover| handover.set_draft(draft);
                self.hand_over(set, now).map_err(|_| error)?;
                Ok(SavedIn::Handover)
            }
            Err(error) => Err(error),
            Ok(()) => {
                self.take_back()?;
                Ok(SavedIn::Database)
            }
        }
    }

    /// Parks this session's draft, as [`Store::park_draft`] does, or hands it over to a newer program.
    ///
    /// # Errors
    /// If neither can be done.
    pub fn park_draft(&mut self, timeout: LockTimeout, now: Timestamp) -> Result<Option<String>, Error> {
        match self.within(timeout, now, Store::park_draft) {
            Err(error) if error.is_newer() => {
                let park = |handover: &mut Handover| handover.park().then(store::attempt_id);
                let parked = self.hand_over(park, now).map_err(|_| error)?;
                parked.transpose()
            }
            parked => parked,
        }
    }

    /// Writes down how an attempt ended, as [`Store::finish`] does, or hands that over to a newer program.
    ///
    /// # Errors
    /// If neither can be done.
    pub fn finish(
        &mut self,
        ended: &AttemptOutcome,
        timeout: LockTimeout,
        now: Timestamp,
    ) -> Result<(), Error> {
        let finish = |store: &mut Store| store.finish(ended.attempt, ended.outcome, ended.duration);
        match self.within(timeout, now, finish) {
            Err(error) if error.is_newer() => {
                let add = |handover: &mut Handover| handover.add_outcome(ended);
                self.hand_over(add, now).map_err(|_| error)
            }
            finished => finished,
        }
    }

    /// Changes what this session hands over, and writes it.
    fn hand_over<T>(&mut self, change: impl FnOnce(&mut Handover) -> T, now: Timestamp) -> Result<T, Error> {
        let dir = &self.options.dir;
        let own = match &mut self.handover {
            Some(own) => own,
            none => none.insert(OwnHandover {
                contents: Handover::new(),
                session: match &self.store {
                    Some(_) => None,
                    None => Some(handover::begin_session(dir, now)?),
                },
            }),
        };
        let session = own.session.as_ref().map(SessionLock::id);
        let session = session
            .or(self.store.as_ref().map(Store::session_id))
            .unwrap_or_default();
        let mut changed = own.contents.clone();
        let done = change(&mut changed);
        changed.write(dir, session, now)?;
        own.contents = changed;
        Ok(done)
    }

    /// Takes back what was handed over, once the database can be written again.
    fn take_back(&mut self) -> Result<(), Error> {
        let (Some(own), Some(store)) = (&self.handover, &mut self.store) else {
            return Ok(());
        };
        store.take_back(&own.contents)?;
        let session = own.session.as_ref().map_or(store.session_id(), SessionLock::id);
        handover::withdraw(&self.options.dir, session);
        self.handover = None;
        Ok(())
    }

    /// Gives an attempt an id, unless it was claimed under one, and writes down that it goes out now. Only then may its payload be
    /// sent. Why it may not is noted in these words.
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

    /// Opens the store, and deletes and masks what it may not keep, on a thread: an operator waits for neither. That something old
    /// could not be deleted or masked is no reason not to work; it is tried again at the next start.
    fn open(&self, timeout: LockTimeout, now: Timestamp) -> Result<Store, Error> {
        let mut store = Store::open_audited(&self.options.dir, now, timeout, self.options.audit.clone())?;
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
