//! A positive whole number, as the id of a company.

use super::{Rule, RuleInput, all_digits, artifact, never};
use crate::customer::{Problem, Reason};

/// A whole number from 1 to 2⁶⁴ − 1, in digits without a sign.
pub const RULE: Rule = Rule {
    check,
    canonical,
    tidy: never,
};

/// `u64::from_str` alone would let a plus pass.
fn parse(value: &str) -> Option<u64> {
    let number = value.parse().ok().filter(|_| all_digits(value))?;
    (number > 0).then_some(number)
}

fn check(value: &str, _: RuleInput) -> Option<Problem> {
    let wrong = || artifact::number(value).unwrap_or(Reason::NotPositiveNumber);
    parse(value).is_none().then(|| Problem::error(wrong()))
}

fn canonical(value: &str, _: RuleInput) -> String {
    parse(value).map_or_else(|| value.to_owned(), |number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_canonical, assert_checks};
    use super::*;

    #[test]
    fn only_positive_whole_numbers_pass() {
        let wrong = || Some(Problem::error(Reason::NotPositiveNumber));
        assert_checks(
            RULE,
            &[
                ("plain", "17", None),
                ("leading zero", "017", None),
                ("the greatest", "18446744073709551615", None),
                ("one more", "18446744073709551616", wrong()),
                ("zero", "0", wrong()),
                ("zeros", "000", wrong()),
                ("minus", "-1", wrong()),
                ("plus", "+1", wrong()),
                ("fraction", "1.5", wrong()),
                (
                    "a decimal",
                    "17,0",
                    Some(Problem::error(Reason::NumberDecimal(",0".to_owned()))),
                ),
                (
                    "shortened",
                    "1,7E+10",
                    Some(Problem::error(Reason::NumberShortened)),
                ),
                ("a mark", "'17", Some(Problem::error(Reason::FormulaMark))),
                ("a gap", "1 000", wrong()),
                ("other digits", "\u{661}", wrong()),
            ],
        );
        assert_canonical(RULE, &[("017", "17"), ("17", "17"), ("000", "000"), ("x", "x")]);
    }
}
