//! A customer, to read: as the CRM has them, or as a record of this machine.

use super::history::card_from;
use super::review::{FetchedCustomer, failed};
use super::text::scroll;
use super::{Page, PageBehaviour, PageContext, drafts, find};
use crate::app::Effect;
use crate::app::blocks::{Block, Role};
use crate::app::edit::Editor;
use crate::app::form::spoken_value;
use crate::app::model::{Model, Scroll};
use crate::app::update::{copy_id, lay_over, perform};
use crate::customer::{
    CustomerValues, FieldId, FieldKind, FoundCustomer, LOOKUP_TIMEOUT, SearchHit, Section, Slot, Submission,
    TermShape,
};
use crate::keymap::{Action, Scope};
use std::borrow::Cow;

/// The address that a household has in common, and the id of its company.
const ADDRESS: &str = "address";
const COMPANY: FieldId = FieldId::named("company_id");

/// A customer, over the page that they were found on.
#[derive(Debug)]
pub struct CustomerPage {
    /// Whom it is about, as far as that is known at first.
    hit: SearchHit,
    /// The newest record of this machine, once it is read.
    record: Option<Box<Submission>>,
    /// What the CRM answered; none as long as it is being asked, or cannot be.
    fetched: Option<FetchedCustomer>,
    /// The CRM is being asked.
    asking: bool,
}

impl PageBehaviour for CustomerPage {
    fn scope(&self) -> Scope {
        Scope::Customer
    }

    fn offers(&self, model: &Model, action: Action) -> bool {
        match action {
            Action::CardFrom => !self.household().is_empty(),
            Action::Park => !model.form.is_untouched(&model.rule_context),
            _ => true,
        }
    }

    fn title(&self, context: PageContext) -> String {
        let who = context.model.locale.who(&self.hit.who);
        let id = self.hit.customer_id.as_deref().unwrap_or_default();
        context.texts().title_customer(id, who)
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let texts = context.texts();
        if context.is_spoken() && self.asking {
            return vec![Block::Progress(texts.review_asking(), Role::Dim)];
        }
        let mut blocks = vec![Block::entry(
            texts.label_customer_id(),
            self.hit.customer_id.as_deref().unwrap_or_default(),
        )];
        if let Some(record) = &self.hit.record {
            let state = context.model.locale.state(record.state);
            let what = context.dotted(context.moment(record.sent_at), state);
            blocks.push(Block::entry(texts.label_sent_from_here(), what));
        }
        blocks.extend(self.answer(context));
        blocks.push(Block::Gap);
        blocks.extend(values(context, &self.values()));
        blocks
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let Page::Customer(page) = model.pages.top_mut() else {
            return Vec::new();
        };
        match action {
            Action::Copy => {
                let id = page.hit.customer_id.clone();
                copy_id(model, id)
            }
            Action::CardFrom => begin_household(model),
            Action::Park => drafts::park(model),
            Action::Back => {
                model.pages.pop();
                model.scroll = Scroll::default();
                Vec::new()
            }
            Action::Up | Action::Down | Action::PageUp | Action::PageDown => {
                scroll(model, action);
                Vec::new()
            }
            action => perform(model, action),
        }
    }

    fn customer_fetched(&mut self, fetched: FetchedCustomer) {
        if std::mem::take(&mut self.asking) {
            if let Ok(Some(found)) = &fetched
                && !found.who().is_empty()
            {
                self.hit.who = found.who();
            }
            self.fetched = Some(fetched);
        }
    }

    fn record_place(&mut self) -> Option<&mut Option<Box<Submission>>> {
        Some(&mut self.record)
    }

    fn makes_lines_wait(&self) -> bool {
        self.asking
    }

    fn is_asking(&self) -> bool {
        self.asking
    }

    fn subject(&self, _model: &Model) -> String {
        format!("{:?} {}", self.hit.customer_id, self.asking)
    }
}

impl CustomerPage {
    /// The customer as the CRM has it: the answer to the question for it, or what the search has shown before.
    fn in_crm(&self) -> Option<&FoundCustomer> {
        match &self.fetched {
            Some(Ok(found)) => found.as_ref(),
            _ => self.hit.found.as_ref(),
        }
    }

