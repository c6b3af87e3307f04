//! The team guard of an import: rows are claimed before they are in the journal.

use super::{ImportRun, OutgoingRow};
use crate::claims;
use crate::claims::TeamFindings;
use crate::customer::{NewSubmission, RowClaim, Severity};
use crate::import::classifier::{InvalidRow, RowStatus};
use crate::import::row_report::RowReport;
use crate::import::row_result::RowResult;
use crate::import::row_slot::RowStage;
use crate::import::run::ImportJournal;
use crate::import::summary::RowOutcome;
use crate::store;
use crate::submit::{NotBegun, duplicates, stops};
use crate::team::{ClaimRefused, GrantedClaim, ReportedEnd};

/// Rows that are about to go out, and their orders.
type OutgoingRows = (Vec<OutgoingRow>, Vec<(NewSubmission, RowClaim)>);

impl ImportRun<'_> {
    /// The rows whose customers nobody else in the team has: they are claimed now. What stops another one is its result.
    pub(super) fn claimed(
        &mut self,
        beginning: Vec<OutgoingRow>,
        mut orders: Vec<(NewSubmission, RowClaim)>,
    ) -> OutgoingRows {
        let ImportJournal::Send(submitter) = &mut self.journal else {
            return (Vec::new(), Vec::new());
        };
        if submitter.team.is_none() || orders.is_empty() {
            return (beginning, orders);
        }
        let named = orders.iter_mut().try_for_each(|(order, _)| {
            order.attempt = store::attempt_id()?;
            Ok::<_, store::Error>(())
        });
        let claimed = named.map_err(claims::Error::from).and_then(|()| {
            let orders: Vec<&NewSubmission> = orders.iter().map(|(order, _)| order).collect();
            submitter.claim(&orders)
        });
        let claimed = match claimed {
            Ok(claimed) => claimed,
            Err(error) => {
                let failure = NotBegun::unclaimed(&error, self.import.locale);
                for OutgoingRow { index, .. } in beginning {
                    let result = self.not_begun(self.window[index].row.line, &failure);
                    self.window[index].stage = RowStage::Done(result);
                }
                return (Vec::new(), Vec::new());
            }
        };
        let mut granted = OutgoingRows::default();
        let mut released = Vec::new();
        for ((row, (order, claim)), claimed) in beginning.into_iter().zip(orders).zip(claimed) {
            let is_granted = claimed.is_ok();
            match self.stopped_by_team(claimed, &claim) {
                None => {
                    granted.0.push(row);
                    granted.1.push((order, claim));
                }
                Some(stage) => {
                    self.window[row.index].stage = stage;
                    if is_granted {
                        released.push(order);
                    }
                }
            }
        }
        self.release(released.iter());
        granted
    }

    /// What becomes of a row that others in the team stop; none where they do not.
    fn stopped_by_team(
        &self,
        claimed: Result<GrantedClaim, ClaimRefused>,
        claim: &RowClaim,
    ) -> Option<RowStage> {
        let locale = self.import.locale;
        let found = match claimed {
            Ok(GrantedClaim { related }) => related,
            Err(ClaimRefused::Created(found)) => found,
            Err(ClaimRefused::Open(reason, attempt)) => {
                let words = locale.team_attempt(&reason, &attempt);
                let report = RowReport::held(&attempt, words.clone());
                return Some(RowStage::Done(RowResult {
                    outcome: RowOutcome::Blocked,
                    json: serde_json::to_value(report).unwrap_or_default(),
                    reason: Some(words),
                }));
            }
            // The id is new, so that this is the answer to a question asked twice.
            Err(ClaimRefused::Known(_)) => return Some(RowStage::Waiting),
        };
        let problems = duplicates::found_in_team(&TeamFindings(found), Severity::Error, locale);
        if !stops(&problems, self.import.classifier.accept_warnings) {
            return None;
        }
        let created_before = problems.iter().any(|problem| problem.severity == Severity::Error);
        let status = RowStatus::Invalid(InvalidRow {
            problems,
            created_before,
            last_attempt: claim.last_attempt.clone(),
        });
        Some(RowStage::Done(RowResult {
            outcome: status.outcome(),
            json: status.json(locale),
            reason: status.reason(locale),
        }))
    }

    /// Gives claims back whose rows did not go out.
    pub(super) fn release<'b>(&mut self, orders: impl Iterator<Item = &'b NewSubmission>) {
        if let ImportJournal::Send(submitter) = &mut self.journal {
            let ended: Vec<_> = orders
                .map(|order| (order.attempt.as_str(), ReportedEnd::NotSent))
                .collect();
            submitter.report_to_team(&ended);
        }
    }
}
