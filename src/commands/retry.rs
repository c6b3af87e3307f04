//! When the CRM takes nothing and asks for the same later: the one case in which a customer is sent again by itself.

use crate::customer::ApiResponse;
use std::time::Duration;

/// How often a customer is sent, where the CRM asks for later or somebody else was faster.
pub(super) const MOST_TRIES: usize = 5;
/// How long it waits where the CRM does not say when, in seconds.
const USUAL_WAIT: u64 = 30;
/// The longest wait before giving up, in seconds.
const LONGEST_WAIT: u64 = 15 * 60;

/// How long to wait before the same is sent again; none where that is too long.
pub(super) fn wait_for(answer: &ApiResponse) -> Option<Duration> {
    let seconds = answer.retry_after.unwrap_or(USUAL_WAIT);
    (seconds <= LONGEST_WAIT).then(|| Duration::from_secs(seconds))
}
