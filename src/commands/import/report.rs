//! What became of rows, in words and in JSON.

use super::Import;
use super::clerk::{PriorAttempt, RowStatus};
use super::content::ComparedContent;
use super::tally::{ImportSummary, RowOutcome};
use crate::commands::output::{print, print_json};
use crate::commands::{CommandError, guard};
use crate::customer::SubmissionSummary;
use crate::i18n::Locale;
use crate::text::visible;
use serde_json::{Map, Value, json};
use std::path::Path;

impl RowStatus {
    /// What the row has come to, or will, where it is not sent.
    pub(super) fn end(&self) -> RowOutcome {
        match self {
            Self::Send(_) => RowOutcome::Left,
            Self::Invalid(_) => RowOutcome::Invalid,
            Self::Blocked(_) => RowOutcome::Blocked,
            Self::Created(before) if before.content.is_other() => RowOutcome::CreatedOtherwise,
            Self::Created(_) | Self::Purged => RowOutcome::CreatedEarlier,
            Self::Rejected(_) => RowOutcome::Rejected,
            Self::Unknown(_) => RowOutcome::Unknown,
            Self::OnItsWay(_) => RowOutcome::OnItsWay,
            Self::InForm => RowOutcome::InForm,
        }
    }

    /// Whether the row was sent, and nothing is kept of what was sent.
    pub(super) fn has_nothing_to_compare(&self) -> bool {
        match self {
            Self::Purged => true,
            Self::Created(before) => before.content.compared == ComparedContent::Nothing,
            _ => false,
        }
    }

    /// What a person must know of it, such as why it cannot be sent, in one line that is safe to show; none where there is
    /// nothing.
    pub(super) fn reason(&self, locale: &Locale) -> Option<String> {
        match self {
            Self::Invalid(invalid) => {
                let lines: Vec<String> = invalid.problems.iter().map(|entry| entry.line(locale)).collect();
                Some(lines.join("; "))
            }
            Self::Blocked(before) => Some(guard::in_the_way(before, locale)),
            Self::Created(before) => created(before, locale),
            Self::Rejected(before) => rejection(before, locale),
            Self::Unknown(before) | Self::OnItsWay(before) => Some(open(before, locale)),
            Self::Send(_) | Self::Purged | Self::InForm => None,
        }
    }

    /// The members of the row's JSON object.
    pub(super) fn json(&self, locale: &Locale) -> Value {
        let state = self.end().name();
        let (mut told, before) = match self {
            Self::Send(_) | Self::InForm => (json!({"state": state}), None),
            Self::Purged => (
                json!({"state": state, "compared": ComparedContent::Nothing}),
                None,
            ),
            Self::Created(before) => {
                let SubmissionSummary {
                    attempt, customer_id, ..
                } = &before.summary;
                let told = json!({"state": state, "attempt": attempt, "customer_id": customer_id});
                (told, Some(before))
            }
            Self::Invalid(invalid) => (json!({"state": state, "problems": invalid.problems}), None),
            Self::Blocked(before) => (json!({"state": state, "by": before.attempt}), None),
            Self::Rejected(before) | Self::Unknown(before) | Self::OnItsWay(before) => (
                json!({"state": state, "attempt": before.summary.attempt}),
                Some(before),
            ),
        };
        if let Value::Object(members) = &mut told {
            members.extend(before.map(|before| before.content.json()).unwrap_or_default());
            if !matches!(self, Self::Invalid(_)) {
                let message = self
                    .reason(locale)
                    .map(|reason| ("message".to_owned(), reason.into()));
                members.extend(message);
            }
        }
        told
    }
}

/// That a customer was created with another content than the row has now; none where it has the same.
fn created(before: &PriorAttempt, locale: &Locale) -> Option<String> {
    let differs = before.content.words(locale)?;
    let id = before.summary.customer_id.as_deref().unwrap_or("-");
    Some(locale.texts().import_created_otherwise(visible(id), differs))
}

fn rejection(before: &PriorAttempt, locale: &Locale) -> Option<String> {
    let outcome = before.summary.outcome.as_ref()?;
    let words = guard::ended(&before.summary.attempt, outcome, locale)?;
    let words = visible(&words).into_owned();
    Some(match before.content.words(locale) {
        None => words,
        Some(differs) => locale.texts().import_rejected_otherwise(words, differs),
    })
}

/// That nobody knows yet what became of a row.
fn open(before: &PriorAttempt, locale: &Locale) -> String {
    let words = guard::in_the_way(&before.summary, locale);
    match before.content.words(locale) {
        None => words,
        Some(differs) => locale.texts().import_sent_otherwise(words, differs),
    }
}

/// What is specified about a row, with its line in the file before it.
pub(super) fn line(line: u64, words: &str, locale: &Locale) -> String {
    format!("{}: {}", locale.texts().import_line(line), visible(words))
}

/// Prints the JSON object of a row.
pub(super) fn print_row(line: u64, members: &Value) -> Result<(), CommandError> {
    let mut row = Map::new();
    row.insert("row".to_owned(), line.into());
    row.extend(members.as_object().cloned().unwrap_or_default());
    print_json(&row)
}

impl Import<'_> {
    /// Prints the summary.
    pub(super) fn conclude(
        &self,
        tally: &ImportSummary,
        rejected: Option<&Path>,
    ) -> Result<(), CommandError> {
        let rejected = rejected.map(|path| visible(&path.to_string_lossy()).into_owned());
        if self.options.json {
            return print_json(&json!({
                "summary": tally.json(), "not_compared": tally.not_compared, "rejected_file": rejected
            }));
        }
        let mut lines = tally.lines(self.locale, self.options.check);
        if tally.not_compared > 0 {
            lines.push_str(&self.locale.texts().import_not_compared(tally.not_compared));
            lines.push('\n');
        }
        if let Some(path) = rejected {
            lines.push_str(&self.locale.texts().import_see_rejected(path));
            lines.push('\n');
        }
        print(&lines)
    }
}
