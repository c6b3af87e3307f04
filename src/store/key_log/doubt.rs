//! Records that neither file can vouch for: the database holds something else than was written, and the log does not have it
//! either. What is left of them is kept, and sends stop until the operator has accepted the loss.

use super::checks::{self, Check};
use super::record::{AttemptTag, LogRecord};
use super::secret::{self, KeyHash};
use super::tables::{self, StoredAttempt};
use super::{KeyLog, TransactionError, file};
use crate::store::error::Error;
use crate::store::losses;
use rusqlite::Transaction;
use std::collections::HashMap;

/// An attempt whose record is not what was noted.
struct Doubtful {
    /// What was noted; none where that is lost.
    check: Option<Check>,
    /// What the record holds; none where that is lost.
    stored: Option<StoredAttempt>,
    /// What the log holds.
    logged: Vec<KeyHash>,
}

impl KeyLog {
    /// Holds the records against what was noted of them. Of one that differs, the log vouches for its own hashes where they
    /// are what was noted; else the record counts as lost, and all hashes that are left of it guard.
    ///
    /// To be called before the log is written again from the database: what only the log knows is in it until then.
    pub(super) fn reconcile(&self, transaction: &Transaction) -> Result<(), TransactionError> {
        // Without a secret no hash of a record can be asked for any more.
        let has_secret = !secret::secrets(transaction)?.is_empty();
        if checks::fill(transaction)? {
            return Ok(());
        }
        let mut doubtful = self::doubtful(transaction, has_secret)?;
        if doubtful.is_empty() {
            return Ok(());
        }
        self.read_logged(transaction, &mut doubtful)?;
        let (mut lost, mut since) = (0, None::<i64>);
        for (tag, doubtful) in doubtful {
            let attempt = tag.attempt();
            if settle(transaction, &attempt, &doubtful)? && has_secret {
                continue;
            }
            lost += 1;
            let sent_at = doubtful.check.map(|check| check.sent_at);
            let sent_at = sent_at.or(doubtful.stored.map(|stored| stored.sent_at));
            since = since.into_iter().chain(sent_at).min();
        }
        if lost > 0 {
            losses::note(transaction, lost, since)?;
        }
        Ok(())
    }

    /// Reads what the log holds about these attempts, where it can be read.
    fn read_logged(
        &self,
        transaction: &Transaction,
        doubtful: &mut HashMap<AttemptTag, Doubtful>,
    ) -> Result<(), TransactionError> {
        if self.index.is_none() {
            return Ok(());
        }
        let known_bytes = tables::logged_bytes(transaction)?;
        let copied = file::copy(&self.path, known_bytes, |record| {
            if let LogRecord::Key { attempt, hash, .. } = record
                && let Some(doubtful) = doubtful.get_mut(&attempt)
            {
                doubtful.logged.push(hash);
            }
        });
        copied.map_err(|source| Error::io(&self.path, source).into())
    }
}

/// The attempts whose record is not what was noted; all of them, where no hash can be asked for.
fn doubtful(
    transaction: &Transaction,
    has_secret: bool,
) -> Result<HashMap<AttemptTag, Doubtful>, TransactionError> {
    let mut noted = checks::all(transaction)?;
    let secret = secret::secret(transaction)?;
    let mut doubtful = HashMap::new();
    tables::each_stored_attempt(transaction, &secret, |stored| {
        let check = noted.remove(&stored.tag.attempt());
        let holds = check.is_some_and(|check| check.checksum == checks::checksum(&stored.hashes));
        if !holds || !has_secret {
            let tag = stored.tag;
            let logged = Vec::new();
            let stored = Some(stored);
            doubtful.insert(
                tag,
                Doubtful {
                    check,
                    stored,
                    logged,
                },
            );
        }
        Ok::<_, TransactionError>(())
    })?;
    for (attempt, check) in noted {
        let Some(tag) = AttemptTag::of(&attempt) else {
            continue;
        };
        let gone = Doubtful {
            check: Some(check),
            stored: None,
            logged: Vec::new(),
        };
        doubtful.insert(tag, gone);
    }
    Ok(doubtful)
}

/// Makes the database say of an attempt what is left of it, and whether somebody vouches for that.
fn settle(transaction: &Transaction, attempt: &str, doubtful: &Doubtful) -> Result<bool, TransactionError> {
    let Doubtful {
        check,
        stored,
        logged,
    } = doubtful;
    let Some(stored) = stored else {
        // The record, or what made it guard, is gone, and what the log knew was put back before.
        checks::drop(transaction, attempt)?;
        return Ok(false);
    };
    let is_vouched_for = match check {
        Some(check) => checks::checksum(logged) == check.checksum,
        None => !logged.is_empty() && checks::checksum(logged) == checks::checksum(&stored.hashes),
    };
    let mut hashes = logged.clone();
    if !is_vouched_for {
        hashes.extend(&stored.hashes);
    }
    tables::replace_hashes(transaction, attempt, &hashes)?;
    checks::note(transaction, attempt, stored.sent_at, &hashes)?;
    Ok(is_vouched_for)
}
