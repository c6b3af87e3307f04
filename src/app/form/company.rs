//! The company beside the card: one that is typed and not added yet, and the one whose id the card has.

use super::Form;
use crate::customer::{COMPANY_ID, Card, KnownCompany, RuleContext, Slot};

/// In what is noted of a draft: what is typed of a company follows, as JSON.
const COMPANY: &str = " company:";

impl Form {
    /// What is typed of a company that is not added yet.
    #[must_use]
    pub fn new_company(&self) -> Option<&Card> {
        self.new_company.as_deref()
    }

    /// Keeps what is typed of a company with the card, or nothing of one any more.
    pub fn put_new_company(&mut self, company: Option<Card>) {
        let is_typed = |company: &Card| *company != Card::default();
        self.new_company = company.filter(is_typed).map(Box::new);
    }

    /// Puts the id of a company into its field, as one edit.
    pub fn put_company(&mut self, company: KnownCompany, context: &RuleContext) {
        let slot = Slot::of(COMPANY_ID);
        let id = company.id.clone();
        self.company = Some(company);
        self.change(context, |card| {
            let is_other = card.get(slot) != id;
            card.set(slot, id);
            is_other
        });
        self.left.insert(slot);
        self.end_edit();
    }

    /// The company whose id is in a slot, where that is known.
    #[must_use]
    pub fn company_at(&self, slot: Slot) -> Option<&KnownCompany> {
        let company = self.company.as_ref()?;
        (slot.field == COMPANY_ID && self.card.get(slot).trim() == company.id).then_some(company)
    }

    /// What a draft keeps of the new company; empty where none is typed.
    pub(super) fn noted_company(&self) -> String {
        let company = self.new_company.as_ref();
        let company = company.and_then(|company| serde_json::to_string(company).ok());
        company.map_or_else(String::new, |company| format!("{COMPANY}{company}"))
    }

    /// What a draft has kept of the new company, and the rest of what was noted.
    pub(super) fn company_of(noted: &str) -> (&str, Option<Card>) {
        match noted.split_once(COMPANY) {
            Some((rest, company)) => (rest, serde_json::from_str(company).ok()),
            None => (noted, None),
        }
    }
}
