//! A new company before it is sent: where it goes, and whether there is one already, by the journal and by the CRM.

use super::row::{company_label, failed, nobody};
use super::{CompanyPage, companies_url, payload, take};
use crate::app::blocks::{Block, ListBlock, ListRow, Role};
use crate::app::model::Model;
use crate::app::pages::decision::{prerequisite, send_reviewed, settle_duplicate};
use crate::app::pages::review::{cut_short, duplicate_words, lost_records, unsettled_words};
use crate::app::pages::text::scroll;
use crate::app::pages::{DuplicateCheck, Page, PageBehaviour, PageContext, decision_words, settle};
use crate::app::update::{enter, moved, perform};
use crate::app::{CompanyEffect, Effect};
use crate::customer::{
    COMPANY_FIELDS, KnownCompany, LOOKUP_TIMEOUT, Severity, SubmissionState, company_name, company_problems,
    lookup_keys,
};
use crate::endpoint::Resource;
use crate::keymap::{Action, Scope};
use std::time::Duration;

/// How many companies are listed at once.
const LISTED: usize = 5;

/// What is known of a new company before it is sent.
#[derive(Debug, Default)]
pub struct CompanyReviewPage {
    pub(in crate::app::pages) check: DuplicateCheck,
}

/// Opens the review of the company that is typed. The CRM is asked whatever the settings say of customers: a company is added
/// rarely, and on purpose.
pub(in crate::app::pages) fn open(model: &mut Model) -> Vec<Effect> {
    let Some(card) = model.form.new_company().cloned() else {
        return Vec::new();
    };
    let payload = payload(model, &card).text().to_owned();
    let keys = lookup_keys(&payload);
    let asks = !keys.is_empty();
    let who = company_name(&card);
    let mut check = DuplicateCheck {
        reading: true,
        missing: keys.clone(),
        ..DuplicateCheck::default()
    };
    check.wait();
    let questions = &mut model.team_questions;
    let in_team = check.team.ask(questions, Resource::Company, [&who, &payload]);
    enter(model, CompanyReviewPage { check });
    let mut effects = vec![Effect::FindPriorSubmissions {
        resource: Resource::Company,
        who,
        payload,
    }];
    effects.extend(in_team);
    if asks {
        model.questions += 1;
        effects.push(Effect::Company(CompanyEffect::LookUp {
            question: model.questions,
            keys,
            limit: Some(LOOKUP_TIMEOUT),
        }));
    }
    effects
}

impl CompanyReviewPage {
    /// The companies that may be this one, in the journal and in the CRM; and what the CRM did not answer.
    fn others(&self, context: PageContext) -> Vec<Block> {
        let texts = context.texts();
        let mut blocks = Vec::new();
        if let Some(before) = &self.check.priors.unsettled {
            blocks.push(Block::Finding(Severity::Error, unsettled_words(context, before)));
        }
        blocks.extend(self.check.team.blocks(context));
        let duplicates = self.check.duplicates();
        if !duplicates.is_empty() {
            let rows = duplicates.iter();
            let rows = rows.map(|one| ListRow::Finding(Severity::Warning, duplicate_words(context, one)));
            let focus = (!context.is_spoken()).then_some(self.check.selected);
            blocks.push(Block::Heading(texts.company_duplicates()));
            blocks.push(Block::List(ListBlock {
                most: LISTED,
                ..ListBlock::new(rows.collect(), focus, (String::new(), Role::Plain))
            }));
        }
        blocks.extend(lost_records(context, self.check.priors.lost));
        let failure = self
            .check
            .lookups
            .iter()
            .find_map(|lookup| lookup.result.as_ref().err());
        blocks.extend(failure.map(|failure| failed(context, failure)));
        blocks.extend(cut_short(context, &self.check.lookups));
        if !self.check.lookups.is_empty()
            && self
                .check
                .lookups
                .iter()
                .all(|lookup| lookup.result == Ok(Vec::new()))
        {
            blocks.extend(nobody(context, &self.check.lookups, self.check.priors.drops_nips));
        }
        blocks
    }

    /// Whether the company can be sent: what stops it, what must be decided, or the key that sends it.
    fn readiness(&self, context: PageContext) -> (String, Role) {
        let texts = context.texts();
        let enter = context.way_to(Scope::CompanyReview, Action::Send);
        let is_free = self.check.priors.unsettled.is_none() && !self.check.is_waiting();
        let obstacle = self.check.team.obstacle(context, Scope::CompanyReview);
        if let Some(obstacle) = obstacle.filter(|_| is_free) {
            return obstacle;
        }
        match &self.check.priors.unsettled {
            Some(before) if before.state == SubmissionState::Sending => {
                (texts.company_in_flight(), Role::Error)
            }
            Some(_) if context.is_spoken() => (texts.plain_settle_first(), Role::Error),
            Some(_) => (texts.review_settle_first(enter), Role::Error),
            None if self.check.reading => (texts.review_reading(), Role::Warning),
            None if self.check.looking.is_some() => (texts.settle_looking(), Role::Warning),
            None if self.check.team.asking => (texts.review_team_asking(), Role::Warning),
            None if self.check.needs_decision() => (decision_words(context), Role::Warning),
            None if context.is_spoken() => (texts.notice_no_problems(), Role::Good),
            None if self.is_doubtful() => (texts.review_with_warnings(enter), Role::Warning),
            None => (texts.review_ready(enter), Role::Good),
        }
    }

