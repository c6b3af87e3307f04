//! One of the values that the tenant has configured. An operator may type its label, or another case of either.

use super::Rule;
use crate::customer::{Choice, Problem, Reason};

/// One of the configured values, or any text where none are configured.
pub const RULE: Rule = Rule {
    check: |value, context| problem(context.facts.choices(context.path), value),
    canonical: |value, context| canonical(context.facts.choices(context.path), value),
    tidy: false,
};

/// The choice that a text means: the one of this value or, failing that, of this label; a match of the case
/// comes before one without.
#[must_use]
pub fn find<'a>(choices: &'a [Choice], text: &str) -> Option<&'a Choice> {
    let text = text.trim();
    let folded = text.to_lowercase();
    let same = |name: &str| name.trim() == text;
    let similar = |name: &str| name.trim().to_lowercase() == folded;
    let first = |is: &dyn Fn(&Choice) -> bool| choices.iter().find(|choice| is(choice));
    first(&|choice| same(&choice.value))
        .or_else(|| first(&|choice| same(choice.label())))
        .or_else(|| first(&|choice| similar(&choice.value)))
        .or_else(|| first(&|choice| similar(choice.label())))
}

/// An error for a text that is none of the choices; none where there are no choices.
#[must_use]
pub fn problem(choices: &[Choice], text: &str) -> Option<Problem> {
    let unknown = !choices.is_empty() && find(choices, text).is_none();
    unknown.then(|| Problem::error(Reason::NotAChoice))
}

/// The configured value that a text means; the text itself where it means none.
#[must_use]
pub fn canonical(choices: &[Choice], text: &str) -> String {
    find(choices, text).map_or_else(|| text.to_owned(), |choice| choice.value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(value: &str, label: Option<&str>) -> Choice {
        Choice {
            value: value.to_owned(),
            label: label.map(str::to_owned),
            sex: None,
        }
    }

    #[test]
    fn a_text_finds_its_value() {
        let choices = [
            choice("K", Some("Żona")),
            choice("M", Some("Mąż")),
            choice("x", Some("k")),
            choice("MĄŻ", None),
        ];
        let table = [
            ("the value", "M", Some("M")),
            ("the value in another case", "m", Some("M")),
            ("the label", "Mąż", Some("M")),
            ("a label of another case than a value", "MĄŻ", Some("MĄŻ")),
            ("the label in another case, beyond ASCII", "żONA", Some("K")),
            ("the right case comes before the value", "k", Some("x")),
            ("spaces around it", " M ", Some("M")),
            ("a part of the value", "Mą", None),
        ];
        for (name, text, value) in table {
            assert_eq!(
                find(&choices, text).map(|choice| choice.value.as_str()),
                value,
                "{name}"
            );
            assert_eq!(canonical(&choices, text), value.unwrap_or(text), "{name}");
            assert_eq!(problem(&choices, text).is_none(), value.is_some(), "{name}");
        }
    }

    #[test]
    fn without_choices_any_text_is_right() {
        assert_eq!(problem(&[], "whatever"), None);
        assert_eq!(canonical(&[], "whatever"), "whatever");
    }
}
