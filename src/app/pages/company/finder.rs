//! Finding a company: a line that is typed is a NIP, another value by which the CRM finds companies, a number, or a name, which
//! only the companies that are known from here have. The last row adds a company.

use super::finding::{add, ask, changed, choose};
use super::row::{company_words, failed, nobody};
use crate::app::Effect;
use crate::app::blocks::{Block, ListBlock, ListRow, Role};
use crate::app::edit::Editor;
use crate::app::model::Model;
use crate::app::pages::{FetchedCustomer, FormPage, Page, PageBehaviour, PageContext, Placement};
use crate::app::update::{enter, moved, perform};
use crate::customer::{CompanyQuery, KnownCompany, LOOKUP_TIMEOUT, Lookup, LookupFailure, PriorSubmissions};
use crate::keymap::{Action, Scope};
use std::time::Duration;

/// How many rows are shown at once.
const MOST: usize = 8;

/// The line that is typed, and the companies that have it.
#[derive(Debug, Default)]
pub struct CompanyFinderPage {
    pub(super) line: Editor,
    /// What the line is.
    pub(super) query: Option<CompanyQuery>,
    /// The companies that are known from here and have it.
    pub(super) known: Vec<KnownCompany>,
    /// What the CRM was asked for last, which may be another line than the one that is typed.
    pub(super) asked: Option<CompanyQuery>,
    /// How long the CRM has been asked; none when it is not, or not any more.
    pub(super) looking: Option<Duration>,
    /// What the CRM answered.
    pub(super) lookups: Vec<Lookup>,
    /// What the CRM answered to the question for one number.
    pub(super) fetched: Option<FetchedCustomer>,
    pub(super) selected: usize,
    pub(super) drops_nips: bool,
}

impl CompanyFinderPage {
    /// The companies in the list, each once: those that the CRM shows first.
    pub(super) fn companies(&self) -> Vec<KnownCompany> {
        let mut companies: Vec<KnownCompany> = Vec::new();
        if self.is_answered() {
            let found = self
                .lookups
                .iter()
                .flat_map(|lookup| lookup.result.iter().flatten());
            let fetched = self
                .fetched
                .iter()
                .filter_map(|fetched| fetched.as_ref().ok()?.as_ref());
            companies.extend(found.chain(fetched).map(KnownCompany::of_found));
        }
        companies.extend(self.known.iter().cloned());
        let mut seen = Vec::new();
        companies.retain(|company| {
            let is_new = !seen.contains(&company.id);
            seen.push(company.id.clone());
            is_new
        });
        companies
    }

    /// Whether the CRM has answered to what is typed now.
    fn is_answered(&self) -> bool {
        self.asked.is_some() && self.asked == self.query && self.looking.is_none()
    }

    /// Whether the CRM can be asked for what is typed, and has not been.
    pub(super) fn is_unasked(&self) -> bool {
        let is_value = matches!(self.query, Some(CompanyQuery::Key(_) | CompanyQuery::Id(_)));
        is_value && self.asked != self.query
    }

    /// Whether a company was found by another value than the one that was searched for.
    fn is_unlike(&self, id: &str) -> bool {
        let found = self.lookups.iter().any(|lookup| {
            let found = lookup.result.iter().flatten();
            let mut found = found.filter(|found| found.customer_id == id);
            found.any(|found| lookup.is_unlike(found))
        });
        self.is_answered() && found
    }

    /// What is to be known of the line and of the CRM's answer.
    fn state(&self, context: PageContext) -> Vec<Block> {
        let texts = context.texts();
        if self.looking.is_some() {
            return vec![Block::Progress(texts.settle_looking(), Role::Dim)];
        }
        if self.is_answered() {
            return self.answer(context);
        }
        let words = match &self.query {
            None | Some(CompanyQuery::Nothing | CompanyQuery::Name) => texts.company_by_name(),
            Some(CompanyQuery::WrongNip) => {
                let words = format!("NIP: {}", texts.reason_nip_checksum());
                return vec![Block::Sentence(words, Role::Error)];
            }
            Some(CompanyQuery::Key(_) | CompanyQuery::Id(_)) if context.is_spoken() => return Vec::new(),
            Some(CompanyQuery::Key(_) | CompanyQuery::Id(_)) => {
                texts.company_enter_asks(context.way_to(Scope::Companies, Action::Take))
            }
        };
        vec![Block::Sentence(words, Role::Dim)]
    }

    fn answer(&self, context: PageContext) -> Vec<Block> {
        let failure = self
            .lookups
            .iter()
            .find_map(|lookup| lookup.result.as_ref().err());
        let fetch = self.fetched.as_ref();
        if let Some(failure) = failure.or_else(|| fetch.and_then(|fetched| fetched.as_ref().err())) {
            return vec![failed(context, failure)];
        }
        if let (Some(Ok(None)), Some(CompanyQuery::Id(id))) = (fetch, &self.asked) {
            return vec![Block::Sentence(context.texts().company_no_such_id(id), Role::Dim)];
        }
        let is_empty = |lookup: &Lookup| lookup.result.as_ref().is_ok_and(Vec::is_empty);
        if !self.lookups.is_empty() && self.lookups.iter().all(is_empty) {
            return nobody(context, &self.lookups, self.drops_nips);
        }
        Vec::new()
    }
}

