//! What the operating system says, in words that are safe to show.

use crate::i18n::Locale;
use crate::os::files::NotAFile;
use crate::text::visible;
use std::fmt::Display;
use std::io;
use std::path::Path;

impl Locale {
    /// The system's message about a file, in one line that is safe to show.
    #[must_use]
    pub fn system_error(&self, error: &io::Error) -> String {
        if NotAFile::is_in(error) {
            return self.texts().not_a_file();
        }
        line(error)
    }
}

/// A path, safe to show.
pub(crate) fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

/// A library's message, in one line that is safe to show: SQLite quotes statements, which have line breaks.
pub(crate) fn line(message: impl Display) -> String {
    let message = message.to_string();
    let words: Vec<&str> = message.split_whitespace().collect();
    visible(&words.join(" ")).into_owned()
}
