//! The shift: its counters are saved with the draft, and read when the operator asks for it.

use super::Session;
use super::pending::{Locked, unless_locked};
use crate::app::Message;
use crate::customer::TypedKeys;
use crate::runtime::workers::Workers;
use crate::store::{LockTimeout, Store};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::time::Instant;

impl<W: Workers> Session<W> {
    /// Reads the shift, with the keys that were not saved yet.
    pub(super) fn load_shift(&mut self, since: Instant, now: Timestamp) -> Result<Message, Locked> {
        let saved = self.save_within(LockTimeout::Typing, now);
        let shift = saved.and_then(|()| self.briefly(now, |store| store.shift()));
        Ok(Message::ShiftLoaded(self.in_words(unless_locked(shift, since)?)))
    }

    /// Ends the shift: the next key begins the next one.
    pub(super) fn end_shift(&mut self, now: Timestamp) -> Message {
        let ended = self.store.within(LockTimeout::Asking, now, Store::end_shift);
        if ended.is_ok() {
            self.typed = TypedKeys::default();
        }
        Message::ShiftEnded(self.in_words(ended))
    }
}

/// When the local day of a moment begins; the moment itself, where its calendar has no such day.
pub(super) fn start_of_day(zone: &TimeZone, now: Timestamp) -> Timestamp {
    let local = now.to_zoned_datetime(zone.clone());
    local.start_of_day().map_or(now, |start| start.timestamp())
}