    fn is_doubtful(&self) -> bool {
        self.check.is_incomplete() || self.check.priors.lost.is_some() || !self.check.duplicates().is_empty()
    }
}

/// The company that has the focus is the one that is meant. An attempt with an unknown outcome is settled first.
fn take_existing(model: &mut Model) -> Vec<Effect> {
    if let Some(effects) = prerequisite(model) {
        return effects;
    }
    let Page::CompanyReview(page) = model.page() else {
        return Vec::new();
    };
    let Some(chosen) = page.check.duplicates().into_iter().nth(page.check.selected) else {
        return Vec::new();
    };
    let Some(id) = &chosen.customer_id else {
        return settle_duplicate(model, &chosen);
    };
    let company = match &chosen.found {
        Some(found) => KnownCompany::of_found(found),
        None => KnownCompany {
            id: id.clone(),
            name: chosen.who.clone(),
            ..KnownCompany::default()
        },
    };
    take(model, company)
}

/// What is typed, and what is doubtful about it.
fn typed(context: PageContext) -> Vec<Block> {
    let model = context.model;
    let texts = context.texts();
    let card = model.form.new_company().cloned().unwrap_or_default();
    let mut blocks = vec![Block::entry(
        texts.review_target(),
        format!("POST {}", companies_url(model)),
    )];
    if model.settings.insecure {
        blocks.push(Block::Sentence(texts.insecure_in_full(), Role::Error));
    }
    let values = COMPANY_FIELDS
        .into_iter()
        .filter(|field| !card.value(*field).trim().is_empty());
    blocks.extend(values.map(|field| Block::entry(company_label(context, field), card.value(field).trim())));
    blocks.push(Block::Subject);
    let problems = company_problems(&card, &model.rule_context).into_iter();
    blocks.extend(problems.map(|(field, problem)| {
        let words = model.locale.problem(&problem);
        Block::Finding(
            problem.severity,
            format!("{}: {words}", company_label(context, field)),
        )
    }));
    blocks
}

impl PageBehaviour for CompanyReviewPage {
    fn scope(&self) -> Scope {
        Scope::CompanyReview
    }

    fn offers(&self, model: &Model, action: Action) -> bool {
        let ready = !self.check.is_waiting() && !self.check.is_stopped();
        match action {
            Action::Send => {
                (ready && !self.check.needs_decision())
                    || self.check.instead_of_send(model.locale.texts()).is_some()
            }
            Action::SendAnyway => ready && self.check.needs_decision(),
            Action::TakeExisting => ready && !self.check.duplicates().is_empty(),
            Action::Settle => self.check.may_settle(),
            _ => true,
        }
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_company_review()
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let texts = context.texts();
        if context.is_spoken() && self.check.is_waiting() {
            return vec![Block::Progress(texts.settle_looking(), Role::Warning)];
        }
        let mut blocks = typed(context);
        blocks.push(Block::Gap);
        blocks.extend(self.others(context));
        let (words, role) = self.readiness(context);
        blocks.push(Block::Sentence(words, role));
        if !context.is_spoken() {
            let card = context.model.form.new_company().cloned().unwrap_or_default();
            let payload = payload(context.model, &card).text().to_owned();
            let title = context.dotted(texts.review_payload(), format!("{} B", payload.len()));
            blocks.push(Block::Document(title, payload));
        }
        blocks
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let Page::CompanyReview(page) = model.pages.top_mut() else {
            return Vec::new();
        };
        match action {
            Action::Send => return send_reviewed(model, false),
            Action::SendAnyway => return send_reviewed(model, true),
            Action::TakeExisting => return take_existing(model),
            Action::Settle => return settle::open_for_colleague(model),
            Action::Up | Action::Down if !page.check.duplicates().is_empty() => {
                let row = moved(action, page.check.selected, page.check.duplicates().len());
                return model.page_select(row);
            }
            Action::Back => enter(model, CompanyPage::new(model)),
            Action::Help => return perform(model, action),
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

    fn select(model: &mut Model, row: usize) -> Vec<Effect> {
        if let Page::CompanyReview(page) = model.pages.top_mut() {
            page.check.select(row);
        }
        Vec::new()
    }

    fn precedes_send(&self, _model: &Model) -> bool {
        true
    }

    fn tick(model: &mut Model, passed: Duration) -> Vec<Effect> {
        if let Page::CompanyReview(page) = model.pages.base_mut() {
            let given_up = page.check.count(passed);
            page.check.take(&given_up);
        }
        Vec::new()
    }

    fn makes_lines_wait(&self) -> bool {
        self.check.is_waiting()
    }

    fn subject(&self, _model: &Model) -> String {
        self.check.is_waiting().to_string()
    }

    fn prompt(&self, context: PageContext) -> String {
        let texts = context.texts();
        match &self.check.priors.unsettled {
            Some(before) if before.state == SubmissionState::Sending => texts.plain_ask_back(),
            Some(_) => texts.plain_ask_settle(),
            None if self.check.team.held().is_some() => texts.plain_ask_look_again(),
            None if self.check.needs_decision() => texts.plain_ask_number(),
            None => texts.plain_ask_send(),
        }
    }

    fn yes_action(&self) -> Option<Action> {
        Some(Action::Send)
    }

    fn row_action(&self, _model: &Model) -> Option<Action> {
        (!self.check.duplicates().is_empty()).then_some(Action::TakeExisting)
    }

    fn has_single_choice(&self) -> bool {
        self.check.duplicates().len() == 1
    }
}
