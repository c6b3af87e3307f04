//! NIP, the Polish tax number, or another country's number in its place.
//!
//! Its make-up is laid down in the Polish Act of 13 October 1995 on the registration and identification of taxpayers:
//! ten digits, the last of which checks the others.

use super::{Rule, RuleInput, all_digits, artifact, is_gap, never, weighted_sum};
use crate::customer::{Problem, Reason};

/// Ten digits with the right check digit, however grouped and with or without `PL` before them. What has the form of another
/// country's VAT number is a warning only, and is sent as typed; anything else is an error.
pub const RULE: Rule = Rule {
    check,
    canonical,
    tidy: never,
};

const WEIGHTS: [u32; 9] = [6, 5, 7, 2, 3, 4, 5, 6, 7];

/// The countries' codes of ISO 3166-1, with `EL` and `XI`, which the European Union has for Greece and Northern Ireland, and
/// without Poland's.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH EL ER ES ET FI FJ FK \
    FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM \
    JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS \
    MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PM PN PR PS PT PW PY QA RE RO RS RU RW SA \
    SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US \
    UY UZ VA VC VE VG VI VN VU WF WS XI YE YT ZA ZM ZW";

/// What people write before a number, and what begins as Nicaragua, Nauru and the Vatican do.
const LABELS: [&str; 3] = ["NIP", "NR", "VAT"];

/// Whether a text is a whole Polish number with the right check digit, so that nothing can follow it.
#[must_use]
pub fn is_whole(value: &str, _: RuleInput) -> bool {
    polish(value).is_some_and(|digits| digits.len() == 10 && sum_is_right(&digits))
}

fn check(value: &str, _: RuleInput) -> Option<Problem> {
    let Some(digits) = polish(value) else {
        return Some(if is_foreign(value) {
            Problem::warning(Reason::NipForeign)
        } else {
            Problem::error(artifact::number(value).unwrap_or(Reason::NipShape))
        });
    };
    if digits.len() != 10 {
        return Some(Problem::error(Reason::NipLength(digits.len())));
    }
    (!sum_is_right(&digits)).then(|| Problem::error(Reason::NipChecksum))
}

/// Whether a number is a country's two letters and 2 to 12 letters, digits, `+` and `*`, as Ireland has them. Every country's
/// numbers have digits; words have none.
fn is_foreign(value: &str) -> bool {
    let number: String = value
        .chars()
        .filter(|character| !is_gap(*character) && !matches!(character, '.' | '/'))
        .collect();
    let number = number.to_ascii_uppercase();
    let Some((country, rest)) = number.split_at_checked(2) else {
        return false;
    };
    let is_labelled = LABELS.iter().any(|label| number.starts_with(label));
    let right = |character: char| character.is_ascii_alphanumeric() || matches!(character, '+' | '*');
    COUNTRIES.split_whitespace().any(|known| known == country)
        && !is_labelled
        && (2..=12).contains(&rest.len())
        && rest.chars().all(right)
        && rest.contains(|character: char| character.is_ascii_digit())
}

fn canonical(value: &str, _: RuleInput) -> String {
    polish(value)
        .filter(|digits| digits.len() == 10)
        .unwrap_or_else(|| value.to_owned())
}

/// The digits of a number that has no other characters than a Polish one.
fn polish(value: &str) -> Option<String> {
    let number: String = value.chars().filter(|character| !is_gap(*character)).collect();
    let prefixed = number.get(..2).is_some_and(|two| two.eq_ignore_ascii_case("pl"));
    let digits = if prefixed { &number[2..] } else { &number };
    all_digits(digits).then(|| digits.to_owned())
}

