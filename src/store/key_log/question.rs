//! Who was at a customer before, by the log and by what the database has beyond the records that are there.

use super::index::LogIndex;
use super::record::{AttemptTag, LoggedEnd};
use super::secret::{self, KeyHash, Keys, StoreSecret};
use super::{KeyLog, TransactionError, tables};
use crate::customer::{MatchReason, SubmissionState, SubmissionSummary};
use rusqlite::Transaction;
use std::collections::HashSet;

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
        let mut found = self.find(transaction, keys)?;
        if found.iter().any(|hit| hit.summary.is_none()) {
            self.recover(transaction)?;
            found = self.find(transaction, keys)?;
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
                && !matches!(
                    summary.state,
                    SubmissionState::Created | SubmissionState::Existing
                )
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

    /// The attempts with one of these keys, the strongest key first.
    fn find(&self, transaction: &Transaction, keys: &Keys) -> Result<Vec<Hit>, TransactionError> {
        let index = self.index.as_ref();
        let mut secrets = secret::secrets(transaction)?;
        let others = index.iter().flat_map(|index| &index.secrets);
        let others: Vec<StoreSecret> = others
            .filter(|secret| !secrets.contains(secret))
            .cloned()
            .collect();
        secrets.extend(others);
        let asked = secrets
            .iter()
            .flat_map(|secret| secret.asked(keys).into_iter().enumerate());
        let mut asked: Vec<_> = asked.collect();
        asked.sort_by_key(|(strength, _)| *strength);
        let (mut seen, mut found) = (HashSet::new(), Vec::new());
        for (_, (likeness, hash)) in asked {
            let mut attempts = tables::attempts(transaction, hash)?;
            attempts.extend(index.iter().flat_map(|index| guarding(index, hash)));
            for attempt in attempts {
                if !seen.insert(attempt.clone()) {
                    continue;
                }
                let logged = AttemptTag::of(&attempt).and_then(|tag| index?.find(tag));
                let end = logged.and_then(|logged| logged.end.clone());
                let summary = tables::summary(transaction, &attempt)?;
                let is_lost = logged.is_some() && end != Some(LoggedEnd::Nothing);
                if summary.is_some() || is_lost {
                    let likeness = likeness.clone();
                    found.push(Hit {
                        likeness,
                        end,
                        summary,
                    });
                }
            }
        }
        Ok(found)
    }
}

/// An attempt with one of the keys.
struct Hit {
    likeness: MatchReason,
    /// How it has ended, by the log.
    end: Option<LoggedEnd>,
    /// Its record; none where the database has lost it.
    summary: Option<SubmissionSummary>,
}

/// The attempts with this key that guard a customer: all of which nobody knows what became of them, and the newest of those
/// that a customer came of.
fn guarding(index: &LogIndex, hash: KeyHash) -> Vec<String> {
    let mut customers = 0;
    let attempts = index.at(hash).filter(|attempt| match &attempt.end {
        None => true,
        Some(LoggedEnd::Nothing) => false,
        Some(LoggedEnd::Created(_) | LoggedEnd::Existing(_)) => {
            customers += 1;
            customers <= MOST_AT_A_KEY
        }
    });
    attempts.map(|attempt| attempt.tag.attempt()).collect()
}
