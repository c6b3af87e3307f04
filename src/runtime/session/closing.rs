//! The end of a session: by then, what was typed and answered is in the store, or a message names the place.

use super::Session;
use crate::app::{Effect, Message};
use crate::runtime::error::Error as EndError;
use crate::runtime::export::rescue;
use crate::runtime::workers::Workers;
use crate::store::{Error, LockTimeout};
use crate::team::ReportedEnd;
use crate::text::visible;
use jiff::Timestamp;
use std::panic::{self, AssertUnwindSafe};
use std::process;

impl<W: Workers> Session<W> {
    /// Saves for the last time. Where the store cannot keep the card, it is written to a file in the home directory.
    ///
    /// # Errors
    /// If the store could not keep everything: says what, why, and where it is.
    pub fn close(&mut self, now: Timestamp) -> Result<(), EndError> {
        // Of the rest nothing has begun.
        self.call_off_claim();
        if let Some(order) = self.pending.take_back_send() {
            self.report_to_team(&order.attempt, ReportedEnd::NotSent);
        }
        for (ended, _) in std::mem::take(&mut self.pending).ended {
            let written = self.write_down_end(&ended, LockTimeout::Sending, now);
            self.report_end(ended, written, now);
        }
        if !self.model.typeahead.is_empty() {
            // What was typed for the next card, where the store could not put the one before aside.
            self.carry_out(vec![Effect::Park], now);
        }
        let unsaved = self.saving.unsaved;
        let mut lost: Vec<String> = Vec::new();
        if let Err(error) = self.save_within(LockTimeout::Asking, now) {
            // Where the store is only locked, it has what was saved before.
            if unsaved || !error.is_busy() {
                lost.extend(self.rescued(&error, "", now));
            }
            if !self.model.typeahead.is_empty() {
                self.model.update(Message::Parked(Ok(None)));
                lost.extend(self.rescued(&error, "-2", now));
            }
        }
        self.workers.finish_team();
        let texts = self.model.locale.texts();
        let unwritten = self.unwritten.iter();
        let ids = unwritten.filter_map(|ended| Some((&ended.attempt, ended.outcome.customer_id()?)));
        let unrecorded = self
            .unrecorded_ids
            .iter()
            .map(|(attempt, id)| (attempt, id.as_str()));
        for (attempt, id) in ids.chain(unrecorded) {
            lost.push(texts.journal_id_unrecorded(attempt, visible(id)));
        }
        if lost.is_empty() {
            return Ok(());
        }
        Err(EndError::Unsaved(lost.join("; ")))
    }

    /// Writes the card on the screen to a file, since the store does not keep it; gives the words for that. None where
    /// nothing is typed.
    fn rescued(&self, error: &Error, suffix: &str, now: Timestamp) -> Option<String> {
        let draft = self.model.draft()?;
        let locale = &self.model.locale;
        let (who, why) = (visible(&draft.who), locale.store_error(error));
        // Nobody else takes this name, though all sessions may end at once.
        let moment = now.strftime("%Y-%m-%d-%H%M%S");
        let name = format!("kartoteka-{moment}-{}{suffix}.json", process::id());
        let dir = self.model.settings.rescue_dir.as_deref();
        Some(match rescue(dir, &name, self.model.form.payload().text()) {
            Ok(path) => {
                let path = path.to_string_lossy();
                locale.texts().card_written(who, why, visible(&path))
            }
            Err(error) => locale.texts().card_lost(who, why, locale.export_error(&error)),
        })
    }
}

/// Does some work, then saves, even if the work panics; the panic goes on afterwards.
pub fn saving<O, T>(owner: &mut O, work: impl FnOnce(&mut O) -> T, save: impl FnOnce(&mut O)) -> T {
    let done = panic::catch_unwind(AssertUnwindSafe(|| work(owner)));
    save(owner);
    done.unwrap_or_else(|panic| panic::resume_unwind(panic))
}
