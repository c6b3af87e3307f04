//! How many rows came to which outcome, in words and in JSON.

use super::classifier::RowStatus;
use crate::i18n::{Locale, Texts};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::iter;

/// What can become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowOutcome {
    /// It may be sent, and was not: it was only checked, or the import stopped before it.
    Left,
    /// Its customer was created now.
    Created,
    /// Its customer was created by an earlier import.
    CreatedEarlier,
    /// Its customer was created by an earlier import, with another content than the row has now.
    CreatedOtherwise,
    /// It cannot be sent as it is.
    Invalid,
    /// An earlier attempt at the same customer must have an outcome first.
    Blocked,
    /// The CRM rejected it, now or earlier.
    Rejected,
    /// It surely never reached the CRM.
    NotSent,
    /// It may have been created.
    Unknown,
    /// Another import is sending it.
    InFlight,
    /// It was parked in the form.
    InForm,
}

/// An outcome, its name in JSON, and its words.
type OutcomeRow = (RowOutcome, &'static str, fn(&Texts) -> String);

/// The outcomes, in the order of the summary.
const OUTCOMES: [OutcomeRow; 11] = [
    (RowOutcome::Created, "created", Texts::import_created),
    (
        RowOutcome::CreatedEarlier,
        "created_earlier",
        Texts::import_created_earlier,
    ),
    (
        RowOutcome::CreatedOtherwise,
        "created_with_other_content",
        Texts::import_with_other_content,
    ),
    (RowOutcome::InForm, "in_form", Texts::import_in_form),
    (RowOutcome::Invalid, "invalid", Texts::import_invalid),
    (RowOutcome::Rejected, "rejected", Texts::import_rejected),
    (RowOutcome::NotSent, "not_sent", Texts::import_not_sent),
    (RowOutcome::Unknown, "unknown", Texts::import_unknown),
    (RowOutcome::Blocked, "blocked", Texts::import_blocked),
    (RowOutcome::InFlight, "sending", Texts::import_in_flight),
    (RowOutcome::Left, "left", Texts::import_left),
];

impl RowOutcome {
    fn index(self) -> usize {
        let mut outcomes = OUTCOMES.iter();
        outcomes
            .position(|(outcome, ..)| *outcome == self)
            .unwrap_or_default()
    }

    /// The words of all of them, in the order of the summary.
    pub(super) fn names() -> Vec<&'static str> {
        OUTCOMES.iter().map(|(_, name, _)| *name).collect()
    }

    /// The word that stands for it in JSON.
    pub(super) fn name(self) -> &'static str {
        OUTCOMES[self.index()].1
    }
}

/// How many rows came to which outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ImportSummary {
    counts: [u64; OUTCOMES.len()],
    /// Rows that were created by an earlier import, and whose content could not be compared with what was sent.
    pub not_compared: u64,
}

impl ImportSummary {
    /// Counts a row.
    pub(crate) fn add(&mut self, outcome: RowOutcome) {
        self.counts[outcome.index()] += 1;
    }

    /// Counts a row that was only classified.
    pub(crate) fn add_status(&mut self, status: &RowStatus) {
        self.add(status.outcome());
        self.not_compared += u64::from(status.has_nothing_to_compare());
    }

    /// How many rows came to an outcome.
    pub(crate) fn of(&self, outcome: RowOutcome) -> u64 {
        self.counts[outcome.index()]
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The outcomes that a row came to, with how many did.
    fn found(&self) -> impl Iterator<Item = (&'static OutcomeRow, u64)> + Clone {
        OUTCOMES.iter().zip(self.counts).filter(|(_, count)| *count > 0)
    }

    /// The outcomes that a row came to.
    pub(crate) fn outcomes(&self) -> impl Iterator<Item = RowOutcome> {
        self.found().map(|((outcome, ..), _)| *outcome)
    }

    /// One line for each outcome that a row came to.
    pub(crate) fn lines(&self, locale: &Locale, checked: bool) -> String {
        let widths = self.found().map(|(_, count)| count.to_string().len());
        let width = widths.max().unwrap_or_default();
        self.found()
            .fold(String::new(), |lines, ((outcome, _, words), count)| {
                let words = match outcome {
                    RowOutcome::Left if checked => locale.texts().import_may_be_sent(),
                    _ => locale.text(*words),
                };
                format!("{lines}{count:>width$}  {words}\n")
            })
    }

    /// All counts, by their names.
    fn named(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let counts = OUTCOMES.iter().zip(self.counts);
        iter::once((ROWS, self.rows())).chain(counts.map(|((_, name, _), count)| (*name, count)))
    }
}

/// The name of the count of all rows.
const ROWS: &str = "rows";

impl Serialize for ImportSummary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.named())
    }
}

impl JsonSchema for ImportSummary {
    fn schema_name() -> Cow<'static, str> {
        "ImportSummary".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let count = json!({"type": "integer", "minimum": 0});
        let names = || Self::default().named().map(|(name, _)| name).collect::<Vec<_>>();
        let counts: Map<String, Value> = names()
            .into_iter()
            .map(|name| (name.to_owned(), count.clone()))
            .collect();
        json_schema!({
            "description": "How many rows came to which outcome",
            "type": "object",
            "properties": counts,
            "required": names(),
        })
    }
}

/// What is reported at the end, in JSON.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ImportReport {
    /// How many rows came to which outcome.
    pub summary: ImportSummary,
    /// Rows that were created by an earlier import, and whose content could not be compared.
    pub not_compared: u64,
    /// Where the rows are that were not sent; none where there are none.
    pub rejected_file: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn every_outcome_has_its_own_place_and_its_words() {
        for (index, (outcome, name, words)) in OUTCOMES.iter().enumerate() {
            assert_eq!((outcome.index(), outcome.name()), (index, *name));
            for language in Language::ALL {
                assert!(!Locale::new(language).text(*words).is_empty());
            }
        }
    }
}
