//! One of the values that the tenant has configured. An operator may type its label, or another case of either.

use super::{Rule, always};
use crate::customer::{Choice, Problem, Reason};
use crate::text::{composed, plain_letters};

/// One of the configured values, or any text where none are configured.
pub const RULE: Rule = Rule {
    check: |value, input| problem(input.context.choices(input.path), value),
    canonical: |value, input| canonical(input.context.choices(input.path), value),
    tidy: always,
};

/// The choice that a text means: the one of this value or, failing that, of this label; a match of the case
/// comes before one without.
#[must_use]
pub fn find<'a>(choices: &'a [Choice], text: &str) -> Option<&'a Choice> {
    let text = composed(text.trim());
    let folded = text.to_lowercase();
    let same = |name: &str| composed(name.trim()) == text;
    let similar = |name: &str| composed(name.trim()).to_lowercase() == folded;
    let first = |is: &dyn Fn(&Choice) -> bool| choices.iter().find(|choice| is(choice));
    first(&|choice| same(&choice.value))
        .or_else(|| first(&|choice| same(choice.label())))
        .or_else(|| first(&|choice| similar(&choice.value)))
        .or_else(|| first(&|choice| similar(choice.label())))
}

/// The only choice of which the value or the label begins with a text, where plain letters stand for those with marks, too;
/// none where there are several, and of a blank text.
#[must_use]
pub fn begun<'a>(choices: &'a [Choice], text: &str) -> Option<&'a Choice> {
    let typed = plain_letters(&composed(text.trim()));
    let begins = |choice: &&Choice| {
        [choice.value.as_str(), choice.label()]
            .into_iter()
            .any(|name| plain_letters(&composed(name.trim())).starts_with(&typed))
    };
    let mut found = choices.iter().filter(begins);
    let only = found.next().filter(|_| !typed.is_empty())?;
    found.all(|other| other.value == only.value).then_some(only)
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
    fn the_only_value_that_begins_so_is_found() {
        let choices = [
            choice("K", Some("Kobieta")),
            choice("M", Some("Mężczyzna")),
            choice("źle", Some("Źle")),
            choice("zlecenie", Some("Zlecenie stałe")),
        ];
        let table = [
            ("kob", Some("K")),
            ("MĘŻ", Some("M")),
            ("mez", Some("M")),
            ("me\u{328}z", Some("M")),
            ("zl", None),
            ("zlec", Some("zlecenie")),
            ("", None),
            (" ", None),
            ("bieta", None),
            ("kobietaa", None),
        ];
        for (text, value) in table {
            assert_eq!(
                begun(&choices, text).map(|choice| choice.value.as_str()),
                value,
                "{text}"
            );
        }
    }

    #[test]
    fn letters_may_be_put_together_otherwise() {
        let choices = [choice("Z\u{307}o\u{301}ł\u{107}", None)];
        assert!(find(&choices, "Żółć").is_some());
        assert!(find(&choices, "z\u{307}ółc\u{301}").is_some());
    }

    #[test]
    fn without_choices_any_text_is_right() {
        assert_eq!(problem(&[], "whatever"), None);
        assert_eq!(canonical(&[], "whatever"), "whatever");
    }
}
