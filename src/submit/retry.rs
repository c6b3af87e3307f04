//! What follows an outcome where many customers are sent and nobody watches: the same customer again, the next one, or none.

use crate::customer::Outcome;
use std::time::Duration;

/// How often one customer is sent at most.
pub(crate) const MAX_ATTEMPTS: usize = 5;
/// How long to wait where the CRM does not say it, in seconds.
const DEFAULT_WAIT: u64 = 30;
/// The longest wait, in seconds. A longer one is left to the operator.
const LONGEST_WAIT: u64 = 15 * 60;

/// How long to wait before the same customer is sent again; none where it is not. Only an answer that says that the CRM took
/// nothing and asks for the same later leads to a retry.
pub(crate) fn retry_wait(outcome: &Outcome) -> Option<Duration> {
    match outcome {
        Outcome::Rejected { answer } if answer.asks_for_later() => {
            let seconds = answer.retry_after.unwrap_or(DEFAULT_WAIT);
            (seconds <= LONGEST_WAIT).then(|| Duration::from_secs(seconds))
        }
        _ => None,
    }
}

/// Whether no other customer is sent after this outcome: it is unknown, or the connection or the user is wrong.
pub(super) fn halts(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Unknown { .. } | Outcome::NotSent { .. } => true,
        Outcome::Rejected { answer } => !answer.is_about_the_customer(),
        Outcome::Created { .. } => false,
    }
}
