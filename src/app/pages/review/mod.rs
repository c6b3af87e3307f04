//! The review: the card once more, and what is known of the customer already.

mod blocks;
mod clean;
mod decide;
mod detail;
mod state;

pub(super) use blocks::{
    cut_short, duplicate_words, failed, lost_records, record_words, unanswered, unsettled_words,
};
pub(in crate::app) use clean::{send_if_clean, send_if_team_has_nobody};
pub use detail::{DuplicateDetail, FetchedCustomer};
pub use state::ReviewPage;

use self::decide::{show_customer, take_existing};
use super::decision::send_reviewed;
use super::text::scroll;
use super::{DuplicateCheck, FormPage, Page, PageBehaviour, PageContext, settle, verify};
use crate::app::Effect;
use crate::app::blocks::{Block, Role};
use crate::app::model::{Model, Scroll};
use crate::app::update::{enter, look_up, moved, perform};
use crate::customer::{LOOKUP_TIMEOUT, Lookup, LookupKey, Submission, SubmissionState, lookup_keys};
use crate::endpoint::Resource;
use crate::keymap::{Action, Scope};
use std::time::Duration;

impl PageBehaviour for ReviewPage {
    fn opened_by() -> &'static [Action] {
        &[Action::Review]
    }

    fn open(model: &mut Model, _action: Action) -> Vec<Effect> {
        let effects = open(model);
        clean::arm(model, effects.contains(&Effect::SaveDraft));
        effects
    }

    fn scope(&self) -> Scope {
        Scope::Review
    }

    /// Where somebody may be the customer that is decided, and the card is sent otherwise.
    fn offers(&self, model: &Model, action: Action) -> bool {
        let ready = !model.form.has_errors() && !self.check.is_waiting() && !self.check.is_stopped();
        match action {
            Action::Send => {
                (ready && !self.needs_decision())
                    || self.check.instead_of_send(model.locale.texts()).is_some()
            }
            Action::SendAnyway => ready && self.needs_decision(),
            Action::ShowCustomer => ready && self.shown.is_none() && !self.check.duplicates().is_empty(),
            Action::TakeExisting => ready && !self.check.duplicates().is_empty(),
            Action::NextError => !model.form.problems().is_empty(),
            Action::Settle => self.check.may_settle(),
            _ => true,
        }
    }

    fn title(&self, context: PageContext) -> String {
        if self.shown.is_some() {
            context.texts().review_shown()
        } else {
            context.texts().title_review()
        }
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        match &self.shown {
            _ if context.is_spoken() && self.check.is_waiting() => {
                vec![Block::Progress(
                    blocks::waiting_words(context, self),
                    Role::Warning,
                )]
            }
            Some(detail) => detail.blocks(context),
            None if context.is_spoken() => blocks::spoken(context, self),
            None => blocks::shown(context, self),
        }
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let Page::Review(review) = model.pages.top_mut() else {
            return Vec::new();
        };
        review.sends_at = None;
        match action {
            Action::Send => return send_reviewed(model, false),
            Action::SendAnyway => return send_reviewed(model, true),
            Action::TakeExisting => return take_existing(model),
            Action::ShowCustomer => return show_customer(model),
            Action::Settle => return settle::open_for_colleague(model),
            Action::Up | Action::Down if review.shown.is_none() && !review.check.duplicates().is_empty() => {
                let row = moved(action, review.check.selected, review.check.duplicates().len());
                return model.page_select(row);
            }
            Action::Back if review.shown.is_some() => {
                review.shown = None;
                model.scroll = Scroll::default();
            }
            Action::Back => enter(model, FormPage),
            Action::NextError => {
                enter(model, FormPage);
                return perform(model, action);
            }
            Action::Leader | Action::Help => return perform(model, action),
            action => scroll(model, action),
        }
        Vec::new()
    }

    fn duplicate_check(&self) -> Option<&DuplicateCheck> {
        Some(&self.check)
    }

    fn duplicate_check_mut(&mut self) -> Option<&mut DuplicateCheck> {
        Some(&mut self.check)
    }

    /// Gives the focus to somebody who may be the customer.
    fn select(model: &mut Model, row: usize) -> Vec<Effect> {
        if let Page::Review(review) = model.pages.top_mut() {
            review.shown = None;
            review.check.select(row);
        }
        Vec::new()
    }

    fn precedes_send(&self, model: &Model) -> bool {
        !model.form.has_errors()
    }

    fn tick(model: &mut Model, passed: Duration) -> Vec<Effect> {
        if let Page::Review(review) = model.pages.base_mut() {
            let given_up = review.check.count(passed);
            review.check.take(&given_up);
            model.lookups.take(&given_up, model.now);
        }
        Vec::new()
    }

    fn values_looked_up(&mut self, lookups: &[Lookup]) {
        self.check.take(lookups);
    }

    fn customer_fetched(&mut self, fetched: FetchedCustomer) {
        if let Some(shown) = &mut self.shown {
            shown.asking = false;
            shown.fetched = Some(fetched);
        }
    }

    fn record_place(&mut self) -> Option<&mut Option<Box<Submission>>> {
        self.shown.as_mut().map(|shown| &mut shown.record)
    }

    fn makes_lines_wait(&self) -> bool {
        self.check.is_waiting() || self.shown.as_ref().is_some_and(|shown| shown.asking)
    }

    fn subject(&self, _model: &Model) -> String {
        match &self.shown {
            _ if self.check.is_waiting() => {
                format!("waiting {} {}", self.check.reading, self.check.team.asking)
            }
            Some(shown) => format!("{} {}", self.check.selected, shown.asking),
            None => String::new(),
        }
    }

    fn prompt(&self, context: PageContext) -> String {
        let texts = context.texts();
        match &self.check.priors.unsettled {
            Some(before) if before.state == SubmissionState::Sending => texts.plain_ask_back(),
            Some(_) => texts.plain_ask_settle(),
            None if self.check.team.held().is_some() => texts.plain_ask_look_again(),
            None if self.needs_decision() => texts.plain_ask_deciding(),
            None => texts.plain_ask_send(),
        }
    }

    /// They are named where somebody may be the customer.
    fn spoken_commands(&self, _context: PageContext) -> String {
        String::new()
    }

    /// What is decided comes again; the card has been announced.
    fn changed_blocks(&self, context: PageContext) -> Vec<Block> {
        if self.shown.is_some() || self.check.is_waiting() {
            self.blocks(context)
        } else {
            blocks::spoken_decision(context, self)
        }
    }

    fn yes_action(&self) -> Option<Action> {
        Some(Action::Send)
    }

    fn row_action(&self, _model: &Model) -> Option<Action> {
        (!self.check.duplicates().is_empty()).then_some(Action::ShowCustomer)
    }

    fn has_single_choice(&self) -> bool {
        self.shown.is_some() || self.check.duplicates().len() == 1
    }

    /// There is nothing to look over: the send is refused, and the focus goes to the first error.
    fn immediate_action(&self, model: &Model) -> Option<Action> {
        model.form.has_errors().then_some(Action::Send)
    }
}

