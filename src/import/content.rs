//! The content of a row compared with what was sent for it: another mapping, encoding or set of settings makes other
//! customers of the same file.

use crate::customer::{
    Card, Difference, FieldId, Payload, RuleContext, SentContent, Slot, StoredDetail, differences,
    is_same_behind_mask, mask,
};
use crate::i18n::Locale;
use crate::submit::ProblemEntry;
use crate::text::visible;
use schemars::JsonSchema;
use serde::Serialize;

/// The longest value that is shown whole, in characters.
const LONGEST: usize = 40;

/// How much of what was sent could be compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ComparedContent {
    /// All of it.
    All,
    /// What the mask of the record leaves.
    Unmasked,
    /// Nothing: the record was deleted, or cannot be read.
    #[default]
    Nothing,
}

/// What was sent for a row, compared with what the row says now.
#[derive(Default)]
pub(crate) struct ContentComparison {
    pub compared: ComparedContent,
    /// The fields that differ.
    pub differs: Vec<Difference>,
    /// The row cannot be read as a customer any more.
    pub unreadable: Option<ProblemEntry>,
}

impl ContentComparison {
    /// Compares by the rules of today, so that what these have changed since is no difference.
    pub(super) fn of(sent: &SentContent, now: &Card, context: &RuleContext) -> Self {
        let differs = differences(sent, now, context);
        if sent.detail == StoredDetail::Full {
            return Self {
                differs,
                ..Self::same(ComparedContent::All)
            };
        }
        let proven = Payload::of(now, context).fingerprint() == sent.payload_hash
            || is_same_behind_mask(sent, now, context);
        if !differs.is_empty() || proven {
            let compared = if proven {
                ComparedContent::All
            } else {
                ComparedContent::Unmasked
            };
            return Self {
                differs,
                ..Self::same(compared)
            };
        }
        Self {
            differs: hidden(now),
            ..Self::same(ComparedContent::Unmasked)
        }
    }

    /// The row was sent, and is no customer now.
    pub(super) fn unreadable(error: ProblemEntry) -> Self {
        Self {
            unreadable: Some(error),
            ..Self::same(ComparedContent::All)
        }
    }

    fn same(compared: ComparedContent) -> Self {
        Self {
            compared,
            ..Self::default()
        }
    }

    /// Whether the row would be sent with another content.
    pub(super) fn is_other(&self) -> bool {
        !self.differs.is_empty() || self.unreadable.is_some()
    }

    /// What differs, for people; none where nothing does. Safe to show.
    pub(super) fn words(&self, locale: &Locale) -> Option<String> {
        if let Some(error) = &self.unreadable {
            return Some(error.line(locale));
        }
        let words: Vec<String> = self.differs.iter().map(|one| difference(one, locale)).collect();
        self.is_other().then(|| words.join("; "))
    }

    /// The fields that differ; none where the row would be sent with the same content.
    pub(super) fn reported_differences(&self) -> Option<&[Difference]> {
        self.is_other().then_some(self.differs.as_slice())
    }
}

/// The fields of a card that may differ behind a mask that leaves the same of both.
fn hidden(now: &Card) -> Vec<Difference> {
    let is_filled =
        |field: &FieldId| (0..now.rows(*field)).any(|row| !now.get(Slot::row(*field, row)).is_empty());
    let filled = mask::personal().filter(is_filled);
    filled
        .map(|field| Difference {
            path: field.field().path.to_owned(),
            sent: None,
            now: None,
        })
        .collect()
}

/// What differs in a field, for people. Safe to show.
fn difference(one: &Difference, locale: &Locale) -> String {
    let texts = locale.texts();
    let path = visible(&one.path);
    if one.sent.is_none() && one.now.is_none() {
        return texts.import_differs_hidden(path);
    }
    let value = |value: &Option<String>| match value {
        None => texts.import_differs_nothing(),
        Some(value) => texts.import_differs_value(short(value)),
    };
    texts.import_differs(path, value(&one.sent), value(&one.now))
}

fn short(value: &str) -> String {
    let value = visible(value);
    if value.chars().count() <= LONGEST {
        return value.into_owned();
    }
    value.chars().take(LONGEST - 1).chain(['…']).collect()
}
