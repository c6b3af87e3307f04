//! True or false, in the words of both languages.

use super::{Context, Rule};
use crate::customer::{Problem, Reason};

/// True or false.
pub const RULE: Rule = Rule {
    check,
    canonical,
    tidy: false,
};

/// What a text means; none where it is not a flag.
#[must_use]
pub fn parse(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "tak" | "t" | "yes" | "y" => Some(true),
        "false" | "nie" | "no" | "n" => Some(false),
        _ => None,
    }
}

fn check(value: &str, _: Context) -> Option<Problem> {
    parse(value).is_none().then(|| Problem::error(Reason::NotAFlag))
}

fn canonical(value: &str, _: Context) -> String {
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
                ("a number", "1", wrong()),
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
                ("maybe", "maybe"),
            ],
        );
    }
}
