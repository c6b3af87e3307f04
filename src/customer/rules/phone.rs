//! A telephone number: nine Polish digits, or `+` and the international number.

use super::{Context, Rule, is_gap};
use crate::customer::{Problem, Reason};

/// Nine digits, or `+` and 8 to 15 digits (the most that ITU-T E.164 allows), however they are grouped. A number that
/// starts with `0048` or `48` is not rewritten: it could also be one that is a digit short.
pub const RULE: Rule = Rule {
    check,
    canonical,
    tidy: false,
};

fn check(value: &str, _: Context) -> Option<Problem> {
    parse(value).err().map(Problem::error)
}

fn canonical(value: &str, _: Context) -> String {
    parse(value).unwrap_or_else(|_| value.to_owned())
}

fn parse(value: &str) -> Result<String, Reason> {
    let number: String = value
        .chars()
        .filter(|character| !is_separator(*character))
        .collect();
    let international = number.strip_prefix('+');
    let digits = international.unwrap_or(&number);
    if let Some(character) = digits.chars().find(|character| !character.is_ascii_digit()) {
        return Err(Reason::PhoneCharacter(character));
    }
    let right = match international {
        Some(_) => (8..=15).contains(&digits.len()),
        None => digits.len() == 9,
    };
    if right {
        Ok(number)
    } else {
        Err(Reason::PhoneLength(digits.len()))
    }
}

fn is_separator(character: char) -> bool {
    is_gap(character) || matches!(character, '.' | '/' | '(' | ')' | '[' | ']')
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_canonical, assert_checks};
    use super::*;

    #[test]
    fn numbers_are_checked_without_their_separators() {
        let length = |digits| Some(Problem::error(Reason::PhoneLength(digits)));
        let character = |character| Some(Problem::error(Reason::PhoneCharacter(character)));
        assert_checks(
            RULE,
            &[
                ("nine digits", "333444555", None),
                ("grouped", "(22) 333-4.4/[55]", None),
                ("international", "+48 333 444 555", None),
                ("shortest international", "+12345678", None),
                ("longest international", "+123456789012345", None),
                ("eight digits", "33344455", length(8)),
                ("ten digits", "3334445556", length(10)),
                ("no plus", "48333444555", length(11)),
                ("double zero", "0048333444555", length(13)),
                ("short international", "+1234567", length(7)),
                ("long international", "+1234567890123456", length(16)),
                ("separators only", "-", length(0)),
                ("plus only", "+", length(0)),
                ("a letter", "33344455O", character('O')),
                ("second plus", "+48+333444555", character('+')),
                ("plus at the end", "333444555+", character('+')),
                ("two numbers", "333444555,123432234", character(',')),
                ("other digits", "33344455\u{665}", character('\u{665}')),
            ],
        );
    }

    #[test]
    fn separators_are_not_sent() {
        assert_canonical(
            RULE,
            &[
                ("333 444 555", "333444555"),
                ("+48 (333) 444-555", "+48333444555"),
                ("333\u{a0}444\u{2011}555", "333444555"),
                ("48 333 444 555", "48 333 444 555"),
                ("x", "x"),
            ],
        );
    }
}
