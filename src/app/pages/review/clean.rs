//! The send without a look at the review, where the operator wants that: of a card against which nothing speaks.

use super::ReviewPage;
use crate::app::Effect;
use crate::app::model::Model;
use crate::app::pages::Page;
use crate::app::pages::decision::send_reviewed;

/// Has the card sent as soon as the journal knows nobody either, unless anything else speaks against it. The review was opened
/// just now, by a key; `changed` says whether that has changed the card, which nobody has seen then.
pub(super) fn arm(model: &mut Model, changed: bool) {
    let wanted = model.settings.form_options.send_when_clean && model.settings.check_duplicates;
    let (form, context) = (&model.form, &model.rule_context);
    // A card as it began is the one before, of which only values are kept.
    let is_good = !changed && form.problems().is_empty() && !form.is_untouched(context);
    if let Page::Review(review) = model.pages.base_mut()
        && wanted
        && !model.hurried
        && is_good
        && review.crm_has_nobody()
    {
        review.sends_at = Some(model.now);
    }
}

/// The journal has answered: sends the card, if nothing has happened since the key and it knows nobody. Otherwise the review
/// stays. Where the team's store is still being asked, its answer decides.
pub(in crate::app) fn send_if_clean(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let Page::Review(review) = model.pages.base_mut() else {
        return Vec::new();
    };
    review.sends_at.take_if(|at| *at != now);
    if review.check.team.asking {
        return Vec::new();
    }
    let is_meant = review.sends_at.take().is_some();
    send_clean(model, is_meant)
}

/// The team's store has answered: sends the card, if no other key has come since the one that sends, the journal had answered at
/// once, and neither knows anybody.
pub(in crate::app) fn send_if_team_has_nobody(model: &mut Model) -> Vec<Effect> {
    let Page::Review(review) = model.pages.base_mut() else {
        return Vec::new();
    };
    let is_meant = review.sends_at.take().is_some() && !review.check.reading;
    send_clean(model, is_meant)
}

fn send_clean(model: &mut Model, is_meant: bool) -> Vec<Effect> {
    let is_clean = matches!(model.page(), Page::Review(review) if review.is_clean());
    if is_meant && is_clean {
        send_reviewed(model, false)
    } else {
        Vec::new()
    }
}

impl ReviewPage {
    /// Whether the CRM was asked by everything that it can be asked by, and has answered each time that it has nobody.
    fn crm_has_nobody(&self) -> bool {
        let check = &self.check;
        let nobody = check.lookups.iter().all(|lookup| lookup.result == Ok(Vec::new()));
        check.missing.is_empty() && !check.lookups.is_empty() && nobody
    }

    /// Whether neither the CRM nor the journal knows anybody who may be the customer, and both have said so.
    fn is_clean(&self) -> bool {
        let check = &self.check;
        let priors = &check.priors;
        let journal_has_nobody = priors.unsettled.is_none() && priors.all().next().is_none();
        let is_read = !check.reading && !check.unreadable && priors.lost.is_none();
        self.crm_has_nobody() && journal_has_nobody && is_read && check.team.has_nobody()
    }
}