impl PageBehaviour for CompanyFinderPage {
    fn scope(&self) -> Scope {
        Scope::Companies
    }

    fn offers(&self, _model: &Model, _action: Action) -> bool {
        true
    }

    fn placement(&self) -> Placement {
        Placement::Overlay
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_companies()
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let texts = context.texts();
        if context.is_spoken() && self.looking.is_some() {
            return self.state(context);
        }
        let mut rows: Vec<ListRow> = Vec::new();
        for company in self.companies() {
            let words = company_words(context, &company);
            let words = match &self.asked {
                Some(CompanyQuery::Key(key)) if self.is_unlike(&company.id) => {
                    let label = context.model.locale.label_in_sentence(key.field.field());
                    texts.company_unlike(words, label)
                }
                _ => words,
            };
            rows.push(ListRow::Value(words));
        }
        rows.push(ListRow::Value(texts.company_row_add()));
        let total = rows.len().max(4);
        let list = ListBlock {
            most: MOST,
            total,
            ..ListBlock::new(rows, Some(self.selected), (String::new(), Role::Dim))
        };
        let mut blocks = Vec::new();
        if !context.is_spoken() {
            blocks.push(Block::Input {
                prompt: format!("{} ", texts.company_find()),
                text: self.line.text().to_owned(),
                before: self.line.before().to_owned(),
            });
        }
        blocks.extend(self.state(context));
        blocks.push(Block::List(list));
        blocks
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let Page::CompanyFinder(page) = model.pages.top_mut() else {
            return Vec::new();
        };
        match action {
            Action::Take => return choose(model),
            // A line was typed: what it finds is looked at before anything is taken.
            Action::Yes if page.is_unasked() => return ask(model),
            Action::AddCompany => return add(model),
            Action::Back => enter(model, FormPage),
            Action::Help => return perform(model, action),
            action => {
                let row = moved(action, page.selected, page.companies().len() + 1);
                return model.page_select(row);
            }
        }
        Vec::new()
    }

    fn editor<'a>(&'a self, _model: &'a Model) -> Option<&'a Editor> {
        Some(&self.line)
    }

    fn edit(model: &mut Model, change: &mut dyn FnMut(&mut Editor)) -> Vec<Effect> {
        let Page::CompanyFinder(page) = model.pages.top_mut() else {
            return Vec::new();
        };
        let before = page.line.text().to_owned();
        change(&mut page.line);
        if page.line.text() == before {
            return Vec::new();
        }
        changed(model)
    }

    fn row_count(&self, _model: &Model) -> usize {
        self.companies().len() + 1
    }

    fn select(model: &mut Model, row: usize) -> Vec<Effect> {
        if let Page::CompanyFinder(page) = model.pages.top_mut() {
            page.selected = row.min(page.companies().len());
        }
        Vec::new()
    }

    fn counts_seconds(&self) -> bool {
        self.looking.is_some()
    }

    fn tick(model: &mut Model, passed: Duration) -> Vec<Effect> {
        let Page::CompanyFinder(page) = model.pages.base_mut() else {
            return Vec::new();
        };
        if let Some(waited) = &mut page.looking {
            *waited += passed;
            // The answer ends the wait as a rule; this is for one that is late itself.
            if *waited >= LOOKUP_TIMEOUT + Duration::from_secs(1) {
                page.looking = None;
                page.lookups = Vec::new();
                page.fetched = Some(Err(LookupFailure::TimedOut));
            }
        }
        Vec::new()
    }

    fn is_about_card(&self) -> bool {
        true
    }

    fn looked_up(&mut self, lookups: Vec<Lookup>) {
        if self.looking.take().is_some() {
            self.lookups = lookups;
            self.selected = 0;
        }
    }

    fn customer_fetched(&mut self, fetched: FetchedCustomer) {
        if self.looking.take().is_some() {
            self.fetched = Some(fetched);
            self.selected = 0;
        }
    }

    fn priors_found(&mut self, priors: Result<&PriorSubmissions, ()>) {
        self.drops_nips = priors.is_ok_and(|priors| priors.drops_nips);
    }

    fn companies_found(&mut self, companies: Vec<KnownCompany>) {
        self.known = companies;
        self.selected = self.selected.min(self.companies().len());
    }

    fn types_lines(&self) -> bool {
        true
    }

    fn makes_lines_wait(&self) -> bool {
        self.looking.is_some()
    }

    fn subject(&self, _model: &Model) -> String {
        format!("{} {:?}", self.line.text(), self.looking.is_some())
    }

    fn prompt(&self, context: PageContext) -> String {
        context.texts().plain_ask_company()
    }

    fn row_action(&self, _model: &Model) -> Option<Action> {
        Some(Action::Take)
    }
}
