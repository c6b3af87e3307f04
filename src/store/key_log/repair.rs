//! What one of the two files has lost is put back from the other.

use super::file::{self, LogFile};
use super::index::LogIndex;
use super::record::{AttemptTag, LogRecord};
use super::secret::{self, KeyHash, StoreSecret};
use super::survey::LogSurvey;
use super::{KeyLog, LogNotice, SYNCED_AFTER, TransactionError, checks, tables};
use crate::store::error::Error;
use crate::store::losses;
use jiff::Timestamp;
use rusqlite::Transaction;
use std::collections::HashMap;
use std::io;
use std::path::Path;

/// Why the log is not ready.
pub(super) enum Unready {
    /// The log itself cannot be read or written.
    Log(io::Error),
    /// The database cannot.
    Database(TransactionError),
}

impl Unready {
    /// What it means for the log at this path.
    pub(super) fn at(self, path: &Path) -> TransactionError {
        match self {
            Self::Log(source) => Error::io(path, source).into(),
            Self::Database(fault) => fault,
        }
    }
}

impl From<io::Error> for Unready {
    fn from(source: io::Error) -> Self {
        Self::Log(source)
    }
}

impl From<TransactionError> for Unready {
    fn from(fault: TransactionError) -> Self {
        Self::Database(fault)
    }
}

impl From<rusqlite::Error> for Unready {
    fn from(source: rusqlite::Error) -> Self {
        Self::Database(source.into())
    }
}

impl KeyLog {
    /// Reads what the log says by now, and puts back what is missing in it or in the database. A log that cannot be used is
    /// no failure: the database guards alone then, and the operator hears of it once.
    pub(in crate::store) fn prepare(&mut self, transaction: &Transaction) -> Result<(), TransactionError> {
        match self.refresh(transaction) {
            Ok(()) => {
                self.is_unusable = false;
                Ok(())
            }
            Err(Unready::Database(fault)) => Err(fault),
            Err(Unready::Log(source)) => self.give_up(transaction, source),
        }
    }

    /// Goes on without the log until the next question.
    pub(super) fn give_up(
        &mut self,
        transaction: &Transaction,
        source: io::Error,
    ) -> Result<(), TransactionError> {
        (self.file, self.index) = (None, None);
        if !self.is_unusable {
            let path = self.path.clone();
            self.notices.push(LogNotice::Unusable { path, source });
            self.reconcile(transaction)?;
        }
        self.is_unusable = true;
        Ok(())
    }

    fn refresh(&mut self, transaction: &Transaction) -> Result<(), Unready> {
        let is_same = self.file.as_ref().is_some_and(|file| file.is_at(&self.path));
        let is_first = self.index.is_none() || !is_same;
        if is_first {
            let known_bytes = tables::logged_bytes(transaction)?;
            let file = LogFile::open(&self.path, known_bytes)?;
            (self.file, self.index) = (file, Some(LogIndex::new(&self.path)));
        }
        let (Some(file), Some(index)) = (&mut self.file, &mut self.index) else {
            let was_there = self.is_database_older || tables::logged_bytes(transaction)? > 0;
            return self.rebuild(transaction, was_there);
        };
        let mut survey = is_first.then(LogSurvey::default);
        read(file, index, survey.as_mut())?;
        let is_short = is_first && file.length()? < tables::logged_bytes(transaction)?;
        let agrees = agree_on_secrets(transaction, index)?;
        // A program that is killed leaves half a record, or none, but never an empty file.
        let is_cut = is_short || index.secrets.is_empty() || (is_first && file.scan.torn);
        let both = self.is_database_older && is_cut;
        if file.scan.damaged || is_short || !agrees || both {
            let has_lost = file.scan.damaged || is_cut;
            return self.rebuild(transaction, has_lost);
        }
        if let Some(survey) = &survey {
            self.compare(transaction, survey)?;
        }
        if is_first || self.behind {
            self.make_up(transaction)?;
        }
        survey.map_or(Ok(()), |survey| self.compare_numbers(transaction, survey))
    }

    /// Looks whether the log and the database have the same number of attempts that guard a customer, as they do unless one of
    /// them has lost something without a trace.
    fn compare_numbers(&mut self, transaction: &Transaction, mut survey: LogSurvey) -> Result<(), Unready> {
        checks::fill(transaction)?;
        let (Some(file), Some(index)) = (&mut self.file, &mut self.index) else {
            return Ok(());
        };
        read(file, index, Some(&mut survey))?;
        let is_torn = file.scan.torn;
        if survey.guarding() != checks::count(transaction)? {
            self.recover_noting_loss(transaction, is_torn)?;
            self.rewrite(transaction)?;
        }
        Ok(())
    }

