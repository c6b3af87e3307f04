//! The company of the customer on the card: it is found, or added, and its id is put into the card. What is typed of a new
//! company is kept with the card's draft until it is added.

mod finder;
mod finding;
mod review;
mod row;
mod typed;

pub use finder::CompanyFinderPage;
pub use review::CompanyReviewPage;
pub use row::comparison_label;
pub use typed::CompanyPage;

pub(super) use finding::open;
pub(super) use review::open as open_review;

use super::{FetchedCustomer, FormPage};
use crate::app::model::{CheckedCompany, Model, Notice};
use crate::app::notice::CompanyNotice;
use crate::app::update::{begin_send, enter, load_history};
use crate::app::{CompanyEffect, Effect, Order};
use crate::customer::{
    COMPANY_ID, Card, CustomerValues, FieldId, FoundCustomer, KnownCompany, LOOKUP_TIMEOUT, NewSubmission,
    Payload, Slot, company_name, fingerprint,
};
use crate::endpoint::Resource;

/// The URL that a new company is posted to.
pub(super) fn companies_url(model: &Model) -> String {
    Resource::Company.url_beside(&model.settings.url)
}

/// Puts a company that was chosen into the card, and goes on to the next field.
pub(super) fn take(model: &mut Model, company: KnownCompany) -> Vec<Effect> {
    let mut effects = vec![Effect::Company(CompanyEffect::Note(company.clone()))];
    effects.extend(fill_in(model, company.clone()));
    enter(model, FormPage);
    model.form.go_to(Slot::of(COMPANY_ID));
    model.form.go_by(1, &model.rule_context);
    model.notice = Some(Notice::Company(CompanyNotice::Taken(company.name, company.id)));
    effects
}

/// Puts the id of a company into the card. What was typed of a new one is not needed any more.
fn fill_in(model: &mut Model, company: KnownCompany) -> Vec<Effect> {
    model.form.put_new_company(None);
    model.form.put_company(company, &model.rule_context);
    vec![Effect::SaveDraft]
}

/// The payload of a new company.
pub(super) fn payload(model: &Model, card: &Card) -> Payload {
    Payload::of(card, &model.rule_context)
}

/// Sends the company that is typed. The operator has seen these attempts.
pub(super) fn send(model: &mut Model, aware_of: Vec<String>) -> Vec<Effect> {
    match order(model, aware_of) {
        Some(order) => begin_send(model, order),
        None => Vec::new(),
    }
}

/// The company that is typed, for the journal.
pub(super) fn order(model: &Model, aware_of: Vec<String>) -> Option<Order> {
    let card = model.form.new_company().cloned()?;
    let payload = payload(model, &card);
    Some(Order {
        attempt: String::new(),
        profile: model.settings.profile.clone(),
        url: companies_url(model),
        user: model.settings.user.clone(),
        who: company_name(&card),
        payload_hash: payload.fingerprint(),
        payload: payload.text().to_owned(),
        card,
        resends: None,
        aware_of: Some(aware_of),
    })
}

/// A company was created with this payload: its id is in the card now, if it was typed for that, and the CRM is asked whether it
/// has kept the NIP.
pub(in crate::app) fn added(model: &mut Model, payload: &str, id: &str) -> Vec<Effect> {
    let found = FoundCustomer {
        customer_id: id.to_owned(),
        values: CustomerValues::read(&serde_json::from_str(payload).unwrap_or_default()),
    };
    let company = KnownCompany::of_found(&found);
    let notice = Notice::Company(CompanyNotice::Added(company.name.clone(), company.id.clone()));
    let nip = company.nip.clone();
    let mut effects = Vec::new();
    enter(model, FormPage);
    if is_typed(model, payload) {
        effects.extend(fill_in(model, company));
        model.form.go_to(Slot::of(COMPANY_ID));
        model.form.go_by(1, &model.rule_context);
    }
    model.notice = Some(notice);
    if !nip.is_empty() {
        model.questions += 1;
        model.checked_company = Some(CheckedCompany {
            question: model.questions,
            nip,
        });
        effects.push(Effect::Company(CompanyEffect::Fetch {
            question: model.questions,
            id: id.to_owned(),
            limit: LOOKUP_TIMEOUT,
        }));
    }
    effects
}

/// The CRM has shown one customer or company, or has not: the company that was added last, or what the page has asked for.
pub(in crate::app) fn fetched(model: &mut Model, question: u64, fetched: &FetchedCustomer) -> Vec<Effect> {
    if let Some(added) = model.checked_company.take_if(|added| added.question == question) {
        return checked(model, &added.nip, fetched);
    }
    if question == model.questions {
        for page in model.pages.iter_mut() {
            page.customer_fetched(fetched.clone());
        }
    }
    Vec::new()
}

/// The companies that are known from here. Without them, the CRM can still be asked.
pub(in crate::app) fn found(model: &mut Model, companies: Result<Vec<KnownCompany>, String>) {
    let page = model.pages.base_mut();
    page.companies_found(companies.as_ref().cloned().unwrap_or_default());
    if let Err(why) = companies {
        model.notice = Some(Notice::Store(why));
    }
}

/// The CRM has shown the company that was added: whether it has the NIP is noted. Where it does not answer, nothing is known.
fn checked(model: &mut Model, nip: &str, fetched: &FetchedCustomer) -> Vec<Effect> {
    let Ok(Some(found)) = fetched else {
        return Vec::new();
    };
    let field = FieldId::named("nip");
    let normal = |value: &str| field.field().key.map(|key| (key.normal)(value));
    let kept = found
        .values
        .of(field)
        .iter()
        .any(|value| normal(value) == normal(nip));
    if !kept {
        model
            .notice
            .get_or_insert(Notice::Company(CompanyNotice::NipDropped));
    }
    vec![Effect::Company(CompanyEffect::NoteKeptNip(kept))]
}

/// Begins to type a company with what was sent before.
pub(super) fn typed_from(model: &mut Model, card: Card) -> Vec<Effect> {
    if model.form.new_company().is_none() {
        model.form.put_new_company(Some(card));
    }
    enter(model, CompanyPage::new(model));
    vec![Effect::SaveDraft]
}

/// Whether a payload is of the company that is typed beside the card.
fn is_typed(model: &Model, sent: &str) -> bool {
    let typed = model.form.new_company();
    typed.is_some_and(|card| payload(model, card).fingerprint() == fingerprint(sent))
}

/// A company turned out to be created: where it is the one beside the card, its id is put into that.
pub(super) fn settled_as(model: &mut Model, sent: &NewSubmission, id: &str) -> Vec<Effect> {
    if is_typed(model, &sent.payload) {
        fill_in(model, KnownCompany::of_card(&sent.card, id))
    } else {
        Vec::new()
    }
}

/// Back to the company, where one is typed; to the form otherwise.
pub(super) fn return_to(model: &mut Model) {
    if model.form.new_company().is_some() {
        enter(model, CompanyPage::new(model));
    } else {
        enter(model, FormPage);
    }
}

/// The company's send was not begun, since there is something that the operator has not seen: it is looked at again.
pub(in crate::app) fn review_again(model: &mut Model) -> Vec<Effect> {
    let mut effects = review::open(model);
    effects.push(load_history(model));
    effects
}
