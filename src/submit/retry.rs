//! What follows an outcome where many customers are sent and nobody watches: the same customer again, the next one, or none.

use crate::customer::Outcome;
use log::info;
use std::time::Duration;

/// How often one customer is sent at most.
pub(crate) const MAX_ATTEMPTS: usize = 5;
/// How long to wait where the CRM does not say it.
pub(crate) const DEFAULT_WAIT: Duration = Duration::from_secs(30);
/// The longest wait. A longer one is left to the operator.
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);

/// How long to wait before the same customer is sent again; none where it is not. Only an answer that says that the CRM took
/// nothing and asks for the same later leads to a retry.
pub(crate) fn retry_wait(outcome: &Outcome) -> Option<Duration> {
    match outcome {
        Outcome::Rejected { answer } if answer.asks_for_later() => {
            let wait = answer.retry_after.map_or(DEFAULT_WAIT, Duration::from_secs);
            info!("the CRM asks for later ({}): {} s", answer.status, wait.as_secs());
            (wait <= LONGEST_WAIT).then_some(wait)
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
