//! Who went before: the attempts that stand in the way of a customer, and the customers who may be the same.

use super::attempt_end::interrupt;
use super::error::TransactionError;
use super::history::{self, AFTER, COLUMNS};
use super::key_log::{KeyLog, Keys};
use super::{Durability, Error, Store, companies, keys, losses, rows};
use crate::customer::payload::hash;
use crate::customer::{
    LookupKey, MatchReason, PriorSubmissions, SubmissionState, SubmissionSummary, fingerprint, identity,
    older_fingerprints,
};
use crate::endpoint::comparable;
use crate::text::folded;
use rusqlite::{Transaction, params};
use std::collections::HashSet;

/// How many customers known from before are listed.
const MOST_KNOWN: usize = 10;

impl Store {
    /// What the journal holds about a payload that is about to be sent to this URL, and of whom (surname and name). The attempts of
    /// sessions that are gone become unknown first, so that they can be settled.
    ///
    /// # Errors
    ///
    /// If the database cannot be read or written.
    pub fn prior_submissions(
        &mut self,
        url: &str,
        who: &str,
        payload: &str,
    ) -> Result<PriorSubmissions, Error> {
        self.write_logged(Durability::Power, |transaction, session, log| {
            interrupt(transaction, session)?;
            before(transaction, log, &SendCandidate { url, who, payload }, None)
        })
    }
}

/// A customer who may be sent.
pub(super) struct SendCandidate<'a> {
    /// Where to.
    pub(super) url: &'a str,
    /// Surname and name.
    pub(super) who: &'a str,
    pub(super) payload: &'a str,
}

/// What went before of a customer, by the records that are there and by what the key log knows beyond them. All but the attempt
/// `but`, which is to be repeated.
pub(super) fn before(
    transaction: &Transaction,
    log: &mut KeyLog,
    candidate: &SendCandidate,
    but: Option<&str>,
) -> Result<PriorSubmissions, TransactionError> {
    let SendCandidate { url, who, payload } = candidate;
    let (known, crm) = (identity(payload), comparable(url));
    // Masked records of older programs have the hash of the payload as it was written.
    let mut fingerprints = vec![fingerprint(payload), hash(payload)];
    fingerprints.extend(older_fingerprints(payload));
    let keys = Keys {
        crm: &crm,
        fingerprints: &fingerprints,
        known: &known,
    };
    let traces = log.ask(transaction, &keys)?;
    let mut standing = Vec::new();
    let mut related = Vec::new();
    for open in open(transaction, &crm, but)? {
        if open.stands_in_the_way(&fingerprints[0], &known) {
            standing.push(open.summary);
        } else if let Some(likeness) = open.likeness(who, &known) {
            related.push((likeness, open.summary));
        }
    }
    let others = traces.open.into_iter();
    for (likeness, summary) in others.filter(|(_, summary)| Some(summary.attempt.as_str()) != but) {
        if likeness.is_certain() {
            standing.push(summary);
        } else {
            related.push((likeness, summary));
        }
    }
    related.retain(|(_, summary)| standing.iter().all(|other| other.attempt != summary.attempt));
    let known = |state| self::known(transaction, &keys, state);
    Ok(PriorSubmissions {
        // Of two in the same moment the first, which was written down last.
        unsettled: standing.into_iter().rev().max_by_key(|summary| summary.sent_at),
        open: newest(related),
        created: newest([known(SubmissionState::Created)?, traces.created].concat()),
        existing: newest([known(SubmissionState::Existing)?, traces.existing].concat()),
        lost: losses::open(transaction)?,
        drops_nips: companies::drops_nips(transaction, &crm)?,
    })
}

/// The newest of these, each attempt once, with the first of what it shares.
fn newest(mut found: Vec<(MatchReason, SubmissionSummary)>) -> Vec<(MatchReason, SubmissionSummary)> {
    let mut seen = HashSet::new();
    found.retain(|(_, summary)| seen.insert(summary.attempt.clone()));
    found.sort_by_key(|(_, summary)| std::cmp::Reverse(summary.sent_at));
    found.truncate(MOST_KNOWN);
    found
}

/// An attempt of which nobody knows yet what became of it.
struct ComparedAttempt {
    summary: SubmissionSummary,
    /// As it was written down, which knows what today would be sent for its card, and as its payload is read today.
    fingerprints: [String; 2],
    known: Vec<LookupKey>,
}

