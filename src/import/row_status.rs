//! The status of a row, in words and in JSON.

use super::classifier::{PriorAttempt, RowStatus};
use super::content::ComparedContent;
use super::row_report::RowReport;
use super::summary::RowOutcome;
use crate::i18n::Locale;
use crate::submit::outcome;
use crate::text::visible;
use serde_json::Value;

impl RowStatus {
    /// The outcome of the row, where it is not sent.
    pub(crate) fn outcome(&self) -> RowOutcome {
        match self {
            Self::Ready(_) => RowOutcome::Left,
            Self::Invalid(_) => RowOutcome::Invalid,
            Self::Blocked(_) => RowOutcome::Blocked,
            Self::Created(before) if before.content.is_other() => RowOutcome::CreatedOtherwise,
            Self::Created(_) | Self::Purged => RowOutcome::CreatedEarlier,
            Self::Rejected(_) => RowOutcome::Rejected,
            Self::Unknown(_) => RowOutcome::Unknown,
            Self::InFlight(_) => RowOutcome::InFlight,
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

    /// What the operator must know of the row, such as why it cannot be sent, in one line; none where there is nothing. Safe
    /// to show.
    pub(crate) fn reason(&self, locale: &Locale) -> Option<String> {
        match self {
            Self::Invalid(invalid) => {
                let lines: Vec<String> = invalid.problems.iter().map(|entry| entry.line(locale)).collect();
                Some(lines.join("; "))
            }
            Self::Blocked(before) => Some(outcome::blocked(before, locale)),
            Self::Created(before) => created_otherwise(before, locale),
            Self::Rejected(before) => rejection(before, locale),
            Self::Unknown(before) | Self::InFlight(before) => Some(unsettled(before, locale)),
            Self::Ready(_) | Self::Purged | Self::InForm => None,
        }
    }

    /// The members of the row's JSON object.
    pub(crate) fn json(&self, locale: &Locale) -> Value {
        let mut report = RowReport::new(self.outcome());
        match self {
            Self::Ready(_) | Self::InForm => {}
            Self::Purged => report.compared = Some(ComparedContent::Nothing),
            Self::Invalid(invalid) => report.problems = Some(invalid.problems.iter().collect()),
            Self::Blocked(before) => report.by = Some(&before.attempt),
            Self::Created(before)
            | Self::Rejected(before)
            | Self::Unknown(before)
            | Self::InFlight(before) => {
                report.attempt = Some(&before.summary.attempt);
                let is_created = matches!(self, Self::Created(_));
                let id = before.summary.customer_id.as_deref();
                report.customer_id = id.filter(|_| is_created);
                report.compared = Some(before.content.compared);
                report.differs = before.content.reported_differences();
                report.problems = before.content.unreadable.as_ref().map(|problem| vec![problem]);
            }
        }
        if !matches!(self, Self::Invalid(_)) {
            report.message = self.reason(locale);
        }
        serde_json::to_value(report).unwrap_or_default()
    }
}

/// That a customer was created with another content than the row has now; none where it has the same.
fn created_otherwise(before: &PriorAttempt, locale: &Locale) -> Option<String> {
    let differs = before.content.words(locale)?;
    let id = before.summary.customer_id.as_deref().unwrap_or("-");
    Some(locale.texts().import_created_otherwise(visible(id), differs))
}

fn rejection(before: &PriorAttempt, locale: &Locale) -> Option<String> {
    let outcome = before.summary.outcome.as_ref()?;
    let words = outcome::failure(&before.summary.attempt, outcome, locale)?;
    let words = visible(&words).into_owned();
    Some(match before.content.words(locale) {
        None => words,
        Some(differs) => locale.texts().import_rejected_otherwise(words, differs),
    })
}

/// That the row has no outcome yet.
fn unsettled(before: &PriorAttempt, locale: &Locale) -> String {
    let words = outcome::blocked(&before.summary, locale);
    match before.content.words(locale) {
        None => words,
        Some(differs) => locale.texts().import_sent_otherwise(words, differs),
    }
}

/// Words about a row, after its line in the file. Safe to show.
pub(crate) fn with_line(line: u64, words: &str, locale: &Locale) -> String {
    format!("{}: {}", locale.texts().import_line(line), visible(words))
}
