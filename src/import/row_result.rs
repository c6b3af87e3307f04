//! What became of a row, for the report and the rejected rows.

use super::row_report::RowReport;
use super::row_status::with_line;
use super::summary::RowOutcome;
use crate::customer::Outcome;
use crate::i18n::Locale;
use crate::submit::{SubmitResult, retry_wait};
use crate::text::visible;
use serde_json::Value;
use std::time::Duration;

/// What became of a row.
pub(crate) struct RowResult {
    pub outcome: RowOutcome,
    /// The members of its JSON object.
    pub json: Value,
    /// Why it is among the rejected rows; none where it is not. Safe to show.
    pub(super) reason: Option<String>,
}

/// What follows from the end of a send.
pub(super) enum AfterSend {
    /// The row is done.
    Done(RowResult),
    /// The row is done, and a line is printed for people.
    Noted(RowResult, String),
    /// The row is done, and no row is sent after it, for this reason.
    Halt(RowResult, String),
    /// The row is to be sent again after a wait, and no other one until then.
    Later(Duration),
}

impl RowResult {
    /// A row that could be sent and is not.
    pub(super) fn left() -> Self {
        Self {
            outcome: RowOutcome::Left,
            json: serde_json::to_value(RowReport::new(RowOutcome::Left)).unwrap_or_default(),
            reason: None,
        }
    }
}

impl AfterSend {
    /// What follows from the end of the send of the row at this line. `past_unknown` says whether rows are sent after an unknown
    /// outcome.
    pub(super) fn of(sent: &SubmitResult, line: u64, past_unknown: bool, locale: &Locale) -> Self {
        let words = sent.failure(locale).unwrap_or_default();
        let halting = || with_line(line, &words, locale);
        let done = |outcome, reason| RowResult {
            outcome,
            json: sent.json(),
            reason,
        };
        match &sent.outcome {
            Outcome::Created { .. } => Self::Done(done(RowOutcome::Created, None)),
            Outcome::Rejected { answer } if answer.is_about_the_customer() => {
                let reason = Some(visible(&words).into_owned());
                Self::Done(done(RowOutcome::Rejected, reason))
            }
            Outcome::Rejected { .. } => match retry_wait(&sent.outcome) {
                Some(wait) => Self::Later(wait),
                None => Self::Halt(RowResult::left(), halting()),
            },
            Outcome::NotSent { .. } => Self::Halt(done(RowOutcome::NotSent, None), halting()),
            Outcome::Unknown { .. } if past_unknown => {
                Self::Noted(done(RowOutcome::Unknown, None), halting())
            }
            Outcome::Unknown { .. } => Self::Halt(done(RowOutcome::Unknown, None), halting()),
        }
    }

    /// Whether more rows may begin in the transaction that has this outcome: it neither halts the import nor asks for a wait.
    pub(super) fn lets_others_begin(outcome: &Outcome, past_unknown: bool) -> bool {
        match outcome {
            Outcome::Created { .. } => true,
            Outcome::Rejected { answer } => answer.is_about_the_customer(),
            Outcome::NotSent { .. } => false,
            Outcome::Unknown { .. } => past_unknown,
        }
    }
}