/// Whether the last digit is the remainder of the others' sum. A remainder of ten has no digit, so such a number is
/// never given out; nor is the one of all zeros, though its sum is right.
fn sum_is_right(digits: &str) -> bool {
    let last = digits.chars().last().and_then(|digit| digit.to_digit(10));
    let zeros = digits.bytes().all(|digit| digit == b'0');
    !zeros && Some(weighted_sum(digits, &WEIGHTS) % 11) == last
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_canonical, assert_checks};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_numbers_are_told_from_wrong_ones() {
        let wrong = |reason| Some(Problem::error(reason));
        assert_checks(
            RULE,
            &[
                ("the textbooks'", "1234563218", None),
                ("the Ministry of Finance", "5260250274", None),
                ("grouped", "123-456-32-18", None),
                ("grouped otherwise", "526 02 50 274", None),
                ("prefixed", "PL 5260250274", None),
                ("prefixed in small letters", "pl526-025-02-74", None),
                ("last digit", "1234563217", wrong(Reason::NipChecksum)),
                ("two digits swapped", "1243563218", wrong(Reason::NipChecksum)),
                ("zeros pass the sum", "0000000000", wrong(Reason::NipChecksum)),
                ("remainder ten, check 0", "1111111170", wrong(Reason::NipChecksum)),
                ("nine digits", "123456321", wrong(Reason::NipLength(9))),
                ("eleven digits", "12345632181", wrong(Reason::NipLength(11))),
                ("only the prefix", "PL", wrong(Reason::NipLength(0))),
            ],
        );
    }

    #[test]
    fn a_foreign_number_is_asked_about_and_anything_else_is_wrong() {
        let foreign = || Some(Problem::warning(Reason::NipForeign));
        let wrong = |reason| Some(Problem::error(reason));
        let shape = || wrong(Reason::NipShape);
        assert_checks(
            RULE,
            &[
                ("German", "DE123456789", foreign()),
                ("German, with gaps", "DE 123-456-789", foreign()),
                ("Austrian", "ATU12345678", foreign()),
                ("Belgian, with points", "BE 0123.456.789", foreign()),
                ("Irish", "IE1S23456+L", foreign()),
                ("Dutch, in small letters", "nl123456789b01", foreign()),
                ("Greek", "EL123456789", foreign()),
                ("Northern Irish", "XI123456789", foreign()),
                ("Swiss", "CHE-123.456.788", foreign()),
                ("shortest", "RO12", foreign()),
                ("too short", "RO1", shape()),
                ("too long", "FR1234567890123", shape()),
                ("no such country", "QQ123456789", shape()),
                ("Poland is not abroad", "PL123456321B", shape()),
                ("a word that begins as a country", "brak", shape()),
                ("another word", "nieznany", shape()),
                ("a label", "NIP 123-456-32-18", shape()),
                ("another label", "nr 1234563218", shape()),
                ("a foreign label", "VAT 123456789", shape()),
                ("letter for a digit", "123456321B", shape()),
                ("another separator", "123/456/32/18", shape()),
                ("other digits", "123456321\u{668}", shape()),
                ("other digits abroad", "DE12345678\u{669}", shape()),
                ("two numbers", "1234563218, 5260250274", shape()),
                (
                    "a decimal",
                    "1234563218,0",
                    wrong(Reason::NumberDecimal(",0".to_owned())),
                ),
                ("shortened", "1,23456E+09", wrong(Reason::NumberShortened)),
                ("a mark", "'1234563218", wrong(Reason::FormulaMark)),
            ],
        );
    }

    #[test]
    fn only_polish_numbers_are_rewritten() {
        assert_canonical(
            RULE,
            &[
                ("123-456-32-18", "1234563218"),
                ("PL 526 025 02 74", "5260250274"),
                ("DE 123-456-789", "DE 123-456-789"),
                ("123-456", "123-456"),
                ("PL", "PL"),
            ],
        );
    }

    /// Nine digits, not all zeros, of which the remainder is one of these.
    fn nine(wanted: fn(u32) -> bool) -> impl Strategy<Value = String> {
        let digits = (1_u32..1_000_000_000).prop_map(|nine| format!("{nine:09}"));
        digits.prop_filter("another remainder", move |nine| {
            wanted(weighted_sum(nine, &WEIGHTS) % 11)
        })
    }

    /// A right NIP.
    fn nip() -> impl Strategy<Value = String> {
        nine(|check| check < 10).prop_map(|nine| {
            let check = weighted_sum(&nine, &WEIGHTS) % 11;
            format!("{nine}{check}")
        })
    }

    proptest! {
        #[test]
        fn a_made_number_is_right(nip in nip()) {
            prop_assert!(sum_is_right(&nip), "{nip}");
        }

        /// Eleven is a prime greater than every weight and every digit, so the sum notices every change of one digit.
        #[test]
        fn any_change_of_one_digit_breaks_it(nip in nip(), at in 0_usize..10, by in 1_u8..10) {
            let mut digits = nip.into_bytes();
            digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
            prop_assert!(!sum_is_right(&String::from_utf8(digits).unwrap()));
        }

        #[test]
        fn without_a_digit_for_its_remainder_no_number_is_right(nine in nine(|check| check == 10), last in 0_u8..10) {
            let number = format!("{nine}{last}");
            prop_assert!(!sum_is_right(&number), "{number}");
        }
    }
}
