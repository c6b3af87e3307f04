//! The files and pipes that documents are read from.

use super::document::Document;
use super::stop::StopSignal;
use super::stream_lines::StreamLines;
use crate::customer::RuleContext;
use crate::i18n::Locale;
use crate::text::visible;
use std::fs::File;
use std::io::{self, Read, stdin};
use std::os::fd::AsFd as _;
use std::path::Path;

/// The largest document, in bytes: the API takes no larger request.
const MAX_BYTES: usize = 1024 * 1024;

/// The path that stands for the standard input.
pub(crate) const STDIN: &str = "-";

/// A file or pipe with one document, or with one a line.
pub(crate) struct DocumentSource {
    /// Its name, safe to show.
    name: String,
    file: File,
}

/// Why a source cannot be read.
#[derive(Debug)]
pub(crate) enum SourceError {
    /// The system's error.
    Io {
        /// The source's name, safe to show.
        name: String,
        source: io::Error,
    },
    /// It is larger than any customer.
    TooLong {
        /// The source's name, safe to show.
        name: String,
    },
}

impl DocumentSource {
    /// Opens a file, or the standard input for `-`. Waits for the writer of a pipe.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub(crate) fn open(path: &Path) -> Result<Self, SourceError> {
        let (name, file) = open_named(path);
        match file {
            Ok(file) => Ok(Self { name, file }),
            Err(source) => Err(SourceError::Io { name, source }),
        }
    }

    /// The one document that the source is.
    ///
    /// # Errors
    /// If the source cannot be read, or is too long.
    pub(crate) fn document(self, context: &RuleContext, locale: &Locale) -> Result<Document, SourceError> {
        let Self { name, file } = self;
        let mut bytes = Vec::new();
        match file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes) {
            Err(source) => Err(SourceError::Io { name, source }),
            Ok(_) if bytes.len() > MAX_BYTES => Err(SourceError::TooLong { name }),
            Ok(_) => Ok(Document::of_file(name, &bytes, context, locale)),
        }
    }

    /// The documents of its lines, without blank lines; until the stop signal, where there is one.
    pub(crate) fn documents<'a>(
        self,
        stop: Option<&StopSignal>,
        context: &'a RuleContext,
        locale: &'a Locale,
    ) -> impl Iterator<Item = Result<Document, SourceError>> + use<'a> {
        let Self { name, file } = self;
        let reader: Box<dyn Read> = match stop {
            Some(stop) => Box::new(stop.reader(file)),
            None => Box::new(file),
        };
        StreamLines::new(reader, MAX_BYTES).map(move |line| match line {
            Ok(line) => Ok(Document::of_line(&name, &line, context, locale)),
            Err(source) => Err(SourceError::Io {
                name: name.clone(),
                source,
            }),
        })
    }
}

/// A file by its path, or the standard input for `-`, with a name that is safe to show.
pub(crate) fn open_named(path: &Path) -> (String, io::Result<File>) {
    if path == Path::new(STDIN) {
        let stdin = stdin().as_fd().try_clone_to_owned();
        ("stdin".to_owned(), stdin.map(File::from))
    } else {
        (visible(&path.to_string_lossy()).into_owned(), File::open(path))
    }
}

impl SourceError {
    /// The error in words. Safe to show.
    pub(crate) fn words(&self, locale: &Locale) -> String {
        let texts = locale.texts();
        match self {
            Self::Io { name, source } => {
                format!(
                    "{name}: {}",
                    texts.document_unreadable(visible(&source.to_string()))
                )
            }
            Self::TooLong { name } => format!("{name}: {}", texts.document_too_long()),
        }
    }
}
