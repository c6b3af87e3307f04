//! A new company before it is sent: where it goes, and whether there is one already, by the journal and by the CRM.

mod decide;

pub(in crate::app::pages) use self::decide::decision_words;

use self::decide::{send_reviewed, take_existing};
use super::row::{company_label, failed, nobody};
use super::{CompanyPage, companies_url, payload};
use crate::app::blocks::{Block, ListBlock, ListRow, Role};
use crate::app::message::TeamFailure;
use crate::app::model::Model;
use crate::app::pages::review::{cut_short, duplicate_words, lost_records, unsettled_words};
use crate::app::pages::text::scroll;
use crate::app::pages::{Page, PageBehaviour, PageContext, TeamCheck};

use crate::app::update::{enter, moved, perform};
use crate::app::{CompanyEffect, Effect};
use crate::customer::{
    COMPANY_FIELDS, Duplicate, LOOKUP_TIMEOUT, Lookup, LookupFailure, LookupKey, PriorSubmissions, Severity,
    SubmissionState, TeamPriors, company_name, company_problems, duplicates_in_team, lookup_keys,
};
use crate::endpoint::Resource;
use crate::keymap::{Action, Scope};
use std::time::Duration;

/// How many companies are listed at once.
const LISTED: usize = 5;

/// What is known of a new company before it is sent.
#[derive(Debug, Default)]
pub struct CompanyReviewPage {
    priors: PriorSubmissions,
    /// The journal has not answered yet.
    reading: bool,
    /// What the team's store says.
    team: TeamCheck,
    /// How long the CRM has been asked; none when it is not, or not any more.
    looking: Option<Duration>,
    /// By what it is asked.
    keys: Vec<LookupKey>,
    lookups: Vec<Lookup>,
    selected: usize,
}

