//! A postcode. Only the Polish form is known; other countries' are taken as they are.

use super::{Rule, RuleInput, all_digits, always, artifact, is_gap};
use crate::customer::{Problem, Reason};

/// NN-NNN in an address without a country or in Poland: another form is a warning, and is sent as typed. Free text
/// in any other country. What a spreadsheet has made of the digits is an error everywhere.
pub const RULE: Rule = Rule {
    check,
    canonical,
    tidy: always,
};

/// Whether a text is a whole Polish postcode, so that nothing can follow it.
#[must_use]
pub fn is_whole(value: &str, input: RuleInput) -> bool {
    is_poland(input.country) && polish(value.trim()).is_some()
}

fn check(value: &str, input: RuleInput) -> Option<Problem> {
    if let Some(reason) = artifact::number(value) {
        return Some(Problem::error(reason));
    }
    let odd = is_poland(input.country) && polish(value).is_none();
    odd.then(|| {
        let short = value.len() == 4 && all_digits(value);
        Problem::warning(if short {
            Reason::PostcodeZeroLost
        } else {
            Reason::PostcodeShape
        })
    })
}

fn canonical(value: &str, input: RuleInput) -> String {
    normalized(value, input.country)
}

/// A postcode as it is sent, in an address of this country.
#[must_use]
pub fn normalized(value: &str, country: &str) -> String {
    polish(value)
        .filter(|_| is_poland(country))
        .unwrap_or_else(|| value.to_owned())
}

fn is_poland(country: &str) -> bool {
    let country = country.trim().to_lowercase();
    matches!(country.as_str(), "" | "polska" | "poland" | "pl" | "rp")
}

/// Two digits and three, whatever the gap between them.
fn polish(value: &str) -> Option<String> {
    let (area, rest) = value.split_at_checked(2)?;
    let place = rest.trim_start_matches(is_gap);
    let right = place.len() == 3 && all_digits(area) && all_digits(place);
    right.then(|| format!("{area}-{place}"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::context;
    use super::*;

    #[test]
    fn what_a_spreadsheet_made_of_it_is_named() {
        let context = context();
        let rows = [
            ("1234", "", Problem::warning(Reason::PostcodeZeroLost)),
            ("123", "", Problem::warning(Reason::PostcodeShape)),
            (
                "1234.0",
                "",
                Problem::error(Reason::NumberDecimal(".0".to_owned())),
            ),
            (
                "10115,0",
                "Niemcy",
                Problem::error(Reason::NumberDecimal(",0".to_owned())),
            ),
            ("'01234", "", Problem::error(Reason::FormulaMark)),
            ("=\"01234\"", "", Problem::error(Reason::FormulaMark)),
        ];
        for (value, country, expected) in rows {
            let input = RuleInput {
                context: &context,
                path: "address.postcode",
                country,
            };
            assert_eq!(check(value, input), Some(expected), "{value}");
        }
    }

    #[test]
    fn the_polish_form_is_asked_for_in_poland_only() {
        let table = [
            ("as the post writes it", "00-950", "", true, "00-950"),
            ("without a dash", "00950", "", true, "00-950"),
            ("with a space", "00 950", "Polska", true, "00-950"),
            ("with both", "00 \u{2013} 950", " POLAND ", true, "00-950"),
            ("four digits", "00-95", "pl", false, "00-95"),
            ("six digits", "00-9501", "RP", false, "00-9501"),
            ("dash elsewhere", "009-50", "", false, "009-50"),
            ("letters", "AB-CDE", "", false, "AB-CDE"),
            ("a wide letter first", "Ż0-950", "", false, "Ż0-950"),
            ("Germany", "10115", "Niemcy", true, "10115"),
            ("Britain", "SW1A 1AA", "UK", true, "SW1A 1AA"),
        ];
        let context = context();
        for (name, value, country, right, sent) in table {
            let input = RuleInput {
                context: &context,
                path: "address.postcode",
                country,
            };
            let expected = (!right).then(|| Problem::warning(Reason::PostcodeShape));
            assert_eq!(check(value, input), expected, "{name}");
            assert_eq!(canonical(value, input), sent, "{name}");
        }
    }
}
