//! What is done where a company is looked for: the CRM and the store are asked, a row is taken, a company begun.

use super::{CompanyFinderPage, CompanyPage, take};
use crate::app::edit::Editor;
use crate::app::model::{Model, Notice};
use crate::app::pages::Page;
use crate::app::update::enter;
use crate::app::{CompanyEffect, Effect};
use crate::customer::{COMPANY_FIELDS, CompanyQuery, FieldId, LOOKUP_TIMEOUT, Slot};
use crate::endpoint::Resource;
use std::time::Duration;

/// Opens the finder with what is in the field.
pub(in crate::app::pages) fn open(model: &mut Model) -> Vec<Effect> {
    let typed = model.form.editor().text().trim().to_owned();
    let page = CompanyFinderPage {
        line: Editor::new(&typed, false),
        ..CompanyFinderPage::default()
    };
    enter(model, page);
    let priors = Effect::FindPriorSubmissions {
        resource: Resource::Company,
        who: String::new(),
        payload: "{}".to_owned(),
    };
    let mut effects = changed(model);
    effects.push(priors);
    effects
}

/// Another line is typed: the companies that are known from here are looked through, and a NIP that is complete is asked for.
pub(super) fn changed(model: &mut Model) -> Vec<Effect> {
    let context = model.rule_context.clone();
    let Page::CompanyFinder(page) = model.pages.top_mut() else {
        return Vec::new();
    };
    let text = page.line.text().to_owned();
    page.query = Some(CompanyQuery::of(&text, &context));
    page.selected = 0;
    page.looking = None;
    let is_nip = matches!(&page.query, Some(CompanyQuery::Key(key)) if key.field == FieldId::named("nip"));
    let asks = is_nip && page.is_unasked();
    let mut effects = vec![Effect::FindCompanies(text)];
    if asks {
        effects.extend(ask(model));
    }
    effects
}

/// Asks the CRM for what is typed.
pub(super) fn ask(model: &mut Model) -> Vec<Effect> {
    let question = model.questions + 1;
    let Page::CompanyFinder(page) = model.pages.top_mut() else {
        return Vec::new();
    };
    let effect = match &page.query {
        Some(CompanyQuery::Key(key)) => CompanyEffect::LookUp {
            question,
            keys: vec![key.clone()],
            limit: Some(LOOKUP_TIMEOUT),
        },
        Some(CompanyQuery::Id(id)) => CompanyEffect::Fetch {
            question,
            id: id.clone(),
            limit: LOOKUP_TIMEOUT,
        },
        _ => return Vec::new(),
    };
    page.asked.clone_from(&page.query);
    page.looking = Some(Duration::ZERO);
    page.lookups = Vec::new();
    page.fetched = None;
    model.questions = question;
    vec![Effect::Company(effect)]
}

/// Takes the row that has the focus; asks the CRM first where it has not been asked for what is typed.
pub(super) fn choose(model: &mut Model) -> Vec<Effect> {
    let Page::CompanyFinder(page) = model.page() else {
        return Vec::new();
    };
    if page.looking.is_some() {
        model.notice = Some(Notice::StillLooking);
        return Vec::new();
    }
    if page.is_unasked() && page.selected == 0 {
        return ask(model);
    }
    match page.companies().into_iter().nth(page.selected) {
        Some(company) => take(model, company),
        None => add(model),
    }
}

/// Begins to type a company, with what was looked for in its field.
pub(super) fn add(model: &mut Model) -> Vec<Effect> {
    let Page::CompanyFinder(page) = model.page() else {
        return Vec::new();
    };
    let mut company = model.form.new_company().cloned().unwrap_or_default();
    let text = page.line.text().trim().to_owned();
    let field = match &page.query {
        Some(CompanyQuery::Key(key)) => key.field,
        Some(CompanyQuery::WrongNip) => FieldId::named("nip"),
        _ => FieldId::named("name"),
    };
    let slot = Slot::of(field);
    let is_id = matches!(page.query, Some(CompanyQuery::Id(_)));
    if !is_id && COMPANY_FIELDS.contains(&field) && company.get(slot).is_empty() {
        company.set(slot, text);
    }
    model.form.put_new_company(Some(company));
    enter(model, CompanyPage::new(model));
    vec![Effect::SaveDraft]
}
