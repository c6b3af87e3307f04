//! The progress of an import, as a bar on the terminal.

use crate::commands::output::{print_bar, print_error};
use crate::commands::setup::Setup;
use crate::i18n::Locale;
use crate::import::{ImportReporter, ImportSummary, RowOutcome};
use crate::text::visible_lines;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle, TermLike};
use std::env;
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, stderr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How many times a second the bar is drawn at the most.
const REFRESH: u8 = 20;

/// A bar on a terminal's stderr, and nothing elsewhere.
pub(super) struct ImportProgress<'a> {
    bar: ProgressBar,
    locale: &'a Locale,
}

impl<'a> ImportProgress<'a> {
    /// The progress of an import of so many rows.
    pub(super) fn new(rows: u64, setup: &Setup, locale: &'a Locale) -> Self {
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        let target = if setup.plain || dumb || !stderr().is_terminal() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::term_like_with_hz(Box::new(BarLine::default()), REFRESH)
        };
        let bar = ProgressBar::with_draw_target(Some(rows), target);
        let template = "{bar:24} {pos}/{len}  {elapsed}+{eta}  {wide_msg}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            let signs = if setup.ascii { "=> " } else { "━╸─" };
            bar.set_style(style.progress_chars(signs));
        }
        Self { bar, locale }
    }

    /// One more row is done.
    pub(super) fn advance(&self, summary: &ImportSummary) {
        self.bar.inc(1);
        if !self.bar.is_hidden() {
            let created = summary.of(RowOutcome::Created);
            let held = summary.rows() - created - summary.of(RowOutcome::CreatedEarlier);
            let words = self.locale.texts().import_so_far(created, held);
            self.bar.set_message(words);
        }
    }

    /// Prints something with the bar out of the way.
    pub(super) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    /// Removes the bar.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl ImportReporter for ImportProgress<'_> {
    fn print(&self, lines: &str) {
        self.aside(|| print_error(lines));
    }

    fn waiting(&self, time: Duration) {
        let words = self.locale.texts().import_waiting(time.as_secs());
        self.bar.set_message(words);
    }
}

/// The line of the terminal that has the bar. It goes out like other output, so that a terminal that nobody reads does not
/// keep a signal from ending the program.
#[derive(Debug, Default)]
struct BarLine(Mutex<String>);

impl BarLine {
    fn add(&self, part: std::fmt::Arguments) -> io::Result<()> {
        let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        text.write_fmt(part).map_err(io::Error::other)
    }

    /// Moves the cursor by so many places, where `direction` ends the control sequence. One of 0 would move it by 1.
    fn move_cursor(&self, places: usize, direction: char) -> io::Result<()> {
        if places == 0 {
            return Ok(());
        }
        self.add(format_args!("\x1b[{places}{direction}"))
    }
}

impl TermLike for BarLine {
    fn width(&self) -> u16 {
        let size = rustix::termios::tcgetwinsize(rustix::stdio::stderr());
        size.map_or(80, |size| if size.ws_col == 0 { 80 } else { size.ws_col })
    }

    fn move_cursor_up(&self, n: usize) -> io::Result<()> {
        self.move_cursor(n, 'A')
    }

    fn move_cursor_down(&self, n: usize) -> io::Result<()> {
        self.move_cursor(n, 'B')
    }

    fn move_cursor_right(&self, n: usize) -> io::Result<()> {
        self.move_cursor(n, 'C')
    }

    fn move_cursor_left(&self, n: usize) -> io::Result<()> {
        self.move_cursor(n, 'D')
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.add(format_args!("{}\n", visible_lines(text)))
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.add(format_args!("{}", visible_lines(text)))
    }

    fn clear_line(&self) -> io::Result<()> {
        self.add(format_args!("\r\x1b[2K"))
    }

    fn flush(&self) -> io::Result<()> {
        let text = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        print_bar(&text);
        Ok(())
    }
}
