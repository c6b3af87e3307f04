//! NIP, the Polish tax number, or another country's number in its place.
//!
//! Its make-up is laid down in the Polish Act of 13 October 1995 on the registration and identification of taxpayers:
//! ten digits, the last of which checks the others.

use super::{Context, Rule, all_digits, is_gap, weighted_sum};
use crate::customer::{Problem, Reason};

/// Ten digits with the right check digit, however grouped and with or without `PL` before them. What is not digits
/// may be another country's number: that is a warning only, and the number is sent as typed.
pub const RULE: Rule = Rule {
    check,
    canonical,
    tidy: false,
};

const WEIGHTS: [u32; 9] = [6, 5, 7, 2, 3, 4, 5, 6, 7];

fn check(value: &str, _: Context) -> Option<Problem> {
    let Some(digits) = polish(value) else {
        return Some(Problem::warning(Reason::NipForeign));
    };
    if digits.len() != 10 {
        return Some(Problem::error(Reason::NipLength(digits.len())));
    }
    (!sum_is_right(&digits)).then(|| Problem::error(Reason::NipChecksum))
}

fn canonical(value: &str, _: Context) -> String {
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
        let foreign = || Some(Problem::warning(Reason::NipForeign));
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
                ("German", "DE123456789", foreign()),
                ("letter for a digit", "123456321B", foreign()),
                ("another separator", "123/456/32/18", foreign()),
                ("other digits", "123456321\u{668}", foreign()),
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
