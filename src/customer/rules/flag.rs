//! True or false, in the words of both languages, of spreadsheets, and as a cross in a list.

use super::{Rule, RuleInput, always};
use crate::customer::{Problem, Reason};
use crate::text::composed;

/// True or false.
pub const RULE: Rule = Rule {
    check,
    canonical,
    tidy: always,
};

/// What a text means; none where it is not a flag.
#[must_use]
pub fn parse(text: &str) -> Option<bool> {
    match composed(text.trim()).to_lowercase().as_str() {
        "true" | "tak" | "t" | "yes" | "y" | "prawda" | "1" | "x" => Some(true),
        "false" | "nie" | "no" | "n" | "fałsz" | "falsz" | "0" => Some(false),
        _ => None,
    }
}

fn check(value: &str, _: RuleInput) -> Option<Problem> {
    parse(value).is_none().then(|| Problem::error(Reason::NotAFlag))
}

fn canonical(value: &str, _: RuleInput) -> String {
    parse(value).map_or_else(|| value.to_owned(), |flag| flag.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_canonical, assert_checks};
    use super::*;

    #[test]
    fn words_of_both_languages_are_flags() {
        let wrong = || Some(Problem::error(Reason::NotAFlag));
        assert_checks(
            RULE,
            &[
                ("the API's own", "true", None),
                ("Polish, capitals", "NIE", None),
                ("one", "1", None),
                ("zero", "0", None),
                ("a cross", "x", None),
                ("a spreadsheet's", "PRAWDA", None),
                ("a spreadsheet's, Polish letters", "FAŁSZ", None),
                ("another number", "2", wrong()),
                ("a dash", "-", wrong()),
                ("no word", "brak", wrong()),
                ("both", "tak nie", wrong()),
            ],
        );
        assert_canonical(
            RULE,
            &[
                ("Tak", "true"),
                ("t", "true"),
                ("y", "true"),
                ("YES", "true"),
                ("n", "false"),
                ("nie", "false"),
                ("no", "false"),
                ("False", "false"),
                ("X", "true"),
                ("1", "true"),
                ("0", "false"),
                ("prawda", "true"),
                ("Fałsz", "false"),
                ("maybe", "maybe"),
            ],
        );
    }
}
