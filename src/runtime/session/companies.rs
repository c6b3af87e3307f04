//! What is done about companies: with those that are known from here, and with those of the CRM.

use super::Session;
use super::pending::Locked;
use crate::app::{CompanyEffect, Message};
use crate::endpoint::Resource;
use crate::runtime::workers::Workers;
use jiff::Timestamp;
use std::time::Instant;

/// How many companies are listed at most.
const MOST: usize = 50;

impl<W: Workers> Session<W> {
    fn companies_url(&self) -> String {
        Resource::Company.url_beside(&self.model.settings.url)
    }

    /// Looks for companies that are known from here.
    pub(super) fn find_companies(
        &mut self,
        text: &str,
        since: Instant,
        now: Timestamp,
    ) -> Result<Message, Locked> {
        let url = self.companies_url();
        let found = self.briefly(now, |store| store.companies(&url, text, MOST));
        Ok(Message::CompaniesFound(self.finally(found, since)?))
    }

    /// Does what need not be waited for. What cannot be noted now is only a name that is not found next time.
    pub(super) fn do_about_companies(&mut self, effect: &CompanyEffect, now: Timestamp) {
        let url = self.companies_url();
        match effect {
            CompanyEffect::LookUp {
                question,
                keys,
                limit,
            } => {
                let limit = limit.unwrap_or(self.model.settings.timeout);
                self.workers.look_up_companies(*question, keys.clone(), limit);
            }
            CompanyEffect::Fetch { question, id, limit } => {
                self.workers.fetch_company(*question, id.clone(), *limit);
            }
            CompanyEffect::Note(company) => {
                let _ = self.briefly(now, |store| store.note_company(&url, company, now));
            }
            CompanyEffect::NoteKeptNip(kept) => {
                let _ = self.briefly(now, |store| store.note_kept_nip(&url, *kept));
            }
        }
    }
}