/// Opens the review of the company that is typed. The CRM is asked whatever the settings say of customers: a company is added
/// seldom, and by its own choice.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let Some(card) = model.form.new_company().cloned() else {
        return Vec::new();
    };
    let payload = payload(model, &card).text().to_owned();
    let keys = lookup_keys(&payload);
    let asks = !keys.is_empty();
    let who = company_name(&card);
    let mut page = CompanyReviewPage {
        reading: true,
        looking: asks.then_some(Duration::ZERO),
        keys: keys.clone(),
        ..CompanyReviewPage::default()
    };
    let questions = &mut model.team_questions;
    let in_team = page.team.ask(questions, Resource::Company, [&who, &payload]);
    enter(model, page);
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
    fn is_waiting(&self) -> bool {
        self.reading || self.looking.is_some() || self.team.asking
    }

    fn duplicates(&self) -> Vec<Duplicate> {
        duplicates_in_team(&self.priors, &self.team.priors, &self.lookups)
    }

    fn needs_decision(&self) -> bool {
        self.team.may_go_without() || self.duplicates().iter().any(Duplicate::is_likely)
    }

    fn is_stopped(&self) -> bool {
        self.priors.unsettled.is_some() || self.team.held().is_some()
    }

    /// The companies that may be this one, in the journal and in the CRM; and what the CRM did not answer.
    fn others(&self, context: PageContext) -> Vec<Block> {
        let texts = context.texts();
        let mut blocks = Vec::new();
        if let Some(before) = &self.priors.unsettled {
            blocks.push(Block::Finding(Severity::Error, unsettled_words(context, before)));
        }
        blocks.extend(self.team.blocks(context));
        let duplicates = self.duplicates();
        if !duplicates.is_empty() {
            let rows = duplicates.iter();
            let rows = rows.map(|one| ListRow::Finding(Severity::Warning, duplicate_words(context, one)));
            let focus = (!context.is_spoken()).then_some(self.selected);
            blocks.push(Block::Heading(texts.company_duplicates()));
            blocks.push(Block::List(ListBlock {
                most: LISTED,
                ..ListBlock::new(rows.collect(), focus, (String::new(), Role::Plain))
            }));
        }
        blocks.extend(lost_records(context, self.priors.lost));
        let failure = self
            .lookups
            .iter()
            .find_map(|lookup| lookup.result.as_ref().err());
        blocks.extend(failure.map(|failure| failed(context, failure)));
        blocks.extend(cut_short(context, &self.lookups));
        if !self.lookups.is_empty() && self.lookups.iter().all(|lookup| lookup.result == Ok(Vec::new())) {
            blocks.extend(nobody(context, &self.lookups, self.priors.drops_nips));
        }
        blocks
    }

    /// Whether the company can be sent: what stops it, what must be decided, or the key that sends it.
    fn readiness(&self, context: PageContext) -> (String, Role) {
        let texts = context.texts();
        let enter = context.way_to(Scope::CompanyReview, Action::Send);
        let is_free = self.priors.unsettled.is_none() && !self.is_waiting();
        if let Some(obstacle) = self.team.obstacle(context, &enter).filter(|_| is_free) {
            return obstacle;
        }
        match &self.priors.unsettled {
            Some(before) if before.state == SubmissionState::Sending => {
                (texts.company_in_flight(), Role::Error)
            }
            Some(_) if context.is_spoken() => (texts.plain_settle_first(), Role::Error),
            Some(_) => (texts.review_settle_first(enter), Role::Error),
            None if self.reading => (texts.review_reading(), Role::Warning),
            None if self.looking.is_some() => (texts.settle_looking(), Role::Warning),
            None if self.team.asking => (texts.review_team_asking(), Role::Warning),
            None if self.needs_decision() => (decision_words(context), Role::Warning),
            None if context.is_spoken() => (texts.notice_no_problems(), Role::Good),
            None if self.is_doubtful() => (texts.review_with_warnings(enter), Role::Warning),
            None => (texts.review_ready(enter), Role::Good),
        }
    }

    fn is_doubtful(&self) -> bool {
        let failed = self.lookups.iter().any(|lookup| lookup.result.is_err());
        failed || self.priors.lost.is_some() || !self.duplicates().is_empty()
    }
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

    fn offers(&self, _model: &Model, action: Action) -> bool {
        let ready = !self.is_waiting() && !self.is_stopped();
        match action {
            Action::Send => ready && !self.needs_decision(),
            Action::SendAnyway => ready && self.needs_decision(),
            Action::TakeExisting => ready && !self.duplicates().is_empty(),
            _ => true,
        }
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_company_review()
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let texts = context.texts();
        if context.is_spoken() && self.is_waiting() {
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
            Action::Up | Action::Down if !page.duplicates().is_empty() => {
                let row = moved(action, page.selected, page.duplicates().len());
                return model.page_select(row);
            }
            Action::Back => enter(model, CompanyPage::new(model)),
            Action::Help => return perform(model, action),
            action => scroll(model, action),
        }
        Vec::new()
    }

    fn row_count(&self, _model: &Model) -> usize {
        self.duplicates().len()
    }

    fn select(model: &mut Model, row: usize) -> Vec<Effect> {
        if let Page::CompanyReview(page) = model.pages.top_mut() {
            page.selected = row.min(page.duplicates().len().saturating_sub(1));
        }
        Vec::new()
    }

    fn precedes_send(&self, _model: &Model) -> bool {
        true
    }

    fn counts_seconds(&self) -> bool {
        self.looking.is_some()
    }

    fn tick(model: &mut Model, passed: Duration) -> Vec<Effect> {
        if let Page::CompanyReview(page) = model.pages.base_mut()
            && let Some(waited) = &mut page.looking
        {
            *waited += passed;
            // The answer ends the wait as a rule; this is for one that is late itself.
            if *waited >= LOOKUP_TIMEOUT + Duration::from_secs(1) {
                page.looking = None;
                let slow = |by| Lookup {
                    by,
                    result: Err(LookupFailure::TimedOut),
                };
                page.lookups = page.keys.iter().cloned().map(slow).collect();
            }
        }
        Vec::new()
    }

    fn asks(&self) -> bool {
        true
    }

    fn is_about_card(&self) -> bool {
        true
    }

    fn looked_up(&mut self, lookups: Vec<Lookup>) {
        if self.looking.take().is_some() {
            self.lookups = lookups;
        }
    }

    fn priors_found(&mut self, priors: Result<&PriorSubmissions, ()>) {
        self.reading = false;
        if let Ok(priors) = priors {
            self.priors = priors.clone();
        }
    }

    fn team_found(&mut self, found: Result<TeamPriors, TeamFailure>) {
        self.team.take(found);
    }

    fn makes_lines_wait(&self) -> bool {
        self.is_waiting()
    }

    fn subject(&self, _model: &Model) -> String {
        self.is_waiting().to_string()
    }

    fn prompt(&self, context: PageContext) -> String {
        let texts = context.texts();
        match &self.priors.unsettled {
            Some(before) if before.state == SubmissionState::Sending => texts.plain_ask_back(),
            Some(_) => texts.plain_ask_settle(),
            None if self.team.held().is_some() => texts.plain_ask_look_again(),
            None if self.needs_decision() => texts.plain_ask_number(),
            None => texts.plain_ask_send(),
        }
    }

    fn yes_action(&self) -> Option<Action> {
        Some(Action::Send)
    }

    fn row_action(&self, _model: &Model) -> Option<Action> {
        (!self.duplicates().is_empty()).then_some(Action::TakeExisting)
    }

    fn has_single_choice(&self) -> bool {
        self.duplicates().len() == 1
    }
}
