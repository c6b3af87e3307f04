//! What must be agreed to before rows are sent.

use super::Import;
use super::tally::{ImportSummary, RowOutcome};
use crate::commands::output::tell;
use crate::commands::{CommandError, Exit};
use crate::customer::rules::flag;
use crate::store::Error;
use crate::text::visible;
use jiff::Timestamp;
use std::io::stdin;

impl Import<'_> {
    /// Asks whether to send, unless that was said.
    pub(super) fn ask(&self, survey: &ImportSummary, user: &str) -> Result<(), CommandError> {
        let texts = self.locale.texts();
        if self.options.yes {
            return Ok(());
        }
        tell(&survey.lines(self.locale, true));
        let (count, url) = (survey.of(RowOutcome::Left), &self.clerk.url);
        tell(&format!("{} ", texts.import_ask(count, url, visible(user))));
        let mut answer = String::new();
        let read = stdin().read_line(&mut answer);
        if read.is_ok() && flag::parse(&answer) == Some(true) {
            return Ok(());
        }
        Err(CommandError::new(Exit::NotSent, texts.import_declined()))
    }

    /// Stops where records are lost, unless warnings are accepted: then that is noted, and not asked again.
    pub(super) fn stop_on_loss(&self) -> Result<(), CommandError> {
        let Some(mut journal) = self.journal()? else {
            return Ok(());
        };
        let now = Timestamp::now();
        let loss = journal.with(now, |store| store.loss());
        let Some(loss) = loss.map_err(|error| self.untold(&error))? else {
            return Ok(());
        };
        if !self.options.accept_warnings {
            return Err(self.untold(&Error::RecordsLost(loss)));
        }
        tell(&format!("kartoteka: {}\n", self.locale.loss(&loss)));
        let accepted = journal.with(now, |store| store.accept_loss(now));
        accepted.map_err(|error| self.untold(&error))
    }
}
