//! The words for why a command could not start, or had to end.

use super::system::{line, shown};
use crate::i18n::Locale;
use crate::sandbox;

impl Locale {
    /// Why the sandbox could not start, or ended. Safe to show.
    #[must_use]
    pub fn sandbox_error(&self, error: &sandbox::Error) -> String {
        use sandbox::Error;
        let texts = self.texts();
        match error {
            Error::NotLoopback(address) => texts.sandbox_not_loopback(address.to_string()),
            Error::ColonInUser => texts.sandbox_user(),
            Error::Listen { addr, source } => texts.sandbox_listen(addr.to_string(), line(source)),
            Error::File { path, source } => texts.sandbox_file(shown(path), line(source)),
            Error::ForeignFile(path) => texts.sandbox_foreign_file(shown(path)),
            Error::Database {
                path: Some(path),
                source,
            } => texts.sandbox_database(shown(path), line(source)),
            Error::Database { path: None, source } => texts.sandbox_memory(line(source)),
        }
    }
}
