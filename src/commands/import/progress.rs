//! How far it is, for whoever watches.

use super::tally::{End, Tally};
use crate::commands::setup::Setup;
use crate::locale::Locale;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::env;
use std::time::Duration;

/// A bar on a terminal's stderr, and nothing elsewhere.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    pub(super) fn new(rows: u64, setup: &Setup) -> Self {
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        let target = if setup.plain || dumb {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(Some(rows), target);
        let template = "{bar:24} {pos}/{len}  {elapsed}+{eta}  {wide_msg}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            let signs = if setup.ascii { "=> " } else { "━╸─" };
            bar.set_style(style.progress_chars(signs));
        }
        Self { bar }
    }

    /// One more row is done.
    pub(super) fn advance(&self, tally: &Tally, locale: &Locale) {
        self.bar.inc(1);
        if !self.bar.is_hidden() {
            let held = tally.rows() - tally.of(End::Created) - tally.of(End::CreatedEarlier);
            let created = tally.of(End::Created);
            self.bar.set_message(locale.texts().import_so_far(created, held));
        }
    }

    /// It waits for so long.
    pub(super) fn waiting(&self, time: Duration, locale: &Locale) {
        self.bar
            .set_message(locale.texts().import_waiting(time.as_secs()));
    }

    /// Does something that prints, with the bar out of the way.
    pub(super) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    /// It is over: the bar goes.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