    /// All that is known: what the CRM says, or else what was sent from here.
    fn values(&self) -> Cow<'_, CustomerValues> {
        if let Some(found) = self.in_crm() {
            return Cow::Borrowed(&found.values);
        }
        let payload = self.record.as_ref().map(|record| record.sent.payload.as_str());
        let document = payload.and_then(|payload| serde_json::from_str(payload).ok());
        Cow::Owned(CustomerValues::read(&document.unwrap_or_default()))
    }

    /// What the CRM answered when it was asked for the customer, where that is not the customer.
    fn answer(&self, context: PageContext) -> Option<Block> {
        let texts = context.texts();
        let id = self.hit.customer_id.as_deref().unwrap_or_default();
        let (words, role) = match &self.fetched {
            None if self.asking => (texts.review_asking(), Role::Dim),
            None | Some(Ok(Some(_))) => return None,
            Some(Ok(None)) => (texts.review_not_there(id), Role::Warning),
            Some(Err(failure)) => {
                let words = failed(context, failure, texts.label_customer_id());
                (words, Role::Warning)
            }
        };
        Some(Block::Sentence(words, role))
    }

    /// What a member of the same household has in common with the customer: the address, and the company.
    fn household(&self) -> Vec<(FieldId, String)> {
        let values = self.values();
        let is_shared = |field: &FieldId| {
            let is_company = *field == COMPANY && values.of(*field) != ["0"];
            is_company || field.field().parent_and_key().0 == Some(ADDRESS)
        };
        let fields = FieldId::all().filter(is_shared);
        let known = fields.filter_map(|field| Some((field, one_line(values.of(field).first()?))));
        known.collect()
    }
}

/// A value of the CRM as one line without orders to the terminal, as if it were pasted.
fn one_line(text: &str) -> String {
    let mut line = Editor::default();
    line.paste(text);
    line.text().to_owned()
}

/// The values, each with its label, below the titles of their sections.
fn values(context: PageContext, values: &CustomerValues) -> Vec<Block> {
    let locale = &context.model.locale;
    let mut blocks = Vec::new();
    for section in Section::ALL {
        let fields = FieldId::in_form_order().iter();
        let fields = fields.filter(|field| field.field().place.0 == section);
        let known = fields.filter(|field| !values.of(**field).is_empty());
        let mut entries = known.flat_map(|field| {
            let label = field.field().label(locale);
            let values = values.of(*field);
            let rows = if field.field().kind == FieldKind::Pairs {
                values.to_vec()
            } else {
                let value = values.join(", ").replace('\n', " ");
                vec![if context.is_spoken() {
                    spoken_value(context, *field, &value)
                } else {
                    value
                }]
            };
            rows.into_iter()
                .map(move |value| Block::entry(label.clone(), value))
        });
        if let Some(first) = entries.next() {
            blocks.extend([Block::Heading(section.title(locale)), first]);
            blocks.extend(entries);
        }
    }
    blocks
}

/// Opens somebody who was found: the customer, and an attempt whose outcome nobody knows as the history does.
pub(in crate::app) fn open_hit(model: &mut Model, hit: SearchHit) -> Vec<Effect> {
    let record = hit.record.as_ref().filter(|record| !record.deleted);
    let mut effects: Vec<Effect> = record
        .map(|record| Effect::LoadRecord(record.attempt.clone()))
        .into_iter()
        .collect();
    let Some(id) = hit.customer_id.clone() else {
        return effects;
    };
    if let Page::Find(find) = model.pages.base_mut() {
        find.stop_asking();
    }
    lay_over(
        model,
        CustomerPage {
            hit,
            record: None,
            fetched: None,
            asking: true,
        },
    );
    model.scroll = Scroll::default();
    model.questions += 1;
    effects.push(Effect::FetchCustomer {
        question: model.questions,
        id,
        limit: LOOKUP_TIMEOUT,
    });
    effects
}

/// Opens the customers whom the CRM has with the value of a slot of the form, as far as it was asked in the background: the
/// customer, or the list of them. None where nobody is known.
pub(in crate::app) fn open_known(model: &mut Model, slot: Slot) -> Option<Vec<Effect>> {
    let found = model.known_customers(slot);
    let only = found.first().filter(|_| found.len() == 1);
    if let Some(hit) = only.map(|only| SearchHit::of_customer(only)) {
        return Some(open_hit(model, hit));
    }
    let shape = TermShape::ALL
        .into_iter()
        .find(|shape| !found.is_empty() && shape.field() == slot.field)?;
    let text = model.form.card().get(slot).to_owned();
    Some(find::find(model, shape, &text))
}

/// Begins a card with what the household has in common. The one at hand is parked first.
fn begin_household(model: &mut Model) -> Vec<Effect> {
    let mut card = model.blank();
    if let Page::Customer(page) = model.page() {
        for (field, value) in page.household() {
            card.set(Slot::of(field), value);
        }
    }
    card_from(model, card)
}
