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
use rusqlite::{Rows, Transaction, params};
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
    let (name, mut standing, mut related) = (folded(who), Vec::new(), Vec::new());
    for open in open(transaction, &crm, but)? {
        if open.stands_in_the_way(&fingerprints[0], &known) {
            standing.push(open.summary);
        } else if let Some(likeness) = open.likeness(&name, &known) {
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

    /// What it has in common with a customer of this folded name; none where that is nothing.
    fn likeness(&self, name: &str, known: &[LookupKey]) -> Option<MatchReason> {
        let shared = known
            .iter()
            .find(|one| self.known.iter().any(|other| other.is_same(one)));
        let is_namesake = || !name.is_empty() && name == folded(&self.summary.who);
        let shared = shared.cloned().map(MatchReason::Key);
        shared.or_else(|| is_namesake().then_some(MatchReason::Name))
    }
}

/// The newest customers of a CRM in this state (created, existing) that are the same, or share one of these keys; each
/// once, with the first of what it shares.
fn known(
    transaction: &Transaction,
    keys: &Keys,
    state: SubmissionState,
) -> rusqlite::Result<Vec<(MatchReason, SubmissionSummary)>> {
    let mut found = Vec::new();
    let mut with_payload = transaction.prepare_cached(&known_statement(WITH_PAYLOAD))?;
    for fingerprint in keys.fingerprints {
        let rows = with_payload.query(params![state.name(), keys.crm, fingerprint])?;
        add(&mut found, rows, &MatchReason::Payload)?;
    }
    let mut with_key = transaction.prepare_cached(&known_statement(WITH_KEY))?;
    for known in keys.known {
        for form in std::iter::once(known.normal()).chain(known.older()) {
            let rows = with_key.query(params![state.name(), keys.crm, known.field.field().path, form])?;
            add(&mut found, rows, &MatchReason::Key(known.clone()))?;
        }
    }
    found.sort_by_key(|(id, _, summary)| std::cmp::Reverse((summary.sent_at, *id)));
    found.truncate(MOST_KNOWN);
    Ok(found
        .into_iter()
        .map(|(_, likeness, summary)| (likeness, summary))
        .collect())
}

/// Adds those that were not found before.
fn add(
    found: &mut Vec<(i64, MatchReason, SubmissionSummary)>,
    mut rows: Rows,
    likeness: &MatchReason,
) -> rusqlite::Result<()> {
    while let Some(row) = rows.next()? {
        let id = row.get(AFTER)?;
        if found.iter().all(|(other, ..)| *other != id) {
            found.push((id, likeness.clone(), history::summary(row)?));
        }
    }
    Ok(())
}

/// The customers of a payload, ?3.
const WITH_PAYLOAD: &str = "submissions WHERE payload_hash = ?3";
/// The customers of a key, ?3 and ?4. SQLite is to begin with the key.
const WITH_KEY: &str = "keys CROSS JOIN submissions ON id = submission WHERE field = ?3 AND normal = ?4";

/// The statement for the newest of these customers. The `+` keeps SQLite from the index of the states: it must not go through all
/// that were ever created.
fn known_statement(of_whom: &str) -> String {
    format!(
        "SELECT {COLUMNS}, id FROM {of_whom} AND +state = ?1 AND crm = ?2
         ORDER BY sent_at DESC, id DESC LIMIT {MOST_KNOWN}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use rusqlite::StatementStatus;

    fn steps(transaction: &Transaction, statement: &str) -> rusqlite::Result<Vec<String>> {
        let mut plan = transaction.prepare(&format!("EXPLAIN QUERY PLAN {statement}"))?;
        let values = vec![""; plan.parameter_count()];
        let steps = plan.query_map(rusqlite::params_from_iter(values), |row| row.get(3))?;
        steps.collect()
    }

    #[test]
    fn whoever_may_be_the_same_is_found_without_going_through_all() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path(), Timestamp::UNIX_EPOCH).unwrap();
        for (of_whom, expected) in [
            (
                WITH_PAYLOAD,
                "SEARCH submissions USING INDEX submissions_by_payload (payload_hash=?)",
            ),
            (WITH_KEY, "SEARCH keys USING PRIMARY KEY (field=? AND normal=?)"),
        ] {
            let steps = store.read(|transaction| steps(transaction, &known_statement(of_whom)));
            let steps = steps.unwrap();
            assert_eq!(steps[0], expected);
            assert!(steps.iter().all(|step| !step.contains("SCAN")), "{steps:?}");
        }
    }

    #[test]
    fn a_statement_is_prepared_once_for_all_customers() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path(), Timestamp::UNIX_EPOCH).unwrap();
        let prepared_again = store.read(|transaction| {
            let mut statement = transaction.prepare_cached(&known_statement(WITH_KEY))?;
            for crm in ["one", "two"] {
                assert!(!statement.exists(params!["created", crm, "email", crm])?);
            }
            Ok(statement.get_status(StatementStatus::RePrepare))
        });
        assert_eq!(prepared_again.unwrap(), 0);
    }
}