    /// Appends what the database has committed and the log does not have. What the database has lost meanwhile is noticed
    /// when their numbers are compared.
    fn make_up(&mut self, transaction: &Transaction) -> Result<(), Unready> {
        let unlogged = tables::unlogged(transaction)?;
        let mut missing = Vec::new();
        for attempt in &unlogged {
            let (Some(tag), Some(file), Some(index)) = (AttemptTag::of(attempt), &self.file, &self.index)
            else {
                continue;
            };
            let Some(stored) = tables::stored_attempt(transaction, attempt)? else {
                continue;
            };
            let noted = checks::find(transaction, attempt)?;
            let is_damaged = noted.is_some_and(|noted| noted != checks::checksum(&stored.hashes));
            if is_damaged {
                return self.rewrite(transaction);
            }
            // A write that was cut short may have left some of the keys only.
            let mut has_keys = true;
            for hash in &stored.hashes {
                has_keys = has_keys && index.has(file, tag, *hash)?;
            }
            if !has_keys {
                missing.extend(stored.records());
            } else if index.end(file, tag)? != stored.end {
                missing.extend(stored.end.iter().flat_map(|end| LogRecord::of_end(tag, end)));
            }
        }
        if !missing.is_empty() {
            self.append(&missing)?;
        }
        self.behind = false;
        if unlogged.len() >= SYNCED_AFTER
            && let Some(file) = &self.file
        {
            file.sync()?;
            tables::note_logged(transaction, &unlogged, file.length()?)?;
        }
        Ok(())
    }

    /// Looks whether the database still knows the attempts by which a loss shows: those that have not ended, which are
    /// few, and the last that a customer came of.
    fn compare(&mut self, transaction: &Transaction, survey: &LogSurvey) -> Result<(), Unready> {
        let mut ended = Vec::new();
        let mut is_lost = false;
        for tag in survey.open() {
            match tables::stored_attempt(transaction, &tag.attempt())? {
                None => is_lost = true,
                Some(stored) => {
                    let end = stored.end.iter();
                    ended.extend(end.flat_map(|end| LogRecord::of_end(tag, end)));
                }
            }
        }
        if let Some(last) = survey.last_customer() {
            is_lost |= tables::state(transaction, &last.attempt())?.is_none();
        }
        if !ended.is_empty() {
            self.append(&ended)?;
        }
        if is_lost {
            self.recover(transaction)?;
        }
        Ok(())
    }

    /// Puts the attempts into the database that only the log knows.
    pub(super) fn recover(&mut self, transaction: &Transaction) -> Result<(), TransactionError> {
        self.recovered(transaction).map(drop)
    }

    /// As [`recover`](Self::recover); how many attempts these were.
    fn recovered(&mut self, transaction: &Transaction) -> Result<usize, TransactionError> {
        let (Some(file), Some(index)) = (&self.file, &self.index) else {
            return Ok(0);
        };
        let at_log = |source| TransactionError::from(Error::io(&self.path, source));
        let lost = self.lost(transaction).map_err(|unready| unready.at(&self.path))?;
        let (mut customers, mut unknown) = (0, 0);
        for (tag, Lost { sent_at, hashes }) in &lost {
            let id = tag.attempt();
            let end = index.end(file, *tag).map_err(at_log)?;
            tables::adopt(transaction, &id, *sent_at, end.as_ref())?;
            tables::insert_hashes(transaction, &id, hashes.iter().copied())?;
            checks::note_new(transaction, &id, *sent_at, hashes)?;
            if end.is_some() {
                customers += 1;
            } else {
                unknown += 1;
            }
        }
        if !lost.is_empty() {
            self.notices.push(LogNotice::Recovered { customers, unknown });
        }
        Ok(lost.len())
    }

    /// The attempts that guard a customer of which only the log knows, in its order.
    fn lost(&self, transaction: &Transaction) -> Result<Vec<(AttemptTag, Lost)>, Unready> {
        let known_bytes = tables::logged_bytes(transaction)?;
        let mut survey = LogSurvey::default();
        file::copy(&self.path, known_bytes, |record| survey.take(&record))?;
        let mut lost = Vec::new();
        for tag in survey.into_guards() {
            if tables::state(transaction, &tag.attempt())?.is_none() {
                lost.push((tag, Lost::default()));
            }
        }
        if !lost.is_empty() {
            let mut by_tag: HashMap<_, _> = lost.iter_mut().map(|(tag, lost)| (*tag, lost)).collect();
            file::copy(&self.path, known_bytes, |record| {
                if let LogRecord::Key {
                    attempt,
                    sent_at,
                    hash,
                } = record
                    && let Some(lost) = by_tag.get_mut(&attempt)
                {
                    lost.sent_at = sent_at;
                    lost.hashes.push(hash);
                }
            })?;
        }
        Ok(lost)
    }

