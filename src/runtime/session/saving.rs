//! The draft on disk: what the last session left, every change within a quarter of a second, and the outcomes that the journal
//! could not take.

use super::Session;
use super::shift::start_of_day;
use super::start_state::StartState;
use crate::app::{DraftState, Effect, Message, Notice};
use crate::customer::TypedKeys;
use crate::runtime::workers::Workers;
use crate::store::handle::SavedIn;
use crate::store::{Error, LockTimeout, Store};
use jiff::Timestamp;

/// How often the store may be locked by another program, one time after the other, before the operator is warned: others
/// who work with it as well need it for a moment only.
const QUIET_TRIES: u32 = 3;

/// What is on disk, and what is not.
#[derive(Debug, Default)]
pub(super) struct SaveState {
    /// Something was typed or answered that is not on disk.
    pub unsaved: bool,
    /// What the last session left has been looked at.
    opened: bool,
    /// How often saving has found the store locked by another program, one time after the other.
    locked: u32,
    /// The operator has seen that the draft cannot be kept: leaving again is on purpose.
    warned: bool,
}

impl SaveState {
    /// Whether the last save found the store locked by another program.
    pub fn is_locked(&self) -> bool {
        self.locked > 0
    }

    /// Whether the store is locked by another program, and no message has been shown.
    pub fn is_locked_briefly(&self) -> bool {
        (1..=QUIET_TRIES).contains(&self.locked)
    }

    /// Notes what has come of a save.
    fn note(&mut self, saved: &Result<(), Error>) {
        let is_locked = saved.as_ref().is_err_and(Error::is_busy);
        // What is locked has kept what was saved before.
        self.unsaved = saved.is_err() && (self.unsaved || !is_locked);
        self.warned &= saved.is_err();
        self.locked = if is_locked {
            self.locked.saturating_add(1)
        } else {
            0
        };
    }
}

impl<W: Workers> Session<W> {
    /// Whether something was typed or answered that is not on disk, or another program keeps what the last session left.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.saving.unsaved || !self.unwritten.is_empty() || self.saving.is_locked()
    }

    /// Saves the draft, or takes it away where nothing is typed; and the outcomes that the journal could not take.
    ///
    /// # Errors
    /// If the store cannot be written to. What is unsaved stays so then, so that it is tried again.
    pub fn save(&mut self, now: Timestamp) -> Result<(), Error> {
        self.save_within(LockTimeout::Typing, now)
    }

    /// As [`save`](Self::save), but waits for other programs no longer than that.
    pub(super) fn save_within(&mut self, timeout: LockTimeout, now: Timestamp) -> Result<(), Error> {
        let was_opened = self.saving.opened;
        let opened = self.open(LockTimeout::Typing, now);
        let before = self.unwritten.len();
        self.write_down_late(now);
        let failed = matches!(self.model.draft, DraftState::Failed(_) | DraftState::HandedOver);
        let draft = self.model.draft();
        let kept = match opened {
            Err(error) if error.is_busy() => Err(error),
            _ => self.store.keep_draft(draft.as_ref(), self.typed, timeout, now),
        };
        let is_handed_over = matches!(kept, Ok(SavedIn::Handover));
        let saved = kept.map(drop);
        self.saving.note(&saved);
        if saved.is_ok() && !is_handed_over {
            self.typed = TypedKeys::default();
        }
        if is_handed_over {
            self.model.update(Message::DraftHandedOver);
            return Ok(());
        }
        if !self.saving.is_locked_briefly() {
            let saved = saved.as_ref().copied();
            let saved = saved.map_err(|error| self.model.locale.store_error(error));
            self.model.update(Message::DraftSaved(saved));
        }
        let more = failed || self.saving.opened != was_opened || self.unwritten.len() < before;
        if saved.is_ok() && more {
            self.reload(now);
        }
        saved
    }

    /// Saves what is unsaved, if anything is.
    pub(super) fn save_if_needed(&mut self, timeout: LockTimeout, now: Timestamp) -> Result<(), Error> {
        if self.saving.unsaved {
            self.save_within(timeout, now)
        } else {
            Ok(())
        }
    }

    /// Takes over what the last session left, for the first frame.
    pub(super) fn open_first(&mut self, now: Timestamp) {
        match self.open(LockTimeout::Asking, now) {
            Ok(()) => self.reload(now),
            Err(error) if error.is_busy() => self.saving.locked = 1,
            Err(error) if error.is_newer() => drop(self.model.update(Message::DraftHandedOver)),
            Err(error) => {
                let why = self.model.locale.store_error(&error);
                self.model.notice = Some(Notice::Store(why.clone()));
                self.model.draft = DraftState::Failed(why);
            }
        }
    }

    /// Takes over what the last session left, if that has not been done yet.
    fn open(&mut self, timeout: LockTimeout, now: Timestamp) -> Result<(), Error> {
        if self.saving.opened {
            return Ok(());
        }
        let model = &mut self.model;
        let profile = model.may_restore().then_some(model.settings.profile.as_str());
        let locale = &model.locale;
        let day = start_of_day(&model.settings.zone, now);
        let look = |store: &mut Store| {
            store.forget_shift_before(day)?;
            StartState::of(store, profile, locale)
        };
        let found = self.store.within(timeout, now, look)?;
        self.saving.opened = true;
        let shown = model.notice.take();
        if let Some(draft) = found.draft {
            model.restore(draft);
        }
        model.last_sent = model.last_sent.take().or(found.last_sent);
        // The last of them is shown first.
        let restored = model.notice.take();
        model.queued.extend(restored.into_iter().chain(found.notices));
        let shown = shown.filter(|notice| !notice.is_about_saving());
        model.notice = shown.or_else(|| model.queued.pop());
        Ok(())
    }

    /// Reads history and drafts, for the first frame and when the store can be used again.
    fn reload(&mut self, now: Timestamp) {
        let effects = vec![self.model.reload_history(), Effect::ListDrafts];
        self.carry_out(effects, now);
    }

    /// Whether the operator may leave: not before they know that what they typed cannot be kept.
    pub(super) fn may_leave(&mut self, now: Timestamp) -> bool {
        let nothing = self.model.draft().is_none() && self.unwritten.is_empty();
        let was_unsaved = self.saving.unsaved;
        let kept = |saved: Result<(), Error>| match saved {
            Ok(()) => true,
            // What was saved before is there, whatever process has the store now.
            Err(error) => error.is_busy() && !was_unsaved,
        };
        if self.saving.warned || nothing || kept(self.save_within(LockTimeout::Asking, now)) {
            return true;
        }
        self.saving.warned = true;
        self.model.notice = Some(Notice::NotKept);
        false
    }
}
