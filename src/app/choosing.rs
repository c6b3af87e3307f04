//! The list of a field's values, narrowed by what is typed.

use super::edit::Editor;
use crate::customer::Choice;
use crate::customer::rules::choice;
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// What is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceTarget {
    /// A value for the field that has the focus.
    Value,
    /// A profile to go on with.
    Profile,
}

/// The values there are, those that fit what is typed, and the one that has the focus.
#[derive(Debug)]
pub struct ChoicePage {
    /// What is chosen.
    pub wanted: ChoiceTarget,
    choices: Vec<Choice>,
    filter: Editor,
    /// The places of the values that fit, the best first.
    fitting: Vec<usize>,
    selected: usize,
}

impl ChoicePage {
    /// The list of these values. Where one of them is typed already, that has the focus; anything else is what the list is
    /// narrowed to.
    #[must_use]
    pub fn new(wanted: ChoiceTarget, choices: Vec<Choice>, typed: &str) -> Self {
        let taken = choice::find(&choices, typed).map(|found| found.value.clone());
        let filter = if taken.is_some() { "" } else { typed.trim() };
        let mut list = Self {
            wanted,
            choices,
            filter: Editor::new(filter, false),
            fitting: Vec::new(),
            selected: 0,
        };
        list.narrow();
        let place = list
            .rows()
            .position(|choice| Some(&choice.value) == taken.as_ref());
        list.selected = place.unwrap_or(0);
        list
    }

    /// What the list is narrowed to.
    #[must_use]
    pub fn filter(&self) -> &Editor {
        &self.filter
    }

    /// Edits what the list is narrowed to; the best of what fits has the focus then.
    pub fn edit(&mut self, change: impl FnOnce(&mut Editor)) {
        let before = self.filter.text().to_owned();
        change(&mut self.filter);
        if self.filter.text() != before {
            self.narrow();
            self.selected = 0;
        }
    }

    /// The values that fit, the best first; in the order of the settings where nothing is typed.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &Choice> {
        self.fitting.iter().map(|place| &self.choices[*place])
    }

    /// How many values there are, whether they fit or not.
    #[must_use]
    pub fn total(&self) -> usize {
        self.choices.len()
    }

    /// The row that has the focus.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Gives the focus to a row, or to the last one.
    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.fitting.len().saturating_sub(1));
    }

    /// The value that has the focus; none where none fits.
    #[must_use]
    pub fn chosen(&self) -> Option<&Choice> {
        self.rows().nth(self.selected)
    }

    /// Finds the values that fit. Letters may be left out, and a plain letter stands for one with a mark, too.
    fn narrow(&mut self) {
        let pattern = Pattern::new(
            self.filter.text(),
            CaseMatching::Ignore,
            Normalization::Smart,
            AtomKind::Fuzzy,
        );
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut characters = Vec::new();
        let mut score = |text: &str| {
            // In small letters: the matcher knows `ł` as an `l` with a mark, but not `Ł`.
            let text = text.to_lowercase();
            pattern.score(Utf32Str::new(&text, &mut characters), &mut matcher)
        };
        let scored = self.choices.iter().enumerate().filter_map(|(place, choice)| {
            let best = score(&choice.value).max(score(choice.label()))?;
            Some((place, best))
        });
        let mut scored: Vec<(usize, u32)> = scored.collect();
        scored.sort_by_key(|(place, score)| (std::cmp::Reverse(*score), *place));
        self.fitting = scored.into_iter().map(|(place, _)| place).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(typed: &str) -> ChoicePage {
        let choice = |(value, label): (&str, &str)| Choice {
            value: value.into(),
            label: Some(label.into()),
            sex: None,
        };
        let managers = [
            ("a.nowak", "Anna Nowak"),
            ("l.wilk", "Łukasz Wilk"),
            ("z.zolc", "Zofia Żółć"),
            ("lukasz", "Ewa Lis"),
        ];
        ChoicePage::new(ChoiceTarget::Value, managers.map(choice).to_vec(), typed)
    }

    #[test]
    fn what_is_typed_finds_values_by_their_letters() {
        let rows: [(&str, &[&str]); 8] = [
            ("", &["a.nowak", "l.wilk", "z.zolc", "lukasz"]),
            ("lukasz", &["a.nowak", "l.wilk", "z.zolc", "lukasz"]),
            ("ŁUKASZ", &["l.wilk"]),
            ("lukas", &["l.wilk", "lukasz"]),
            ("zolc", &["z.zolc"]),
            ("wilk luk", &["l.wilk"]),
            ("annwak", &["a.nowak"]),
            ("xyz", &[]),
        ];
        for (typed, expected) in rows {
            let found = list(typed);
            let values: Vec<&str> = found.rows().map(|choice| choice.value.as_str()).collect();
            assert_eq!(values, expected, "{typed}");
        }
    }

    #[test]
    fn the_value_that_is_there_has_the_focus_until_something_is_typed() {
        let mut list = list("Zofia Żółć");
        assert_eq!(list.chosen().unwrap().value, "z.zolc");
        assert_eq!(list.filter().text(), "");
        list.edit(|editor| editor.paste("nowak"));
        assert_eq!(list.chosen().unwrap().value, "a.nowak");
        list.edit(|editor| editor.paste("?"));
        assert!(list.chosen().is_none());
    }
}
