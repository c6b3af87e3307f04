//! What the store has found for a page: it takes that, and goes on.

use crate::app::Effect;
use crate::app::model::{Model, Notice};
use crate::app::pages::review;
use crate::customer::{PriorSubmissions, SubmissionSummary};

/// What the journal says of a customer. Where it cannot be read, the send will not begin either, and says why.
pub(super) fn priors(model: &mut Model, priors: Result<PriorSubmissions, String>) -> Vec<Effect> {
    model
        .pages
        .base_mut()
        .priors_found(priors.as_ref().map_err(|_| ()));
    if let Err(why) = priors {
        model.notice = Some(Notice::Store(why));
    }
    let mut effects = review::send_if_clean(model);
    effects.extend(model.page_go_on());
    effects
}

/// The records of this machine were searched for customers.
pub(super) fn records(model: &mut Model, records: Result<Vec<SubmissionSummary>, String>) -> Vec<Effect> {
    let records = records.map_err(|why| model.notice = Some(Notice::Store(why)));
    model.pages.base_mut().records_found(records);
    model.page_go_on()
}
