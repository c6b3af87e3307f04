//! An e-mail address, of the kinds that a CRM can write to.

use super::{Rule, RuleInput, as_is, never};
use crate::customer::{Problem, Reason};
use crate::text::is_invisible;
use email_address::{EmailAddress, Options};

/// An e-mail address with a domain of two parts or more. No quoted local part (`"a b"@c.pl`), though it is legal:
/// where one is typed, it is a mistake.
pub const RULE: Rule = Rule {
    check,
    canonical: as_is,
    tidy: never,
};

fn check(value: &str, _: RuleInput) -> Option<Problem> {
    (!is_address(value)).then(|| Problem::error(Reason::EmailSyntax))
}

fn is_address(value: &str) -> bool {
    let foreign = |character: char| character == '"' || character.is_whitespace() || is_invisible(character);
    let options = Options::default()
        .without_display_text()
        .without_domain_literal()
        .with_required_tld();
    !value.contains(foreign) && EmailAddress::parse_with_options(value, options).is_ok()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_checks;
    use super::*;

    #[test]
    fn addresses_are_told_from_mistakes() {
        let wrong = || Some(Problem::error(Reason::EmailSyntax));
        let long = format!("{}@kowalski.pl", "a".repeat(65));
        assert_checks(
            RULE,
            &[
                ("plain", "jan@kowalski.pl", None),
                ("tag and dots", "jan.kowalski+crm@poczta.kowalski.com.pl", None),
                ("apostrophe", "o'brien@example.ie", None),
                ("Polish letters", "żółw@łódź.pl", None),
                ("no at", "jan.kowalski.pl", wrong()),
                ("two at", "jan@kowalski@pl", wrong()),
                ("nobody", "@kowalski.pl", wrong()),
                ("nowhere", "jan@", wrong()),
                ("no top-level domain", "jan@kowalski", wrong()),
                ("two dots", "jan@kowalski..pl", wrong()),
                ("dot at the end", "jan@kowalski.pl.", wrong()),
                ("display text", "Jan <jan@kowalski.pl>", wrong()),
                ("domain literal", "jan@[127.0.0.1]", wrong()),
                ("quoted local part", "\"a b\"@c.pl", wrong()),
                ("a space", "jan @kowalski.pl", wrong()),
                ("a tab", "jan\t@kowalski.pl", wrong()),
                ("two addresses", "jan@kowalski.pl, ewa@kowalski.pl", wrong()),
                ("a control character", "jan\u{9b}@kowalski.pl", wrong()),
                ("a reordering character", "jan\u{202e}@kowalski.pl", wrong()),
                ("65 letters before the at", &long, wrong()),
            ],
        );
    }
}
