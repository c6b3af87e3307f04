//! Who went before: the attempts that stand in the way of a customer, and the customers who may be the same.

use super::history::{self, AFTER, COLUMNS};
use super::journal::interrupt;
use super::{Durability, Error, Store, keys, rows};
use crate::customer::payload::hash;
use crate::customer::{Known, Likeness, Precedents, State, Summary, fingerprint, identity};
use crate::endpoint::comparable;
use crate::text::folded;
use rusqlite::{Transaction, params};

/// How many customers that are known from before are told of.
const MOST_KNOWN: usize = 10;

impl Store {
    /// What the journal says of a payload that is about to be sent to this URL, and of whom (surname and name). The attempts of sessions that are gone
    /// become unknown first, so that they can be settled.
    ///
    /// # Errors
    ///
    /// If the database cannot be read or written.
    pub fn precedents(&mut self, url: &str, who: &str, payload: &str) -> Result<Precedents, Error> {
        self.write(Durability::Power, |transaction, session| {
            interrupt(transaction, session)?;
            let (known, fingerprint, crm) = (identity(payload), fingerprint(payload), comparable(url));
            let (standing, others): (Vec<Open>, Vec<Open>) = open(transaction, &crm, None)?
                .into_iter()
                .partition(|open| open.stands_in_the_way(&fingerprint, &known));
            let related = others
                .into_iter()
                .filter_map(|open| Some((open.likeness(who, &known)?, open.summary)));
            Ok(Precedents {
                unsettled: standing.into_iter().next().map(|open| open.summary),
                open: related.take(MOST_KNOWN).collect(),
                created: self::known(transaction, &crm, payload, &known, State::Created)?,
                existing: self::known(transaction, &crm, payload, &known, State::Existing)?,
            })
        })
    }
}

/// An attempt of which nobody knows yet what became of it.
pub(super) struct Open {
    pub(super) summary: Summary,
    /// As it was written down, which knows what today would be sent for its card, and as its payload is read today.
    fingerprints: [String; 2],
    known: Vec<Known>,
}

/// The attempts at a CRM of which nobody knows yet what became of them, the newest first. The few that there are tell by
/// their own payloads, which are there in every format of the keys and fingerprints, and when records are masked.
pub(super) fn open(transaction: &Transaction, crm: &str, but: Option<&str>) -> rusqlite::Result<Vec<Open>> {
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT {COLUMNS}, payload_hash, payload FROM submissions
         WHERE state IN ('sending', 'unknown') AND crm = ?1 AND attempt IS NOT ?2
         ORDER BY sent_at DESC, id DESC"
    ))?;
    let attempts = statement.query_map(params![crm, but], |row| {
        let payload = rows::lossy(row, AFTER + 1)?;
        Ok(Open {
            summary: history::summary(row)?,
            fingerprints: [rows::lossy(row, AFTER)?, fingerprint(&payload)],
            known: identity(&payload),
        })
    })?;
    attempts.collect()
}

impl Open {
    /// Whether it may have created the very customer of a payload, so that this one must wait.
    pub(super) fn stands_in_the_way(&self, fingerprint: &str, known: &[Known]) -> bool {
        self.fingerprints.iter().any(|own| own == fingerprint) || keys::clash(known, &self.known)
    }

    /// What it has in common with a customer; none where that is nothing.
    fn likeness(&self, who: &str, known: &[Known]) -> Option<Likeness> {
        let shared = known
            .iter()
            .find(|one| self.known.iter().any(|other| other.is_same(one)));
        let namesake = !who.is_empty() && folded(who) == folded(&self.summary.who);
        let shared = shared.cloned().map(Likeness::Key);
        shared.or(namesake.then_some(Likeness::Name))
    }
}

/// The newest customers of a CRM in this state (created, existing) that are the same, or share one of these keys; each
/// once, with the first of what it shares.
pub(super) fn known(
    transaction: &Transaction,
    crm: &str,
    payload: &str,
    keys: &[Known],
    state: State,
) -> rusqlite::Result<Vec<(Likeness, Summary)>> {
    let mut statement = transaction.prepare_cached(&known_statement())?;
    let mut found: Vec<(i64, Likeness, Summary)> = Vec::new();
    for known in std::iter::once(None).chain(keys.iter().map(Some)) {
        let field = known.map(|known| known.field.field().path);
        let normal = known.map(Known::normal);
        // Masked records of older programs have the hash of the payload as it was written.
        let hashes = known.is_none().then(|| [fingerprint(payload), hash(payload)]);
        let [hash, older] = hashes.map_or([None, None], |hashes| hashes.map(Some));
        let mut submissions = statement.query(params![field, normal, hash, crm, state.name(), older])?;
        while let Some(row) = submissions.next()? {
            let id = row.get(AFTER)?;
            if found.iter().all(|(other, ..)| *other != id) {
                let likeness = known.cloned().map_or(Likeness::Payload, Likeness::Key);
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

/// The statement for the customers of a key (?1 and ?2) or of a payload (?3, ?6). Both lead to ids, and the `+` keeps SQLite
/// from the index of the states: it must not go through all that were ever created.
fn known_statement() -> String {
    format!(
        "SELECT {COLUMNS}, id FROM submissions
         WHERE id IN (SELECT submission FROM keys WHERE field = ?1 AND normal = ?2
                      UNION ALL SELECT id FROM submissions WHERE payload_hash IN (?3, ?6))
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
            let steps = plan.query_map([""; 6], |row| row.get::<_, String>(3))?;
            steps.collect::<rusqlite::Result<Vec<_>>>()
        });
        let plan = plan.unwrap().join("\n");
        assert!(plan.contains("submissions USING INTEGER PRIMARY KEY"), "{plan}");
        assert!(plan.contains("submissions_by_payload"), "{plan}");
    }
}
