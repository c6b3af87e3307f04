//! The rows that cannot be sent, parked in the form as drafts.

use super::classifier::RowStatus;
use super::error::Error;
use super::run::Import;
use crate::customer::{Card, Draft, RowClaim};
use crate::store::handle::StoreHandle;
use jiff::Timestamp;

/// How many rows are parked at a time: a list that a person can work off.
const MAX_ROWS: usize = 50;

/// A row that can be corrected in the form.
struct FaultyRow {
    card: Card,
    claim: RowClaim,
}

impl Import<'_> {
    /// Parks the first rows that cannot be sent and can be corrected, as drafts of a profile, and opens the first of them. How
    /// many were parked; none where there is no such row.
    ///
    /// # Errors
    /// If the table cannot be read, or a draft not be saved.
    pub(crate) fn park(
        &self,
        profile: &str,
        journal: &mut StoreHandle,
        print: &dyn Fn(&str),
    ) -> Result<Option<usize>, Error> {
        let faulty = self.faulty_rows(journal, print)?;
        if faulty.is_empty() {
            return Ok(None);
        }
        let mut parked = None;
        let mut count = 0;
        // The list of drafts begins with the one that was saved last: the first row.
        for FaultyRow { card, claim } in faulty.into_iter().rev() {
            let draft = Draft {
                profile: profile.to_owned(),
                who: card.who(),
                card,
                focus: String::new(),
            };
            let now = Timestamp::now();
            let id = journal.with(now, |store| {
                store.park_row(&self.classifier.url, &claim, &draft, now)
            })?;
            count += usize::from(id.is_some());
            parked = id.or(parked);
        }
        if let Some(first) = parked {
            journal.with(Timestamp::now(), |store| store.open_draft(&first))?;
        }
        Ok(Some(count))
    }

    /// The first rows that cannot be sent and can be corrected.
    fn faulty_rows(&self, journal: &mut StoreHandle, print: &dyn Fn(&str)) -> Result<Vec<FaultyRow>, Error> {
        let mut faulty = Vec::new();
        for row in self.statuses(Some(journal), print)? {
            let (row, status) = row?;
            let seen = match status {
                RowStatus::Invalid(invalid) if !invalid.created_before => invalid.last_attempt,
                RowStatus::Rejected(before) => Some(before.summary.attempt),
                _ => continue,
            };
            // What is no card cannot be in the form.
            let Ok(card) = self.classifier.card(&row) else {
                continue;
            };
            let row = self.classifier.key(&row);
            faulty.push(FaultyRow {
                card,
                claim: RowClaim {
                    row,
                    last_attempt: seen,
                },
            });
            if faulty.len() == MAX_ROWS {
                break;
            }
        }
        Ok(faulty)
    }
}
