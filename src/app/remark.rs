//! What stands beside a value of the form besides its problem: where it comes from, and whose it is in the CRM.

use super::blocks::Role;
use super::form::FilledBy;
use super::lookups::LookupResult;
use super::model::Model;
use crate::customer::{FoundCustomer, Lookup, LookupFailure, LookupKey, Slot};
use crate::text::visible;

/// What stands beside a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The words, safe to show.
    pub words: String,
    /// How much they matter.
    pub role: Role,
}

impl Model {
    /// What stands beside the value of a slot; none where nothing is to be said.
    #[must_use]
    pub fn remark(&self, slot: Slot) -> Option<Remark> {
        if let Some(by) = self.form.filled_by(slot) {
            return Some(Remark {
                words: self.filled_words(by),
                role: Role::Dim,
            });
        }
        if let Some(company) = self.form.company_at(slot) {
            return Some(Remark {
                words: visible(&company.name).into_owned(),
                role: Role::Dim,
            });
        }
        self.lookup_remark(slot)
    }

    /// Where a value comes from that the program has filled in.
    #[must_use]
    pub fn filled_words(&self, by: FilledBy) -> String {
        match by {
            FilledBy::Pesel => self.locale.texts().filled_from_pesel(),
            FilledBy::Default => self.locale.texts().filled_by_default(),
        }
    }

    /// What the CRM has found by a value, if it has said so a moment ago.
    #[must_use]
    pub fn fresh_lookup(&self, key: &LookupKey) -> Option<Lookup> {
        let known = self.lookups.fresh(key, self.now);
        known.filter(|_| self.settings.looks_up_in_background())
    }

    /// The customers that the CRM has with the value of a slot, as far as it was asked in the background. Those with another
    /// value are not meant: the CRM has not understood the question.
    #[must_use]
    pub fn known_customers(&self, slot: Slot) -> Vec<&FoundCustomer> {
        let Some((by, Ok(found))) = self.lookup_of(slot) else {
            return Vec::new();
        };
        let lookup = Lookup {
            by,
            result: Ok(Vec::new()),
        };
        found.iter().filter(|found| !lookup.is_unlike(found)).collect()
    }

    /// What the CRM says of the value of a slot: `in CRM: 324 Kowalski Jan`. That it has nobody needs no words.
    #[must_use]
    pub fn lookup_remark(&self, slot: Slot) -> Option<Remark> {
        let texts = self.locale.texts();
        let (words, role) = match self.lookup_of(slot)?.1 {
            Ok(_) => (self.hit_words(&self.known_customers(slot))?, Role::Warning),
            Err(LookupFailure::NotPermitted) => (texts.remark_not_permitted(), Role::Warning),
            Err(_) => (texts.remark_no_answer(), Role::Dim),
        };
        Some(Remark { words, role })
    }

    fn hit_words(&self, found: &[&FoundCustomer]) -> Option<String> {
        let texts = self.locale.texts();
        match found {
            [] => None,
            [one] => {
                let who = one.who();
                let words = texts.remark_in_crm(&one.customer_id, self.locale.who(&who));
                Some(visible(&words).into_owned())
            }
            many if many.len() < Lookup::LONGEST_LIST => Some(texts.remark_several_in_crm(many.len())),
            many => Some(texts.remark_many_in_crm(many.len())),
        }
    }

    fn lookup_of(&self, slot: Slot) -> Option<(LookupKey, &LookupResult)> {
        let key = self.form.lookup_key(slot, &self.rule_context)?;
        let result = self.lookups.answer(&key)?;
        Some((key, result)).filter(|_| self.settings.looks_up_in_background())
    }
}
