//! How others in the team have settled an attempt.

use crate::customer::{Settlement, SubmissionState};
use crate::team::TeamAttempt;

/// How an attempt was settled, or ended; none where nobody knows yet, or nothing was to be known.
pub(super) fn settlement_of(known: &TeamAttempt) -> Option<Settlement> {
    match (known.state, &known.customer_id) {
        (SubmissionState::Created, Some(id)) => Some(Settlement::Created(id.clone())),
        (SubmissionState::NotCreated, _) => Some(Settlement::NotCreated),
        _ => None,
    }
}

/// Who settled it, as login and host: the member whose attempt it is, if nobody else did.
pub(super) fn settler(known: &TeamAttempt) -> String {
    known
        .settled_by
        .clone()
        .unwrap_or_else(|| known.member.to_string())
}

/// How it was settled by whom, if not in this way.
pub(super) fn settled_otherwise(
    known: &TeamAttempt,
    settlement: &Settlement,
) -> Option<(Settlement, String)> {
    let theirs = settlement_of(known).filter(|theirs| theirs != settlement)?;
    Some((theirs, settler(known)))
}
