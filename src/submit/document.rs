//! A customer's JSON document, read and checked.

use super::problem::ProblemEntry;
use super::stream_lines::StreamLine;
use crate::customer::{Card, ParsedDocument, RuleContext, Severity};
use crate::i18n::Locale;
use std::fmt::Write as _;

/// A document and its problems.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    /// The name of its file, safe to show.
    name: String,
    /// Its line in the file; none where it is the whole file.
    pub line: Option<u64>,
    /// The card; none where it could not be read.
    pub card: Option<Card>,
    /// Its problems, see [`check`].
    pub problems: Vec<ProblemEntry>,
}

impl Document {
    /// The document that is the whole of a file of this name.
    pub(super) fn of_file(name: String, bytes: &[u8], context: &RuleContext, locale: &Locale) -> Self {
        let (card, problems) = check(bytes, context, locale);
        Self {
            name,
            line: None,
            card,
            problems,
        }
    }

    /// The document that is one line of a file of this name.
    pub(super) fn of_line(name: &str, line: &StreamLine, context: &RuleContext, locale: &Locale) -> Self {
        let (card, mut problems) = match &line.bytes {
            Some(bytes) => check(bytes, context, locale),
            None => (None, vec![ProblemEntry::of_long_line(locale)]),
        };
        for problem in &mut problems {
            problem.move_to_line(line.number);
        }
        Self {
            name: name.to_owned(),
            line: Some(line.number),
            card,
            problems,
        }
    }

    /// Whether none of its problems is an error.
    pub(crate) fn is_valid(&self) -> bool {
        self.problems
            .iter()
            .all(|problem| problem.severity < Severity::Error)
    }

    /// The problems, a line each.
    pub(crate) fn lines(&self, locale: &Locale) -> String {
        self.problems.iter().fold(String::new(), |mut lines, problem| {
            let name = if problem.names_line() {
                self.name.clone()
            } else {
                self.place(locale)
            };
            let _ = writeln!(lines, "{name}: {}", problem.line(locale));
            lines
        })
    }

    /// The problems in one line, for a reader who knows the line of the document.
    pub(super) fn one_line(&self, locale: &Locale) -> String {
        let problems = self.problems.iter().map(|problem| problem.line_in_line(locale));
        problems.collect::<Vec<_>>().join("; ")
    }

    /// The line for a document without problems.
    pub(crate) fn valid_line(&self, locale: &Locale) -> String {
        format!("{}: {}\n", self.place(locale), locale.texts().document_right())
    }

    /// Its name, and its line where it is one.
    fn place(&self, locale: &Locale) -> String {
        match self.line {
            None => self.name.clone(),
            Some(line) => format!("{}: {}", self.name, locale.texts().submit_line(line)),
        }
    }
}

/// The card of a document, where it can be read whole, and all problems: first those of the document from its beginning to its
/// end, then those of the values that could be read, in the order of the form. The values of a document that breaks off are not
/// checked: nobody knows what would come.
pub(crate) fn check(
    bytes: &[u8],
    context: &RuleContext,
    locale: &Locale,
) -> (Option<Card>, Vec<ProblemEntry>) {
    let parsed = ParsedDocument::of_bytes(bytes, context);
    let errors = parsed.errors.iter();
    let mut problems: Vec<ProblemEntry> = errors
        .map(|error| ProblemEntry::of_read_error(error, locale))
        .collect();
    if parsed.is_whole {
        let found = parsed.card.problems(context).into_iter();
        let found = found.filter(|(slot, _)| !parsed.has_left_out(&parsed.card.path(*slot)));
        problems.extend(
            found.map(|(slot, problem)| ProblemEntry::of(&parsed.card, slot, &problem, context, locale)),
        );
    }
    (parsed.errors.is_empty().then_some(parsed.card), problems)
}