    /// Writes the log again from the database, into which what only the log knows is put first.
    fn rebuild(&mut self, transaction: &Transaction, has_lost: bool) -> Result<(), Unready> {
        let was_there = self.file.is_some() || tables::logged_bytes(transaction)? > 0;
        self.recover_noting_loss(transaction, has_lost)?;
        self.rewrite(transaction)?;
        if was_there {
            self.notices.push(LogNotice::Rebuilt);
        }
        Ok(())
    }

    /// Puts what only the log knows into the database. Where the log has lost records and the database, too, nobody knows
    /// which of them were the same.
    fn recover_noting_loss(
        &mut self,
        transaction: &Transaction,
        log_has_lost: bool,
    ) -> Result<(), TransactionError> {
        let last = tables::last_sent_at(transaction)?;
        let recovered = self.recovered(transaction)?;
        let own = secret::secrets(transaction)?.into_iter().next();
        let is_own = self
            .index
            .as_ref()
            .is_some_and(|index| own.is_some_and(|own| index.secrets.contains(&own)));
        let database_has_lost = last.is_none() || self.is_database_older || (recovered > 0 && is_own);
        if log_has_lost && database_has_lost {
            losses::note(transaction, 0, last)?;
        }
        Ok(())
    }

    /// Writes the log again with what the database knows, and nothing else.
    fn rewrite(&mut self, transaction: &Transaction) -> Result<(), Unready> {
        self.reconcile(transaction)?;
        let secret = secret::secret(transaction)?;
        let secrets = secret::secrets(transaction)?;
        let mut file = file::replace(&self.path, self.file.as_mut(), |put| {
            // Twice: without it no question can be asked.
            for secret in secrets.iter().chain(&secrets) {
                put(LogRecord::Secret(secret.clone()))?;
            }
            tables::each_stored_attempt(transaction, &secret, |stored| {
                let mut records = stored.records();
                records.try_for_each(&mut *put).map_err(Unready::Log)
            })
        })?;
        let mut index = LogIndex::new(&self.path);
        read(&mut file, &mut index, None)?;
        tables::note_replaced(transaction, file.length()?)?;
        (self.file, self.index) = (Some(file), Some(index));
        (self.behind, self.synced) = (false, None);
        self.unsynced.clear();
        Ok(())
    }

    /// Deletes what is left of deleted records that were sent before a moment, here and in the database. Returns of how many.
    pub(in crate::store) fn forget(
        &mut self,
        transaction: &Transaction,
        before: Timestamp,
    ) -> Result<usize, TransactionError> {
        // What only the log knows must not go with what is forgotten.
        self.prepare(transaction)?;
        self.recover(transaction)?;
        self.reconcile(transaction)?;
        let forgotten = tables::forget_before(transaction, before)?;
        self.rewrite(transaction)
            .map_err(|unready| unready.at(&self.path))?;
        Ok(forgotten)
    }

    /// Writes the log again without the attempts that created nobody.
    pub(in crate::store) fn compact(&mut self, transaction: &Transaction) -> Result<(), TransactionError> {
        self.prepare(transaction)?;
        self.recover(transaction)?;
        self.rewrite(transaction)
            .map_err(|unready| unready.at(&self.path))
    }
}

/// What the log holds about an attempt that the database has lost.
#[derive(Default)]
struct Lost {
    sent_at: i64,
    hashes: Vec<KeyHash>,
}

/// Reads what was appended.
fn read(file: &mut LogFile, index: &mut LogIndex, mut survey: Option<&mut LogSurvey>) -> io::Result<()> {
    file.read(|position, record| {
        index.take(position, &record);
        if let Some(survey) = &mut survey {
            survey.take(&record);
        }
    })
}

/// Whether the log has the store's secrets. Those that only the log has are put into the database.
fn agree_on_secrets(transaction: &Transaction, index: &LogIndex) -> Result<bool, TransactionError> {
    let known = secret::secrets(transaction)?;
    for secret in index.secrets.iter().filter(|secret| !known.contains(secret)) {
        secret::add_secret(transaction, secret)?;
    }
    let has = |secret: &StoreSecret| index.secrets.contains(secret);
    Ok(!index.secrets.is_empty() && known.iter().all(has))
}
