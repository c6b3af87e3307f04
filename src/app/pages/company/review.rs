//! A new company before it is sent: where it goes, and whether there is one already, by the journal and by the CRM.

use super::row::{company_label, failed, nobody};
use super::{CompanyPage, companies_url, payload, send, take};
use crate::app::blocks::{Block, ListBlock, ListRow, Role};
use crate::app::model::{Model, Notice};
use crate::app::pages::review::{cut_short, duplicate_words, lost_records, unsettled_words};
use crate::app::pages::text::scroll;
use crate::app::pages::{Page, PageBehaviour, PageContext};
use crate::app::update::{attempts, enter, moved, perform, unsettled};
use crate::app::{CompanyEffect, Effect};
use crate::customer::{
    COMPANY_FIELDS, Duplicate, KnownCompany, LOOKUP_TIMEOUT, Lookup, LookupFailure, LookupKey,
    PriorSubmissions, Severity, SubmissionState, company_name, company_problems, duplicates, lookup_keys,
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
    enter(
        model,
        CompanyReviewPage {
            reading: true,
            looking: asks.then_some(Duration::ZERO),
            keys: keys.clone(),
            ..CompanyReviewPage::default()
        },
    );
    let mut effects = vec![Effect::FindPriorSubmissions {
        resource: Resource::Company,
        who: company_name(&card),
        payload,
    }];
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
        self.reading || self.looking.is_some()
    }

    fn duplicates(&self) -> Vec<Duplicate> {
        duplicates(&self.priors, &self.lookups)
    }

    fn needs_decision(&self) -> bool {
        self.duplicates().iter().any(Duplicate::is_likely)
    }

    /// The companies that may be this one, in the journal and in the CRM; and what the CRM did not answer.
    fn others(&self, context: PageContext) -> Vec<Block> {
        let texts = context.texts();
        let mut blocks = Vec::new();
        if let Some(before) = &self.priors.unsettled {
            blocks.push(Block::Finding(Severity::Error, unsettled_words(context, before)));
        }
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
        match &self.priors.unsettled {
            Some(before) if before.state == SubmissionState::Sending => {
                (texts.company_in_flight(), Role::Error)
            }
            Some(_) if context.is_spoken() => (texts.plain_settle_first(), Role::Error),
            Some(_) => (texts.review_settle_first(enter), Role::Error),
            None if self.reading => (texts.review_reading(), Role::Warning),
            None if self.looking.is_some() => (texts.settle_looking(), Role::Warning),
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

/// What can be decided where there may be such a company already, and how.
pub(in crate::app::pages) fn decision_words(context: PageContext) -> String {
    let keymap = &context.model.settings.keymap;
    let choices = [Action::TakeExisting, Action::SendAnyway].map(|action| {
        let way = context.way_to(Scope::CompanyReview, action);
        let row = keymap
            .of(Scope::CompanyReview)
            .find(|row| row.binding.action == action);
        let label = row
            .map(|row| row.label(&context.model.locale))
            .unwrap_or_default();
        let is_capital = way.chars().count() == 1 && way.chars().all(char::is_uppercase);
        let way = if is_capital {
            context.texts().capital_letter(way)
        } else {
            way
        };
        format!("{way}: {label}")
    });
    context.texts().company_decide(choices.join(", "))
}

impl PageBehaviour for CompanyReviewPage {
    fn scope(&self) -> Scope {
        Scope::CompanyReview
    }

    fn offers(&self, _model: &Model, action: Action) -> bool {
        let ready = !self.is_waiting() && self.priors.unsettled.is_none();
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

/// What must come before any decision: an attempt at the same company is settled, or the CRM's answer awaited.
fn prerequisite(model: &mut Model) -> Option<Vec<Effect>> {
    let Page::CompanyReview(page) = model.page() else {
        return Some(Vec::new());
    };
    if let Some(before) = &page.priors.unsettled {
        let (attempt, sending) = (before.attempt.clone(), before.state == SubmissionState::Sending);
        return Some(unsettled(model, attempt, sending));
    }
    if page.is_waiting() {
        model.notice = Some(if page.reading {
            Notice::StillReading
        } else {
            Notice::StillLooking
        });
        return Some(Vec::new());
    }
    None
}

/// Sends; where there is likely such a company, only if that is `decided`.
fn send_reviewed(model: &mut Model, decided: bool) -> Vec<Effect> {
    if let Some(effects) = prerequisite(model) {
        return effects;
    }
    let Page::CompanyReview(page) = model.page() else {
        return Vec::new();
    };
    if !decided && page.needs_decision() {
        model.notice = Some(Notice::Decide);
        return Vec::new();
    }
    let seen = attempts(&page.priors.created);
    let accepted = page.priors.lost.map(|_| Effect::AcceptLoss);
    accepted.into_iter().chain(send(model, seen)).collect()
}

/// The company that has the focus is the one that is meant. An attempt with an unknown outcome is settled first.
fn take_existing(model: &mut Model) -> Vec<Effect> {
    if let Some(effects) = prerequisite(model) {
        return effects;
    }
    let Page::CompanyReview(page) = model.page() else {
        return Vec::new();
    };
    let Some(chosen) = page.duplicates().into_iter().nth(page.selected) else {
        return Vec::new();
    };
    if let Some(id) = &chosen.customer_id {
        let company = match &chosen.found {
            Some(found) => KnownCompany::of_found(found),
            None => KnownCompany {
                id: id.clone(),
                name: chosen.who.clone(),
                ..KnownCompany::default()
            },
        };
        return take(model, company);
    }
    let record = chosen.record();
    let attempt = record.map(|record| (record.attempt.clone(), record.state == SubmissionState::Sending));
    attempt.map_or_else(Vec::new, |(attempt, sending)| unsettled(model, attempt, sending))
}
