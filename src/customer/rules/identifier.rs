//! The customer's identifier in the tenant's own books: any text.

use super::{Rule, artifact, as_is, never};
use crate::customer::{Problem, Reason};

/// Any text that no spreadsheet has spoilt. One that ends as a decimal number may be meant.
pub const RULE: Rule = Rule {
    check: |value, _| {
        artifact::number(value).map(|reason| match reason {
            Reason::NumberDecimal(_) => Problem::warning(reason),
            _ => Problem::error(reason),
        })
    },
    canonical: as_is,
    tidy: never,
};

#[cfg(test)]
mod tests {
    use super::super::tests::assert_checks;
    use super::*;

    #[test]
    fn only_what_a_spreadsheet_spoilt_is_wrong() {
        let end = Reason::NumberDecimal(".0".to_owned());
        assert_checks(
            RULE,
            &[
                ("letters and digits", "K-2026/17", None),
                ("digits", "000123", None),
                (
                    "shortened",
                    "1,23457E+15",
                    Some(Problem::error(Reason::NumberShortened)),
                ),
                ("a mark", "'000123", Some(Problem::error(Reason::FormulaMark))),
                ("a decimal", "17.0", Some(Problem::warning(end))),
            ],
        );
    }
}
