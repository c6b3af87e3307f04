//! How many rows came to what end, in words, in JSON and as an exit code.

use crate::commands::Exit;
use crate::i18n::{Locale, Texts};
use serde_json::{Map, Value};

/// What a row can come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowOutcome {
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
    /// An attempt at the same customer is in its way.
    Blocked,
    /// The CRM rejected it, now or earlier.
    Rejected,
    /// It surely never reached the CRM.
    NotSent,
    /// It may have been created.
    Unknown,
    /// Another import is sending it.
    OnItsWay,
    /// It was handed over to the form.
    InForm,
}

/// A row of the table of ends: the end, its name in JSON, its words, and how it lets the program end.
type Line = (RowOutcome, &'static str, fn(&Texts) -> String, Exit);

/// The ends, in the order of the summary.
const ENDS: [Line; 11] = [
    (RowOutcome::Created, "created", Texts::import_created, Exit::Done),
    (
        RowOutcome::CreatedEarlier,
        "created_earlier",
        Texts::import_created_earlier,
        Exit::Done,
    ),
    (
        RowOutcome::CreatedOtherwise,
        "created_with_other_content",
        Texts::import_with_other_content,
        Exit::Invalid,
    ),
    (RowOutcome::InForm, "in_form", Texts::import_in_form, Exit::Done),
    (
        RowOutcome::Invalid,
        "invalid",
        Texts::import_invalid,
        Exit::Invalid,
    ),
    (
        RowOutcome::Rejected,
        "rejected",
        Texts::import_rejected,
        Exit::Rejected,
    ),
    (
        RowOutcome::NotSent,
        "not_sent",
        Texts::import_not_sent,
        Exit::NotSent,
    ),
    (
        RowOutcome::Unknown,
        "unknown",
        Texts::import_unknown,
        Exit::Unknown,
    ),
    (
        RowOutcome::Blocked,
        "blocked",
        Texts::import_blocked,
        Exit::Unknown,
    ),
    (
        RowOutcome::OnItsWay,
        "sending",
        Texts::import_on_its_way,
        Exit::Unknown,
    ),
    (RowOutcome::Left, "left", Texts::import_left, Exit::NotSent),
];

impl RowOutcome {
    fn line(self) -> &'static Line {
        &ENDS[self.index()]
    }

    fn index(self) -> usize {
        ENDS.iter().position(|(end, ..)| *end == self).unwrap_or_default()
    }

    /// The word that stands for it in JSON.
    pub(super) fn name(self) -> &'static str {
        self.line().1
    }
}

/// How many rows came to what end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ImportSummary {
    counts: [u64; ENDS.len()],
    /// Rows that were created by an earlier import, and whose content could not be compared with what was sent.
    pub not_compared: u64,
}

impl ImportSummary {
    pub(super) fn add(&mut self, end: RowOutcome) {
        self.counts[end.index()] += 1;
    }

    pub(super) fn of(&self, end: RowOutcome) -> u64 {
        self.counts[end.index()]
    }

    pub(super) fn rows(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// How the program ends: by the worst of the rows. Rows that were only checked are not left behind.
    pub(super) fn exit(&self, checked: bool) -> Exit {
        let ends = ENDS.iter().zip(self.counts).filter(|(_, count)| *count > 0);
        let exits = ends.filter(|((end, ..), _)| !(checked && *end == RowOutcome::Left));
        let worst = exits.map(|((.., exit), _)| *exit).max_by_key(|exit| exit.code());
        worst.unwrap_or(Exit::Done)
    }

    /// One line for each end that a row came to.
    pub(super) fn lines(&self, locale: &Locale, checked: bool) -> String {
        let counts = ENDS.iter().zip(self.counts).filter(|(_, count)| *count > 0);
        let width = counts
            .clone()
            .map(|(_, count)| count.to_string().len())
            .max()
            .unwrap_or_default();
        counts.fold(String::new(), |lines, ((end, _, words, _), count)| {
            let words = match end {
                RowOutcome::Left if checked => locale.texts().import_may_be_sent(),
                _ => locale.text(*words),
            };
            format!("{lines}{count:>width$}  {words}\n")
        })
    }

    /// All counts, by their names.
    pub(super) fn json(&self) -> Value {
        let mut counts = Map::new();
        counts.insert("rows".to_owned(), self.rows().into());
        for ((_, name, ..), count) in ENDS.iter().zip(self.counts) {
            counts.insert((*name).to_owned(), count.into());
        }
        Value::Object(counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn the_worst_row_decides_how_it_ends() {
        let mut tally = ImportSummary::default();
        assert_eq!(tally.exit(false), Exit::Done);
        for (end, exit, checked) in [
            (RowOutcome::Created, Exit::Done, Exit::Done),
            (RowOutcome::CreatedEarlier, Exit::Done, Exit::Done),
            (RowOutcome::CreatedOtherwise, Exit::Invalid, Exit::Invalid),
            (RowOutcome::Invalid, Exit::Invalid, Exit::Invalid),
            (RowOutcome::Rejected, Exit::Rejected, Exit::Rejected),
            (RowOutcome::Left, Exit::NotSent, Exit::Rejected),
            (RowOutcome::NotSent, Exit::NotSent, Exit::NotSent),
            (RowOutcome::Unknown, Exit::Unknown, Exit::Unknown),
            (RowOutcome::Invalid, Exit::Unknown, Exit::Unknown),
        ] {
            tally.add(end);
            assert_eq!((tally.exit(false), tally.exit(true)), (exit, checked), "{end:?}");
        }
        assert_eq!((tally.rows(), tally.of(RowOutcome::Invalid)), (9, 2));
    }

    #[test]
    fn every_end_has_its_own_place_and_its_words() {
        for (index, (end, name, words, _)) in ENDS.iter().enumerate() {
            assert_eq!((end.index(), end.name()), (index, *name));
            for language in Language::ALL {
                assert!(!Locale::new(language).text(*words).is_empty());
            }
        }
    }
}
