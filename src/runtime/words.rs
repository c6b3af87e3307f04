//! The words for why a front end had to end, and why a card was not written to a file.

use super::error::Error;
use super::export::ExportError;
use crate::i18n::Locale;
use crate::messages::{line, shown};
use crate::text::visible;

impl Locale {
    /// Why the form had to end. Safe to show.
    #[must_use]
    pub fn run_error(&self, error: &Error) -> String {
        match error {
            Error::Unsaved(words) => words.clone(),
            Error::Terminal(source) => self.texts().terminal_failed_kept(line(source)),
        }
    }

    /// Why a card was not written to a file. Safe to show.
    #[must_use]
    pub fn export_error(&self, error: &ExportError) -> String {
        let texts = self.texts();
        match error {
            ExportError::Exists { path } => texts.export_exists(shown(path)),
            ExportError::Io { path, source } => texts.export_failed(shown(path), line(source)),
            ExportError::Nameless => texts.export_nameless(),
            ExportError::Path(error) => self.path_error(error),
            ExportError::Hidden(name) => texts.export_hidden(visible(name)),
            ExportError::NotAName { dir } => texts.export_not_a_name(shown(dir)),
            ExportError::Off => texts.export_off(),
        }
    }
}
