//! What became of rows, in words and in JSON.

use super::Import;
use super::clerk::Verdict;
use super::tally::{End, Tally};
use crate::commands::output::{print, print_json};
use crate::commands::{Failure, guard};
use crate::customer::Summary;
use crate::locale::Locale;
use crate::text::visible;
use serde_json::{Map, Value, json};
use std::path::Path;

impl Verdict {
    /// What the row has come to, or will, where it is not sent.
    pub(super) fn end(&self) -> End {
        match self {
            Self::Send(_) => End::Left,
            Self::Invalid(_) => End::Invalid,
            Self::Blocked(_) => End::Blocked,
            Self::Created(_) => End::CreatedEarlier,
            Self::Rejected(_) => End::Rejected,
            Self::Unknown(_) => End::Unknown,
            Self::OnItsWay(_) => End::OnItsWay,
            Self::InForm => End::InForm,
        }
    }

    /// Why it cannot be sent, in one line that is safe to show; none where it can be, or need not be.
    pub(super) fn reason(&self, locale: &Locale) -> Option<String> {
        match self {
            Self::Invalid(invalid) => {
                let lines: Vec<String> = invalid.problems.iter().map(|entry| entry.line(locale)).collect();
                Some(lines.join("; "))
            }
            Self::Blocked(before) | Self::Unknown(before) | Self::OnItsWay(before) => {
                Some(guard::in_the_way(before, locale))
            }
            Self::Rejected(before) => rejection(before, locale),
            Self::Send(_) | Self::Created(_) | Self::InForm => None,
        }
    }

    /// The members of the row's JSON object.
    pub(super) fn json(&self, locale: &Locale) -> Value {
        let state = self.end().name();
        match self {
            Self::Send(_) | Self::InForm | Self::Created(None) => json!({"state": state}),
            Self::Created(Some(before)) => {
                json!({"state": state, "attempt": before.attempt, "customer_id": before.customer_id})
            }
            Self::Invalid(invalid) => json!({"state": state, "problems": invalid.problems}),
            Self::Blocked(before) => {
                json!({"state": state, "by": before.attempt, "message": self.reason(locale)})
            }
            Self::Rejected(before) | Self::Unknown(before) | Self::OnItsWay(before) => {
                json!({"state": state, "attempt": before.attempt, "message": self.reason(locale)})
            }
        }
    }
}

fn rejection(before: &Summary, locale: &Locale) -> Option<String> {
    let outcome = before.outcome.as_ref()?;
    let words = guard::ended(&before.attempt, outcome, locale)?;
    Some(visible(&words).into_owned())
}

/// What is said of a row, with its number before it.
pub(super) fn line(number: u64, words: &str, locale: &Locale) -> String {
    format!("{}: {}", locale.texts().import_row(number), visible(words))
}

/// Prints the JSON object of a row.
pub(super) fn print_row(number: u64, members: &Value) -> Result<(), Failure> {
    let mut row = Map::new();
    row.insert("row".to_owned(), number.into());
    row.extend(members.as_object().cloned().unwrap_or_default());
    print_json(&row)
}

impl Import<'_> {
    /// Prints the summary.
    pub(super) fn conclude(&self, tally: &Tally, rejected: Option<&Path>) -> Result<(), Failure> {
        let rejected = rejected.map(|path| visible(&path.to_string_lossy()).into_owned());
        if self.options.json {
            return print_json(&json!({"summary": tally.json(), "rejected_file": rejected}));
        }
        let mut lines = tally.lines(self.locale, self.options.check);
        if let Some(path) = rejected {
            lines.push_str(&self.locale.texts().import_see_rejected(path));
            lines.push('\n');
        }
        print(&lines)
    }
}
