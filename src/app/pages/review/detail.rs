//! A possible duplicate beside the card: what is known of both, field by field.

use super::blocks::{duplicate_words, failed};
use crate::app::blocks::{Block, Role, Sides};
use crate::app::pages::{PageContext, decision_words};
use crate::customer::{
    CustomerValues, Duplicate, FieldComparison, FoundCustomer, LookupFailure, Severity, Submission, compare,
};

/// The CRM's answer when it is asked for one customer by its id: none where it has no such customer.
pub type FetchedCustomer = Result<Option<FoundCustomer>, LookupFailure>;

/// A duplicate that is shown beside the card.
#[derive(Debug)]
pub struct DuplicateDetail {
    /// Which.
    pub duplicate: Duplicate,
    /// The newest record of it on this machine, once it is read.
    pub record: Option<Box<Submission>>,
    /// What the CRM answered; none as long as it is being asked, or cannot be.
    pub fetched: Option<FetchedCustomer>,
    /// The CRM is being asked.
    pub asking: bool,
}

impl DuplicateDetail {
    /// The customer as the CRM has it: the answer to the question for it, or what the search has shown before.
    #[must_use]
    pub fn in_crm(&self) -> Option<&FoundCustomer> {
        match &self.fetched {
            Some(Ok(found)) => found.as_ref(),
            _ => self.duplicate.found.as_ref(),
        }
    }

    /// Everything that is shown of it.
    pub(super) fn blocks(&self, context: PageContext) -> Vec<Block> {
        if context.is_spoken() && self.asking {
            return vec![Block::Progress(context.texts().review_asking(), Role::Dim)];
        }
        let mut blocks = self.words(context);
        if !context.is_spoken() {
            blocks.push(Block::Sentence(decision_words(context), Role::Warning));
            blocks.push(Block::Gap);
        }
        blocks.push(Block::Comparison(Sides::CardAndCustomer, self.compared(context)));
        blocks
    }

    /// What speaks for it, and what the CRM answered when it was asked for the customer.
    fn words(&self, context: PageContext) -> Vec<Block> {
        let texts = context.texts();
        let words = duplicate_words(context, &self.duplicate);
        let mut blocks = vec![Block::Finding(Severity::Warning, words)];
        if let Some(record) = &self.record {
            let state = context.model.locale.state(record.state);
            let what = context.dotted(context.moment(record.sent_at), state);
            blocks.push(Block::entry(texts.label_sent_at(), what));
        }
        let id = self.duplicate.customer_id.as_deref().unwrap_or_default();
        match &self.fetched {
            None if self.asking => blocks.push(Block::Sentence(texts.review_asking(), Role::Dim)),
            None | Some(Ok(Some(_))) => {}
            Some(Ok(None)) => blocks.push(Block::Sentence(texts.review_not_there(id), Role::Warning)),
            Some(Err(failure)) => {
                let words = failed(context, failure, texts.label_customer_id());
                blocks.push(Block::Sentence(words, Role::Warning));
            }
        }
        blocks
    }

    /// The card, field by field beside the customer: as the CRM has it, or as the record of this machine.
    fn compared(&self, context: PageContext) -> Vec<FieldComparison> {
        let read = |payload: &str| CustomerValues::read(&serde_json::from_str(payload).unwrap_or_default());
        let card = read(context.model.form.payload().text());
        match (self.in_crm(), &self.record) {
            (Some(found), _) => compare(&card, &found.values),
            (None, Some(record)) => compare(&card, &read(&record.sent.payload)),
            (None, None) => Vec::new(),
        }
    }
}