/// The attempts at a CRM of which nobody knows yet what became of them, the newest first. The few that there are tell by
/// their own payloads, which are there in every format of the keys and fingerprints, and when records are masked.
fn open(transaction: &Transaction, crm: &str, but: Option<&str>) -> rusqlite::Result<Vec<ComparedAttempt>> {
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT {COLUMNS}, payload_hash, payload FROM submissions
         WHERE state IN ('sending', 'unknown') AND crm = ?1 AND attempt IS NOT ?2
         ORDER BY sent_at DESC, id DESC"
    ))?;
    let attempts = statement.query_map(params![crm, but], |row| {
        let payload = rows::lossy(row, AFTER + 1)?;
        Ok(ComparedAttempt {
            summary: history::summary(row)?,
            fingerprints: [rows::lossy(row, AFTER)?, fingerprint(&payload)],
            known: identity(&payload),
        })
    })?;
    attempts.collect()
}

impl ComparedAttempt {
    /// Whether it may have created the very customer of a payload, so that this one must wait.
    fn stands_in_the_way(&self, fingerprint: &str, known: &[LookupKey]) -> bool {
        self.fingerprints.iter().any(|own| own == fingerprint) || keys::clash(known, &self.known)
    }

    /// What it has in common with a customer; none where that is nothing.
    fn likeness(&self, who: &str, known: &[LookupKey]) -> Option<MatchReason> {
        let shared = known
            .iter()
            .find(|one| self.known.iter().any(|other| other.is_same(one)));
        let namesake = !who.is_empty() && folded(who) == folded(&self.summary.who);
        let shared = shared.cloned().map(MatchReason::Key);
        shared.or(namesake.then_some(MatchReason::Name))
    }
}

/// The newest customers of a CRM in this state (created, existing) that are the same, or share one of these keys; each
/// once, with the first of what it shares.
fn known(
    transaction: &Transaction,
    keys: &Keys,
    state: SubmissionState,
) -> rusqlite::Result<Vec<(MatchReason, SubmissionSummary)>> {
    let mut statement = transaction.prepare_cached(&known_statement())?;
    let mut found: Vec<(i64, MatchReason, SubmissionSummary)> = Vec::new();
    let payloads = keys.fingerprints.iter().map(|print| (None, None, Some(print)));
    let keyed = keys.known.iter().flat_map(|known| {
        let forms = std::iter::once(known.normal()).chain(known.older());
        forms.map(move |form| (Some(known), Some(form), None))
    });
    for (known, form, fingerprint) in payloads.chain(keyed) {
        let field = known.map(|known| known.field.field().path);
        let mut submissions = statement.query(params![field, form, fingerprint, keys.crm, state.name()])?;
        while let Some(row) = submissions.next()? {
            let id = row.get(AFTER)?;
            if found.iter().all(|(other, ..)| *other != id) {
                let likeness = known.cloned().map_or(MatchReason::Payload, MatchReason::Key);
                found.push((id, likeness, history::summary(row)?));
            }
        }
    }
    found.sort_by_key(|(id, _, summary)| std::cmp::Reverse((summary.sent_at, *id)));
    found.truncate(MOST_KNOWN);
    Ok(found
        .into_iter()
        .map(|(_, likeness, summary)| (likeness, summary))
        .collect())
}

/// The statement for the customers of a key (?1 and ?2) or of a payload (?3). Both lead to ids, and the `+` keeps SQLite
/// from the index of the states: it must not go through all that were ever created.
fn known_statement() -> String {
    format!(
        "SELECT {COLUMNS}, id FROM submissions
         WHERE id IN (SELECT submission FROM keys WHERE field = ?1 AND normal = ?2
                      UNION ALL SELECT id FROM submissions WHERE payload_hash = ?3)
             AND +state = ?5 AND crm = ?4
         ORDER BY sent_at DESC, id DESC LIMIT {MOST_KNOWN}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn whoever_may_be_the_same_is_found_without_going_through_all() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path(), Timestamp::UNIX_EPOCH).unwrap();
        let plan = store.read(|transaction| {
            let mut plan = transaction.prepare(&format!("EXPLAIN QUERY PLAN {}", known_statement()))?;
            let steps = plan.query_map([""; 5], |row| row.get::<_, String>(3))?;
            steps.collect::<rusqlite::Result<Vec<_>>>()
        });
        let plan = plan.unwrap().join("\n");
        assert!(plan.contains("submissions USING INTEGER PRIMARY KEY"), "{plan}");
        assert!(plan.contains("submissions_by_payload"), "{plan}");
    }
}