/// Opens the review. The value in focus is finished as if it were left, so that what follows from it is reviewed. Every problem
/// shows from now on. For a card that can be sent, what is to be typed twice is asked for first, and then the journal and the CRM
/// are asked who has it already.
pub(in crate::app) fn open(model: &mut Model) -> Vec<Effect> {
    let finished = model
        .form
        .finish(&model.rule_context)
        .then_some(Effect::SaveDraft);
    let mut effects: Vec<Effect> = finished.into_iter().collect();
    model.form.check_all(&model.rule_context);
    enter(model, ReviewPage::default());
    if model.form.has_errors() || verify::open(model) {
        return effects;
    }
    let payload = model.form.payload().text().to_owned();
    let keys = lookup_keys(&payload);
    let who = model.form.card().who();
    let mut review = ReviewPage::default();
    review.check.reading = true;
    let questions = &mut model.team_questions;
    let in_team = review
        .check
        .team
        .ask(questions, Resource::Customer, [&who, &payload]);
    effects.push(Effect::FindPriorSubmissions {
        resource: Resource::Customer,
        who,
        payload,
    });
    effects.extend(in_team);
    if model.settings.check_duplicates {
        effects.extend(complete(model, &mut review.check, keys));
    }
    model.pages.set(review);
    effects
}

/// Gives the check what the CRM has just answered about these keys, and asks about the others, but for those that it is being
/// asked about already.
fn complete(model: &mut Model, check: &mut DuplicateCheck, keys: Vec<LookupKey>) -> Option<Effect> {
    let in_background = model.settings.looks_up_in_background();
    for key in keys {
        match model.fresh_lookup(&key) {
            Some(lookup) => check.lookups.push(lookup),
            None => check.missing.push(key),
        }
    }
    check.wait();
    let mut asked = check.missing.clone();
    asked.retain(|key| !in_background || !model.lookups.is_asking(key));
    model.lookups.begin(&asked);
    (!asked.is_empty()).then(|| look_up(model, asked, Some(LOOKUP_TIMEOUT)))
}
