//! Who was at a customer before, by the log and by what the database has beyond the records that are there.

use super::file::LogFile;
use super::index::LogIndex;
use super::record::LoggedEnd;
use super::repair::Unready;
use super::secret::{self, KeyHash, Keys, StoreSecret};
use super::{KeyLog, TransactionError, tables};
use crate::customer::{MatchReason, SubmissionState, SubmissionSummary};
use rusqlite::Transaction;
use std::collections::HashSet;
use std::io;

/// How many customers that share a key are looked at.
const MOST_AT_A_KEY: usize = 20;

/// The attempts that were at a customer, with what they have in common with it.
#[derive(Debug, Default)]
pub(in crate::store) struct Traces {
    /// Of which nobody knows yet what became of them.
    pub(in crate::store) open: Vec<(MatchReason, SubmissionSummary)>,
    /// That created a customer.
    pub(in crate::store) created: Vec<(MatchReason, SubmissionSummary)>,
    /// Records of customers who were there already.
    pub(in crate::store) existing: Vec<(MatchReason, SubmissionSummary)>,
}

impl KeyLog {
    /// Who was at a customer before. What the database has lost is put back into it first.
    pub(in crate::store) fn ask(
        &mut self,
        transaction: &Transaction,
        keys: &Keys,
    ) -> Result<Traces, TransactionError> {
        self.prepare(transaction)?;
        let mut found = self.look_up(transaction, keys)?;
        if found.iter().any(|hit| hit.summary.is_none()) {
            self.recover(transaction)?;
            found = self.look_up(transaction, keys)?;
        }
        let mut traces = Traces::default();
        for Hit {
            likeness,
            end,
            summary,
        } in found
        {
            let Some(mut summary) = summary else { continue };
            // The log is behind the database, unless that has lost something.
            if let Some(LoggedEnd::Created(id)) = end
                && !summary.state.has_customer()
            {
                tables::note_created(transaction, &summary.attempt, &id)?;
                summary.state = SubmissionState::Created;
                summary.customer_id = Some(id);
            }
            match summary.state {
                SubmissionState::Sending | SubmissionState::Unknown => traces.open.push((likeness, summary)),
                SubmissionState::Created => traces.created.push((likeness, summary)),
                SubmissionState::Existing => traces.existing.push((likeness, summary)),
                SubmissionState::Rejected | SubmissionState::NotSent | SubmissionState::NotCreated => {}
            }
        }
        Ok(traces)
    }

    /// The attempts with one of these keys, the strongest key first; by the database alone, where the log cannot be read.
    fn look_up(&mut self, transaction: &Transaction, keys: &Keys) -> Result<Vec<Hit>, TransactionError> {
        match self.find(transaction, keys) {
            Err(Unready::Log(source)) => {
                self.give_up(transaction, source)?;
                self.find(transaction, keys)
            }
            found => found,
        }
        .map_err(|unready| unready.at(&self.path))
    }

    fn find(&self, transaction: &Transaction, keys: &Keys) -> Result<Vec<Hit>, Unready> {
        let mut asked = self.hashes(transaction, keys)?;
        asked.sort_by_key(|hash| hash.strength);
        let (mut seen, mut found) = (HashSet::new(), Vec::new());
        for AskedHash { likeness, hash, .. } in asked {
            let logged = match self.file.as_ref().zip(self.index.as_ref()) {
                Some((file, index)) => logged(file, index, hash)?,
                None => Vec::new(),
            };
            let guarding = logged.iter().map(|logged| logged.attempt.clone());
            let attempts = tables::attempts(transaction, hash)?.into_iter().chain(guarding);
            for attempt in attempts {
                if !seen.insert(attempt.clone()) {
                    continue;
                }
                let logged = logged.iter().find(|logged| logged.attempt == attempt);
                let summary = tables::summary(transaction, &attempt)?;
                if summary.is_some() || logged.is_some() {
                    found.push(Hit {
                        likeness: likeness.clone(),
                        end: logged.and_then(|logged| logged.end.clone()),
                        summary,
                    });
                }
            }
        }
        Ok(found)
    }

    /// The hashes of these keys with each secret.
    fn hashes(&self, transaction: &Transaction, keys: &Keys) -> Result<Vec<AskedHash>, Unready> {
        let mut secrets = secret::secrets(transaction)?;
        let others = self.index.iter().flat_map(|index| &index.secrets);
        let others: Vec<StoreSecret> = others
            .filter(|secret| !secrets.contains(secret))
            .cloned()
            .collect();
        secrets.extend(others);
        let hashes = secrets
            .iter()
            .flat_map(|secret| secret.asked(keys).into_iter().enumerate());
        let hashes = hashes.map(|(strength, (likeness, hash))| AskedHash {
            strength,
            likeness,
            hash,
        });
        Ok(hashes.collect())
    }
}

/// The hash of a key of the customer who is asked about.
struct AskedHash {
    /// Its place among the keys, the strongest first.
    strength: usize,
    likeness: MatchReason,
    hash: KeyHash,
}

/// An attempt with one of the keys.
struct Hit {
    likeness: MatchReason,
    /// How it has ended, by the log.
    end: Option<LoggedEnd>,
    /// Its record; none where the database has lost it.
    summary: Option<SubmissionSummary>,
}

/// An attempt that guards a customer, by the log.
struct LoggedAttempt {
    attempt: String,
    end: Option<LoggedEnd>,
}

/// The attempts with this key that guard a customer: all of which nobody knows what became of them, and the newest of those
/// that a customer came of.
fn logged(file: &LogFile, index: &LogIndex, hash: KeyHash) -> io::Result<Vec<LoggedAttempt>> {
    let (mut customers, mut found) = (0, Vec::new());
    for tag in index.attempts_at(file, hash)? {
        let end = index.end(file, tag)?;
        match end {
            Some(LoggedEnd::Nothing) => continue,
            Some(LoggedEnd::Created(_) | LoggedEnd::Existing(_)) if customers >= MOST_AT_A_KEY => continue,
            Some(LoggedEnd::Created(_) | LoggedEnd::Existing(_)) => customers += 1,
            None => {}
        }
        found.push(LoggedAttempt {
            attempt: tag.attempt(),
            end,
        });
    }
    Ok(found)
}
